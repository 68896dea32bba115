import Simulation

/// Capacities at which a curve is worth a look.
public enum CapacityScale {
  /// Returns ascending whole capacities, evenly on a logarithmic scale, from about a thousandth of `workingSet`
  /// to all of it, or from a larger `least`; fewer than `points` where neighbours would be the same.
  public static func logarithmic(upTo workingSet: UInt64, points: Int, least: UInt64 = 1) -> [UInt64] {
    let low = Transcendental.log(max(1, Double(workingSet) / 1000, Double(min(least, max(1, workingSet)))))
    let high = Transcendental.log(Double(max(1, workingSet)))
    var capacities: [UInt64] = []
    for point in 0..<max(0, points) {
      let share = Double(point) / Double(max(1, points - 1))
      let size = Transcendental.exp(low + share * (high - low)).rounded()
      let capacity =
        point > 0 && point == points - 1 ? max(1, workingSet) : max(1, min(least, workingSet), UInt64(size))
      if capacity != capacities.last { capacities.append(capacity) }
    }
    return capacities
  }

  /// Returns up to `count` ascending whole capacities above `low` and below `high`, evenly on a logarithmic scale.
  ///
  /// - Returns: at least one where there is any, `high - low` being more than 1.
  public static func between(_ low: UInt64, _ high: UInt64, count: Int) -> [UInt64] {
    guard high > low, high - low > 1 else { return [] }
    let (start, end) = (Transcendental.log(Double(max(1, low))), Transcendental.log(Double(high)))
    let capacities = (1...max(1, count)).map { place in
      let share = Double(place) / Double(max(1, count) + 1)
      return min(max(UInt64(Transcendental.exp(start + share * (end - start)).rounded()), low + 1), high - 1)
    }
    return Array(Set(capacities)).sorted()
  }
}
