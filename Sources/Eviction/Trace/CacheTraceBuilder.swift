/// Collects requests one at a time into a ``CacheTrace``.
public struct CacheTraceBuilder: ~Copyable {
  private var indexer = KeyIndexer()
  private var keys: [UInt32] = []
  private var identities: [UInt64] = []
  private var sizes: [UInt32]?
  private var columns = TraceColumns()

  /// Creates a builder without requests; a column that is not asked for is not kept.
  public init(
    expectedRequests: Int = 0, hasSizes: Bool = false, hasTimes: Bool = false, hasCosts: Bool = false,
    hasTokens: Bool = false
  ) {
    let expectedRequests = min(max(expectedRequests, 0), CacheTrace.requestLimit)
    keys.reserveCapacity(expectedRequests)
    if hasSizes {
      sizes = []
      sizes?.reserveCapacity(expectedRequests)
    }
    if hasTimes { columns.times = [] }
    if hasCosts { columns.costs = [] }
    if hasTokens { columns.tokens = [] }
  }

  /// Adds one request.
  ///
  /// - Parameters:
  ///   - time: when it arrives, in milliseconds since any start.
  ///   - cost: what a hit saves.
  ///   - tokens: the tokens that a hit saves.
  /// - Complexity: O(1) amortised.
  public mutating func append(
    _ key: UInt64, size: UInt32 = 1, time: Int64 = 0, cost: Float = 1, tokens: UInt32 = 0
  ) throws(EvictionError) {
    guard keys.count + 1 < CacheTrace.requestLimit else {
      throw .tooManyRequests(limit: CacheTrace.requestLimit)
    }
    let index = try indexer.index(of: key)
    if Int(index) == identities.count { identities.append(key) }
    keys.append(index)
    sizes?.append(size)
    columns.times?.append(time)
    columns.costs?.append(cost)
    columns.tokens?.append(tokens)
  }

  /// Returns the trace of the requests so far.
  public consuming func finish() -> CacheTrace {
    CacheTrace(
      checked: keys, sizes: sizes, columns: columns, keyCount: indexer.count, identities: identities)
  }
}
