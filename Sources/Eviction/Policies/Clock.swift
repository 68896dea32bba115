/// Clock, also known as second chance or FIFO with reinsertion.
///
/// Source: Corbató, "A paging experiment with the Multics system", MIT Project MAC, 1968. The published and the
/// libCacheSim variant are the same.
package struct Clock: ListPolicy, ~Copyable {
  /// One list whose oldest end is the hand; a resident key's tag is its reference counter plus one.
  package var store: EntryStore
  private let mostTag: UInt32

  static let bits = PolicyParameter(
    whole: "bits", default: 1, in: 1...8, "bits of the reference counter, which are the chances of an entry")

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    store = EntryStore(setup)
    mostTag = 1 << UInt32(setup[Self.bits])
  }

  /// Counts the hit, up to the most that the bits hold; nothing moves.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    store.entries[key].tag = min(store.entries[key].tag + 1, mostTag)
  }

  /// Takes a chance from every entry at the oldest end that has one, and returns the first that has none.
  package mutating func findVictim() -> UInt32 {
    while true {
      let candidate = store.entries.oldest(of: 0)
      if store.entries[candidate].tag == 1 { return candidate }
      store.entries[candidate].tag -= 1
      store.makeNewest(candidate)
    }
  }
}

extension PolicyKind {
  /// Clock, also known as second chance.
  public static let clock = PolicyKind(
    "clock", Clock.self, summary: "evicts the oldest entry that was not used since its last chance",
    source: "Corbató, A paging experiment with the Multics system, 1968",
    variants: [.published, .libcachesim], parameters: [Clock.bits])
}
