/// Addressed hashing for the grammar, so that a text depends on integers alone.
///
/// The finalizer is splitmix64's (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators",
/// OOPSLA 2014).
enum GrammarHash {
  /// Mixes one word so that every output bit depends on every input bit.
  @inline(__always)
  static func mix(_ word: UInt64) -> UInt64 {
    var z = word &+ 0x9e37_79b9_7f4a_7c15
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Mixes two words into one; the order matters.
  @inline(__always)
  static func mix(_ first: UInt64, _ second: UInt64) -> UInt64 {
    mix(mix(first) ^ second)
  }
}

/// The numbers that belong to one address, taken in a fixed order.
struct GrammarDraws {
  private let seed: UInt64
  private var position: UInt64 = 0

  init(seed: UInt64) {
    self.seed = seed
  }

  /// Returns the next number in `0..<bound`.
  @inline(__always)
  mutating func next(_ bound: Int) -> Int {
    position &+= 1
    return Int(
      truncatingIfNeeded: GrammarHash.mix(seed, position).multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Returns true for `share` percent of the addresses.
  @inline(__always)
  mutating func happens(percent share: Int) -> Bool {
    next(100) < share
  }
}
