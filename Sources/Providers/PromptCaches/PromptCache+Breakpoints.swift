import Simulation

/// Entries that end where a client, or the provider itself, put a breakpoint.
///
/// A breakpoint is looked for from the last backwards: the entry at it, or at one of the content blocks before it as far
/// as the look-back reaches. What lies between the prefix that was read and the last breakpoint is written, up to the
/// last breakpoint of the longer lifetime at its price.
extension PromptCache {
  /// A breakpoint: how many segments stand before it, and whether what ends there lives longer.
  struct Breakpoint {
    var count: Int
    var isLong: Bool
  }

  /// The breakpoints of a prompt that are long enough to be written, in order.
  func breakpoints(_ chain: PromptChain, _ strategy: PromptCacheStrategy) -> [Breakpoint] {
    var counts: [Int] = []
    let last = chain.wholeCount
    var places = strategy.breakpoints
    // Holding a prompt that nobody repeats would cost more than it saves.
    if places == .usual { places = rule.storagePrice == nil ? .sliding : .system }
    switch places {
    case .none, .usual: break
    case .system: counts = [chain.systemCount]
    case .lastMessage: counts = [last]
    case .sliding:
      counts = [chain.systemCount, last]
      while counts.count < rule.maximumBreakpoints, let nearest = counts.dropFirst().last {
        let earlier = reach(of: nearest, chain) - 1
        if earlier <= chain.systemCount { break }
        counts.append(earlier)
      }
    case .every(let tokens):
      var place = chain.tokens / tokens * tokens
      while counts.count < rule.maximumBreakpoints, place > 0 {
        // The last segment that ends there or before.
        let count = min(last, chain.firstIndex(reaching: place + 1))
        if count > 0, counts.last != count { counts.append(count) }
        place -= tokens
      }
    }
    if rule.placesBreakpoint, !counts.contains(last) { counts.append(last) }
    let own = Set(counts.filter { $0 > 0 && $0 <= last && chain.ends[$0 - 1] >= least }).sorted()
    return own.suffix(rule.maximumBreakpoints).map { count in
      let isLong =
        switch strategy.lifetime {
        case .short: false
        case .long: rule.longLifetime != nil
        case .mixed: rule.longLifetime != nil && count <= chain.systemCount
        }
      return Breakpoint(count: count, isLong: isLong)
    }
  }

  /// The least number of segments before which an entry is still found from a breakpoint.
  private func reach(of count: Int, _ chain: PromptChain) -> Int {
    guard let blocks = rule.lookbackBlocks else { return 1 }
    if chain.isMadeOfMessages { return max(1, count - max(0, blocks - 1)) }
    let tokens = chain.ends[count - 1] - blocks * rule.contentBlockTokens
    return max(1, min(count, chain.firstIndex(reaching: tokens + 1) + 1))
  }

  mutating func lookAtBreakpoints(
    _ chain: PromptChain, _ strategy: PromptCacheStrategy, _ use: inout PromptCacheUse, at now: VirtualTime,
    isServed: Bool
  ) {
    let own = breakpoints(chain, strategy)
    var left = rule.matchedBreakpoints ?? .max
    /// The least number of segments that was looked at.
    var lowest = Int.max
    search: for breakpoint in own.reversed() where isServed {
      let first = reach(of: breakpoint.count, chain)
      for count in (first...breakpoint.count).reversed() where count < lowest {
        lowest = count
        let place = slot(chain.segments[count - 1], use.machine)
        if isWarm(place, at: now) {
          use.hitCount = count
          use.cached = chain.ends[count - 1]
          break search
        }
        // What was written once is a breakpoint still when it has gone.
        if isWritten(place) { left -= 1 }
        if left == 0 { break search }
      }
    }
    guard let last = own.last else { return }
    let end = max(use.cached, chain.ends[last.count - 1])
    let longEnd = own.last { $0.isLong }.map { max(use.cached, chain.ends[$0.count - 1]) } ?? use.cached
    use.writtenLong = longEnd - use.cached
    use.written = end - longEnd
  }

  mutating func keepBreakpoints(
    _ chain: PromptChain, _ strategy: PromptCacheStrategy, _ use: PromptCacheUse, at now: VirtualTime,
    ready: VirtualTime
  ) -> Money {
    var storage = Money.zero
    var own = breakpoints(chain, strategy)
    if use.hitCount > 0, !own.contains(where: { $0.count == use.hitCount }) {
      own.append(Breakpoint(count: use.hitCount, isLong: false))
    }
    for breakpoint in own {
      let place = slot(chain.segments[breakpoint.count - 1], use.machine)
      let isWritten = touch(place, at: now, ready: ready)
      if isWritten, rule.longLifetime != nil { isLong[place] = breakpoint.isLong }
      storage = storage + hold(place, chain.ends[breakpoint.count - 1])
    }
    return storage
  }

  /// Pays for the time that an entry will be held and that is not paid for yet.
  mutating func hold(_ place: Int, _ tokens: Int) -> Money {
    guard rule.storagePrice != nil else { return .zero }
    let from = max(warmFrom[place], paidUntil[place])
    let until = VirtualTime(nanoseconds: max(lastUse[place], warmFrom[place])) + lifetime(place)
    let time = until - VirtualTime(nanoseconds: from)
    paidUntil[place] = max(paidUntil[place], until.nanoseconds)
    return rule.storage(tokens, for: time)
  }
}
