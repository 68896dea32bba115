internal import CProcessor

/// Numbers distinct 64-bit keys in order of first appearance.
///
/// Open addressing with linear probing. A slot is 8 bytes: the number plus one in its lower half, 0 for a free
/// slot, and half of the key's hash in the upper; the keys themselves stand in the order of their numbers.
/// Invariant: at most three quarters of the slots are taken.
public struct KeyIndexer: ~Copyable {
  /// The number of distinct keys so far.
  public private(set) var count = 0

  private var slots: ZeroedMemory<UInt64>
  /// The keys by number; what lies beyond `count` is room.
  private var keys: [UInt64] = []

  /// The largest number of keys that 32-bit links can serve, with room for the heads of lists.
  package static let keyLimit = Int(UInt32.max) - 64

  /// How many keys are looked up together: enough to hide a memory access behind the others.
  private static let group = 32

  /// Creates an indexer without keys; `expectedKeys` saves it from growing.
  public init(expectedKeys: Int = 0) {
    var capacity = 1024
    while capacity / 4 * 3 < min(expectedKeys, Self.keyLimit) { capacity *= 2 }
    slots = ZeroedMemory(count: capacity)
  }

  /// Returns the number of `key`, a new one if it is new.
  ///
  /// - Complexity: O(1) amortised.
  public mutating func index(of key: UInt64) throws(EvictionError) -> UInt32 {
    makeRoom(for: 1)
    let hash = mixed(key)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots.base[slot] != 0 {
      if let number = number(in: slots.base[slot], of: key, hash) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard count < Self.keyLimit else { throw .tooManyKeys(limit: Self.keyLimit) }
    slots.base[slot] = Self.slot(hash, count)
    keys[count] = key
    count += 1
    return UInt32(count - 1)
  }

  /// Writes the number of each of `keys`, a new one for each new key.
  ///
  /// The slots of a group of keys are fetched together before the first is looked at.
  ///
  /// - Complexity: O(1) a key, amortised.
  mutating func index(
    _ batch: UnsafeBufferPointer<UInt64>, into numbers: UnsafeMutableBufferPointer<UInt32>
  ) throws(EvictionError) {
    precondition(numbers.count >= batch.count, "Every key has room for its number.")
    var start = 0
    while start < batch.count {
      let end = min(start + Self.group, batch.count)
      if count + Self.group > Self.keyLimit {
        for place in start..<end { numbers[place] = try index(of: batch[place]) }
      } else {
        makeRoom(for: Self.group)
        lookUp(
          UnsafeBufferPointer(rebasing: batch[start..<end]),
          into: UnsafeMutableBufferPointer(rebasing: numbers[start..<end]))
      }
      start = end
    }
  }

  /// The keys with a number of at least `first`, in order.
  func keys(from first: Int) -> [UInt64] { Array(keys[min(first, count)..<count]) }

  /// The keys in the order of their numbers; the indexer ends.
  consuming func finish() -> [UInt64] {
    keys.removeLast(keys.count - count)
    return keys
  }

  /// Looks up at most a group of keys, for which there is room.
  @inline(__always)
  private mutating func lookUp(
    _ batch: UnsafeBufferPointer<UInt64>, into numbers: UnsafeMutableBufferPointer<UInt32>
  ) {
    let slots = self.slots.base
    let mask = self.slots.count - 1
    var count = self.count
    keys.withUnsafeMutableBufferPointer { keys in
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.group) { hashes in
        for place in 0..<batch.count {
          hashes[place] = mixed(batch[place])
          processor_prefetch(slots + (Int(truncatingIfNeeded: hashes[place]) & mask))
        }
        for place in 0..<batch.count {
          let hash = hashes[place]
          var slot = Int(truncatingIfNeeded: hash) & mask
          while true {
            let found = slots[slot]
            if found == 0 {
              slots[slot] = Self.slot(hash, count)
              keys[count] = batch[place]
              numbers[place] = UInt32(truncatingIfNeeded: count)
              count += 1
              break
            }
            let number = UInt32(truncatingIfNeeded: found) &- 1
            if found >> 32 == hash >> 32, keys[Int(number)] == batch[place] {
              numbers[place] = number
              break
            }
            slot = (slot + 1) & mask
          }
        }
      }
    }
    self.count = count
  }

  /// Returns the number in a slot when it is that of `key`.
  private func number(in slot: UInt64, of key: UInt64, _ hash: UInt64) -> UInt32? {
    let number = UInt32(truncatingIfNeeded: slot) &- 1
    return slot >> 32 == hash >> 32 && keys[Int(number)] == key ? number : nil
  }

  private static func slot(_ hash: UInt64, _ number: Int) -> UInt64 {
    hash & 0xFFFF_FFFF_0000_0000 | UInt64(truncatingIfNeeded: number + 1)
  }

  private mutating func makeRoom(for newKeys: Int) {
    if count + newKeys > keys.count {
      keys.append(contentsOf: repeatElement(0, count: max(keys.count, 1024)))
    }
    while count + newKeys > slots.count / 4 * 3 { grow() }
  }

  private mutating func grow() {
    let grown = ZeroedMemory<UInt64>(count: slots.count * 2)
    for old in 0..<slots.count where slots.base[old] != 0 {
      let number = UInt32(truncatingIfNeeded: slots.base[old]) &- 1
      var slot = Int(truncatingIfNeeded: mixed(keys[Int(number)])) & (grown.count - 1)
      while grown.base[slot] != 0 { slot = (slot + 1) & (grown.count - 1) }
      grown.base[slot] = slots.base[old]
    }
    slots = grown
  }
}

/// Spreads every bit of `value` over the whole word: the finaliser of MurmurHash3 (Appleby, public domain).
func mixed(_ value: UInt64) -> UInt64 {
  var hash = value
  hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
  hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
  return hash ^ (hash >> 33)
}
