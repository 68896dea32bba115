/// ARC: adapts the split between entries used once and entries used again.
///
/// Source: Megiddo, Modha, "ARC: a self-tuning, low overhead replacement cache", FAST 2003. With sizes, lists
/// are measured in the cache's unit and the target moves by the step of the paper times the size of the
/// remembered entry; the `libcachesim` variant leaves that factor out. With unit sizes the two are the same.
package struct ARC: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  /// The number of resident entries.
  package private(set) var count = 0

  /// Four lists; a tag is a `Place`.
  private let entries: EntryTable
  private let followsLibCacheSim: Bool

  /// The target size of the list of entries used once.
  private var target: Double = 0
  private var onceBytes: UInt64 = 0
  private var againBytes: UInt64 = 0
  private var onceGhostBytes: UInt64 = 0
  private var againGhostBytes: UInt64 = 0

  /// The list of a key, as it stands in the key's tag; the bit of value 4 says that the key is resident.
  private enum Place {
    static let onceGhost: UInt32 = 1
    static let againGhost: UInt32 = 2
    static let once: UInt32 = 4
    static let again: UInt32 = 5
    static let resident: UInt32 = 4
  }

  /// T1, T2, B1 and B2 of the paper.
  private enum List {
    static let once: UInt32 = 0
    static let again: UInt32 = 1
    static let onceGhost: UInt32 = 2
    static let againGhost: UInt32 = 3
  }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    capacity = setup.capacity
    followsLibCacheSim = setup.variant.followsLibCacheSim
    entries = EntryTable(keys: setup.keys, lists: 4)
  }

  /// The sum of the sizes of the resident entries.
  package var used: UInt64 { onceBytes + againBytes }

  /// Loads the entry of `key` early.
  package func prefetch(_ key: UInt32) {
    entries.prefetch(key)
  }

  /// Returns whether `key` is resident.
  package func contains(_ key: UInt32) -> Bool {
    entries[key].tag & Place.resident != 0
  }

  /// Moves `key` to the newest end of the list of entries used again.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    if entries[key].tag == Place.once {
      let size = UInt64(entries[key].size)
      onceBytes -= size
      againBytes += size
      entries[key].tag = Place.again
    }
    entries.unlink(key)
    entries.pushNewest(key, on: List.again)
  }

  /// Adapts the target if `key` was remembered, makes room and stores it.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let size = access.size
    let remembered = entries[key].tag
    if remembered != 0 { adapt(to: key) }
    guard admits(key, size: size) else { return }
    while capacity - used < size {
      if remembered != 0 {
        replace(hitAgainGhost: remembered == Place.againGhost, evicted)
      } else {
        makeRoom(size, evicted)
      }
    }
    entries[key].size = size
    if remembered != 0 {
      entries[key].tag = Place.again
      entries.pushNewest(key, on: List.again)
      againBytes += UInt64(size)
    } else {
      entries[key].tag = Place.once
      entries.pushNewest(key, on: List.once)
      onceBytes += UInt64(size)
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

extension ARC {
  /// Moves the target toward the list whose ghost was asked for, and forgets the ghost.
  private mutating func adapt(to ghost: UInt32) {
    let once = Double(onceGhostBytes)
    let again = Double(againGhostBytes)
    let scale = followsLibCacheSim ? 1 : Double(entries[ghost].size)
    if entries[ghost].tag == Place.onceGhost {
      target = min(target + ratio(again, once) * scale, Double(capacity))
    } else {
      target = max(target - ratio(once, again) * scale, 0)
    }
    forget(ghost)
  }

  /// At least 1; a list of entries without size counts as empty.
  private func ratio(_ other: Double, _ own: Double) -> Double {
    own > 0 ? max(1, other / own) : 1
  }

  /// One step of making room for a key that no list knows.
  private mutating func makeRoom(_ size: UInt32, _ evicted: (UInt32) -> Void) {
    if onceBytes + onceGhostBytes + UInt64(size) > capacity {
      if entries.isEmpty(List.onceGhost) {
        let victim = entries.oldest(of: List.once)
        takeOut(victim)
        evicted(victim)
        return
      }
      forget(entries.oldest(of: List.onceGhost))
    } else {
      let known = used + onceGhostBytes + againGhostBytes
      if known >= capacity && known - capacity >= capacity && !entries.isEmpty(List.againGhost) {
        forget(entries.oldest(of: List.againGhost))
      }
    }
    replace(hitAgainGhost: false, evicted)
  }

  /// The paper's REPLACE: turns the oldest entry of one of the two resident lists into a ghost.
  private mutating func replace(hitAgainGhost: Bool, _ evicted: (UInt32) -> Void) {
    let once = Double(onceBytes)
    let overTarget = onceBytes > 0 && (once > target || once == target && hitAgainGhost)
    let fromOnce = overTarget || entries.isEmpty(List.again)
    let victim = entries.oldest(of: fromOnce ? List.once : List.again)
    let size = UInt64(entries[victim].size)
    takeOut(victim)
    if fromOnce {
      entries[victim].tag = Place.onceGhost
      entries.pushNewest(victim, on: List.onceGhost)
      onceGhostBytes += size
    } else {
      entries[victim].tag = Place.againGhost
      entries.pushNewest(victim, on: List.againGhost)
      againGhostBytes += size
    }
    evicted(victim)
  }

  private mutating func takeOut(_ key: UInt32) {
    let size = UInt64(entries[key].size)
    if entries[key].tag == Place.once { onceBytes -= size } else { againBytes -= size }
    entries.unlink(key)
    entries[key].tag = 0
    count -= 1
  }

  private mutating func forget(_ key: UInt32) {
    let size = UInt64(entries[key].size)
    if entries[key].tag == Place.onceGhost { onceGhostBytes -= size } else { againGhostBytes -= size }
    entries.unlink(key)
    entries[key].tag = 0
  }
}

extension PolicyKind {
  /// ARC: adapts between recency and frequency.
  public static let arc = PolicyKind(
    "arc", ARC.self, summary: "adapts the share of entries used once by what it regrets having evicted",
    source: "Megiddo, Modha, ARC: a self-tuning, low overhead replacement cache, FAST 2003",
    variants: [.published, .libcachesim])
}
