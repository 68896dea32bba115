import Declarations
import Files
import Traffic

extension TableColumns {
  /// Reads the prefix blocks of a prompt.
  func readBlocks(_ cells: some TableCells, _ row: inout RecordedRow) throws(RowFault) {
    guard let cell = cells.cell(.blocks), !cell.text.isEmpty else { return }
    let ids = try TableColumns.integers(cell, "prefix_blocks")
    row.blocks = ids
    if let cell = cells.cell(.blockTokens), !cell.text.isEmpty {
      let tokens = Int(try TokenCount.read(cell, "prefix_block_tokens", limit: 1 << 20, reason: .badValue))
      guard tokens > 0 else {
        throw RowFault(.badValue, "prefix_block_tokens is 0; at least 1 was expected", at: cell.position)
      }
      row.statedBlockTokens = tokens
    }
    guard let lengths = cells.cell(.blockLengths), !lengths.text.isEmpty else { return }
    let tokens = try TableColumns.integers(lengths, "prefix_block_lengths")
    guard tokens.count == ids.count, tokens.allSatisfy({ (0...Int64(TokenCount.limit)).contains($0) }) else {
      throw RowFault(
        .badValue,
        "prefix_block_lengths has \(tokens.count) numbers for \(ids.count) blocks; as many token counts were expected",
        at: lengths.position)
    }
    row.blockLengths = tokens.map { UInt32($0) }
    let sum = tokens.reduce(0, +)
    let input = Int64(row.systemTokens) + Int64(row.contextTokens) + Int64(row.userTokens)
    guard sum >= input || row.isFailed == true else {
      throw RowFault(
        .badValue,
        "prefix_block_lengths add up to \(sum) tokens, fewer than the \(input) of the prompt; blocks of the whole prompt "
          + "were expected", at: lengths.position)
    }
  }

  /// Reads a list such as `[1,2]` or `1 2`.
  private static func integers(_ cell: Cell, _ name: String) throws(RowFault) -> [Int64] {
    var integers: [Int64] = []
    for part in cell.text.split(whereSeparator: { [0x20, 0x2C, 0x5B, 0x5D].contains($0) }) {
      guard let integer = Int64(String(decoding: part, as: UTF8.self)) else {
        throw RowFault(
          .badValue, "\(name) is '\(cell.shown)'; a list of integers was expected", at: cell.position)
      }
      integers.append(integer)
    }
    return integers
  }

  /// Reads where a count comes from.
  func rule(_ cell: Cell, _ name: String) throws(RowFault) -> RecordedReading.TokenRule {
    let text = String(decoding: cell.text, as: UTF8.self)
    guard let rule = RecordedReading.TokenRule.allCases.first(where: { $0.key == text }) else {
      let names = RecordedReading.TokenRule.allCases.map(\.key).joined(separator: ", ")
      throw RowFault(
        .badValue, "\(name) is '\(cell.shown)'; one of \(names) was expected", at: cell.position)
    }
    return rule
  }

  /// Whether a cell says that a call went well.
  static func isYes(_ cell: Cell) -> Bool {
    isTrue(cell)
      || ["yes", "y", "ok", "success", "1.0"].contains(
        String(decoding: cell.text, as: UTF8.self).lowercased())
  }

  /// Whether a cell says yes.
  static func isTrue(_ cell: Cell) -> Bool {
    ["true", "t", "1", "hit"].contains(String(decoding: cell.text, as: UTF8.self).lowercased())
  }
}
