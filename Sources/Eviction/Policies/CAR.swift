/// CAR: ARC's adaptation over two clocks instead of two lists in order of use.
///
/// Source: Bansal, Modha, "CAR: clock with adaptive replacement", FAST 2004. With sizes, lists are measured in the
/// cache's unit, the target moves by the step of the paper times the size of the remembered entry, and ghosts are
/// forgotten until the directory keeps its bounds; with unit sizes this is the paper's algorithm.
package struct CAR: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  /// The number of resident entries.
  package private(set) var count = 0

  /// Four lists; a tag is a `Place`. The oldest end of a clock is its hand.
  private let entries: EntryTable

  /// The target size of the clock of entries used once.
  private var target: Double = 0
  private var onceBytes: UInt64 = 0
  private var againBytes: UInt64 = 0
  private var onceGhostBytes: UInt64 = 0
  private var againGhostBytes: UInt64 = 0

  /// The list of a key, as it stands in the key's tag, and bits that say more of it.
  private enum Place {
    static let onceGhost: UInt32 = 1
    static let againGhost: UInt32 = 2
    static let once: UInt32 = 4
    static let again: UInt32 = 5
    static let resident: UInt32 = 4
    static let referenced: UInt32 = 8
  }

  /// T1, T2, B1 and B2 of the paper.
  private enum List {
    static let once: UInt32 = 0
    static let again: UInt32 = 1
    static let onceGhost: UInt32 = 2
    static let againGhost: UInt32 = 3
  }

  /// `true`: the hands stop before the request is known.
  package static var namesVictim: Bool { true }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    capacity = setup.capacity
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

  /// Sets the reference bit of `key`; nothing moves.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    entries[key].tag |= Place.referenced
  }

  /// Makes room, adapts the target if `key` was remembered, and stores it.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let size = UInt64(access.size)
    let remembered = entries[key].tag != 0
    guard admits(key, size: access.size) else {
      if remembered { adapt(to: key) }
      return
    }
    var isReplacing = false
    while capacity - used < size {
      replace(evicted)
      isReplacing = true
    }
    if isReplacing && !remembered { trimGhosts(for: size) }
    if remembered { adapt(to: key) }
    entries[key].size = access.size
    if remembered {
      entries[key].tag = Place.again
      entries.pushNewest(key, on: List.again)
      againBytes += size
    } else {
      entries[key].tag = Place.once
      entries.pushNewest(key, on: List.once)
      onceBytes += size
    }
    count += 1
  }

  /// Takes `key` out and returns whether it was resident.
  package mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    takeOut(key)
    return true
  }

  /// Moves the hands to the next entry that was not used since they passed, and returns it.
  package mutating func victim() -> UInt32? {
    count == 0 ? nil : findVictim().key
  }
}

extension CAR {
  /// Takes the bit of every entry under the hand that has one, and moves it to the clock of entries used again.
  private mutating func findVictim() -> (key: UInt32, isOnce: Bool) {
    while true {
      let isOnce =
        !entries.isEmpty(List.once)
        && (Double(onceBytes) >= max(1, target) || entries.isEmpty(List.again))
      let candidate = entries.oldest(of: isOnce ? List.once : List.again)
      if entries[candidate].tag & Place.referenced == 0 { return (key: candidate, isOnce: isOnce) }
      entries[candidate].tag = Place.again
      entries.unlink(candidate)
      entries.pushNewest(candidate, on: List.again)
      if isOnce {
        onceBytes -= UInt64(entries[candidate].size)
        againBytes += UInt64(entries[candidate].size)
      }
    }
  }

  /// Turns the entry that the hands find into a ghost.
  private mutating func replace(_ evicted: (UInt32) -> Void) {
    let (victim, isOnce) = findVictim()
    let size = UInt64(entries[victim].size)
    takeOut(victim)
    if isOnce {
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

  /// Forgets ghosts until the new entry leaves the clock of entries used once and its ghosts within the capacity,
  /// or else all lists within twice of it.
  private mutating func trimGhosts(for size: UInt64) {
    if onceBytes + onceGhostBytes + size > capacity {
      while onceBytes + onceGhostBytes + size > capacity && !entries.isEmpty(List.onceGhost) {
        forget(entries.oldest(of: List.onceGhost))
      }
      return
    }
    while !entries.isEmpty(List.againGhost) {
      let known = used + onceGhostBytes + againGhostBytes + size
      guard known > capacity && known - capacity > capacity else { break }
      forget(entries.oldest(of: List.againGhost))
    }
  }

  /// Moves the target toward the clock whose ghost was asked for, and forgets the ghost.
  private mutating func adapt(to ghost: UInt32) {
    let once = Double(onceGhostBytes)
    let again = Double(againGhostBytes)
    let size = Double(entries[ghost].size)
    if entries[ghost].tag == Place.onceGhost {
      target = min(target + ratio(again, once) * size, Double(capacity))
    } else {
      target = max(target - ratio(once, again) * size, 0)
    }
    forget(ghost)
  }

  /// At least 1; a list of entries without size counts as empty.
  private func ratio(_ other: Double, _ own: Double) -> Double {
    own > 0 ? max(1, other / own) : 1
  }

  private mutating func takeOut(_ key: UInt32) {
    let size = UInt64(entries[key].size)
    if entries[key].tag & ~Place.referenced == Place.once { onceBytes -= size } else { againBytes -= size }
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
  /// Clock with adaptive replacement.
  public static let car = PolicyKind(
    "car", CAR.self, summary: "adapts between recency and frequency as ARC does, over two clocks",
    source: "Bansal, Modha, CAR: clock with adaptive replacement, FAST 2004")
}
