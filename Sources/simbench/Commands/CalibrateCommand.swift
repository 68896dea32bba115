import Decisions
import Declarations
import Experiments
import Files
import Foundation
import Reporting
import Scenarios
import Simulation
import Traffic

/// `simbench calibrate`: how far a log's own bill, cache hits and latency are reproduced before anything is varied.
enum CalibrateCommand {
  static let declaration = CommandDeclaration(
    name: "calibrate", summary: "reproduce a log's bill, cache hits and latency; exit 3 below a stated share",
    arguments: ["LOG"],
    options: LogOptions.declarations + [
      .value("--cache", "LAYER", "the gateway's cache as a layer of a scenario (JSON); tried out by default"),
      .value("--billed", "USD", "what the provider billed for the log's span"),
      .value("--least", "SHARE", "share of the bill below which what-ifs are not trusted; 0.95 by default"),
      .value("--scenario", "FILE", "also write a scenario that `simbench run` takes"),
      .flag("--json", "as JSON"),
    ], example: "simbench calibrate spend_logs.jsonl --scenario mine.json", run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    let path = invocation.arguments[0]
    let least = try invocation.number("--least") ?? 0.95
    guard (0...1).contains(least) else {
      throw Diagnostic("--least is \(least.short); a share from 0 to 1 was expected", kind: .usage)
    }
    let source = try LogOptions.source(invocation)
    let target = invocation.value("--scenario")
    if let target {
      guard !invocation.has("--sample") else {
        throw Diagnostic(
          "--scenario is made of the whole log, and --sample reads a part of it; one of them was expected (the scenario "
            + "takes a sample when it runs: `simbench run FILE --sample RATE --by UNIT`)", kind: .usage)
      }
      guard path != "-" else {
        throw Diagnostic("--scenario wants a file that it can name, not standard input", kind: .usage)
      }
      guard !ScenarioLocator.exists(target) else {
        throw Diagnostic("'\(target)' is there already; a new file was expected", kind: .usage)
      }
    }
    let prices = try UserPrices.book(invocation)
    let stream = try source.read()
    if target != nil, case let unnamed = Calibration.unnamedCalls(of: stream), unnamed > 0 {
      throw Diagnostic(
        "\(unnamed.grouped) of \(stream.count.grouped) calls name no model, so that no scenario can ask for theirs; a column with "
          + "the models was expected (--column model=NAME), or no --scenario", file: path)
    }
    guard target == nil || stream.count > 0 else {
      throw Diagnostic(
        "has no call that a scenario could be made of; a log with calls was expected, or no --scenario",
        file: path)
    }
    var calibration = Calibration(stream, prices: prices)
    let workload = LogOptions.workload(source)
    if let sentence = SampleOptions.sentence(of: stream) {
      Console.note(
        "\(sentence): counts and dollars are those of the sample, and no gateway's cache is replayed")
    }
    if stream.sampled == nil {
      try calibration.replayGateway(
        stream, workload: workload, prices: prices, layer: invocation.value("--cache"))
    }
    if invocation.has("--cache"), stream.sampled == nil, calibration.gateway == nil {
      Console.note("--cache says nothing here: the log tells of no hit of a gateway's cache, or has no texts")
    }
    try calibration.replayPromptCache(stream)
    let billed = try invocation.number("--billed")
    let report = CalibrationReport(
      calibration, least: least, invoice: billed.map { $0 * (stream.sampled?.share ?? 1) })
    Console.print(
      invocation.has("--json") ? CalibrationJSON(calibration).value.text() + "\n" : report.text)
    if let target {
      let name = FilePath(target).name(without: ".json")
      try AtomicFile.write(calibration.scenario(of: stream, workload: workload, name: name), to: target)
      Console.note("wrote \(target); run it with `simbench run \(target)`")
    }
    return report.isTrustworthy ? 0 : Diagnostic.Kind.regressed.exitCode
  }
}
