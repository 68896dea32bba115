import Declarations
import Files

/// The records of a trace: lines, or the elements of a JSON document.
struct TraceRecords: ~Copyable {
  /// The lines; those of a document are not read.
  var lines: LineReader
  /// What separates the fields of a CSV file.
  private(set) var delimiter = UInt8(ascii: ",")

  var splitter: JSONSplitter?
  private var names = JSONKeyTable()
  /// Records read ahead to tell the format.
  private var ahead: [TraceRecord] = []
  private var taken = 0
  /// The first record of CSV, which was looked at already.
  private var peeked: Result<CSVRecord?, TraceFault>?
  /// Whether the first line is no JSON although the second one is.
  private var isMisled = false
  /// Whether something stands before the records in their lines, and the current record of such a line.
  var isPrefixed = false
  /// The parts of lines, where a container's runtime may have split them.
  var parts: SplitLines?
  /// The second and further lines of the beginning.
  private var startLines: [ArraySlice<UInt8>] = []
  /// The names of tokens and prompts in the first line of pairs that a format fits; lines without any tell of no call.
  private var pairedMarks: Set<String> = []
  /// Whether the lines are pairs of names and values.
  private var isPaired = false
  var current = TraceRecord(bytes: [], start: SourcePosition(line: 1, column: 1))
  /// Where a list of records lies in those that the file has, and those of them that were not given, last first.
  private var envelope: FieldPath?
  /// Where lists of records lie in the elements of that list.
  private var innerEnvelope: FieldPath?
  private var waiting: [JSONNode] = []
  /// Under what the records lie in those that the file has.
  private var wrapper: FieldPath?
  /// The header of a table whose cells hold the records.
  private var table: CSVHeader?
  /// The names of a table's columns.
  private var tableNames: [String] = []
  /// The names that its cells have in records.
  private var memberNames: [String] = []
  /// Whether numbers stand in objects that name their kind, as MongoDB writes them.
  private var isExtended = false
  /// Whether the lines tell how one document changed.
  private var isMutations = false
  /// Records of which two make a call.
  private var pairs: CallPairs?
  /// Records of which several may make a call.
  private var updates: CallUpdates?
  /// Lines and records that hold none of the log.
  var others = 0
  /// Records that correct a call which was given long before.
  var late: Int { updates?.late ?? 0 }

