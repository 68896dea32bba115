import Metrics
import Scenarios
import TestSupport
import Testing

@testable import Experiments

@Suite("Costs that only some layers have")
struct RareCostTests {
  private static let rare: Set<Metric> = [.cancelledCallCost, .judgingCost, .warmingCost]

  private func run(_ layers: [String]) throws -> RunResult {
    let strategies = layers.enumerated().map {
      "{\"name\": \"s\($0)\", \"model\": \"gpt-4o\", \"layers\": [\($1)]}"
    }
    return try SmallScenario.run(SmallScenario.text(strategies: strategies.joined(separator: ", ")))
  }

  @Test("they have a column only where something was spent on them, and are part of the cost there")
  func columns() throws {
    let plain = try run(["", SmallScenario.exact])
    #expect(RareCostTests.rare.isDisjoint(with: plain.metrics))
    let result = try run([
      "", "{\"use\": \"hedge\", \"after_ms\": 1000}",
      "{\"use\": \"semantic_cache\", \"threshold\": 0.8, \"verify\": {\"recall\": 0.9, \"specificity\": 0.9, \"usd_per_call\": 0.001}}",
      "{\"use\": \"exact_cache\", \"ttl_s\": 60, \"warm_up\": {\"top\": 20, \"from\": \"distribution\"}}",
    ])
    #expect(RareCostTests.rare.isSubset(of: result.metrics))
    for (place, own) in [(1, Metric.cancelledCallCost), (2, .judgingCost), (3, .warmingCost)] {
      for metric in RareCostTests.rare {
        let value = result.estimate(metric, of: result.strategies[place]).mean
        #expect(metric == own ? value > 0 : value == 0, "\(place) \(metric.rawValue)")
      }
    }
    for strategy in result.strategies {
      for cell in strategy.cells {
        let parts = Metric.allCases.filter {
          $0.rawValue.hasPrefix("cost_") && $0.rawValue.hasSuffix("_usd") && $0 != .costUSD
        }
        let sum = parts.reduce(0) { $0 + cell.metrics[$1] }
        #expect(abs(sum - cell.metrics[.costUSD]) < 1e-9)
      }
    }
  }
}
