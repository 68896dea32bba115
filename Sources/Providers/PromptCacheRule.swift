import Simulation

/// How a provider caches the prefixes of prompts.
public struct PromptCacheRule: Sendable, Hashable {
  /// Prefixes shorter than this are not cached.
  public var minimumPrefixTokens: Int
  /// Cached prefixes grow in steps of this many tokens beyond the minimum.
  public var stepTokens: Int
  /// How long an entry lives without being read; a read refreshes it.
  public var lifetime: VirtualTime
  /// Price of a written token over the input price, or nil for the model's own price of a write.
  public var writeMultiplier: Double?

  /// Makes a rule; the defaults are OpenAI's.
  public init(
    minimumPrefixTokens: Int = 1024, stepTokens: Int = 128, lifetime: VirtualTime = .seconds(600),
    writeMultiplier: Double? = nil
  ) {
    self.minimumPrefixTokens = minimumPrefixTokens
    self.stepTokens = stepTokens
    self.lifetime = lifetime
    self.writeMultiplier = writeMultiplier
  }

  /// The part of a matching prefix that the provider serves from its cache.
  @inlinable public func served(_ tokens: Int) -> Int { served(tokens, least: minimumPrefixTokens) }

  /// The part of a matching prefix that is served where a model has its own least prefix.
  @inlinable public func served(_ tokens: Int, least: Int) -> Int {
    if tokens < least { return 0 }
    return least + (tokens - least) / stepTokens * stepTokens
  }
}

/// The prompt caches of one provider: which prefix segments are warm, by model.
///
/// A prompt is a chain of segments, each valid only behind the ones before it: the system prompt and the
/// retrieved context of a synthetic request, or the blocks of a recorded one. A cache belongs to one model.
public struct PrefixCache {
  private var warmFrom: [[Int64]]
  private var lastUse: [[Int64]]
  private let rule: PromptCacheRule

  /// Empty caches for a number of models and segments.
  public init(rule: PromptCacheRule, models: Int) {
    self.rule = rule
    warmFrom = Array(repeating: [], count: models)
    lastUse = warmFrom
  }

  /// Whether a segment can be read at a time.
  public func isWarm(_ segment: Int, model: Int, at now: VirtualTime) -> Bool {
    guard segment < warmFrom[model].count else { return false }
    let from = warmFrom[model][segment]
    return from <= now.nanoseconds
      && now.nanoseconds - max(lastUse[model][segment], from) <= rule.lifetime.nanoseconds
  }

  /// Marks a segment as used by a call whose prefill ends at `ready`; a cold one becomes warm only then.
  public mutating func touch(_ segment: Int, model: Int, at now: VirtualTime, ready: VirtualTime) {
    if segment >= warmFrom[model].count {
      let count = max(segment + 1, warmFrom[model].count * 2, 64)
      warmFrom[model] += Array(repeating: .max, count: count - warmFrom[model].count)
      lastUse[model] += Array(repeating: .min, count: count - lastUse[model].count)
    }
    if isWarm(segment, model: model, at: now) {
      lastUse[model][segment] = max(lastUse[model][segment], now.nanoseconds)
    } else if warmFrom[model][segment] == .max
      || warmFrom[model][segment] <= now.nanoseconds
    {
      warmFrom[model][segment] = ready.nanoseconds
      lastUse[model][segment] = ready.nanoseconds
    }
  }
}
