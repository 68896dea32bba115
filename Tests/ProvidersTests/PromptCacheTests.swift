import Simulation
import Testing

@testable import Providers

@Suite("Prompt cache of a provider")
struct PromptCacheTests {
  /// OpenAI's rule: 1,024 tokens at least, then steps of 128.
  @Test(
    "a prefix is served in steps beyond the minimum",
    arguments: [
      (0, 0), (1023, 0), (1024, 1024), (1151, 1024), (1152, 1152), (1279, 1152), (1280, 1280),
      (100_000, 99_968),
    ])
  func steps(_ tokens: Int, _ served: Int) { #expect(PromptCacheRule().served(tokens) == served) }

  @Test("another rule has its own minimum and steps")
  func otherRule() {
    let rule = PromptCacheRule(minimumPrefixTokens: 0, stepTokens: 1)
    #expect((0..<50).allSatisfy { rule.served($0) == $0 })
  }

  private func call(
    _ request: Int, model: Int = 0, system: Int = 1200, context: Int = 0, segment: Int = 0, user: Int = 100
  ) -> ProviderCall {
    ProviderCall(
      request: request, model: model, systemTokens: system, contextTokens: context, contextSegment: segment,
      userTokens: user, outputTokens: 10, usesPromptCache: true)
  }

  @Test("a prefix is cold until the prefill of the first call has ended")
  func warmUp() throws {
    var provider = Provider(TestCatalog.make(promptCache: PromptCacheRule()), seed: 1, replication: 0)
    // Time to first token is 1 s.
    #expect(try answered(&provider, call(0), at: 0).cached == 0)
    #expect(try answered(&provider, call(1), at: 0.5).cached == 0)
    #expect(try answered(&provider, call(2), at: 0.999).cached == 0)
    #expect(try answered(&provider, call(3), at: 1).cached == 1152)
  }

  @Test("at the end of all time what never was written is cold still")
  func endOfTime() {
    var rule = PromptCacheRule()
    rule.maximumAge = .seconds(3600)
    var cache = PromptCache(rule, least: 1024)
    cache.reserve(3)
    #expect(!cache.isWarm(2, at: VirtualTime(nanoseconds: .max)))
  }

  @Test(
    "of a tenth of the calls a system prompt waits ten times as long, and a context as long as in the whole")
  func tenth() throws {
    var catalog = TestCatalog.make(promptCache: PromptCacheRule(lifetime: .seconds(600)))
    catalog.trafficShare = 0.1
    var provider = Provider(catalog, seed: 1, replication: 0, systemPrompts: 1)
    func long(_ request: Int, segment: Int = 1) -> ProviderCall {
      call(request, context: 1280, segment: segment)
    }
    // Time to first token is 1 s, and so a system prompt is cold for 10 s.
    #expect(try answered(&provider, long(0), at: 0).cached == 0)
    #expect(try answered(&provider, call(1), at: 9.9).cached == 0)
    #expect(try answered(&provider, long(2), at: 10).cached == 2432)
    #expect(try answered(&provider, long(3), at: 610).cached == 2432)
    #expect(try answered(&provider, long(4), at: 1211).cached == 1152)
    #expect(try answered(&provider, long(5, segment: 2), at: 7211).cached == 1152)
    #expect(try answered(&provider, long(6, segment: 3), at: 13_212).cached == 0)
  }

  @Test("a read renews the lifetime, and a prefix unread for longer is cold")
  func lifetime() throws {
    var provider = Provider(
      TestCatalog.make(promptCache: PromptCacheRule(lifetime: .seconds(600))), seed: 1, replication: 0)
    #expect(try answered(&provider, call(0), at: 0).cached == 0)
    #expect(try answered(&provider, call(1), at: 601).cached == 1152)
    #expect(try answered(&provider, call(2), at: 1201).cached == 1152)
    #expect(try answered(&provider, call(3), at: 1800).cached == 1152)
    #expect(try answered(&provider, call(4), at: 2400.001).cached == 0)
    #expect(try answered(&provider, call(5), at: 2402).cached == 1152)
  }

  @Test("a cache belongs to one model")
  func models() throws {
    var provider = Provider(TestCatalog.make(promptCache: PromptCacheRule()), seed: 1, replication: 0)
    #expect(try answered(&provider, call(0, model: 0), at: 0).cached == 0)
    #expect(try answered(&provider, call(1, model: 1), at: 10).cached == 0)
    #expect(try answered(&provider, call(2, model: 1), at: 20).cached == 1152)
  }

  @Test("the context is warm only behind the system prompt, and for its own intent")
  func context() throws {
    var provider = Provider(TestCatalog.make(promptCache: PromptCacheRule()), seed: 1, replication: 0)
    _ = try answered(&provider, call(0, context: 1000, segment: 7), at: 0)
    #expect(try answered(&provider, call(1, context: 1000, segment: 7), at: 10).cached == 2176)
    #expect(try answered(&provider, call(2, context: 1000, segment: 8), at: 20).cached == 1152)
    // A system prompt of another length would be another prefix, but prompts of one stream share theirs.
    #expect(try answered(&provider, call(3, system: 0, context: 1500, segment: 9), at: 30).cached == 0)
  }

  @Test("cached tokens cost and take less")
  func savings() throws {
    var provider = Provider(
      TestCatalog.make(promptCache: PromptCacheRule(), perUncachedToken: 1e-3), seed: 1, replication: 0)
    let first = try answered(&provider, call(0), at: 0)
    let second = try answered(&provider, call(1), at: 100)
    #expect(first.cost.total.picodollars == 1300 * 2_500_000 + 10 * 10_000_000)
    #expect(second.cost.total.picodollars == 148 * 2_500_000 + 1152 * 1_250_000 + 10 * 10_000_000)
    #expect(first.latency - second.latency == .seconds(1.152))
    #expect(provider.invoice == Int128((first.cost.total + second.cost.total).picodollars))
  }

  @Test("a call that does not use the cache neither reads nor warms it")
  func unused() throws {
    var provider = Provider(TestCatalog.make(promptCache: PromptCacheRule()), seed: 1, replication: 0)
    var plain = call(0)
    plain.usesPromptCache = false
    _ = try answered(&provider, plain, at: 0)
    #expect(try answered(&provider, call(1), at: 10).cached == 0)
    plain.request = 2
    #expect(try answered(&provider, plain, at: 20).cached == 0)
  }

  @Test("a written prefix costs the multiplier once")
  func writing() throws {
    var provider = Provider(
      TestCatalog.make(promptCache: PromptCacheRule(writeMultiplier: 1.25)), seed: 1, replication: 0)
    let first = try answered(&provider, call(0), at: 0).cost
    #expect(first.cacheWrite.picodollars == 1152 * 3_125_000)
    #expect(first.input.picodollars == 148 * 2_500_000)
    let second = try answered(&provider, call(1), at: 10).cost
    #expect(second.cacheWrite == .zero)
    #expect(second.cachedInput.picodollars == 1152 * 1_250_000)
  }

  @Test("a model's own price of writing counts where no multiplier is stated")
  func ownWritePrice() throws {
    var catalog = TestCatalog.make(promptCache: PromptCacheRule())
    catalog.models[0].prices.cacheWrite = TokenPrice(picodollars: 3_000_000)
    var provider = Provider(catalog, seed: 1, replication: 0)
    #expect(try answered(&provider, call(0), at: 0).cost.cacheWrite.picodollars == 1152 * 3_000_000)
  }

  @Test("an entry that lives for an hour is written at the price of an hour")
  func hourWrites() throws {
    var catalog = TestCatalog.make(promptCache: PromptCacheRule(lifetime: .seconds(3600)))
    catalog.models[0].prices.cacheWrite = TokenPrice(picodollars: 3_000_000)
    catalog.models[0].prices.standard.base.hourWrite = TokenPrice(picodollars: 5_000_000)
    var provider = Provider(catalog, seed: 1, replication: 0)
    #expect(try answered(&provider, call(0), at: 0).cost.cacheWrite.picodollars == 1152 * 5_000_000)
    catalog.providers[0].promptCache?.lifetime = .seconds(3599)
    provider = Provider(catalog, seed: 1, replication: 0)
    #expect(try answered(&provider, call(0), at: 0).cost.cacheWrite.picodollars == 1152 * 3_000_000)
  }

  @Test("a model's own least prefix counts before the provider's")
  func ownMinimum() throws {
    var catalog = TestCatalog.make(promptCache: PromptCacheRule(stepTokens: 1))
    catalog.models[0].minimumPrefixTokens = 1201
    var provider = Provider(catalog, seed: 1, replication: 0)
    _ = try answered(&provider, call(0), at: 0)
    #expect(try answered(&provider, call(1), at: 10).cached == 0)
    _ = try answered(&provider, call(2, model: 1), at: 20)
    #expect(try answered(&provider, call(3, model: 1), at: 30).cached == 1200)
  }

  @Test(
    "a preset knows the least prefix of each model",
    arguments: [
      ("anthropic", "claude-sonnet-4-5", 1024), ("anthropic", "claude-opus-4.5", 4096),
      ("anthropic", "anthropic/claude-haiku-4-5-20251001", 4096),
      ("anthropic", "claude-3-5-haiku-latest", 2048),
      ("anthropic", "claude-opus-5", 512), ("openai", "gpt-5", 1024),
      ("gemini", "gemini/gemini-2.5-pro", 2048), ("gemini_explicit", "gemini-2.5-flash-lite", 2048),
      ("gemini", "gemini-3.5-flash", 4096), ("deepseek", "deepseek-chat", 64),
    ])
  func presets(_ preset: String, _ model: String, _ tokens: Int) {
    #expect(PromptCachePreset.named(preset)?.minimumPrefixTokens(of: model) == tokens)
  }

  @Test("a quota of input tokens leaves cached reads out where the provider does")
  func inputQuota() throws {
    func refusals(_ countsCachedReads: Bool) -> Int {
      var quotas = QuotaProfile()
      quotas.inputTokensPerMinute = 1300
      quotas.countsCachedReads = countsCachedReads
      var provider = Provider(
        TestCatalog.make(promptCache: PromptCacheRule(), quotas: quotas), seed: 1, replication: 0)
      // 1,300 tokens empty the quota; 148 of each later call are not cached, 21.7 come back each second.
      for request in 0..<4 { _ = provider.answer(call(request), at: .seconds(Double(request) * 7)) }
      return provider.limitedCalls
    }
    #expect(refusals(true) == 3)
    #expect(refusals(false) == 0)
  }

  @Test("input beyond a bound prices a whole simulated call")
  func longCall() throws {
    var catalog = TestCatalog.make()
    catalog.models[0].prices.standard = RateSchedule(
      catalog.models[0].prices.standard.base,
      steps: [
        .init(
          above: 1299,
          TokenRates(input: TokenPrice(picodollars: 4), output: TokenPrice(picodollars: 5)))
      ])
    var provider = Provider(catalog, seed: 1, replication: 0)
    #expect(try answered(&provider, call(0), at: 0).cost.total.picodollars == 1300 * 4 + 10 * 5)
    #expect(
      try answered(&provider, call(1, user: 99), at: 1).cost.total.picodollars == 1299 * 2_500_000 + 10
        * 10_000_000)
  }
}
