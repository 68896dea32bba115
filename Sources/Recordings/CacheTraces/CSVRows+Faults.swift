import Declarations
import Files

/// What is said of rows that are not as they should be.
extension CSVRows {
  /// Ends a row at the next line feed.
  func malformed(_ message: String, at place: Int, _ row: inout Row, _ bytes: Span<UInt8>) {
    row.fault = row.fault ?? RowFault(.malformed, message, at: position(of: place, row, bytes))
    var place = place
    while bytes[place] != 0x0A { place += 1 }
    row.place = place
    row.columns = meanings.count
  }

  /// The fault of a row with too few or too many fields.
  func wrongCount(_ row: Row, _ bytes: Span<UInt8>) -> RowFault {
    RowFault(
      row.columns < meanings.count ? .tooFewFields : .tooManyFields,
      "the row has \(row.columns) fields; \(meanings.count) were expected",
      at: position(of: row.first, row, bytes))
  }

  /// What is said of a row beyond the limit.
  func tooLong(_ row: Row, _ bytes: Span<UInt8>) -> Diagnostic {
    Diagnostic(
      "the row is longer than \(limit) bytes"
        + (row.isCut ? "; its quote at column \(row.quote - row.first + 1) is not closed" : ""),
      position: position(of: row.first, row, bytes))
  }

  /// The position of a byte of a row.
  func position(of place: Int, _ row: Row, _ bytes: Span<UInt8>) -> SourcePosition {
    var result = SourcePosition(line: line, column: place - row.first + 1)
    guard row.lineFeeds > 0 else { return result }
    for index in row.first..<place where bytes[index] == 0x0A {
      result.line += 1
      result.column = place - index
    }
    return result
  }
}
