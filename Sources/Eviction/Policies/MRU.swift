/// Most recently used: for loops longer than the cache, of which it keeps a part for good.
///
/// Source: Chou, DeWitt, "An evaluation of buffer management strategies for relational database systems",
/// VLDB 1985. The published and the libCacheSim variant are the same.
package struct MRU: ListPolicy, ~Copyable {
  /// One list in order of use.
  package var store: EntryStore

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    store = EntryStore(setup)
  }

  /// Makes `key` the newest entry.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    store.makeNewest(key)
  }

  /// Returns the newest entry.
  package mutating func findVictim() -> UInt32 { store.entries.newest(of: 0) }
}

extension PolicyKind {
  /// Most recently used.
  public static let mru = PolicyKind(
    "mru", MRU.self, summary: "evicts the entry used last",
    source: "Chou, DeWitt, An evaluation of buffer management strategies for relational databases, 1985",
    variants: [.published, .libcachesim])
}
