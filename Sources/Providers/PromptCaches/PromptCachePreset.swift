import Simulation

/// How a maker of models caches prefixes by default, as published and measured up to 2026-11.
///
/// Every number is only a default: a scenario states what it knows better.
public struct PromptCachePreset: Sendable {
  /// Its name.
  public let name: String
  /// A line of explanation.
  public let summary: String
  /// Its numbers, where no model has its own.
  public let rule: PromptCacheRule
  /// The least prefix of models whose names begin so; the longest beginning counts.
  var minima: [(beginning: String, tokens: Int)] = []
  /// Dollars for a million tokens held for an hour, of models whose names hold a word.
  var storage: [(word: String, dollars: Double)] = []

  /// The least prefix of a model.
  public func minimumPrefixTokens(of model: String) -> Int {
    let own = PromptCachePreset.plain(model)
    let matching = minima.filter { own.hasPrefix($0.beginning) }
    return matching.max { $0.beginning.count < $1.beginning.count }?.tokens ?? rule.minimumPrefixTokens
  }

  /// What a model charges for holding a token for an hour, or nil.
  public func storagePrice(of model: String) -> TokenPrice? {
    let own = PromptCachePreset.plain(model)
    return storage.first { own.contains($0.word) }.map { TokenPrice(dollarsPerMillion: $0.dollars) }
      ?? rule.storagePrice
  }

  private static func plain(_ model: String) -> String {
    ModelName.withoutPrefix(model).lowercased().replacing(".", with: "-")
  }

  /// The preset of a name, or nil.
  public static func named(_ name: String) -> PromptCachePreset? { all.first { $0.name == name } }

  /// The preset of a model's maker by the model's name, of OpenAI's earlier models the one that keeps prefixes in
  /// memory; nil where the name tells no maker.
  public static func of(model: String) -> PromptCachePreset? {
    let own = plain(model)
    if own.contains("claude") { return named("anthropic") }
    if own.hasPrefix("gpt-") {
      let version = own.dropFirst(4).split(separator: "-", maxSplits: 2).prefix(2).map { Int($0) ?? 0 }
      let isNewest = (version.first ?? 0, version.count > 1 ? version[1] : 0) >= (5, 6)
      return named(isNewest ? "openai_5_6" : "openai")
    }
    let beginnings = [
      ("o1", "openai"), ("o3", "openai"), ("o4", "openai"), ("chatgpt", "openai"), ("codex", "openai"),
      ("gemini", "gemini"), ("deepseek", "deepseek"),
    ]
    return beginnings.first { own.hasPrefix($0.0) }.flatMap { named($0.1) }
  }

  /// All presets.
  ///
  /// Sources, read 2026-11-30: OpenAI's guide on prompt caching and its API description of `prompt_cache_options`,
  /// Anthropic's, Google's and DeepSeek's pages on caching; least prefixes also from LiteLLM's
  /// `prompt_cache_min_tokens` (1.110); Gemini 3 Flash has the one that Google's page last had for it (2026-05). Not
  /// published and so assumed: how many machines OpenAI has (32), how long Gemini keeps prefixes that nobody asked it to
  /// keep (an hour), and how long DeepSeek does (hours to days: four hours are taken).
  public static let all = [
    PromptCachePreset(
      name: "openai",
      summary: "models before gpt-5.6, kept in memory for 10 min without a use, at most an hour",
      rule: openAI(.seconds(600), atMost: .seconds(3600))),
    PromptCachePreset(
      name: "openai_24h",
      summary: "the same models with retention of 24 h, the default of most organisations",
      rule: openAI(.hours(24), atMost: nil)),
    PromptCachePreset(
      name: "openai_5_6",
      summary: "gpt-5.6 and later: exact breakpoints, one at the latest message, writes at 1.25x, 30 min",
      rule: PromptCacheRule(minimumPrefixTokens: 1024, stepTokens: 1, lifetime: .seconds(1800)).with {
        $0.kind = .breakpoints
        $0.placesBreakpoint = true
        $0.lookbackBlocks = nil
        $0.matchedBreakpoints = 80
        $0.assumedWriteMultipliers = (1.25, 1.25)
      }),
    PromptCachePreset(
      name: "anthropic",
      summary: "up to four breakpoints, 20 blocks of look-back, 5 min at 1.25x or 1 h at 2x",
      rule: PromptCacheRule(minimumPrefixTokens: 1024, stepTokens: 1, lifetime: .seconds(300)).with {
        $0.kind = .breakpoints
        $0.longLifetime = .seconds(3600)
        $0.assumedWriteMultipliers = (1.25, 2)
      },
      minima: [
        ("claude-haiku", 4096), ("claude-3-haiku", 2048), ("claude-3-5-haiku", 2048),
        ("claude-haiku-3", 2048), ("claude-haiku-5", 512), ("claude-sonnet-5-5", 512),
        ("claude-opus-4-5", 4096),
        ("claude-opus-4-6", 4096), ("claude-opus-4-7", 2048), ("claude-opus-5", 512), ("claude-fable", 512),
        ("claude-mythos", 512),
      ]),
    PromptCachePreset(
      name: "gemini", summary: "implicit caching: any prefix, no price for writing or holding",
      rule: PromptCacheRule(minimumPrefixTokens: 4096, stepTokens: 1, lifetime: .seconds(3600)),
      minima: [
        ("gemini-2-5-pro", 2048), ("gemini-2-5-flash", 2048), ("gemini-3-flash", 1024),
      ]),
    PromptCachePreset(
      name: "gemini_explicit",
      summary: "a cached content of 1 h that a client makes, held at a price a token and hour",
      rule: PromptCacheRule(minimumPrefixTokens: 4096, stepTokens: 1, lifetime: .seconds(3600)).with {
        $0.kind = .breakpoints
        $0.maximumBreakpoints = 1
        $0.lookbackBlocks = 1
        $0.renewsOnRead = false
        $0.writeMultiplier = 1
        $0.storagePrice = TokenPrice(dollarsPerMillion: 4.5)
      },
      minima: [
        ("gemini-2-5-pro", 2048), ("gemini-2-5-flash", 2048), ("gemini-3-flash", 1024),
      ], storage: [("flash", 1)]),
    PromptCachePreset(
      name: "deepseek",
      summary:
        "units that are read whole: each prompt, each with its answer, and what two prompts had in common",
      rule: PromptCacheRule(minimumPrefixTokens: 64, stepTokens: 64, lifetime: .seconds(14_400)).with {
        $0.kind = .prefixUnits
        $0.keepsAnswers = true
      }),
    PromptCachePreset(
      name: "self_hosted",
      summary: "the key-value cache of one's own server: blocks of 16 tokens in 1,000,000 tokens of memory",
      rule: PromptCacheRule(minimumPrefixTokens: 16, stepTokens: 16, lifetime: .never).with {
        $0.kind = .keyValue
        $0.capacityTokens = 1_000_000
      }),
  ]

  private static func openAI(_ lifetime: VirtualTime, atMost age: VirtualTime?) -> PromptCacheRule {
    PromptCacheRule(minimumPrefixTokens: 1024, stepTokens: 128, lifetime: lifetime).with {
      $0.maximumAge = age
      $0.machines = 32
      $0.machineRequestsPerMinute = 15
    }
  }
}

extension PromptCacheRule {
  /// The rule with changes.
  func with(_ change: (inout PromptCacheRule) -> Void) -> PromptCacheRule {
    var rule = self
    change(&rule)
    return rule
  }
}
