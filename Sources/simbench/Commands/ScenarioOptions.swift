import Decisions
import Declarations
import Files
import Experiments
import Foundation
import Providers
import Reporting
import Scenarios

/// The options of every command that reads a scenario.
enum ScenarioOptions {
  static let declarations = ofWhole + SampleOptions.declarations

  /// The same without those that take a sample of the stream.
  static let ofWhole: [OptionDeclaration] =
    [
      .value("--set", "PATH=VALUE", "change a value, e.g. exact.exact_cache.capacity=500", repeatable: true),
      .value(
        "--trace", "FILE", "the recording instead of the scenario's (workload.path); - is standard input"),
      .value("--seed", "N", "seed instead of the scenario's"),
      .value("--replications", "N", "replications instead of the scenario's"),
      .value("--threads", "N", "threads; 0 takes one a core"),
      UserPrices.option,
      .flag("--allow-unknown", "unknown keys are noted instead of refused"),
    ]

  /// The scenario that an invocation names, with its overrides.
  ///
  /// - Parameter takesSample: whether the command has the options of ``SampleOptions``.
  static func scenario(_ invocation: Invocation, takesSample: Bool = true) throws(Diagnostic) -> Scenario {
    try scenario(invocation.arguments[0], options(invocation, takesSample: takesSample), invocation)
  }

  /// How an invocation wants scenarios to be read.
  static func options(
    _ invocation: Invocation, takesSample: Bool = true
  ) throws(Diagnostic) -> Scenario.Options {
    var options = Scenario.Options()
    options.charts = Chart.all.map(\.declaration)
    for text in invocation.all("--set") { options.overrides.append(try Override(text)) }
    if let path = invocation.value("--trace") {
      options.overrides.append(Override(path: "workload.path", value: .string(path)))
    }
    if takesSample { try SampleOptions.read(invocation, into: &options) }
    options.allowsUnknownKeys = invocation.has("--allow-unknown")
    options.prices = try UserPrices.book(invocation)
    return options
  }

  /// A scenario with the seed, replications and threads of an invocation.
  static func scenario(_ reference: String, _ options: Scenario.Options, _ invocation: Invocation)
    throws(Diagnostic) -> Scenario
  {
    var scenario = try load(reference, options, invocation)
    if let seed = try invocation.integer("--seed", 0...(1 << 53)) { scenario.seed = UInt64(seed) }
    if let count = try invocation.integer("--replications", 1...10_000) { scenario.replications = count }
    if let threads = try invocation.integer("--threads", 0...1024) { scenario.threads = threads }
    if reference == "-", scenario.inputs.dropFirst().contains("-") {
      throw Diagnostic(
        "the scenario and its recording are both standard input; one of them was expected there", kind: .usage
      )
    }
    return scenario
  }

  /// Reads a scenario, or makes the one of a log where none goes by its name.
  private static func load(_ reference: String, _ options: Scenario.Options, _ invocation: Invocation)
    throws(Diagnostic) -> Scenario
  {
    guard reference == RecordedScenario.name, !ScenarioLocator.isThere(reference) else {
      return try Scenario.load(reference, options: options)
    }
    guard let log = invocation.value("--trace") else {
      throw Diagnostic(
        "'\(reference)' is made of a log; --trace FILE was expected, or - for standard input", kind: .usage)
    }
    guard !invocation.has("--cut-out") else {
      throw Diagnostic(
        "'\(reference)' is made of the whole log, and --cut-out gives a part of it; a scenario for all parts was expected "
          + "(simbench calibrate LOG --scenario FILE)", kind: .usage)
    }
    if let option = ["--stream", "--sample"].first(where: invocation.has) {
      Console.note(
        "simbench: '\(reference)' holds the whole log once to write its scenario, with \(option) too; a scenario in a file "
          + "does not (simbench calibrate LOG --scenario FILE writes one)")
    }
    return try RecordedScenario.load(log: log, options: options)
  }

  /// The files that an invocation reads, which no output may replace.
  static func inputs(_ scenario: Scenario, _ invocation: Invocation) -> [String] {
    scenario.inputs + [invocation.value("--prices")].compactMap { $0 }
  }

  /// A progress line on stderr, when that is a terminal.
  static var progress: Runner.Progress? { progress(of: "simbench") }

  /// A progress line of something by name on stderr, when that is a terminal.
  static func progress(of name: String) -> Runner.Progress? {
    guard Console.overwritesErrors else { return nil }
    let line = ProgressLine(name)
    return { done, total, what in
      guard let text = line.text(done, of: total, what, at: ProcessInfo.processInfo.systemUptime) else {
        return
      }
      Console.error("\r\u{1B}[K\(text)")
    }
  }

  /// A line on stderr for a step that begins, when that is a terminal.
  static let stepNote: @Sendable (String) -> Void = { step in
    if isatty(STDERR_FILENO) == 1 { Console.error("simbench: \(step.singleLine)\n") }
  }

  /// Notes that there is no gnuplot, before the work, when charts are wanted; returns whether it was noted.
  static func noteMissingGnuplot(wantsCharts: Bool) -> Bool {
    guard wantsCharts, !ResultsWriter.canDraw else { return false }
    Console.note("simbench: \(ResultsWriter.missingGnuplot)")
    return true
  }
}
