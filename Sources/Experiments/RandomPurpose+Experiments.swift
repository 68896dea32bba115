import Simulation

extension RandomPurpose {
  /// Resampling for the interval of an optimum.
  static let optimum = RandomPurpose(600)
}
