/// Segmented LRU: entries that are hit move up a segment, and sink again when that is full.
///
/// Source: Karedla, Love, Wherry, "Caching strategies to improve disk system performance", IEEE Computer, 1994:
/// a probationary segment, and a protected one of at most 80 % of the capacity. Evictions take the oldest
/// probationary entry.
///
/// The `libcachesim` variant has four equal segments, each with a limit of its own: new entries go to the lowest
/// segment with room, larger ones than a segment are declined, and a hit can evict.
package struct SLRU: ListPolicy, ~Copyable {
  /// One list per segment, the lowest first; a resident key's tag is the number of its segment plus one.
  package var store: EntryStore

  /// The most that each segment holds, but for the lowest after an insertion that found no room.
  private var limits = InlineArray<8, UInt64>(repeating: 0)
  private var bytes = InlineArray<8, UInt64>(repeating: 0)
  private let segments: Int
  private let fillsUpward: Bool

  static let segments = PolicyParameter(
    whole: "segments", default: 4, in: 1...8, "equal segments of the libcachesim variant")
  static let probation = PolicyParameter(
    "probation", default: 0.2, in: 0...1, "share that the protected segment leaves, published variant")

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    var limits = [setup.capacity, setup.capacity - setup.share(Self.probation)]
    fillsUpward = setup.variant.followsLibCacheSim
    if fillsUpward {
      let count = Int(setup[Self.segments])
      limits = [UInt64](repeating: setup.capacity / UInt64(count), count: count)
    }
    segments = limits.count
    store = EntryStore(setup, lists: segments)
    for segment in limits.indices { self.limits[segment] = limits[segment] }
  }

  /// Returns whether `size` fits the lowest segment.
  package func admits(_ key: UInt32, size: UInt32) -> Bool {
    UInt64(size) <= limits[0]
  }

  /// Moves `key` up one segment; what overflows sinks.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let segment = Int(store.entries[key].tag) - 1
    let target = min(segment + 1, segments - 1)
    move(key, to: target)
    while bytes[target] > limits[target] { cool(target, evicted) }
  }

  /// Puts `key` into the lowest segment, or the lowest that has room.
  package mutating func place(_ key: UInt32, size: UInt32) {
    var target = 0
    if fillsUpward {
      while target < segments && bytes[target] + UInt64(size) > limits[target] { target += 1 }
      if target == segments { target = 0 }
    }
    store.entries[key].tag = UInt32(target) + 1
    store.entries.pushNewest(key, on: UInt32(target))
    bytes[target] += UInt64(size)
  }

  /// Returns the oldest entry of the lowest segment; a hit in the `libcachesim` variant may evict another.
  package mutating func findVictim() -> UInt32 { store.entries.oldest(of: UInt32(lowestSegment)) }

  /// Takes `key` out of its segment.
  package mutating func drop(_ key: UInt32) {
    bytes[Int(store.entries[key].tag) - 1] -= UInt64(store.entries[key].size)
    store.entries.unlink(key)
    store.release(key)
  }

  /// Checks every segment.
  package func checkInvariants() {
    var keys: [UInt32] = []
    for segment in 0..<segments {
      let own = store.checkedKeys(of: UInt32(segment))
      let sum = own.reduce(0) { $0 + UInt64(store.entries[$1].size) }
      precondition(sum == bytes[segment], "A segment adds up its sizes.")
      keys += own
    }
    store.checkBook(keys)
  }
}

extension SLRU {
  /// The lowest segment that has an entry; there is one.
  private var lowestSegment: Int {
    var lowest = 0
    while store.entries.isEmpty(UInt32(lowest)) { lowest += 1 }
    return lowest
  }

  /// Sinks the oldest entry of `segment` by one, and lets what that overfills sink too.
  private mutating func cool(_ segment: Int, _ evicted: (UInt32) -> Void) {
    guard segment > 0 else {
      evictOldest(of: 0, evicted)
      return
    }
    move(store.entries.oldest(of: UInt32(segment)), to: segment - 1)
    while bytes[segment - 1] > limits[segment - 1] { cool(segment - 1, evicted) }
  }

  private mutating func move(_ key: UInt32, to target: Int) {
    let size = UInt64(store.entries[key].size)
    bytes[Int(store.entries[key].tag) - 1] -= size
    bytes[target] += size
    store.entries[key].tag = UInt32(target) + 1
    store.entries.unlink(key)
    store.entries.pushNewest(key, on: UInt32(target))
  }

  private mutating func evictOldest(of segment: Int, _ evicted: (UInt32) -> Void) {
    let victim = store.entries.oldest(of: UInt32(segment))
    drop(victim)
    evicted(victim)
  }
}

extension PolicyKind {
  /// Segmented LRU.
  public static let slru = PolicyKind(
    "slru", SLRU.self, summary: "protects entries that were hit from those that were not yet",
    source: "Karedla, Love, Wherry, Caching strategies to improve disk system performance, 1994",
    variants: [.published, .libcachesim], parameters: [SLRU.probation, SLRU.segments],
    smallestPart: SLRU.probation)
}
