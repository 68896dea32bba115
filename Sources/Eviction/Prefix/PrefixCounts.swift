/// What a replay of a ``PrefixTrace`` counted behind its warm-up.
public struct PrefixCounts: Hashable, Sendable {
  /// The requests before these, which filled the cache and are not counted.
  public var warmUpRequests = 0

  /// The requests counted.
  public var requests = 0

  /// The blocks of these requests.
  public var blocksRequested = 0

  /// The blocks in the longest resident prefixes.
  public var blocksHit = 0

  /// The tokens of these requests' prompts.
  public var tokensRequested: UInt64 = 0

  /// The tokens in the longest resident prefixes: whole blocks, the last one as far as the prompt reaches.
  public var tokensHit: UInt64 = 0

  /// Creates counts of zero.
  public init() {}

  /// The share of requested blocks that were hit; 0 without blocks.
  public var blockHitRatio: Double {
    blocksRequested == 0 ? 0 : Double(blocksHit) / Double(blocksRequested)
  }

  /// The share of requested tokens that were hit; 0 without tokens.
  public var tokenHitRatio: Double {
    tokensRequested == 0 ? 0 : Double(tokensHit) / Double(tokensRequested)
  }

  /// Counts a request of `blocks` blocks and `tokens` tokens whose first `hit` blocks were resident.
  mutating func add(blocks: Int, hit: Int, tokens: UInt32, blockTokens: Int) {
    requests += 1
    blocksRequested += blocks
    blocksHit += hit
    tokensRequested += UInt64(tokens)
    let covered = UInt64(hit).multipliedReportingOverflow(by: UInt64(blockTokens))
    tokensHit += covered.overflow ? UInt64(tokens) : min(covered.partialValue, UInt64(tokens))
  }
}
