import CacheTraces

/// A stream of requests that are lists of blocks, read-only and shared between replays.
///
/// A block is a run of a prompt's tokens whose keys and values an engine stores together. A prompt can reuse
/// blocks only from its beginning on: the longest run of resident blocks from the first one is its hit.
public struct PrefixTrace: Sendable {
  /// The blocks of all requests, one request after the other, in `0..<blockCount`.
  public let blocks: [UInt32]

  /// Where each request's blocks begin: request `i` holds `blocks[offsets[i]..<offsets[i + 1]]`.
  public let offsets: [Int]

  /// The tokens of each request's prompt; those beyond its blocks are never hit.
  public let inputTokens: [UInt32]

  /// The tokens of a block; the last block of a prompt may hold fewer and takes the room of a whole one.
  public let blockTokens: Int

  /// One more than the greatest block.
  public let blockCount: Int

  /// Whether each block always stands behind the same block, or always first.
  ///
  /// Then a block names the whole prompt up to itself, no request holds a block twice, and Belady's replay is
  /// the greatest number of hit blocks that any policy can reach.
  public let isPrefixClosed: Bool

  /// When each request came, in any unit, not descending; empty where that is not known.
  ///
  /// Either empty or as long as the requests.
  public private(set) var times: [Int64] = []

  private let future: NextRequests

  /// Creates a trace from blocks that are dense already.
  ///
  /// - Throws: `EvictionError` when the columns do not agree, a block is outside `0..<blockCount`, or the
  ///   trace has more blocks than 32-bit indices reach.
  /// - Complexity: O(blocks).
  public init(
    denseBlocks: [UInt32], offsets: [Int], inputTokens: [UInt32], blockTokens: Int, blockCount: Int,
    identity: BlockIdentity = .given
  ) throws(EvictionError) {
    guard blockTokens > 0 else {
      throw .badParameter("block_tokens", value: "\(blockTokens)", allowed: "a whole number from 1")
    }
    guard denseBlocks.count < CacheTrace.requestLimit else {
      throw .tooManyRequests(limit: CacheTrace.requestLimit)
    }
    guard blockCount <= EntryTable.keyLimit else { throw .tooManyKeys(limit: EntryTable.keyLimit) }
    guard offsets.count == inputTokens.count + 1 else {
      throw .columnCount("offsets", requests: inputTokens.count, values: offsets.count)
    }
    guard offsets.first == 0, offsets.last == denseBlocks.count,
      zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 })
    else {
      throw .badParameter(
        "offsets", value: "\(offsets.first ?? 0)...\(offsets.last ?? 0)",
        allowed: "numbers that ascend from 0 to \(denseBlocks.count)")
    }
    for request in inputTokens.indices {
      for block in denseBlocks[offsets[request]..<offsets[request + 1]] where Int(block) >= blockCount {
        throw .keyOutOfRange(request: request, key: block, keys: blockCount)
      }
    }
    let named = try identity.name(denseBlocks, offsets: offsets, blockCount: max(0, blockCount))
    self.init(
      checked: named.blocks, offsets: offsets, inputTokens: inputTokens, blockTokens: blockTokens,
      blockCount: named.count)
  }

  /// Creates a trace from blocks with 64-bit ids, numbering them in order of first appearance.
  ///
  /// - Complexity: O(blocks) expected.
  public init(
    _ requests: some Sequence<(blocks: [UInt64], inputTokens: UInt32)>, blockTokens: Int,
    identity: BlockIdentity = .given
  ) throws(EvictionError) {
    var indexer = KeyIndexer()
    var blocks: [UInt32] = []
    var offsets = [0]
    var inputTokens: [UInt32] = []
    for request in requests {
      for id in request.blocks { blocks.append(try indexer.index(of: id)) }
      offsets.append(blocks.count)
      inputTokens.append(request.inputTokens)
    }
    try self.init(
      denseBlocks: blocks, offsets: offsets, inputTokens: inputTokens, blockTokens: blockTokens,
      blockCount: indexer.count, identity: identity)
  }

  private init(
    checked blocks: [UInt32], offsets: [Int], inputTokens: [UInt32], blockTokens: Int, blockCount: Int
  ) {
    self.blocks = blocks
    self.offsets = offsets
    self.inputTokens = inputTokens
    self.blockTokens = blockTokens
    self.blockCount = blockCount
    isPrefixClosed = Self.isClosed(blocks, offsets: offsets, blockCount: blockCount)
    future = NextRequests()
  }

  /// The number of requests.
  public var count: Int { inputTokens.count }

  /// The same with the times of the requests, for caches whose blocks have a lifetime.
  ///
  /// - Throws: `EvictionError` when there are more or fewer times than requests, or they descend.
  public func timed(_ times: [Int64]) throws(EvictionError) -> PrefixTrace {
    guard times.count == count else {
      throw .columnCount("times", requests: count, values: times.count)
    }
    guard zip(times, times.dropFirst()).allSatisfy({ $0 <= $1 }) else {
      throw .badParameter("times", value: "descending", allowed: "times in the order of the requests")
    }
    var copy = self
    copy.times = times
    return copy
  }

  /// ``next``, where a next use that comes later than a lifetime after this one counts as never.
  ///
  /// - Complexity: O(blocks).
  func next(within lifetime: Int64) -> [UInt32] {
    var next = next
    var requestOfPlace = [UInt32](repeating: 0, count: blocks.count)
    for request in 0..<count {
      for place in offsets[request]..<offsets[request + 1] {
        requestOfPlace[place] = UInt32(truncatingIfNeeded: request)
      }
    }
    for place in next.indices where next[place] != .max {
      let (now, then) = (requestOfPlace[place], requestOfPlace[Int(next[place])])
      if times[Int(then)] - times[Int(now)] > lifetime { next[place] = .max }
    }
    return next
  }

  /// For each place in `blocks` the next place of the same block, `.max` for never.
  ///
  /// - Complexity: O(blocks) at the first use of the trace or a copy of it, O(1) after it.
  public var next: [UInt32] {
    future.value(for: blocks, keyCount: blockCount)
  }

  /// Returns how many different blocks the first `requests` requests hold.
  ///
  /// A cache of at most so many blocks has been full at some time before the next request.
  ///
  /// - Complexity: O(blocks).
  public func distinctBlocks(inFirst requests: Int) -> Int {
    var seen = [Bool](repeating: false, count: blockCount)
    var distinct = 0
    for block in blocks[..<offsets[min(max(0, requests), count)]] where !seen[Int(block)] {
      seen[Int(block)] = true
      distinct += 1
    }
    return distinct
  }

  private static func isClosed(_ blocks: [UInt32], offsets: [Int], blockCount: Int) -> Bool {
    let (unseen, start) = (UInt32.max, UInt32.max - 1)
    var predecessors = [UInt32](repeating: unseen, count: blockCount)
    for (first, end) in zip(offsets, offsets.dropFirst()) {
      var predecessor = start
      for block in blocks[first..<end] {
        let known = predecessors[Int(block)]
        guard known == unseen || known == predecessor else { return false }
        predecessors[Int(block)] = predecessor
        predecessor = block
      }
    }
    return true
  }
}
