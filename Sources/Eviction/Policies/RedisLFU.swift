internal import CProcessor
import Simulation

/// The approximated LFU of Redis, `allkeys-lfu`: the lowest count among samples and earlier candidates.
///
/// Source: the Redis documentation, "Key eviction", version 7: an entry has a count of 8 bits that starts at 5. A hit
/// raises it with probability 1 / (factor · (count - 5) + 1), at most to 255 (Morris, "Counting large numbers of
/// events in small registers", CACM 1978), after lowering it by one for each decay time since its last use.
/// An eviction lowers counts for comparison only. The minute of the last use has 16 bits, so that 45 days
/// without use count as none. How Redis draws and what is kept between evictions is said at ``EvictionPool``.
package struct RedisLFU: SampledPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  package var residents: ResidentKeys
  private var pool: EvictionPool

  /// For each key the minute of its last use above its count of 8 bits.
  private let uses: UnsafeMutablePointer<UInt32>
  private let coins: RandomStream
  private let factor: Double
  private let decay: UInt32
  private var hits = 0

  static let factor = PolicyParameter(
    whole: "factor", default: 10, in: 0...1_000_000,
    "how much rarer each step of the count is, lfu-log-factor")
  static let decay = PolicyParameter(
    whole: "decay", default: 1, in: 0...65535,
    "minutes without use that lower the count by one, 0 for never, lfu-decay-time")

  private static let minuteMask: UInt32 = 0xFFFF
  static let firstCount: UInt32 = 5
  private static let mostCount: UInt32 = 255

  /// The times of the requests.
  package static var reads: AccessColumns { .time }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    capacity = setup.capacity
    residents = ResidentKeys(keys: setup.keys)
    pool = EvictionPool(setup)
    coins = RandomStream(seed: setup.seed, replication: 0, purpose: .counting)
    factor = setup[Self.factor]
    decay = UInt32(setup[Self.decay])
    uses = .allocate(capacity: setup.keys)
    uses.initialize(repeating: 0, count: setup.keys)
  }

  deinit {
    uses.deallocate()
  }

  /// Loads the entry of `key` early.
  package func prefetch(_ key: UInt32) {
    residents.prefetch(key)
    processor_prefetch(uses + Int(key))
  }

  /// Lowers the count of `key` by the time since its last use, and then raises it by chance.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let minute = minute(access)
    let count = Self.count(uses[Int(key)], at: minute, decay: decay)
    uses[Int(key)] = minute << 8 | Self.raised(count, factor: factor, coin: coins.uniform(hits))
    hits += 1
  }

  /// Evicts sampled entries until `key` fits, and stores it.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    guard admits(key, size: access.size) else { return }
    let (minute, uses, decay) = (minute(access), uses, decay)
    while capacity - used < access.size {
      let victim = pool.findVictim(residents) {
        Self.mostCount - Self.count(uses[Int($0)], at: minute, decay: decay)
      }
      residents.remove(victim)
      evicted(victim)
    }
    residents.append(key, size: access.size)
    uses[Int(key)] = minute << 8 | Self.firstCount
  }

  @inline(__always)
  private func minute(_ access: Access) -> UInt32 {
    UInt32(truncatingIfNeeded: access.time / 60_000) & Self.minuteMask
  }

  /// The count after a hit; `coin` is uniform between 0 and 1.
  @inline(__always)
  static func raised(_ count: UInt32, factor: Double, coin: Double) -> UInt32 {
    let excess = count > firstCount ? count - firstCount : 0
    return count < mostCount && coin < 1 / (Double(excess) * factor + 1) ? count + 1 : count
  }

  /// The count of an entry, lowered by the time since its last use.
  @inline(__always)
  private static func count(_ use: UInt32, at minute: UInt32, decay: UInt32) -> UInt32 {
    let count = use & 0xFF
    guard decay > 0 else { return count }
    let steps = ((minute &- use >> 8) & minuteMask) / decay
    return count > steps ? count - steps : 0
  }
}

extension PolicyKind {
  /// The approximated LFU of Redis.
  public static let redisLFU = PolicyKind(
    "redis_lfu", RedisLFU.self,
    summary: "evicts the rarest of 5 samples and 16 earlier candidates, as Redis does",
    source: "Redis documentation, Key eviction; Morris, Counting large numbers of events, CACM 1978",
    parameters: [EvictionPool.samples, RedisLFU.factor, RedisLFU.decay])
}
