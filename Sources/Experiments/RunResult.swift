import Metrics
import Recordings
import Scenarios
import Simulation
import Strategies
import Traffic

/// What a run found: everything that a report prints, and nothing of how it is printed.
public struct RunResult: Sendable {
  /// What the results belong to.
  public struct Provenance: Sendable, Hashable {
    /// The scenario's short name.
    public var scenario: String
    /// The question, in a line.
    public var title: String
    /// A hash of the scenario with its overrides.
    public var scenarioHash: String
    /// A hash of the recorded stream, or nil.
    public var traceHash: String?
    /// The seed.
    public var seed: UInt64
    /// Number of replications.
    public var replications: Int
    /// Confidence of the intervals.
    public var confidence: Double
    /// Hours that were simulated and not measured.
    public var warmUpHours: Double
    /// Hours that were measured.
    public var measuredHours: Double
    /// simbench's version.
    public var version: String
    /// What the intervals of a recording are over; nil for a synthetic stream.
    public var sampling: Sampling?
    /// What the requests are a sample of; nil where all were run.
    public var sample: SampleSummary?

    /// What the intervals of a recording are over.
    public struct Sampling: Sendable, Hashable {
      /// How many groups are left out in turn; 0 where the log gives no interval.
      public var groups: Int
      /// What they are groups of, in words.
      public var unit: String
      /// The users, where there are several and yet too few to be left out; 0 otherwise.
      public var fewUsers = 0
      /// How intervals follow from the figures without each of them.
      package var interval = LogInterval.exchangeable

      /// What the reader should know of the intervals, each as a sentence.
      var warnings: [String] {
        if groups == 0 { return [SamplingGroups.absenceWarning] }
        let few = fewUsers > 0 ? SamplingGroups.warning(ofFewUsers: fewUsers) : nil
        return [few, interval.limit].compactMap(\.self)
      }
    }
  }

