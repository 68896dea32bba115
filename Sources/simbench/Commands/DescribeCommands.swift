import Declarations
import Experiments
import Reporting
import Scenarios

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
