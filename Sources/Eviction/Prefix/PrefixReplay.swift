import CacheTraces

extension PrefixTrace {
  /// Sends every request through an empty cache of `capacity` blocks and counts those behind the warm-up.
  ///
  /// A request finds what the ones before it left; its own blocks are all resident or declined before the
  /// next one comes, as if every prompt were computed in no time.
  ///
  /// - Parameters:
  ///   - choice: the policy and the order in which a prompt's blocks are used.
  ///   - capacity: the blocks that the cache holds.
  ///   - warmUp: the requests at the beginning that are not counted.
  ///   - lifetime: how long a block stays after its last use, in the unit of ``times``; nil for ever. Only policies of
  ///     ``PrefixChoice/hasLifetimes`` have one.
  /// - Complexity: O(blocks); for ``PrefixPolicy/belady`` times the logarithm of the blocks to base 64.
  public func replay(
    _ choice: PrefixChoice, capacity: Int, warmUp: PrefixWarmUp = .none, lifetime: Int64? = nil
  ) -> PrefixCounts {
    precondition(capacity >= 0, "A capacity is not negative.")
    if let lifetime, capacity > 0 { return replay(choice, capacity, warmUp, lifetime: lifetime) }
    guard capacity > 0 else { return replay(warmUp) { _ in NoPrefixCache() } }
    let isReversed = choice.order != .firstToLast
    switch (choice.policy, choice.order) {
    case (.lru, .kvcacheSimulator): return replay(warmUp) { PinnedPrefixLRU($0, capacity: capacity) }
    case (.lru, _): return replay(warmUp) { PrefixLRU($0, capacity: capacity, isReversed: isReversed) }
    case (.fifo, _): return replay(warmUp) { PrefixFIFO($0, capacity: capacity, isReversed: isReversed) }
    case (.lfu, _): return replay(warmUp) { PrefixLFU($0, capacity: capacity, isReversed: isReversed) }
    case (.belady, _):
      let next = next
      return next.withUnsafeBufferPointer { next in
        replay(warmUp) { _ in PrefixBelady(next: next, capacity: capacity) }
      }
    }
  }

  private func replay(
    _ choice: PrefixChoice, _ capacity: Int, _ warmUp: PrefixWarmUp, lifetime: Int64
  ) -> PrefixCounts {
    precondition(choice.hasLifetimes, "The policy knows lifetimes.")
    precondition(times.count == count, "The times of the requests are known.")
    guard choice.policy != .belady else {
      let next = next(within: lifetime)
      return next.withUnsafeBufferPointer { next in
        replay(warmUp) { _ in PrefixBelady(next: next, capacity: capacity) }
      }
    }
    return times.withUnsafeBufferPointer { times in
      replay(warmUp) {
        PrefixLRU(
          $0, capacity: capacity, isReversed: choice.order != .firstToLast,
          lifetime: PrefixLifetime(times: times, span: lifetime))
      }
    }
  }

  /// Sends every request through a cache that holds every block: the most that any cache can hit.
  ///
  /// - Complexity: O(blocks).
  public func replayUnbounded(warmUp: PrefixWarmUp = .none) -> PrefixCounts {
    replay(warmUp) { UnboundedPrefixCache($0) }
  }

  private func replay<Cache: PrefixCache & ~Copyable>(
    _ warmUp: PrefixWarmUp, _ makeCache: (PrefixColumns) -> Cache
  ) -> PrefixCounts {
    blocks.withUnsafeBufferPointer { blocks in
      offsets.withUnsafeBufferPointer { offsets in
        var cache = makeCache(PrefixColumns(blocks: blocks, offsets: offsets, blockCount: blockCount))
        return count(behind: warmUp.requests(of: count), offsets, &cache)
      }
    }
  }

  private func count<Cache: PrefixCache & ~Copyable>(
    behind warmUpRequests: Int, _ offsets: UnsafeBufferPointer<Int>, _ cache: inout Cache
  ) -> PrefixCounts {
    var counts = PrefixCounts()
    counts.warmUpRequests = warmUpRequests
    for request in 0..<warmUpRequests {
      _ = cache.serve(offsets[request]..<offsets[request + 1])
    }
    for request in warmUpRequests..<count {
      let places = offsets[request]..<offsets[request + 1]
      let hit = cache.serve(places)
      counts.add(blocks: places.count, hit: hit, tokens: inputTokens[request], blockTokens: blockTokens)
    }
    return counts
  }
}

/// A cache without room.
private struct NoPrefixCache: PrefixCache, ~Copyable {
  mutating func serve(_ places: Range<Int>) -> Int { 0 }
}

/// A cache that keeps every block.
private struct UnboundedPrefixCache: PrefixCache, ~Copyable {
  private let blocks: UnsafeBufferPointer<UInt32>
  private let isStored: UnsafeMutablePointer<Bool>

  init(_ columns: PrefixColumns) {
    blocks = columns.blocks
    isStored = .filled(columns.blockCount, with: false)
  }

  deinit {
    isStored.deallocate()
  }

  mutating func serve(_ places: Range<Int>) -> Int {
    var hit = 0
    while hit < places.count, isStored[Int(blocks[places.lowerBound + hit])] { hit += 1 }
    for place in places { isStored[Int(blocks[place])] = true }
    return hit
  }
}
