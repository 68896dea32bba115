/// SIEVE: lazy promotion with one moving hand.
///
/// Source: Zhang, Yang, Yue, Vigfusson, Rashmi, "SIEVE is simpler than LRU: an efficient turn-key eviction
/// algorithm for web caches", NSDI 2024. The published and the libCacheSim variant are the same.
package struct Sieve: ListPolicy, ~Copyable {
  /// One list in order of insertion; a resident key's tag is 1, or 3 when it was hit since the hand passed.
  package var store: EntryStore

  /// Where the next search for a victim starts; the sentinel stands for the oldest entry at that time.
  private var hand: UInt32

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    store = EntryStore(setup)
    hand = store.entries.sentinel(of: 0)
  }

  /// Marks `key`; nothing moves.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    store.entries[key].tag = 3
  }

  /// Moves the hand to the first entry that was not hit since the hand last passed.
  package mutating func findVictim() -> UInt32 {
    let sentinel = store.entries.sentinel(of: 0)
    var candidate = hand
    while true {
      if candidate == sentinel { candidate = store.entries[sentinel].newer }
      if store.entries[candidate].tag == 1 { break }
      store.entries[candidate].tag = 1
      candidate = store.entries[candidate].newer
    }
    hand = candidate
    return candidate
  }

  /// Takes `key` out; a hand that points at it moves on to the next newer entry.
  package mutating func drop(_ key: UInt32) {
    if hand == key { hand = store.entries[key].newer }
    store.entries.unlink(key)
    store.release(key)
  }
}

extension PolicyKind {
  /// SIEVE: lazy promotion with one moving hand.
  public static let sieve = PolicyKind(
    "sieve", Sieve.self, summary: "a hand spares entries that were hit since it last passed",
    source: "Zhang et al., SIEVE is simpler than LRU, NSDI 2024",
    variants: [.published, .libcachesim])
}
