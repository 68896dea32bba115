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
  }

  /// What the results belong to.
  public var provenance: Provenance
  /// The strategies in the order of the scenario.
  public var strategies: [StrategyResult]
  /// The index of the baseline.
  public var baseline: Int
  /// Requests in the first replication.
  public var requests: Int
  /// Rows of a recording that were left out, by reason.
  public var dropped: [(reason: String, count: Int)] = []
  /// Bounds that the scenario sets on metrics.
  public var constraints: [Constraint] = []
  /// Hit share against cache size, when it was asked for.
  public var sizeCurve: SizeCurve?
  /// Hit and false-hit share against the threshold, when it was asked for.
  public var thresholdCurve: ThresholdCurve?
  /// How well each embedder parts right answers from wrong ones, when it was asked for.
  public var discrimination: [DiscriminationCurve] = []
  /// How long a look-up takes by the entries of a semantic cache, when it was asked for.
  public var lookupCurve: LookupCurve?
  /// The most frequent false hits of each strategy that has any.
  public var falseHits: [FalseHitList] = []
  /// What wrong answers cost.
  public var errorPrices = ErrorPrices.none
  /// How often few requests name the wrong policy, when it was asked for.
  public var decisionCurve: DecisionCurve?
  /// The cells of a sweep, when one was run.
  public var sweep: SweepResult?
  /// How the saving is shared out among layers, when it was asked for.
  public var attribution: Attribution?
  /// Routers that learnt from recorded outcomes, and what their labels cost: no part of any strategy's cost.
  public var training: [RouterTraining] = []
  /// Things the reader should know.
  public var warnings: [String] = []

  /// A strategy by name.
  public func strategy(_ name: String) -> StrategyResult? { strategies.first { $0.name == name } }

  /// The estimate of a metric; savings and changes refer to the baseline, or to another strategy.
  public func estimate(_ metric: Metric, of strategy: StrategyResult, versus other: StrategyResult? = nil)
    -> Estimate
  {
    let base = other ?? strategies[baseline]
    let samples = zip(strategy.cells, base.cells).map { cell, base in
      RunResult.value(metric, of: cell, versus: base)
    }
    return Estimate(samples: samples, confidence: provenance.confidence)
  }

  /// The value of a metric in one replication, paired with the baseline's.
  static func value(_ metric: Metric, of cell: CellResult, versus base: CellResult) -> Double {
    cell.metrics.value(metric, versus: base.metrics)
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
  /// Names of its layers.
  public var layers: [String]
  /// What each layer counts.
  public var counters: [[LayerCounter]] {
    layers.map { LayerRegistry.declaration($0)?.counters ?? [] }
  }
  /// The replications in order.
  public var cells: [CellResult]
}

/// What a router was taught with.
public struct RouterTraining: Sendable, Hashable {
  /// The strategy.
  public var strategy: String
  /// The router with its parameters.
  public var router: String
  /// Labelled queries a replication.
  public var labels: Int
  /// Dollars for the answers that label them, by every model the router chooses among.
  public var cost: Estimate
}

/// A bound on a metric.
public struct Constraint: Sendable, Hashable {
  /// The metric.
  public var metric: Metric
  /// The bound.
  public var bound: Double
  /// Whether it is a greatest value.
  public var isMaximum: Bool

  /// Whether a value keeps the bound.
  public func allows(_ value: Double) -> Bool { isMaximum ? value <= bound : value >= bound }
}

/// Hit share of an exact cache against its size, without latency and lifetimes.
public struct SizeCurve: Sendable {
  /// One policy's hit shares.
  public struct Line: Sendable {
    /// The policy.
    public var policy: String
    /// Whether it is a bound.
    public var isBound: Bool
    /// The hit share at each capacity.
    public var hitShares: [Estimate]
  }

  /// Capacities in entries.
  public var capacities: [Int]
  /// Distinct keys in the first replication.
  public var distinctKeys: Int
  /// The lines.
  public var lines: [Line]
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

/// The saving of a strategy shared out among its layers.
public struct Attribution: Sendable {
  /// How it is shared out.
  public var method: String
  /// The strategy.
  public var strategy: String
  /// What one layer brings.
  public struct Part: Sendable {
    /// The layer, or several.
    public var layer: String
    /// Dollars for 30 days.
    public var saving: Estimate
    /// What it adds to the quality of the answers.
    public var quality: Estimate

    /// A part.
    public init(layer: String, saving: Estimate, quality: Estimate) {
      self.layer = layer
      self.saving = saving
      self.quality = quality
    }
  }

  /// Each layer's part.
  public var parts: [Part]
  /// The saving of the whole strategy.
  public var total: Estimate
  /// What the layers save that only refuse or degrade, behind all others; nil without any.
  public var limits: Part?
}
