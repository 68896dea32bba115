extension NeighbourGraph {
  /// Compares every pair of vectors: the plain twin of ``init(of:threshold:threads:)``.
  ///
  /// - Complexity: O(n^2 d).
  package init(bruteForceOf vectors: VectorTable, threshold: Float) {
    var pairs: [SimilarPair] = []
    for first in 0..<vectors.count {
      for second in first + 1..<max(first + 1, vectors.count) {
        let similarity = vectors.cosine(first, second)
        guard similarity >= threshold else { continue }
        pairs.append(SimilarPair(first: UInt32(first), second: UInt32(second), similarity: similarity))
      }
    }
    self.init(count: vectors.count, threshold: threshold, pairs: [pairs], threads: 1)
  }
}
