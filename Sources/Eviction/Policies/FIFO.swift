/// First in, first out; its `gptcache` variant evicts a fifth of the capacity at once, as ``LRU``'s does.
package struct FIFO: ListPolicy, ~Copyable {
  /// One list in order of insertion.
  package var store: EntryStore

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    store = EntryStore(setup, room: setup.share(EntryStore.evictShare))
  }

  /// Changes nothing.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {}

  /// Returns the oldest entry.
  package mutating func findVictim() -> UInt32 { store.entries.oldest(of: 0) }
}

extension PolicyKind {
  /// First in, first out.
  public static let fifo = PolicyKind(
    "fifo", FIFO.self, summary: "evicts the entry stored first",
    source: "folklore; gptcache: GPTCache 0.1.44, MemoryCacheEviction",
    variants: [.published, .libcachesim, .gptcache], parameters: [EntryStore.evictShare])
}
