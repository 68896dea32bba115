import Experiments
import Metrics
import Simulation

/// Something in which a strategy is worse than the baseline, or of which nobody knows whether it is.
public struct Loss: Sendable {
  /// What is lost.
  public enum Kind: String, Sendable {
    /// Answers are worse; the value is the change of quality, below zero.
    case quality
    /// Answers come from models whose quality nobody stated; the value is their share.
    case unstatedQuality = "unstated_quality"
    /// Layers make answers worse by a factor, of a quality that nobody stated; the share of requests that get such, hits on
    /// stored ones among them.
    case worsened = "worsened_answers"
    /// Hits give the answer of another question; a share.
    case falseHits = "false_hits"
    /// Hits give an answer that has changed; a share.
    case staleHits = "stale_hits"
    /// Hits that nobody labelled; a share.
    case unlabelledHits = "unlabelled_hits"
    /// Hits of which nobody knows whether the answer had changed; a share.
    case undatedHits = "undated_hits"
    /// None of its calls fails, since nobody stated that any does, and recorded ones of the baseline did; the share of these.
    case unstatedFailures = "unstated_failures"
    /// More requests get no answer; a share.
    case unanswered
    /// Fewer requests are asked, since conversations wait for slower answers; a share of the baseline's.
    case fewerRequests = "fewer_requests"
    /// A budget sends requests to a cheaper model; a share.
    case throttled
    /// Answers come hours later, by the batch API; a share.
    case deferred
    /// The slow answers are slower; milliseconds more at the 95th percentile.
    case latency
    /// Half of the answers are slower by more than those at the 95th percentile tell; milliseconds more at the median.
    case medianLatency = "latency_p50"
    /// The slowest answers are slower by more than those at the 95th percentile tell; milliseconds more at the 99th.
    case tailLatency = "latency_p99"
    /// Answers begin later by more than they end later; milliseconds more to the first token at the 95th percentile.
    case firstToken = "first_token"
    /// The same at the median alone.
    case medianFirstToken = "first_token_p50"
  }

  /// What is lost.
  public var kind: Kind
  /// How much.
  public var value: Estimate
  /// Whether it may be more: of two strategies that each ask several models nobody counts the requests that one sends to
  /// another model than the other does, and the value is what their shares of the models tell.
  public var isAtLeast = false

  /// What a strategy loses against the baseline, worst first.
  static func all(of strategy: StrategyResult, in result: RunResult) -> [Loss] {
    strategy.name == result.strategies[result.baseline].name ? [] : ofCell(strategy, in: result)
  }

  /// What a cell of a sweep loses against the baseline, be it the baseline with another value.
  package static func ofCell(_ strategy: StrategyResult, in result: RunResult) -> [Loss] {
    guard result.strategies.indices.contains(result.baseline) else { return [] }
    let base = result.strategies[result.baseline]
    func own(_ metric: Metric) -> Estimate { result.estimate(metric, of: strategy) }
    var losses: [Loss] = []
    func add(_ kind: Kind, _ value: Estimate, when isLost: Bool) {
      if isLost { losses.append(Loss(kind: kind, value: value)) }
    }
    let quality = own(.qualityChange)
    // What the defaults would not allow is told within chance too: a stated bound takes their place and may lie far off.
    add(.quality, quality, when: quality.isBelowZero || Rule.isBeyondDefault(.qualityChange, quality.mean))
    if !quality.mean.isFinite {
      let moved = movedShare(strategy, base, result)
      if moved.mean > 0 {
        let isMixed = [strategy, base].allSatisfy { strategy in
          strategy.cells.contains { cell in cell.served.count { $0 > 0 } > 1 }
        }
        losses.append(Loss(kind: .unstatedQuality, value: moved, isAtLeast: isMixed))
      }
      let worsened = worsenedShare(strategy, base, result)
      add(.worsened, worsened, when: worsened.mean > 0)
    }
    for (kind, metric) in [(Kind.falseHits, Metric.falseHitShare), (.staleHits, .staleHitShare)] {
      // Of a baseline with unlabelled hits nobody knows the share, which hides none of the strategy's own.
      let former = result.estimate(metric, of: base).mean
      add(kind, own(metric), when: own(metric).mean > (former.isFinite ? former : 0))
    }
    add(.unlabelledHits, own(.unknownHitShare), when: own(.unknownHitShare).mean > 0)
    if !own(.staleHitShare).mean.isFinite {
      add(.undatedHits, own(.hitShare), when: own(.hitShare).mean > 0)
    }
    // Failures of a log are in the calls that it tells of, and count as bad answers there.
    let failed = result.estimate(.failedShare, of: base)
    add(
      .unstatedFailures, failed,
      when: base.isAsRecorded && !strategy.isAsRecorded && failed.mean > 0 && own(.failedShare).mean == 0)
    let unanswered = own(.unansweredChange)
    add(
      .unanswered, unanswered,
      when: unanswered.isAboveZero || Rule.isBeyondDefault(.unansweredChange, unanswered.mean))
    let fewer = fewerShare(strategy, base, result)
    // A hundredth of the requests is no loss to anybody; a month of fewer costs less whatever one costs.
    add(.fewerRequests, fewer, when: fewer.isAboveZero && fewer.mean > 0.01)
    let throttled = result.difference(.throttledShare, of: strategy, versus: base)
    add(.throttled, throttled, when: throttled.mean > 0)
    let deferred = result.difference(.deferredShare, of: strategy, versus: base)
    add(.deferred, deferred, when: deferred.mean > 0)
    let latency = result.difference(.latencyP95, of: strategy, versus: base)
    // A hundredth of a time is no loss to anybody.
    add(
      .latency, latency,
      when: latency.isAboveZero && latency.mean > 0.01 * result.estimate(.latencyP95, of: base).mean)
    let told = losses.last?.kind == .latency ? latency.mean : 0
    return losses + otherLatencies(of: strategy, versus: base, in: result, told: told)
  }

