/// What a run computes beside its strategies, for a chart that shows it.
public enum Study: Sendable, Hashable {
  /// Hit share of an exact cache against its size.
  case sizeCurve
  /// A semantic cache at several thresholds.
  case thresholdCurve
  /// How well embedders part right answers from wrong ones.
  case discrimination
  /// How long a look-up takes by the entries of a semantic cache.
  case lookupCurve
  /// How often few requests name the wrong one of two policies.
  case decisionCurve
}

/// A chart as a scenario names it; whoever draws declares it.
public struct ChartDeclaration: Sendable, Hashable {
  /// The name under `output.plots`, and of the files.
  public let name: String
  /// What the run has to compute for it.
  public let study: Study?

  /// Declares a chart.
  public init(name: String, study: Study? = nil) {
    self.name = name
    self.study = study
  }
}
