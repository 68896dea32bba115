import Experiments
import Metrics

/// A bound that the strategies of a result are judged by.
public struct Rule: Sendable, Hashable {
  /// The bound.
  public var constraint: Constraint
  /// Whether it is taken because the scenario says nothing of its subject.
  public var isAssumed: Bool

  /// Whether the quality that wrong hits cost is left out, since it has a price already.
  public var isBesideErrors = false

  /// A rule.
  public init(_ constraint: Constraint, isAssumed: Bool, isBesideErrors: Bool = false) {
    self.constraint = constraint
    self.isAssumed = isAssumed
    self.isBesideErrors = isBesideErrors
  }

  /// How far an estimate keeps the rule.
  public enum Standing: String, Sendable {
    /// Its mean keeps the bound, and so does its interval.
    case kept
    /// Its mean keeps the bound; its interval does not.
    case unsure
    /// Its mean breaks the bound.
    case broken
    /// It has no value.
    case unknown
  }

  /// A subject that a scenario may set bounds on, and what is taken where it sets none.
  private struct Subject {
    var metrics: [Metric]
    var assumed: Constraint
  }

  private static let subjects = [
    Subject(
      metrics: [.quality, .qualityChange],
      assumed: Constraint(metric: .qualityChange, bound: -0.01, isMaximum: false)),
    Subject(
      metrics: [.falseHitShare, .falseShareOfHits],
      assumed: Constraint(metric: .falseHitShare, bound: 0.01, isMaximum: true)),
    Subject(
      metrics: [.staleHitShare], assumed: Constraint(metric: .staleHitShare, bound: 0.02, isMaximum: true)),
    Subject(
      metrics: [.rejectedShare, .failedShare, .servedShare, .unansweredShare, .unansweredChange],
      assumed: Constraint(metric: .unansweredChange, bound: 0.005, isMaximum: true)),
  ]

  /// Whether a value breaks the bound that is taken for a metric where a scenario sets none; never where it is unknown.
  static func isBeyondDefault(_ metric: Metric, _ value: Double) -> Bool {
    value.isFinite && subjects.contains { $0.assumed.metric == metric && !$0.assumed.allows(value) }
  }

  /// The rules of a result: its constraints, and for each subject that they leave out the assumed bound.
  ///
  /// Wrong hits that have a price are weighed in money and need no bound; what else costs quality does.
  static func all(of result: RunResult) -> [Rule] {
    let stated = result.constraints.map { Rule($0, isAssumed: false) }
    let prices = result.errorPrices
    let isPriced = prices.isStated
    let priced = Set(
      [(prices.falseHit, Metric.falseHitShare), (prices.staleHit, .staleHitShare)].filter { $0.0 > 0 }.map(
        \.1))
    let metrics = Set(result.constraints.map(\.metric))
    return stated
      + subjects.filter { metrics.isDisjoint(with: $0.metrics) && !priced.contains($0.assumed.metric) }
      .map {
        Rule($0.assumed, isAssumed: true, isBesideErrors: isPriced && $0.assumed.metric == .qualityChange)
      }
  }
}
