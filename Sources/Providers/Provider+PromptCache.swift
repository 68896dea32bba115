import Simulation

extension Provider {
  /// What a call reads from the prompt cache of its model and would write to it.
  mutating func look(_ call: ProviderCall, at now: VirtualTime) -> PromptCacheUse {
    guard call.usesPromptCache, let rule = promptCaches[call.model]?.rule else { return PromptCacheUse() }
    fill(call, rule)
    let isServed = rule.hitShare >= 1 || cacheDraws.uniform(call.luck, call.draw) < rule.hitShare
    return promptCaches[call.model]?.look(chain, call, at: now, isServed: isServed) ?? PromptCacheUse()
  }

  /// Keeps what the call that looked last read and writes, and returns what holding it costs.
  mutating func keep(
    _ call: ProviderCall, _ use: PromptCacheUse, at now: VirtualTime, ready: VirtualTime, done: VirtualTime
  ) -> Money {
    promptCaches[call.model]?.keep(chain, call, use, at: now, ready: ready, done: done) ?? .zero
  }

  /// Reads a prompt only to keep its prefix warm: what was read is billed and renewed, nothing is written.
  ///
  /// - Returns: what it costs and the tokens read; 0 where the prefix is cold.
  public mutating func ping(_ call: ProviderCall, at now: VirtualTime) -> (cost: CallCost, cachedTokens: Int)
  {
    let use = look(call, at: now)
    guard use.cached > 0 else { return (CallCost(), 0) }
    var cost = rates(of: call, at: now).cost(input: use.cached, output: call.outputTokens, cached: use.cached)
    cost.storage = promptCaches[call.model]?.renew(chain, call.cacheStrategy, use, at: now) ?? .zero
    invoice += Int128(cost.total.picodollars)
    return (cost, use.cached)
  }

  /// Reads a prompt for something of one's own, such as a summary, and writes nothing to the prompt cache.
  public mutating func read(_ call: ProviderCall, at now: VirtualTime) -> CallCost {
    let use = look(call, at: now)
    let cost = rates(of: call, at: now).cost(
      input: call.inputTokens, output: call.outputTokens, cached: use.cached)
    invoice += Int128(cost.total.picodollars)
    return cost
  }

  /// What a call would cost at a time, and how much of it would be read from the prompt cache; nothing changes by
  /// asking.
  ///
  /// - Parameter isCold: whether nothing is taken to be warm.
  public mutating func estimate(
    _ call: ProviderCall, at now: VirtualTime, isCold: Bool = false
  ) -> (cost: Money, cachedTokens: Int) {
    let list = rates(of: call, at: now)
    guard call.usesPromptCache, let rule = promptCaches[call.model]?.rule else {
      return (list.cost(input: call.inputTokens, output: call.outputTokens).total, 0)
    }
    fill(call, rule)
    let use =
      promptCaches[call.model]?.peek(chain, call, at: now, isServed: !isCold) ?? PromptCacheUse()
    let cost = list.cost(
      input: call.inputTokens, output: call.outputTokens, cached: use.cached, written: use.written,
      writtenLong: use.writtenLong)
    return (cost.total, use.cached)
  }

  /// The number of a prompt's beginning: equal beginnings have equal numbers.
  public mutating func beginning(of call: ProviderCall, tokens: Int) -> Int {
    chain.fill(call, blocks, withMessage: true)
    return chain.segment(reaching: tokens) ?? 0
  }

  private mutating func fill(_ call: ProviderCall, _ rule: PromptCacheRule) {
    chain.fill(call, blocks, withMessage: rule.kind == .breakpoints || rule.kind == .prefixUnits)
  }
}
