import Simulation

extension Provider {
  /// What a call reads from the prompt cache of its model and would write to it.
  mutating func look(_ call: ProviderCall, at now: VirtualTime) -> PromptCacheUse {
    guard call.usesPromptCache, let rule = promptCaches[call.model]?.rule else { return PromptCacheUse() }
    chain.fill(call, blocks, withMessage: rule.kind == .breakpoints || rule.kind == .prefixUnits)
    let isServed = rule.hitShare >= 1 || cacheDraws.uniform(call.request, call.draw) < rule.hitShare
    return promptCaches[call.model]?.look(
      chain, call.cacheStrategy, key: call.cacheKey, at: now, isServed: isServed) ?? PromptCacheUse()
  }

  /// Keeps what the call that looked last read and writes, and returns what holding it costs.
  mutating func keep(_ call: ProviderCall, _ use: PromptCacheUse, at now: VirtualTime, ready: VirtualTime)
    -> Money
  {
    promptCaches[call.model]?.keep(chain, call.cacheStrategy, use, at: now, ready: ready) ?? .zero
  }

  /// Reads a prompt only to keep its prefix warm: what was read is billed and renewed, nothing is written.
  ///
  /// - Returns: what it costs and the tokens read; 0 where the prefix is cold.
  public mutating func ping(_ call: ProviderCall, at now: VirtualTime) -> (cost: CallCost, cachedTokens: Int)
  {
    let use = look(call, at: now)
    guard use.cached > 0 else { return (CallCost(), 0) }
    var cost = rates(of: call).cost(input: use.cached, output: call.outputTokens, cached: use.cached)
    cost.storage = promptCaches[call.model]?.renew(chain, call.cacheStrategy, use, at: now) ?? .zero
    invoice += Int128(cost.total.picodollars)
    return (cost, use.cached)
  }

  /// Tokens of a call that the prompt cache of a model would serve at a time; nothing changes by asking.
  public mutating func warmTokens(_ call: ProviderCall, at now: VirtualTime) -> Int {
    guard let rule = promptCaches[call.model]?.rule else { return 0 }
    chain.fill(call, blocks, withMessage: rule.kind == .breakpoints || rule.kind == .prefixUnits)
    return promptCaches[call.model]?.warmTokens(
      chain, call.cacheStrategy, key: call.cacheKey, at: now) ?? 0
  }
}