  /// A model that may have answered.
  public struct Model: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Whether its quality was stated or recorded.
    public var isQualityStated: Bool
  }

  /// What the results belong to.
  public var provenance: Provenance
  /// The strategies in the order of the scenario.
  public var strategies: [StrategyResult]
  /// The index of the baseline.
  public var baseline: Int
  /// The models of the catalogue.
  public var models: [Model] = []
  /// What the scenario asks, beside its constraints.
  public var question: Question?
  /// Requests in the first replication, those of the warm-up among them.
  public var requests: Int
  /// What a recording holds and what was assumed of it; nil for a synthetic stream.
  package var profile: RecordingSummary?
  /// The same, as far as it is known, of one whose parts were merged.
  package var partReading: PartReading?
  /// Rows of a recording that were left out, by reason.
  public var dropped: [(reason: String, count: Int)] = []
  /// Bounds that the scenario sets on metrics.
  public var constraints: [Constraint] = []
  /// What wrong answers cost.
  public var errorPrices = ErrorPrices.none
  /// The cells of a sweep, when one was run.
  public var sweep: SweepResult?
  /// What studies found; each has a property of its own beside its type.
  public var studies: [any StudyResult] = []
  /// Things the reader should know.
  public var warnings: [String] = []
  /// What layers assumed of the stream that nobody stated, each as the end of a sentence.
  public var assumptions: [String] = []

  /// Whether a request was measured in any replication.
  package var hasMeasured: Bool {
    strategies.contains { strategy in strategy.cells.contains { $0.metrics[.requests] != 0 } }
  }

  /// A strategy by name.
  public func strategy(_ name: String) -> StrategyResult? { strategies.first { $0.name == name } }

  /// The estimate of a metric; savings and changes refer to the baseline, or to another strategy.
  public func estimate(_ metric: Metric, of strategy: StrategyResult, versus other: StrategyResult? = nil)
    -> Estimate
  {
    let base = other ?? strategies[baseline]
    return estimate(
      metric, of: strategy, versus: metric.isPaired ? base : nil,
      zip(strategy.cells, base.cells).map { RunResult.value(metric, of: $0, versus: $1) },
      leavingOut: zip(strategy.leftOut, base.leftOut).map { $0.value(metric, versus: $1) })
  }

  /// The paired difference of a metric between two strategies; savings and changes refer to the baseline.
  public func difference(_ metric: Metric, of strategy: StrategyResult, versus other: StrategyResult)
    -> Estimate
  {
    let base = strategies[baseline]
    return estimate(
      metric, of: strategy, versus: other,
      zip(base.cells, zip(strategy.cells, other.cells)).map { base, pair in
        RunResult.value(metric, of: pair.0, versus: base) - RunResult.value(metric, of: pair.1, versus: base)
      },
      leavingOut: zip(base.leftOut, zip(strategy.leftOut, other.leftOut)).map { base, pair in
        pair.0.value(metric, versus: base) - pair.1.value(metric, versus: base)
      })
  }

  /// The mean of the replications with its interval; that of a recording comes from its groups.
  private func estimate(
    _ metric: Metric, of strategy: StrategyResult, versus other: StrategyResult?, _ samples: [Double],
    leavingOut left: [Double]
  ) -> Estimate {
    var samples = samples
    if let sample = provenance.sample, sample.excess.count == samples.count,
      let regression = SampleRegression(left, sample)
    {
      samples = regression.adjusted(samples, sample, isShare: metric.unit == .share && other == nil)
    }
    let own = RunResult.overReplications(
      metric, samples, of: strategy.cells, versus: other?.cells, confidence: provenance.confidence)
    guard provenance.sampling != nil else { return own }
    guard !left.isEmpty else { return Estimate(mean: own.mean, halfWidth: .nan) }
    // Replications of a recording differ in luck alone; its groups say how another log would differ.
    let n = Double(samples.count)
    let luck = samples.reduce(0) { $0 + ($1 - own.mean) * ($1 - own.mean) } / max(1, n - 1) / n
    let interval = provenance.sampling?.interval ?? .exchangeable
    return Estimate(
      mean: own.mean,
      halfWidth: interval.halfWidth(
        left, luck: luck.isFinite ? luck : 0, confidence: provenance.confidence))
  }

  /// The mean of a metric over replications with its interval.
  ///
  /// What is a mean of some hits alone goes with how many of them are stale, which varies as `StaleLuck` says: that share is
  /// a control whose coefficient is estimated.
  ///
  /// - Parameters:
  ///   - own: the cells that the samples were computed from, in their order.
  ///   - others: those that they were compared with, if they were.
  package static func overReplications(
    _ metric: Metric, _ samples: [Double], of own: [CellResult], versus others: [CellResult]?,
    confidence: Double
  ) -> Estimate {
    guard metric.followsStaleHits, own.count == samples.count else {
      return Estimate(samples: samples, confidence: confidence)
    }
    let control = own.indices.map { place in
      own[place].staleLuck.share - (others.map { place < $0.count ? $0[place].staleLuck.share : .nan } ?? 0)
    }
    guard control.allSatisfy(\.isFinite) else { return Estimate(samples: samples, confidence: confidence) }
    return Estimate(samples: samples, control: control, confidence: confidence)
  }

  /// What of the luck of few replications is taken out of the figures, in words.
  package var corrections: [String] {
    guard provenance.sampling == nil else { return [] }
    let isStaleKnown = strategies.contains { strategy in
      strategy.cells.contains { $0.isStaleLuckTaken && $0.staleLuck.share != 0 }
    }
    let isLengthKnown = strategies.contains { strategy in
      strategy.cells.contains {
        $0.expected.map { $0[.costUSD] } ?? $0.metrics[.costUSD] != $0.metrics[.costUSD]
      }
    }
    return [
      isLengthKnown ? "dollars corrected for which lengths happened to be drawn" : nil,
      isStaleKnown ? "stale hits corrected for which answers happened to change" : nil,
    ].compactMap(\.self)
  }

  /// The value of a metric in one replication, paired with the baseline's.
  package static func value(_ metric: Metric, of cell: CellResult, versus base: CellResult) -> Double {
    cell.value(metric, versus: base)
  }
}

extension RunResult {
  /// The metrics that have a column: all but those that only some streams or layers have, where there are none of
  /// them.
  package var metrics: [Metric] {
    Metric.allCases.filter { metric in
      func isAnywhere(_ isShown: (Double) -> Bool) -> Bool {
        strategies.contains { strategy in strategy.cells.contains { isShown($0.metrics[metric]) } }
      }
      if Metric.special.contains(metric) { return isAnywhere(\.isFinite) }
      return !Metric.spentOnly.contains(metric) || isAnywhere { $0 > 0 }
    }
  }
}

/// What one strategy did in all replications.
public struct StrategyResult: Sendable {
  /// Its name.
  public var name: String
  /// What it is, in a line.
  public var title: String?
  /// Whether it only bounds what is possible.
  public var isBound: Bool
  /// Whether each call asks for the model that the log names, and fails where the log says so.
  public var isAsRecorded = false
  /// The model that requests ask for, as an index; of a strategy as recorded, the first.
  public var model = 0
  /// Names of its layers.
  public var layers: [String]
  /// What each layer counts.
  public var counters: [[LayerCounter]] {
    layers.map { LayerRegistry.declaration($0)?.counters ?? [] }
  }
  /// The replications in order.
  public var cells: [CellResult]
  /// All metrics of the first replication of a recording or a sample without each of its groups in turn; empty for a
  /// synthetic stream that is taken whole.
  /// Quantiles of times lie on a line, as intervals want them.
  public var leftOut: [MetricValues] = []
}

/// The cells of a sweep.
public struct SweepResult: Sendable {
  /// The strategy whose parameters change.
  public var strategy: String
  /// The parameters.
  public var axes: [String]
  /// One row a combination: the values as text, and the strategy with them.
  public var rows: [(values: [String], result: StrategyResult)]
}
