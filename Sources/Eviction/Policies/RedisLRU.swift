internal import CProcessor

/// The approximated LRU of Redis, `allkeys-lru`: the entry idle longest among samples and earlier candidates.
///
/// Source: the Redis documentation, "Key eviction", version 7: 5 samples and a pool of 16. The last use of an entry is
/// kept in 24 bits of a clock that ticks once a second, so that entries used in one tick are equally idle, and one
/// idle for 194 days seems fresh. How Redis draws and what is kept between evictions is said at ``EvictionPool``.
package struct RedisLRU: SampledPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  package var residents: ResidentKeys
  private var pool: EvictionPool

  /// The tick of the last use of each key.
  private let usedAt: UnsafeMutablePointer<UInt32>
  private let tick: Int64

  static let resolution = PolicyParameter(
    "resolution", default: 1, in: 0.001...3600, "seconds between two ticks of the clock")

  private static let clockMask: UInt32 = 0xFF_FFFF

  /// The times of the requests.
  package static var reads: AccessColumns { .time }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    capacity = setup.capacity
    residents = ResidentKeys(keys: setup.keys)
    pool = EvictionPool(setup)
    tick = max(1, Int64((setup[Self.resolution] * 1000).rounded()))
    usedAt = .allocate(capacity: setup.keys)
    usedAt.initialize(repeating: 0, count: setup.keys)
  }

  deinit {
    usedAt.deallocate()
  }

  /// Loads the entry of `key` early.
  package func prefetch(_ key: UInt32) {
    residents.prefetch(key)
    processor_prefetch(usedAt + Int(key))
  }

  /// Notes the tick.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    usedAt[Int(key)] = clock(access)
  }

  /// Evicts sampled entries until `key` fits, and stores it.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    guard admits(key, size: access.size) else { return }
    let (now, usedAt) = (clock(access), usedAt)
    while capacity - used < access.size {
      let victim = pool.findVictim(residents) { (now &- usedAt[Int($0)]) & Self.clockMask }
      residents.remove(victim)
      evicted(victim)
    }
    residents.append(key, size: access.size)
    usedAt[Int(key)] = now
  }

  @inline(__always)
  private func clock(_ access: Access) -> UInt32 {
    UInt32(truncatingIfNeeded: access.time / tick) & Self.clockMask
  }
}

extension PolicyKind {
  /// The approximated LRU of Redis.
  public static let redisLRU = PolicyKind(
    "redis_lru", RedisLRU.self,
    summary: "evicts the idlest of 5 samples and 16 earlier candidates, as Redis does",
    source: "Redis documentation, Key eviction; Sanfilippo, Random notes on improving the Redis LRU, 2016",
    parameters: [EvictionPool.samples, RedisLRU.resolution])
}
