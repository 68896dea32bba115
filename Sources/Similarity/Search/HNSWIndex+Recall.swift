extension HNSWIndex {
  /// The share of the exact `k` nearest that the graph finds, over many queries.
  ///
  /// A neighbour as similar as the exact index's last counts as found, whichever of equals it is. Queries without
  /// an exact neighbour do not count; 1 when none is left.
  ///
  /// - Parameters:
  ///   - queries: vectors of length 1, or 0, which are left out.
  ///   - exact: holds the same vectors.
  ///   - ef: the candidates kept; those of the parameters when nil.
  /// - Throws: `HNSWError` when `k`, `ef` or the queries do not suit the graph.
  package mutating func recall(
    at k: Int, of queries: VectorTable, against exact: borrowing FlatIndex, ef: Int? = nil
  ) throws(HNSWError) -> Double {
    let expected = exact.nearest(k, to: queries)
    var (found, wanted) = (0, 0)
    for (row, expected) in expected.enumerated() {
      guard let last = expected.last else { continue }
      let own = try nearest(k, to: queries[row], ef: ef)
      found += own.reduce(0) { $0 + ($1.similarity >= last.similarity ? 1 : 0) }
      wanted += expected.count
    }
    return wanted == 0 ? 1 : Double(found) / Double(wanted)
  }
}
