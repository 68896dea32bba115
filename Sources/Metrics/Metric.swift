/// A figure that every strategy has; the names stand in `summary.csv`, `expect` and `constraints`.
///
/// A metric is declared once, in a file of its topic: name, unit, meaning, direction and how it is computed;
/// ``allCases`` lists the declarations.
public struct Metric: RawRepresentable, Sendable {
  /// What a value is counted in.
  public enum Unit: Sendable, Hashable {
    /// Dollars over the measured span.
    case dollars
    /// Dollars for 30 days.
    case dollarsPerMonth
    /// Dollars for 1,000 requests.
    case dollarsPer1kRequests
    /// A part of a whole, 0 to 1.
    case share
    /// A probability of a good answer, or a difference of two.
    case quality
    /// Milliseconds.
    case milliseconds
    /// Calls over the measured span.
    case calls
    /// Calls for 30 days.
    case callsPerMonth
    /// Anything else that is counted.
    case count
  }

  /// Where a value comes from.
  enum Source: Sendable {
    /// One cell's figures.
    case cell(@Sendable (CellFigures) -> Double)
    /// The values of a cell and those of the baseline's cell in the same replication.
    case paired(@Sendable (_ own: MetricValues, _ base: MetricValues) -> Double)
  }

  /// The name in CSV, `expect`, `constraints` and JSON; it ends in the unit.
  public let rawValue: String
  /// What a value is counted in.
  public let unit: Unit
  /// What a column of it is headed with, before the unit; the name in words where it is nil.
  public let heading: String?
  /// What the metric says, with its unit.
  public let summary: String
  /// Whether more is better for everyone, or nil where it depends: of a share that one layer takes from another, of
  /// counts of causes, and of figures over requests that a strategy chooses.
  public let isMoreBetter: Bool?
  let source: Source

  /// A figure of a cell alone.
  init(
    _ name: String, _ unit: Unit, heading: String? = nil, isMoreBetter: Bool? = nil, _ summary: String,
    value: @escaping @Sendable (CellFigures) -> Double
  ) {
    self.init(name, unit, heading, isMoreBetter, summary, .cell(value))
  }

  /// A figure that refers to the baseline.
  init(
    _ name: String, _ unit: Unit, heading: String? = nil, isMoreBetter: Bool? = nil, _ summary: String,
    paired value: @escaping @Sendable (_ own: MetricValues, _ base: MetricValues) -> Double
  ) {
    self.init(name, unit, heading, isMoreBetter, summary, .paired(value))
  }

  private init(
    _ name: String, _ unit: Unit, _ heading: String?, _ isMoreBetter: Bool?, _ summary: String,
    _ source: Source
  ) {
    rawValue = name
    self.unit = unit
    self.heading = heading
    self.summary = summary
    self.isMoreBetter = isMoreBetter
    self.source = source
  }

  /// The declared metric of a name, or nil.
  public init?(rawValue: String) {
    guard let metric = Self.byName[rawValue] else { return nil }
    self = metric
  }

  /// Whether a value is a mean over some hits, which goes with how many of them are stale.
  package var followsStaleHits: Bool { self == .plainHitQuality || self == .disclaimedHitQuality }

  /// Whether a value is dollars that go with the lengths of the requests.
  package var followsLengths: Bool { Metric.movedByLengths.contains(self) }

  private static let movedByLengths: Set<Metric> = [
    .costUSD, .costPerMonth, .costPer1kRequests, .savingPerMonth, .totalCostPerMonth, .totalSavingPerMonth,
    .inputCost, .outputCost,
  ]

  /// Whether a value refers to the baseline's.
  package var isPaired: Bool { if case .paired = source { true } else { false } }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
}

extension Metric: Hashable {
  /// Whether two metrics have the same name.
  public static func == (left: Metric, right: Metric) -> Bool { left.rawValue == right.rawValue }

  /// Feeds the name to `hasher`.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

extension Metric: CaseIterable {
  /// Every metric in the order of the columns of `summary.csv`. A new one is a declaration and a line here.
  public static let allCases: [Metric] = [
    .requests,
    .costUSD, .costPerMonth, .costPer1kRequests, .savingShare, .savingPerMonth,
    .errorCostPerMonth, .totalCostPerMonth, .totalSavingPerMonth,
    .hitShare, .hitShareEligible, .exactHitShare, .semanticHitShare, .coalescedShare,
    .falseHitShare, .staleHitShare, .unknownHitShare, .falseShareOfHits,
    .disclaimedHitShare, .plainHitQuality, .disclaimedHitQuality, .tokenHitShare, .costHitShare,
    .quality, .qualityChange,
    .latencyMean, .latencyP50, .latencyP90, .latencyP95, .latencyP99,
    .providerCalls, .providerCallsPerMonth, .providerCallsPerRequest, .retries,
    .servedShare, .rejectedShare, .failedShare, .unansweredShare, .unansweredChange, .deferredShare,
    .batchedShare, .throttledShare,
    .otherModelShare, .cachedTokenShare,
    .inputCost, .cachedInputCost, .cacheWriteCost, .outputCost, .failedCallCost, .embeddingCost,
    .routingCost, .storageCost, .cancelledCallCost, .judgingCost, .warmingCost,
    .firstTokenP50, .firstTokenP95, .firstTokenP99, .timePerOutputTokenP50, .timePerOutputTokenP95,
    .outputTokensPerSecond, .goodputShare, .goodputPerSecond,
    .largestUserCostShare, .userCostFairness, .userAnswerFairness,
    .survivingPrefixShare,
  ]
}
