/// FNV-1a with 64 bits (Fowler, Noll, Vo; RFC 9923) over a few bytes, such as those of a scenario.
///
/// Tells two texts apart in a report; it is no defence against anyone who wants a collision.
package struct ContentHash: Sendable, Hashable {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  /// The hash of no bytes.
  package init() {}

  /// Takes in more bytes.
  ///
  /// - Complexity: O(n), a byte at a time.
  package mutating func combine(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
  }

  /// The hash in 16 hexadecimal digits.
  package var digits: String {
    let text = String(state, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
