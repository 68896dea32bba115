import Providers
import Simulation
import Strategies
import Traffic

/// What one strategy did in one replication.
public struct CellResult: Sendable {
  /// All metrics but those that refer to the baseline.
  public var metrics = MetricValues()
  /// Counts of each layer.
  public var layers: [LayerStatistics] = []
  /// Requests by hour of arrival and by how they ended, over the whole span.
  public var timeline: [TimelineBucket] = []
  /// Latency in milliseconds at `latencyLevels`.
  public var latencies: [Double] = []
  /// Picodollars spent and lost through wrong answers, by block: the measured requests in equal parts.
  public var blocks: [Double] = []
  /// False hits by their two intents, of the cells that are reported in words.
  public var falseHits: [UInt64: FalseHitGroup] = [:]
  /// Outcomes of the requests, when they are asked for.
  public var outcomes: OutcomeTable?

  /// Blocks of a cell with at least as many requests.
  static let blockCount = 64

  /// The probabilities of `latencies`.
  public static let latencyLevels: [Double] =
    (0...98).map { Double($0) / 100 } + [0.985, 0.99, 0.9925, 0.995, 0.9975, 0.999]
}

/// Requests of one hour.
public struct TimelineBucket: Sendable {
  /// All requests.
  public var requests = 0
  /// Requests by how they ended, in the order of `OutcomeKind`.
  public var kinds = Array(repeating: 0, count: OutcomeKind.allCases.count)
  /// Hits with the answer of another intent.
  public var falseHits = 0
  /// Hits with an answer that has changed.
  public var staleHits = 0
  /// Picodollars spent.
  public var cost: Int128 = 0

  /// An empty bucket.
  public init() {}
}

extension CellResult {
  /// Reads a gateway that has run.
  ///
  /// - Complexity: O(requests).
  init(_ gateway: Gateway, model: Int, warmUp: VirtualTime, errors: ErrorPrices = .none) {
    layers = gateway.layers.map(\.statistics)
    let stream = gateway.stream
    let outcomes = gateway.outcomes
    let first = gateway.firstMeasured
    let count = stream.count - first
    let hours = max((stream.end - warmUp).hours, 1e-9)
    var totals = Totals()
    var latencies: [Int64] = []
    latencies.reserveCapacity(count)
    let list = gateway.provider.catalog.models[model].prices
    blocks = Array(repeating: 0, count: min(CellResult.blockCount, count))
    for request in first..<stream.count {
      let kind = outcomes.kind[request]
      let truth = outcomes.truth[request]
      let flags = outcomes.flags[request]
      totals.kinds[Int(kind.rawValue)] += 1
      totals.truths[Int(truth.rawValue)] += 1
      totals.quality.add(outcomes.quality[request])
      let error = errors.price(of: truth)
      totals.errors += error
      blocks[(request - first) * blocks.count / count] += Double(outcomes.cost[request]) + error * 1e12
      if flags.contains(.isEligible) { totals.eligible += 1 }
      if flags.contains(.isDeferred) && kind == .served { totals.deferred += 1 }
      if flags.contains(.isBatched) { totals.batched += 1 }
      if flags.contains(.isThrottled) { totals.throttled += 1 }
      if kind == .served && outcomes.model[request] != UInt8(model) { totals.otherModel += 1 }
      let input =
        Int(stream.systemTokens[request]) + Int(stream.contextTokens[request])
        + stream.userTokens(request, model: model)
      let output = stream.outputTokens(request, model: model)
      let price = Int128(
        stream.recordedCost(request, model: model) ?? (list.input * input + list.output * output).picodollars)
      totals.tokens += input + output
      totals.listPrice += price
      if kind == .served { totals.sentTokens += input }
      if kind.isHit {
        if flags.contains(.isDisclaimed) {
          totals.disclaimed.count += 1
          totals.disclaimed.quality += outcomes.quality[request]
        } else {
          totals.plain.count += 1
          totals.plain.quality += outcomes.quality[request]
        }
        totals.hitTokens += input + output
        totals.hitPrice += price
      }
      if outcomes.latency[request] >= 0 && !(flags.contains(.isDeferred) && kind == .served) {
        latencies.append(outcomes.latency[request])
      }
    }
    fill(totals, count: count, hours: hours, gateway: gateway)
    fill(&latencies)
    fillTimeline(stream, outcomes)
  }

  private struct Totals {
    var kinds = Array(repeating: 0, count: OutcomeKind.allCases.count)
    var truths = Array(repeating: 0, count: 5)
    var quality = CompensatedSum()
    var errors = 0.0
    var plain = (count: 0, quality: 0.0)
    var disclaimed = (count: 0, quality: 0.0)
    var eligible = 0
    var deferred = 0
    var batched = 0
    var throttled = 0
    var otherModel = 0
    var tokens = 0
    var hitTokens = 0
    var sentTokens = 0
    var listPrice: Int128 = 0
    var hitPrice: Int128 = 0

    func count(_ kind: OutcomeKind) -> Double { Double(kinds[Int(kind.rawValue)]) }
    func count(_ truth: HitTruth) -> Double { Double(truths[Int(truth.rawValue)]) }
  }

