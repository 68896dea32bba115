import Declarations
import Experiments
import Foundation
import Metrics
import Scenarios
import Simulation

/// How often the intervals of a run hold the truth: the same scenario under many seeds.
///
/// The truth of a figure is its mean over all seeds. `make coverage` writes Benchmarks/coverage.md.
enum CoverageBenchmark {
  /// A shipped scenario, cut to what runs in a moment.
  private struct Case {
    let name: String
    let scenario: String
    let overrides: [String]
  }

  private static let cases = [
    Case(
      name: "rag-like", scenario: "Scenarios/rag.json",
      overrides: [
        "run.warmup_h=2", "run.measure_h=4", "run.replications=10", "workload.intents.count=400",
        "workload.arrivals.rate_per_s=0.25", "workload.paraphrases.per_intent=10",
        "workload.arrivals.diurnal_peak_to_mean=1", "workload.arrivals.peak_hour=null",
        "providers.openai.faults.outages=[]",
      ]),
    Case(
      name: "support-faq-like", scenario: "Scenarios/support-faq.json",
      overrides: ["run.warmup_h=12", "run.measure_h=48", "run.replications=10"]),
    Case(
      name: "heavy-tailed", scenario: "Scenarios/rag.json",
      overrides: [
        "run.warmup_h=2", "run.measure_h=4", "run.replications=10", "workload.intents.count=400",
        "workload.arrivals.rate_per_s=0.25", "workload.paraphrases.per_intent=10",
        "workload.arrivals.process=bursty", "workload.arrivals.burst_ratio=20",
        "workload.users.zipf_exponent=1.3", "workload.tokens.output_p95=6000",
        "workload.tokens.context_p95=12000", "providers.openai.faults.outages=[]",
      ]),
  ]

  private static let metrics = [
    "cost_usd_per_month", "cost_saving_usd_per_month", "cost_saving_share", "hit_share", "stale_hit_share",
    "false_hit_share", "quality", "quality_change", "latency_p95_ms",
  ].compactMap(Metric.init(rawValue:))

  /// Runs every case under `seeds` seeds; the table goes to standard output.
  static func run(seeds: Int) throws {
    print("| workload | strategy | " + metrics.map(\.rawValue).joined(separator: " | ") + " |")
    print("|---|---|" + metrics.map { _ in "---|" }.joined())
    for one in cases { try run(one, seeds: seeds) }
  }

  private static func run(_ one: Case, seeds: Int) throws {
    var options = Scenario.Options()
    options.overrides = try one.overrides.map { try Override($0) }
    var scenario = try Scenario.load(one.scenario, options: options)
    var estimates: [String: [Metric: [Estimate]]] = [:]
    for seed in 1...seeds {
      scenario.seed = UInt64(seed)
      let result = try Runner(scenario).runStrategies()
      for strategy in result.strategies {
        for metric in metrics {
          estimates[strategy.name, default: [:]][metric, default: []].append(
            result.estimate(metric, of: strategy))
        }
      }
    }
    for strategy in scenario.strategies {
      let cells = metrics.map { coverage(estimates[strategy.name]?[$0] ?? []) }
      print("| \(one.name) | \(strategy.name) | \(cells.joined(separator: " | ")) |")
    }
  }

  /// Per cent of the intervals that hold the mean over all; empty for a figure that never varies.
  private static func coverage(_ estimates: [Estimate]) -> String {
    let truth = estimates.reduce(0) { $0 + $1.mean } / Double(max(1, estimates.count))
    guard truth.isFinite, estimates.contains(where: { $0.halfWidth > 1e-9 * abs(truth) }) else { return "" }
    let held = estimates.count { abs($0.mean - truth) <= $0.halfWidth }
    return String(Double((1000 * held / estimates.count)) / 10)
  }
}
