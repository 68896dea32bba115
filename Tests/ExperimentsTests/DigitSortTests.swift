import Simulation
import Testing

@testable import Metrics

@Suite("Sorting by digits")
struct DigitSortTests {
  private let random = RandomStream(seed: 7, replication: 0, purpose: .latency)

  private func check(_ numbers: [Int64], _ place: SourceLocation = #_sourceLocation) {
    var sorted = numbers
    sorted.sortByDigits()
    #expect(sorted == numbers.sorted(), sourceLocation: place)
  }

  @Test("the order is that of comparing, for few and many numbers", arguments: [0, 1, 2, 1023, 1024, 5000])
  func order(_ count: Int) {
    for (place, bound) in [1, 2, 2048, 2049, 1 << 40, Int.max].enumerated() {
      check((0..<count).map { Int64(random.integer(below: bound, $0, place)) })
    }
  }

  @Test("negative numbers come first")
  func negatives() {
    let numbers = (0..<3000).map { Int64(random.integer(below: 1 << 50, $0) - 1 << 49) }
    check(numbers + [Int64.min, Int64.max, 0])
  }
}
