import Simulation

/// The key-value cache of a server of one's own: blocks in a memory of given size, the least recently used leave it.
///
/// A prompt uses its blocks from the last to the first, so that the end of a prefix leaves before its beginning; what it
/// uses itself leaves last.
extension PromptCache {
  mutating func keepBlocks(
    _ chain: PromptChain, _ use: PromptCacheUse, at now: VirtualTime, ready: VirtualTime
  ) {
    for index in chain.segments.indices.reversed() {
      let place = slot(chain.segments[index], use.machine)
      touch(place, at: now, ready: ready)
      // A block of fixed size takes its room even where a prompt ends in it.
      let own = index == 0 ? chain.ends[0] : chain.ends[index] - chain.ends[index - 1]
      recency?.use(place, tokens: chain.isMadeOfMessages ? own : chain.blockTokens)
    }
    while let total = recency?.total, total > rule.capacityTokens, let gone = recency?.removeOldest() {
      warmFrom[gone] = .max
    }
  }
}
