/// How a maker of models caches prefixes by default, as published and measured up to 2026-11.
///
/// Every number is only a default: a scenario states what it knows better.
public struct PromptCachePreset: Sendable {
  /// Its name.
  public let name: String
  /// The least prefix where no model has its own.
  public let minimumPrefixTokens: Int
  /// Steps beyond it.
  public let stepTokens: Int
  /// Lifetime without a read, in seconds.
  public let lifetime: Double
  /// The least prefix of models whose names begin so; the longest beginning counts.
  let minima: [(beginning: String, tokens: Int)]

  /// The least prefix of a model.
  public func minimumPrefixTokens(of model: String) -> Int {
    let own = ModelName.withoutPrefix(model).lowercased().replacing(".", with: "-")
    let matching = minima.filter { own.hasPrefix($0.beginning) }
    return matching.max { $0.beginning.count < $1.beginning.count }?.tokens ?? minimumPrefixTokens
  }

  /// The preset of a name, or nil.
  public static func named(_ name: String) -> PromptCachePreset? { all.first { $0.name == name } }

  /// All presets.
  ///
  /// Sources: the makers' pages on prompt caching, LiteLLM's `prompt_cache_min_tokens` (1.110), both read 2026-11.
  /// DeepSeek keeps prefixes for hours to days; four hours are taken.
  public static let all = [
    PromptCachePreset(
      name: "openai", minimumPrefixTokens: 1024, stepTokens: 128, lifetime: 600, minima: []),
    PromptCachePreset(
      name: "anthropic", minimumPrefixTokens: 1024, stepTokens: 1, lifetime: 300,
      minima: [
        ("claude-haiku", 4096), ("claude-3-haiku", 2048), ("claude-3-5-haiku", 2048),
        ("claude-haiku-3", 2048), ("claude-haiku-5", 512), ("claude-sonnet-5-5", 512),
        ("claude-opus-4-5", 4096),
        ("claude-opus-4-6", 4096), ("claude-opus-4-7", 2048), ("claude-opus-5", 512), ("claude-fable", 512),
        ("claude-mythos", 512),
      ]),
    PromptCachePreset(
      name: "gemini", minimumPrefixTokens: 4096, stepTokens: 1, lifetime: 3600,
      minima: [("gemini-2-5-pro", 2048), ("gemini-2-5-flash", 1024)]),
    PromptCachePreset(
      name: "deepseek", minimumPrefixTokens: 64, stepTokens: 64, lifetime: 14_400, minima: []),
  ]
}
