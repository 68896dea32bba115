import Decisions
import Declarations
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
    let way = isGain ? "less" : "more"
    let faster = difference(.latencyP95, of: worse, versus: better)
    let isFaster = isTold(faster, from: 0.01 * estimate(.latencyP95, of: worse).mean)
    if isFaster { words.append("\(NumberText.latency(faster.mean)) \(way) at latency p95") }
    let others = Loss.otherLatencies(
      of: worse, versus: better, in: self, told: isFaster ? faster.mean : 0)
    words += others.filter { isTold($0.value, from: 0) }.map { $0.time(way) }
    return words
  }

  /// That strategies were asked more or fewer requests than the baseline, as in a closed loop; empty where none was.
  ///
  /// Dollars a month are of what is asked in a month, and do not compare what a request costs then.
  var unequalRequests: [String] {
    guard strategies.indices.contains(baseline) else { return [] }
    let base = strategies[baseline]
    let all = estimate(.requests, of: base).mean
    let others = strategies.compactMap { strategy -> String? in
      let more = difference(.requests, of: strategy, versus: base)
      let isSure = more.isSurelyPositive || more.isSurelyNegative || more.halfWidth.isNaN
      guard isSure, more.mean.magnitude > 0.01 * all else { return nil }
      let share = all > 0 ? NumberText.percent(more.mean.magnitude / all) : NumberText.missing
      return "\(share) \(more.mean > 0 ? "more" : "fewer") with \(strategy.name.singleLine)"
    }
    if others.isEmpty { return [] }
    let named = others.prefix(RunResult.mostUnequal).joined(separator: ", ")
    let names = others.count > RunResult.mostUnequal ? named + " and others" : named
    return [
      "Months differ in requests, since conversations wait for their answers: \(names), beside "
        + "\(base.name.singleLine)."
    ]
  }

  /// How many strategies are named.
  private static let mostUnequal = 4
}
