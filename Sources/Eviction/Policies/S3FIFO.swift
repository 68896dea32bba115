/// S3-FIFO: a small queue filters one-hit entries, a main queue keeps the rest, a ghost queue remembers.
///
/// Source: Yang, Zhang, Qiu, Yue, Rashmi, "FIFO queues are all you need for cache eviction", SOSP 2023,
/// algorithm 1: the small queue has a tenth of the capacity, the ghost queue remembers as much as the main
/// queue holds. Queue sizes are in the cache's unit, and a cache whose main queue is empty evicts from the small
/// one at any size.
///
/// The `libcachesim` variants differ: they follow a rule that prefers the main queue whenever that is above its size and the small
/// queue otherwise; a promotion does not evict from the main queue; only entries that fit the small queue are
/// admitted; and a new entry as large as the small queue evicts others and is then not stored. Until the first
/// eviction the release fills the main queue once the small one is full; the commit fills the small one alone.
package struct S3FIFO: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  /// The number of resident entries.
  package private(set) var count = 0

  /// The three queues; a tag is a `Place` in the lower two bits and a frequency of 0...3 above them.
  private let entries: EntryTable
  private let followsLibCacheSim: Bool

  /// Whether what the full small queue has no room for goes into the main one; so the release, until it evicts.
  private var fillsMain: Bool
  private let smallTarget: UInt64
  private let mainTarget: UInt64
  private var ghosts: GhostQueue
  private let promotion: UInt32
  private var smallBytes: UInt64 = 0
  private var mainBytes: UInt64 = 0

  /// The queue of a key, as it stands in the key's tag; the second bit says that the key is resident.
  private enum Place {
    static let ghost: UInt32 = 1
    static let small: UInt32 = 2
    static let main: UInt32 = 3
    static let mask: UInt32 = 3
    static let frequencyStep: UInt32 = 4
    static let frequencyLimit: UInt32 = 12
  }

  private enum List {
    static let small: UInt32 = 0
    static let main: UInt32 = 1
    static let ghost: UInt32 = 2
  }

  static let small = PolicyParameter("small", default: 0.1, in: 0...1, "share of the small queue")
  static let ghost = PolicyParameter(
    "ghost", default: 0.9, in: 0...8, "what the ghost queue remembers, as a share of the capacity")
  static let promotion = PolicyParameter(
    whole: "promotion", default: 2, in: 1...3, "hits in the small queue that earn a place in the main one")

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    capacity = setup.capacity
    followsLibCacheSim = setup.variant.followsLibCacheSim
    fillsMain = followsLibCacheSim && setup.variant != .libcachesimCommit
    promotion = UInt32(setup[Self.promotion]) * Place.frequencyStep
    entries = EntryTable(keys: setup.keys, lists: 3)
    let small = setup.share(Self.small)
    // Rounded up in the published variant: whole sizes reach a share when they reach this.
    let isWhole = followsLibCacheSim || Double(small) == setup[Self.small] * Double(capacity)
    smallTarget = min(capacity, isWhole ? small : small + 1)
    mainTarget = capacity - smallTarget
    let statesGhost = followsLibCacheSim || setup.parameters[Self.ghost.name] != nil
    ghosts = GhostQueue(list: List.ghost, target: statesGhost ? setup.share(Self.ghost) : mainTarget)
  }

  /// The sum of the sizes of the resident entries.
  package var used: UInt64 { smallBytes + mainBytes }

  /// Loads the entry of `key` early.
  package func prefetch(_ key: UInt32) {
    entries.prefetch(key)
  }

  /// Returns whether `key` is resident.
  package func contains(_ key: UInt32) -> Bool {
    entries[key].tag & Place.small != 0
  }

  /// Returns whether `size` fits the cache, or the small queue in the `libcachesim` variant.
  package func admits(_ key: UInt32, size: UInt32) -> Bool {
    guard followsLibCacheSim else { return UInt64(size) <= capacity }
    let remembered = entries[key].tag & Place.mask == Place.ghost
    return remembered ? UInt64(size) <= smallTarget : UInt64(size) < smallTarget
  }

  /// Counts the hit, up to three; nothing moves.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    if entries[key].tag < Place.frequencyLimit { entries[key].tag += Place.frequencyStep }
  }

  /// Makes room, and stores `key` in the main queue if it was remembered, else in the small one.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let size = access.size
    let remembered = entries[key].tag & Place.mask == Place.ghost
    if remembered { ghosts.forget(key, in: entries) }
    guard UInt64(size) <= (followsLibCacheSim ? smallTarget : capacity) else { return }
    while capacity - used < size {
      evictOne(evicted)
    }
    if followsLibCacheSim && !remembered && UInt64(size) >= smallTarget { return }
    if remembered || fillsMain && smallBytes >= smallTarget {
      entries[key].tag = Place.main
      entries.pushNewest(key, on: List.main)
      mainBytes += UInt64(size)
    } else {
      entries[key].tag = Place.small
      entries.pushNewest(key, on: List.small)
      smallBytes += UInt64(size)
    }
    entries[key].size = size
    count += 1
  }

  /// Takes `key` out and returns whether it was resident.
  package mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    let size = UInt64(entries[key].size)
    if entries[key].tag & Place.mask == Place.small { smallBytes -= size } else { mainBytes -= size }
    entries.unlink(key)
    entries[key].tag = 0
    count -= 1
    return true
  }
}

