import Traffic

/// A cached entry, and how similar its prompt is to a request's.
struct SimilarEntry {
  var key: UInt32
  var similarity: Float
}

/// Finds the cached prompt that is most similar to a request's.
protocol SimilarityMatcher: AnyObject {
  /// Makes room: keys and partitions lie below these numbers.
  func reserve(keys: Int, partitions: Int)
  /// The best entry of a partition at or above the threshold; `entry` gives the key of a prompt's entry, if there
  /// is one that can be used.
  ///
  /// - Parameter luck: the number that addresses the request's draws.
  func match(
    _ luck: Int, prompt own: UInt32, intent: UInt32, partition: UInt32,
    entry: (_ prompt: UInt32) -> UInt32?
  ) -> SimilarEntry?
  /// A key entered the cache.
  func inserted(_ key: UInt32, prompt: UInt32, intent: UInt32, partition: UInt32)
  /// A key left the cache.
  func removed(_ key: UInt32)
}

/// Matches by neighbours found beforehand.
final class NeighbourMatcher: SimilarityMatcher {
  private let neighbours: PromptNeighbours
  private let threshold: Float
  private let promptCount: UInt32

  init(neighbours: PromptNeighbours, threshold: Double, promptCount: Int) {
    self.neighbours = neighbours
    self.threshold = Float(threshold - 1e-6)
    self.promptCount = UInt32(promptCount)
  }

  func reserve(keys: Int, partitions: Int) {}

  func match(
    _ luck: Int, prompt own: UInt32, intent: UInt32, partition: UInt32,
    entry: (_ prompt: UInt32) -> UInt32?
  ) -> SimilarEntry? {
    if let key = entry(own) { return SimilarEntry(key: key, similarity: 1) }
    var best: SimilarEntry?
    neighbours.forEach(of: own) { prompt, similarity in
      if similarity < threshold { return false }
      // Neighbours are shared by all replications, some of which have more one-off prompts than this one.
      guard prompt < promptCount, let key = entry(prompt) else { return true }
      best = SimilarEntry(key: key, similarity: similarity)
      return false
    }
    return best
  }

  func inserted(_ key: UInt32, prompt: UInt32, intent: UInt32, partition: UInt32) {}

  func removed(_ key: UInt32) {}
}
