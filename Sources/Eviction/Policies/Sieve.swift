/// SIEVE: lazy promotion with one moving hand.
///
/// Source: Zhang, Yang, Yue, Vigfusson, Rashmi, "SIEVE is simpler than LRU: an efficient turn-key eviction
/// algorithm for web caches", NSDI 2024. The published and the libCacheSim variant are the same.
public struct Sieve: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  public let capacity: UInt64

  /// The sum of the sizes of the resident entries.
  public private(set) var used: UInt64 = 0

  /// The number of resident entries.
  public private(set) var count = 0

  /// One list in order of insertion; a resident key's tag is 1, or 3 when it was hit since the hand passed.
  private let entries: EntryTable

  /// Where the next search for a victim starts; the sentinel stands for the oldest entry at that time.
  private var hand: UInt32

  /// `true`: the hand stops before the request is known.
  public static var namesVictim: Bool { true }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  public init(_ setup: PolicySetup) {
    capacity = setup.capacity
    entries = EntryTable(keys: setup.keys, lists: 1)
    hand = entries.sentinel(of: 0)
  }

  /// Loads the entry of `key` early.
  public func prefetch(_ key: UInt32) {
    entries.prefetch(key)
  }

  /// Returns whether `key` is resident.
  public func contains(_ key: UInt32) -> Bool {
    entries[key].tag != 0
  }

  /// Marks `key`; nothing moves.
  public mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    entries[key].tag = 3
  }

  /// Evicts what the hand finds until `key` fits, and stores it as the newest entry.
  public mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let size = access.size
    guard admits(key, size: size) else { return }
    while capacity - used < size {
      let victim = findVictim()
      drop(victim)
      evicted(victim)
    }
    entries[key].size = size
    entries[key].tag = 1
    entries.pushNewest(key, on: 0)
    used += UInt64(size)
    count += 1
  }

  /// Takes `key` out and returns whether it was resident.
  public mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    drop(key)
    return true
  }

  /// Returns the entry at which the hand stops.
  public mutating func victim() -> UInt32? {
    count == 0 ? nil : findVictim()
  }

  /// Moves the hand to the first entry that was not hit since the hand last passed.
  private mutating func findVictim() -> UInt32 {
    let sentinel = entries.sentinel(of: 0)
    var candidate = hand
    while true {
      if candidate == sentinel { candidate = entries[sentinel].newer }
      if entries[candidate].tag == 1 { break }
      entries[candidate].tag = 1
      candidate = entries[candidate].newer
    }
    hand = candidate
    return candidate
  }

  /// Takes `key` out; a hand that points at it moves on to the next newer entry.
  private mutating func drop(_ key: UInt32) {
    if hand == key { hand = entries[key].newer }
    entries.unlink(key)
    entries[key].tag = 0
    used -= UInt64(entries[key].size)
    count -= 1
  }
}

extension PolicyKind {
  /// SIEVE: lazy promotion with one moving hand.
  public static let sieve = PolicyKind(
    "sieve", Sieve.self, summary: "a hand spares entries that were hit since it last passed",
    source: "Zhang et al., SIEVE is simpler than LRU, NSDI 2024",
    variants: [.published, .libcachesim])
}
