import Declarations
import Simulation

@testable import Experiments
@testable import Scenarios

/// A scenario that runs in a moment, with parts to replace.
package enum SmallScenario {
  package static let exact = "{\"use\": \"exact_cache\", \"capacity\": 50}"

  package static let strategies = """
    {"name": "naive", "model": "gpt-4o", "layers": []},
    {"name": "exact", "model": "gpt-4o", "layers": [\(exact)]},
    {"name": "full", "extends": "exact", "add": [
      {"use": "semantic_cache", "threshold": 0.9, "capacity": 50}, {"use": "coalesce"},
      {"use": "router", "classifier": {"kind": "confusion", "accuracy": 0.8},
       "routes": {"simple": "gpt-4o-mini", "medium": "gpt-4o", "complex": "gpt-4o"}}]}
    """

  package static func text(
    strategies: String = strategies, more: String = "", workload: String = "",
    run: String = "\"replications\": 3"
  ) -> String {
    """
    {"simbench": 1, "name": "small",
     "run": {"seed": 5, "warmup_h": 0.1, "measure_h": 0.3, \(run)},
     "workload": {"kind": "synthetic", "arrivals": {"rate_per_s": 1},
      "intents": {"count": 60, "zipf_exponent": 0.9}, "paraphrases": {"per_intent": 4, "similarity": {}}\(workload)},
     "providers": {"openai": {"models": {"gpt-4o": {"quality": 0.95}, "gpt-4o-mini": {"quality": 0.8}},
      "faults": {"error_share": 0.05, "error_billed_share": 0.5}}},
     "strategies": [\(strategies)],
     "output": {"plots": []}\(more)}
    """
  }

  package static func make(_ text: String, _ overrides: [String] = []) throws -> Scenario {
    var options = Scenario.Options()
    options.overrides = try overrides.map { try Override($0) }
    return try Scenario(bytes: Array(text.utf8), path: "small.json", options: options)
  }

  package static func run(_ text: String, _ overrides: [String] = []) throws -> RunResult {
    try Runner(try make(text, overrides)).run()
  }
}
