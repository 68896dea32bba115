/// The four lists of ARC and CAR, T1, T2, B1 and B2 of their papers, with the target that adapts the first two.
package struct AdaptiveLists: ~Copyable {
  /// The list of a key, as it stands in the key's tag; the bit of value 4 says that the key is resident.
  enum Place {
    static let onceGhost: UInt32 = 1
    static let againGhost: UInt32 = 2
    static let once: UInt32 = 4
    static let again: UInt32 = 5
    static let resident: UInt32 = 4
    /// CAR's reference bit, beside the list.
    static let referenced: UInt32 = 8
  }

  /// The numbers of the lists.
  enum List {
    static let once: UInt32 = 0
    static let again: UInt32 = 1
    static let onceGhost: UInt32 = 2
    static let againGhost: UInt32 = 3
  }

  /// The largest sum of resident sizes.
  let capacity: UInt64
  /// The entries; a tag is a `Place`.
  let entries: EntryTable
  /// The number of resident entries.
  private(set) var count = 0
  /// The target size of the list of entries used once.
  private(set) var target: Double = 0
  private(set) var onceBytes: UInt64 = 0
  private var againBytes: UInt64 = 0
  private(set) var onceGhostBytes: UInt64 = 0
  private(set) var againGhostBytes: UInt64 = 0

  /// Creates empty lists.
  init(_ setup: PolicySetup) {
    capacity = setup.capacity
    entries = EntryTable(keys: setup.keys, lists: 4)
  }

  /// The sum of the sizes of the resident entries.
  var used: UInt64 { onceBytes + againBytes }

  /// Moves the target toward the list whose ghost was asked for, by the step of the papers times `scale`, and forgets
  /// the ghost.
  mutating func adapt(to ghost: UInt32, scale: Double) {
    let once = Double(onceGhostBytes)
    let again = Double(againGhostBytes)
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

  /// Makes a key that is in no list resident.
  mutating func store(_ key: UInt32, size: UInt32, isAgain: Bool) {
    entries[key].size = size
    if isAgain {
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

  /// Makes a resident key the newest of those used again.
  @inline(__always)
  mutating func promote(_ key: UInt32) {
    if entries[key].tag & ~Place.referenced == Place.once {
      let size = UInt64(entries[key].size)
      onceBytes -= size
      againBytes += size
    }
    entries[key].tag = Place.again
    entries.unlink(key)
    entries.pushNewest(key, on: List.again)
  }

  /// Turns a resident entry of one of the two lists into its ghost.
  mutating func retire(_ key: UInt32, isOnce: Bool) {
    let size = UInt64(entries[key].size)
    takeOut(key)
    if isOnce {
      entries[key].tag = Place.onceGhost
      entries.pushNewest(key, on: List.onceGhost)
      onceGhostBytes += size
    } else {
      entries[key].tag = Place.againGhost
      entries.pushNewest(key, on: List.againGhost)
      againGhostBytes += size
    }
  }

  /// Takes a resident key out of its list.
  mutating func takeOut(_ key: UInt32) {
    let size = UInt64(entries[key].size)
    if entries[key].tag & ~Place.referenced == Place.once { onceBytes -= size } else { againBytes -= size }
    entries.unlink(key)
    entries[key].tag = 0
    count -= 1
  }

  /// Takes a ghost out of its list.
  mutating func forget(_ key: UInt32) {
    let size = UInt64(entries[key].size)
    if entries[key].tag == Place.onceGhost { onceGhostBytes -= size } else { againGhostBytes -= size }
    entries.unlink(key)
    entries[key].tag = 0
  }
}
