/// Segmented LRU: entries that are hit move up a segment, and sink again when that is full.
///
/// Source: Karedla, Love, Wherry, "Caching strategies to improve disk system performance", IEEE Computer, 1994:
/// a probationary segment, and a protected one of at most 80 % of the capacity. Evictions take the oldest
/// probationary entry.
///
/// The `libcachesim` variant has four equal segments, each with a limit of its own: new entries go to the lowest
/// segment with room, larger ones than a segment are declined, and a hit can evict.
public struct SLRU: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  public let capacity: UInt64

  /// The sum of the sizes of the resident entries.
  public private(set) var used: UInt64 = 0

  /// The number of resident entries.
  public private(set) var count = 0

  /// One list per segment, the lowest first; a resident key's tag is the number of its segment plus one.
  private let entries: EntryTable

  /// The most that each segment holds, but for the lowest after an insertion that found no room.
  private var limits = InlineArray<8, UInt64>(repeating: 0)
  private var bytes = InlineArray<8, UInt64>(repeating: 0)
  private let segments: Int
  private let fillsUpward: Bool

  static let segments = PolicyParameter(
    whole: "segments", default: 4, in: 1...8, "equal segments of the libcachesim variant")
  static let probation = PolicyParameter(
    "probation", default: 0.2, in: 0...1, "share that the protected segment leaves, published variant")

  /// `true`: a miss evicts the oldest of the lowest segment.
  public static var namesVictim: Bool { true }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  public init(_ setup: PolicySetup) {
    let capacity = setup.capacity
    if setup.variant.followsLibCacheSim {
      let count = Int(setup[Self.segments])
      let limits = [UInt64](repeating: capacity / UInt64(count), count: count)
      self.init(capacity: capacity, keys: setup.keys, limits: limits, fillsUpward: true)
    } else {
      let limits = [capacity, capacity - setup.share(Self.probation)]
      self.init(capacity: capacity, keys: setup.keys, limits: limits, fillsUpward: false)
    }
  }

  private init(capacity: UInt64, keys: Int, limits: [UInt64], fillsUpward: Bool) {
    self.capacity = capacity
    self.fillsUpward = fillsUpward
    segments = limits.count
    entries = EntryTable(keys: keys, lists: segments)
    for segment in limits.indices { self.limits[segment] = limits[segment] }
  }

  /// Loads the entry of `key` early.
  public func prefetch(_ key: UInt32) {
    entries.prefetch(key)
  }

  /// Returns whether `key` is resident.
  public func contains(_ key: UInt32) -> Bool {
    entries[key].tag != 0
  }

  /// Returns whether `size` fits the lowest segment.
  public func admits(_ key: UInt32, size: UInt32) -> Bool {
    UInt64(size) <= limits[0]
  }

  /// Moves `key` up one segment; what overflows sinks.
  public mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let segment = Int(entries[key].tag) - 1
    let target = min(segment + 1, segments - 1)
    move(key, to: target)
    while bytes[target] > limits[target] { cool(target, evicted) }
  }

  /// Evicts from the lowest segment until `key` fits, and stores it.
  public mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let size = access.size
    guard admits(key, size: size) else { return }
    while capacity - used < size {
      evictOldest(of: lowestSegment, evicted)
    }
    var target = 0
    if fillsUpward {
      while target < segments && bytes[target] + UInt64(size) > limits[target] { target += 1 }
      if target == segments { target = 0 }
    }
    entries[key].size = size
    entries[key].tag = UInt32(target) + 1
    entries.pushNewest(key, on: UInt32(target))
    bytes[target] += UInt64(size)
    used += UInt64(size)
    count += 1
  }

  /// Takes `key` out and returns whether it was resident.
  public mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    drop(key)
    return true
  }
  /// Returns the entry that the next miss would evict; a hit in the `libcachesim` variant may evict another.
  public mutating func victim() -> UInt32? {
    guard count > 0 else { return nil }
    return entries.oldest(of: UInt32(lowestSegment))
  }
}

extension SLRU {
  /// The lowest segment that has an entry; there is one.
  private var lowestSegment: Int {
    var lowest = 0
    while entries.isEmpty(UInt32(lowest)) { lowest += 1 }
    return lowest
  }

  /// Sinks the oldest entry of `segment` by one, and lets what that overfills sink too.
  private mutating func cool(_ segment: Int, _ evicted: (UInt32) -> Void) {
    guard segment > 0 else {
      evictOldest(of: 0, evicted)
      return
    }
    move(entries.oldest(of: UInt32(segment)), to: segment - 1)
    while bytes[segment - 1] > limits[segment - 1] { cool(segment - 1, evicted) }
  }

  private mutating func move(_ key: UInt32, to target: Int) {
    let size = UInt64(entries[key].size)
    bytes[Int(entries[key].tag) - 1] -= size
    bytes[target] += size
    entries[key].tag = UInt32(target) + 1
    entries.unlink(key)
    entries.pushNewest(key, on: UInt32(target))
  }

  private mutating func evictOldest(of segment: Int, _ evicted: (UInt32) -> Void) {
    let victim = entries.oldest(of: UInt32(segment))
    drop(victim)
    evicted(victim)
  }

  private mutating func drop(_ key: UInt32) {
    let size = UInt64(entries[key].size)
    bytes[Int(entries[key].tag) - 1] -= size
    entries.unlink(key)
    entries[key].tag = 0
    used -= size
    count -= 1
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
