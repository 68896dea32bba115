import Experiments
import Metrics
import Scenarios
import Simulation

/// How a strategy that the title asks about compares with the one it is held to.
public struct Answer: Sendable {
  /// What the differences say together.
  public enum Outcome: String, Sendable {
    /// Better in a metric and worse in none, beyond chance.
    case better
    /// Worse in a metric and better in none, beyond chance.
    case worse
    /// Better in one and worse in another.
    case trade
    /// Within chance in all.
    case noDifference = "no_difference"
    /// Other in a metric of which neither more nor less is better for everyone, and within chance in all others.
    case differs
    /// A metric has no value.
    case unknown
  }

  /// One metric of the two.
  public struct Comparison: Sendable {
    /// The metric.
    public var metric: Metric
    /// Its value under the strategy.
    public var own: Estimate
    /// Its value under the other.
    public var other: Estimate
    /// The paired difference.
    public var difference: Estimate
  }

  /// The strategy.
  public var strategy: String
  /// What it is compared with.
  public var versus: String
  /// Each metric that is asked for.
  public var comparisons: [Comparison]
  /// What they say together.
  public var outcome: Outcome
  /// The claimed value of the first metric, and whether the interval reaches it; nil without a claim.
  public var claim: (value: Double, isReached: Bool)?

  /// The answers to a question.
  static func all(to question: Question, in result: RunResult) -> [Answer] {
    guard let versus = result.strategy(question.versus) else { return [] }
    return question.strategies.compactMap(result.strategy).map { strategy in
      let comparisons = question.metrics.map { metric in
        Comparison(
          metric: metric, own: result.estimate(metric, of: strategy),
          other: result.estimate(metric, of: versus),
          difference: result.difference(metric, of: strategy, versus: versus))
      }
      return Answer(
        strategy: strategy.name, versus: versus.name, comparisons: comparisons,
        outcome: outcome(comparisons), claim: question.claimed.map { ($0, comparisons[0].reaches($0)) })
    }
  }

  private static func outcome(_ comparisons: [Comparison]) -> Outcome {
    if comparisons.contains(where: { !$0.difference.mean.isFinite }) { return .unknown }
    let signs = comparisons.map(\.sign)
    let isOther = comparisons.contains { $0.metric.isMoreBetter == nil && $0.isBeyondChance }
    switch (signs.contains(1), signs.contains(-1)) {
    case (true, true): return .trade
    case (true, false): return .better
    case (false, true): return .worse
    case (false, false): return isOther ? .differs : .noDifference
    }
  }
}

extension Answer.Comparison {
  /// 1 where the strategy is better beyond chance, -1 where it is worse, 0 where it is neither or nobody can say.
  public var sign: Int {
    guard let isMoreBetter = metric.isMoreBetter, isBeyondChance else { return 0 }
    return (difference.mean > 0) == isMoreBetter ? 1 : -1
  }

  /// Whether the difference lies outside its interval around zero.
  fileprivate var isBeyondChance: Bool {
    let half = difference.halfWidth.isFinite ? difference.halfWidth : 0
    return difference.mean.magnitude > half && difference.mean != 0
  }

  /// Whether the interval of the strategy's value holds a value, or lies on its better side where there is one.
  fileprivate func reaches(_ value: Double) -> Bool {
    let half = own.halfWidth.isFinite ? own.halfWidth : 0
    guard let isMoreBetter = metric.isMoreBetter else { return (own.mean - value).magnitude <= half }
    return isMoreBetter ? own.mean + half >= value : own.mean - half <= value
  }
}
