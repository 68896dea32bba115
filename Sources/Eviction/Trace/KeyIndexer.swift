/// Numbers distinct 64-bit keys in order of first appearance.
///
/// Open addressing with linear probing. Invariant: at most half of the slots are taken.
public struct KeyIndexer: ~Copyable {
  /// The number of distinct keys so far.
  public private(set) var count = 0

  private var slots: UnsafeMutablePointer<(key: UInt64, index: UInt32)>
  private var mask: Int

  private static let free = UInt32.max

  /// Creates an indexer without keys; `expectedKeys` saves it from growing.
  public init(expectedKeys: Int = 0) {
    var capacity = 1024
    while capacity / 2 < min(expectedKeys, EntryTable.keyLimit) { capacity *= 2 }
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: (key: 0, index: Self.free), count: capacity)
    mask = capacity - 1
  }

  deinit {
    slots.deallocate()
  }

  /// Returns the number of `key`, a new one if it is new.
  ///
  /// - Complexity: O(1) amortised.
  public mutating func index(of key: UInt64) throws(EvictionError) -> UInt32 {
    var slot = Int(truncatingIfNeeded: mixed(key)) & mask
    while slots[slot].index != Self.free {
      if slots[slot].key == key { return slots[slot].index }
      slot = (slot + 1) & mask
    }
    guard count < EntryTable.keyLimit else { throw .tooManyKeys(limit: EntryTable.keyLimit) }
    let index = UInt32(count)
    slots[slot] = (key: key, index: index)
    count += 1
    if count > (mask + 1) / 2 { grow() }
    return index
  }

  private mutating func grow() {
    let capacity = (mask + 1) * 2
    let grown = UnsafeMutablePointer<(key: UInt64, index: UInt32)>.allocate(capacity: capacity)
    grown.initialize(repeating: (key: 0, index: Self.free), count: capacity)
    for old in 0...mask where slots[old].index != Self.free {
      var slot = Int(truncatingIfNeeded: mixed(slots[old].key)) & (capacity - 1)
      while grown[slot].index != Self.free { slot = (slot + 1) & (capacity - 1) }
      grown[slot] = slots[old]
    }
    slots.deallocate()
    slots = grown
    mask = capacity - 1
  }
}

/// Spreads every bit of `value` over the whole word: the finaliser of MurmurHash3 (Appleby, public domain).
func mixed(_ value: UInt64) -> UInt64 {
  var hash = value
  hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
  hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
  return hash ^ (hash >> 33)
}
