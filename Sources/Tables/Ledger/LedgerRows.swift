import Declarations

/// Takes the rows of a ledger's CSV apart (RFC 4180).
struct LedgerRows {
  private let bytes: [UInt8]
  private var place = 0
  private(set) var line = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The cells of the next row, or nil at the end.
  mutating func next() throws(Diagnostic) -> [String]? {
    guard place < bytes.count else { return nil }
    line += 1
    var cells: [String] = []
    var cell: [UInt8] = []
    while true {
      if place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
        try quoted(&cell)
      } else {
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: ","), bytes[place] != UInt8(ascii: "\n") {
          place += 1
        }
        cell.append(contentsOf: bytes[start..<place])
        if place == bytes.count || bytes[place] == UInt8(ascii: "\n"), cell.last == UInt8(ascii: "\r") {
          cell.removeLast()
        }
      }
      guard let text = String(validating: cell, as: UTF8.self) else { throw fault("is no UTF-8") }
      cells.append(text)
      cell.removeAll(keepingCapacity: true)
      guard place < bytes.count else { return cells }
      let end = bytes[place]
      place += 1
      if end == UInt8(ascii: "\n") { return cells }
      guard end == UInt8(ascii: ",") else {
        throw fault("goes on behind a quotation mark; a comma was expected")
      }
    }
  }

  private mutating func quoted(_ cell: inout [UInt8]) throws(Diagnostic) {
    place += 1
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "\"") {
        place += 1
        guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { return }
      }
      cell.append(bytes[place])
      place += 1
    }
    throw fault("ends within quotation marks; one was expected")
  }

  /// A fault of the row that was read last.
  func fault(_ what: String) -> Diagnostic {
    Diagnostic("the row \(what)", position: SourcePosition(line: line, column: 1))
  }

  /// A decimal number as a count of small units, or nil where it is none, or is finer or greater than those hold.
  static func units(_ text: String, decimals: Int) -> Int64? {
    var value: Int64 = 0
    var left = decimals
    var (isFraction, hasDigit) = (false, false)
    let bytes = Array(text.utf8)
    let isNegative = bytes.first == UInt8(ascii: "-")
    func append(_ digit: Int64) -> Bool {
      let (product, over) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = product.addingReportingOverflow(digit)
      value = sum
      return !over && !overflow
    }
    for byte in bytes.dropFirst(isNegative ? 1 : 0) {
      if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
        continue
      }
      guard (0x30...0x39).contains(byte) else { return nil }
      if isFraction {
        guard left > 0 else { return nil }
        left -= 1
      }
      guard append(Int64(byte - 0x30)) else { return nil }
      hasDigit = true
    }
    for _ in 0..<left where !append(0) { return nil }
    return hasDigit ? (isNegative ? -value : value) : nil
  }
}
