import Declarations
import Simulation
import TestSupport
import Testing

@testable import Experiments
@testable import Metrics

@Suite("Runner")
struct RunnerTests {
  private func isSame(_ left: Double, _ right: Double) -> Bool {
    left == right || (left.isNaN && right.isNaN)
  }

  @Test("the number of threads changes no figure")
  func threads() throws {
    let more = ", \"analysis\": {\"attribution\": \"shapley\"}"
    let one = try SmallScenario.run(SmallScenario.text(more: more), ["run.threads=1"])
    let two = try SmallScenario.run(SmallScenario.text(more: more), ["run.threads=2"])
    #expect(one.strategies.map(\.name) == two.strategies.map(\.name))
    for (left, right) in zip(one.strategies, two.strategies) {
      #expect(left.cells.count == 3)
      for (own, other) in zip(left.cells, right.cells) {
        for metric in Metric.allCases {
          #expect(isSame(own.metrics[metric], other.metrics[metric]), "\(left.name) \(metric)")
        }
        #expect(own.latencies.elementsEqual(other.latencies, by: isSame))
      }
    }
    #expect(one.attribution?.parts.map(\.saving) == two.attribution?.parts.map(\.saving))
  }

  @Test("the same scenario gives the same figures, another seed gives others")
  func repeatable() throws {
    func cost(_ overrides: [String]) throws -> Double {
      try SmallScenario.run(SmallScenario.text(), overrides).strategies[2].cells[0].metrics[.costUSD]
    }
    let first = try cost([])
    #expect(try cost([]) == first)
    #expect(try cost(["run.seed=6"]) != first)
  }

  @Test("a strategy saves nothing against itself, and a twin saves nothing against the first")
  func pairedIdentity() throws {
    let result = try SmallScenario.run(
      SmallScenario.text(
        strategies: SmallScenario.strategies + ", {\"name\": \"twin\", \"extends\": \"full\"}"))
    for strategy in result.strategies {
      for metric in [Metric.savingShare, .savingPerMonth, .qualityChange] {
        let estimate = result.estimate(metric, of: strategy, versus: strategy)
        #expect(estimate.mean == 0 && estimate.halfWidth == 0)
      }
    }
    let full = try #require(result.strategy("full"))
    let twin = try #require(result.strategy("twin"))
    let saving = result.estimate(.savingShare, of: twin, versus: full)
    #expect(saving.mean == 0 && saving.halfWidth == 0)
    #expect(result.estimate(.savingShare, of: full).mean > 0.1)
  }

  @Test("shares of the outcomes add up to 1, and costs to the whole")
  func sums() throws {
    let result = try SmallScenario.run(SmallScenario.text())
    for strategy in result.strategies {
      for cell in strategy.cells {
        let values = cell.metrics
        let ends = [
          Metric.exactHitShare, .semanticHitShare, .coalescedShare, .servedShare, .rejectedShare,
          .failedShare,
        ]
        #expect(abs(ends.reduce(0) { $0 + values[$1] } - 1) < 1e-12)
        let parts = [
          Metric.inputCost, .cachedInputCost, .cacheWriteCost, .outputCost, .failedCallCost, .embeddingCost,
          .routingCost, .storageCost,
        ]
        #expect(abs(parts.reduce(0) { $0 + values[$1] } - values[.costUSD]) < 1e-9)
        #expect(abs(values[.hitShare] - values[.exactHitShare] - values[.semanticHitShare]) < 1e-12)
        #expect(abs(values[.costPerMonth] - values[.costUSD] * 2400) < 1e-6)
      }
    }
  }

  @Test("strategies see the same requests in every replication, and replications differ")
  func commonRandomNumbers() throws {
    let result = try SmallScenario.run(SmallScenario.text())
    let requests = result.strategies.map { $0.cells.map { $0.metrics[.requests] } }
    #expect(requests[0] == requests[1] && requests[1] == requests[2])
    #expect(Set(requests[0]).count > 1)
  }

  @Test("replications with different numbers of one-off prompts share their neighbours")
  func oneOffs() throws {
    let text = SmallScenario.text().replacing("\"similarity\": {}", with: "\"text\": \"grammar:support\"")
      .replacing("\"count\": 60", with: "\"count\": 60, \"one_off_share\": 0.4")
    let result = try SmallScenario.run(text, ["full.semantic_cache.threshold=0.2", "run.replications=6"])
    let full = try #require(result.strategy("full"))
    #expect(full.cells.allSatisfy { $0.metrics[.semanticHitShare] > 0.1 })
  }

