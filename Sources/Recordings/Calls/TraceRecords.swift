import Declarations
import Files

/// The records of a trace: lines, or the elements of a JSON document.
struct TraceRecords: ~Copyable {
  /// The lines; those of a document are not read.
  var lines: LineReader
  /// What separates the fields of a CSV file.
  private(set) var delimiter = UInt8(ascii: ",")

  private var splitter: JSONSplitter?
  private var names = JSONKeyTable()
  /// Records read ahead to tell the format.
  private var ahead: [(bytes: [UInt8], start: SourcePosition)] = []
  private var taken = 0
  /// The first record of CSV, which was looked at already.
  private var peeked: Result<CSVRecord?, TraceFault>?
  /// Whether the first line is no JSON although the second one is.
  private var isMisled = false
  /// Whether something stands before the records in their lines, and the current record of such a line.
  private var isPrefixed = false
  private var current: (bytes: [UInt8], start: SourcePosition) = ([], SourcePosition(line: 1, column: 1))
  /// Under what the records lie in those that the file has.
  private var wrapper: FieldPath?
  /// The header of a table whose cells hold the records.
  private var table: CSVHeader?
  /// Lines and records that hold none of the log.
  private(set) var others = 0

  /// How many records are looked at for one that tells the format.
  private static let sampleLimit = 64

  /// Opens a file.
  init(path: String, limit: Int) throws(Diagnostic) {
    var start = try ByteReader(path: path, isHashed: false)
    if try start.fill() {
      let name = ForeignFormat.name(of: start.chunk[..<min(start.count, ForeignFormat.bytes)])
      if let name, start.compression != "plain" {
        throw Diagnostic(
          "is \(name) within \(start.compression); a log within \(start.compression) was expected", file: path
        )
      }
      isMisled = CSVPreamble.hidesJSON(start.chunk[..<start.count])
      splitter = JSONSplitter.Layout(start.chunk[..<start.count]).map { JSONSplitter($0) }
    }
    lines = try LineReader(path: path, limit: limit)
  }

  /// Looks at how the file begins; a CSV header is consumed, a record of JSON is not.
  ///
  /// A first record with a fault, or one that is of no format, tells nothing: the next ones do, and the fault is told
  /// when its turn comes.
  ///
  /// - Parameter isTold: whether a record of JSON tells the format; the first that is an object where none does.
  /// - Throws: a `Diagnostic`: the fault of the first record when none of the first ones is JSON.
  mutating func sample(
    isTold: (TraceSample) -> Bool = { _ in true }
  ) throws(Diagnostic) -> TraceSample {
    if splitter == nil {
      var stated: UInt8?
      repeat {
        guard try lines.next() else { return .empty }
        stated = stated ?? CSVPreamble.delimiter(statedBy: lines.line)
      } while lines.line.allSatisfy { $0 == 0x20 || $0 == 0x09 } || CSVPreamble.isComment(lines.line)
        || CSVPreamble.delimiter(statedBy: lines.line) != nil
      lines.unread()
      let first = lines.line.first { $0 != 0x20 && $0 != 0x09 }
      isPrefixed = first != UInt8(ascii: "{") && RecordWrapper.isPrefixed(lines.line)
      if first != UInt8(ascii: "{"), !isMisled, !isPrefixed {
        if lines.ending == .file, let place = CSVPreamble.carriageReturn(in: lines.line) {
          throw lines.fault("the lines end with CR alone; LF or CRLF was expected", column: place + 1)
        }
        delimiter = stated ?? CSVPreamble.delimiter(of: lines.line)
        var record = CSVRecord()
        record.delimiter = delimiter
        _ = try record.next(&lines)
        var header = try CSVHeader(record)
        do throws(TraceFault) {
          let hasRow = try record.read(from: &lines)
          peeked = .success(hasRow ? record : nil)
          if hasRow { header.look(at: record) }
        } catch {
          peeked = .failure(error)
        }
        let values = (0..<record.count).map { record[$0] }
        if !isTold(.csv(header)),
          let (name, sample) = RecordWrapper.column(of: header.names, values, isTold: isTold)
        {
          (table, wrapper) = (header, FieldPath(name))
          return sample
        }
        return .csv(header)
      }
    }
    var firstFault: RowFault?
    var first: TraceSample?
    while ahead.count < TraceRecords.sampleLimit, try read() {
      ahead.append(record)
      do throws(RowFault) {
        let node = try JSONNode(
          record: ahead[ahead.count - 1].bytes, at: ahead[ahead.count - 1].start, &names)
        let sample = TraceSample.json(keys: node.members?.map(\.key) ?? [], first: node)
        if isTold(sample) { return sample }
        for place in RecordWrapper.places {
          guard let inner = RecordWrapper.inner(node, at: place) else { continue }
          let sample = TraceSample.json(keys: inner.members?.map(\.key) ?? [], first: inner)
          guard isTold(sample) else { continue }
          wrapper = place
          return sample
        }
        first = first ?? sample
      } catch {
        firstFault = firstFault ?? error
      }
    }
    if let first { return first }
    if let firstFault { throw firstFault.diagnostic }
    return .empty
  }

