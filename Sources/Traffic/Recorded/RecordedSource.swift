import Declarations
import Files

/// A recorded stream of requests in a file.
package struct RecordedSource: Sendable {
  /// The file, plain or compressed with gzip or Zstandard.
  package var path: String
  /// The name of a format, or `auto`.
  package var format = RecordedSource.automatic
  /// Names of the file's columns by their meaning; for the format `table`.
  package var columns: [String: String] = [:]
  /// How the times of a table are written.
  package var timestampUnit = TimestampUnit.seconds
  /// How much faster than recorded the stream runs: 2 halves all times.
  package var timeScale = 1.0
  /// Requests a second of a recording without times.
  package var ratePerSecond = 1.0
  /// Tokens of a prefix block.
  package var blockTokens = 512
  /// Tokens of an answer that is not recorded.
  package var defaultOutputTokens = 300
  /// How many bad rows are left out before reading fails.
  package var skipBad = 0
  /// How many good rows are read, in the order of the file; nil reads all.
  package var limit: Int?
  /// The longest line, or quoted record, in bytes.
  package var maxLineBytes = LineReader.defaultLimit

  /// The format that is told from the file.
  package static let automatic = "auto"

  /// A file that is read as its format says.
  package init(path: String, format: String = RecordedSource.automatic) {
    self.path = path
    self.format = format
  }

  /// Reads the file.
  ///
  /// - Returns: the stream, with the rows left out counted by reason and the hash of the whole file. A file
  ///   with a header alone gives an empty stream.
  /// - Throws: a `Diagnostic` with file, line and column.
  package func read() throws(Diagnostic) -> QueryStream {
    do throws(Diagnostic) {
      return try readFile()
    } catch {
      throw error.placed(in: path)
    }
  }

  private func readFile() throws(Diagnostic) -> QueryStream {
    var lines = try LineReader(path: path, limit: maxLineBytes)
    let sample = try TraceSample.take(from: &lines)
    let format = try format(for: sample)
    let reader = try format.rows(sample, self)
    var assembler = StreamAssembler(self, name: name)
    var record = CSVRecord()
    while assembler.count < limit ?? .max {
      var row = RecordedRow()
      do throws(TraceFault) {
        guard try next(reader, sample, &lines, &record, &row) else { break }
        do throws(RowFault) { try assembler.append(row) } catch { throw .row(error) }
      } catch {
        switch error {
        case .row(let fault): try assembler.drop(fault)
        case .file(let diagnostic): throw diagnostic
        }
      }
    }
    // The hash names the whole file, however much of it was asked for.
    if assembler.count == limit { try lines.bytes.skipRest() }
    return try assembler.finish(sourceHash: lines.bytes.contentHash)
  }

  private func format(for sample: TraceSample) throws(Diagnostic) -> TraceFormat {
    if format != RecordedSource.automatic {
      guard let named = TraceFormat.named(format) else {
        let names = TraceFormat.all.map(\.name).joined(separator: ", ")
        throw Diagnostic("the format '\(format)' is unknown; one of auto, \(names) was expected")
      }
      return named
    }
    guard let match = TraceFormat.all.first(where: { $0.matches(sample) }) else {
      throw Diagnostic("the file is empty, so that its format cannot be told; name it in 'format'")
    }
    return match
  }

  /// Reads the next row.
  private func next(
    _ reader: RowReader, _ sample: TraceSample, _ lines: inout LineReader, _ record: inout CSVRecord,
    _ row: inout RecordedRow
  ) throws(TraceFault) -> Bool {
    switch reader {
    case .csv(let parse):
      guard try record.read(from: &lines) else { return false }
      row.position = record.position(0)
      do throws(RowFault) {
        if case .csv(let header) = sample { try header.check(record) }
        try parse(record, &row)
      } catch {
        throw .row(error)
      }
    case .json(let parse):
      repeat {
        guard try TraceFault.file({ () throws(Diagnostic) in try lines.next() }) else { return false }
      } while lines.line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      row.position = SourcePosition(line: lines.number, column: 1)
      do throws(RowFault) { try parse(try JSONNode(row: lines.line, number: lines.number), &row) } catch {
        throw .row(error)
      }
    }
    lines.bytes.records += 1
    return true
  }

  /// The last part of the path.
  private var name: String { FilePath.lastPart(of: path) }
}

extension JSONNode {
  /// Parses one line of a JSONL file.
  fileprivate init(row bytes: [UInt8], number: Int) throws(RowFault) {
    if let offset = UTF8Validity.firstInvalidOffset(bytes) {
      throw RowFault(
        .invalidUTF8, "byte 0x\(String(bytes[offset], radix: 16)) is no UTF-8",
        at: SourcePosition(line: number, column: offset + 1))
    }
    let parsed: Result<JSONNode, Diagnostic> = bytes.withUnsafeBufferPointer { buffer in
      do throws(Diagnostic) {
        return .success(try JSONParser.parse(validated: buffer, line: number))
      } catch {
        return .failure(error)
      }
    }
    switch parsed {
    case .success(let node):
      guard node.members != nil else {
        throw RowFault(
          .malformed, "the line is \(node.value.typeName); an object was expected", at: node.position)
      }
      self = node
    case .failure(let error):
      throw RowFault(.malformed, error.message, at: error.position ?? SourcePosition(line: number, column: 1))
    }
  }
}
