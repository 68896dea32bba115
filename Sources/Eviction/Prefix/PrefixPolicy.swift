/// A replacement policy over the blocks of prompts.
///
/// All share these rules. Every block takes the same room. A request first looks up its longest resident
/// prefix, which is its hit, and then hands all its blocks to the policy, those behind the hit too: a block
/// that is resident behind a gap counts as used, not as hit. Where a policy evicts for one block of a
/// request, it may evict another of the same request, unless its ``PrefixOrder`` says otherwise.
public enum PrefixPolicy: String, CaseIterable, Sendable {
  /// Evicts the block whose last use is longest ago.
  case lru

  /// Evicts the block that was stored first.
  case fifo

  /// Evicts the block with the fewest uses since it was stored; among those, the one whose last use is
  /// longest ago.
  case lfu

  /// Evicts the block whose next use lies farthest ahead, or does not store a block whose own does. A bound,
  /// since it reads the future.
  ///
  /// The next use is a place in the trace, so that of two blocks of one request the later one goes first. On
  /// a prefix-closed trace (``PrefixTrace/isPrefixClosed``) no demand policy has more hit blocks over the
  /// whole trace: a block is never resident without those before it, so that every resident block of a
  /// request is a hit, and of these MIN has the most. It bounds neither the tokens to the last one, since a
  /// prompt's last block may hold fewer, nor the hits behind a warm-up, nor a trace where blocks change their
  /// predecessors.
  case belady

  /// What the policy does, in one line without a full stop.
  public var summary: String {
    switch self {
    case .lru: "evicts the block whose last use is longest ago"
    case .fifo: "evicts the block that was stored first"
    case .lfu: "evicts the block with the fewest uses since it was stored"
    case .belady: "evicts or declines the block whose next use is farthest ahead"
    }
  }

  /// Where the algorithm was published.
  public var source: String {
    switch self {
    case .lru, .belady:
      "Belady, A study of replacement algorithms for a virtual-storage computer, IBM Systems Journal, 1966"
    case .fifo: "folklore"
    case .lfu: "Shah, Mitra, Matani, An O(1) algorithm for implementing the LFU cache eviction scheme, 2010"
    }
  }

  /// Whether the policy cannot be deployed, since it reads the future.
  public var isBound: Bool { self == .belady }

  /// The orders in which the policy can take the blocks of a request, the default first.
  public var orders: [PrefixOrder] {
    switch self {
    case .lru: [.firstToLast, .lastToFirst, .kvcacheSimulator]
    case .fifo, .lfu: [.firstToLast, .lastToFirst]
    case .belady: [.firstToLast]
    }
  }
}

/// In which order a policy takes the blocks of one request; what comes later counts as newer.
public enum PrefixOrder: String, CaseIterable, Sendable {
  /// From the first block to the last, each looked up, used or stored in turn: the beginning of a prompt is
  /// older than its end, and a prompt longer than the cache evicts its own beginning.
  case firstToLast = "first-to-last"

  /// From the last block to the first: the end of a prompt is evicted before its beginning, as engines do
  /// that evict the leaves of a radix tree first (Zheng et al., SGLang, NeurIPS, 2024).
  case lastToFirst = "last-to-first"

  /// As PyPI kvcache-simulator 0.1.3 runs LRU, found by experiment: the resident blocks of the request stay;
  /// the others are stored from first to last, each in place of the least recent that does not stay, which is
  /// the request's own block before it when nothing older is left, or not stored when there is none. The
  /// beginning of a prompt is newer than its end.
  ///
  /// Differs from ``lastToFirst`` only for requests longer than the cache. The tool's FIFO and optimum are
  /// those of ``firstToLast``, its blocks have the ``BlockIdentity/path`` identity, and its warm-up is
  /// ``PrefixWarmUp/half``. Tokens beyond a prompt's blocks, which ``PrefixCounts/tokensRequested`` counts,
  /// are not in its denominators.
  case kvcacheSimulator = "kvcache-simulator"
}
