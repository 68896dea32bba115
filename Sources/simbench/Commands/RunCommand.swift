import Tables
import Declarations
import Experiments
import Foundation
import Reporting

/// `simbench run`: the main job.
enum RunCommand {
  static let declaration = CommandDeclaration(
    name: "run", summary: "run a scenario: a table, CSV files and charts", arguments: ["SCENARIO"],
    options: ScenarioOptions.declarations + [
      .value("--out", "DIR", "where results go; Results/<name> by default"),
      .flag("--requests", "also write requests.csv, one row a request"),
      .value("--ledger", "FILE", "also write what a gateway would log, as LiteLLM's spend logs (JSONL)"),
      .value("--ledger-strategy", "NAME", "the strategy of that log; the last that is no bound by default"),
      .flag("--no-plots", "draw no charts"),
      .flag("--json", "the report as JSON"),
    ],
    example: "simbench run Scenarios/rag.json", run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    let scenario = try ScenarioOptions.scenario(invocation)
    try LedgerOption.check(invocation, scenario)
    let folder = invocation.value("--out") ?? scenario.outputFolder
    var runner = Runner(scenario, progress: ScenarioOptions.progress)
    runner.keepsOutcomes = invocation.has("--requests") || invocation.has("--ledger")
    // Before the work: a folder that cannot be written should not cost a run.
    let writer = ResultsWriter(
      folder: try OutputFolder.results(folder, inputs: ScenarioOptions.inputs(scenario, invocation)))
    let result: RunResult
    do throws(Diagnostic) {
      result = try runner.run()
    } catch {
      throw error.placed(in: scenario.path)
    }
    let output = scenario.section("output")
    let log =
      invocation.has("--requests")
      ? RequestLog(streams: try runner.streams(), models: scenario.catalog.models.map(\.name)) : nil
    try LedgerOption.write(invocation, result, scenario, runner)
    let notes = try writer.write(
      result, tables: (output?.strings("csv") ?? []).compactMap(OutputTable.init).filter { $0 != .sweep },
      charts: !invocation.has("--no-plots") ? output?.strings("plots") ?? [] : [],
      format: ChartFormat(rawValue: output?.string("format") ?? "both") ?? .both, requests: log)
    if invocation.has("--json") {
      Console.print(ReportJSON(result).value.text() + "\n")
    } else {
      let isPlain = isatty(STDOUT_FILENO) == 0 || ProcessInfo.processInfo.environment["NO_COLOR"] != nil
      Console.print(Report(result, isANSI: !isPlain).text)
    }
    for note in notes { Console.note("simbench: \(note)") }
    Console.note("results: \(folder)/")
    return 0
  }
}
