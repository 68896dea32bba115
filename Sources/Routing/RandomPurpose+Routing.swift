import Simulation

extension RandomPurpose {
  /// Which queries train a router; the replication is the split.
  static let routingSplit = RandomPurpose(500)
  /// Which of the training queries calibrate a threshold.
  static let routingFold = RandomPurpose(501)
  /// Which queries a bootstrap resample draws; the index is the resample.
  static let routingBootstrap = RandomPurpose(502)
  /// The coin of a classifier or judge of stated accuracy.
  static let routingCoin = RandomPurpose(503)
  /// The first weights of a factorisation.
  static let routingWeights = RandomPurpose(504)
  /// The latent difficulty of a modelled query.
  static let routingDifficulty = RandomPurpose(505)
  /// The noise of an observer.
  static let routingObserver = RandomPurpose(506)
  /// Where a query goes that stands on the line of a router.
  static let routingChoice = RandomPurpose(507)
}
