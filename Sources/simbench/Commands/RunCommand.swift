import Scenarios
import Tables
import Decisions
import Declarations
import Experiments
import Files
import Foundation
import Reporting

/// `simbench run`: the main job.
enum RunCommand {
  static let declaration = CommandDeclaration(
    name: "run", summary: "run a scenario: a table, CSV files and charts", arguments: ["SCENARIO"],
    options: ScenarioOptions.declarations + ShardOptions.declarations + [
      .value("--out", "DIR", "where results go; Results/<name> by default"),
      .flag("--requests", "also write requests.csv, one row a request"),
      .value(
        "--ledger", "FILE",
        "also write what a gateway would log: a table (.csv), a database (.sqlite, .db) or LiteLLM's spend logs"
      ),
      .value("--ledger-strategy", "NAME", "the strategy of that log; the last that is no bound by default"),
      .value(
        "--ledger-form", "FORM",
        "litellm, or table: the format that keeps conversations and prefixes; litellm by default",
        values: .choices(["litellm", "table"])),
      .flag("--stream", "run requests as they are drawn: memory holds the caches and what is under way"),
      .flag(
        "--cut-out", "with --shard and --by: the recording holds this part alone, as an engine cut it out"),
      .flag("--no-plots", "draw no charts"),
      .flag("--json", "the report as JSON"),
    ] + PageOption.declarations,
    example: "simbench run Scenarios/rag.json", run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    let shard = try ShardOptions.shard(invocation)
    if let part = try PartOptions(invocation, shard) { return try part.run() }
    let scenario = try ScenarioOptions.scenario(invocation)
    if let shard { return try ShardOptions.run(shard, of: .run, invocation, scenario) }
    if invocation.has("--stream") { return try runStream(invocation, scenario) }
    try LedgerOption.check(invocation, scenario)
    let inputs = ScenarioOptions.inputs(scenario, invocation)
    let page = try PageOption(invocation)
    try page.check(inputs: inputs)
    var runner = Runner(scenario, progress: ScenarioOptions.progress(of: scenario.name))
    runner.keepsOutcomes = invocation.has("--requests") || invocation.has("--ledger")
    do throws(Diagnostic) { try runner.checkInputs() } catch { throw error.placed(in: scenario.path) }
    let own = runner
    let end = Finish(invocation: invocation, scenario: scenario, inputs: inputs)
    let result = try finish(end, { () throws(Diagnostic) in try own.run() }) { (result) throws(Diagnostic) in
      let log =
        invocation.has("--requests")
        ? RequestLog(streams: try own.streams(), models: scenario.catalog.models.map(\.name)) : nil
      try LedgerOption.write(invocation, result, scenario, own)
      return log
    }
    let tables = ["summary.csv", "layers.csv", "threshold.csv", "curve.csv", "sweep.csv"]
    let lanes = page.path == nil ? nil : try runner.streams().first.flatMap { SessionLanes($0) }
    try page.write(folder: end.folder, charts: end.charts, tables: tables) {
      RunPage(result, $0, lanes: lanes).text
    }
    return 0
  }

  /// Runs a stream that is never held whole.
  private static func runStream(_ invocation: Invocation, _ scenario: Scenario) throws(Diagnostic) -> Int32 {
    let whole = ["--requests", "--ledger", "--ledger-strategy", "--html"].first(where: invocation.has)
    if let whole {
      throw Diagnostic(
        "\(whole) wants every request, and --stream holds none; one of them was expected", kind: .usage)
    }
    let runner = Runner(scenario, progress: ScenarioOptions.progress(of: scenario.name))
    let end = Finish(
      invocation: invocation, scenario: scenario, inputs: ScenarioOptions.inputs(scenario, invocation))
    try finish(end, { () throws(Diagnostic) in try runner.runWindows() })
    return 0
  }

  /// Prints and writes a result, once the folder is known to take it.
  ///
  /// - Parameter log: what is written beside the tables, made when the report is out.
  @discardableResult
  static func finish(
    _ end: Finish, _ compute: () throws(Diagnostic) -> RunResult,
    log: (RunResult) throws(Diagnostic) -> RequestLog? = { (_) throws(Diagnostic) in nil }
  ) throws(Diagnostic) -> RunResult {
    let (invocation, scenario, folder, charts) = (end.invocation, end.scenario, end.folder, end.charts)
    // Before the work: a folder that cannot be written should not cost a run.
    let writer = ResultsWriter(folder: try OutputFolder.results(folder, inputs: end.inputs))
    let output = scenario.section("output")
    let isNoted = ScenarioOptions.noteMissingGnuplot(wantsCharts: !charts.isEmpty)
    let result: RunResult
    do throws(Diagnostic) {
      result = try compute()
    } catch {
      writer.folder.abandon()
      throw error.placed(in: scenario.path)
    }
    if invocation.has("--json") {
      Console.print(ReportJSON(result).value.text() + "\n")
    } else {
      Console.print(Report(result, isANSI: Console.isANSI).text)
    }
    // Before the files: what cannot be written should not cost the report.
    Console.deliver()
    let requests = try log(result)
    let notes = try writer.write(
      result, tables: (output?.strings("csv") ?? []).compactMap(OutputTable.init).filter { $0 != .sweep },
      charts: charts, format: ChartFormat(rawValue: output?.string("format") ?? "both") ?? .both,
      requests: requests)
    for note in notes where !isNoted || note != ResultsWriter.missingGnuplot {
      Console.note("simbench: \(note)")
    }
    Console.note("results: \(writer.folder.path)/")
    return result
  }
}
