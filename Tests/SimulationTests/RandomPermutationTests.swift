import Testing

@testable import Simulation

/// Orders without memory.
@Suite("Random permutations")
struct RandomPermutationTests {
  static func order(_ count: Int, seed: UInt64 = 1) -> [Int] {
    let permutation = RandomPermutation(
      count: count, random: RandomStream(seed: seed, replication: 0, purpose: RandomPurpose(1)))
    return (0..<count).map { permutation[$0] }
  }

  @Test("every number comes once", arguments: [1, 2, 3, 5, 256, 4096, 4097, 5000, 65537])
  func bijection(_ count: Int) {
    #expect(Set(Self.order(count)) == Set(0..<count))
  }

  @Test("each number is as often at each place")
  func uniform() {
    var counts = Array(repeating: 0, count: 25)
    for seed in 0..<5000 as Range<UInt64> {
      for (place, number) in Self.order(5, seed: seed).enumerated() { counts[place * 5 + number] += 1 }
    }
    // Five standard deviations of a binomial count.
    #expect(counts.allSatisfy { abs($0 - 1000) < 142 }, "\(counts)")
  }

  @Test("a long order is as even: the first places hold numbers of every part alike")
  func long() {
    var counts = Array(repeating: 0, count: 5 * 10)
    for seed in 0..<2000 as Range<UInt64> {
      let permutation = RandomPermutation(
        count: 10_000, random: RandomStream(seed: seed, replication: 3, purpose: RandomPurpose(1)))
      for place in 0..<5 { counts[place * 10 + permutation[place] / 1000] += 1 }
    }
    #expect(counts.allSatisfy { abs($0 - 200) < 68 }, "\(counts)")
  }

  @Test("pairs of places are independent: all orders of three come alike")
  func orders() {
    var counts: [[Int]: Int] = [:]
    for seed in 0..<6000 as Range<UInt64> { counts[Self.order(3, seed: seed), default: 0] += 1 }
    #expect(counts.count == 6)
    #expect(counts.values.allSatisfy { abs($0 - 1000) < 145 }, "\(counts)")
  }
}
