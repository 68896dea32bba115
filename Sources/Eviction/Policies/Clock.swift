/// Clock, also known as second chance or FIFO with reinsertion.
///
/// Source: Corbató, "A paging experiment with the Multics system", MIT Project MAC, 1968. The published and the
/// libCacheSim variant are the same.
public struct Clock: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  public let capacity: UInt64

  /// The sum of the sizes of the resident entries.
  public private(set) var used: UInt64 = 0

  /// The number of resident entries.
  public private(set) var count = 0

  /// One list whose oldest end is the hand; a resident key's tag is its reference counter plus one.
  private let entries: EntryTable
  private let mostTag: UInt32

  static let bits = PolicyParameter(
    whole: "bits", default: 1, in: 1...8, "bits of the reference counter, which are the chances of an entry")

  /// `true`: the hand stops before the request is known.
  public static var namesVictim: Bool { true }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  public init(_ setup: PolicySetup) {
    capacity = setup.capacity
    entries = EntryTable(keys: setup.keys, lists: 1)
    mostTag = 1 << UInt32(setup[Self.bits])
  }

  /// Loads the entry of `key` early.
  public func prefetch(_ key: UInt32) {
    entries.prefetch(key)
  }

  /// Returns whether `key` is resident.
  public func contains(_ key: UInt32) -> Bool {
    entries[key].tag != 0
  }

  /// Counts the hit, up to the most that the bits hold; nothing moves.
  public mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    entries[key].tag = min(entries[key].tag + 1, mostTag)
  }

  /// Evicts entries without a chance left until `key` fits, and stores it as the newest.
  public mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let size = access.size
    guard admits(key, size: size) else { return }
    while capacity - used < size {
      let victim = findVictim()
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

  /// Returns the entry at which the hand stops.
  public mutating func victim() -> UInt32? {
    count == 0 ? nil : findVictim()
  }

  /// Takes a chance from every entry at the oldest end that has one, and returns the first that has none.
  private func findVictim() -> UInt32 {
    while true {
      let candidate = entries.oldest(of: 0)
      if entries[candidate].tag == 1 { return candidate }
      entries[candidate].tag -= 1
      entries.unlink(candidate)
      entries.pushNewest(candidate, on: 0)
    }
  }

  private mutating func drop(_ key: UInt32) {
    entries.unlink(key)
    entries[key].tag = 0
    used -= UInt64(entries[key].size)
    count -= 1
  }
}

extension PolicyKind {
  /// Clock, also known as second chance.
  public static let clock = PolicyKind(
    "clock", Clock.self, summary: "evicts the oldest entry that was not used since its last chance",
    source: "Corbató, A paging experiment with the Multics system, 1968",
    variants: [.published, .libcachesim], parameters: [Clock.bits])
}