  private mutating func fill(_ totals: Totals, count: Int, hours: Double, gateway: Gateway) {
    let all = Double(count)
    func share(_ part: Double, _ whole: Double) -> Double { whole > 0 ? part / whole : .nan }
    let month = 720 / hours
    let cost = gateway.ledger.measured.reduce(0) { $0 + Double($1) } / 1e12
    metrics[.requests] = all
    metrics[.costUSD] = cost
    metrics[.costPerMonth] = cost * month
    metrics[.errorCostPerMonth] = totals.errors * month
    metrics[.totalCostPerMonth] = (cost + totals.errors) * month
    metrics[.costPer1kRequests] = share(cost * 1000, all)
    let hits = totals.count(.exactHit) + totals.count(.semanticHit)
    metrics[.hitShare] = share(hits, all)
    metrics[.hitShareEligible] = share(hits, Double(totals.eligible))
    metrics[.exactHitShare] = share(totals.count(.exactHit), all)
    metrics[.semanticHitShare] = share(totals.count(.semanticHit), all)
    metrics[.coalescedShare] = share(totals.count(.coalesced), all)
    metrics[.falseHitShare] = share(totals.count(.wrongIntent), all)
    metrics[.staleHitShare] = share(totals.count(.stale), all)
    metrics[.unknownHitShare] = share(totals.count(.unknown), all)
    metrics[.falseShareOfHits] = hits > 0 ? share(totals.count(.wrongIntent), hits) : 0
    metrics[.disclaimedHitShare] = share(Double(totals.disclaimed.count), all)
    metrics[.plainHitQuality] = share(totals.plain.quality, Double(totals.plain.count))
    metrics[.disclaimedHitQuality] = share(totals.disclaimed.quality, Double(totals.disclaimed.count))
    metrics[.tokenHitShare] = share(Double(totals.hitTokens), Double(totals.tokens))
    metrics[.costHitShare] = share(Double(totals.hitPrice), Double(totals.listPrice))
    metrics[.quality] = share(totals.quality.value, all)
    metrics[.providerCalls] = Double(gateway.measuredCalls)
    metrics[.providerCallsPerMonth] = Double(gateway.measuredCalls) * month
    metrics[.providerCallsPerRequest] = share(Double(gateway.measuredCalls), all)
    metrics[.retries] = Double(gateway.measuredRetries)
    metrics[.servedShare] = share(totals.count(.served), all)
    metrics[.rejectedShare] = share(totals.count(.rejected), all)
    metrics[.failedShare] = share(totals.count(.failed), all)
    metrics[.deferredShare] = share(Double(totals.deferred), all)
    metrics[.batchedShare] = share(Double(totals.batched), all)
    metrics[.throttledShare] = share(Double(totals.throttled), all)
    metrics[.otherModelShare] = share(Double(totals.otherModel), totals.count(.served))
    metrics[.cachedTokenShare] = share(Double(gateway.measuredCachedTokens), Double(totals.sentTokens))
    for component in CostComponent.allCases {
      metrics[Metric.component(component)] = Double(gateway.ledger.measured[component.rawValue]) / 1e12
    }
  }

  private mutating func fill(_ nanoseconds: inout [Int64]) {
    let sum = nanoseconds.reduce(0.0) { $0 + Double($1) }
    metrics[.latencyMean] = nanoseconds.isEmpty ? .nan : sum / Double(nanoseconds.count) / 1e6
    nanoseconds.sort()
    func at(_ level: Double) -> Double {
      guard !nanoseconds.isEmpty else { return .nan }
      let position = level * Double(nanoseconds.count - 1)
      let lower = Int(position)
      let upper = min(lower + 1, nanoseconds.count - 1)
      let low = Double(nanoseconds[lower])
      return (low + (position - Double(lower)) * (Double(nanoseconds[upper]) - low)) / 1e6
    }
    latencies = CellResult.latencyLevels.map(at)
    metrics[.latencyP50] = at(0.5)
    metrics[.latencyP90] = at(0.9)
    metrics[.latencyP95] = at(0.95)
    metrics[.latencyP99] = at(0.99)
  }

  private mutating func fillTimeline(_ stream: QueryStream, _ outcomes: OutcomeTable) {
    let hour: Int64 = 3_600_000_000_000
    let buckets = Int((stream.end.nanoseconds + hour - 1) / hour)
    timeline = Array(repeating: TimelineBucket(), count: max(0, min(buckets, 1_000_000)))
    for request in 0..<stream.count {
      let bucket = Int(stream.arrival[request].nanoseconds / hour)
      guard bucket < timeline.count else { continue }
      timeline[bucket].requests += 1
      timeline[bucket].kinds[Int(outcomes.kind[request].rawValue)] += 1
      if outcomes.truth[request] == .wrongIntent { timeline[bucket].falseHits += 1 }
      if outcomes.truth[request] == .stale { timeline[bucket].staleHits += 1 }
      timeline[bucket].cost += Int128(outcomes.cost[request])
    }
  }
}
