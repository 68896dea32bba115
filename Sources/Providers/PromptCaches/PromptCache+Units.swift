import Simulation

/// Units that are read whole or not at all, as DeepSeek keeps them: the end of each prompt, what two prompts had in
/// common, and, where that is stated, after each so many tokens.
///
/// The unit that a provider also makes at the end of an answer is left out: a recording numbers the answer's text only
/// as a part of the next prompt.
extension PromptCache {
  mutating func lookAtUnits(
    _ chain: PromptChain, _ use: inout PromptCacheUse, at now: VirtualTime, isServed: Bool
  ) {
    var count = isServed ? chain.segments.count : 0
    while count > 0, !isWarm(slot(chain.segments[count - 1], use.machine), at: now) { count -= 1 }
    use.hitCount = count
    use.cached = rule.served(count == 0 ? 0 : chain.ends[count - 1], least: least)
    use.written = max(0, rule.served(chain.tokens, least: least) - use.cached)
  }

  mutating func keepUnits(
    _ chain: PromptChain, _ use: PromptCacheUse, at now: VirtualTime, ready: VirtualTime
  ) {
    guard !chain.segments.isEmpty else { return }
    var common = 0
    for (index, segment) in chain.segments.enumerated() {
      let place = slot(segment, use.machine)
      reserve(place)
      if common == index, lastSeen[place] != .min,
        now.nanoseconds - lastSeen[place] <= rule.lifetime.nanoseconds
      {
        common = index + 1
      }
      lastSeen[place] = now.nanoseconds
      if let interval = rule.unitIntervalTokens {
        let before = index == 0 ? 0 : chain.ends[index - 1]
        if chain.ends[index] / interval > before / interval { touch(place, at: now, ready: ready) }
      }
    }
    for count in Set([common, use.hitCount, chain.wholeCount]).sorted() where count > 0 {
      touch(slot(chain.segments[count - 1], use.machine), at: now, ready: ready)
    }
  }
}
