/// Collects requests into a ``CacheTrace``.
public struct CacheTraceBuilder: ~Copyable {
  private var indexer = KeyIndexer()
  private var keys: [UInt32] = []
  /// The sizes, or `nil` while every one was 1 and none had to be kept.
  private var sizes: [UInt32]?
  private var columns = TraceColumns()
  /// The size of each key's first request, when it stands for all its requests.
  private var firstSizes: [UInt32]?
  private let keepsSizes: Bool
  private let keepsIdentities: Bool
  private let expectedRequests: Int
  /// The keys of the chunks that were taken.
  private var takenKeys = 0

  /// Creates a builder without requests; a column that is not asked for is not kept.
  public init(
    expectedRequests: Int = 0, hasSizes: Bool = false, hasTimes: Bool = false, hasCosts: Bool = false,
    hasTokens: Bool = false
  ) {
    var wants: TraceWants = [.identities]
    if hasTimes { wants.insert(.times) }
    if hasCosts { wants.insert(.costs) }
    if hasTokens { wants.insert(.tokens) }
    self.init(expectedRequests: expectedRequests, wants: wants)
    if hasSizes { beginSizes() }
  }

  /// Creates a builder without requests that keeps sizes from the first on that is not 1.
  ///
  /// - Parameter usesFirstSizes: whether the size of a key's first request stands for all of them.
  package init(expectedRequests: Int, wants: TraceWants, usesFirstSizes: Bool = false) {
    self.expectedRequests = min(max(expectedRequests, 0), CacheTrace.requestLimit)
    keepsSizes = wants.contains(.sizes)
    keepsIdentities = wants.contains(.identities)
    keys.reserveLargePages(self.expectedRequests)
    if wants.contains(.times) { columns.times = .reserving(self.expectedRequests) }
    if wants.contains(.costs) { columns.costs = .reserving(self.expectedRequests) }
    if wants.contains(.tokens) { columns.tokens = .reserving(self.expectedRequests) }
    if usesFirstSizes { firstSizes = [] }
  }

  /// The number of requests so far.
  public var count: Int { keys.count }

  /// The number of distinct keys so far.
  public var keyCount: Int { indexer.count }

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
    keys.append(try indexer.index(of: key))
    sizes?.append(size)
    columns.times?.append(time)
    columns.costs?.append(cost)
    columns.tokens?.append(tokens)
  }

  /// Adds the requests of a batch.
  ///
  /// - Complexity: O(requests of the batch), amortised.
  package mutating func append(_ batch: RequestBatch) throws(EvictionError) {
    let count = batch.count
    guard keys.count + count < CacheTrace.requestLimit else {
      throw .tooManyRequests(limit: CacheTrace.requestLimit)
    }
    let start = keys.count
    keys.append(contentsOf: repeatElement(0, count: count))
    var failure: EvictionError?
    keys.withUnsafeMutableBufferPointer { keys in
      do throws(EvictionError) {
        try indexer.index(
          UnsafeBufferPointer(start: batch.keys, count: count),
          into: UnsafeMutableBufferPointer(rebasing: keys[start...]))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    if let given = batch.sizes { appendSizes(given, count, start) }
    columns.times?.append(contentsOf: UnsafeBufferPointer(start: batch.times, count: count))
    columns.costs?.append(contentsOf: UnsafeBufferPointer(start: batch.costs, count: count))
    columns.tokens?.append(contentsOf: UnsafeBufferPointer(start: batch.tokens, count: count))
  }

  /// Returns the trace of the requests so far.
  public consuming func finish() -> CacheTrace {
    let keyCount = indexer.count
    let identities = indexer.finish()
    return CacheTrace(
      checked: keys, sizes: sizes, columns: columns, keyCount: keyCount,
      identities: keepsIdentities ? identities : [])
  }

  /// Returns the requests since the last chunk as a trace without identities but those of its new keys, and keeps the
  /// numbering.
  package mutating func takeChunk() -> CacheTrace {
    var chunk = CacheTrace(
      checked: keys, sizes: sizes, columns: columns, keyCount: indexer.count, identities: [])
    if keepsIdentities { chunk.newIdentities = indexer.keys(from: takenKeys) }
    takenKeys = indexer.count
    keys = .reserving(keys.count)
    // Sizes that were begun once go on: a chunk of ones among others is rare.
    if sizes != nil { sizes = .reserving(chunk.count) }
    if columns.times != nil { columns.times = .reserving(chunk.count) }
    if columns.costs != nil { columns.costs = .reserving(chunk.count) }
    if columns.tokens != nil { columns.tokens = .reserving(chunk.count) }
    return chunk
  }

  /// Takes the sizes of the requests from `start` on, whose keys are numbered already.
  private mutating func appendSizes(_ given: UnsafeMutablePointer<UInt32>, _ count: Int, _ start: Int) {
    if firstSizes != nil {
      // A new key has the next number, so that its size comes next as well.
      for place in 0..<count {
        let key = Int(keys[start + place])
        if key == firstSizes?.count { firstSizes?.append(given[place]) }
        if let first = firstSizes?[key] { given[place] = first }
      }
    }
    guard keepsSizes else { return }
    if sizes == nil {
      var others: UInt32 = 0
      for place in 0..<count { others |= given[place] ^ 1 }
      if others == 0 { return }
      beginSizes()
      sizes?.append(contentsOf: repeatElement(1, count: start))
    }
    sizes?.append(contentsOf: UnsafeBufferPointer(start: given, count: count))
  }

  private mutating func beginSizes() {
    sizes = .reserving(max(expectedRequests, keys.count))
  }
}

extension Array where Element: BitwiseCopyable {
  /// An empty array with room, in large pages where the system has them.
  fileprivate static func reserving(_ count: Int) -> [Element] {
    var array: [Element] = []
    array.reserveLargePages(count)
    return array
  }
}
