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
  public func allows(_ value: Double) -> Bool { isMaximum ? value <= bound : value >= bound }
}
