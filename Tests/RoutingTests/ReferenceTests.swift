import TestSupport
import Testing

@testable import Routing

/// Against reference/routing.md.
@Suite("Routers on RouteLLM's outcomes", .enabled(if: Reference.isAvailable))
struct ReferenceTests {
  private func table(_ benchmark: Reference.Benchmark) throws -> RecordedOutcomes {
    try #require(Reference.cleaned[benchmark])
  }

  private func pair(_ table: RecordedOutcomes) throws -> RoutePair {
    try RoutePair(weak: nil, strong: nil, in: table)
  }

  /// The figures of routers on all queries.
  private func whole(_ benchmark: Reference.Benchmark, _ routers: String) throws -> RoutingResult {
    var study = RoutingStudy()
    study.trainShare = 0
    study.resamples = 0
    let table = try table(benchmark)
    return try study.run(table, pair: try pair(table), routers: try RouterSpecification.list(routers))
  }

  @Test("the outcomes are read as RouteLLM publishes them")
  func counts() throws {
    #expect(try Reference.outcomes(.gsm8k, isRaw: true).count == 1319)
    #expect(try Reference.outcomes(.mmlu, isRaw: true).count == 14042)
    let grade = try table(.gsm8k)
    #expect(grade.count == 1307 && grade.excluded == 12 && grade.domainNames.isEmpty)
    let multitask = try table(.mmlu)
    #expect(multitask.count == 14037 && multitask.excluded == 5 && multitask.domainNames.count == 57)
    for (table, weak, strong) in [(grade, 0.6373, 0.8577), (multitask, 0.6809, 0.8059)] {
      let pair = try pair(table)
      #expect(table.models[pair.weak] == "mistralai/Mixtral-8x7B-Instruct-v0.1")
      #expect(table.models[pair.strong] == "gpt-4-1106-preview")
      let totals = PairTotals(table, pair, rows: Array(0..<table.count))
      #expect(abs(totals.weakQuality - weak) < 0.00005)
      #expect(abs(totals.strongQuality - strong) < 0.00005)
    }
  }

  @Test(
    "RouteLLM's formula of eleven points gives the oracle's figure",
    arguments: [(Reference.Benchmark.gsm8k, 1.131), (.mmlu, 1.290)])
  func optimal(_ benchmark: Reference.Benchmark, _ expected: Double) throws {
    let table = try table(benchmark)
    #expect(abs(RouteLLMFormula.optimalAPGR(table, try pair(table)) - expected) < 0.0005)
  }

  @Test(
    "length alone has the APGR of the reference",
    arguments: [(Reference.Benchmark.gsm8k, 0.598), (.mmlu, 0.586)])
  func length(_ benchmark: Reference.Benchmark, _ expected: Double) throws {
    let length = try whole(benchmark, "length").routers[0]
    #expect(abs(length[.apgr].value - expected) < 0.0005)
    // Eleven thresholds at the deciles come within 0.003 of the whole curve.
    let table = try table(benchmark)
    let scores = (0..<table.count).map { Double((table.texts[$0].unicodeScalars.count + 3) / 4) }
    #expect(abs(RouteLLMFormula.apgr(table, try pair(table), scores: scores) - length[.apgr].value) < 0.003)
  }

  /// The reference's -2.05 and -1.20 are means over its own test splits, with deviations of 0.97 and 0.16; on all
  /// queries a separate program finds -1.77 and -1.09.
  @Test(
    "the printed keywords lose to random at their own rate",
    arguments: [(Reference.Benchmark.gsm8k, -1.77, -2.05, 0.97), (.mmlu, -1.09, -1.20, 0.16)])
  func keywords(
    _ benchmark: Reference.Benchmark, _ onAll: Double, _ onSplits: Double, _ deviation: Double
  ) throws {
    let printed = try whole(benchmark, "keywords").routers[0]
    #expect(abs(printed[.pointsOverRandom].value - onAll) < 0.006)
    #expect(abs(printed[.pointsOverRandom].value - onSplits) < 2 * deviation)
  }

