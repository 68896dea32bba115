/// How a router that only ranks queries gets its threshold, from queries it was not trained on.
package enum OperatingRule: Sendable, Hashable {
  /// The cheapest point that keeps this share of the strong model's quality.
  case qualityFloor(Double)
  /// The greatest worth of the answers less their cost, with dollars for a correct answer.
  case willingnessToPay(Double)

  /// The threshold that the rule chooses on a sweep over calibration queries.
  package func threshold(_ sweep: RouterSweep, strongQuality: Double) -> RouterThreshold {
    let count = Double(max(1, sweep.rows.count))
    var quality = sweep.startQuality.reduce(0, +) / count
    var first = 0
    switch self {
    case .qualityFloor(let share):
      let target = share * strongQuality
      if quality >= target { return RouterThreshold(key: .infinity) }
      for end in sweep.ends {
        let gain = sweep.quality[first..<end].reduce(0, +) / count
        if quality + gain >= target, gain > 0 {
          return RouterThreshold(key: sweep.keys[first], shareAtKey: (target - quality) / gain)
        }
        quality += gain
        first = end
      }
      return RouterThreshold(key: -.infinity)
    case .willingnessToPay(let worth):
      var best = RouterThreshold(key: .infinity)
      var value = 0.0
      var greatest = 0.0
      for end in sweep.ends {
        for event in first..<end { value += worth * sweep.quality[event] - sweep.cost[event] }
        if value > greatest {
          greatest = value
          best = RouterThreshold(key: sweep.keys[first], shareAtKey: 1)
        }
        first = end
      }
      return best
    }
  }
}
