extension ThresholdReplay {
  /// Replays requests one at a time on a graph that grows with the misses, as a cache with an approximate index does.
  ///
  /// What differs from ``run(over:)`` is what the search misses: an entry that is not found makes a miss of a hit, or
  /// gives way to another entry. A zero vector is a miss and no entry.
  ///
  /// - Parameter vectors: of length 1 or 0, a row a request.
  /// - Precondition: the cache has no limit of entries.
  /// - Throws: `HNSWError` when the parameters are out of range or there is no memory.
  package func run(
    over vectors: VectorTable, parameters: HNSWIndex.Parameters
  ) throws(HNSWError) -> ReplayOutcome {
    precondition(capacity == nil, "a replay on a graph has no limit of entries")
    var index = try HNSWIndex(dimensions: vectors.dimensions, parameters: parameters)
    var requests: [UInt32] = []
    var sources = [UInt32](repeating: .max, count: vectors.count)
    for request in 0..<vectors.count {
      let vector = vectors[request]
      guard vector.contains(where: { $0 != 0 }) else { continue }
      if let best = try index.nearest(1, to: vector).first, best.similarity >= leastSimilarity {
        sources[request] = requests[best.index]
        guard insertsHits else { continue }
      }
      try index.add(vector)
      requests.append(UInt32(request))
    }
    return ReplayOutcome(sources: sources, entries: requests.count)
  }
}
