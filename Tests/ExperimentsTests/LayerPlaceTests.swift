import TestSupport
import Testing

@testable import Experiments
@testable import Scenarios

/// Layers that cannot do anything where they stand, or did nothing of what they were set to.
@Suite("Layers that cannot do anything")
struct LayerPlaceTests {
  private func warnings(
    _ layers: String, tokens: String = #""system": 2000, "user_median": 50, "user_p95": 50"#,
    deployments: String = "",
    sessions: String = #""sessions": {"kind": "chat", "turns_median": 4, "turns_p95": 9},"#
  ) throws -> [String] {
    let text = """
      {"simbench": 1, "name": "place", "run": {"seed": 3, "replications": 1, "measure_h": 1},
      "workload": {"kind": "synthetic", "arrivals": {"rate_per_s": 0.05}, \(sessions)
        "tokens": {\(tokens), "output_median": 200, "output_p95": 200}},
      "providers": {"anthropic": {"models": {"claude-sonnet-4-5": {}, "claude-haiku-4-5": {}},
        "prompt_cache": {"preset": "anthropic"}\(deployments)}},
      "strategies": [{"name": "a", "model": "claude-sonnet-4-5", "layers": [\(layers)]}], "output": {"plots": []}}
      """
    return try Runner(try Scenario(bytes: Array(text.utf8), path: "place.json")).run().warnings
  }

  private func expect(_ warnings: [String], _ sentence: String) {
    #expect(warnings.contains("the layer \(sentence) (in 'a')"), "\(warnings)")
  }

  private let cache = #"{"use": "prompt_cache"}"#
  private let router = #"""
    {"use": "router", "classifier": {"kind": "random", "simple": 0.5, "medium": 0.25, "complex": 0.25},
      "routes": {"simple": "claude-haiku-4-5", "medium": "claude-sonnet-4-5", "complex": "claude-sonnet-4-5"}}
    """#
  private let deployments = #", "deployments": {"east": {}, "west": {}}"#

  @Test("a strategy in order is told nothing")
  func inOrder() throws {
    let found = try warnings(
      [
        router, #"{"use": "cache_breakers", "timestamp_s": 600}"#,
        #"{"use": "prompt_cache", "lifetime": "mixed"}"#,
        #"{"use": "compact", "trigger_tokens": 3000}"#, #"{"use": "balance", "by": "cache_aware"}"#,
      ].joined(separator: ","), deployments: deployments)
    #expect(!found.contains { $0.hasPrefix("the layer") }, "\(found)")
  }

  @Test("lifetimes and breakpoints of a system prompt want one")
  func system() throws {
    let none = #""system": 0, "user_median": 1500, "user_p95": 1500"#
    expect(
      try warnings(#"{"use": "prompt_cache", "lifetime": "mixed"}"#, tokens: none),
      "'prompt_cache' with the lifetime mixed writes nothing for the longer one: no request has system tokens "
        + "('system_tokens' states them)")
    expect(
      try warnings(#"{"use": "prompt_cache", "breakpoints": "system"}"#, tokens: none),
      "'prompt_cache' with a breakpoint behind the system prompt alone writes nothing: no request has system tokens "
        + "('system_tokens' states them)")
  }

  @Test("a compression of parts that no request has is told to shorten nothing")
  func compression() throws {
    let sentence =
      "'compress' shortens no prompt: no request has tokens of a part that is to be shortened (system_keep_share, "
      + "context_keep_share, user_keep_share)"
    expect(try warnings(#"{"use": "compress"}"#, sessions: ""), sentence)
    expect(try warnings(#"{"use": "compress", "context_keep_share": 0.3}"#, sessions: ""), sentence)
    let found = try warnings(#"{"use": "compress", "system_keep_share": 0.5}"#, sessions: "")
    #expect(!found.contains { $0.contains("shortens no prompt") }, "\(found)")
  }

  @Test("layers whose place takes their effect away are told of")
  func order() throws {
    expect(
      try warnings(#"{"use": "compact", "trigger_tokens": 3000}, \#(cache)"#),
      "'compact' stands before 'prompt_cache': its summaries pay for each context in full, as if nothing of it were warm"
    )
    expect(
      try warnings(#"{"use": "cache_breakers", "timestamp_s": 600}"#),
      "'cache_breakers' breaks prefixes that no layer 'prompt_cache' reads")
    expect(
      try warnings(#"\#(cache), {"use": "balance"}, \#(router)"#, deployments: deployments),
      "'balance' stands before 'router', which sends requests to the first deployment of a model whatever was chosen"
    )
    let remap = #"{"use": "remap", "routes": {"claude-sonnet-4-5": "claude-haiku-4-5"}}"#
    expect(
      try warnings(#"\#(cache), {"use": "balance"}, \#(remap)"#, deployments: deployments),
      "'balance' stands before 'remap', which takes the calls of some deployments of a model, by its name those of the "
        + "first, and leaves all others")
    // Where a model has one place, or all have a route, nothing is left.
    let all = remap.replacing(
      #""claude-sonnet-4-5":"#,
      with: #""claude-sonnet-4-5@west": "claude-haiku-4-5", "claude-sonnet-4-5@east":"#)
    for found in [
      try warnings(#"{"use": "balance"}, \#(all)"#, deployments: deployments),
      try warnings(#"\#(cache), {"use": "balance", "by": "switch_gate"}, \#(remap)"#),
    ] { #expect(!found.contains { $0.contains("'remap'") }, "\(found)") }
    expect(
      try warnings(#"{"use": "balance", "by": "cache_aware"}, \#(cache)"#, deployments: deployments),
      "'balance' by cache_aware stands before 'prompt_cache' and takes nothing to be warm")
    expect(
      try warnings(#"\#(cache), {"use": "prompt_cache", "breakpoints": "none"}"#),
      "'prompt_cache' stands twice: the settings of the last one hold for every call")
  }

  @Test("pings that are never sent are told of")
  func pings() throws {
    let text =
      #"{"use": "prompt_cache", "keep_alive": {"interval_s": 290, "max_pings": 2, "min_turns": 1000}}"#
    expect(
      try warnings(text),
      "'prompt_cache' sent no ping: no conversation that was likely to go on paused for that long while its prefix was warm"
    )
  }
}
