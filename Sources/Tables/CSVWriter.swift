import Files

/// Rows of comma-separated values (RFC 4180, with LF line ends).
///
/// Numbers have at most ten significant digits and a point; a number that is not finite is an empty cell. Text
/// that a spreadsheet would take for a formula gets an apostrophe in front.
package struct CSVWriter: ~Copyable {
  /// Where the rows go.
  package var output: BufferedOutput
  private var isRowStart = true

  /// A writer on an output.
  package init(_ output: consuming BufferedOutput) { self.output = output }

  /// Adds a cell of text.
  package mutating func text(_ value: String) { cell(CSVWriter.escaped(value)) }

  /// Adds a number.
  package mutating func number(_ value: Double) { cell(Array(NumberText.data(value).utf8)) }

  /// Adds a whole number.
  package mutating func integer(_ value: some BinaryInteger) {
    guard let small = Int64(exactly: value) else { return cell(Array(String(value).utf8)) }
    cell([])
    output.append(small, decimals: 0)
  }

  /// Adds bytes that need no quotes.
  package mutating func cell(_ bytes: [UInt8]) {
    if !isRowStart { output.append(UInt8(ascii: ",")) }
    isRowStart = false
    output.append(bytes)
  }

  /// Adds cells of text.
  package mutating func texts(_ values: [String]) { for value in values { text(value) } }

  /// Ends the row.
  package mutating func endRow() throws(BufferedOutput.Failure) {
    output.append(UInt8(ascii: "\n"))
    isRowStart = true
    try output.writeIfFull()
  }

  /// A text as it stands in a cell.
  package static func escaped(_ text: String) -> [UInt8] {
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

extension CSVWriter {
  /// Lends an output to a writer of rows.
  package static func run(
    _ output: inout BufferedOutput, _ body: (inout CSVWriter) throws(BufferedOutput.Failure) -> Void
  ) throws(BufferedOutput.Failure) {
    var csv = CSVWriter(output)
    output = BufferedOutput(descriptor: nil)
    var failure: BufferedOutput.Failure?
    do throws(BufferedOutput.Failure) { try body(&csv) } catch { failure = error }
    output = csv.finish()
    if let failure { throw failure }
  }

  /// Gives the output back.
  package consuming func finish() -> BufferedOutput { output }
}
