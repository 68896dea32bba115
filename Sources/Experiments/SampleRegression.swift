/// What of a sample's figure follows from its having more or fewer requests than the whole lets expect.
///
/// How many requests the whole has is known. A key that is asked often is in the sample or not; most of its requests are
/// hits, so that a share of hits moves with it. The figure without each group in turn says how a figure goes with the
/// requests, and what would be seen at the number that is expected (the regression estimator: Cochran, "Sampling
/// Techniques", 1977, chapter 7). All figures are taken so, that what adds up in each sample adds up in the result.
struct SampleRegression {
  /// The change of the figure when the sample has twice as many requests.
  let slope: Double
  /// The figure without each group in turn, less what the number of requests explains.
  let rest: [Double]
  /// How much greater the error is for the slope's own: the further a sample is from what is expected, the more.
  let leverage: Double

  /// A regression of the figure without each group; nil where a figure is missing or the groups are alike.
  init?(_ left: [Double], _ sample: SampleSummary) {
    let controls = sample.excessWithout
    guard left.count == controls.count, left.count > 2, left.allSatisfy(\.isFinite),
      controls.allSatisfy(\.isFinite), sample.excess.allSatisfy(\.isFinite)
    else { return nil }
    let n = Double(left.count)
    let mean = left.reduce(0, +) / n
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
    let distance = sample.excess.reduce(0) { $0 + $1 * $1 } / Double(sample.excess.count)
    leverage = (1 + n * distance / ((n - 1) * (n - 1) * spread)).squareRoot()
  }

  /// The figures of replications at the number of requests that is expected.
  func adjusted(_ samples: [Double], _ sample: SampleSummary, isShare: Bool) -> [Double] {
    zip(samples, sample.excess).map { figure, excess in
      let adjusted = figure - slope * excess
      return isShare ? min(1, max(0, adjusted)) : adjusted
    }
  }
}
