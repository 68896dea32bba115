import Simulation

/// The saving of a strategy shared out among its layers.
public struct Attribution: StudyResult {
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

extension RunResult {
  /// How the saving is shared out among layers, when it was asked for.
  public var attribution: Attribution? {
    get { study() }
    set { replace(newValue) }
  }
}
