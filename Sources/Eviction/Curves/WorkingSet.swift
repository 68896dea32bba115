import CacheTraces

/// What all keys of a trace take together, and what the first requests to them are.
public struct WorkingSet: Hashable, Sendable {
  /// The distinct keys.
  public let keys: Int

  /// The sum of the sizes that the keys have at their first request: what a cache without a limit comes to hold.
  public let size: UInt64

  /// The largest size of a request.
  public let largest: UInt32

  /// Whether every key has the same size at all its requests.
  public let hasFixedSizes: Bool

  /// Whether all requests have the same size.
  public let hasEqualSizes: Bool

  /// The first request to each key, which every cache misses.
  public let first: ReplayCounts

  /// Walks a trace once.
  ///
  /// - Complexity: O(requests).
  public init(_ trace: CacheTrace) {
    let (requestKeys, sizes, columns) = (trace.keys, trace.sizes, trace.columns)
    var first = ReplayCounts()
    var (smallest, largest) = (UInt32.max, UInt32.min)
    var hasFixedSizes = true
    var sizeOf = [UInt32?](repeating: nil, count: trace.keyCount)
    for request in requestKeys.indices {
      let key = Int(requestKeys[request])
      let size = sizes.map { $0[request] } ?? 1
      smallest = min(smallest, size)
      largest = max(largest, size)
      if let known = sizeOf[key] {
        if known != size { hasFixedSizes = false }
        continue
      }
      sizeOf[key] = size
      first.misses += 1
      first.missBytes += UInt64(size)
      if let tokens = columns.tokens { first.missTokens += UInt64(tokens[request]) }
      if !columns.isEmpty { first.missCost += columns.costs.map { Double($0[request]) } ?? 1 }
    }
    (first.requests, first.requestBytes) = (first.misses, first.missBytes)
    (first.requestTokens, first.requestCost) = (first.missTokens, first.missCost)
    self.first = first
    self.largest = largest
    self.hasFixedSizes = hasFixedSizes
    hasEqualSizes = smallest >= largest
    keys = first.misses
    size = first.missBytes
  }

  /// What a whole takes of which these are a share of the keys.
  ///
  /// - Parameters:
  ///   - smallest: the smallest size of a request of the whole.
  ///   - largest: the largest one.
  func ofWhole(rate: Double, smallest: UInt32, largest: UInt32) -> WorkingSet {
    func whole(_ value: UInt64) -> UInt64 { UInt64(clamping: (Double(value) / rate).rounded()) }
    var first = ReplayCounts()
    first.misses = Int(clamping: whole(UInt64(keys)))
    first.missBytes = whole(size)
    first.missTokens = whole(self.first.missTokens)
    first.missCost = self.first.missCost / rate
    (first.requests, first.requestBytes) = (first.misses, first.missBytes)
    (first.requestTokens, first.requestCost) = (first.missTokens, first.missCost)
    return WorkingSet(
      keys: first.misses, size: first.missBytes, largest: largest, hasFixedSizes: hasFixedSizes,
      hasEqualSizes: smallest >= largest, first: first)
  }

  private init(
    keys: Int, size: UInt64, largest: UInt32, hasFixedSizes: Bool, hasEqualSizes: Bool, first: ReplayCounts
  ) {
    self.keys = keys
    self.size = size
    self.largest = largest
    self.hasFixedSizes = hasFixedSizes
    self.hasEqualSizes = hasEqualSizes
    self.first = first
  }

  /// Returns the capacity that holds every entry, with an overhead for each.
  public func capacity(overhead: UInt32 = 0) -> UInt64 {
    size + UInt64(keys) * UInt64(overhead)
  }
}
