import Foundation
import Providers
import Simulation

import Traffic

@testable import Experiments
@testable import Metrics
@testable import Strategies

/// Results made by hand.
enum Sample {
  /// A name that tries to get out of every format.
  static let hostile = "=a'b\"c`touch hacked`$(touch hacked) @x %d {/Bold y}\n\\n^2_1, é"

  /// One replication with figures that are easy to check.
  static func cell(
    cost: Double, quality: Double, exact: Double, semantic: Double, falseHits: Double = 0, p95: Double,
    shift: Double = 0
  ) -> CellResult {
    var cell = CellResult()
    cell.metrics[.requests] = 48_000
    cell.metrics[.costUSD] = cost / 15
    cell.metrics[.costPerMonth] = cost
    cell.metrics[.inputCost] = cost / 15 * (semantic > 0 ? 0.55 : 0.6)
    cell.metrics[.outputCost] = cost / 15 * 0.4
    cell.metrics[.embeddingCost] = semantic > 0 ? cost / 15 * 0.05 : 0
    cell.metrics[.hitShare] = exact + semantic
    cell.metrics[.exactHitShare] = exact
    cell.metrics[.semanticHitShare] = semantic
    cell.metrics[.falseHitShare] = falseHits
    cell.metrics[.staleHitShare] = 0
    cell.metrics[.quality] = quality
    cell.metrics[.providerCallsPerMonth] = 720_000 * (1 - exact - semantic)
    cell.latencies = CellResult.latencyLevels.map { level in
      let hit = exact + semantic
      if level < hit { return level < exact ? 2 : 35 }
      let rest = (level - hit) / (1 - hit)
      return p95 * (0.12 + 0.25 * rest + 0.9 * rest * rest * rest * rest + 0.9 * rest / (1.08 - rest) / 12)
    }
    for (metric, level) in [(Metric.latencyP50, 50), (.latencyP95, 95), (.latencyP99, 100)] {
      cell.metrics[metric] = cell.latencies[level]
    }
    for hour in 0..<72 {
      var bucket = TimelineBucket()
      bucket.requests = 1000 + (hour * 37) % 400
      let growth = 1 - 1 / (1 + Double(hour) * 0.3) + 0.03 * Double((hour * 7 + Int(shift * 10)) % 5 - 2)
      bucket.kinds[Int(OutcomeKind.exactHit.rawValue)] = Int(Double(bucket.requests) * exact * growth)
      bucket.kinds[Int(OutcomeKind.semanticHit.rawValue)] = Int(Double(bucket.requests) * semantic * growth)
      bucket.kinds[Int(OutcomeKind.served.rawValue)] =
        bucket.requests - bucket.kinds[Int(OutcomeKind.exactHit.rawValue)]
        - bucket.kinds[Int(OutcomeKind.semanticHit.rawValue)]
      bucket.falseHits = Int(Double(bucket.requests) * falseHits)
      bucket.cost = Int128(cost / 720 * 1e12)
      cell.timeline.append(bucket)
    }
    return cell
  }

  static func strategy(_ name: String, layers: [String] = [], isBound: Bool = false, cells: [CellResult])
    -> StrategyResult
  {
    var cells = cells
    for index in cells.indices {
      cells[index].layers = layers.indices.map { layer in
        var statistics = LayerStatistics()
        statistics[.arrivals] = 1000 + index
        statistics[.lookups] = 800
        statistics[.bypasses] = 200 + index
        statistics[.hits] = 200 + 10 * layer + index
        return statistics
      }
    }
    return StrategyResult(name: name, title: nil, isBound: isBound, layers: layers, cells: cells)
  }

  static func provenance(replications: Int) -> RunResult.Provenance {
    RunResult.Provenance(
      scenario: "rag", title: "What does a cache save our support assistant?",
      scenarioHash: "0123456789abcdef",
      traceHash: nil, seed: 42, replications: replications, confidence: 0.95, warmUpHours: 24,
      measuredHours: 48,
      version: "0.1.0")
  }

  private static func part(_ layer: String, _ saving: Double, _ half: Double, quality: Double = 0)
    -> Attribution.Part
  {
    Attribution.Part(
      layer: layer, saving: Estimate(mean: saving, halfWidth: half),
      quality: Estimate(mean: quality, halfWidth: 0))
  }

