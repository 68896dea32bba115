import Declarations
import Simulation
import TestSupport
import Testing

@testable import Experiments
@testable import Scenarios

@Suite("Decisions between two policies")
struct DecisionTests {
  private func plan(_ decision: String) throws -> DecisionPlan {
    let text = SmallScenario.text(more: ", \"analysis\": {\"decision\": \(decision)}")
    return try #require(try DecisionPlan(try SmallScenario.make(text)))
  }

  @Test("a share of trials has Wilson's interval")
  func wilson() {
    // By hand: 8 of 10 at 95 % is .4902 to .9433.
    let share = Proportion(8, of: 10, confidence: 0.95)
    #expect(share.share == 0.8)
    #expect(abs(share.lower - 0.490162) < 1e-6 && abs(share.upper - 0.943318) < 1e-6)
    #expect(Proportion(0, of: 10, confidence: 0.95).lower == 0)
    #expect(Proportion(10, of: 10, confidence: 0.95).upper == 1)
    #expect(Proportion(0, of: 0, confidence: 0.95).share.isNaN)
  }

  @Test("trials begin empty, tie until the cache is full, and are counted by winner")
  func counts() throws {
    // With 2 entries LRU hits the last request of 0 1 0 2 0, FIFO does not; 0 1 2 1 0 is a tie of one hit each.
    let keys: [UInt32] = [0, 1, 0, 2, 0, 0, 1, 2, 1, 0, 5]
    let plan = try plan("{\"capacities\": [2, 5], \"requests\": [5], \"trials\": 10}")
    let curve = plan.curve(streams: 1, threads: 1, confidence: 0.9) { _ in keys }
    let point = try #require(curve.lines[0].points.first)
    #expect(point.trials == 2 && point.right == 1 && point.wrong == 0 && point.tied == 1)
    #expect(curve.lines[0].difference.mean == 0.1)
    let roomy = try #require(curve.lines[1].points.first)
    #expect(roomy.tied == 2)
    #expect(curve.better(curve.lines[1]) == nil && curve.lines[1].needed == nil)
  }

  @Test("the length needed lies where the share of right trials passes the confidence for good")
  func crossing() {
    let points = [(100, 96), (200, 80), (400, 90), (800, 99)].map {
      DecisionCurve.Point(requests: $0.0, trials: 100, right: $0.1, wrong: 0)
    }
    func share(_ point: DecisionCurve.Point) -> Double { Double(point.right) / 100 }
    let found = DecisionCurve.Line.crossing(points, target: 0.945, share)
    // Half the way from .90 to .99 is half the way from 400 to 800 on a logarithmic scale.
    #expect(abs((found ?? 0) - 400 * 2.0.squareRoot()) < 1e-6)
    #expect(DecisionCurve.Line.crossing(points, target: 0.995, share) == nil)
    #expect(DecisionCurve.Line.crossing(Array(points.prefix(1)), target: 0.9, share) == 100)
  }

  @Test("a scenario's trials do not depend on threads, and find that LRU beats FIFO")
  func scenario() throws {
    let more =
      ", \"analysis\": {\"decision\": {\"capacities\": [20], \"requests\": [50, 2000], \"trials\": 20}}"
    let text = SmallScenario.text(more: more).replacing(
      "\"plots\": []", with: "\"plots\": [\"decision_vs_requests\"]")
    func run(_ threads: Int) throws -> DecisionCurve {
      var options = Scenario.Options()
      options.overrides = [try Override("run.threads=\(threads)")]
      options.charts = [ChartDeclaration(name: "decision_vs_requests")]
      let scenario = try Scenario(bytes: Array(text.utf8), path: "small.json", options: options)
      return try #require(try Runner(scenario).run().decisionCurve)
    }
    let one = try run(1)
    let two = try run(2)
    #expect(one.lines[0].difference == two.lines[0].difference)
    #expect(one.lines[0].points.map(\.right) == two.lines[0].points.map(\.right))
    #expect(one.better(one.lines[0]) == "lru")
    let (short, long) = (one.lines[0].points[0], one.lines[0].points[1])
    #expect(long.trials >= 15 && short.trials >= 20 * 40)
    #expect(long.right == long.trials && short.right < short.trials)
  }

  @Test(
    "two different policies are expected",
    arguments: ["[\"lru\"]", "[\"lru\", \"lru\"]", "[\"lru\", \"fifo\", \"sieve\"]"])
  func policies(_ names: String) throws {
    #expect(throws: Diagnostic.self) { try plan("{\"policies\": \(names)}") }
  }
}