  /// How many records are looked at for one that tells the format.
  static let sampleLimit = 64

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
      let beginning = LogBeginning(start.chunk[..<start.count])
      isMisled = beginning.isMisled
      isExtended = beginning.isExtended
      splitter = beginning.splitter
      parts = beginning.parts
      isPrefixed = beginning.isPrefixed
      startLines = beginning.lines
    }
    lines = try LineReader(path: path, limit: limit)
  }

  /// Looks at how the file begins; a CSV header is consumed, a record of JSON is not.
  ///
  /// A first record with a fault, or one that is of no format, tells nothing: the next ones do, and the fault is told
  /// when its turn comes.
  ///
  /// - Parameter isTold: whether a record of JSON tells the format, and does so certainly; the first that is an object
  ///   where none does.
  /// - Throws: a `Diagnostic`: the fault of the first record when none of the first ones is JSON.
  mutating func sample(
    isTold: (TraceSample, _ isCertain: Bool) -> Bool = { _, _ in true }
  ) throws(Diagnostic) -> TraceSample {
    if splitter == nil {
      var stated: UInt8?
      repeat {
        guard try lines.next() else { return .empty }
        stated = stated ?? CSVPreamble.delimiter(statedBy: lines.line)
      } while lines.line.allSatisfy { $0 == 0x20 || $0 == 0x09 } || CSVPreamble.isComment(lines.line)
        || CSVPreamble.delimiter(statedBy: lines.line) != nil || CSVPreamble.isRule(lines.line)
      lines.unread()
      let first = lines.line.first { $0 != 0x20 && $0 != 0x09 }
      if !isPrefixed { isPrefixed = first != UInt8(ascii: "{") && LinePrefix.isPrefixed(lines.line) }
      isPaired = !isPrefixed && !isMisled && PairedLine.begins(lines.line) && paired(isTold)
      let isText = lines.line.starts(with: "\"{\\\"".utf8)
      if first != UInt8(ascii: "{"), !isMisled, !isPrefixed, !isPaired, !isText {
        if lines.ending == .file, let place = CSVPreamble.carriageReturn(in: lines.line) {
          throw lines.fault("the lines end with CR alone; LF or CRLF was expected", column: place + 1)
        }
        if stated == nil { try skipTitles(isTold) }
        delimiter = stated ?? CSVPreamble.delimiter(of: lines.line)
        var record = CSVRecord()
        record.delimiter = delimiter
        _ = try record.next(&lines)
        var header = try CSVHeader(record, takesTwins: true)
        tableNames = header.names
        do throws(TraceFault) {
          let hasRow = try readRow(&record)
          peeked = .success(hasRow ? record : nil)
          if hasRow { header.look(at: record) }
        } catch {
          peeked = .failure(error)
        }
        if let fault = header.twinFault { throw fault }
        if let row = header.first.map({ JSONNode($0, names: header.names) }) {
          let sample = TraceSample.json(keys: row.members?.map(\.key) ?? [], first: row)
          if TraceFormat.all.contains(where: { $0.takesRows && $0.matches(sample) }) {
            (table, memberNames, wrapper) = (header, header.names, ".")
            return sample
          }
        }
        let values = (0..<record.count).map { record[$0] }
        // What the other columns tell of a record is known by their names in one form.
        let names = header.names.map(ColumnName.words)
        if !isTold(.csv(header), false),
          let (name, sample) = RecordWrapper.column(of: names, values, isTold: isTold)
        {
          (table, memberNames, wrapper) = (header, names, FieldPath(name))
          return sample
        }
        return .csv(header)
      }
    }
    var firstFault: RowFault?
    var first: TraceSample?
    while ahead.count < TraceRecords.sampleLimit, try read() {
      ahead.append(record)
      var known: (node: JSONNode, sample: TraceSample)?
      do throws(RowFault) {
        let node = try node(of: ahead[ahead.count - 1])
        if ahead.count == 1, let log = MutationLog(node) {
          let sample = TraceSample.json(keys: log.state.members?.map(\.key) ?? [], first: log.state)
          isMutations = isTold(sample, false)
          if isMutations { return sample }
        }
        let sample = TraceSample.json(keys: node.members?.map(\.key) ?? [], first: node)
        if CallUpdates.isTold(by: node) || CallUpdates.isRuns(node), isTold(sample, false) {
          updates = CallUpdates()
          return sample
        }
        if let (path, sample) = RecordWrapper.fuller(in: node, isTold: isTold) {
          wrapper = path
          return sample
        }
        if ColumnarTable.rows(node) != nil, let sample = told(node, within: ".", isTold) { return sample }
        if isTold(sample, false) {
          known = (node, sample)
        } else if let sample = within(node, isTold) {
          return sample
        }
        first = first ?? sample
      } catch {
        firstFault = firstFault ?? error
      }
      if let known { return try paired(known.node) ?? known.sample }
    }
    if let first { return first }
    if let firstFault { throw firstFault.diagnostic }
    return .empty
  }

  /// Passes over lines that stand before the header, where the first one is none and a later one is.
  private mutating func skipTitles(
    _ isTold: (TraceSample, _ isCertain: Bool) -> Bool
  ) throws(Diagnostic) {
    func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
      let text = Array(line.last == 0x0D ? line.dropLast() : line)
      guard
        let header = try? CSVRows.header(of: text, CSVPreamble.delimiter(of: text), line: 1, takesTwins: true)
      else { return false }
      return isTold(.csv(header), true)
    }
    guard !isHeader(lines.line[...]), let place = startLines.firstIndex(where: isHeader) else { return }
    let own = startLines[place].last == 0x0D ? startLines[place].dropLast() : startLines[place]
    while !lines.line.elementsEqual(own) {
      others += 1
      // The line that was put back comes first.
      _ = try lines.next()
      guard try lines.next() else { return }
      lines.unread()
    }
  }

  /// Whether one of the first lines is one of pairs that some format fits.
  private mutating func paired(_ isTold: (TraceSample, _ isCertain: Bool) -> Bool) -> Bool {
    for line in [lines.line[...]] + startLines {
      guard let node = PairedLine.read(line, at: SourcePosition(line: 1, column: 1)) else { continue }
      let keys = node.members?.map(\.key) ?? []
      guard isTold(.json(keys: keys, first: node), false) else { continue }
      pairedMarks = Set(keys.filter { $0.lowercased().contains("tok") || $0.lowercased().contains("prompt") })
      return true
    }
    return false
  }

  /// Looks whether a record that tells what was asked has its answer in a later one; the first call of such a file.
  private mutating func paired(_ question: JSONNode) throws(Diagnostic) -> TraceSample? {
    guard CallPairs.isQuestion(question) else { return nil }
    while ahead.count < TraceRecords.sampleLimit, try read() { ahead.append(record) }
    var nodes: [JSONNode] = []
    for record in ahead {
      if let node = try? node(of: record) { nodes.append(node) }
    }
    guard var found = CallPairs(nodes) else { return nil }
    pairs = found
    for node in nodes {
      guard let call = found.take(node) else { continue }
      return .json(keys: call.members?.map(\.key) ?? [], first: call)
    }
    return nil
  }

  /// Finds where the records lie in one that no format fits.
  private mutating func within(
    _ node: JSONNode, _ isTold: (TraceSample, _ isCertain: Bool) -> Bool
  ) -> TraceSample? {
    if let (path, sample) = RecordWrapper.place(in: node, isTold: isTold) {
      wrapper = path
      return sample
    }
    let lists = RecordWrapper.lists(in: node).compactMap { path in
      RecordWrapper.elements(of: node, at: path).first.map { (path, $0) }
    }
    for (path, _) in lists {
      if let sample = told(node, within: path, isTold) { return sample }
    }
    for (path, first) in lists {
      guard let (inner, sample) = RecordWrapper.place(in: first, isTold: isTold) else { continue }
      (envelope, wrapper) = (path, inner)
      return sample
    }
    for path in RecordWrapper.lists(in: node, takesSessions: true) {
      guard let group = RecordWrapper.elements(of: node, at: path).first else { continue }
      for inner in RecordWrapper.lists(in: group).dropLast() {
        guard let sample = told(group, within: inner, isTold) else { continue }
        (envelope, innerEnvelope) = (path, inner)
        return sample
      }
    }
    return nil
  }

  /// Takes the records of a list within one, where some format certainly fits them.
  private mutating func told(
    _ node: JSONNode, within path: FieldPath, _ isTold: (TraceSample, _ isCertain: Bool) -> Bool
  ) -> TraceSample? {
    guard let first = RecordWrapper.elements(of: node, at: path).first else { return nil }
    let sample = TraceSample.json(keys: first.members?.map(\.key) ?? [], first: first)
    guard isTold(sample, true) else { return nil }
    envelope = path
    return sample
  }

  /// Moves to the next record of CSV.
  ///
  /// - Returns: whether there was one.
  mutating func next(_ record: inout CSVRecord) throws(TraceFault) -> Bool {
    guard let first = peeked else { return try readRow(&record) }
    peeked = nil
    guard let first = try first.get() else { return false }
    record = first
    return true
  }

  /// Reads the next record that is a row.
  private mutating func readRow(_ record: inout CSVRecord) throws(TraceFault) -> Bool {
    while try record.read(from: &lines) {
      guard CSVPreamble.isNoRow(record, of: tableNames) else { return true }
      others += 1
    }
    return false
  }

  /// The next record of JSON, or nil at the end.
  mutating func nextNode() throws(TraceFault) -> JSONNode? {
    if updates != nil { return try nextUpdated() }
    guard pairs != nil else { return try nextSingle() }
    while let node = try nextSingle() {
      let before = pairs?.others ?? 0
      if let call = pairs?.take(node) { return call }
      others += (pairs?.others ?? 0) - before
    }
    return pairs?.next()
  }

  private mutating func nextUpdated() throws(TraceFault) -> JSONNode? {
    while true {
      if let call = updates?.next() { return call }
      let before = updates?.others ?? 0
      defer { others += (updates?.others ?? 0) - before }
      if let record = try nextRecord() {
        updates?.take(record)
      } else if updates?.finish() != true {
        return nil
      }
    }
  }

  private mutating func nextSingle() throws(TraceFault) -> JSONNode? {
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
      return JSONNode(row, names: memberNames)
    }
  }

  private mutating func nextOuter() throws(TraceFault) -> JSONNode? {
    guard let envelope else { return try nextRecord() }
    while waiting.isEmpty {
      guard let document = try nextRecord() else { return nil }
      var elements = RecordWrapper.elements(of: document, at: envelope)
      if let innerEnvelope {
        elements = elements.flatMap { RecordWrapper.elements(of: $0, at: innerEnvelope) }
      }
      waiting = elements.reversed()
      if waiting.isEmpty { others += 1 }
    }
    return waiting.popLast()
  }

  private mutating func nextRecord() throws(TraceFault) -> JSONNode? {
    guard isMutations else { return try nextLine() }
    guard let first = try nextLine(), var log = MutationLog(first) else { return nil }
    while true {
      do throws(TraceFault) {
        guard let line = try nextLine() else { return log.state }
        if !log.take(line) { others += 1 }
      } catch {
        // A last line that was still being written.
        guard case .row = error, try TraceFault.file({ () throws(Diagnostic) in try isAtEnd() }) else {
          throw error
        }
        others += 1
        return log.state
      }
    }
  }

  private mutating func nextLine() throws(TraceFault) -> JSONNode? {
    while let node = try nextParsed() {
      guard isPaired, !pairedMarks.isEmpty,
        node.members?.contains(where: { pairedMarks.contains($0.key) }) == false
      else { return node }
      others += 1
    }
    return nil
  }

  private mutating func nextParsed() throws(TraceFault) -> JSONNode? {
    if taken < ahead.count {
      let record = ahead[taken]
      taken += 1
      if taken == ahead.count { (ahead, taken) = ([], 0) }
      lines.bytes.records += 1
      return try TraceFault.row { () throws(RowFault) in try node(of: record) }
    }
    guard try TraceFault.file({ () throws(Diagnostic) in try read() }) else { return nil }
    lines.bytes.records += 1
    let record = record
    return try TraceFault.row { () throws(RowFault) in try node(of: record) }
  }

  private mutating func node(of record: TraceRecord) throws(RowFault) -> JSONNode {
    isPaired
      ? try record.pairs(isFormatKnown: !pairedMarks.isEmpty)
      : try record.node(&names, isExtended: isExtended)
  }

  /// Whether no record of JSON follows.
  mutating func isAtEnd() throws(Diagnostic) -> Bool {
    if taken < ahead.count || !waiting.isEmpty { return false }
    guard try read() else { return true }
    ahead = [record]
    taken = 0
    return false
  }

  /// The record that was read last.
  private var record: TraceRecord {
    if let splitter {
      return TraceRecord(bytes: splitter.record, start: splitter.start, around: splitter.around)
    }
    return isPrefixed || parts != nil
      ? current : TraceRecord(bytes: lines.line, start: SourcePosition(line: lines.number, column: 1))
  }
}
