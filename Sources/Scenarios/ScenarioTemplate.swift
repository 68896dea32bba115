import Declarations

/// The scenario that `simbench init` writes.
public enum ScenarioTemplate {
  /// A small scenario with a name.
  public static func text(name: String) -> String {
    """
    {
      "simbench": 1,
      "name": \(JSONValue.quoted(name)),
      "title": "What would an exact and a semantic cache save us?",
      "notes": "Replace the workload with your own numbers; `simbench explain` shows every default.",
      "run": { "seed": 1, "replications": 5, "warmup_h": 6, "measure_h": 24 },
      "workload": {
        "kind": "synthetic",
        "arrivals": { "process": "poisson", "rate_per_s": 0.2, "diurnal_peak_to_mean": 1.5 },
        "users": { "count": 1000 },
        "intents": { "count": 800, "zipf_exponent": 0.9, "one_off_share": 0.2 },
        "paraphrases": { "per_intent": 20, "text": "grammar:support" },
        "tokens": { "system": 400, "output_median": 250, "output_p95": 800 },
        "temperature_zero_share": 0.9
      },
      "providers": {
        "openai": {
          "models": {
            "gpt-4o": { "quality": { "simple": 0.97, "medium": 0.92, "complex": 0.85 } },
            "gpt-4o-mini": { "quality": { "simple": 0.96, "medium": 0.84, "complex": 0.62 } }
          }
        },
        "embedder": { "model": "text-embedding-3-small", "latency_ms_median": 25, "latency_ms_p95": 80 }
      },
      "strategies": [
        { "name": "naive", "model": "gpt-4o", "layers": [] },
        { "name": "exact", "model": "gpt-4o", "layers": [ { "use": "exact_cache", "capacity": 5000 } ] },
        { "name": "semantic", "extends": "exact", "add": [ { "use": "semantic_cache", "threshold": 0.92 } ] },
        { "name": "oracle", "model": "gpt-4o", "layers": [ { "use": "oracle_cache" } ] }
      ],
      "output": { "plots": ["cost_bar", "hits_over_time", "latency_cdf"] },
      "expect": [ { "strategy": "semantic", "metric": "false_hit_share", "max": 0.05 } ]
    }

    """
  }
}
