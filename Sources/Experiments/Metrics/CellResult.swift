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
  /// The times in the order of `TimeQuantile.Time`, of the cells of a recording or a sample that its intervals are computed
  /// from.
  var times: [TimeCurve] = []
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
  /// Those of them whose answers layers made worse by a factor.
  public var worsened = 0
  /// Measured requests that are billed without the cached tokens of their log.
  public var unread = 0
  /// The first request that is measured.
  public var firstMeasured = 0
  /// What happened to change and to be asked again after it.
  var staleLuck = StaleLuck()
  /// Whether that is taken out of the figures: it is not where it is not known or the cells are too few.
  var isStaleLuckTaken = false
  /// What the lengths that were drawn make of the bill at the baseline's prices.
  var lengthLuck = LengthLuck()
  /// The metrics less that luck, where it is known.
  var expected: MetricValues?
  /// The arrival from which requests are measured.
  public var measuredFrom = VirtualTime.zero

  /// Blocks of a cell with at least as many requests.
  static let blockCount = 64

  /// The probabilities of `latencies`.
  public static let latencyLevels: [Double] =
    (0...98).map { Double($0) / 100 } + [0.985, 0.99, 0.9925, 0.995, 0.9975, 0.999]
}

extension CellResult {
  /// The value of a metric, of dollars less what is luck of the lengths, and of what stale hits move less what is luck of
  /// the changes.
  package func value(_ metric: Metric, versus base: CellResult? = nil) -> Double {
    let base = base ?? self
    let own = metric.followsLengths ? expected ?? metrics : metrics
    let other = metric.followsLengths ? base.expected ?? base.metrics : base.metrics
    var value = own.value(metric, versus: other)
    if isStaleLuckTaken { value -= staleLuck.excess(of: metric) }
    if metric.isPaired, base.isStaleLuckTaken { value += base.staleLuck.excess(of: metric) }
    return value
  }
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
  /// - Parameters:
  ///   - baseline: the model whose list prices say how much a length matters.
  ///   - share: the part of the stream that took part; sums for a month are scaled up to the whole.
  ///   - keepsTimes: whether intervals of quantiles want the cell's times.
  /// - Complexity: O(requests log requests).
  init(
    _ gateway: Gateway, model: Int, baseline: Int, warmUp: VirtualTime, errors: ErrorPrices = .none,
    goodput: Goodput? = nil, share: Double = 1, keepsTimes: Bool = false
  ) {
    var sums = CellSums(
      gateway, model: model, baseline: baseline, warmUp: warmUp, errors: errors, goodput: goodput,
      share: share, isWindow: false)
    sums.add(gateway, 0..<gateway.stream.count)
    self = sums.result(gateway, keepsTimes: keepsTimes)
  }
}
