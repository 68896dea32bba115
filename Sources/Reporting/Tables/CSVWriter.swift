import Files

/// Rows of comma-separated values (RFC 4180, with LF line ends).
///
/// Numbers have at most ten significant digits and a point; a number that is not finite is an empty cell. Text
/// that a spreadsheet would take for a formula gets an apostrophe in front.
struct CSVWriter: ~Copyable {
  /// Where the rows go.
  var output: BufferedOutput
  private var isRowStart = true

  /// A writer on an output.
  init(_ output: consuming BufferedOutput) { self.output = output }

  /// Adds a cell of text.
  mutating func text(_ value: String) { cell(CSVWriter.escaped(value)) }

  /// Adds a number.
  mutating func number(_ value: Double) { cell(Array(NumberText.data(value).utf8)) }

  /// Adds a whole number.
  mutating func integer(_ value: some BinaryInteger) {
    guard let small = Int64(exactly: value) else { return cell(Array(String(value).utf8)) }
    cell([])
    output.append(small, decimals: 0)
  }

  /// Adds bytes that need no quotes.
  mutating func cell(_ bytes: [UInt8]) {
    if !isRowStart { output.append(UInt8(ascii: ",")) }
    isRowStart = false
    output.append(bytes)
  }

  /// Adds cells of text.
  mutating func texts(_ values: [String]) { for value in values { text(value) } }

  /// Ends the row.
  mutating func endRow() throws(BufferedOutput.Failure) {
    output.append(UInt8(ascii: "\n"))
    isRowStart = true
    try output.writeIfFull()
  }

  /// A text as it stands in a cell.
  static func escaped(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    let isFormula = bytes.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
    guard isFormula || bytes.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return bytes }
    if isFormula { bytes.insert(UInt8(ascii: "'"), at: 0) }
    var quoted = [UInt8(ascii: "\"")]
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { quoted.append(byte) }
      quoted.append(byte)
    }
    quoted.append(UInt8(ascii: "\""))
    return quoted
  }
}
