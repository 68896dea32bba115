import Declarations
import Experiments
import Scenarios
import Strategies
import Traffic

/// Requests a second and bytes a request of a synthetic stream through single strategies, on one core.
///
/// `make bench` runs it; the figures of a machine go to Benchmarks/replay.md by hand. Absolute figures are noise
/// on shared machines: compare runs made side by side.
enum GatewayBenchmark {
  static func run(requests: Int) throws {
    let scenario = try Scenario(bytes: Array(text(requests: requests).utf8), path: "bench")
    let runner = Runner(scenario)
    let before = residentBytes()
    var loaded: [QueryStream] = []
    let making = try seconds { loaded = try runner.streams() }
    let count = loaded[0].count
    let held = residentBytes() - before
    print(
      "stream: \(count) requests in \(rounded(making)) s; \(QueryStream.bytesPerRequest) bytes a request in the columns,"
    )
    print("        \(rounded(Double(held) / Double(count))) bytes a request resident")
    loaded = []
    let prepared = try runner.preparedStreams()[0]
    for strategy in scenario.strategies {
      let gateway = runner.gateway(of: strategy, replication: 0, on: prepared)
      let running = try seconds { try gateway.run() }
      let hits = gateway.outcomes.kind.count { $0.isHit }
      print(
        "\(strategy.name): \(Int(Double(count) / running)) requests/s on one core (\(rounded(running)) s, hits \(rounded(100 * Double(hits) / Double(count))) %)"
      )
    }
  }

  private static func text(requests: Int) -> String {
    """
    { "simbench": 1, "name": "bench",
      "run": { "seed": 42, "replications": 1, "measure_h": \(Double(requests) / 10 / 3600), "threads": 1 },
      "workload": { "kind": "synthetic",
        "arrivals": { "rate_per_s": 10, "diurnal_peak_to_mean": 1.5 },
        "users": { "count": 100000, "zipf_exponent": 0.6 },
        "intents": { "count": 50000, "zipf_exponent": 0.9, "one_off_share": 0.2, "volatile_share": 0.05 },
        "paraphrases": { "per_intent": 20, "similarity": {} },
        "tokens": { "system": 1100, "context_median": 900, "context_p95": 2500, "user_median": 60, "user_p95": 300, "output_median": 350, "output_p95": 1100 },
        "temperature_zero_share": 0.85 },
      "providers": { "openai": { "models": { "gpt-4o": {}, "gpt-4o-mini": {} }, "prompt_cache": {}, "faults": { "error_share": 0.002 } },
        "embedder": { "model": "text-embedding-3-small", "latency_ms_median": 25 } },
      "strategies": [
        { "name": "exact", "model": "gpt-4o", "layers": [ { "use": "exact_cache", "capacity": 100000, "ttl_s": 86400 } ] },
        { "name": "full", "extends": "exact", "add": [
          { "use": "semantic_cache", "threshold": 0.92, "capacity": 100000, "ttl_s": 86400 },
          { "use": "coalesce" },
          { "use": "router", "classifier": { "kind": "confusion" }, "routes": { "simple": "gpt-4o-mini", "medium": "gpt-4o", "complex": "gpt-4o" } },
          { "use": "prompt_cache" },
          { "use": "budget", "monthly_usd": 1000000, "throttle_to": "gpt-4o-mini" } ] } ] }
    """
  }
}
