import Recordings
import Simulation
import TestSupport
import Testing
import Traffic

@testable import Providers

/// Shares of tokens that others measured on public traces, served in recorded order at once.
@Suite("Prompt caches on public traces", .enabled(if: Reference.isAvailable))
struct PromptCacheReferenceTests {
  private static let weka = Result {
    try RecordedSource(path: (Reference.folder ?? "") + "/data/traces/weka_cc/sessions.jsonl").read()
  }

  /// The share of the input that a rule serves.
  private func share(
    _ stream: QueryStream, _ rule: PromptCacheRule, strategy: PromptCacheStrategy = PromptCacheStrategy()
  ) throws -> Double {
    var catalog = TestCatalog.make(promptCache: rule)
    // Prefill takes no time, so that nothing is in flight.
    catalog.models[0].latency = LatencyModel(base: 0, firstTokenSigma: 0, perOutputToken: 0, outputSigma: 0)
    var provider = Provider(catalog, seed: 1, replication: 0, blocks: stream.prefixBlocks)
    var cached = 0
    var sent = 0
    for request in 0..<stream.count {
      var call = ProviderCall(
        request: request, model: 0, systemTokens: Int(stream.systemTokens[request]), contextTokens: 0,
        userTokens: Int(stream.userTokens[request]), outputTokens: Int(stream.outputTokens[request]),
        usesPromptCache: true)
      call.cacheStrategy = strategy
      guard
        case .answered(_, _, _, let own, _) = provider.answer(call, at: stream.arrival[request])
      else { throw Unanswered() }
      cached += own
      sent += call.inputTokens
    }
    return Double(cached) / Double(sent)
  }

  @Test(
    "Weka sessions: the cached share at lifetimes unbounded, 300 s and 3,600 s, to six digits",
    arguments: [(Double.infinity, 952_135), (300, 902_892), (3600, 951_132)])
  func weka(lifetime: Double, millionths: Int) throws {
    let stream = try Self.weka.get()
    #expect(stream.count == 1727)
    let rule = PromptCacheRule(minimumPrefixTokens: 0, stepTokens: 1, lifetime: .seconds(lifetime))
    #expect(Int((try share(stream, rule) * 1e6).rounded()) == millionths)
  }

  @Test(
    "Mooncake conversations: the cached share at 300 s and 600 s", arguments: [(300.0, 2934), (600, 3501)])
  func mooncake(lifetime: Double, shareInTenThousandths: Int) throws {
    let folder = try #require(Reference.folder)
    let stream = try RecordedSource(path: folder + "/data/traces/mooncake/conversation_trace.jsonl").read()
    let rule = PromptCacheRule(minimumPrefixTokens: 0, stepTokens: 1, lifetime: .seconds(lifetime))
    #expect(Int((try share(stream, rule) * 1e4).rounded()) == shareInTenThousandths)
  }

  @Test("Weka sessions: no preset reads more than a prefix that lives for ever, and each reads most of it")
  func presets() throws {
    let stream = try Self.weka.get()
    for preset in PromptCachePreset.all where preset.name != "self_hosted" {
      let own = try share(stream, preset.rule)
      #expect(own < 0.952135, "\(preset.name)")
      #expect(own > (preset.name == "gemini_explicit" ? -1 : 0.5), "\(preset.name) \(own)")
    }
  }

  @Test("a server's memory that holds everything reads what a prefix that lives for ever does")
  func wholeMemory() throws {
    let stream = try Self.weka.get()
    var rule = PromptCacheRule(minimumPrefixTokens: 0, stepTokens: 1, lifetime: .never)
    rule.kind = .keyValue
    #expect(Int((try share(stream, rule) * 1e6).rounded()) == 952_135)
    rule.capacityTokens = 2_000_000
    #expect(try share(stream, rule) < 0.952135)
  }

  @Test("article 002: 2,000 tokens cached by Anthropic save 30 % of the call, from .2778 reads on")
  func article() throws {
    // Claude Sonnet: 3, 15 and .30 USD a million; a write costs 3.75. The call has 800 tokens of output.
    let prices = ModelPrices(
      input: TokenPrice(dollarsPerMillion: 3), output: TokenPrice(dollarsPerMillion: 15),
      cachedInput: TokenPrice(dollarsPerMillion: 0.3), cacheWrite: TokenPrice(dollarsPerMillion: 3.75))
    let plain = prices.cost(input: 2000, output: 800).total
    let write = prices.cost(input: 2000, output: 800, written: 2000).total
    let read = prices.cost(input: 2000, output: 800, cached: 2000).total
    #expect(plain.picodollars == 18_000_000_000 && read.picodollars == 12_600_000_000)
    #expect(10 * (plain - read).picodollars == 3 * plain.picodollars)
    let breakEven = (write - plain).dollars / (plain - read).dollars
    #expect((breakEven * 1e4).rounded() / 1e4 == 0.2778)
  }
}
