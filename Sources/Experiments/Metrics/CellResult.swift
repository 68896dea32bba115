import Metrics
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
  /// Picodollars spent in the first and in the second half of the measured time.
  public var halves: (Int128, Int128) = (0, 0)
  /// False hits by their two intents, of the cells that are reported in words.
  public var falseHits: [UInt64: FalseHitGroup] = [:]
  /// Tokens by the place of a turn in its conversation, when they are asked for.
  public var turns: [TurnTokens] = []
  /// Outcomes of the requests, when they are asked for.
  public var outcomes: OutcomeTable?
  /// Measured requests that each model of the catalogue answered.
  public var served: [Int] = []
  /// The first request that is measured.
  public var firstMeasured = 0
  /// Stale hits over those that the ages of the hits let expect, as a share of the requests: 0 in the mean over
  /// replications. Not a number where a layer knows what has changed.
  var staleExcess = 0.0
  /// The arrival from which requests are measured.
  public var measuredFrom = VirtualTime.zero

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
  /// - Parameter share: the part of the stream that took part; sums for a month are scaled up to the whole.
  /// - Complexity: O(requests log requests).
  init(
    _ gateway: Gateway, model: Int, warmUp: VirtualTime, errors: ErrorPrices = .none,
    goodput: Goodput? = nil, share: Double = 1
  ) {
    layers = gateway.layers.map(\.statistics)
    let stream = gateway.stream
    var figures = CellFigures(gateway, warmUp: warmUp, share: share)
    if goodput != nil { figures.goodput = 0 }
    let list = gateway.provider.catalog.models[model].prices
    let first = gateway.firstMeasured
    firstMeasured = first
    measuredFrom = warmUp
    let count = stream.count - first
    blocks = Array(repeating: 0, count: min(CellResult.blockCount, count))
    let half = warmUp.nanoseconds + max(0, stream.end.nanoseconds - warmUp.nanoseconds) / 2
    let outcomes = gateway.outcomes
    let catalog = gateway.provider.catalog
    for request in first..<stream.count
    where outcomes.kind[request] != .pending && gateway.isMeasured(request) {
      figures.requests += 1
      if outcomes.arrival(of: request, in: stream).nanoseconds < half {
        halves.0 += Int128(outcomes.cost[request])
      } else {
        halves.1 += Int128(outcomes.cost[request])
      }
      let error = errors.price(of: outcomes.truth[request])
      figures.errors += error
      blocks[(request - first) * blocks.count / count] +=
        Double(outcomes.cost[request]) + error * 1e12
      let asked = gateway.askedModel(request, of: model)
      figures.addOutcome(of: request, outcomes, stream, catalog, model: asked, goodput: goodput)
      let added = gateway.addedTokens(to: request)
      // A list is large: the usual one is read where it stands.
      if let own = gateway.recordedList(request) {
        figures.addTokens(of: request, outcomes, stream, model: asked, list: own, added: added)
      } else {
        figures.addTokens(of: request, outcomes, stream, model: asked, list: list, added: added)
      }
      figures.addPrefix(of: request, in: stream)
    }
    figures.sort()
    if figures.requests > 0 {
      staleExcess = (figures.count(.stale) - gateway.expectedStaleHits) / figures.requests
    }
    served = figures.served
    figures.isErrorPriced = (errors.falseHit > 0, errors.staleHit > 0)
    metrics = MetricValues(figures)
    latencies = CellResult.latencyLevels.map(figures.latencies.quantile)
    fillTimeline(stream, outcomes)
  }

  private mutating func fillTimeline(_ stream: QueryStream, _ outcomes: OutcomeTable) {
    let hour: Int64 = 3_600_000_000_000
    let buckets = Int((stream.end.nanoseconds + hour - 1) / hour)
    timeline = Array(repeating: TimelineBucket(), count: max(0, min(buckets, 1_000_000)))
    for request in 0..<stream.count {
      let bucket = Int(outcomes.arrival(of: request, in: stream).nanoseconds / hour)
      guard bucket < timeline.count else { continue }
      timeline[bucket].requests += 1
      timeline[bucket].kinds[Int(outcomes.kind[request].rawValue)] += 1
      if outcomes.truth[request] == .wrongIntent { timeline[bucket].falseHits += 1 }
      if outcomes.truth[request] == .stale { timeline[bucket].staleHits += 1 }
      timeline[bucket].cost += Int128(outcomes.cost[request])
    }
  }
}