  @Test(
    "a cascade is as accurate as its judge allows",
    arguments: [
      (Reference.Benchmark.gsm8k, [0.930, 0.893, 0.857, 0.784], 0.44...0.51),
      (.mmlu, [0.859, 0.836, 0.813, 0.767], 0.40...0.53),
    ])
  func cascade(_ benchmark: Reference.Benchmark, _ expected: [Double], _ costs: ClosedRange<Double>) throws {
    for (error, accuracy) in zip([0, 0.1, 0.2, 0.4], expected) {
      let result = try whole(benchmark, "cascade:error=\(error)")
      #expect(abs(result.routers[0][.accuracy].value - accuracy) < 0.005)
      #expect(costs.contains(result.routers[0][.cost].value / (result.totals.strongCost * 1000)))
    }
  }

  @Test("who takes the cheapest right answer works where the reference says")
  func cheapest() throws {
    for (benchmark, accuracy, cost, share) in [
      (Reference.Benchmark.gsm8k, 0.923, 1.36, 0.298), (.mmlu, 0.857, 0.300, 0.179),
    ] {
      let oracle = try whole(benchmark, "oracle_cheapest").routers[0]
      #expect(abs(oracle[.accuracy].value - accuracy) < 0.01)
      #expect(abs(oracle[.cost].value - cost) < 0.06)
      #expect(abs(oracle[.strongShare].value - share) < 0.01)
    }
  }

  /// APGR, CPT50 and AIQ; nil where the reference has none.
  private static let rows: [(router: String, gsm8k: [Double?], mmlu: [Double?])] = [
    ("random", [0.500, 0.500, 0.738], [0.500, 0.500, 0.742]),
    ("oracle", [1.117, 0.113, 0.872], [1.266, 0.064, 0.839]),
    ("length", [0.623, 0.341, 0.758], [0.585, 0.367, 0.742]),
    ("keywords", [0.451, 0.565, 0.738], [0.453, 0.552, 0.743]),
    ("keywords:words=1", [0.525, nil, nil], [0.483, nil, nil]),
    ("signals", [0.598, nil, nil], [0.540, nil, nil]),
    ("knn", [0.617, 0.350, 0.766], [0.657, 0.295, 0.756]),
    ("knn:difficulty=1", [0.563, nil, nil], [0.578, nil, nil]),
    ("linear", [0.614, 0.381, 0.767], [0.678, 0.261, 0.759]),
    ("domain", [nil, nil, nil], [0.681, 0.277, 0.761]),
  ]

  @Test(
    "every row of the table is met, and the best router beats the best row",
    arguments: Reference.Benchmark.allCases)
  func rows(_ benchmark: Reference.Benchmark) throws {
    var study = RoutingStudy()
    study.splits = benchmark.splits
    study.resamples = 0
    study.calibrates = false
    study.threads = 2
    let names =
      ReferenceTests.rows.map(\.router) + ["combined"] + (benchmark == .gsm8k ? ["factorisation"] : [])
    let table = try table(benchmark)
    let result = try study.run(
      table, pair: try pair(table), routers: try RouterSpecification.list(names.joined(separator: ",")))
    let metrics: [RoutingMetric] = [.apgr, .cpt50, .aiq]
    // Two standard deviations over splits: .03 each where the reference states none.
    let deviation = benchmark == .gsm8k ? 0.045 : 0.03
    for row in ReferenceTests.rows {
      guard let router = result.routers.first(where: { $0.label == row.router }) else { continue }
      for (metric, expected) in zip(metrics, benchmark == .gsm8k ? row.gsm8k : row.mmlu) {
        guard let expected else { continue }
        let value = router[metric].value
        #expect(abs(value - expected) < 2 * deviation, "\(row.router) \(metric.rawValue): \(value)")
      }
    }
    func best(_ metric: RoutingMetric) -> Double {
      result.routers.filter { !$0.isBound }.map { $0[metric].value }.filter(\.isFinite).max() ?? 0
    }
    #expect(best(.apgr) > (benchmark == .gsm8k ? 0.623 : 0.681))
    #expect(best(.aiq) > (benchmark == .gsm8k ? 0.767 : 0.761))
    // RouteLLM's chart has 0.56 on GSM8K, out of distribution.
    if let factorisation = result.routers.first(where: { $0.label == "factorisation" }) {
      #expect(factorisation[.apgr].value > 0.58)
    }
    let combined = try #require(result.routers.first { $0.label == "combined" })
    #expect(combined[.cpt50].value < (benchmark == .gsm8k ? 0.341 : 0.277))
  }
}
