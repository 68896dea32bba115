import Metrics

extension RunResult {
  /// Fewer times have no more than three beyond P99, which lies between two of them.
  private static let fewestTimes = 250

  /// What intervals of a recording and errors of a sample do not allow for, as far as their cells tell, each as a sentence.
  var intervalWarnings: [String] { recordingWarnings + sampleWarnings }

  private var recordingWarnings: [String] {
    guard let sampling = provenance.sampling, sampling.groups > 0, strategies.indices.contains(baseline)
    else { return [] }
    var warnings: [String] = []
    let base = strategies[baseline]
    let courses = [Metric.requests, .costUSD].map { metric in base.leftOut.map { $0[metric] } }
    if courses.contains(where: sampling.interval.drifts) { warnings.append(SamplingGroups.courseWarning) }
    if let times = base.cells.first?.times.first?.classes.ends.last, times < RunResult.fewestTimes {
      warnings.append(
        "P99 of \(times) times lies among the four longest: its interval is too narrow for many logs")
    }
    return warnings
  }
}
