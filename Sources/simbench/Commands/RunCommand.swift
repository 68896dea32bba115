import Declarations
import Experiments
import Reporting

enum RunCommand {
  static let declaration = CommandDeclaration(
    name: "run", summary: "run a scenario: table, CSV, charts", arguments: ["SCENARIO"],
    options: [.value("--set", "PATH=VALUE", "change a value", repeatable: true), .value("--threads", "N", "threads")],
    example: "simbench run Scenarios/rag.json", run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    var options = Scenario.Options()
    for text in invocation.all("--set") { options.overrides.append(try Override(text)) }
    var scenario = try Scenario.load(invocation.arguments[0], options: options)
    if let threads = try invocation.integer("--threads", 0...1024) { scenario.threads = threads }
    let st = try Runner(scenario).stream()
    for i in 0..<20 { Console.print("\(st.prompt[i]) \(st.intent[i]) [\(st.texts.text(Int(st.prompt[i])))]\n") }
    let n = Runner(scenario).debugNeighbours(st)
    Console.print(n)
    let result = try Runner(scenario).run()
    Console.print(DevReport.text(result))
    return 0
  }
}
