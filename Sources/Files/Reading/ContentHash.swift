/// FNV-1a with 64 bits over the bytes of a file, for provenance (Fowler, Noll, Vo; RFC 9923).
///
/// Tells two recordings apart in a report; it is no defence against anyone who wants a collision.
package struct ContentHash: Sendable, Hashable {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  /// The hash of no bytes.
  package init() {}

  /// Takes in more bytes.
  ///
  /// - Complexity: O(n).
  package mutating func combine(_ bytes: some Sequence<UInt8>) {
    let isDone: Void? = bytes.withContiguousStorageIfAvailable { combine(UnsafeRawBufferPointer($0)) }
    if isDone == nil { for byte in bytes { state = (state ^ UInt64(byte)) &* ContentHash.prime } }
  }

  private static let prime: UInt64 = 0x0000_0100_0000_01b3

  /// The lowest byte of the state after two bytes, by the second of them and by the lowest byte that the first one was
  /// put into.
  private static let lowest: [UInt8] = (0..<65_536).map { pair in
    let first = UInt8(truncatingIfNeeded: pair) &* UInt8(truncatingIfNeeded: prime)
    return (first ^ UInt8(truncatingIfNeeded: pair >> 8)) &* UInt8(truncatingIfNeeded: prime)
  }

  /// Takes in bytes, two in a step.
  ///
  /// A byte changes the lowest byte of the state alone, by a number that is known before the state is multiplied. Only
  /// that lowest byte is one long chain, which a table makes shorter; the rest is a polynomial in the prime.
  private mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    var value = state
    var place = 0
    if bytes.count >= 1024 {
      let squared = ContentHash.prime &* ContentHash.prime
      var low = value & 0xFF
      ContentHash.lowest.withUnsafeBufferPointer { lowest in
        guard let base = lowest.baseAddress else { return }
        while place + 2 <= bytes.count {
          let byte = Int(bytes[place + 1])
          let first = low ^ UInt64(bytes[place])
          let between = (first &* ContentHash.prime) & 0xFF
          let second = between ^ UInt64(byte)
          value = value &* squared &+ ((first &- low) &* squared &+ (second &- between) &* ContentHash.prime)
          low = UInt64((base + (byte << 8))[Int(truncatingIfNeeded: first)])
          place += 2
        }
      }
    }
    for rest in place..<bytes.count { value = (value ^ UInt64(bytes[rest])) &* ContentHash.prime }
    state = value
  }

  /// The hash in 16 hexadecimal digits.
  package var digits: String {
    let text = String(state, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
