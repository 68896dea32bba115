import Declarations
import Providers
import Simulation
import Testing

@testable import Experiments
@testable import Scenarios

@Suite("Prompt caches and deployments of a scenario")
struct PromptCacheScenarioTests {
  private func catalog(_ provider: String) throws -> ProviderCatalog {
    try scenario(provider).catalog
  }

  private func scenario(_ provider: String, layers: String = "[]") throws -> Scenario {
    try Scenario(
      bytes: Array(
        """
        {"simbench": 1, "name": "x", "run": {"measure_h": 1, "warmup_h": 0, "replications": 1},
        "workload": {"kind": "synthetic", "arrivals": {"process": "poisson", "rate_per_s": 0.01}, "paraphrases": {"similarity": {}}},
        "providers": {"p": {\(provider)}},
        "strategies": [{"name": "a", "model": "gpt-4o", "layers": \(layers)}]}
        """.utf8), path: "x.json")
  }

  @Test("every number of a preset may be stated, and the rest is the preset's")
  func numbers() throws {
    let rule = try #require(
      try catalog(
        #""models": {"gpt-4o": {}}, "prompt_cache": {"preset": "anthropic", "ttl_s": 100, "long_ttl_s": 1000, "#
          + #""max_breakpoints": 2, "lookback_blocks": 5, "long_write_multiplier": 3, "hit_share": 0.5}"#
      ).providers[0].promptCache)
    #expect(
      rule.kind == .breakpoints && rule.lifetime == .seconds(100) && rule.longLifetime == .seconds(1000))
    #expect(rule.maximumBreakpoints == 2 && rule.lookbackBlocks == 5 && rule.longWriteMultiplier == 3)
    #expect(rule.hitShare == 0.5 && rule.minimumPrefixTokens == 1024 && rule.machines == 1)
  }

  @Test("a preset that is named alone is its rule", arguments: PromptCachePreset.all.map(\.name))
  func presets(_ name: String) throws {
    let own = try catalog(#""models": {"gpt-4o": {}}, "prompt_cache": {"preset": "\#(name)"}"#)
    let rule = try #require(own.providers[0].promptCache)
    var preset = try #require(PromptCachePreset.named(name)).rule
    // Breakpoints know no steps.
    if preset.kind == .breakpoints { preset.stepTokens = rule.stepTokens }
    #expect(rule == preset)
  }

  @Test("a model may have a cache of its own, and Gemini's flash models their own price of holding")
  func models() throws {
    let own = try catalog(
      #""models": {"gpt-4o": {"prompt_cache": {"preset": "openai_5_6"}}, "gemini-2.5-flash": {}, "#
        + #""gemini-2.5-pro": {}}, "prompt_cache": {"preset": "gemini_explicit"}"#)
    #expect(own.promptCache(of: 0)?.placesBreakpoint == true)
    #expect(own.promptCache(of: 1)?.storagePrice == TokenPrice(dollarsPerMillion: 1))
    #expect(own.promptCache(of: 2)?.storagePrice == TokenPrice(dollarsPerMillion: 4.5))
    #expect(own.models.map(\.minimumPrefixTokens) == [1024, 2048, 2048])
  }

  @Test(
    "deployments have quotas and hit shares of their own, and Anthropic's input quota leaves cached reads out"
  )
  func deployments() throws {
    let own = try catalog(
      #""models": {"gpt-4o": {}, "gpt-4o-mini": {}}, "prompt_cache": {"preset": "anthropic"}, "#
        + #""limits": {"input_tokens_per_min": 1000}, "#
        + #""deployments": {"east": {"limits": {"requests_per_min": 7}}, "west": {"hit_share": 0.25, "weight": 3}}"#
    )
    #expect(own.models.map(\.name) == ["gpt-4o@east", "gpt-4o-mini@east", "gpt-4o@west", "gpt-4o-mini@west"])
    #expect(own.providers.map(\.quotas.requestsPerMinute) == [7, nil])
    #expect(
      own.providers[1].quotas.inputTokensPerMinute == 1000 && !own.providers[1].quotas.countsCachedReads)
    #expect(own.promptCache(of: 2)?.hitShare == 0.25 && own.promptCache(of: 0)?.hitShare == 1)
    #expect(own.models[2].weight == 3 && own.deployments(of: 3) == [1, 3])
    #expect(own.model(named: "p/gpt-4o-mini") == 1)
  }

  @Test("deployments without a balancer are told of")
  func unbalanced() throws {
    let deployed = #""models": {"gpt-4o": {"quality": 0.9}}, "deployments": {"east": {}, "west": {}}"#
    let note = "'a' has no layer 'balance': its calls go to the first deployment of a model"
    #expect(try Runner(try scenario(deployed)).run().warnings.contains(note))
    let balanced = try scenario(deployed, layers: #"[{"use": "balance"}]"#)
    #expect(try !Runner(balanced).run().warnings.contains(note))
  }

  @Test(
    "what does nothing or cannot be is refused with its reason",
    arguments: [
      (
        #""prompt_cache": {"max_breakpoints": 3}"#,
        "'providers.p.prompt_cache.max_breakpoints' does nothing: 'kind' is 'automatic_prefix'; it counts only for "
          + "breakpoints"
      ),
      (
        #""prompt_cache": {"placement_tokens": 3}"#,
        "'providers.p.prompt_cache.placement_tokens' does nothing: 'machines' is 1"
      ),
      (
        #""prompt_cache": {"kind": "kv_lru", "ttl_s": 3}"#,
        "'providers.p.prompt_cache.ttl_s' does nothing: 'kind' is 'kv_lru'; it counts only for automatic_prefix or "
          + "breakpoints or prefix_units"
      ),
      (
        #""prompt_cache": {"preset": "anthropic", "long_ttl_s": 300}"#,
        "'prompt_cache.long_ttl_s' is not above 'ttl_s'; a longer lifetime was expected"
      ),
      (
        #""prompt_cache": {"max_age_s": 300}"#,
        "'prompt_cache.max_age_s' is below 'ttl_s'; at least that was expected"
      ),
      (
        #""limits": {"counts_cached_reads": false}"#,
        "'providers.p.limits.counts_cached_reads' does nothing: 'input_tokens_per_min' is not stated"
      ),
      (#""deployments": {"east": {}}"#, "'deployments' has one deployment; two at least were expected"),
      (
        #""deployments": {"east": {}, "west": {"hit_share": 0.5}}"#,
        "'hit_share' of 'west' does nothing: the provider has no prompt_cache"
      ),
    ])
  func refused(_ stated: String, _ message: String) throws {
    let error = #expect(throws: Diagnostic.self) { try catalog(#""models": {"gpt-4o": {}}, \#(stated)"#) }
    #expect(error?.message == message)
  }
}
