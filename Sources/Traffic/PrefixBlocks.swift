/// Prefix blocks of recorded prompts: request i holds `ids[offsets[i]..<offsets[i + 1]]`.
///
/// A block's number stands for its tokens and all before them.
public struct PrefixBlocks: Sendable {
  /// Tokens a block; the last block of a prompt may hold fewer.
  public var blockTokens: Int
  /// Tokens of each block in `ids`, for blocks of unequal length such as messages; empty when `blockTokens` holds.
  public var lengths: [UInt32] = []
  /// Dense block ids of all requests, one after the other.
  public var ids: [UInt32] = []
  /// Where each request's blocks begin; one more than the requests. Empty where `begins` holds.
  public var offsets: [Int] = [0]
  /// Where each request's blocks begin and how many they are, where requests share them: the prompts of a
  /// conversation are beginnings of one list.
  public var begins: [UInt32] = []
  /// Number of each request's blocks, where `begins` holds.
  public var counts: [UInt32] = []
  /// One more than the greatest id.
  public var blockCount = 0

  /// Tokens of the block at a place of `ids`.
  @inlinable public func tokens(at place: Int) -> Int {
    lengths.isEmpty ? blockTokens : Int(lengths[place])
  }

  /// The places in `ids` of a request's blocks.
  @inlinable public func places(of request: Int) -> Range<Int> {
    if begins.isEmpty { return offsets[request]..<offsets[request + 1] }
    let begin = Int(begins[request])
    return begin..<begin + Int(counts[request])
  }

  /// An empty table.
  public init(blockTokens: Int) { self.blockTokens = blockTokens }

  /// Keeps the blocks of the first requests.
  mutating func keep(_ requests: Int) {
    if begins.isEmpty {
      offsets.removeLast(max(0, offsets.count - requests - 1))
    } else {
      begins.removeLast(max(0, begins.count - requests))
      counts.removeLast(max(0, counts.count - requests))
    }
  }
}

extension PrefixBlocks {
  /// Tokens of the leading blocks that two requests share.
  package func commonTokens(_ left: Int, _ right: Int) -> Int {
    var tokens = 0
    for (own, other) in zip(places(of: left), places(of: right)) {
      guard ids[own] == ids[other] else { break }
      tokens += self.tokens(at: own)
    }
    return tokens
  }

  /// Whether a prompt begins with all the blocks of another one.
  ///
  /// Tokens of messages are shares of a count of the whole, by their letters: the same messages have other tokens in another
  /// prompt, and only their blocks tell that all of them are there.
  package func begins(_ request: Int, with other: Int) -> Bool {
    ids[places(of: request)].starts(with: ids[places(of: other)])
  }
}
