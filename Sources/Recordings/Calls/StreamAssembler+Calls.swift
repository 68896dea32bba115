import Declarations
import Files
import Traffic

extension StreamAssembler {
  /// How many requests lie between rows of one name and time at most.
  private static let near = 1 << 15

  /// The request of an earlier row that told of the same call.
  func known(_ row: RecordedRow) -> Int? {
    let number =
      row.callKey.flatMap { calls.known($0) }
      ?? (row.mayReplay ? row.aliasKey.flatMap { calls.known($0) } : nil)
    if let number { return Int(requestOfCall[Int(number)]) }
    // A call whose first row could not tell how it went is known by its other name.
    guard row.mayComplete, let alias = row.aliasKey, let open = calls.known(alias) else { return nil }
    let request = Int(requestOfCall[Int(open)])
    return unfinished[request] != nil || failures[request] != nil ? request : nil
  }

  /// Notes the names of a new call and its span; its request is the next one.
  mutating func note(_ row: RecordedRow) {
    for key in [row.callKey, row.aliasKey] {
      if let key, calls.number(of: key).isNew { requestOfCall.append(UInt32(stream.count)) }
    }
    if row.callKey != nil, row.isFailed == true {
      failures[stream.count] = SpanTree.Call(row, request: stream.count)
    } else if row.mayComplete, row.callKey != nil, !row.tellsUsage {
      unfinished[stream.count] = SpanTree.Call(row, request: stream.count)
      // Rows of one name and time lie near one another; those of a log without usages are all unfinished.
      if row.callKey == row.aliasKey, unfinished.count > 2 * StreamAssembler.near {
        let first = stream.count - StreamAssembler.near
        unfinished = unfinished.filter { $0.key > first }
      }
    }
    spans.link(row, requests: stream.count)
    spans.add(row, request: stream.count)
  }

  /// Whether a row tells how a call went that had failed under its name before: it stands for that one then, since what
  /// succeeded was billed. What the failure cost, where the log has it, is added. So does a row that tells the usage of a
  /// call whose first row could not.
  mutating func succeeds(_ row: inout RecordedRow, _ request: Int) throws(RowFault) -> Bool {
    if row.isFailed != true, row.tellsUsage, let before = unfinished.removeValue(forKey: request) {
      replace(request, before, by: row)
      row.remarks.append(.repeated)
      return true
    }
    guard row.isFailed != true, let failure = failures.removeValue(forKey: request) else { return false }
    if let spent = stream.recorded.cost[request], spent > 0 {
      let (sum, overflow) = spent.addingReportingOverflow(row.cost ?? 0)
      if overflow { throw RowFault(.badValue, "the costs of the call are too large", at: row.position) }
      row.cost = sum
    }
    replace(request, failure, by: row)
    row.remarks.append(.retried)
    return true
  }

  /// Lets a row stand for an earlier one of its call.
  private mutating func replace(_ request: Int, _ call: SpanTree.Call, by row: RecordedRow) {
    retried[request] = call
    for key in [row.callKey, row.aliasKey] {
      if let number = key.flatMap({ calls.known($0) }) { requestOfCall[Int(number)] = UInt32(stream.count) }
    }
  }

  /// Takes what a later row of a call knows: answers are logged while they are written, and their counts grow.
  mutating func grow(_ request: Int, _ row: RecordedRow) {
    stream.userTokens[request] = max(stream.userTokens[request], row.userTokens)
    stream.outputTokens[request] = max(stream.outputTokens[request], row.outputTokens)
    stream.recorded.cachedTokens.raise(row.cachedTokens, at: request)
    stream.recorded.writtenTokens.raise(row.writtenTokens, at: request)
    stream.recorded.writtenHourTokens.raise(row.writtenHourTokens, at: request)
    stream.recorded.reasoningTokens.raise(row.reasoningTokens, at: request)
    stream.recorded.audioInputTokens.raise(row.audioInputTokens, at: request)
    stream.recorded.imageInputTokens.raise(row.imageInputTokens, at: request)
    stream.recorded.audioOutputTokens.raise(row.audioOutputTokens, at: request)
    stream.recorded.imageOutputTokens.raise(row.imageOutputTokens, at: request)
    stream.recorded.webSearches.raise(row.webSearches, at: request)
    stream.marks[request].terms.formUnion(row.terms)
    stream.recorded.cost.raise(row.cost, at: request)
  }

  /// Takes a row's number of blocks.
  ///
  /// - Throws: a `RowFault` when a stated size of blocks, or that of the rows before, says another number.
  mutating func takeBlockSize(of row: RecordedRow) throws(RowFault) {
    guard let ids = row.blocks, row.blockLengths == nil else { return }
    let tokens = Int(row.systemTokens) + Int(row.contextTokens) + Int(row.userTokens)
    if let stated = source.blockTokens ?? row.statedBlockTokens,
      !BlockSize.fits(tokens, blocks: ids.count, size: stated)
    {
      throw RowFault(
        .badValue, "\(ids.count) blocks of the stated \(stated) tokens do not make an input of \(tokens)",
        at: row.position)
    }
    if source.blockTokens != nil { return }
    usualBlockTokens = row.statedBlockTokens ?? row.usualBlockTokens
    let before = blockSize.shown
    guard blockSize.take(tokens: tokens, blocks: ids.count) else {
      throw RowFault(
        .badValue,
        "\(ids.count) blocks do not make an input of \(tokens) tokens with the size of a block that the rows "
          + "before allow (\(before))", at: row.position)
    }
  }

  /// Takes a call that other rows tell of out of what was read.
  mutating func forget(_ call: SpanTree.Call) {
    reading.inputRules[Int(call.inputRule.rawValue)] -= 1
    reading.outputRules[Int(call.outputRule.rawValue)] -= 1
    if call.hasTemperature { reading.temperatures -= 1 }
    if call.hasUser { reading.users -= 1 }
    if call.hasText { reading.texts -= 1 }
    for remark in call.remarks { reading.remarks[Int(remark.rawValue)] -= 1 }
  }
}
