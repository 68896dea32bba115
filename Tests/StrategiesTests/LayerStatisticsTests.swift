import Testing

@testable import Strategies

@Suite("Counts of layers")
struct LayerStatisticsTests {
  @Test("every counter has a place of its own")
  func places() {
    var statistics = LayerStatistics()
    for counter in LayerCounter.allCases { statistics[counter] += counter.rawValue + 1 }
    for counter in LayerCounter.allCases { #expect(statistics[counter] == counter.rawValue + 1) }
  }
}
