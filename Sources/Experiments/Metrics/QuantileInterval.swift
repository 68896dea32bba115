import Metrics

/// Intervals of quantiles of times, by inversion of a test (Woodruff: "Confidence intervals for medians and other position
/// measures", Journal of the American Statistical Association 47, 1952; Francisco and Fuller: "Quantile estimation with a
/// complex survey design", Annals of Statistics 19(1), 1991).
///
/// A quantile without a group of a log moves by steps from one time to the next: by none at all where times are written with
/// few digits, and in the tail by what two neighbours happen to be apart. The share of the times up to a bound moves by as
/// much as there is in the group. Its interval, laid around the quantile's level, has the quantiles of the whole log at its
/// ends. So that differences of two quantiles are paired like all others, each group has a value on the line that goes
/// through the quantile with the slope of these ends; two quantiles' lines are subtracted group by group. The groups of a
/// sample are taken alike, and what its number of requests explains of a quantile is told by the same line.
extension LogInterval {
  /// A quantile without each group, on a line; nil where shares do not tell, and the quantiles themselves must.
  ///
  /// - Parameters:
  ///   - value: the quantile of the whole log in milliseconds.
  ///   - level: its level, 0...1.
  ///   - whole: the times of the whole log.
  ///   - left: those without each group; of a series in its order.
  ///   - confidence: how often the interval is to hold the truth, 0...1.
  /// - Complexity: O(groups log classes).
  func line(
    through value: Double, at level: Double, of whole: TimeCurve, without left: [TimeCurve],
    confidence: Double
  ) -> [Double]? {
    guard let bound = LogInterval.bound(near: value, at: level, of: whole.classes) else { return nil }
    // A share near the level varies almost as one at the level would.
    let scale = (level * (1 - level) / (bound.share * (1 - bound.share))).squareRoot()
    let shares = left.map { curve in
      level + (curve.classes.share(upTo: bound.place) - bound.share) * scale
    }
    guard let parts = self.parts(shares, confidence: confidence) else { return nil }
    let half = parts.quantile * parts.error
    guard half > 0, half.isFinite else { return nil }
    // The tail is longer on one side, which the ends of a wide interval see, and half the width is so much greater by itself:
    // what skewness widens it by counts where that is more.
    let wide = LogInterval.slope(of: whole, at: level, within: half) / (1 + parts.widening)
    let slope = max(wide, LogInterval.slope(of: whole, at: level, within: parts.error))
    guard slope.isFinite else { return nil }
    return shares.map { value - slope * ($0 - level) }
  }

  /// The end of a class of times near a value below which the share is nearest to a level; nil where all times are on one
  /// side of both ends.
  private static func bound(near value: Double, at level: Double, of classes: TimeClasses)
    -> (place: Int, share: Double)?
  {
    // Beyond 104 days in milliseconds, or without a value, there is no class to look at.
    guard value >= 0, value < 9e9 else { return nil }
    let own = TimeClasses.place(of: Int64(value * 1e6))
    var best: (place: Int, share: Double)?
    for place in [own - 1, own] {
      let share = classes.share(upTo: place)
      guard share > 0, share < 1 else { continue }
      if let known = best, abs(known.share - level) <= abs(share - level) { continue }
      best = (place, share)
    }
    return best
  }

  /// Milliseconds by which a quantile rises with its level, on average between two levels about it.
  private static func slope(of curve: TimeCurve, at level: Double, within half: Double) -> Double {
    let (low, high) = (max(0, level - half), min(1, level + half))
    guard high > low else { return 0 }
    return (curve.value(at: high) - curve.value(at: low)) / (high - low)
  }
}

extension StrategyResult {
  /// Puts the quantiles of times without each group on lines, where the cells have kept their times.
  ///
  /// - Parameter left: the cells without each group, in the order of `leftOut`.
  mutating func linearizeQuantiles(of left: [CellResult], _ interval: LogInterval, confidence: Double) {
    let count = TimeQuantile.Time.allCases.count
    guard let whole = cells.first, whole.times.count == count, left.count == leftOut.count,
      left.allSatisfy({ $0.times.count == count })
    else { return }
    for metric in Metric.allCases {
      guard let quantile = metric.timeQuantile else { continue }
      let place = quantile.time.rawValue
      let line = interval.line(
        through: whole.metrics[metric], at: quantile.level, of: whole.times[place],
        without: left.map { $0.times[place] }, confidence: confidence)
      guard let line else { continue }
      for group in leftOut.indices { leftOut[group][metric] = line[group] }
    }
  }
}
