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
    rest = zip(left, controls).map { $0 - slope * ($1 - level) }
  }

  /// The figures of replications at the number of requests that is expected.
  func adjusted(_ samples: [Double], _ sample: SampleSummary, isShare: Bool) -> [Double] {
    zip(samples, sample.excess).map { figure, excess in
      let adjusted = figure - slope * excess
      return isShare ? min(1, max(0, adjusted)) : adjusted
    }
  }
}
