import Metrics
import Providers
import Simulation
import Strategies
import Traffic

/// Sums the requests of a cell up, all at once or window by window.
struct CellSums {
  private var figures: CellFigures
  private var cell = CellResult()
  private let model: Int
  private let errors: ErrorPrices
  private let goodput: Goodput?
  /// Where the first half of the measured time ends.
  private let half: Int64
  private let list: ModelPrices
  private var lengths: LengthLuck.Sums
  private let baseline: ModelPrices

  /// Nothing of a gateway's requests yet.
  ///
  /// - Parameters:
  ///   - baseline: the model whose list prices say how much a length matters.
  ///   - share: the part of the stream that takes part; sums for a month are scaled up to the whole.
  ///   - isWindow: whether the gateway has the first of several windows of the stream.
  init(
    _ gateway: Gateway, model: Int, baseline: Int, warmUp: VirtualTime, errors: ErrorPrices,
    goodput: Goodput?, share: Double, isWindow: Bool
  ) {
    let stream = gateway.stream
    figures = CellFigures(gateway, warmUp: warmUp, share: share, isWindow: isWindow)
    if goodput != nil { figures.goodput = 0 }
    self.model = model
    self.errors = errors
    self.goodput = goodput
    list = gateway.provider.catalog.models[model].prices
    self.baseline = gateway.provider.catalog.models[baseline].prices
    lengths = LengthLuck.Sums(stream)
    half = warmUp.nanoseconds + max(0, stream.end.nanoseconds - warmUp.nanoseconds) / 2
    cell.firstMeasured = gateway.firstMeasured
    cell.measuredFrom = warmUp
    if !isWindow {
      let count = stream.count - gateway.firstMeasured
      cell.blocks = Array(repeating: 0, count: min(CellResult.blockCount, count))
    }
    let buckets = Int((stream.end.nanoseconds + CellSums.hour - 1) / CellSums.hour)
    cell.timeline = Array(repeating: TimelineBucket(), count: max(0, min(buckets, 1_000_000)))
  }

  private static let hour: Int64 = 3_600_000_000_000

  /// Adds requests that have ended, in their order.
  mutating func add(_ gateway: Gateway, _ requests: Range<Int>) {
    let stream = gateway.stream
    let first = gateway.firstMeasured
    let count = stream.count - first
    let outcomes = gateway.outcomes
    let catalog = gateway.provider.catalog
    let (list, hasOwnLists) = (self.list, gateway.hasRecordedModels)
    for request in max(first, requests.lowerBound)..<max(first, requests.upperBound)
    where outcomes.kind[request] != .pending && gateway.isMeasured(request) {
      figures.requests += 1
      if outcomes.arrival(of: request, in: stream).nanoseconds < half {
        cell.halves.0 += Int128(outcomes.cost[request])
      } else {
        cell.halves.1 += Int128(outcomes.cost[request])
      }
      let error = errors.price(of: outcomes.truth[request])
      figures.errors += error
      if !cell.blocks.isEmpty {
        cell.blocks[(request - first) * cell.blocks.count / count] +=
          Double(outcomes.cost[request]) + error * 1e12
      }
      let asked = gateway.askedModel(request, of: model)
      figures.addOutcome(
        of: request, outcomes, stream, catalog, model: asked, output: gateway.outputTokens(of: request),
        goodput: goodput)
      let added = gateway.addedTokens(to: request)
      // A list is large: the usual one is read where it stands.
      if hasOwnLists, let own = gateway.recordedList(request) {
        figures.addTokens(of: request, outcomes, stream, model: asked, list: own, added: added)
      } else {
        figures.addTokens(of: request, outcomes, stream, model: asked, list: list, added: added)
      }
      figures.addPrefix(of: request, in: stream)
      lengths.add(request, of: stream, outcomes.kind[request])
    }
    fillTimeline(stream, outcomes, requests)
  }

  private mutating func fillTimeline(_ stream: QueryStream, _ outcomes: OutcomeTable, _ requests: Range<Int>)
  {
    for request in requests {
      let bucket = Int(outcomes.arrival(of: request, in: stream).nanoseconds / CellSums.hour)
      guard bucket < cell.timeline.count else { continue }
      cell.timeline[bucket].requests += 1
      cell.timeline[bucket].kinds[Int(outcomes.kind[request].rawValue)] += 1
      if outcomes.truth[request] == .wrongIntent { cell.timeline[bucket].falseHits += 1 }
      if outcomes.truth[request] == .stale { cell.timeline[bucket].staleHits += 1 }
      cell.timeline[bucket].cost += Int128(outcomes.cost[request])
    }
  }

  /// Notes what a gateway knows of its requests beside their sums, before it gives way to the next window.
  mutating func note(_ gateway: Gateway) { figures.note(gateway) }

  /// What the requests of a part of a stream add up to, when the gateway has run.
  mutating func part(_ gateway: Gateway) -> CellPart {
    figures.note(gateway)
    return CellPart(
      figures: figures, layers: gateway.layers.map(\.statistics), timeline: cell.timeline,
      halves: cell.halves,
      excessStaleHits: gateway.measured.excessStaleHits,
      excessLostQuality: gateway.measured.excessLostQuality, lengthLuck: lengths.luck(at: baseline),
      turns: CellResult.turnTokens(gateway))
  }

  /// What the requests add up to, when the last gateway has run.
  ///
  /// - Parameter keepsTimes: whether intervals of quantiles want the cell's times.
  mutating func result(_ gateway: Gateway, keepsTimes: Bool) -> CellResult {
    figures.note(gateway)
    figures.finish()
    cell.layers = gateway.layers.map(\.statistics)
    cell.staleLuck = StaleLuck(gateway.measured, figures, errors)
    cell.lengthLuck = lengths.luck(at: baseline)
    cell.served = figures.served
    cell.worsened = figures.worsened
    cell.unread = figures.unread
    figures.isErrorPriced = (errors.falseHit > 0, errors.staleHit > 0)
    cell.metrics = MetricValues(figures)
    cell.latencies = CellResult.latencyLevels.map(figures.latencies.quantile)
    if keepsTimes { cell.times = figures.timeCurves }
    return cell
  }
}
