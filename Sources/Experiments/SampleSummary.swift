import Metrics
import Simulation
import Traffic

/// What the requests of a run are a sample of.
public struct SampleSummary: Sendable, Hashable {
  /// How the sample was drawn.
  public var sample: StreamSample
  /// Requests and units of the sample in the first replication, and requests of the whole.
  public var requests: Int
  public var units: Int
  /// As many units of equal weight would tell as much.
  public var effectiveUnits: Double
  public var wholeRequests: Int
  /// The greatest part of the whole that one unit has, as far as it is known.
  public var largestShare: Double
  /// Whether requests have the luck that they have in the whole, so that the sampling error is all that differs.
  public var sharesLuck: Bool
  /// What was scaled, each setting with its value for the whole and for the sample.
  public var scaled: [String]
  /// The limits of all requests together in which few requests of the sample have room, each with how many.
  public var tightLimits: [String]
  /// By how much of what was expected each replication's sample has more requests, and the first without each group.
  var excess: [Double]
  var excessWithout: [Double]

  /// A greater excess than this makes a sample unsafe.
  private static let largeExcess = 0.15

  /// The part of the requests that was kept.
  public var share: Double { wholeRequests > 0 ? Double(requests) / Double(wholeRequests) : 0 }

  /// The summary of the streams of all replications; nil where they are no samples.
  init?(_ streams: [QueryStream], scaled: [String], tightLimits: [String] = []) {
    guard let part = streams.first?.sampled else { return nil }
    sample = part.sample
    requests = part.keptRequests
    units = part.units
    effectiveUnits = part.effectiveUnits
    wholeRequests = part.wholeRequests
    largestShare = part.largestShare
    sharesLuck = part.sharesLuck
    self.scaled = scaled
    self.tightLimits = tightLimits
    excess = streams.map { $0.sampled?.excess ?? .nan }
    let expected = 1 - 1 / Double(StreamSample.groups)
    excessWithout = SamplingGroups(of: part).rest.map { (1 + part.excess) * $0 / expected - 1 }
  }

  /// What makes the sample unsafe, each as a sentence.
  var warnings: [String] {
    var warnings: [String] = []
    let name = sample.unit.rawValue
    if effectiveUnits < StreamSample.fewestUnits {
      warnings.append(
        "the sample tells as much as \(Int(effectiveUnits)) \(sample.unit.plural) of equal weight; with fewer than "
          + "\(Int(StreamSample.fewestUnits)) its error is not known well: a greater rate was expected")
    } else if let excess = excess.first, excess.magnitude > SampleSummary.largeExcess {
      let percent = Int((excess.magnitude * 100).rounded())
      warnings.append(
        "the sample has \(percent) % \(excess > 0 ? "more" : "fewer") requests than its rate lets expect: a few "
          + "\(sample.unit.plural) have many of them, and what they cost is not known well: a greater rate, or another unit, "
          + "was expected")
    }
    if largestShare > StreamSample.heavyShare {
      let percent = (largestShare * 1000).rounded() / 10
      warnings.append(
        "one \(name) has \(percent) % of the requests or tokens; a sample holds it or not, and its error is not known well: "
          + "the whole, or another unit, was expected")
    }
    if !tightLimits.isEmpty {
      let list = tightLimits.joined(separator: ", ")
      warnings.append(
        "limits that all requests share have room for few of the sample's (\(list)): they are met sooner than "
          + "in the whole, and figures may lie beyond the stated error; a greater rate, or the whole, "
          + "was expected")
    }
    return warnings
  }
}

extension RunResult {
  /// How far the whole run's figure of a metric may lie from the sample's: the half-width of an interval of the run's
  /// confidence; not a number where nothing tells.
  ///
  /// Each of the groups of the first replication's sample is left out in turn, with capacities and quotas that are scaled
  /// to the rest (delete-a-group jackknife; Efron and Stein: "The jackknife estimate of variance", Annals of Statistics
  /// 9(3), 1981). What is kept needs no estimate: the variance is that of the part that was left out.
  public func samplingError(_ metric: Metric, of strategy: StrategyResult) -> Double {
    guard let sample = provenance.sample, let base = strategies[safe: baseline] else { return .nan }
    let left = zip(strategy.leftOut, base.leftOut).map { $0.value(metric, versus: $1) }
    let regression = SampleRegression(left, sample)
    let half = SamplingGroups.halfWidth(
      regression?.rest ?? left, confidence: provenance.confidence, fitted: regression == nil ? 0 : 1)
    let missing = sample.sharesLuck ? 1 - sample.sample.rate : 1
    // Every replication of a synthetic stream has a sample of its own; those of a recording have one in common.
    let draws = provenance.sampling == nil ? Double(max(1, strategy.cells.count)) : 1
    return half * metric.sampleWidening * (regression?.leverage ?? 1) * (missing / draws).squareRoot()
  }
}

extension Array {
  /// The element at a place, or nil where there is none.
  fileprivate subscript(safe place: Int) -> Element? { indices.contains(place) ? self[place] : nil }
}
