/// Never evicts, whatever the capacity: the bound that only the first request of each key and expiry set.
package struct Unbounded: ReplacementPolicy, ~Copyable {
  /// The sum of the sizes of the resident entries.
  package private(set) var used: UInt64 = 0

  /// The number of resident entries.
  package private(set) var count = 0

  /// The entries, in no list; a resident key's tag is 1.
  private let entries: EntryTable

  /// Creates an empty cache for the keys `0..<keys`; the capacity plays no part.
  package init(_ setup: PolicySetup) {
    entries = EntryTable(keys: setup.keys, lists: 0)
  }

  /// The largest number there is.
  package var capacity: UInt64 { .max }

  /// Loads the entry of `key` early.
  package func prefetch(_ key: UInt32) {
    entries.prefetch(key)
  }

  /// Returns whether `key` is resident.
  package func contains(_ key: UInt32) -> Bool {
    entries[key].tag != 0
  }

  /// Changes nothing.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {}

  /// Stores `key`.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    entries[key].size = access.size
    entries[key].tag = 1
    used += UInt64(access.size)
    count += 1
  }

  /// Takes `key` out and returns whether it was resident.
  package mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    entries[key].tag = 0
    used -= UInt64(entries[key].size)
    count -= 1
    return true
  }
}

extension PolicyKind {
  /// A cache without a limit, a bound.
  public static let unbounded = PolicyKind(
    "unbounded", Unbounded.self, summary: "never evicts; only first requests and expiry miss",
    source: "folklore", isBound: true)
}
