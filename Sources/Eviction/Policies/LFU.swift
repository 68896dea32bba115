/// Least frequently used, without ageing; among equals, the one that reached its frequency first goes.
///
/// Constant-time frequency lists after Shah, Mitra, Matani, "An O(1) algorithm for implementing the LFU cache
/// eviction scheme", 2010. A frequency is forgotten with its entry.
public struct LFU: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  public let capacity: UInt64

  /// The sum of the sizes of the resident entries.
  public private(set) var used: UInt64 = 0

  /// The number of resident entries.
  public private(set) var count = 0

  /// The keys; a resident key's tag is the index of its class plus one, `newer` and `older` link its class.
  private let entries: EntryTable

  /// The frequency classes in use, each with at least one key.
  private var classes: FrequencyClasses

  private static let none = UInt32.max

  /// `true`: the next victim is the oldest of the lowest class.
  public static var namesVictim: Bool { true }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  public init(_ setup: PolicySetup) {
    capacity = setup.capacity
    entries = EntryTable(keys: setup.keys, lists: 0)
    classes = FrequencyClasses()
  }

  /// Loads the entry of `key` early.
  public func prefetch(_ key: UInt32) {
    entries.prefetch(key)
  }

  /// Returns whether `key` is resident.
  public func contains(_ key: UInt32) -> Bool {
    entries[key].tag != 0
  }

  /// Moves `key` to the next frequency class, as its newest.
  public mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let current = entries[key].tag - 1
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

  /// Evicts from the lowest class until `key` fits, and stores it with frequency 1.
  public mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let size = access.size
    guard admits(key, size: size) else { return }
    while capacity - used < size {
      let victim = classes[classes.lowest].oldest
      drop(victim)
      evicted(victim)
    }
    let lowest = classes.lowest
    let hasFirst = lowest != Self.none && classes[lowest].frequency == 1
    entries[key].size = size
    append(key, to: hasFirst ? lowest : classes.insert(1, above: Self.none))
    used += UInt64(size)
    count += 1
  }

  /// Takes `key` out and returns whether it was resident.
  public mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    drop(key)
    return true
  }

  /// Returns the oldest entry of the lowest class.
  public mutating func victim() -> UInt32? {
    count == 0 ? nil : classes[classes.lowest].oldest
  }

  private mutating func drop(_ key: UInt32) {
    detach(key)
    entries[key].tag = 0
    used -= UInt64(entries[key].size)
    count -= 1
  }

  /// Puts `key`, which is in no class, at the newest end of `target`.
  private mutating func append(_ key: UInt32, to target: UInt32) {
    let newest = classes[target].newest
    entries[key].tag = target + 1
    entries[key].newer = Self.none
    entries[key].older = newest
    if newest == Self.none { classes[target].oldest = key } else { entries[newest].newer = key }
    classes[target].newest = key
  }

  /// Takes `key` out of its class, and the class away if it was alone.
  private mutating func detach(_ key: UInt32) {
    let current = entries[key].tag - 1
    let newer = entries[key].newer
    let older = entries[key].older
    if newer == Self.none { classes[current].newest = older } else { entries[newer].older = older }
    if older == Self.none { classes[current].oldest = newer } else { entries[older].newer = newer }
    if newer == Self.none && older == Self.none { classes.remove(current) }
  }
}

extension PolicyKind {
  /// Least frequently used.
  public static let lfu = PolicyKind(
    "lfu", LFU.self, summary: "evicts the entry with the fewest requests since it was stored",
    source: "Shah, Mitra, Matani, An O(1) algorithm for implementing the LFU cache eviction scheme, 2010",
    variants: [.published, .libcachesim])
}
