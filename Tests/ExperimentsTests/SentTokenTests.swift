import Declarations
import Testing

@testable import Experiments
@testable import Scenarios

/// Figures over the tokens that are sent, where these are not the stream's.
@Suite("Tokens that are sent")
struct SentTokenTests {
  @Test("the cached share is over what is sent, in the summary and by turn, though contexts are compacted")
  func compacted() throws {
    let text = """
      {"simbench": 1, "name": "sent", "run": {"seed": 3, "replications": 1, "warmup_h": 0, "measure_h": 4},
      "workload": {"kind": "synthetic", "arrivals": {"rate_per_s": 0.01}, "tokens": {"system": 2000},
        "sessions": {"kind": "agent", "turns_median": 30, "turns_p95": 80}},
      "providers": {"p": {"models": {"m": {"input_usd_per_1m": 2, "cached_input_usd_per_1m": 0.5,
        "cache_write_usd_per_1m": 4, "output_usd_per_1m": 8}},
        "prompt_cache": {"min_prefix_tokens": 0, "step_tokens": 1, "ttl_s": 300, "write_multiplier": 2}}},
      "strategies": [{"name": "a", "model": "m", "layers": [
        {"use": "compact", "trigger_tokens": 20000, "keep_share": 0.1}, {"use": "prompt_cache"}]}],
      "output": {"plots": ["cached_by_turn"]}}
      """
    var options = Scenario.Options()
    options.charts = [ChartDeclaration(name: "cached_by_turn")]
    let scenario = try Scenario(bytes: Array(text.utf8), path: "sent.json", options: options)
    let cell = try Runner(scenario).run().strategies[0].cells[0]
    let metrics = cell.metrics
    // Summaries come in front of the cache and are neither read nor written; the rest of each prompt is one of both.
    let read = metrics[.cachedInputCost] / 0.5e-6
    let written = metrics[.cacheWriteCost] / 4e-6
    #expect(metrics[.inputCost] > 0 && written > 0)
    #expect(abs(metrics[.cachedTokenShare] - read / (read + written)) < 1e-9)
    let sent = Double(cell.turns.reduce(0) { $0 + $1.input })
    #expect(abs(sent - (read + written)) < 1)
  }
}
