/// First in, first out.
public struct FIFO: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  public let capacity: UInt64

  /// The sum of the sizes of the resident entries.
  public private(set) var used: UInt64 = 0

  /// The number of resident entries.
  public private(set) var count = 0

  /// One list in order of insertion; a resident key's tag is 1.
  private let entries: EntryTable

  /// `true`: the next victim is the oldest entry.
  public static var namesVictim: Bool { true }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  public init(_ setup: PolicySetup) {
    capacity = setup.capacity
    entries = EntryTable(keys: setup.keys, lists: 1)
  }

  /// Loads the entry of `key` early.
  public func prefetch(_ key: UInt32) {
    entries.prefetch(key)
  }

  /// Returns whether `key` is resident.
  public func contains(_ key: UInt32) -> Bool {
    entries[key].tag != 0
  }

  /// Changes nothing.
  public mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {}

  /// Evicts the oldest entries until `key` fits, and stores it as the newest.
  public mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let size = access.size
    guard admits(key, size: size) else { return }
    while capacity - used < size {
      let victim = entries.oldest(of: 0)
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

  /// Returns the oldest entry.
  public mutating func victim() -> UInt32? {
    count == 0 ? nil : entries.oldest(of: 0)
  }

  private mutating func drop(_ key: UInt32) {
    entries.unlink(key)
    entries[key].tag = 0
    used -= UInt64(entries[key].size)
    count -= 1
  }
}

extension PolicyKind {
  /// First in, first out.
  public static let fifo = PolicyKind(
    "fifo", FIFO.self, summary: "evicts the entry stored first", source: "folklore",
    variants: [.published, .libcachesim])
}
