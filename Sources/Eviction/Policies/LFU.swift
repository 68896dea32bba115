/// Least frequently used, without ageing; among equals, the one that reached its frequency first goes.
///
/// Constant-time frequency lists after Shah, Mitra, Matani, "An O(1) algorithm for implementing the LFU cache
/// eviction scheme", 2010. A frequency is forgotten with its entry.
package struct LFU: ListPolicy, ~Copyable {
  /// The keys; a resident key's tag is the index of its class plus one, `newer` and `older` link its class.
  package var store: EntryStore

  /// The frequency classes in use, each with at least one key.
  private var classes: FrequencyClasses

  private static let none = UInt32.max

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    store = EntryStore(setup, lists: 0)
    classes = FrequencyClasses()
  }

  /// Moves `key` to the next frequency class, as its newest.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let current = store.entries[key].tag - 1
    let frequency = classes[current].frequency + 1
    let above = classes[current].higher
    let aboveMatches = above != Self.none && classes[above].frequency == frequency
    if !aboveMatches && classes[current].oldest == classes[current].newest {
      // Alone in its class, with none to join: the class itself moves up.
      classes[current].frequency = frequency
      return
    }
    let target = aboveMatches ? above : classes.insert(frequency, above: current)
    detach(key)
    append(key, to: target)
  }

  /// Puts `key` into the class of frequency 1.
  package mutating func place(_ key: UInt32, size: UInt32) {
    let lowest = classes.lowest
    let hasFirst = lowest != Self.none && classes[lowest].frequency == 1
    append(key, to: hasFirst ? lowest : classes.insert(1, above: Self.none))
  }

  /// Returns the oldest entry of the lowest class.
  package mutating func findVictim() -> UInt32 { classes[classes.lowest].oldest }

  /// Takes `key` out of its class.
  package mutating func drop(_ key: UInt32) {
    detach(key)
    store.release(key)
  }

  /// Puts `key`, which is in no class, at the newest end of `target`.
  private mutating func append(_ key: UInt32, to target: UInt32) {
    let newest = classes[target].newest
    store.entries[key].tag = target + 1
    store.entries[key].newer = Self.none
    store.entries[key].older = newest
    if newest == Self.none { classes[target].oldest = key } else { store.entries[newest].newer = key }
    classes[target].newest = key
  }

  /// Takes `key` out of its class, and the class away if it was alone.
  private mutating func detach(_ key: UInt32) {
    let current = store.entries[key].tag - 1
    let newer = store.entries[key].newer
    let older = store.entries[key].older
    if newer == Self.none { classes[current].newest = older } else { store.entries[newer].older = older }
    if older == Self.none { classes[current].oldest = newer } else { store.entries[older].newer = newer }
    if newer == Self.none && older == Self.none { classes.remove(current) }
  }
}

extension LFU {
  /// Checks the classes, and that they hold the entries.
  package func checkInvariants() {
    var (keys, last): ([UInt32], UInt64) = ([], 0)
    var current = classes.lowest
    while current != Self.none {
      precondition(classes[current].frequency > last, "Frequencies increase from class to class.")
      precondition(classes[current].oldest != Self.none, "A class has a key.")
      last = classes[current].frequency
      var key = classes[current].oldest
      while key != Self.none {
        precondition(store.entries[key].tag == current + 1, "A key names its class.")
        keys.append(key)
        key = store.entries[key].newer
      }
      current = classes[current].higher
    }
    store.checkBook(keys)
  }
}

extension PolicyKind {
  /// Least frequently used.
  public static let lfu = PolicyKind(
    "lfu", LFU.self, summary: "evicts the entry with the fewest requests since it was stored",
    source: "Shah, Mitra, Matani, An O(1) algorithm for implementing the LFU cache eviction scheme, 2010",
    variants: [.published, .libcachesim])
}
