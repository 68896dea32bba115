import Simulation

/// Units that are read whole or not at all, as DeepSeek keeps them: the end of each prompt, that of its answer, what two
/// prompts had in common, and, where that is stated, after each so many tokens.
///
/// A recording numbers an answer's text only as a part of the next prompt: the turn that follows an answer is taken to
/// repeat it behind the prompt before.
extension PromptCache {
  /// The unit at the end of an answer.
  struct AnswerUnit {
    /// The last segment of the prompt that was answered, and the tokens up to its end.
    var segment: Int
    var promptEnd: Int
    /// The tokens up to the answer's end.
    var end: Int
    var machine: Int
    var warmFrom: VirtualTime
    var lastUse: VirtualTime
  }

  /// The unit at the end of the answer that a prompt follows, if the prompt repeats all of it and it is warm.
  private func answerUnit(
    _ chain: PromptChain, after request: Int, _ use: PromptCacheUse, at now: VirtualTime
  ) -> AnswerUnit? {
    guard let unit = answers[request], unit.machine == use.machine, unit.end <= chain.tokens,
      unit.warmFrom <= now, now - max(unit.lastUse, unit.warmFrom) <= rule.lifetime
    else { return nil }
    let place = chain.firstIndex(reaching: unit.promptEnd)
    guard place < chain.segments.count, chain.segments[place] == unit.segment,
      chain.ends[place] == unit.promptEnd
    else { return nil }
    return unit
  }

  /// Keeps the unit at the end of an answer that is complete at `done`, and renews the one that was read.
  mutating func keepAnswer(
    of call: ProviderCall, _ chain: PromptChain, _ use: PromptCacheUse, at now: VirtualTime, done: VirtualTime
  ) {
    guard rule.keepsAnswers, let request = call.conversationTurn else { return }
    if use.readsAnswer, let before = call.followedTurn, rule.renewsOnRead { answers[before]?.lastUse = now }
    guard chain.wholeCount > 0, call.outputTokens > 0 else { return }
    let last = chain.wholeCount - 1
    answers[request] = AnswerUnit(
      segment: chain.segments[last], promptEnd: chain.ends[last], end: chain.tokens + call.outputTokens,
      machine: use.machine, warmFrom: done, lastUse: done)
  }

  mutating func lookAtUnits(
    _ chain: PromptChain, after request: Int?, _ use: inout PromptCacheUse, at now: VirtualTime,
    isServed: Bool
  ) {
    var count = isServed ? chain.segments.count : 0
    while count > 0, !isWarm(slot(chain.segments[count - 1], use.machine), at: now) { count -= 1 }
    use.hitCount = count
    var tokens = count == 0 ? 0 : chain.ends[count - 1]
    if isServed, let request, let unit = answerUnit(chain, after: request, use, at: now), unit.end > tokens {
      use.readsAnswer = true
      tokens = unit.end
    }
    use.cached = rule.served(tokens, least: least)
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