  /// Times beside the 95th percentile of the latency that are longer: those to the end of an answer, else those to its
  /// beginning.
  ///
  /// - Parameter told: the milliseconds by which the 95th percentile is told to be longer; 0 where it is not.
  package static func otherLatencies(
    of strategy: StrategyResult, versus base: StrategyResult, in result: RunResult, told: Double
  ) -> [Loss] {
    func longer(_ kinds: [(Kind, Metric)]) -> [Loss] {
      kinds.compactMap { kind, metric in
        let rise = result.difference(metric, of: strategy, versus: base)
        let former = result.estimate(metric, of: base).mean
        return rise.isAboveZero && isLonger(by: rise.mean, than: former, told: told)
          ? Loss(kind: kind, value: rise) : nil
      }
    }
    let ends = longer([(.medianLatency, .latencyP50), (.tailLatency, .latencyP99)])
    guard ends.isEmpty else { return ends }
    return Array(longer([(.firstToken, .firstTokenP95), (.medianFirstToken, .firstTokenP50)]).prefix(1))
  }

  /// The least time that people notice (Miller, Response Time in Man-Computer Conversational Transactions, 1968).
  private static let noticedMilliseconds = 100.0

  /// Whether a time got longer by more than a tenth, by what people notice, and by more than twice what the 95th percentile
  /// of the latency already tells.
  ///
  /// - Parameters:
  ///   - rise: by how many milliseconds it got longer.
  ///   - former: milliseconds that it was before.
  ///   - told: the milliseconds by which the 95th percentile is told to be longer; 0 where it is not.
  package static func isLonger(by rise: Double, than former: Double, told: Double) -> Bool {
    rise > max(0.1 * former, noticedMilliseconds, 2 * told)
  }

  /// How many requests fewer than under the baseline are asked in the same time, as a share of those; below zero where
  /// they are more.
  private static func fewerShare(
    _ strategy: StrategyResult, _ base: StrategyResult, _ result: RunResult
  ) -> Estimate {
    let all = result.estimate(.requests, of: base).mean
    guard all > 0 else { return Estimate(mean: 0, halfWidth: 0) }
    let more = result.difference(.requests, of: strategy, versus: base)
    return Estimate(mean: -more.mean / all, halfWidth: more.halfWidth / all)
  }

  /// The share of requests whose answers layers make worse, less that under the baseline.
  private static func worsenedShare(
    _ strategy: StrategyResult, _ base: StrategyResult, _ result: RunResult
  ) -> Estimate {
    func share(_ cell: CellResult) -> Double {
      let requests = cell.metrics[.requests]
      return requests > 0 ? Double(cell.worsened) / requests : 0
    }
    return Estimate(
      samples: zip(strategy.cells, base.cells).map { share($0) - share($1) },
      confidence: result.provenance.confidence)
  }

  /// The share of answers that come from another model than under the baseline, where a quality is not stated.
  private static func movedShare(
    _ strategy: StrategyResult, _ base: StrategyResult, _ result: RunResult
  ) -> Estimate {
    guard result.models.contains(where: { !$0.isQualityStated }) else {
      return Estimate(mean: 0, halfWidth: 0)
    }
    // Where each request is answered by the model that it asks for, refusals change the mix of models, and no answer.
    let isAsked = [strategy, base].allSatisfy { result.estimate(.otherModelShare, of: $0).mean == 0 }
    if isAsked, strategy.isAsRecorded == base.isAsRecorded, strategy.model == base.model {
      return Estimate(mean: 0, halfWidth: 0)
    }
    let samples = zip(strategy.cells, base.cells).map { own, base -> Double in
      let (all, its) = (Double(own.served.reduce(0, +)), Double(base.served.reduce(0, +)))
      guard all > 0, its > 0 else { return 0 }
      return zip(own.served, base.served).reduce(0) { $0 + abs(Double($1.0) / all - Double($1.1) / its) } / 2
    }
    return Estimate(samples: samples, confidence: result.provenance.confidence)
  }
}

extension Estimate {
  /// Whether the mean lies above zero, and so does the interval where there is one.
  fileprivate var isAboveZero: Bool { mean > 0 && !(mean - halfWidth <= 0) }
  /// Whether the mean lies below zero, and so does the interval where there is one.
  fileprivate var isBelowZero: Bool { mean < 0 && !(mean + halfWidth >= 0) }
}
