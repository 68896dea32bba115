import Decisions
import Declarations
import Experiments
import Metrics

/// The options that say what fails.
enum GateOptions {
  static let declarations: [OptionDeclaration] = [
    .value(
      "--fail", "RULES",
      "the metrics that fail, each with a tolerance, e.g. hit_share:-1pt,cost_usd_per_month:+1%",
      repeatable: true, values: .list { Metric.allCases.map { ($0.rawValue, $0.summary) } }),
    .value("--tolerance", "SHARE", "relative tolerance of metrics without one of their own; 0 by default"),
    .flag("--fail-on-improvement", "better fails as well"),
  ]

  /// What gates, for the help page.
  static let details = """
    A metric that gates fails when it gets worse than it was; everything else is a
    note. Without --fail the scenario's `gate` says which do, else these:
      \(headlines)
    A rule of --fail is METRIC, METRIC:TOLERANCE or STRATEGY.METRIC:TOLERANCE. The
    sign of a tolerance says which way is worse; `pt` are points of a share, `%` is
    relative to the value before, and a plain number is in the metric's unit. With
    --fail nothing else gates.
    """

  private static var headlines: String {
    var lines = [""]
    for metric in Gate.headlines {
      let word =
        metric == .totalCostPerMonth ? metric.rawValue + " (where errors have prices)" : metric.rawValue
      if lines[lines.count - 1].count + word.count > 75 { lines.append("") }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : ", ") + word
    }
    return lines.joined(separator: ",\n  ")
  }

  /// The rules of `--fail`, or nil where there are none.
  static func rules(_ invocation: Invocation) throws(Diagnostic) -> [Gate.Rule]? {
    guard invocation.has("--fail") else { return nil }
    var rules: [Gate.Rule] = []
    for text in invocation.all("--fail") { rules += try Gate.rules(text) }
    return rules
  }

  /// A gate with the tolerance of an invocation.
  static func gate(_ base: Gate, _ invocation: Invocation) throws(Diagnostic) -> Gate {
    var gate = base
    if let text = invocation.value("--tolerance"), text.hasSuffix("%"),
      let percent = text.dropLast().decimalNumber
    {
      throw Diagnostic(
        "--tolerance is '\(text)'; a share was expected, which is \((percent / 100).shortened)", kind: .usage)
    }
    if let share = try invocation.number("--tolerance") { gate.tolerance = .relative(share) }
    gate.failsOnImprovement = invocation.has("--fail-on-improvement")
    return gate
  }
}
