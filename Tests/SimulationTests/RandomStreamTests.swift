import TestSupport
import Testing

@testable import Simulation

@Suite("Random streams")
struct RandomStreamTests {
  func stream(seed: UInt64 = 42, replication: Int = 0, purpose: UInt64 = 1) -> RandomStream {
    RandomStream(seed: seed, replication: replication, purpose: RandomPurpose(purpose))
  }

  @Test(
    "a value depends on its address alone, whatever was read before",
    arguments: [
      (0, 0, 0), (812, 0, 0), (812, 3, 0), (1, 0, 1), (5, 2, 9), (1_000_000, 0, 4),
    ])
  func addressed(_ index: Int, _ sub: Int, _ replication: Int) {
    let first = stream(replication: replication)
    let expected = first.bits(index, sub)
    var forward: [UInt64] = []
    for place in 0..<50 { forward.append(first.bits(place, sub)) }
    for place in (0..<50).reversed() { #expect(first.bits(place, sub) == forward[place]) }
    #expect(first.bits(index, sub) == expected)
    #expect(stream(replication: replication).bits(index, sub) == expected)
  }

  /// Every result rests on these values: they may never change.
  @Test(
    "values at a few addresses are what they always were",
    arguments: [
      (0, 0, 0, 0, 0, 0x552D806A62B97855),
      (42, 0, 1, 0, 0, 0x03F38EC362DC07D5),
      (42, 0, 1, 812, 0, 0x1E98F4B01F71DBB2),
      (42, 0, 1, 812, 3, 0x6CDC0737B09926A5),
      (42, 9, 200, 5, 1, 0x5419BD1EA6139E73),
      (1, -1, 301, 7, 0, 0xA0ABB574E2D6A03E),
      (9007199254740992, 3, 110, 123456789, 4096, 0x4B8A45B4F0798778),
    ] as [(UInt64, Int, UInt64, Int, Int, UInt64)])
  func golden(
    _ seed: UInt64, _ replication: Int, _ purpose: UInt64, _ index: Int, _ sub: Int, _ expected: UInt64
  ) {
    #expect(stream(seed: seed, replication: replication, purpose: purpose).bits(index, sub) == expected)
  }

  @Test("the finaliser is that of SplitMix64")
  func finaliser() {
    // The first outputs of SplitMix64 from state 0 are the finaliser of multiples of the golden gamma.
    #expect(RandomStream.mix(0x9E37_79B9_7F4A_7C15) == 0xE220_A839_7B1D_CDAF)
    #expect(RandomStream.mix(0x9E37_79B9_7F4A_7C15 &* 2) == 0x6E78_9E6A_A1B9_65F4)
    #expect(RandomStream.mix(0x9E37_79B9_7F4A_7C15 &* 3) == 0x06C4_5D18_8009_454F)
  }

  @Test("a uniform lies strictly between 0 and 1 with the mean and variance of its law")
  func uniform() {
    let random = stream()
    let count = 200_000
    var sum = 0.0
    var squares = 0.0
    var bins = [Int](repeating: 0, count: 100)
    for index in 0..<count {
      let value = random.uniform(index)
      #expect(value > 0 && value < 1)
      sum += value
      squares += value * value
      bins[Int(value * 100)] += 1
    }
    let mean = sum / Double(count)
    #expect(abs(mean - 0.5) < 4 * (1.0 / 12 / Double(count)).squareRoot())
    #expect(abs(squares / Double(count) - mean * mean - 1.0 / 12) < 0.001)
    let each = Double(count) / 100
    let chi = bins.reduce(0) { $0 + (Double($1) - each) * (Double($1) - each) / each }
    #expect(chi < 99 + 5 * (2 * 99.0).squareRoot())
  }

  @Test("a normal value has mean 0 and variance 1, and grows with the uniform of its address")
  func normal() {
    let random = stream(purpose: 2)
    var sum = 0.0
    var squares = 0.0
    for index in 0..<100_000 {
      let value = random.normal(index)
      sum += value
      squares += value * value
      #expect((value > 0) == (random.uniform(index) > 0.5))
    }
    #expect(abs(sum / 100_000) < 4 / 100_000.0.squareRoot())
    #expect(abs(squares / 100_000 - 1) < 0.02)
  }

  @Test(
    "streams that differ in one part of the address are independent",
    arguments: [(42, 0, 2), (42, 1, 1), (43, 0, 1), (42, -1, 1)] as [(UInt64, Int, UInt64)])
  func independence(_ seed: UInt64, _ replication: Int, _ purpose: UInt64) {
    let left = stream()
    let right = stream(seed: seed, replication: replication, purpose: purpose)
    var product = 0.0
    var equal = 0
    var bits = 0
    let count = 50_000
    for index in 0..<count {
      product += (left.uniform(index) - 0.5) * (right.uniform(index) - 0.5)
      if left.bits(index) == right.bits(index) { equal += 1 }
      bits += (left.bits(index) ^ right.bits(index)).nonzeroBitCount
    }
    #expect(equal == 0)
    #expect(abs(product / Double(count) * 12) < 4.5 / Double(count).squareRoot())
    #expect(abs(Double(bits) / Double(count) - 32) < 0.1)
  }

  @Test("neighbouring indices and sub-indices are independent")
  func neighbours() {
    let random = stream()
    let count = 50_000
    var byIndex = 0.0
    var bySub = 0.0
    for index in 0..<count {
      byIndex += (random.uniform(index) - 0.5) * (random.uniform(index + 1) - 0.5)
      bySub += (random.uniform(index, 0) - 0.5) * (random.uniform(index, 1) - 0.5)
    }
    #expect(abs(byIndex / Double(count) * 12) < 4.5 / Double(count).squareRoot())
    #expect(abs(bySub / Double(count) * 12) < 4.5 / Double(count).squareRoot())
  }

  @Test("addresses do not collide")
  func collisions() {
    var seen: Set<UInt64> = []
    let random = stream()
    for index in 0..<300 { for sub in 0..<300 { seen.insert(random.bits(index, sub)) } }
    #expect(seen.count == 90_000)
  }

  @Test("an integer below a bound covers all values evenly", arguments: [1, 2, 7, 100])
  func integers(_ bound: Int) {
    let random = stream()
    var counts = [Int](repeating: 0, count: bound)
    for index in 0..<(bound * 1000) { counts[random.integer(below: bound, index)] += 1 }
    for count in counts { #expect(abs(count - 1000) < 160) }
  }

  @Test("instances of a purpose are different purposes")
  func instances() {
    let one = RandomStream(seed: 1, replication: 0, purpose: RandomPurpose(300, instance: 1))
    let two = RandomStream(seed: 1, replication: 0, purpose: RandomPurpose(300, instance: 2))
    #expect(one.bits(0) != two.bits(0))
    #expect(RandomPurpose(300, instance: 0) == RandomPurpose(300))
  }
}
