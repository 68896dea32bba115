import Traffic

/// Prefix blocks for a log that tells conversations and lengths and no texts: a prompt that is longer than that of the
/// turn before it begins with that one, and a shorter one is another.
struct GrowingPrompts {
  private var blocks = PrefixBlocks(blockTokens: 1)
  /// The last turn whose list of blocks ends at the end of all.
  private var open: Int?

  /// The blocks of all requests.
  ///
  /// - Parameter starts: turns that begin a thread beside another.
  /// - Complexity: O(requests), and the blocks of a turn that another already goes on from.
  static func blocks(of stream: QueryStream, starts: Set<Int>) -> PrefixBlocks {
    var maker = GrowingPrompts()
    maker.blocks.offsets = []
    maker.blocks.begins = Array(repeating: 0, count: stream.count)
    maker.blocks.counts = maker.blocks.begins
    var members = [[UInt32]](repeating: [], count: stream.conversationCount)
    for request in 0..<stream.count { members[stream.conversation(of: request)].append(UInt32(request)) }
    for member in members {
      for request in member { maker.add(Int(request), of: stream, isStart: starts.contains(Int(request))) }
    }
    return maker.blocks
  }

  private mutating func add(_ request: Int, of stream: QueryStream, isStart: Bool) {
    let tokens = stream.inputTokens(request)
    let before = isStart ? nil : stream.predecessor(of: request)
    var grown = tokens
    if let before, tokens >= stream.inputTokens(before) {
      grown = tokens - stream.inputTokens(before)
      if open == before {
        blocks.begins[request] = blocks.begins[before]
      } else {
        let old = blocks.places(of: before)
        blocks.begins[request] = UInt32(blocks.ids.count)
        blocks.ids += Array(blocks.ids[old])
        blocks.lengths += Array(blocks.lengths[old])
      }
    } else {
      blocks.begins[request] = UInt32(blocks.ids.count)
    }
    if grown > 0 {
      blocks.ids.append(UInt32(blocks.blockCount))
      blocks.lengths.append(UInt32(grown))
      blocks.blockCount += 1
    }
    blocks.counts[request] = UInt32(blocks.ids.count) - blocks.begins[request]
    open = request
  }
}
