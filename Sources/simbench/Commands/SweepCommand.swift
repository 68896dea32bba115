import Declarations
import Experiments
import Reporting

/// `simbench sweep`: every combination of the scenario's axes.
enum SweepCommand {
  static let declaration = CommandDeclaration(
    name: "sweep", summary: "run a grid of parameters: sweep.csv and a table", arguments: ["SCENARIO"],
    options: ScenarioOptions.declarations + [
      .value("--out", "DIR", "where results go; Results/<name> by default"),
      .value("--max-cells", "N", "most combinations; 1,000,000 by default"),
      .flag("--json", "the report as JSON"),
    ],
    example: "simbench sweep rag --replications 2", run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    let scenario = try ScenarioOptions.scenario(invocation)
    let most = try invocation.integer("--max-cells", 1...(1 << 40)) ?? 1_000_000
    let result: RunResult
    do throws(Diagnostic) {
      result = try Runner(scenario, progress: ScenarioOptions.progress).sweep(maximumCells: most)
    } catch {
      throw error.placed(in: scenario.path)
    }
    let folder = invocation.value("--out") ?? scenario.outputFolder
    var writer = ResultsWriter(
      folder: try OutputFolder.results(folder, inputs: ScenarioOptions.inputs(scenario, invocation)))
    writer.command = "sweep"
    let notes = try writer.write(
      result, tables: [.sweep], charts: [])
    Console.print(invocation.has("--json") ? ReportJSON(result).value.text() + "\n" : Report(result).text)
    for note in notes { Console.note("simbench: \(note)") }
    Console.note("results: \(folder)/")
    return 0
  }
}
