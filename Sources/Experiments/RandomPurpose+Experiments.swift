import Simulation

extension RandomPurpose {
  /// Resampling for the interval of an optimum.
  static let optimum = RandomPurpose(600)
  /// Which hits a person is asked to label.
  static let labelling = RandomPurpose(601)
}
