/// RouteLLM's own figures, from eleven points of a curve, for comparison with what it publishes.
package enum RouteLLMFormula {
  /// APGR of the best possible routing as RouteLLM draws it: at each tenth of strong calls the queries that only
  /// the strong model answers right are sent first, and none is lost to it.
  package static func optimalAPGR(_ table: RecordedOutcomes, _ pair: RoutePair) -> Double {
    let models = table.models.count
    let helped = (0..<table.count).count {
      table.scores[$0 * models + pair.strong] > table.scores[$0 * models + pair.weak]
    }
    let bonus = Double(helped) / Double(table.count)
    let totals = PairTotals(table, pair, rows: Array(0..<table.count))
    let gains = (0...10).map { min(Double($0) / 10, bonus) }
    let area = zip(gains, gains.dropFirst()).reduce(0) { $0 + ($1.0 + $1.1) / 20 }
    return area / (totals.strongQuality - totals.weakQuality)
  }

  /// APGR over thresholds at the eleven deciles of the scores; the last threshold sends nothing.
  package static func apgr(_ table: RecordedOutcomes, _ pair: RoutePair, scores: [Double]) -> Double {
    let sorted = scores.sorted()
    let models = table.models.count
    let count = Double(scores.count)
    let totals = PairTotals(table, pair, rows: Array(0..<table.count))
    let points = (0...10).map { step -> (share: Double, gain: Double) in
      let position = Double(step) / 10 * (count - 1)
      let lower = Int(position)
      let upper = min(lower + 1, sorted.count - 1)
      let threshold = sorted[lower] + (position - Double(lower)) * (sorted[upper] - sorted[lower])
      var share = 0.0
      var gain = 0.0
      for row in scores.indices where step == 10 ? scores[row] > threshold : scores[row] >= threshold {
        share += 1 / count
        gain += (table.scores[row * models + pair.strong] - table.scores[row * models + pair.weak]) / count
      }
      return (share, gain)
    }
    let area = zip(points, points.dropFirst()).reduce(0) {
      $0 + ($1.0.gain + $1.1.gain) / 2 * ($1.0.share - $1.1.share)
    }
    return area / (totals.strongQuality - totals.weakQuality)
  }
}
