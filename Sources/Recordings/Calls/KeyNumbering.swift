/// Gives keys dense numbers in the order of their first appearance.
///
/// A table with open addressing, at most half full: fingerprints need no further hash.
struct KeyNumbering: Sendable {
  private var found: [Fingerprint] = []
  private var numbers: [UInt32] = []
  /// Of each slot the place of its key plus one; 0 is free. Their number is a power of two.
  private var slots: [UInt32] = []
  private var shift: UInt64 = 64

  /// Number of different keys.
  var count: Int { found.count }

  /// The number of a key among those of others, and whether it was seen for the first time.
  ///
  /// - Parameter next: the next free number; one more when it was taken.
  /// - Complexity: O(1) on average.
  mutating func number(of key: Fingerprint, next: inout UInt32) -> (number: UInt32, isNew: Bool) {
    if found.count * 2 >= slots.count { grow() }
    let slot = slot(of: key)
    if slots[slot] > 0 { return (numbers[Int(slots[slot]) - 1], false) }
    found.append(key)
    numbers.append(next)
    slots[slot] = UInt32(found.count)
    defer { next += 1 }
    return (next, true)
  }

  /// The number of a key, and whether it was seen for the first time.
  ///
  /// - Complexity: O(1) on average.
  mutating func number(of key: Fingerprint) -> (number: UInt32, isNew: Bool) {
    var next = UInt32(found.count)
    return number(of: key, next: &next)
  }

  /// The number of a key, and whether it was seen for the first time.
  ///
  /// - Complexity: O(length of the key) on average.
  mutating func number(of key: [UInt8]) -> (number: UInt32, isNew: Bool) { number(of: Fingerprint(key)) }

  /// The number of a key that was seen before.
  func known(_ key: [UInt8]) -> UInt32? {
    if slots.isEmpty { return nil }
    let place = slots[slot(of: Fingerprint(key))]
    return place > 0 ? numbers[Int(place) - 1] : nil
  }

  /// The fingerprints of the keys by their numbers.
  ///
  /// - Complexity: O(keys).
  var keys: [UInt32: Fingerprint] {
    Dictionary(zip(numbers, found), uniquingKeysWith: { key, _ in key })
  }

  /// The keys whose numbers are kept, numbered anew in their order.
  ///
  /// - Complexity: O(keys).
  func keeping(_ isKept: (UInt32) -> Bool) -> KeyNumbering {
    var kept = KeyNumbering()
    for (place, key) in found.enumerated() where isKept(numbers[place]) { _ = kept.number(of: key) }
    return kept
  }

  /// The slot that a key has, or the free one that it would get.
  private func slot(of key: Fingerprint) -> Int {
    let mask = slots.count - 1
    // Ids of others are no hashes: the highest bits of a product tell those apart too.
    var slot = Int(((key.high ^ key.low) &* 0x9E37_79B9_7F4A_7C15) &>> shift)
    while slots[slot] > 0, found[Int(slots[slot]) - 1] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: max(16, slots.count * 2))
    shift = UInt64(slots.count.leadingZeroBitCount + 1)
    for place in found.indices { slots[slot(of: found[place])] = UInt32(place + 1) }
  }
}
