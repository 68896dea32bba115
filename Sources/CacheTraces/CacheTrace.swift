/// A stream of requests to dense keys, read-only and shared between replays.
public struct CacheTrace: Sendable {
  /// The key of each request, in `0..<keyCount`.
  public let keys: [UInt32]

  /// The size of each request, or `nil` when every size is 1.
  public let sizes: [UInt32]?

  /// What the trace knows of each request beside its key and its size.
  public let columns: TraceColumns

  /// The size of the key space.
  public let keyCount: Int

  /// The 64-bit key of each dense key, or none when the dense keys are all that there is.
  public let identities: [UInt64]

  /// In a chunk of a stream the 64-bit keys of those dense keys that are new in it, the last ones of the key space.
  package internal(set) var newIdentities: [UInt64] = []

  private let future: NextRequests

  /// Creates a trace from keys that are dense already.
  ///
  /// - Parameters:
  ///   - identities: the 64-bit key of each dense key, or none.
  ///   - next: for each request the index of the next request to its key, when it is known; otherwise it is
  ///     computed when it is first asked for.
  /// - Throws: ``EvictionError`` when a key is outside `0..<keyCount`, a column has not one value a request, there
  ///   are identities and not one a key, or `next` names a request that is no later one.
  /// - Complexity: O(requests).
  public init(
    denseKeys: [UInt32], sizes: [UInt32]? = nil, columns: TraceColumns = TraceColumns(), keyCount: Int,
    identities: [UInt64] = [], next: [UInt32]? = nil
  ) throws(EvictionError) {
    guard denseKeys.count < Self.requestLimit else { throw .tooManyRequests(limit: Self.requestLimit) }
    guard keyCount <= KeyIndexer.keyLimit else { throw .tooManyKeys(limit: KeyIndexer.keyLimit) }
    if let sizes, sizes.count != denseKeys.count {
      throw .columnCount("sizes", requests: denseKeys.count, values: sizes.count)
    }
    try columns.check(requests: denseKeys.count)
    var largest: UInt32 = 0
    for key in denseKeys { largest = max(largest, key) }
    if Int(largest) >= keyCount {
      for (request, key) in denseKeys.enumerated() where Int(key) >= keyCount {
        throw .keyOutOfRange(request: request, key: key, keys: keyCount)
      }
    }
    guard identities.isEmpty || identities.count == keyCount else {
      throw .identityCount(keys: max(0, keyCount), values: identities.count)
    }
    if let next { try NextRequests.check(next, requests: denseKeys.count) }
    self.init(
      checked: denseKeys, sizes: sizes, columns: columns, keyCount: max(0, keyCount), identities: identities,
      next: next)
  }

  /// Creates a trace of unit sizes, numbering the keys in order of first appearance.
  ///
  /// - Complexity: O(requests) expected.
  public init(_ keys: some Sequence<UInt64>) throws(EvictionError) {
    var builder = CacheTraceBuilder(expectedRequests: keys.underestimatedCount)
    for key in keys { try builder.append(key) }
    self = builder.finish()
  }

  /// Creates a trace with sizes, numbering the keys in order of first appearance.
  ///
  /// - Complexity: O(requests) expected.
  public init(sized requests: some Sequence<(key: UInt64, size: UInt32)>) throws(EvictionError) {
    var builder = CacheTraceBuilder(expectedRequests: requests.underestimatedCount, hasSizes: true)
    for request in requests { try builder.append(request.key, size: request.size) }
    self = builder.finish()
  }

  /// Creates a trace from parts that are known to agree.
  package init(
    checked keys: [UInt32], sizes: [UInt32]?, columns: TraceColumns, keyCount: Int, identities: [UInt64],
    next: [UInt32]? = nil
  ) {
    self.keys = keys
    self.sizes = sizes
    self.columns = columns
    self.keyCount = keyCount
    self.identities = identities
    future = NextRequests(next)
  }

  /// The number of requests.
  public var count: Int { keys.count }

  /// For each request the index of the next request to its key, `.max` for never.
  ///
  /// - Complexity: O(requests) at the first use of the trace or a copy of it, O(1) after it.
  public var next: [UInt32] {
    future.value(for: keys, keyCount: keyCount)
  }

  /// The same requests with every size 1; shares everything else.
  public var withUnitSizes: CacheTrace {
    CacheTrace(unitSizesOf: self)
  }

  private init(unitSizesOf trace: CacheTrace) {
    keys = trace.keys
    sizes = nil
    columns = trace.columns
    keyCount = trace.keyCount
    identities = trace.identities
    future = trace.future
  }

  /// One more than the largest number of requests; `.max` is not an index.
  package static let requestLimit = Int(UInt32.max)
}
