import Declarations
import Files

extension TableColumns {
  /// Reads the place of a request in its conversation.
  func readTurn(_ cells: some TableCells, _ row: inout RecordedRow) throws(RowFault) {
    func cell(_ column: TableColumn) -> Cell? { cells.cell(column).flatMap { $0.isNothing ? nil : $0 } }
    row.session = cell(.session).map { Array($0.text) } ?? []
    if let cell = cell(.think) { row.think = try seconds(cell, "think_s") }
    if let cell = cell(.turn) {
      row.turn = try TurnNumber.read(cell, "turn")
      row.turnName = row.turn.map { String($0) }
      row.turnPosition = cell.position
    }
    guard names[TableColumn.predecessor.rawValue] != nil else {
      try requireSession(of: row, cell(.turn) ?? cell(.think))
      return
    }
    row.followedTurns = []
    if let cell = cell(.predecessor) {
      for part in cell.text.split(whereSeparator: { [0x20, 0x2C, 0x5B, 0x5D].contains($0) }) {
        let number = try TurnNumber.read(Cell(text: part, position: cell.position), "predecessor")
        row.followedTurns?.append((String(number), cell.position))
      }
      guard row.turn != nil else {
        throw RowFault(
          .missingValue, "the row has a predecessor and no turn; its own turn was expected", at: cell.position
        )
      }
    }
    try requireSession(of: row, cell(.turn) ?? cell(.predecessor) ?? cell(.think))
  }

  private func requireSession(of row: RecordedRow, _ cell: Cell?) throws(RowFault) {
    if let cell, row.session.isEmpty {
      throw RowFault(
        .missingValue, "the row has a turn, a predecessor or think_s and no session; a session was expected",
        at: cell.position)
    }
  }
}

/// The number of a turn in its conversation.
enum TurnNumber {
  /// Reads a whole number below 4 billion.
  static func read(_ cell: Cell, _ name: String) throws(RowFault) -> UInt32 {
    guard let number = UInt32(String(decoding: cell.text, as: UTF8.self)), number < UInt32.max else {
      throw RowFault(
        .badValue, "\(name) is '\(cell.shown)'; a whole number from 0 was expected", at: cell.position)
    }
    return number
  }
}
