import Providers

/// Which prefixes the maker of a model keeps in its prompt cache: 1,024 tokens or more where no maker is known.
struct PrefixLimits: Sendable {
  private var rule = PromptCacheRule(minimumPrefixTokens: 1024, stepTokens: 1)
  /// Seconds that a prefix lives without a read, where the provider decides; nil where the client chooses, or nobody
  /// knows.
  private(set) var lifetime: Int?

  /// The limits of a model; nil where a call names none.
  init(model: String?) {
    guard let model, let preset = PromptCachePreset.of(model: model) else { return }
    rule = preset.rule
    rule.minimumPrefixTokens = preset.minimumPrefixTokens(of: model)
    if rule.longLifetime == nil { lifetime = Int(rule.lifetime.seconds) }
  }

  /// Whether the provider keeps prefixes without being asked to, though it may charge for it.
  var isAutomatic: Bool { rule.placesBreakpoint }

  /// Shorter prefixes are not kept.
  var least: Int { rule.minimumPrefixTokens }

  /// How many tokens of a prefix that repeats are read from the cache.
  func read(_ tokens: Int) -> Int { rule.served(tokens) }
}
