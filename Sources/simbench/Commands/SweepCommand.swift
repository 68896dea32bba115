import Declarations
import Experiments
import Reporting

/// `simbench sweep`: every combination of the scenario's axes.
enum SweepCommand {
  static let declaration = CommandDeclaration(
    name: "sweep", summary: "run a grid of parameters: a table, its best cell, sweep.csv and a chart",
    arguments: ["SCENARIO"],
    options: ScenarioOptions.declarations + ShardOptions.declarations + [
      .value("--out", "DIR", "where results go; Results/<name> by default"),
      .value("--max-cells", "N", "most combinations; 1,000,000 by default"),
      .flag("--no-plots", "draw no chart"),
      .flag("--json", "the report as JSON"),
    ],
    example: "simbench sweep rag --replications 2", run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    let shard = try ShardOptions.shard(invocation)
    let scenario = try ScenarioOptions.scenario(invocation)
    if let shard { return try ShardOptions.run(shard, of: .sweep, invocation, scenario) }
    let most = try ShardOptions.maximumCells(invocation)
    let runner = Runner(scenario, progress: ScenarioOptions.progress(of: scenario.name))
    do throws(Diagnostic) { try runner.checkInputs() } catch { throw error.placed(in: scenario.path) }
    let end = Finish(
      invocation: invocation, scenario: scenario, inputs: ScenarioOptions.inputs(scenario, invocation))
    try finish(end) { () throws(Diagnostic) in try runner.sweep(maximumCells: most) }
    return 0
  }

  /// Prints and writes the result of a sweep, once the folder is known to take it.
  static func finish(_ end: Finish, _ compute: () throws(Diagnostic) -> RunResult) throws(Diagnostic) {
    let invocation = end.invocation
    let folder = invocation.value("--out") ?? end.scenario.outputFolder
    // Before the work: a folder that cannot be written should not cost a sweep.
    var writer = ResultsWriter(folder: try OutputFolder.results(folder, inputs: end.inputs))
    writer.command = "sweep"
    writer.drawsSweep = !invocation.has("--no-plots")
    let isNoted = ScenarioOptions.noteMissingGnuplot(wantsCharts: writer.drawsSweep)
    let result: RunResult
    do throws(Diagnostic) {
      result = try compute()
    } catch {
      writer.folder.abandon()
      throw error.placed(in: end.scenario.path)
    }
    let finding = SweepFinding(result)
    if invocation.has("--json") {
      Console.print(json(result, finding).text() + "\n")
    } else {
      Console.print(Report(result).text + (finding?.text ?? ""))
    }
    Console.deliver()
    let notes = try writer.write(result, tables: [.sweep], charts: [])
    for note in notes where !isNoted || note != ResultsWriter.missingGnuplot {
      Console.note("simbench: \(note)")
    }
    Console.note("results: \(writer.folder.path)/")
  }

  /// The report with the best cell: its place among the rows, or null.
  private static func json(_ result: RunResult, _ finding: SweepFinding?) -> JSONValue {
    guard case .object(var members) = ReportJSON(result).value, let finding else {
      return ReportJSON(result).value
    }
    members.append(
      JSONMember(key: "best_cell", node: JSONNode(finding.best.map { JSONValue($0) } ?? .null)))
    members.append(JSONMember(key: "best_cell_text", node: JSONNode(.string(finding.sentence))))
    return .object(members)
  }
}
