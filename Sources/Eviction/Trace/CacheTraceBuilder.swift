/// Collects requests one at a time into a ``CacheTrace``.
public struct CacheTraceBuilder: ~Copyable {
  private var indexer = KeyIndexer()
  private var keys: [UInt32] = []
  private var sizes: [UInt32]?

  /// Creates a builder without requests; without `hasSizes` every size is 1.
  public init(expectedRequests: Int = 0, hasSizes: Bool = false) {
    let expectedRequests = min(max(expectedRequests, 0), CacheTrace.requestLimit)
    keys.reserveCapacity(expectedRequests)
    if hasSizes {
      sizes = []
      sizes?.reserveCapacity(expectedRequests)
    }
  }

  /// Adds one request.
  ///
  /// - Complexity: O(1) amortised.
  public mutating func append(_ key: UInt64, size: UInt32 = 1) throws(EvictionError) {
    guard keys.count + 1 < CacheTrace.requestLimit else {
      throw .tooManyRequests(limit: CacheTrace.requestLimit)
    }
    keys.append(try indexer.index(of: key))
    sizes?.append(size)
  }

  /// Returns the trace of the requests so far.
  public consuming func finish() -> CacheTrace {
    CacheTrace(checked: keys, sizes: sizes, keyCount: indexer.count)
  }
}
