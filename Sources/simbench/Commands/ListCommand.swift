import Declarations
import Eviction
import Metrics
import Providers
import Recordings
import Reporting
import Routing
import Scenarios
import Strategies
import Traffic

/// `simbench list`: layers, policies, metrics and the rest, from their declarations.
enum ListCommand {
  static let declaration = CommandDeclaration(
    name: "list", summary: "list layers, policies, routers, metrics, formats, presets, scenarios",
    arguments: [ArgumentDeclaration("[WHAT]", values: .names { topics.map { ($0.name, "") } }), "[NAME]"],
    options: [.flag("--json", "as JSON (layers, policies, scenarios)")],
    example: "simbench list layers exact_cache"
  ) { invocation throws(Diagnostic) in
    let what = invocation.arguments.first
    let name = invocation.arguments.dropFirst().first
    if invocation.has("--json") {
      try printJSON(of: what ?? "layers", name)
      return 0
    }
    let topic = try topic(what ?? "layers")
    let entries = topic.entries()
    guard let name else {
      Console.print(entries.map(\.text).joined() + topic.end)
      if what == nil {
        let more = "More: simbench list \(topics.map(\.name).joined(separator: " | "))"
        Console.print("\n\(more.wrapped(to: 80, indent: "  ").joined(separator: "\n"))\n")
      }
      return 0
    }
    let found = entries.filter { $0.name == name }
    guard !found.isEmpty else {
      let hint = name.nearest(in: entries.map(\.name)).map { "; did you mean '\($0)'?" } ?? ""
      throw Diagnostic(
        "there is no '\(name)' among the \(topic.name)\(hint) (`simbench list \(topic.name)` has them all)",
        kind: .usage)
    }
    Console.print(found.map(\.text).joined())
    return 0
  }

  /// What can be listed: the names of its entries, and what is said of each in lines of 80 columns.
  private struct Topic {
    let name: String
    /// What stands behind the last entry.
    var end = ""
    let entries: @Sendable () -> [(name: String, text: String)]
  }

  private static let topics: [Topic] = [
    Topic(name: "layers") { LayerRegistry.all.map { ($0.name, text(of: $0)) } },
    Topic(name: "policies", end: PolicyCatalog.end) { PolicyCatalog.entries },
    Topic(name: "metrics") { table(Metric.allCases.map { ($0.rawValue, $0.summary) }) },
    Topic(name: "formats") { table(TraceFormat.all.map { ($0.name, $0.summary) }) },
    Topic(name: "presets") { table(presets) },
    Topic(name: "routers") { RouterDeclaration.all.map { ($0.name, text(of: $0)) } },
    Topic(name: "scenarios") { ScenarioList.entries },
  ]

  private static func topic(_ name: String) throws(Diagnostic) -> Topic {
    if let topic = topics.first(where: { $0.name == name }) { return topic }
    let names = topics.map(\.name)
    let hint = name.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
    throw Diagnostic(
      "there is no list of '\(name)'\(hint); one of \(names.joined(separator: ", ")) was expected",
      kind: .usage)
  }

  private static func printJSON(of topic: String, _ name: String?) throws(Diagnostic) {
    if let name {
      throw Diagnostic("--json lists all \(topic), and not '\(name)' alone", kind: .usage)
    }
    let json =
      switch topic {
      case "layers": LayerRegistry.shape.jsonSchema
      case "policies": PolicyCatalog.json
      case "scenarios": ScenarioList.json
      default:
        throw Diagnostic(
          "there is no JSON of '\(topic)'; layers, policies or scenarios was expected", kind: .usage)
      }
    Console.print(json.text() + "\n")
  }

  // MARK: Entries

  private static func text(of layer: LayerDeclaration) -> String {
    var lines = [layer.name + (layer.isBound ? " (bound)" : "")] + indented(layer.summary, by: 4)
    for field in layer.fields {
      let fallback =
        field.fallback.map { "default \(short($0))" } ?? (field.isRequired ? "required" : "optional")
      lines += indented("\(field.key): \(field.help) [\(fallback)]", by: 4)
      guard case .tagged(_, let cases) = field.shape else { continue }
      for own in cases {
        lines += indented("\(own.name): \(own.help)", by: 8)
        for inner in own.fields {
          lines += indented("\(inner.key): \(inner.help) [default \(short(inner.fallback))]", by: 12)
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func text(of router: RouterDeclaration) -> String {
    var lines = [router.name + (router.isBound ? " (bound)" : "")] + indented(router.summary, by: 4)
    for parameter in router.parameters {
      lines += indented("\(parameter.name): \(parameter.help) [default \(parameter.fallback.short)]", by: 4)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static var presets: [(String, String)] {
    LatencyModel.presets.map {
      (
        "latency_preset \($0.name)",
        "TTFT base \($0.model.base) s, \($0.model.perOutputToken * 1000) ms a token"
      )
    } + QualityModel.presets.map { ("quality \($0.name)", "\($0.model)") }
      + Quantisation.allCases.map { ("quantised \($0.rawValue)", $0.summary) }
      + PromptCachePreset.all.map { ("prompt_cache preset \($0.name)", $0.summary) }
  }

  private static func short(_ value: JSONValue?) -> String {
    let text = value?.text(indent: nil) ?? "none"
    return text.count > 60 ? text.prefix(57) + "..." : text
  }

  /// A text in lines of 80 columns, set in; what goes on is set in by two more.
  private static func indented(_ text: String, by count: Int) -> [String] {
    let space = String(repeating: " ", count: count)
    return text.wrapped(to: 80 - count, indent: "  ").map { space + $0 }
  }

  /// Rows with what they say in a column of its own.
  private static func table(_ rows: [(String, String)]) -> [(name: String, text: String)] {
    let width = (rows.map(\.0.count).max() ?? 0) + 2
    let space = String(repeating: " ", count: width)
    return rows.map { left, right in
      let lines = right.wrapped(to: max(30, 80 - width))
      let first = left + space.dropFirst(left.count) + (lines.first ?? "")
      let text = ([String(first)] + lines.dropFirst().map { space + $0 }).joined(separator: "\n")
      return (left, text + "\n")
    }
  }
}
