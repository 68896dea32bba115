/// Least recently used.
///
/// The `gptcache` variant evicts as GPTCache's in-memory cache does (`gptcache/manager/eviction/memory_cache.py`,
/// version 0.1.44): whenever there is no room, a fifth of the capacity goes at once.
package struct LRU: ListPolicy, ~Copyable {
  /// One list in order of use.
  package var store: EntryStore

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    store = EntryStore(setup, room: setup.share(EntryStore.evictShare))
  }

  /// Makes `key` the newest entry.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    store.makeNewest(key)
  }

  /// Returns the oldest entry.
  package mutating func findVictim() -> UInt32 { store.entries.oldest(of: 0) }
}

extension PolicyKind {
  /// Least recently used.
  public static let lru = PolicyKind(
    "lru", LRU.self, summary: "evicts the entry used longest ago",
    source:
      "Belady, A study of replacement algorithms for a virtual-storage computer, IBM Systems Journal, 1966; gptcache: "
      + "GPTCache 0.1.44, MemoryCacheEviction",
    variants: [.published, .libcachesim, .gptcache], parameters: [EntryStore.evictShare])
}
