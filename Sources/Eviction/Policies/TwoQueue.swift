/// 2Q: a first-in, first-out queue for new entries, a ghost queue, and an LRU list for those that came back.
///
/// Source: Johnson, Shasha, "2Q: a low overhead high performance buffer management replacement algorithm",
/// VLDB 1994, the full version with Kin a quarter and Kout half of the capacity, both in the cache's unit.
///
/// The `libcachesim` variant admits only entries that fit the queue for new ones, and keeps the LRU list within
/// the rest of the capacity by itself.
package struct TwoQueue: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  /// The number of resident entries.
  package private(set) var count = 0

  /// Three lists; a tag is a `Place`.
  private let entries: EntryTable
  private let followsLibCacheSim: Bool
  private let recentTarget: UInt64
  private var ghosts: GhostQueue
  private var recentBytes: UInt64 = 0
  private var mainBytes: UInt64 = 0

  /// The list of a key, as it stands in the key's tag; the second bit says that the key is resident.
  private enum Place {
    static let ghost: UInt32 = 1
    static let recent: UInt32 = 2
    static let main: UInt32 = 3
    static let resident: UInt32 = 2
  }

  /// A1in, Am and A1out of the paper.
  private enum List {
    static let recent: UInt32 = 0
    static let main: UInt32 = 1
    static let ghost: UInt32 = 2
  }

  static let recent = PolicyParameter("recent", default: 0.25, in: 0...1, "share of A1in, the first queue")
  static let ghost = PolicyParameter(
    "ghost", default: 0.5, in: 0...8, "what A1out remembers, as a share of the capacity")

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    capacity = setup.capacity
    followsLibCacheSim = setup.variant.followsLibCacheSim
    entries = EntryTable(keys: setup.keys, lists: 3)
    recentTarget = setup.share(Self.recent)
    ghosts = GhostQueue(list: List.ghost, target: setup.share(Self.ghost))
  }

  /// The sum of the sizes of the resident entries.
  package var used: UInt64 { recentBytes + mainBytes }

  /// Loads the entry of `key` early.
  package func prefetch(_ key: UInt32) {
    entries.prefetch(key)
  }

  /// Returns whether `key` is resident.
  package func contains(_ key: UInt32) -> Bool {
    entries[key].tag & Place.resident != 0
  }

  /// Returns whether `size` fits the cache, or the queue in the `libcachesim` variant.
  package func admits(_ key: UInt32, size: UInt32) -> Bool {
    UInt64(size) <= (followsLibCacheSim ? recentTarget : capacity)
  }

  /// Makes `key` the newest of the LRU list if it is there, else changes nothing.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    guard entries[key].tag == Place.main else { return }
    entries.unlink(key)
    entries.pushNewest(key, on: List.main)
  }

  /// Makes room, and stores `key` in the LRU list if it was remembered, else in the queue.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let size = access.size
    let remembered = entries[key].tag == Place.ghost
    if remembered { ghosts.forget(key, in: entries) }
    guard admits(key, size: size) else { return }
    while capacity - used < size {
      evictOne(evicted)
    }
    entries[key].size = size
    if remembered {
      while followsLibCacheSim && mainBytes + UInt64(size) > capacity - recentTarget {
        evictFromMain(evicted)
      }
      entries[key].tag = Place.main
      entries.pushNewest(key, on: List.main)
      mainBytes += UInt64(size)
    } else {
      entries[key].tag = Place.recent
      entries.pushNewest(key, on: List.recent)
      recentBytes += UInt64(size)
    }
    count += 1
  }

  /// Takes `key` out and returns whether it was resident.
  package mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    takeOut(key)
    return true
  }
}

extension TwoQueue {
  private mutating func evictOne(_ evicted: (UInt32) -> Void) {
    guard recentBytes > recentTarget || entries.isEmpty(List.main) else {
      evictFromMain(evicted)
      return
    }
    let victim = entries.oldest(of: List.recent)
    takeOut(victim)
    ghosts.remember(victim, as: Place.ghost, in: entries)
    evicted(victim)
  }

  private mutating func evictFromMain(_ evicted: (UInt32) -> Void) {
    let victim = entries.oldest(of: List.main)
    takeOut(victim)
    evicted(victim)
  }

  private mutating func takeOut(_ key: UInt32) {
    let size = UInt64(entries[key].size)
    if entries[key].tag == Place.recent { recentBytes -= size } else { mainBytes -= size }
    entries.unlink(key)
    entries[key].tag = 0
    count -= 1
  }
}

extension PolicyKind {
  /// 2Q: a queue for new entries and a list for those that came back.
  public static let twoq = PolicyKind(
    "twoq", TwoQueue.self, summary: "keeps what is asked for again after leaving a queue of new entries",
    source: "Johnson, Shasha, 2Q: a low overhead high performance buffer management algorithm, VLDB 1994",
    variants: [.published, .libcachesim], parameters: [TwoQueue.recent, TwoQueue.ghost],
    smallestPart: TwoQueue.recent)
}
