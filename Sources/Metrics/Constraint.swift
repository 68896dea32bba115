/// A bound on a metric.
public struct Constraint: Sendable, Hashable {
  /// The metric.
  public var metric: Metric
  /// The bound.
  public var bound: Double
  /// Whether it is a greatest value.
  public var isMaximum: Bool

  /// A bound on a metric.
  public init(metric: Metric, bound: Double, isMaximum: Bool) {
    self.metric = metric
    self.bound = bound
    self.isMaximum = isMaximum
  }

  /// Whether a value keeps the bound.
  public func allows(_ value: Double) -> Bool {
    isMaximum ? Constraint.isAtLeast(bound, value) : Constraint.isAtLeast(value, bound)
  }

  /// The share of a value that may come from the order of a sum.
  private static let rounding = 1e-9

  /// Whether a value reaches a bound, or misses it by no more than the last digits of a sum: .89 - .9 is no more
  /// than .01 below 0.
  package static func isAtLeast(_ value: Double, _ bound: Double) -> Bool {
    value >= bound - rounding * max(value.magnitude, bound.magnitude, 1e-3)
  }
}
