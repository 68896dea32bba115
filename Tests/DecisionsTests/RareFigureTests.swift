import Experiments
import Scenarios
import TestSupport
import Testing

@testable import Decisions

@Suite("Figures that only some layers have")
struct RareFigureTests {
  private func figures(_ layers: String) throws -> Set<String> {
    let scenario = try SmallScenario.make(
      SmallScenario.text(strategies: "{\"name\": \"a\", \"model\": \"gpt-4o\", \"layers\": [\(layers)]}"))
    let baseline = Baseline(try Runner(scenario).run(), of: scenario)
    return Set(baseline.strategies[0].figures.map(\.metric))
  }

  @Test("a baseline holds a cost that only some layers have where something was spent on it")
  func baseline() throws {
    let plain = try figures("")
    #expect(plain.contains("cost_failed_calls_usd") && !plain.contains("cost_cancelled_calls_usd"))
    let hedged = try figures("{\"use\": \"hedge\", \"after_ms\": 1000}")
    #expect(hedged == plain.union(["cost_cancelled_calls_usd"]))
  }
}
