import Decisions
import Experiments
import Metrics
import Simulation
import Tables

extension RunResult {
  /// In what a strategy is better than another that costs the same, as the gain of the one or the loss of the other.
  ///
  /// A gain lies beyond chance; a loss does so where there is an interval.
  func contrasts(
    of better: StrategyResult, over worse: StrategyResult, isGain: Bool
  ) -> [String] {
    func isTold(_ more: Estimate, from least: Double) -> Bool {
      more.mean >= least && (more.isSurelyPositive || !isGain && more.mean > 0 && more.halfWidth.isNaN)
    }
    var words: [String] = []
    let quality = difference(.quality, of: better, versus: worse)
    if isTold(quality, from: 0.001) {
      words.append("quality \(isGain ? "+" : "-")\(NumberText.significant(quality.mean, digits: 2))")
    }
    let shares = [
      (Metric.falseHitShare, "false hits"), (.staleHitShare, "stale hits"), (.unansweredChange, "unanswered"),
      (.deferredShare, "deferred"),
    ]
    for (metric, what) in shares {
      let fewer = difference(metric, of: worse, versus: better)
      guard isTold(fewer, from: 0.001) else { continue }
      words.append("\(NumberText.percent(fewer.mean)) \(isGain ? "fewer" : "more") \(what)")
    }
    let faster = difference(.latencyP95, of: worse, versus: better)
    if isTold(faster, from: 0.01 * estimate(.latencyP95, of: worse).mean) {
      words.append("\(NumberText.latency(faster.mean)) \(isGain ? "less" : "more") at latency p95")
    }
    return words
  }
}
