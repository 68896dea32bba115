import Simulation
import Testing

@testable import Metrics

@Suite("sums as doubles")
struct SumConversionTests {
  @Test("a sum becomes the nearest double, within 64 bits and beyond, whatever its sign")
  func nearest() {
    let random = RandomStream(seed: 7, replication: 0, purpose: RandomPurpose(1))
    var sums: [Int128] = [
      0, 1, -1, .max, .min, Int128(Int64.max), Int128(Int64.min), Int128(Int64.max) + 1,
      Int128(Int64.min) - 1,
      9_007_199_254_740_993, 9_007_199_254_740_995, 1 << 100,
    ]
    for place in 0..<2000 {
      let high = Int128(truncatingIfNeeded: random.integer(below: Int.max, place, 0))
      let low = Int128(truncatingIfNeeded: random.integer(below: Int.max, place, 1))
      sums.append(((high << 63 | low) >> Int128(place % 127)) * (place % 2 == 0 ? 1 : -1))
    }
    for sum in sums { #expect(Double(sum: sum) == Double(sum), "\(sum)") }
  }
}
