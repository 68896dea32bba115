/// A random order of `0..<count` that takes little memory: of many numbers each place is computed when it is asked for.
///
/// A short order is shuffled (Fisher and Yates); a long one is a Feistel network of four rounds over the least even number of bits that holds `count`, walked until the value
/// lies in range (Black and Rogaway: "Ciphers with arbitrary finite domains", CT-RSA 2002).
public struct RandomPermutation: Sendable {
  /// How many numbers are put in order.
  public let count: Int
  private let random: RandomStream
  private let half: UInt64
  private let mask: UInt64
  /// The order itself where it is short: a network of few bits is not random enough.
  private let shuffled: [UInt32]

  private static let rounds = 4
  private static let longestTable = 4096

  /// The order that a stream of random values gives.
  ///
  /// - Precondition: `count` is positive.
  public init(count: Int, random: RandomStream) {
    precondition(count > 0, "a permutation orders at least one number")
    self.count = count
    self.random = random
    let bits = max(1, UInt64.bitWidth - UInt64(count - 1).leadingZeroBitCount)
    half = UInt64((bits + 1) / 2)
    mask = (1 << half) - 1
    var order: [UInt32] = []
    if count <= RandomPermutation.longestTable {
      order = Array(0..<UInt32(count))
      for place in 0..<count { order.swapAt(place, place + random.integer(below: count - place, place)) }
    }
    shuffled = order
  }

  /// The number at a place.
  ///
  /// - Complexity: O(1); on average fewer than four walks.
  public subscript(place: Int) -> Int {
    if !shuffled.isEmpty { return Int(shuffled[place]) }
    var value = UInt64(place)
    repeat {
      var left = value >> half
      var right = value & mask
      for round in 0..<RandomPermutation.rounds {
        let mixed = random.bits(Int(right), round) & mask
        (left, right) = (right, left ^ mixed)
      }
      value = left << half | right
    } while value >= UInt64(count)
    return Int(value)
  }
}
