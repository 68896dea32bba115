/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): a reproducible source for random streams.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// The finaliser: a bijection of 64-bit words.
  static func mixed(_ word: UInt64) -> UInt64 {
    var value = word
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// Returns keys below `keys`, small ones more often.
  mutating func skewedKeys(_ count: Int, below keys: Int) -> [UInt32] {
    (0..<count).map { _ in
      let unit = Double(next() >> 11) / 9_007_199_254_740_992
      return UInt32(Double(keys) * unit * unit)
    }
  }
}
