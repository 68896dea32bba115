import Metrics
import Recordings
import Declarations
import Eviction
import Experiments
import Providers
import Reporting
import Routing
import Scenarios
import Strategies
import Traffic

/// `simbench explain`: the scenario with every default.
enum ExplainCommand {
  static let declaration = CommandDeclaration(
    name: "explain", summary: "print the scenario with every default filled in", arguments: ["SCENARIO"],
    options: ScenarioOptions.declarations, example: "simbench explain rag | less"
  ) { invocation throws(Diagnostic) in
    let scenario = try ScenarioOptions.scenario(invocation)
    Console.print(scenario.tree.withoutIdle.text() + "\n")
    for warning in scenario.warnings { Console.note(warning.placed(in: scenario.path).description) }
    return 0
  }
}

/// `simbench schema`: the JSON Schema of a scenario.
enum SchemaCommand {
  static let declaration = CommandDeclaration(
    name: "schema", summary: "print the JSON Schema of a scenario, for editors", arguments: [], options: [],
    example: "simbench schema > scenario.schema.json"
  ) { _ throws(Diagnostic) in
    guard case .object(var members) = ScenarioSchema.shape(charts: Chart.all.map(\.declaration)).jsonSchema
    else { return 1 }
    let head: JSONValue = [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "simbench scenario, version 1",
    ]
    if case .object(let first) = head { members.insert(contentsOf: first, at: 0) }
    if let place = members.firstIndex(where: { $0.key == "properties" }),
      case .object(var properties) = members[place].node.value
    {
      properties.append(JSONMember(key: "$schema", node: JSONNode(["type": "string"])))
      members[place].node = JSONNode(.object(properties))
    }
    Console.print(JSONValue.object(members).text() + "\n")
    return 0
  }
}

/// `simbench version`.
enum VersionCommand {
  static let declaration = CommandDeclaration(
    name: "version", summary: "print the version and what it was built with", arguments: [], options: [],
    example: "simbench version"
  ) { _ throws(Diagnostic) in
    Console.print("simbench \(Version.current)\nlinear algebra: \(Version.linearAlgebra)\n")
    Console.print("encoder kernels: \(Version.encoderKernels)\n")
    return 0
  }
}

/// `simbench list`: layers, policies, metrics and the rest, from their declarations.
enum ListCommand {
  static let declaration = CommandDeclaration(
    name: "list", summary: "list layers, policies, routers, metrics, formats, presets, scenarios",
    arguments: [ArgumentDeclaration("[WHAT]", values: .names { topics.map { ($0.name, "") } })],
    options: [.flag("--json", "as JSON (layers, policies, scenarios)")], example: "simbench list policies"
  ) { invocation throws(Diagnostic) in
    if invocation.has("--json") {
      let json =
        switch invocation.arguments.first ?? "layers" {
        case "layers": LayerRegistry.shape.jsonSchema
        case "policies": PolicyCatalog.json
        case "scenarios": ScenarioList.json
        case let other:
          throw Diagnostic(
            "there is no JSON of '\(other)'; layers, policies or scenarios was expected", kind: .usage)
        }
      Console.print(json.text() + "\n")
      return 0
    }
    guard let what = invocation.arguments.first else {
      layers()
      Console.print("\nMore: simbench list \(topics.map(\.name).joined(separator: " | "))\n")
      return 0
    }
    guard let topic = topics.first(where: { $0.name == what }) else {
      let names = topics.map(\.name)
      let hint = what.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
      throw Diagnostic(
        "there is no list of '\(what)'\(hint); one of \(names.joined(separator: ", ")) was expected",
        kind: .usage)
    }
    topic.print()
    return 0
  }

  /// What can be listed.
  private static let topics: [(name: String, print: @Sendable () -> Void)] = [
    ("layers", layers), ("policies", policies), ("metrics", metrics), ("formats", formats),
    ("presets", presets), ("routers", routers), ("scenarios", { Console.print(ScenarioList.text) }),
  ]

  private static func layers() {
    for layer in LayerRegistry.all {
      Console.print("\(layer.name)\(layer.isBound ? " (bound)" : "")\n    \(layer.summary)\n")
      for field in layer.fields {
        let fallback =
          field.fallback.map { "default \(short($0))" } ?? (field.isRequired ? "required" : "optional")
        Console.print("    \(field.key): \(field.help) [\(fallback)]\n")
        for (name, help, inner) in cases(field.shape) {
          Console.print("        \(name): \(help)\n")
          for own in inner {
            Console.print("            \(own.key): \(own.help) [default \(short(own.fallback))]\n")
          }
        }
      }
    }
  }

  private static func cases(_ shape: Shape) -> [(String, String, [Field])] {
    guard case .tagged(_, let schemas) = shape else { return [] }
    return schemas.map { ($0.name, $0.help, $0.fields) }
  }

  private static func short(_ value: JSONValue?) -> String {
    let text = value?.text(indent: nil) ?? "none"
    return text.count > 60 ? text.prefix(57) + "..." : text
  }

  private static func table(_ rows: [(String, String)]) {
    let width = (rows.map(\.0.count).max() ?? 0) + 2
    for (left, right) in rows {
      Console.print(left + String(repeating: " ", count: width - left.count) + right + "\n")
    }
  }

  private static func policies() { Console.print(PolicyCatalog.text) }

  private static func metrics() { table(Metric.allCases.map { ($0.rawValue, $0.summary) }) }

  private static func formats() { table(TraceFormat.all.map { ($0.name, $0.summary) }) }

  private static func presets() {
    table(
      LatencyModel.presets.map {
        (
          "latency_preset \($0.name)",
          "TTFT base \($0.model.base) s, \($0.model.perOutputToken * 1000) ms a token"
        )
      })
    table(QualityModel.presets.map { ("quality \($0.name)", "\($0.model)") })
    table(Quantisation.allCases.map { ("quantised \($0.rawValue)", $0.summary) })
    table(
      PromptCachePreset.all.map {
        (
          "prompt_cache preset \($0.name)",
          $0.summary
        )
      })
  }

  private static func routers() {
    for router in RouterDeclaration.all {
      Console.print("\(router.name)\(router.isBound ? " (bound)" : "")\n    \(router.summary)\n")
      for parameter in router.parameters {
        Console.print("    \(parameter.name): \(parameter.help) [default \(parameter.fallback.short)]\n")
      }
    }
  }
}
