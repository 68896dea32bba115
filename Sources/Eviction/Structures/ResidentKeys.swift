internal import CProcessor

/// The resident keys of a cache in one dense array, in no particular order, so that any can be drawn.
///
/// Invariant: the slot of a resident key holds the key.
package struct ResidentKeys: ~Copyable {
  /// What is kept of one key: its slot, `.max` when it is absent, and its size.
  private struct Record: BitwiseCopyable {
    var slot: UInt32
    var size: UInt32
  }

  /// The number of resident keys.
  private(set) var count = 0

  /// The sum of their sizes.
  private(set) var bytes: UInt64 = 0

  private let records: UnsafeMutablePointer<Record>
  private let slots: UnsafeMutablePointer<UInt32>
  private let keys: Int

  /// Creates an empty array for the keys `0..<keys`.
  ///
  /// - Complexity: O(`keys`).
  init(keys: Int) {
    precondition(keys >= 0 && keys <= EntryTable.keyLimit, "The key space fits 32-bit slots.")
    self.keys = keys
    records = .allocate(capacity: keys)
    records.initialize(repeating: Record(slot: .max, size: 0), count: keys)
    slots = .allocate(capacity: keys)
  }

  deinit {
    records.deallocate()
    slots.deallocate()
  }

  /// The key in a slot below `count`.
  subscript(slot: Int) -> UInt32 {
    @inline(__always) get {
      assert(slot < count, "A slot holds a key.")
      return slots[slot]
    }
  }

  /// Has the processor load the record of a key that is needed soon.
  @inline(__always)
  func prefetch(_ key: UInt32) {
    processor_prefetch(records + Int(key))
  }

  /// Returns whether `key` is resident.
  @inline(__always)
  func contains(_ key: UInt32) -> Bool {
    assert(Int(key) < keys, "A key lies in the key space.")
    return records[Int(key)].slot != .max
  }

  /// Adds `key`, which is absent, at the end.
  ///
  /// - Complexity: O(1).
  mutating func append(_ key: UInt32, size: UInt32) {
    records[Int(key)] = Record(slot: UInt32(truncatingIfNeeded: count), size: size)
    (slots + count).initialize(to: key)
    count += 1
    bytes += UInt64(size)
  }

  /// Takes `key` out; the last key takes its slot.
  ///
  /// - Complexity: O(1).
  mutating func remove(_ key: UInt32) {
    let slot = records[Int(key)].slot
    count -= 1
    bytes -= UInt64(records[Int(key)].size)
    let last = slots[count]
    slots[Int(slot)] = last
    records[Int(last)].slot = slot
    records[Int(key)].slot = .max
  }
}
