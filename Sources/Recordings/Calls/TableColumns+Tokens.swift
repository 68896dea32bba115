import Declarations
import Files

extension TableColumns {
  /// Reads the tokens of a row; a failed call may have none.
  func readTokens(_ cells: some TableCells, prompt: Cell?, _ row: inout RecordedRow) throws(RowFault) {
    if let cell = try required(.systemTokens, cells) {
      row.systemTokens = try TokenCount.read(cell, "system_tokens")
    }
    if let cell = try required(.contextTokens, cells) {
      row.contextTokens = try TokenCount.read(cell, "context_tokens")
    }
    let known = Int(row.systemTokens) + Int(row.contextTokens)
    let (input, inputCell) = try count(.inputTokens, cells, row)
    let (output, _) = try count(.outputTokens, cells, row)
    if hasLengths { row.remarks.append(.lengths) }
    let usage = try usage(input, output, cells, &row)
    if let total = usage.input {
      guard total >= known else {
        throw RowFault(
          .badTokenCount, "input_tokens is \(total), fewer than the \(known) of system and context",
          at: inputCell?.position ?? cells.position)
      }
      row.userTokens = UInt32(clamping: total - known)
    } else if let prompt {
      row.inputRule = .estimated
      row.userTokens = UInt32(clamping: TokenCount.estimate(characters: TokenCount.weight(prompt.text)))
    } else {
      row.inputRule = .assumed
    }
    let answer = usage.output == nil ? cells.cell(.answer).flatMap { $0.isNothing ? nil : $0 } : nil
    if let answer, !ModelKind(row.model).isWordless {
      row.outputRule = .estimated
      row.outputTokens = UInt32(
        clamping: TokenCount.estimate(characters: TokenCount.weight(answer.text)))
      try readRules(cells, &row)
      return
    }
    let isWordless = usage.output == nil && ModelKind(row.model).isWordless
    if isWordless { row.remarks.append(.wordless) }
    row.outputTokens = usage.output.map { UInt32(clamping: $0) } ?? (isWordless ? 0 : defaultOutput)
    if usage.output == nil { row.outputRule = .assumed }
    try readRules(cells, &row)
  }

  /// Reads where the counts come from, where the table says so.
  private func readRules(_ cells: some TableCells, _ row: inout RecordedRow) throws(RowFault) {
    if let cell = cells.cell(.inputRule), !cell.text.isEmpty {
      row.inputRule = try rule(cell, "source_of_input_tokens")
    }
    if let cell = cells.cell(.outputRule), !cell.text.isEmpty {
      row.outputRule = try rule(cell, "source_of_output_tokens")
    }
  }

  /// The count of a column, which a call that did not fail must have; nil where the table has no such column, or a
  /// total tells it.
  private func count(
    _ column: TableColumn, _ cells: some TableCells, _ row: RecordedRow
  ) throws(RowFault) -> (Int?, Cell?) {
    let cell = cells.cell(column)
    if cell?.isNothing ?? true, names[column.rawValue] != nil {
      if row.isFailed == true { return (0, cell) }
      if column == .outputTokens, ModelKind(row.model).isWordless { return (0, cell) }
      // Pictures and speech have none.
      if column == .inputTokens, ModelKind(row.model).isWordless { return (nil, cell) }
      if let total = cells.cell(.totalTokens), !total.isNothing { return (nil, cell) }
    }
    guard let cell = try required(column, cells) else { return (nil, nil) }
    return (Int(try TokenCount.read(cell, column.key)), cell)
  }

  /// The usage that input, output and what stands beside them make.
  ///
  /// Under Anthropic's names cached tokens stand beside the input, and more than it has must. Where their name is another's,
  /// a row without a count of what was written is one of other providers.
  private func usage(
    _ input: Int?, _ output: Int?, _ cells: some TableCells, _ row: inout RecordedRow
  ) throws(RowFault) -> UsageReading {
    var input = input
    var total: Int?
    if let cell = cells.cell(.totalTokens), !cell.isNothing, row.isFailed != true {
      total = Int(try TokenCount.read(cell, "total_tokens"))
    }
    let cache = [row.cachedTokens, row.writtenTokens, row.writtenHourTokens].reduce(0) { $0 + Int($1 ?? 0) }
    let isBeside = isCachedBeside && (isReadBeside || cells.cell(.writtenAll).map { !$0.isNothing } ?? false)
    if isBeside, cache > 0, let plain = input {
      row.remarks.append(.cachedNamed)
      // A total may leave the cached tokens out as the input does.
      if total == plain + (output ?? 0) { total = nil }
      input = plain + cache
    }
    var usage = UsageReading(
      input: input, output: output, cached: row.cachedTokens, written: row.writtenTokens,
      writtenHour: row.writtenHourTokens, reasoning: row.reasoningTokens, total: total,
      isCachePlaced: isBeside)
    if row.isFailed != true { (row.cachePlace, row.thoughtPlace) = (usage.cachePlace, usage.thoughtPlace) }
    if usage.takeCacheBeside(row.model, of: besideModels) { row.remarks.append(.cachedAsOthers) }
    if usage.takeThoughtsBeside(row.model, of: thoughtModels) { row.remarks.append(.thoughtsAsOthers) }
    if usage.hasCachedBeside { row.remarks.append(.cachedBeside) }
    if usage.hasOtherTotal { row.remarks.append(.unequalTotal) }
    return usage
  }

  /// Names the call, so that lines which tell of it again count once: rows of one name that agree in time, tokens, cost and
  /// model.
  func nameCall(_ cells: some TableCells, _ row: inout RecordedRow) {
    guard let cell = cells.cell(.request), !cell.isNothing, let time = row.time else { return }
    var key = Array(cell.text)
    let input = UInt64(row.systemTokens) + UInt64(row.contextTokens) + UInt64(row.userTokens)
    let cost = UInt64(bitPattern: row.cost ?? -1)
    for value in [UInt64(truncatingIfNeeded: time), input, UInt64(row.outputTokens), cost] {
      key.append(0)
      key.appendLittleEndian(value)
    }
    row.callKey = key + (row.model ?? [])
  }

  /// Refuses a row that tells of several calls.
  func refuseSums(_ cells: some TableCells) throws(RowFault) {
    guard let cell = cells.cell(.requests), !cell.isNothing,
      case .value(let count) = DecimalText.read(cell.text.withoutThousands, scale: 6), count != 1_000_000
    else { return }
    throw RowFault(
      .badValue,
      "the row sums up \(cell.shown) calls ('\(names[TableColumn.requests.rawValue] ?? "")'); a log with a row for each call was expected",
      at: cell.position)
  }
}
