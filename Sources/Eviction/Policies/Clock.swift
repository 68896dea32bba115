/// Clock, also known as second chance or FIFO with reinsertion, with one reference bit.
///
/// Source: Corbató, "A paging experiment with the Multics system", MIT Project MAC, 1968. The published and the
/// libCacheSim variant are the same.
public struct Clock: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  public let capacity: UInt64

  /// The sum of the sizes of the resident entries.
  public private(set) var used: UInt64 = 0

  /// The number of resident entries.
  public private(set) var count = 0

  /// One list whose oldest end is the hand; a resident key's tag is 1, or 3 when its reference bit is set.
  private let entries: EntryTable

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  public init(capacity: UInt64, keys: Int, variant: PolicyVariant) {
    self.capacity = capacity
    entries = EntryTable(keys: keys, lists: 1)
  }

  /// Returns whether `key` is resident.
  public func contains(_ key: UInt32) -> Bool {
    entries[key].tag != 0
  }

  /// Sets the reference bit of `key`; nothing moves.
  public mutating func hit(_ key: UInt32, next: UInt32, evicted: (UInt32) -> Void) {
    entries[key].tag = 3
  }

  /// Evicts entries without reference bit until `key` fits, and stores it as the newest.
  public mutating func insert(_ key: UInt32, size: UInt32, next: UInt32, evicted: (UInt32) -> Void) {
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

  /// Gives every referenced entry at the oldest end a second round, and returns the first that has none.
  private func findVictim() -> UInt32 {
    while true {
      let candidate = entries.oldest(of: 0)
      if entries[candidate].tag == 1 { return candidate }
      entries[candidate].tag = 1
      entries.unlink(candidate)
      entries.pushNewest(candidate, on: 0)
    }
  }

  private mutating func drop(_ key: UInt32) {
    entries.unlink(key)
    entries[key].tag = 0
    used -= UInt64(entries[key].size)
    count -= 1
  }
}

extension PolicyKind {
  /// Clock, also known as second chance.
  public static let clock = PolicyKind(
    "clock", Clock.self, summary: "evicts the oldest entry that was not used since its last chance",
    source: "Corbató, A paging experiment with the Multics system, 1968")
}
