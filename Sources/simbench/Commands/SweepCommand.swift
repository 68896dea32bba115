import Declarations
import Experiments
import Reporting

/// `simbench sweep`: every combination of the scenario's axes.
enum SweepCommand {
  static let declaration = CommandDeclaration(
    name: "sweep", summary: "run a grid of parameters: a table, its best cell, sweep.csv and a chart",
    arguments: ["SCENARIO"],
    options: ScenarioOptions.declarations + [
      .value("--out", "DIR", "where results go; Results/<name> by default"),
      .value("--max-cells", "N", "most combinations; 1,000,000 by default"),
      .flag("--no-plots", "draw no chart"),
      .flag("--json", "the report as JSON"),
    ],
    example: "simbench sweep rag --replications 2", run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    let scenario = try ScenarioOptions.scenario(invocation)
    let most = try invocation.integer("--max-cells", 1...(1 << 40)) ?? 1_000_000
    let runner = Runner(scenario, progress: ScenarioOptions.progress(of: scenario.name))
    do throws(Diagnostic) { try runner.checkInputs() } catch { throw error.placed(in: scenario.path) }
    let folder = invocation.value("--out") ?? scenario.outputFolder
    // Before the work: a folder that cannot be written should not cost a sweep.
    var writer = ResultsWriter(
      folder: try OutputFolder.results(folder, inputs: ScenarioOptions.inputs(scenario, invocation)))
    writer.command = "sweep"
    writer.drawsSweep = !invocation.has("--no-plots")
    let isNoted = ScenarioOptions.noteMissingGnuplot(wantsCharts: writer.drawsSweep)
    let result: RunResult
    do throws(Diagnostic) {
      result = try runner.sweep(maximumCells: most)
    } catch {
      throw error.placed(in: scenario.path)
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
    Console.note("results: \(folder)/")
    return 0
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
