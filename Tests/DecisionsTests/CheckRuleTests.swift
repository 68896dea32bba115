import TestSupport
import Testing

import Decisions
@testable import Experiments

@Suite("Rules on intervals")
struct CheckRuleTests {
  /// Naive needs 0, 9 and 5 retries, exact always 5: more on average, but not beyond the paired interval.
  private func check(_ rule: String) throws -> Check {
    let expect =
      ", \"expect\": [{\"strategy\": \"exact\", \"metric\": \"retries\", \"greater_than\": \"naive\", \"rule\": \"\(rule)\"}]"
    let scenario = try SmallScenario.make(SmallScenario.text(more: expect))
    var result = try Runner(scenario).run()
    for (place, retries) in [[0.0, 9, 5], [5, 5, 5]].enumerated() {
      for (cell, value) in retries.enumerated() {
        result.strategies[place].cells[cell].metrics[.retries] = value
      }
    }
    return Check(result, scenario: scenario, baseline: nil)
  }

  @Test(
    "a rule that the figure meets is not broken by the last digits of a sum",
    arguments: ["\"min\": -0.01", "\"equals\": -0.01", "\"min\": -0.02, \"max\": -0.01"])
  func lastDigits(_ rule: String) throws {
    let models = """
      {"name": "strong", "model": "gpt-4o", "layers": []}, {"name": "weak", "model": "gpt-4o-mini", "layers": []}
      """
    let expect = ", \"expect\": [{\"strategy\": \"weak\", \"metric\": \"quality_change\", \(rule)}]"
    let scenario = try SmallScenario.make(SmallScenario.text(strategies: models, more: expect))
    var result = try Runner(scenario).run()
    for cell in result.strategies[0].cells.indices {
      result.strategies[0].cells[cell].metrics[.quality] = 0.9
      result.strategies[1].cells[cell].metrics[.quality] = 0.89
    }
    #expect(Check(result, scenario: scenario, baseline: nil).passes)
  }

  @Test("a difference within the paired interval passes as a point and fails on the interval")
  func pairedInterval() throws {
    #expect(try check("point").passes)
    let line = try #require(try check("ci").lines.first)
    #expect(line.verdict == .fail)
    // The reason stands in the line: the mean alone would pass.
    #expect(line.margin ?? 0 > 1 && abs((line.lead ?? 0) - 1.0 / 3) < 1e-9)
    #expect(try check("point").lines.first?.margin == nil)
  }
}