  @Test("Shapley parts add up to the saving of the whole", arguments: ["shapley"])
  func attribution(_ method: String) throws {
    let result = try SmallScenario.run(
      SmallScenario.text(
        more: ", \"analysis\": {\"attribution\": \"\(method)\", \"attribution_replications\": 3}"))
    let attribution = try #require(result.attribution)
    #expect(attribution.strategy == "full")
    #expect(attribution.parts.map(\.layer) == ["exact_cache", "semantic_cache", "coalesce", "router"])
    let sum = attribution.parts.reduce(0) { $0 + $1.saving.mean }
    #expect(abs(sum - attribution.total.mean) < 1e-9 * abs(attribution.total.mean))
    let full = try #require(result.strategy("full"))
    #expect(
      abs(attribution.total.mean - result.estimate(.savingPerMonth, of: full).mean) < 1e-9
        * attribution.total.mean)
  }

  @Test(
    "a budget that throttles nothing is given nothing of the saving", arguments: ["shapley", "leave_one_out"])
  func idleBudget(_ method: String) throws {
    // Enough for the whole stack, far too little for a part of it.
    let result = try SmallScenario.run(
      SmallScenario.text(
        strategies: SmallScenario.strategies
          + #", {"name": "last", "extends": "full", "add": [{"use": "budget", "monthly_usd": 4000}]}"#,
        more: ", \"analysis\": {\"attribution\": \"\(method)\", \"attribution_replications\": 3}"))
    let last = try #require(result.strategy("last"))
    try #require(result.estimate(.rejectedShare, of: last).mean == 0)
    let attribution = try #require(result.attribution)
    #expect(!attribution.parts.map(\.layer).contains("budget"))
    #expect(attribution.limits?.layer == "budget")
    #expect(attribution.limits?.saving.mean == 0)
    guard method == "shapley" else { return }
    let parts = attribution.parts.reduce(0) { $0 + $1.saving.mean }
    #expect(abs(parts - attribution.total.mean) < 1e-9 * attribution.total.mean)
    let quality = attribution.parts.reduce(0) { $0 + $1.quality.mean }
    #expect(abs(quality - result.estimate(.qualityChange, of: last).mean) < 1e-9)
  }

  @Test("Shapley weights of all subsets add up to 1", arguments: 1...10)
  func shapleyWeights(_ count: Int) {
    let sum = (0..<(1 << (count - 1))).reduce(0.0) {
      $0 + AttributionPlan.weight($1.nonzeroBitCount, of: count)
    }
    #expect(abs(sum - 1) < 1e-12)
  }

  @Test("leaving a layer out tells what it saved")
  func leaveOneOut() throws {
    let result = try SmallScenario.run(
      SmallScenario.text(
        strategies: SmallScenario.strategies
          + ", {\"name\": \"part\", \"extends\": \"full\", \"remove\": [\"router\"]}",
        more: """
          , "analysis": {"attribution": "leave_one_out", "attribution_strategy": "full", "attribution_replications": 3}
          """))
    let attribution = try #require(result.attribution)
    let (part, full) = (try #require(result.strategy("part")), try #require(result.strategy("full")))
    let saving = result.estimate(.savingPerMonth, of: full, versus: part).mean
    #expect(abs(attribution.parts[3].saving.mean - saving) < 1e-9 * abs(saving))
  }

  // MARK: Sweeps

  private func sweep(_ axes: String, maximumCells: Int = 1_000_000) throws -> RunResult {
    let text = SmallScenario.text(more: ", \"sweep\": {\"strategy\": \"full\", \"axes\": \(axes)}")
    return try Runner(try SmallScenario.make(text)).sweep(maximumCells: maximumCells)
  }

  @Test("a sweep runs every combination, the last axis fastest")
  func grid() throws {
    let sweep = try #require(
      try sweep("{\"exact_cache.capacity\": [5, 500], \"exact_cache.eviction\": [\"fifo\", \"lru\"]}").sweep)
    #expect(sweep.axes == ["exact_cache.capacity", "exact_cache.eviction"])
    #expect(sweep.rows.map(\.values) == [["5", "fifo"], ["5", "lru"], ["500", "fifo"], ["500", "lru"]])
    let hits = sweep.rows.map { $0.result.cells[0].metrics[.hitShare] }
    #expect(hits[2] > hits[0])
    #expect(hits[2] == hits[3])
  }

  @Test("a cell of a sweep is what the strategy would be")
  func cell() throws {
    let sweep = try #require(try sweep("{\"exact_cache.capacity\": [7]}").sweep)
    let result = try SmallScenario.run(SmallScenario.text(), ["full.exact_cache.capacity=7"])
    let own = try #require(result.strategy("full"))
    #expect(sweep.rows[0].result.cells.map { $0.metrics[.costUSD] } == own.cells.map { $0.metrics[.costUSD] })
  }

  @Test("too many cells are refused with their number, whatever the product")
  func explosion() throws {
    let few = try #require(throws: Diagnostic.self) {
      try sweep("{\"exact_cache.capacity\": [1, 2, 3], \"exact_cache.ttl_s\": [1, 2]}", maximumCells: 5)
    }
    #expect(few.message.contains("the sweep has 6 cells; at most 5 were expected"))
    #expect(few.kind == .badInput)
    let hundred = "[" + (1...100).map(String.init).joined(separator: ", ") + "]"
    let axes = (0..<12).map { "\"exact_cache.p\($0)\": \(hundred)" }.joined(separator: ", ")
    let many = try #require(throws: Diagnostic.self) { try sweep("{\(axes)}") }
    #expect(many.message.contains("more than 2^63"))
  }

  @Test(
    "an axis that names no parameter of the strategy is refused",
    arguments: [
      "{\"budget.stop\": [1]}", "{\"exact_cache.capacty\": [1]}", "{\"exact_cache.capacity\": [0]}",
      "{\"capacity\": [1]}",
    ])
  func badAxis(_ axes: String) { #expect(throws: Diagnostic.self) { try sweep(axes) } }
}
