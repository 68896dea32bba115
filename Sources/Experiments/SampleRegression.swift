/// What of a sample's figure follows from its having more or fewer requests than the whole lets expect.
///
/// How many requests the whole has is known. A key that is asked often is in the sample or not; most of its requests are
/// hits, so that a share of hits moves with it. The figure without each group in turn says how a figure goes with the
/// requests, and what would be seen at the number that is expected (the regression estimator: Cochran, "Sampling
/// Techniques", 1977, chapter 7). All figures are taken so, that what adds up in each sample adds up in the result.
///
/// A figure is a sum over the requests of the sample. What the requests that are too many add nothing to, such as the misses
/// of keys that hit or what a budget lets through, is a constant over them: figures lie on a line over their reciprocal, and on
/// a curve over the requests, whose tangent misses by the square of what they are too many.
struct SampleRegression {
  /// The change of the figure with ``control(_:)``.
  let slope: Double
  /// The figure without each group in turn, less what the number of requests explains.
  let rest: [Double]
  /// How much greater the error is for the slope's own: the further a sample is from what is expected, the more.
  let leverage: Double

  /// A regression of the figure without each group; nil where a figure is missing or the groups are alike.
  init?(_ left: [Double], _ sample: SampleSummary) {
    let controls = sample.excessWithout.map(Self.control)
    let drawn = sample.excess.map(Self.control)
    guard left.count == controls.count, left.count > 2, left.allSatisfy(\.isFinite),
      controls.allSatisfy(\.isFinite), drawn.allSatisfy(\.isFinite)
    else { return nil }
    let n = Double(left.count)
    let mean = LogInterval.mean(of: left)
    let level = controls.reduce(0, +) / n
    let spread = controls.reduce(0) { $0 + ($1 - level) * ($1 - level) }
    guard spread > 0 else { return nil }
    let slope = zip(left, controls).reduce(0) { $0 + ($1.1 - level) * ($1.0 - mean) } / spread
    self.slope = slope
    // A group far from the others draws the line to itself: as far as it lies from that of the others (HC3; MacKinnon and
    // White: "Some heteroskedasticity-consistent covariance matrix estimators", Journal of Econometrics 29, 1985).
    rest = zip(left, controls).map { figure, control in
      let pull = 1 / n + (control - level) * (control - level) / spread
      return mean + (figure - mean - slope * (control - level)) / max(0.1, 1 - pull)
    }
    let distance = drawn.reduce(0) { $0 + $1 * $1 } / Double(drawn.count)
    leverage = (1 + n * distance / ((n - 1) * (n - 1) * spread)).squareRoot()
  }

  /// What figures are taken to go with in proportion: 1 less the requests that are expected over those that there are, which is
  /// 0 for as many as that and nearly the excess for a few more.
  static func control(_ excess: Double) -> Double { excess / (1 + excess) }

  /// The figures of replications at the number of requests that is expected.
  func adjusted(_ samples: [Double], _ sample: SampleSummary, isShare: Bool) -> [Double] {
    zip(samples, sample.excess).map { figure, excess in
      let adjusted = figure - slope * Self.control(excess)
      return isShare ? min(1, max(0, adjusted)) : adjusted
    }
  }
}
