/// What intervals of quantiles want to know of a cell's times.
package struct TimeCurve: Sendable, Hashable {
  /// The levels of `values`.
  package static let levels: [Double] =
    (0...98).map { Double($0) / 100 } + [0.985, 0.99, 0.9925, 0.995, 0.9975, 0.999, 0.9995, 1]

  /// Milliseconds at the levels; not numbers without times.
  package let values: [Double]
  /// How many times are how long.
  package let classes: TimeClasses

  /// A curve from its values at the levels.
  package init(values: [Double], classes: TimeClasses) { (self.values, self.classes) = (values, classes) }

  /// Milliseconds at a level from 0 to 1, linear between the levels that are kept.
  package func value(at level: Double) -> Double {
    guard let above = TimeCurve.levels.firstIndex(where: { $0 >= level }), above < values.count else {
      return values.last ?? .nan
    }
    guard above > 0 else { return values[0] }
    let (low, high) = (TimeCurve.levels[above - 1], TimeCurve.levels[above])
    return values[above - 1] + (level - low) / (high - low) * (values[above] - values[above - 1])
  }
}

extension CellFigures {
  /// The curves of all times in the order of `TimeQuantile.Time`; times are in order.
  package var timeCurves: [TimeCurve] { [latencies.curve, firstTokens.curve, outputTokenTimes.curve] }
}
