internal import Simulation

extension RandomPurpose {
  /// The levels of vectors in a graph.
  static let graphLevels = RandomPurpose(600)
}
