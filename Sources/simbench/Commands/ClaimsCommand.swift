import Decisions
import Declarations
import Experiments
import Files
import Foundation
import Reporting
import Scenarios

/// `simbench claims`: stated figures beside what follows from their inputs and what a simulation gives.
enum ClaimsCommand {
  static let declaration = CommandDeclaration(
    name: "claims", summary: "put stated figures to the test: recomputed, simulated, and a verdict each",
    arguments: [ArgumentDeclaration("[FILE...]", values: .files)],
    options: ScenarioOptions.declarations + [
      .value("--out", "DIR", "where results go; Results/claims by default"),
      .flag("--no-simulation", "only recompute"),
      .flag("--no-plots", "draw no chart"),
      .flag("--json", "the report as JSON"),
    ] + PageOption.declarations,
    example: "simbench claims Scenarios/Claims/article-003.json",
    details: """
      Without FILE the shipped claims of four articles are tested. A file is JSON:
      simbench_claims (1), name, title, scenario, values and claims; a claim has id,
      says, claimed, unit, formula, least, greatest, tolerance, holds_if, simulate and
      because. Formulas know
      \(functions)
      """, run: run)

  /// The functions of formulas, in lines.
  private static var functions: String {
    "\(ClaimFunction.all.map(\.name).joined(separator: ", "))."
      .wrapped(to: 80).joined(separator: "\n")
  }

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    let paths =
      invocation.arguments.isEmpty ? ScenarioLocator.files(in: ClaimFile.folder) : invocation.arguments
    guard !paths.isEmpty else {
      throw Diagnostic(
        "there is no folder \(ScenarioLocator.folder)/\(ClaimFile.folder); FILE was expected",
        kind: .missingInput)
    }
    var files: [ClaimFile] = []
    for path in paths { files.append(try ClaimFile.read(path)) }
    var study = ClaimStudy(files)
    study.options = try ScenarioOptions.options(invocation)
    study.seed = try invocation.integer("--seed", 0...(1 << 53)).map { UInt64($0) }
    study.replications = try invocation.integer("--replications", 1...10_000)
    study.threads = try invocation.integer("--threads", 0...1024)
    study.isSimulated = !invocation.has("--no-simulation")
    study.progress = ScenarioOptions.progress
    let folder = invocation.value("--out") ?? "Results/claims"
    let inputs = paths + [invocation.value("--prices")].compactMap { $0 }
    let page = try PageOption(invocation)
    try page.check(inputs: inputs)
    // Before the work: a folder that cannot be written should not cost the runs.
    let writer = ClaimWriter(
      folder: try OutputFolder.results(folder, inputs: inputs))
    let isNoted = ScenarioOptions.noteMissingGnuplot(wantsCharts: !invocation.has("--no-plots"))
    let results = try study.run()
    let report = ClaimReport(results, isANSI: Console.isANSI)
    Console.print(invocation.has("--json") ? report.json.text() + "\n" : report.text)
    Console.deliver()
    let notes = try writer.write(results, seed: study.seed, drawsChart: !invocation.has("--no-plots"))
    for note in notes where !isNoted || note != ResultsWriter.missingGnuplot {
      Console.note("simbench: \(note)")
    }
    Console.note("results: \(folder)/")
    // The table says what was claimed.
    try page.write(
      folder: folder, charts: invocation.has("--no-plots") ? [] : ClaimWriter.charts(of: results),
      tables: page.isPrivate ? [] : ["claims.csv"]
    ) { ClaimPage(results, $0).text }
    return 0
  }
}

/// `simbench claims invert`: the parameter at which a claim would be true.
enum ClaimsInvertCommand {
  static let declaration = CommandDeclaration(
    name: "claims invert",
    summary: "the duplicate share, exponent, cache size or window at which a claim is true",
    arguments: ["METRIC=VALUE"],
    options: [
      .value("--in", "SCENARIO", "the scenario in which it is claimed"),
      .value("--strategy", "NAME", "the strategy; the last that is no bound by default"),
      .value("--parameter", "NAME", "the only parameter to try, such as 'Zipf exponent'; all by default"),
    ] + ScenarioOptions.declarations + [.flag("--json", "as JSON")],
    example: "simbench claims invert 'hit_share=0.73' --in article-003", run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    guard let scenario = invocation.value("--in") else {
      throw Diagnostic("`simbench claims invert` lacks --in SCENARIO", kind: .usage)
    }
    var inversion = try ClaimInversion(invocation.arguments[0], in: scenario)
    inversion.strategy = invocation.value("--strategy")
    inversion.parameter = invocation.value("--parameter")
    inversion.options = try ScenarioOptions.options(invocation)
    inversion.seed = try invocation.integer("--seed", 0...(1 << 53)).map { UInt64($0) }
    inversion.replications = try invocation.integer("--replications", 1...10_000)
    inversion.threads = try invocation.integer("--threads", 0...1024)
    inversion.progress = ScenarioOptions.progress
    let report = InversionReport(try inversion.run(), of: inversion)
    Console.print(invocation.has("--json") ? report.json.text() + "\n" : report.text)
    return 0
  }
}
