import Metrics
import Strategies
import Traffic

extension CellResult {
  /// What a cell of a sample says of the whole: counts and sums as many times as large, and nothing of what a sample
  /// cannot tell.
  ///
  /// - Parameter share: the part of the whole's requests that took part.
  mutating func scaleUp(from share: Double, by unit: SampleUnit) {
    let factor = 1 / share
    for metric in Metric.allCases where metric.isTotal { metrics[metric] *= factor }
    for metric in Metric.hidden(by: unit) { metrics[metric] = .nan }
    // Of a sample in which nobody took part nothing follows; the totals above are n/a.
    func scaled<Count: FixedWidthInteger>(_ count: Count) -> Count {
      guard factor.isFinite else { return count }
      return Count(exactly: (Double(count) * factor).rounded()) ?? .max
    }
    for layer in layers.indices {
      layers[layer].entries = scaled(layers[layer].entries)
      for counter in LayerCounter.allCases { layers[layer][counter] = scaled(layers[layer][counter]) }
    }
    for hour in timeline.indices {
      timeline[hour].requests = scaled(timeline[hour].requests)
      timeline[hour].kinds = timeline[hour].kinds.map(scaled)
      timeline[hour].falseHits = scaled(timeline[hour].falseHits)
      timeline[hour].staleHits = scaled(timeline[hour].staleHits)
      timeline[hour].cost = scaled(timeline[hour].cost)
    }
    blocks = blocks.map { $0 * factor }
    halves = (scaled(halves.0), scaled(halves.1))
    served = served.map(scaled)
    worsened = scaled(worsened)
    unread = scaled(unread)
    firstMeasured = scaled(firstMeasured)
  }
}

extension Metric {
  /// The metrics that a sample by a unit says nothing of: the greatest of all users may not be in it, and of each user a
  /// part of the requests; a turn's predecessor may be left out.
  static func hidden(by unit: SampleUnit) -> [Metric] {
    switch unit {
    case .user: [.largestUserCostShare]
    case .session: [.largestUserCostShare, .userCostFairness, .userAnswerFairness]
    case .key, .intent:
      [.largestUserCostShare, .userCostFairness, .userAnswerFairness, .survivingPrefixShare]
    }
  }
}
