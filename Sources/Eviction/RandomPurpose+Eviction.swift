import Simulation

extension RandomPurpose {
  /// The coin of a missed request under admission by probability.
  static let admission = RandomPurpose(400)

  /// The victims and samples that policies draw.
  static let eviction = RandomPurpose(401)

  /// The coins of counters that count by chance.
  static let counting = RandomPurpose(401, instance: 1)

  /// Which keys spatial sampling keeps.
  static let spatialSampling = RandomPurpose(402)
}
