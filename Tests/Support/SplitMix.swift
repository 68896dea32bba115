import Simulation

/// Reproducible random words (Steele, Lea, Flood: SplitMix64, OOPSLA 2014).
package struct SplitMix: RandomNumberGenerator {
  /// What the next word follows from.
  package var state: UInt64

  package init(state: UInt64) { self.state = state }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return RandomStream.mix(state)
  }
}