  /// Two strategies, two replications.
  static var small: RunResult {
    let naive = strategy(
      "naive",
      cells: [
        cell(cost: 22_470, quality: 0.91, exact: 0, semantic: 0, p95: 4000),
        cell(cost: 22_490, quality: 0.912, exact: 0, semantic: 0, p95: 4020),
      ])
    let exact = strategy(
      "exact", layers: ["exact_cache"],
      cells: [
        cell(cost: 15_100, quality: 0.909, exact: 0.33, semantic: 0, p95: 3900),
        cell(cost: 15_000, quality: 0.911, exact: 0.334, semantic: 0, p95: 3900),
      ])
    return RunResult(
      provenance: provenance(replications: 2), strategies: [naive, exact], baseline: 0, requests: 72_345,
      dropped: [(reason: "no timestamp", count: 1234)],
      constraints: [Constraint(metric: .quality, bound: 0.95, isMaximum: false)], warnings: ["a warning"])
  }

  /// A result of conversations beside all else.
  static func conversations(_ result: RunResult) -> RunResult {
    let strategies = result.strategies
    var result = result
    result.sessionCurve = SessionCurve(
      lines: strategies.enumerated().map { place, strategy in
        SessionCurve.Line(
          strategy: strategy.name,
          turns: (0..<12).map { turn in
            var tokens = TurnTokens()
            (tokens.turns, tokens.input, tokens.cached) = (100, 100_000, place * turn * 1500)
            return tokens
          })
      },
      gaps: (0..<12).map { place in
        let start = Double(1 << place)
        return SessionCurve.Gap(from: start, to: 2 * start, turns: 40 - 3 * place, tokens: 90_000)
      })
    return result
  }

