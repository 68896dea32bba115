/// What a random value is for; values of different purposes are independent.
///
/// The raw values are part of every result: never renumber them, only add.
public struct RandomPurpose: Sendable, Hashable {
  /// The number that enters the hash.
  public let number: UInt64

  /// Makes a purpose from its number and an optional user-level instance (a layer, an endpoint).
  public init(_ number: UInt64, instance: UInt64 = 0) {
    self.number = number &+ instance &* 0x1_0000_0000
  }
}

/// Random values that are addressed, never drawn in sequence.
///
/// A value is a hash of (seed, replication, purpose, index, sub-index), so that request 812 has the same
/// prompt, token counts and latency quantile under every strategy and any number of threads (common random
/// numbers). The mixing function is the finaliser of SplitMix64 (Steele, Lea, Flood: "Fast splittable
/// pseudorandom number generators", OOPSLA 2014) applied twice over the address.
public struct RandomStream: Sendable {
  @usableFromInline let key: UInt64

  /// A stream for one purpose in one replication.
  public init(seed: UInt64, replication: Int, purpose: RandomPurpose) {
    let first = RandomStream.mix(seed &+ 0x9E37_79B9_7F4A_7C15)
    let second = RandomStream.mix(first ^ (UInt64(bitPattern: Int64(replication)) &* 0xD1B5_4A32_D192_ED03))
    key = RandomStream.mix(second &+ purpose.number &* 0x8CB9_2BA7_2F3D_8DD7)
  }

  /// The finaliser of SplitMix64: a bijection of 64-bit words.
  @inlinable public static func mix(_ word: UInt64) -> UInt64 {
    var word = word
    word = (word ^ (word &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word &>> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word &>> 31)
  }

  /// Sixty-four random bits at an address.
  ///
  /// - Complexity: O(1).
  @inlinable public func bits(_ index: Int, _ sub: Int = 0) -> UInt64 {
    let place = UInt64(bitPattern: Int64(index)) &* 0x9E37_79B9_7F4A_7C15
    let subPlace = UInt64(bitPattern: Int64(sub)) &* 0xC2B2_AE3D_27D4_EB4F
    return RandomStream.mix(RandomStream.mix(key &+ place) &+ subPlace)
  }

  /// A uniform value strictly between 0 and 1, on a grid of 2^-53 shifted by half a step.
  @inlinable public func uniform(_ index: Int, _ sub: Int = 0) -> Double {
    (Double(bits(index, sub) &>> 11) + 0.5) * 0x1p-53
  }

  /// A uniform integer in `0..<bound` by multiply-shift; the bias is below `bound` / 2^64.
  ///
  /// - Precondition: `bound` is positive.
  @inlinable public func integer(below bound: Int, _ index: Int, _ sub: Int = 0) -> Int {
    Int(bits(index, sub).multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A standard normal value by inversion, so that it is monotone in the uniform at the same address.
  @inlinable public func normal(_ index: Int, _ sub: Int = 0) -> Double {
    Transcendental.normalQuantile(uniform(index, sub))
  }
}
