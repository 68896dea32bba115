import Simulation
import TestSupport

extension SplitMix {
  /// The finaliser: a bijection of 64-bit words.
  static func mixed(_ word: UInt64) -> UInt64 { RandomStream.mix(word) }

  /// Returns keys below `keys`, small ones more often.
  mutating func skewedKeys(_ count: Int, below keys: Int) -> [UInt32] {
    (0..<count).map { _ in
      let unit = Double(next() >> 11) / 9_007_199_254_740_992
      return UInt32(Double(keys) * unit * unit)
    }
  }
}
