import TestSupport
import Testing

@testable import Experiments
@testable import Metrics
@testable import Traffic

/// What the stated errors of a sample do not allow for.
@Suite("Warnings of samples")
struct SampleWarningTests {
  /// A sample by user of a tenth, with as many requests as expected, whose groups have as many each.
  private static func sample() throws -> SampleSummary {
    var part = SampledPart(StreamSample(rate: 0.1, unit: .user))
    part.wholeRequests = 160_000
    part.keptRequests = 16_000
    part.effectiveUnits = 500
    part.groupSizes = Array(repeating: 1000, count: StreamSample.groups)
    var stream = QueryStream(name: "s")
    stream.sampled = part
    return try #require(SampleSummary([stream], scaled: []))
  }

  /// What a strategy found of a metric in the sample, and without each group.
  private static func result(_ metric: Metric, _ whole: Double, without left: [Double]) throws -> RunResult {
    func values(_ value: Double) -> MetricValues {
      var values = MetricValues()
      values[metric] = value
      return values
    }
    var cell = CellResult()
    cell.metrics = values(whole)
    var strategy = StrategyResult(name: "capped", title: nil, isBound: false, layers: [], cells: [cell])
    strategy.leftOut = left.map(values)
    let provenance = RunResult.Provenance(
      scenario: "s", title: "", scenarioHash: "", traceHash: nil, seed: 1, replications: 1,
      confidence: 0.95, warmUpHours: 0, measuredHours: 1, version: "", sample: try sample())
    return RunResult(provenance: provenance, strategies: [strategy], baseline: 0, requests: 16_000)
  }

  /// Without each of 16 groups of 1,000 requests, of which so many were refused.
  private static func left(refused: [Double]) -> (whole: Double, left: [Double]) {
    let sum = refused.reduce(0, +)
    return (sum / 16_000, refused.map { (sum - $0) / 15_000 })
  }

  @Test("units that bear a share are told by how unevenly the groups have it")
  func bearers() throws {
    for (bearing, units) in [(1, 16.0 / 15), (2, 16.0 / 7), (4, 16.0 / 3), (8, 16.0)] {
      let refused = (0..<16).map { $0 < bearing ? 40.0 : 0 }
      let (whole, left) = Self.left(refused: refused)
      let result = try Self.result(.rejectedShare, whole, without: left)
      let found = SampleBearers(.rejectedShare, of: result.strategies[0], try Self.sample())
      #expect(abs((found?.units ?? 0) - units) < 1e-6, "\(bearing)")
      let isWarned = result.sampleWarnings.contains { $0.hasPrefix("rejected_share rests on few users") }
      #expect(isWarned == (units < 5), "\(bearing)")
    }
    let even = Self.left(refused: Array(repeating: 3, count: 16))
    let result = try Self.result(.rejectedShare, even.whole, without: even.left)
    #expect(result.sampleWarnings.isEmpty)
    let none = try Self.result(.rejectedShare, 0, without: Array(repeating: 0, count: 16))
    let nobody = SampleBearers(.rejectedShare, of: none.strategies[0], try Self.sample())
    #expect(nobody == nil)
    #expect(none.sampleWarnings.isEmpty)
  }

  @Test("the error of Jain's index is half as wide again, and one of more than half of it is warned of")
  func fairness() throws {
    for (step, isWarned) in [(0.0005, false), (0.01, true)] {
      let left = (0..<16).map { 0.3 + step * (Double($0) - 7.5) }
      let index = try Self.result(.userCostFairness, 0.3, without: left)
      let share = try Self.result(.hitShare, 0.3, without: left)
      let (wide, plain) = (
        index.samplingError(.userCostFairness, of: index.strategies[0]),
        share.samplingError(.hitShare, of: share.strategies[0])
      )
      #expect(plain > 0 && abs(wide - 1.5 * plain) < 1e-12)
      #expect(index.sampleWarnings.contains { $0.hasPrefix("user_cost_jain_index: ") } == isWarned, "\(wide)")
      #expect(share.sampleWarnings.isEmpty)
    }
  }

  @Test("a limit of each user that nobody of a sample meets is told of")
  func unmet() throws {
    let user = #"{"rate": 0.2, "by": "user"}"#
    func isTold(_ layer: String, _ sample: String?) throws -> Bool {
      let strategies = """
        {"name": "naive", "model": "gpt-4o", "layers": []},
        {"name": "capped", "model": "gpt-4o", "layers": [\(layer)]}
        """
      let run = try SmallScenario.run(SampleTests.text(sample: sample, strategies: strategies))
      return run.warnings.contains {
        $0.contains(" held no user of the sample") && $0.hasSuffix("(in 'capped')")
      }
    }
    #expect(try isTold(#"{"use": "budget", "monthly_usd": 100000, "per": "user"}"#, user))
    #expect(try !isTold(#"{"use": "budget", "monthly_usd": 100000, "per": "user"}"#, nil))
    // What all share is scaled; what somebody met says something.
    #expect(try !isTold(#"{"use": "budget", "monthly_usd": 100000000}"#, user))
    #expect(try !isTold(#"{"use": "budget", "monthly_usd": 0.01, "per": "user"}"#, user))
  }
}
