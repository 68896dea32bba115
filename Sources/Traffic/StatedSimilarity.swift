/// Similarity of prompts where only statistics are known.
public struct StatedSimilarity: Sendable, Hashable {
  /// Mean and standard deviation of the cosine within an intent.
  public var withinMean: Double
  public var withinDeviation: Double
  /// Mean and standard deviation between two intents.
  public var betweenMean: Double
  public var betweenDeviation: Double

  /// States the distributions.
  public init(withinMean: Double, withinDeviation: Double, betweenMean: Double, betweenDeviation: Double) {
    self.withinMean = withinMean
    self.withinDeviation = withinDeviation
    self.betweenMean = betweenMean
    self.betweenDeviation = betweenDeviation
  }
}