  /// Moves to the next record of CSV.
  ///
  /// - Returns: whether there was one.
  mutating func next(_ record: inout CSVRecord) throws(TraceFault) -> Bool {
    guard let first = peeked else { return try record.read(from: &lines) }
    peeked = nil
    guard let first = try first.get() else { return false }
    record = first
    return true
  }

  /// The next record of JSON, or nil at the end.
  mutating func nextNode() throws(TraceFault) -> JSONNode? {
    guard let wrapper else { return try nextOuter() }
    while let outer = try nextWrapped() {
      if let inner = RecordWrapper.inner(outer, at: wrapper) { return inner }
      others += 1
    }
    return nil
  }

  private mutating func nextWrapped() throws(TraceFault) -> JSONNode? {
    if let table { return try nextRow(table) }
    return try nextOuter()
  }

  /// The next row of a table as an object.
  private mutating func nextRow(_ header: CSVHeader) throws(TraceFault) -> JSONNode? {
    var next = CSVRecord()
    next.delimiter = delimiter
    guard try self.next(&next) else { return nil }
    let row = next
    lines.bytes.records += 1
    return try TraceFault.row { () throws(RowFault) in
      try header.check(row)
      return JSONNode(row, names: header.names)
    }
  }

  private mutating func nextOuter() throws(TraceFault) -> JSONNode? {
    if taken < ahead.count {
      let record = ahead[taken]
      taken += 1
      if taken == ahead.count { (ahead, taken) = ([], 0) }
      lines.bytes.records += 1
      do throws(RowFault) { return try JSONNode(record: record.bytes, at: record.start, &names) } catch {
        throw .row(error)
      }
    }
    guard try TraceFault.file({ () throws(Diagnostic) in try read() }) else { return nil }
    lines.bytes.records += 1
    let record = record
    do throws(RowFault) { return try JSONNode(record: record.bytes, at: record.start, &names) } catch {
      throw .row(error)
    }
  }

  /// Whether no record of JSON follows.
  mutating func isAtEnd() throws(Diagnostic) -> Bool {
    if taken < ahead.count { return false }
    guard try read() else { return true }
    ahead = [record]
    taken = 0
    return false
  }

  /// The record that was read last.
  private var record: (bytes: [UInt8], start: SourcePosition) {
    if let splitter { return (splitter.record, splitter.start) }
    return isPrefixed ? current : (lines.line, SourcePosition(line: lines.number, column: 1))
  }

  private mutating func read() throws(Diagnostic) -> Bool {
    if splitter != nil { return try splitter?.next(&lines.bytes, limit: lines.limit) ?? false }
    while true {
      repeat {
        guard try lines.next() else { return false }
      } while lines.line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      guard isPrefixed else { return true }
      if let place = RecordWrapper.start(in: lines.line) ?? (lines.line.first == UInt8(ascii: "{") ? 0 : nil)
      {
        current = (Array(lines.line[place...]), SourcePosition(line: lines.number, column: place + 1))
        return true
      }
      others += 1
    }
  }
}

extension JSONNode {
  /// Parses one record of a file.
  fileprivate init(
    record bytes: [UInt8], at start: SourcePosition, _ names: inout JSONKeyTable
  ) throws(RowFault) {
    if let offset = UTF8Validity.firstInvalidOffset(bytes) {
      throw RowFault(
        .invalidUTF8, "byte 0x\(String(bytes[offset], radix: 16)) is no UTF-8",
        at: SourcePosition(line: start.line, column: start.column + offset))
    }
    let parsed: Result<JSONNode, Diagnostic> = bytes.withUnsafeBufferPointer { buffer in
      do throws(Diagnostic) {
        return .success(try JSONParser.parse(validated: buffer, line: start.line, &names))
      } catch {
        return .failure(error)
      }
    }
    /// Columns of the first line count from the record's beginning.
    func place(_ position: SourcePosition) -> SourcePosition {
      guard position.line == start.line else { return position }
      return SourcePosition(line: position.line, column: position.column + start.column - 1)
    }
    switch parsed {
    case .success(let node):
      guard node.members != nil else {
        let what = start.column == 1 ? "line" : "element"
        throw RowFault(
          .malformed, "the \(what) is \(node.value.typeName); an object was expected",
          at: place(node.position))
      }
      self = node
    case .failure(let error):
      throw RowFault(
        .malformed, error.message, at: place(error.position ?? SourcePosition(line: start.line, column: 1)))
    }
  }
}
