/// The times that a metric is a quantile of, and the level of it.
package struct TimeQuantile: Sendable, Hashable {
  /// What lasts.
  package enum Time: Int, Sendable, Hashable, CaseIterable {
    /// From arrival to the complete answer.
    case latency
    /// From arrival to the first token.
    case firstToken
    /// A token after the first.
    case outputToken
  }

  /// What lasts.
  package let time: Time
  /// The level, 0...1.
  package let level: Double
}

extension Metric {
  /// The times that a value is a quantile of; nil of all others.
  package var timeQuantile: TimeQuantile? { Metric.timeQuantiles[self] }

  private static let timeQuantiles: [Metric: TimeQuantile] = [
    .latencyP50: TimeQuantile(time: .latency, level: 0.5),
    .latencyP90: TimeQuantile(time: .latency, level: 0.9),
    .latencyP95: TimeQuantile(time: .latency, level: 0.95),
    .latencyP99: TimeQuantile(time: .latency, level: 0.99),
    .firstTokenP50: TimeQuantile(time: .firstToken, level: 0.5),
    .firstTokenP95: TimeQuantile(time: .firstToken, level: 0.95),
    .firstTokenP99: TimeQuantile(time: .firstToken, level: 0.99),
    .timePerOutputTokenP50: TimeQuantile(time: .outputToken, level: 0.5),
    .timePerOutputTokenP95: TimeQuantile(time: .outputToken, level: 0.95),
  ]
}
