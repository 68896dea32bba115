import Declarations
import Experiments
import Metrics
import Simulation

extension Check {
  /// Adds the lines of a rule of `expect`.
  mutating func checkRule(_ rule: Settings, _ result: RunResult) {
    guard let strategy = result.strategy(rule.string("strategy")),
      let metric = Metric(rawValue: rule.string("metric"))
    else { return }
    let versus = rule.optionalString("versus").flatMap(result.strategy)
    let estimate = result.estimate(metric, of: strategy, versus: versus)
    let margin = rule.string("rule") == "ci" && estimate.halfWidth.isFinite ? estimate.halfWidth : 0
    func add(
      _ isMet: Bool, _ words: String, expected: Double, _ allowed: Allowed, margin: Double,
      lead: Double? = nil
    ) {
      var line = Line(
        .rule, isMet ? .pass : .fail, strategy: strategy.name,
        rule: words + (versus.map { " versus \($0.name)" } ?? ""))
      line.metric = metric.rawValue
      line.expected = expected
      line.value = estimate.mean.isFinite ? estimate.mean : nil
      line.halfWidth = estimate.halfWidth
      line.allowed = allowed
      line.margin = margin > 0 ? margin : nil
      line.lead = lead.flatMap { $0.isFinite ? $0 : nil }
      line.claim = rule.optionalString("claim")
      line.position = rule.node.position
      lines.append(line)
    }
    if let least = rule.optionalNumber("min") {
      add(
        Constraint.isAtLeast(estimate.mean - margin, least), "min \(least.short)", expected: least,
        Allowed(least: least), margin: margin)
    }
    if let most = rule.optionalNumber("max") {
      add(
        Constraint.isAtLeast(most, estimate.mean + margin), "max \(most.short)", expected: most,
        Allowed(most: most), margin: margin)
    }
    if let equal = rule.optionalNumber("equals") {
      let slack = rule.number("tolerance")
      add(
        Constraint.isAtLeast(estimate.mean - margin, equal - slack)
          && Constraint.isAtLeast(equal + slack, estimate.mean + margin) || estimate.mean == equal,
        "equals \(equal.short)", expected: equal, Allowed(least: equal - slack, most: equal + slack),
        margin: margin)
    }
    if let name = rule.optionalString("greater_than"), let other = result.strategy(name) {
      let samples = zip(strategy.cells, other.cells).enumerated().map { place, pair in
        let base = (versus ?? result.strategies[result.baseline]).cells[place]
        return RunResult.value(metric, of: pair.0, versus: base)
          - RunResult.value(metric, of: pair.1, versus: base)
      }
      let difference = RunResult.overReplications(
        metric, samples, of: strategy.cells, versus: other.cells,
        confidence: result.provenance.confidence)
      let paired = rule.string("rule") == "ci" && difference.halfWidth.isFinite ? difference.halfWidth : 0
      let theirs = result.estimate(metric, of: other, versus: versus).mean
      add(
        difference.mean - paired > 0, "greater than \(name)", expected: theirs,
        Allowed(least: theirs, excludesLeast: true), margin: paired, lead: difference.mean)
    }
  }
}
