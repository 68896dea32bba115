import Similarity
import Simulation
import Testing

@testable import Routing

@Suite("Curves and what is read from them")
struct CurveTests {
  private static let random = RandomStream(seed: 5, replication: 0, purpose: RandomPurpose(900))

  /// A table of two models with random outcomes, costs and, for ties, few scores.
  static func table(_ count: Int, seed: Int, models: Int = 2) -> RecordedOutcomes {
    var scores: [Double] = []
    var costs: [Int64] = []
    for row in 0..<count {
      for model in 0..<models {
        let place = (row * models + model) * 4
        scores.append(random.uniform(seed, place) < 0.4 + 0.2 * Double(model) ? 1 : 0)
        costs.append(
          Int64(1_000_000 * (1 + model * 9)) + Int64(random.integer(below: 500_000, seed, place + 1)))
      }
    }
    return RecordedOutcomes(
      models: (0..<models).map { "model\($0)" }, texts: TextTable((0..<count).map { "query number \($0)" }),
      domainNames: [], domains: Array(repeating: 0, count: count), scores: scores, costs: costs,
      latencies: [], inputTokens: Array(repeating: 5, count: count * models),
      outputTokens: Array(repeating: 1, count: count * models), source: "made", excluded: 0)
  }

  /// The curve by its definition: at every threshold, everything is added up anew.
  private func naive(_ table: RecordedOutcomes, _ scores: [Double], _ weights: [Double])
    -> [(calls: Double, cost: Double, quality: Double)]
  {
    let total = weights.reduce(0, +)
    return ([Double.infinity] + Set(scores).sorted(by: >)).map { threshold in
      var point = (calls: 0.0, cost: 0.0, quality: 0.0)
      for row in scores.indices {
        let model = scores[row] >= threshold ? 1 : 0
        point.calls += weights[row] * Double(model) / total
        point.cost += weights[row] * Double(table.costs[row * 2 + model]) / 1e12 / total
        point.quality += weights[row] * table.scores[row * 2 + model] / total
      }
      return point
    }
  }

  /// The area under the least concave function above some points, by the best chord at each place.
  private func hullArea(_ points: [(calls: Double, cost: Double, quality: Double)], _ totals: PairTotals)
    -> Double
  {
    let top = points.map(\.quality).max() ?? 0
    let all = points.map { ($0.cost, $0.quality) } + [(totals.strongCost, top)]
    func height(_ x: Double) -> Double {
      var best = -Double.infinity
      for left in all where left.0 <= x {
        for right in all where right.0 >= x {
          let span = right.0 - left.0
          best = max(
            best, span > 0 ? left.1 + (x - left.0) / span * (right.1 - left.1) : max(left.1, right.1))
        }
      }
      return best
    }
    let places = Set(all.map(\.0)).sorted()
    return zip(places, places.dropFirst()).reduce(0) {
      $0 + (height($1.0) + height($1.1)) / 2 * ($1.1 - $1.0)
    } / (totals.strongCost - totals.weakCost)
  }

  @Test("the figures of a sweep are those of a slow definition", arguments: 0..<12)
  func figures(_ seed: Int) {
    let count = 40 + seed
    let table = CurveTests.table(count, seed: seed)
    let pair = RoutePair(weak: 0, strong: 1)
    let scores = (0..<count).map {
      Double(CurveTests.random.integer(below: seed % 3 == 0 ? 4 : 1000, seed + 100, $0))
    }
    let weights = (0..<count).map { Double(CurveTests.random.integer(below: 3, seed + 200, $0)) }
    let rows = Array(0..<count)
    for weights in [nil, weights] {
      let totals = PairTotals(table, pair, rows: rows, weights: weights)
      // Gaps to recover are asked for only where the strong model is the better one.
      guard totals.strongQuality > totals.weakQuality else { continue }
      let sweep = RouterSweep(
        scores: scores, rows: rows, fees: Array(repeating: 0, count: count), table: table, pair: pair)
      var hull: [(Double, Double)] = []
      let fast = CurveFigures(sweep, totals: totals, weights: weights, hull: &hull)
      let points = naive(table, scores, weights ?? Array(repeating: 1, count: count))
      let steps = Array(zip(points, points.dropFirst()))
      let gap = totals.strongQuality - totals.weakQuality
      let area = steps.reduce(0) { $0 + ($1.0.quality + $1.1.quality) / 2 * ($1.1.calls - $1.0.calls) }
      #expect(abs(fast.apgr - (area - totals.weakQuality) / gap) < 1e-9)
      let dollars = steps.reduce(0) { $0 + ($1.0.quality + $1.1.quality) / 2 * ($1.1.cost - $1.0.cost) }
      let span = totals.strongCost - totals.weakCost
      #expect(abs(fast.apgrDollars - (dollars / span - totals.weakQuality) / gap) < 1e-9)
      for (share, value) in zip(CurveFigures.gapShares, fast.cpt) {
        let target = totals.weakQuality + share * gap - 1e-12
        let expected: Double
        if points[0].quality >= target {
          expected = 0
        } else if let step = steps.first(where: { $0.1.quality >= target }) {
          let part = (target - step.0.quality) / (step.1.quality - step.0.quality)
          expected = step.0.calls + part * (step.1.calls - step.0.calls)
        } else {
          continue
        }
        #expect(abs(value - expected) < 1e-9, "seed \(seed), CPT \(share)")
      }
      #expect(abs(fast.aiq - hullArea(points, totals)) < 1e-9, "seed \(seed)")
    }
  }

