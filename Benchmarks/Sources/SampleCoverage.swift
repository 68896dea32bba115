import Declarations
import Experiments
import Foundation
import Metrics
import Scenarios
import Simulation

/// How often the stated error of a sample by intent holds the whole's figure, over seeds: `samples [SEEDS]`.
///
/// `make coverage` puts the table into Benchmarks/coverage.md.
enum SampleCoverage {
  private static let metrics: [Metric] = [
    .costPerMonth, .hitShare, .falseHitShare, .cachedTokenShare, .quality, .latencyP95,
  ]

  /// The lifetimes of the prompt cache: the usual one, and one in which a system prompt is warm for half of the calls.
  private static let cases = [("usual lifetime", "{}"), ("half warm", #"{"ttl_s": 1}"#)]

  private static let rates = [0.05, 0.2]

  /// Runs every case under `seeds` seeds, whole and sampled; the table goes to standard output.
  static func run(seeds: Int) throws {
    print("| prompt cache | rate | strategy | " + metrics.map(\.rawValue).joined(separator: " | ") + " |")
    print("|---|---|---|" + metrics.map { _ in "---|" }.joined())
    for (name, cache) in cases {
      let wholes = try results(seeds, cache, sample: nil)
      for rate in rates {
        let parts = try results(seeds, cache, sample: rate)
        for place in wholes[0].strategies.indices {
          let cells = metrics.map { coverage($0, place, wholes, parts) }
          print(
            "| \(name) | \(rate) | \(wholes[0].strategies[place].name) | \(cells.joined(separator: " | ")) |")
        }
      }
    }
  }

  private static func results(_ seeds: Int, _ cache: String, sample: Double?) throws -> [RunResult] {
    try Parallel.map(seeds, threads: Parallel.defaultThreads) { seed in
      Result {
        let text = text(seed: seed + 1, cache, sample: sample)
        return try Runner(Scenario(bytes: Array(text.utf8), path: "samples")).run()
      }
    }.map { try $0.get() }
  }

  /// Per cent of the samples whose error holds the whole's figure, and the root of the mean square of what they are off by
  /// in stated standard errors; empty for a figure that is the same everywhere.
  private static func coverage(
    _ metric: Metric, _ place: Int, _ wholes: [RunResult], _ parts: [RunResult]
  ) -> String {
    var (held, squares, all) = (0, 0.0, 0)
    for (whole, part) in zip(wholes, parts) {
      let (strategy, sampled) = (whole.strategies[place], part.strategies[place])
      let off = part.estimate(metric, of: sampled).mean - whole.estimate(metric, of: strategy).mean
      let error = part.samplingError(metric, of: sampled)
      guard off.isFinite, error.isFinite, error > 0 else { continue }
      all += 1
      held += abs(off) <= error ? 1 : 0
      squares += (off / error) * (off / error)
    }
    guard all > 0 else { return "" }
    let spread = (squares / Double(all)).squareRoot()
    return "\(Double(1000 * held / all) / 10) (\(Double(Int(spread * 100)) / 100))"
  }

  private static func text(seed: Int, _ cache: String, sample: Double?) -> String {
    """
    { "simbench": 1, "name": "samples",
      "run": { "seed": \(seed), "measure_h": 6, "replications": 1, "threads": 1 },
      \(sample.map { "\"sample\": { \"rate\": \($0), \"by\": \"intent\" }," } ?? "")
      "workload": { "kind": "synthetic", "arrivals": { "rate_per_s": 1.6 },
        "users": { "count": 2000, "zipf_exponent": 0.4 },
        "intents": { "count": 6000, "zipf_exponent": 0.4, "one_off_share": 0.1 },
        "paraphrases": { "per_intent": 3, "similarity": { "between_mean": 0.35 } },
        "tokens": { "system": 1100, "context_median": 900, "context_p95": 1200, "user_median": 60, "user_p95": 300,
          "output_median": 100, "output_p95": 300 } },
      "providers": { "openai": { "models": { "gpt-4o": { "quality": 0.95 }, "gpt-4o-mini": { "quality": 0.8 } },
        "prompt_cache": \(cache) }, "embedder": { "model": "text-embedding-3-small" } },
      "strategies": [
        { "name": "naive", "model": "gpt-4o", "layers": [ { "use": "prompt_cache" } ] },
        { "name": "exact", "model": "gpt-4o", "layers": [
          { "use": "exact_cache", "capacity": 6000, "temperature_zero_only": false },
          { "use": "prompt_cache" } ] },
        { "name": "full", "model": "gpt-4o", "layers": [
          { "use": "exact_cache", "capacity": 6000, "temperature_zero_only": false },
          { "use": "semantic_cache", "threshold": 0.9, "capacity": 6000, "temperature_zero_only": false },
          { "use": "coalesce" },
          { "use": "router", "classifier": { "kind": "confusion" },
            "routes": { "simple": "gpt-4o-mini", "medium": "gpt-4o", "complex": "gpt-4o" } },
          { "use": "prompt_cache" } ] } ] }
    """
  }
}
