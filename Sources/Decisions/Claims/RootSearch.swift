import Simulation

/// Where to look next for the root of a function between two places where its signs differ: the ITP method, which needs
/// at most one trial more than halving does, and about half as many where the function is smooth (Oliveira and Takahashi,
/// An Enhancement of the Bisection Method Average Performance Preserving Minmax Optimality, 2020).
struct RootSearch {
  /// Half the width of the first range, and of the range that is wanted, which rounding is not to miss.
  private let first: Double
  private let wanted: Double
  /// The trials that are left, by the most that the method may take.
  private var left: Double

  /// A search in a range of some width, until one of a smaller is left.
  init(_ width: Double, fineness: Double) {
    first = width / 2
    wanted = fineness / 2 * (1 - 1e-9)
    left = max(0, (Transcendental.log(width / fineness) / Transcendental.log(2)).rounded(.up)) + 1
  }

  /// The next place between two of different signs.
  mutating func next(_ low: (place: Double, gap: Double), _ high: (place: Double, gap: Double)) -> Double {
    let half = (high.place - low.place) / 2
    let middle = low.place + half
    var place = middle
    if high.gap != low.gap {
      // Regula falsi, moved towards the middle by the square of the width, so that the root lies behind it.
      let straight = (high.gap * low.place - low.gap * high.place) / (high.gap - low.gap)
      let step = 0.2 * (2 * half) * (2 * half) / (2 * first)
      if step <= abs(middle - straight) { place = straight + (middle > straight ? step : -step) }
    }
    // No farther from the middle than leaves the trials of halving.
    let radius = max(0, wanted * Transcendental.power(2, left) - half)
    left -= 1
    return min(max(place, middle - radius), middle + radius)
  }
}
