import Metrics
import Simulation

/// What a semantic cache does at each threshold.
public struct ThresholdCurve: StudyResult {
  /// One threshold.
  public struct Point: Sendable {
    /// The threshold.
    public var threshold: Double
    /// The strategy at that threshold.
    public var hitShare: Estimate
    public var semanticHitShare: Estimate
    public var falseHitShare: Estimate
    public var staleHitShare: Estimate
    public var savingShare: Estimate
    public var quality: Estimate
    /// What providers bill in 30 days.
    public var costPerMonth: Estimate
    /// What wrong answers cost in 30 days.
    public var errorCostPerMonth: Estimate
    /// Both together.
    public var totalCostPerMonth: Estimate
  }

  /// The threshold at which the total is least.
  public struct Optimum: Sendable, Hashable {
    /// The place of the threshold among the points.
    public var place: Int
    /// The ends of its interval.
    public var low: Double
    public var high: Double
    /// Whether a looser or a stricter threshold than all that were tried may be better still.
    public var isAtEnd: Bool
    /// How much less the total of 30 days is than at the strategy's own threshold, paired.
    public var savingOverOwn: Estimate
  }

  /// The strategy.
  public var strategy: String
  /// The threshold that it has in the scenario.
  public var ownThreshold: Double
  /// Whether a threshold is a distance: the greater, the looser.
  public var isDistance = false
  /// How many replications each point is the mean of.
  public var replications = 1
  /// What wrong answers cost.
  public var prices = ErrorPrices.none
  /// The points in ascending order.
  public var points: [Point]
  /// Where the total is least; nil while wrong answers cost nothing, for then the loosest is.
  public var optimum: Optimum?
}

extension RunResult {
  /// Hit and false-hit share against the threshold, when it was asked for.
  public var thresholdCurve: ThresholdCurve? {
    get { study() }
    set { replace(newValue) }
  }
}
