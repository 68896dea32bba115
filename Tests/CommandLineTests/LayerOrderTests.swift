import Foundation
import Testing

@Suite("Layers in any order")
struct LayerOrderTests {
  /// Runs a small busy stream through one strategy and returns its figures by name.
  private func figures(
    _ layers: String, provider: String = "\"batch\": {}", prices: String = ""
  ) throws -> [String: Double] {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(
      """
      { "simbench": 1, "name": "order", "run": { "replications": 1, "measure_h": 1 },
        "workload": { "kind": "synthetic", "arrivals": { "rate_per_s": 5 }, "intents": { "count": 20 },
          "paraphrases": { "per_intent": 2 }, "batch_eligible_share": 0.5,
          "tokens": { "system": 100, "user_median": 50, "user_p95": 50, "output_median": 200, "output_p95": 200 } },
        "providers": { "p": { \(provider), "models": { "m": { \(prices) "input_usd_per_1m": 2.5, "output_usd_per_1m": 10 } } } },
        "strategies": [ { "name": "x", "layers": [ \(layers) ] } ], "output": { "plots": [] } }
      """, to: "Scenarios/order.json")
    let run = try simbench.run(["run", "order", "--no-plots", "--out", "out"])
    #expect(run.code == 0, "\(run.errors)")
    let lines = String(decoding: try simbench.bytes("out/summary.csv"), as: UTF8.self).split(separator: "\n")
    let cells = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    return Dictionary(
      zip(cells[0].map(String.init), cells[1].map { Double($0) ?? .nan }),
      uniquingKeysWith: { first, _ in first })
  }

  @Test(
    "what waits for a request ends with it, whichever layer ends it",
    arguments: [
      #"{ "use": "coalesce" }, { "use": "exact_cache" }"#,
      #"{ "use": "coalesce" }, { "use": "oracle_cache" }"#,
      #"{ "use": "coalesce" }, { "use": "semantic_cache", "similarity": {} }"#,
      #"{ "use": "coalesce" }, { "use": "window_batch" }, { "use": "budget", "monthly_usd": 1 }"#,
      #"{ "use": "coalesce" }, { "use": "window_batch" }, { "use": "exact_cache" }"#,
    ])
  func coalesceBeforeOthers(layers: String) throws {
    let figures = try figures(layers)
    let ended = ["hit_share", "coalesced_share", "served_share", "rejected_share", "failed_share"]
    #expect(abs(ended.reduce(0) { $0 + (figures[$1] ?? 0) } - 1) < 1e-9)
  }

  @Test("a hit behind a window has waited for the window")
  func cacheBehindWindow() throws {
    let figures = try figures(
      #"{ "use": "window_batch", "window_ms": 500 }, { "use": "exact_cache", "lookup_ms": 1 }"#)
    #expect((figures["latency_p50_ms"] ?? 0) > 100)
    #expect((figures["latency_p50_ms"] ?? 0) <= 501)
  }

  @Test("what goes through the batch API shares no window and pays half, on either side of it")
  func batchAPIWithWindow() throws {
    let alone = #"{ "use": "window_batch", "max_size": 1 }"#
    for layers in [#"{ "use": "batch_api" }, \#(alone)"#, #"\#(alone), { "use": "batch_api" }"#] {
      let figures = try figures(layers)
      let deferred = figures["deferred_share"] ?? 0
      #expect(abs(deferred - 0.5) < 0.05)
      #expect(abs((figures["cost_usd_per_1k_requests"] ?? 0) - 2.375 * (1 - deferred / 2)) < 1e-6)
    }
  }

  @Test("a budget stops at its stop, wherever it warns")
  func budgetLevels() throws {
    let early = try figures(#"{ "use": "budget", "monthly_usd": 200, "warn": 0.1, "stop": 0.5 }"#)
    let late = try figures(#"{ "use": "budget", "monthly_usd": 200, "warn": 1, "stop": 0.5 }"#)
    #expect(early["cost_usd"] == late["cost_usd"])
  }

  @Test("a write to the prompt cache costs what the model states, unless the provider states a factor")
  func cacheWrites() throws {
    let stated = #""cache_write_usd_per_1m": 100,"#
    let cold = #""prompt_cache": { "min_prefix_tokens": 100, "ttl_s": 1e-6"#
    let own = try figures(#"{ "use": "prompt_cache" }"#, provider: cold + " }", prices: stated)
    #expect(abs((own["cost_cache_write_usd"] ?? 0) - (own["requests"] ?? 0) * 100 * 100e-6) < 1e-9)
    let free = try figures(
      #"{ "use": "prompt_cache" }"#, provider: cold + #", "write_multiplier": 1 }"#, prices: stated)
    #expect(free["cost_cache_write_usd"] == 0)
  }
}
