import Declarations

/// A format of recorded streams: what it is called, how it is told and how a row is read.
package struct TraceFormat: Sendable {
  /// The name that stands in scenarios.
  package let name: String
  /// A line of explanation.
  package let summary: String
  /// How `auto` tells the format.
  package let recognition: String
  /// The settings that change how it is read, beside those of every format.
  package let parameters: [String]
  /// Whether a file that begins so is of this format.
  let matches: @Sendable (TraceSample) -> Bool
  /// Makes the reader of a row for a file that begins so.
  let rows: @Sendable (TraceSample, RecordedSource) throws(Diagnostic) -> RowReader

  /// All formats; `auto` takes the first that matches.
  package static let all: [TraceFormat] = [.azure, .mooncake, .openAIChat, .table]

  /// The format with a name.
  package static func named(_ name: String) -> TraceFormat? { all.first { $0.name == name } }
}

/// Reads the fields of one row.
enum RowReader {
  /// A record of a CSV file whose number of fields was checked.
  case csv((CSVRecord, inout RecordedRow) throws(RowFault) -> Void)
  /// A line of a JSONL file.
  case json((JSONNode, inout RecordedRow) throws(RowFault) -> Void)
}

/// How a file begins.
enum TraceSample {
  /// There are no lines at all.
  case empty
  /// CSV with a header line.
  case csv(CSVHeader)
  /// JSON lines; the keys of the first object.
  case json(keys: [String])

  /// Looks at the first line that is not blank; a CSV header is consumed, a line of JSON is not.
  static func take(from lines: inout LineReader) throws(Diagnostic) -> TraceSample {
    while try lines.next() {
      guard let first = lines.line.first(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
      lines.unread()
      if first == UInt8(ascii: "[") {
        throw lines.fault("a JSON list; one JSON object a line, or CSV with a header line, was expected")
      }
      if first == UInt8(ascii: "{") { return .json(keys: keys(of: lines.line)) }
      var record = CSVRecord()
      do throws(TraceFault) {
        _ = try record.read(from: &lines)
      } catch {
        switch error {
        case .row(let fault): throw fault.diagnostic
        case .file(let diagnostic): throw diagnostic
        }
      }
      return .csv(try CSVHeader(record))
    }
    return .empty
  }

  private static func keys(of line: [UInt8]) -> [String] {
    guard UTF8Validity.firstInvalidOffset(line) == nil else { return [] }
    return line.withUnsafeBufferPointer { bytes in
      let node = try? JSONParser.parse(validated: bytes, line: 1)
      return node?.members?.map(\.key) ?? []
    }
  }
}

extension TraceSample {
  /// The header of a CSV file.
  ///
  /// - Throws: a `Diagnostic` when the file is none.
  func header(for format: String) throws(Diagnostic) -> CSVHeader {
    switch self {
    case .csv(let header): return header
    case .json:
      throw Diagnostic("the file holds JSON lines; the format '\(format)' is CSV with a header line")
    case .empty: throw Diagnostic("the file is empty; the format '\(format)' begins with a header line")
    }
  }

  /// Checks that the file is no CSV.
  func requireJSON(for format: String) throws(Diagnostic) {
    if case .csv(let header) = self {
      throw Diagnostic(
        "the first line is no JSON object; the format '\(format)' has one a line",
        position: header.positions.first)
    }
  }
}
