import Declarations
import Experiments
import Simulation

/// The verdict on a result: the scenario's `expect` rules and a stored baseline.
public struct Check: Sendable {
  /// What a line says.
  public enum Verdict: String, Sendable {
    case pass, fail, note
  }

  /// One line of the verdict.
  public struct Line: Sendable {
    /// What it says.
    public var verdict: Verdict
    /// The strategy.
    public var strategy: String
    /// The metric.
    public var metric: String
    /// What the value is held against: the rule in words, or `baseline`.
    public var rule: String
    /// The value that was expected or stored, where there is one.
    public var expected: Double?
    /// The value now, where there is one.
    public var value: Double?
    /// The half-width of its interval.
    public var halfWidth: Double?
    /// The values that pass.
    public var allowed: String
    /// The claim of an article that the rule tests.
    public var claim: String?
  }

  /// How a baseline is held to.
  public struct Tolerance: Sendable {
    /// Relative tolerance; absolute where the baseline is 0.
    public var relative = 0.0
    /// Whether better than the baseline fails as well.
    public var failsOnImprovement = false

    /// Exact.
    public init() {}
  }

  /// The lines, rules first.
  public private(set) var lines: [Line] = []

  /// Whether nothing failed.
  public var passes: Bool { !lines.contains { $0.verdict == .fail } }

  /// Checks a result against the scenario's rules, and a baseline when there is one.
  public init(
    _ result: RunResult, scenario: Scenario, baseline: Baseline?, tolerance: Tolerance = Tolerance()
  ) {
    for node in scenario.tree["expect"]?.elements ?? [] { checkRule(Settings(node), result) }
    if let baseline { compare(baseline, result, tolerance) }
  }

  // MARK: Rules

  private mutating func checkRule(_ rule: Settings, _ result: RunResult) {
    guard let strategy = result.strategy(rule.string("strategy")),
      let metric = Metric(rawValue: rule.string("metric"))
    else { return }
    let versus = rule.optionalString("versus").flatMap(result.strategy)
    let estimate = result.estimate(metric, of: strategy, versus: versus)
    let margin = rule.string("rule") == "ci" && estimate.halfWidth.isFinite ? estimate.halfWidth : 0
    func add(_ isMet: Bool, _ words: String, expected: Double, allowed: String) {
      lines.append(
        Line(
          verdict: isMet ? .pass : .fail, strategy: strategy.name, metric: metric.rawValue,
          rule: words + (versus.map { " versus \($0.name)" } ?? ""), expected: expected, value: estimate.mean,
          halfWidth: estimate.halfWidth, allowed: allowed, claim: rule.optionalString("claim")))
    }
    if let least = rule.optionalNumber("min") {
      add(
        estimate.mean - margin >= least, "min \(least.short)", expected: least, allowed: ">= \(least.short)")
    }
    if let most = rule.optionalNumber("max") {
      add(estimate.mean + margin <= most, "max \(most.short)", expected: most, allowed: "<= \(most.short)")
    }
    if let equal = rule.optionalNumber("equals") {
      let slack = rule.number("tolerance")
      add(
        abs(estimate.mean - equal) + margin <= slack || estimate.mean == equal, "equals \(equal.short)",
        expected: equal,
        allowed: "\((equal - slack).short) .. \((equal + slack).short)")
    }
    if let name = rule.optionalString("greater_than"), let other = result.strategy(name) {
      let samples = zip(strategy.cells, other.cells).enumerated().map { place, pair in
        let base = (versus ?? result.strategies[result.baseline]).cells[place]
        return RunResult.value(metric, of: pair.0, versus: base)
          - RunResult.value(metric, of: pair.1, versus: base)
      }
      let difference = Estimate(samples: samples, confidence: result.provenance.confidence)
      let paired = rule.string("rule") == "ci" && difference.halfWidth.isFinite ? difference.halfWidth : 0
      let theirs = result.estimate(metric, of: other, versus: versus).mean
      add(
        difference.mean - paired > 0, "greater than \(name)", expected: theirs, allowed: "> \(theirs.short)")
    }
  }

  // MARK: Baseline

  private mutating func compare(_ baseline: Baseline, _ result: RunResult, _ tolerance: Tolerance) {
    for (name, metrics) in baseline.strategies {
      guard let strategy = result.strategy(name) else {
        lines.append(
          Line(
            verdict: .fail, strategy: name, metric: "", rule: "baseline",
            allowed: "the strategy is in the baseline"))
        continue
      }
      for (metricName, stored) in metrics {
        guard let metric = Metric(rawValue: metricName) else {
          lines.append(
            Line(
              verdict: .fail, strategy: name, metric: metricName, rule: "baseline", expected: stored,
              allowed: "the metric is in the baseline"))
          continue
        }
        compare(metric, stored, result.estimate(metric, of: strategy), strategy: name, tolerance)
      }
      let known = metrics.map(\.metric)
      for metric in Metric.allCases where !known.contains(metric.rawValue) {
        let value = result.estimate(metric, of: strategy).mean
        guard value.isFinite else { continue }
        lines.append(
          Line(
            verdict: .note, strategy: name, metric: metric.rawValue, rule: "new, not in the baseline",
            value: value,
            allowed: ""))
      }
    }
    let stored = baseline.strategies.map(\.name)
    for strategy in result.strategies where !stored.contains(strategy.name) {
      lines.append(
        Line(
          verdict: .note, strategy: strategy.name, metric: "", rule: "new, not in the baseline", allowed: ""))
    }
  }

  private mutating func compare(
    _ metric: Metric, _ stored: Double, _ estimate: Estimate, strategy: String, _ tolerance: Tolerance
  ) {
    let slack = stored == 0 ? tolerance.relative : abs(stored) * tolerance.relative
    let (low, high) = (stored - slack, stored + slack)
    let value = estimate.mean
    var line = Line(
      verdict: .pass, strategy: strategy, metric: metric.rawValue, rule: "baseline", expected: stored,
      value: value.isFinite ? value : nil, halfWidth: estimate.halfWidth,
      allowed: slack == 0 ? "= \(stored.short)" : "\(low.short) .. \(high.short)")
    if !value.isFinite {
      line.verdict = .fail
    } else if value < low || value > high {
      let isBetter = metric.isMoreBetter.map { $0 == (value > high) }
      switch isBetter {
      case true?: line.verdict = tolerance.failsOnImprovement ? .fail : .note
      case false?: line.verdict = .fail
      case nil: line.verdict = .note
      }
      if let isMore = metric.isMoreBetter, slack > 0 || isBetter == false {
        line.allowed = isMore ? ">= \(low.short)" : "<= \(high.short)"
      }
    }
    lines.append(line)
  }
}