  @Test("random routing recovers half the gap, and its hull is its line")
  func random() {
    let table = CurveTests.table(100, seed: 3)
    let pair = RoutePair(weak: 0, strong: 1)
    let rows = Array(0..<100)
    let totals = PairTotals(table, pair, rows: rows)
    let sweep = RouterSweep(
      scores: Array(repeating: 0, count: 100), rows: rows, fees: Array(repeating: 0, count: 100),
      table: table,
      pair: pair)
    var hull: [(Double, Double)] = []
    let figures = CurveFigures(sweep, totals: totals, weights: nil, hull: &hull)
    #expect(abs(figures.apgr - 0.5) < 1e-9 && abs(figures.cpt[1] - 0.5) < 1e-9)
    #expect(abs(figures.aiq - (totals.weakQuality + totals.strongQuality) / 2) < 1e-9)
  }

  @Test("a sweep of what answers are worth takes the best model at every price")
  func worth() {
    let table = CurveTests.table(30, seed: 8, models: 4)
    let rows = Array(0..<30)
    let quality = (0..<120).map { CurveTests.random.uniform(40, $0) }
    let cost = (0..<120).map { CurveTests.random.uniform(41, $0) * 1e-3 }
    let sweep = RouterSweep(
      quality: quality, cost: cost, rows: rows, fees: Array(repeating: 0, count: 30), table: table,
      pair: RoutePair(weak: 0, strong: 3))
    for worth in [0, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 1] {
      let operation = sweep.operation(at: RouterThreshold(key: -worth, shareAtKey: 1))
      for row in rows {
        let best =
          (0..<4).max {
            worth * quality[row * 4 + $0] - cost[row * 4 + $0] < worth * quality[row * 4 + $1]
              - cost[row * 4 + $1]
          } ?? 0
        #expect(abs(operation.quality[row] - table.scores[row * 4 + best]) < 1e-9)
        #expect(abs(operation.cost[row] - Double(table.costs[row * 4 + best]) / 1e12) < 1e-15)
        #expect(abs(operation.calls[row] - (best == 3 ? 1 : 0)) < 1e-9)
      }
    }
  }

  @Test("the oracle's frontier is the cheapest way to a quality")
  func frontier() {
    let table = CurveTests.table(12, seed: 21)
    let pair = RoutePair(weak: 0, strong: 1)
    let rows = Array(0..<12)
    let totals = PairTotals(table, pair, rows: rows)
    var frontier = OracleFrontier(table, pair, rows: rows)
    frontier.weigh(totals, nil)
    // Every way to route twelve queries.
    for mask in 0..<4096 {
      var quality = 0.0
      var cost = 0.0
      for row in rows {
        let model = mask >> row & 1
        quality += table.scores[row * 2 + model] / 12
        cost += Double(table.costs[row * 2 + model]) / 1e12 / 12
      }
      #expect(frontier.cost(quality: quality) <= cost + 1e-15)
    }
  }

  @Test("a rule draws the line where it says")
  func rules() {
    let table = CurveTests.table(200, seed: 2)
    let pair = RoutePair(weak: 0, strong: 1)
    let rows = Array(0..<200)
    let totals = PairTotals(table, pair, rows: rows)
    for levels in [3, 100_000] {
      let scores = rows.map { Double(CurveTests.random.integer(below: levels, 77, $0)) }
      let sweep = RouterSweep(
        scores: scores, rows: rows, fees: Array(repeating: 0, count: 200), table: table, pair: pair)
      let line = OperatingRule.qualityFloor(0.9).threshold(sweep, strongQuality: totals.strongQuality)
      let quality = sweep.operation(at: line).quality.reduce(0, +) / 200
      #expect(abs(quality - max(0.9 * totals.strongQuality, totals.weakQuality)) < 1e-9)
      let worth = OperatingRule.willingnessToPay(5e-5)
      let best = sweep.operation(at: worth.threshold(sweep, strongQuality: totals.strongQuality))
      func value(_ operation: RouterOperation) -> Double {
        operation.quality.reduce(0, +) * 5e-5 - operation.cost.reduce(0, +)
      }
      for key in Set(scores) {
        #expect(value(best) >= value(sweep.operation(at: RouterThreshold(key: key))) - 1e-12)
      }
    }
  }
}
