import Declarations
import Experiments
import Scenarios
import Strategies
import Traffic

/// How long conversations take on one core: a recording of agents under every preset of a prompt cache and every arm,
/// and synthetic turns in a closed loop before four deployments.
///
/// The figures of a machine go to Benchmarks/conversations.md by hand.
enum ConversationBenchmark {
  static func run(_ words: [String]) throws {
    if let path = words.first { try recorded(path) }
    try closedLoop(turns: words.dropFirst().first.flatMap(Int.init) ?? 1_000_000)
  }

  private static func recorded(_ path: String) throws {
    var strategies = 0
    var requests = 0
    let whole = try seconds {
      let scenario = try Scenario(bytes: Array(recordedText(path).utf8), path: "bench")
      let runner = Runner(scenario)
      let prepared = try runner.preparedStreams()[0]
      requests = prepared.stream.count
      strategies = scenario.strategies.count
      for strategy in scenario.strategies {
        try runner.gateway(of: strategy, replication: 0, on: prepared).run()
      }
    }
    print(
      "\(requests) recorded requests, \(strategies) strategies of \(presets.count) presets: \(rounded(whole)) s"
    )
  }

  private static func closedLoop(turns: Int) throws {
    let scenario = try Scenario(bytes: Array(closedText(turns).utf8), path: "bench")
    let runner = Runner(scenario)
    let before = residentBytes()
    var loaded: [QueryStream] = []
    let making = try seconds { loaded = try runner.streams() }
    let held = residentBytes() - before
    print(
      "\(loaded[0].count) turns drawn in \(rounded(making)) s, \(rounded(Double(held) / Double(loaded[0].count))) bytes a "
        + "turn resident")
    loaded = []
    let prepared = try runner.preparedStreams()[0]
    for strategy in scenario.strategies {
      let gateway = runner.gateway(of: strategy, replication: 0, on: prepared)
      let running = try seconds { try gateway.run() }
      let arrived = gateway.outcomes.arrivals.count { $0 != .never }
      print("\(strategy.name): \(arrived) turns in \(rounded(running)) s")
    }
  }

  /// The presets, with what their arms may set.
  private static let presets: [(name: String, hasBreakpoints: Bool, hasHour: Bool, renews: Bool)] = [
    ("openai", false, false, true), ("openai_24h", false, false, true), ("openai_5_6", true, false, true),
    ("anthropic", true, true, true), ("gemini", false, false, true), ("gemini_explicit", true, false, false),
    ("deepseek", false, false, true), ("self_hosted", false, false, false),
  ]

  private static func recordedText(_ path: String) -> String {
    var providers: [String] = []
    var strategies: [String] = []
    for preset in presets {
      let (dear, cheap) = ("opus-\(preset.name)", "haiku-\(preset.name)")
      providers.append(
        """
        "\(preset.name)": {"models": {
          "\(dear)": {"price_of": "claude-opus-4-5", "latency_preset": "claude-opus-4.5", "quality": 0.94},
          "\(cheap)": {"price_of": "claude-haiku-4-5", "latency_preset": "claude-haiku-4.5", "quality": 0.92}},
          "prompt_cache": {"preset": "\(preset.name)"}}
        """)
      let cache = #"{"use": "prompt_cache"}"#
      let router = #"""
        {"use": "router", "classifier": {"kind": "random", "simple": 0.6, "medium": 0.25, "complex": 0.15},
          "routes": {"simple": "\#(cheap)", "medium": "\#(dear)", "complex": "\#(dear)"}}
        """#
      var arms = [
        ("no cache", ""), ("cache", cache), ("router", router), ("router + cache", router + "," + cache),
        ("gated + cache", router + "," + cache + #",{"use": "balance", "by": "switch_gate"}"#),
        ("compacted", cache + #",{"use": "compact", "trigger_tokens": 100000}"#),
      ]
      if preset.hasBreakpoints {
        for place in ["system", "last_message"] {
          arms.append(
            (place, #"{"use": "prompt_cache", "system_tokens": 10000, "breakpoints": "\#(place)"}"#))
        }
      }
      if preset.hasHour {
        for lifetime in ["1h", "mixed"] {
          arms.append(
            (lifetime, #"{"use": "prompt_cache", "system_tokens": 10000, "lifetime": "\#(lifetime)"}"#))
        }
      }
      if preset.renews {
        arms.append(
          ("pings", #"{"use": "prompt_cache", "keep_alive": {"interval_s": 290, "max_pings": 2}}"#))
      }
      strategies += arms.map {
        #"{"name": "\#(preset.name) \#($0)", "model": "\#(dear)", "layers": [\#($1)]}"#
      }
    }
    return """
      {"simbench": 1, "name": "bench", "run": {"seed": 11, "replications": 1, "threads": 1},
        "workload": {"kind": "recorded", "path": "\(path)", "format": "weka"},
        "providers": {\(providers.joined(separator: ",\n"))},
        "strategies": [\(strategies.joined(separator: ",\n"))]}
      """
  }

  private static func closedText(_ turns: Int) -> String {
    let strategies = [
      "simple_shuffle", "round_robin", "least_busy", "session_affinity", "prefix_affinity", "cache_aware",
    ].map {
      #"{"name": "\#($0)", "model": "gpt-4o", "layers": [{"use": "prompt_cache"}, {"use": "balance", "by": "\#($0)"}]}"#
    }
    return """
      {"simbench": 1, "name": "bench",
        "run": {"seed": 42, "replications": 1, "measure_h": \(Double(turns) / 7 / 3600), "threads": 1},
        "workload": {"kind": "synthetic", "replay": "closed", "arrivals": {"rate_per_s": 1},
          "sessions": {"kind": "chat", "turns_median": 5, "turns_p95": 20, "system_prompts": 10}, "users": {"count": 10000},
          "tokens": {"system": 1500, "user_median": 150, "user_p95": 1500, "output_median": 350, "output_p95": 1200}},
        "providers": {"openai": {"models": {"gpt-4o": {}}, "prompt_cache": {"preset": "openai"},
          "deployments": {"a": {}, "b": {}, "c": {}, "d": {}}}},
        "strategies": [\(strategies.joined(separator: ",\n"))]}
      """
  }
}
