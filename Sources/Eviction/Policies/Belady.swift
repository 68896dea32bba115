/// Belady's MIN: evicts the entry whose next request lies farthest ahead, and reads the future for it.
///
/// Source: Belady, "A study of replacement algorithms for a virtual-storage computer", IBM Systems Journal,
/// 1966. There a missed entry is always stored (`published`, and `libcachesim`), which bounds only policies that
/// do so as well. The `bypass` variant, the default, declines an entry that is requested again later than all
/// that are resident (McFarling, "Cache replacement with dynamic exclusion", ISCA 1992): with equal sizes no
/// policy and no admission rule misses less. Sizes play no part in either choice, so that with unequal sizes
/// neither bounds anything.
package struct Belady: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  /// The sum of the sizes of the resident entries.
  package private(set) var used: UInt64 = 0

  /// Whether an entry is declined that is requested again later than all others.
  private let declines: Bool

  /// For each key its size, and its slot in `slots` or `.max` when it is absent.
  private let entries: UnsafeMutablePointer<(slot: UInt32, size: UInt32)>

  /// One slot per resident key: a heap of (next << 32 | key), largest first, from the front, and the keys that
  /// are never requested again, in any order, from the back.
  ///
  /// Invariant: the slot of a key holds the key; `heapCount + deadCount` is the number of resident keys.
  private let slots: UnsafeMutablePointer<UInt64>
  private let keys: Int
  private var heapCount = 0
  private var deadCount = 0

  private static let absent = UInt32.max

  /// `true`: the next request to every resident key decides.
  package static var reads: AccessColumns { .future }

  /// `true`: the next victim is the farthest entry.
  package static var namesVictim: Bool { true }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    precondition(setup.keys >= 0 && setup.keys <= EntryTable.keyLimit, "The key space fits 32-bit links.")
    capacity = setup.capacity
    keys = setup.keys
    declines = setup.variant == .bypass
    entries = .allocate(capacity: keys)
    entries.initialize(repeating: (slot: Self.absent, size: 0), count: keys)
    slots = .allocate(capacity: keys)
  }

  deinit {
    entries.deallocate()
    slots.deallocate()
  }

  /// The number of resident entries.
  package var count: Int { heapCount + deadCount }

  /// Returns whether `key` is resident.
  package func contains(_ key: UInt32) -> Bool {
    entries[Int(key)].slot != Self.absent
  }

  /// Reorders `key` by its `next`.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let next = access.next
    let slot = Int(entries[Int(key)].slot)
    if slot < heapCount && next != .max {
      let value = UInt64(next) << 32 | UInt64(key)
      if value >= slots[slot] { siftUp(value, from: slot) } else { siftDown(value, from: slot) }
    } else {
      detach(key)
      attach(key, next: next)
    }
  }

  /// Evicts what is requested again last until `key` fits, and stores it unless it is declined.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let size = access.size
    guard admits(key, size: size) else { return }
    if declines && capacity - used < size && access.next > farthestNext { return }
    while capacity - used < size {
      let victim = farthest
      drop(victim)
      evicted(victim)
    }
    entries[Int(key)].size = size
    attach(key, next: access.next)
    used += UInt64(size)
  }

  /// Takes `key` out and returns whether it was resident.
  package mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    drop(key)
    return true
  }
  /// Returns the entry requested again last.
  package mutating func victim() -> UInt32? {
    count == 0 ? nil : farthest
  }
}

extension Belady {
  /// The next request to the key to evict next; there is one.
  private var farthestNext: UInt32 {
    deadCount > 0 ? .max : UInt32(truncatingIfNeeded: slots[0] >> 32)
  }

  /// The key to evict next; there is one.
  private var farthest: UInt32 {
    UInt32(truncatingIfNeeded: deadCount > 0 ? slots[keys - deadCount] : slots[0])
  }

  private mutating func drop(_ key: UInt32) {
    detach(key)
    entries[Int(key)].slot = Self.absent
    used -= UInt64(entries[Int(key)].size)
  }

  private mutating func attach(_ key: UInt32, next: UInt32) {
    let value = UInt64(next) << 32 | UInt64(key)
    if next == .max {
      deadCount += 1
      put(value, at: keys - deadCount)
    } else {
      heapCount += 1
      siftUp(value, from: heapCount - 1)
    }
  }

  /// Frees the slot of `key` and closes the gap.
  private mutating func detach(_ key: UInt32) {
    let slot = Int(entries[Int(key)].slot)
    if slot < heapCount {
      heapCount -= 1
      let last = slots[heapCount]
      guard slot < heapCount else { return }
      if last >= slots[slot] { siftUp(last, from: slot) } else { siftDown(last, from: slot) }
    } else {
      let first = keys - deadCount
      if slot != first { put(slots[first], at: slot) }
      deadCount -= 1
    }
  }

  /// Writes `value` into a slot and tells its key where it is.
  @inline(__always)
  private func put(_ value: UInt64, at slot: Int) {
    slots[slot] = value
    entries[Int(truncatingIfNeeded: value & 0xFFFF_FFFF)].slot = UInt32(truncatingIfNeeded: slot)
  }

  private func siftUp(_ value: UInt64, from start: Int) {
    var slot = start
    while slot > 0 {
      let parent = (slot - 1) / Self.arity
      if slots[parent] >= value { break }
      put(slots[parent], at: slot)
      slot = parent
    }
    put(value, at: slot)
  }

  private func siftDown(_ value: UInt64, from start: Int) {
    var slot = start
    while true {
      let first = slot * Self.arity + 1
      if first >= heapCount { break }
      var largest = first
      for child in first + 1..<max(first + 1, min(first + Self.arity, heapCount))
      where slots[child] > slots[largest] {
        largest = child
      }
      if slots[largest] <= value { break }
      put(slots[largest], at: slot)
      slot = largest
    }
    put(value, at: slot)
  }

  /// Children per node of the heap: four fit half a cache line.
  private static var arity: Int { 4 }
}

extension PolicyKind {
  /// Belady's MIN, a bound.
  public static let belady = PolicyKind(
    "belady", Belady.self,
    summary: "evicts the entry requested again last, or by bypass stores none that is; knows the future",
    source:
      "Belady, A study of replacement algorithms for a virtual-storage computer, IBM Systems Journal, 1966",
    isBound: true, variants: [.bypass, .published, .libcachesim])
}
