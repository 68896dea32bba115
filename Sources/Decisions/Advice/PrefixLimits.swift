import Providers

/// Which prefixes the maker of a model keeps in its prompt cache: 1,024 tokens or more where no maker is known.
struct PrefixLimits: Sendable {
  /// Shorter prefixes are not kept.
  private(set) var least = 1024
  /// Prefixes are read in steps of so many tokens.
  private(set) var step = 1
  /// Seconds that a prefix lives without a read, where the provider decides; nil where the client chooses, or nobody
  /// knows.
  private(set) var lifetime: Int?

  /// The limits of a model; nil where a call names none.
  init(model: String?) {
    guard let model, let preset = PromptCachePreset.of(model: model) else { return }
    least = preset.minimumPrefixTokens(of: model)
    step = max(1, preset.rule.stepTokens)
    if preset.rule.longLifetime == nil { lifetime = Int(preset.rule.lifetime.seconds) }
  }

  /// How many tokens of a prefix that repeats are read from the cache.
  func read(_ tokens: Int) -> Int { tokens < least ? 0 : tokens - (tokens - least) % step }
}