extension S3FIFO {
  private mutating func evictOne(_ evicted: (UInt32) -> Void) {
    fillsMain = false
    let fromSmall: Bool
    if followsLibCacheSim {
      fromSmall = mainBytes <= mainTarget && !entries.isEmpty(List.small)
    } else {
      fromSmall = entries.isEmpty(List.main) || smallBytes >= smallTarget && !entries.isEmpty(List.small)
    }
    if fromSmall { evictFromSmall(evicted) } else { evictFromMain(evicted) }
  }

  /// Promotes what was hit twice and evicts the first entry that was not.
  private mutating func evictFromSmall(_ evicted: (UInt32) -> Void) {
    while !entries.isEmpty(List.small) {
      let candidate = entries.oldest(of: List.small)
      let size = UInt64(entries[candidate].size)
      entries.unlink(candidate)
      smallBytes -= size
      guard entries[candidate].tag >= promotion else {
        count -= 1
        ghosts.remember(candidate, as: Place.ghost, in: entries)
        evicted(candidate)
        return
      }
      entries[candidate].tag = Place.main
      entries.pushNewest(candidate, on: List.main)
      mainBytes += size
      if !followsLibCacheSim && mainBytes > mainTarget { evictFromMain(evicted) }
    }
  }

  /// Spends one hit of each entry at the end of the main queue and evicts the first that has none left.
  private mutating func evictFromMain(_ evicted: (UInt32) -> Void) {
    while !entries.isEmpty(List.main) {
      let candidate = entries.oldest(of: List.main)
      entries.unlink(candidate)
      guard entries[candidate].tag >= Place.frequencyStep else {
        entries[candidate].tag = 0
        mainBytes -= UInt64(entries[candidate].size)
        count -= 1
        evicted(candidate)
        return
      }
      entries[candidate].tag -= Place.frequencyStep
      entries.pushNewest(candidate, on: List.main)
    }
  }
}

extension PolicyKind {
  /// S3-FIFO: small, main and ghost queue.
  public static let s3fifo = PolicyKind(
    "s3fifo", S3FIFO.self, summary: "a small queue filters entries used once, a main queue keeps the rest",
    source: "Yang et al., FIFO queues are all you need for cache eviction, SOSP 2023",
    variants: [.published, .libcachesimRelease, .libcachesimCommit],
    parameters: [S3FIFO.small, S3FIFO.ghost, S3FIFO.promotion],
    smallestPart: S3FIFO.small)
}
