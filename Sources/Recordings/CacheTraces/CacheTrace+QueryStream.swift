import CacheTraces
import Traffic

extension CacheTrace {
  /// The requests of a recorded stream as requests to one of their parts.
  ///
  /// Times count from the first request. Tokens are the input of the request, or those of the block: the last block
  /// of a prompt has what is left. The dense keys have no others behind them.
  ///
  /// - Throws: ``EvictionError`` when there are more requests than a trace holds.
  /// - Complexity: O(requests), or O(blocks) for blocks.
  init(_ stream: QueryStream, key: RequestKey, wants: TraceWants) throws(EvictionError) {
    if key == .block {
      try self.init(blocksOf: stream, wants: wants)
      return
    }
    var columns = TraceColumns()
    if wants.contains(.times) { columns.times = stream.arrival.map { $0.nanoseconds / 1_000_000 } }
    if wants.contains(.tokens) {
      columns.tokens = (0..<stream.count).map { UInt32(clamping: stream.inputTokens($0)) }
    }
    let (keys, count) =
      switch key {
      case .intent: (stream.intent, stream.intentCount)
      case .user: (stream.user, stream.userCount)
      case .prompt, .block: (stream.prompt, stream.promptCount)
      }
    try self.init(denseKeys: keys, columns: columns, keyCount: count)
  }

  private init(blocksOf stream: QueryStream, wants: TraceWants) throws(EvictionError) {
    guard let blocks = stream.prefixBlocks else {
      self = try CacheTrace(denseKeys: [], keyCount: 0)
      return
    }
    var columns = TraceColumns()
    if wants.contains(.times) { columns.times = [] }
    if wants.contains(.tokens) { columns.tokens = [] }
    for request in 0..<stream.count {
      var rest = stream.inputTokens(request)
      for _ in blocks.places(of: request) {
        let tokens = max(0, min(rest, blocks.blockTokens))
        columns.times?.append(stream.arrival[request].nanoseconds / 1_000_000)
        columns.tokens?.append(UInt32(clamping: tokens))
        rest -= tokens
      }
    }
    try self.init(denseKeys: blocks.ids, columns: columns, keyCount: blocks.blockCount)
  }

  /// The first requests, with the same keys.
  func prefix(_ count: Int) throws(EvictionError) -> CacheTrace {
    let kept = min(count, self.count)
    let columns = TraceColumns(
      times: self.columns.times.map { Array($0[..<kept]) },
      costs: self.columns.costs.map { Array($0[..<kept]) },
      tokens: self.columns.tokens.map { Array($0[..<kept]) })
    return try CacheTrace(
      denseKeys: Array(keys[..<kept]), sizes: sizes.map { Array($0[..<kept]) }, columns: columns,
      keyCount: keyCount, identities: identities)
  }
}