  /// Five strategies with curves.
  static func five(names: [String] = ["naive", "exact", "semantic", "full", "oracle"]) -> RunResult {
    func cells(
      _ cost: Double, _ quality: Double, _ exact: Double, _ semantic: Double, _ falseHits: Double,
      _ p95: Double
    ) -> [CellResult] {
      (0..<4).map { index in
        let shift = Double(index) - 1.5
        return cell(
          cost: cost * (1 + shift * 0.006), quality: quality + shift * 0.0011, exact: exact,
          semantic: semantic * (1 + shift * 0.01), falseHits: falseHits * (1 + shift * 0.04),
          p95: p95 * (1 + shift * 0.01), shift: shift)
      }
    }
    let strategies = [
      strategy(names[0], cells: cells(22_480, 0.921, 0, 0, 0, 8_100)),
      strategy(names[1], layers: ["exact_cache"], cells: cells(15_090, 0.9193, 0.33, 0, 0, 7_900)),
      strategy(
        names[2], layers: ["exact_cache", "semantic_cache"],
        cells: cells(10_800, 0.902, 0.33, 0.21, 0.014, 7_600)),
      strategy(
        names[3], layers: ["exact_cache", "semantic_cache", "router", "prompt_cache"],
        cells: cells(6_480, 0.887, 0.33, 0.21, 0.014, 7_300)),
      strategy(names[4], isBound: true, cells: cells(4_900, 0.926, 0.62, 0, 0, 7_000)),
    ]
    var result = RunResult(
      provenance: provenance(replications: 4), strategies: strategies, baseline: 0, requests: 72_345,
      constraints: [
        Constraint(metric: .falseHitShare, bound: 0.01, isMaximum: true),
        Constraint(metric: .quality, bound: 0.88, isMaximum: false),
      ])
    let sizes = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384]
    func line(_ policy: String, _ factor: Double, isBound: Bool = false) -> SizeCurve.Line {
      SizeCurve.Line(
        policy: policy, isBound: isBound,
        hitShares: sizes.indices.map { place in
          let share = Double(place + 1) / Double(sizes.count)
          return Estimate(mean: 0.62 * (share - (1 - factor) * share * (1 - share) * 1.8), halfWidth: 0.004)
        })
    }
    result.sizeCurve = SizeCurve(
      capacities: sizes, distinctKeys: 16_384,
      lines: [
        line("fifo", 0.6), line("lru", 0.7), line("sieve", 0.86), line("s3fifo", 0.85),
        line("belady", 1.15, isBound: true),
      ])
    result.thresholdCurve = ThresholdCurve(
      strategy: names[2], ownThreshold: 0.92,
      points: [0.80, 0.84, 0.88, 0.90, 0.92, 0.94, 0.96, 0.98].map { threshold in
        let loose = (1 - threshold) / 0.2
        return ThresholdCurve.Point(
          threshold: threshold, hitShare: Estimate(mean: 0.33 + 0.35 * loose, halfWidth: 0.006),
          semanticHitShare: Estimate(mean: 0.35 * loose, halfWidth: 0.006),
          falseHitShare: Estimate(mean: 0.09 * loose * loose * loose, halfWidth: 0.002),
          staleHitShare: Estimate(mean: 0, halfWidth: 0),
          savingShare: Estimate(mean: 0.32 + 0.3 * loose, halfWidth: 0.006),
          quality: Estimate(mean: 0.92 - 0.1 * loose * loose, halfWidth: 0.003),
          costPerMonth: Estimate(mean: 22_480 * (0.68 - 0.3 * loose), halfWidth: 90),
          errorCostPerMonth: Estimate(mean: 40_000 * loose * loose * loose, halfWidth: 100),
          totalCostPerMonth: Estimate(
            mean: 22_480 * (0.68 - 0.3 * loose) + 40_000 * loose * loose * loose, halfWidth: 150))
      })
    result.thresholdCurve?.prices = ErrorPrices(falseHit: 0.05)
    result.thresholdCurve?.optimum = ThresholdCurve.Optimum(
      place: 5, low: 0.92, high: 0.96, isAtEnd: false, savingOverOwn: Estimate(mean: 420, halfWidth: 60))
    result.discrimination = [("hashed_ngrams", 0.8), ("minilm", 0.4)].map { name, errors in
      DiscriminationCurve(
        embedder: name, requests: 1000, answerable: 700, rightNearest: 600,
        points: (1...20).map { step in
          let part = Double(step) / 20
          return DiscriminationCurve.Point(
            threshold: 1 - part / 2, right: Int(550 * part.squareRoot()), wrong: Int(300 * errors * part))
        })
    }
    result.lookupCurve = LookupCurve(
      sizes: [100, 1000, 10_000],
      lines: [
        LookupCurve.Line(index: "flat", dimensions: 384, seconds: [1e-5, 1e-4, 1e-3]),
        LookupCurve.Line(index: "hnsw ef 16", dimensions: 384, seconds: [2e-5, 3e-5, 4e-5]),
      ], entries: 3000)
    result.falseHits = [
      FalseHitList(
        strategy: names[2], total: 400,
        rows: [
          FalseHitList.Row(
            count: 245, share: 0.005, asked: "How do I cancel the basic plan?",
            answered: "How do I cancel the premium plan, \"now\"?", similarity: 0.93)
        ])
    ]
    func points(_ right: [Int], _ wrong: [Int]) -> [DecisionCurve.Point] {
      zip([100, 200, 500, 1000], zip(right, wrong)).map {
        DecisionCurve.Point(requests: $0, trials: 1000, right: $1.0, wrong: $1.1)
      }
    }
    result.decisionCurve = DecisionCurve(
      policies: ("lru", "fifo"), confidence: 0.95,
      lines: [
        DecisionCurve.Line(
          capacity: 10, difference: Estimate(mean: 0.012, halfWidth: 0.001),
          points: points([640, 860, 980, 999], [40, 30, 4, 0]), needed: (385, 360, 410)),
        DecisionCurve.Line(
          capacity: 100, difference: Estimate(mean: 0.04, halfWidth: 0.002),
          points: points([0, 930, 940, 945], [0, 10, 0, 0]), needed: nil),
      ])
    result.attribution = Attribution(
      method: "shapley", strategy: names[3],
      parts: [
        part("exact_cache", 6_900, 120, quality: -0.001), part("semantic_cache", 4_100, 90, quality: -0.004),
        part("router", 5_600, 60, quality: -0.012), part("prompt_cache", -600, 30),
      ], total: Estimate(mean: 16_000, halfWidth: 150), limits: part("budget", 0, 0))
    return result
  }

  /// A folder that is removed again.
  static func temporaryFolder() -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("reporting-\(UUID().uuidString)")
      .path
    try! FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  static func read(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
}
