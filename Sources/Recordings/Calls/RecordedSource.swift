import Declarations
import Files
import Traffic

/// A recorded stream of requests in a file.
public struct RecordedSource: Sendable {
  /// The file, plain or compressed with gzip or Zstandard.
  public var path: String
  /// The name of a format, or `auto`.
  public var format = RecordedSource.automatic
  /// Names of the file's columns by their meaning; for the format `table`.
  public var columns: [String: String] = [:]
  /// How the times of a table are written; nil tells it from their size.
  public var timestampUnit: TimestampUnit?
  /// How much faster than recorded the stream runs: 2 halves all times.
  public var timeScale = 1.0
  /// Requests a second of a recording without times.
  public var ratePerSecond = 1.0
  /// Tokens of a prefix block, which the rows must not contradict; nil finds it from them.
  public var blockTokens: Int?
  /// Tokens of an answer that is not recorded.
  public var defaultOutputTokens = 300
  /// How many bad rows are left out before reading fails.
  public var skipBad = 0
  /// How many good rows are read, in the order of the file; nil reads all.
  public var limit: Int?
  /// The part of the rows that is taken, and the seed that says which; nil takes all.
  public var sample: (sample: StreamSample, seed: UInt64)?
  /// Whether the texts of prompts are kept; their hashes, lengths and tokens need none of them.
  public var keepsTexts = true
  /// Whether what stays of the first messages is told (`RecordedCalls.headRest`): advice alone wants it, and each text is
  /// taken apart for it once more.
  package var keepsHeads = false
  /// Whether the bytes of prompts' keys are wanted beside their fingerprints.
  var keepsKeys: Bool { sample?.sample.unit == .key }
  /// The order of a date's numbers where several may be, until some other date of the file tells.
  var days = DayOrder.monthFirst
  /// The models whose input lacks the cached tokens wherever nothing else tells, as other rows of the file do.
  var besideModels: Set<[UInt8]> = []
  /// The models whose output lacks the tokens of reasoning wherever nothing else tells, likewise.
  var thoughtModels: Set<[UInt8]> = []
  /// The longest line, or quoted record, in bytes.
  public var maxLineBytes = LineReader.defaultLimit

  /// The size of a block that is taken where it fits the rows.
  package static let usualBlockTokens = 512

  /// The format that is told from the file.
  public static let automatic = "auto"

  /// Why a recording is not sampled by intent.
  package static let intentFault =
    "a recording is read before its intents are known, and cannot be sampled by intent; --by user, session or key was "
    + "expected"

  /// A file that is read as its format says.
  public init(path: String, format: String = RecordedSource.automatic) {
    self.path = path
    self.format = format
  }

  /// Reads the file.
  ///
  /// - Returns: the stream, with the rows left out counted by reason and the hash of the whole file. A file
  ///   with a header alone gives an empty stream.
  /// - Throws: a `Diagnostic` with file, line and column.
  public func read() throws(Diagnostic) -> QueryStream {
    if try isConverted() { return try RequestTrace.read(path) }
    var assembler = StreamAssembler(self, name: name)
    return try read(into: &assembler)
  }

  /// Reads the file with what tells its texts and names apart, for a redaction.
  ///
  /// - Throws: as `read`.
  package func readLog() throws(Diagnostic) -> RecordedLog {
    if try RequestTrace.isFile(path) {
      throw Diagnostic("is a .simtrace, which holds no texts and names; a log was expected", file: path)
    }
    var assembler = StreamAssembler(self, name: name)
    assembler.facts = []
    let stream = try read(into: &assembler)
    return RecordedLog(
      stream: stream, facts: assembler.facts ?? [],
      keys: RecordedKeys(
        prompts: assembler.prompts, intents: assembler.intents, users: assembler.users,
        systemPrompts: assembler.systemPrompts, variants: assembler.variants, shapes: assembler.shapes,
        sessions: assembler.turns.sessions, teams: assembler.teams, apiKeys: assembler.apiKeys))
  }

  /// Reads the file once into a temporary one, for whoever wants its requests in windows: memory grows with different
  /// prompts, users and the like, and not with rows.
  ///
  /// Texts, prefix blocks and conversations are not kept. Lines that tell of one call are told as such where fewer than
  /// `rows` others lie between them.
  /// - Throws: as `read`; a `Diagnostic` of kind `outputFailed` where the temporary file cannot be written.
  package func spooled(rows: Int = LogSpool.usualRows) throws(Diagnostic) -> SpooledLog {
    if try isConverted() { return try RequestTrace.spooled(path) }
    var source = self
    source.keepsTexts = false
    var assembler = StreamAssembler(source, name: name)
    assembler.spool = try LogSpool(rows: rows)
    return try source.read(
      into: &assembler,
      finish: { (assembler, hash, format) throws(Diagnostic) in
        try assembler.finishSpool(sourceHash: hash, format: format)
      })
  }

  /// Whether the file is a `.simtrace` of requests, which settings of logs say nothing about.
  ///
  /// - Throws: a `Diagnostic` at a setting that would change nothing.
  private func isConverted() throws(Diagnostic) -> Bool {
    guard try RequestTrace.isFile(path) else { return false }
    let plain = RecordedSource(path: path)
    let stated: [(String, Bool)] = [
      ("format", format != plain.format), ("columns", !columns.isEmpty),
      ("timestamp_unit", timestampUnit != nil), ("time_scale", timeScale != 1),
      ("rate_per_s", ratePerSecond != plain.ratePerSecond), ("block_tokens", blockTokens != nil),
      ("default_output_tokens", defaultOutputTokens != plain.defaultOutputTokens),
      ("skip_bad", skipBad > 0), ("limit", limit != nil), ("sample", sample != nil),
    ]
    if let name = stated.first(where: \.1)?.0 {
      throw Diagnostic(
        "is a .simtrace, whose requests were read before, and '\(name)' changes nothing of it; the log itself, or no such "
          + "setting was expected", file: path)
    }
    return true
  }

  private func read(into assembler: inout StreamAssembler) throws(Diagnostic) -> QueryStream {
    try read(
      into: &assembler,
      finish: { (assembler, hash, format) throws(Diagnostic) in
        try assembler.finish(sourceHash: hash, format: format)
      })
  }

  /// Makes something of the rows, the hash of the file and the name of its format.
  private typealias Finish<Result> = (inout StreamAssembler, String, String) throws(Diagnostic) -> Result

  private func read<Result>(into assembler: inout StreamAssembler, finish: Finish<Result>)
    throws(Diagnostic) -> Result
  {
    do throws(Diagnostic) {
      let result = try readFile(into: &assembler, finish: finish)
      let needed = try assembler.dayOrder.needed
      let models = assembler.cachePlaces.besideModels
      let thoughts = assembler.thoughtPlaces.besideModels
      if needed == days, models == besideModels, thoughts == thoughtModels { return result }
      // Other dates of the file tell that their numbers stand in another order, or other rows where cached tokens or those
      // of reasoning stand.
      var other = self
      (other.days, other.besideModels, other.thoughtModels) = (needed, models, thoughts)
      let wantsFacts = assembler.facts != nil
      let rows = assembler.spool?.rows
      assembler = StreamAssembler(other, name: name)
      if wantsFacts { assembler.facts = [] }
      if let rows { assembler.spool = try LogSpool(rows: rows) }
      return try other.readFile(into: &assembler, finish: finish)
    } catch {
      throw error.placed(in: path)
    }
  }

  private func readFile<Result>(into assembler: inout StreamAssembler, finish: Finish<Result>)
    throws(Diagnostic) -> Result
  {
    let (hash, format) = try readRows(into: &assembler)
    return try finish(&assembler, hash, format)
  }

  /// Reads all rows.
  ///
  /// - Returns: the hash of the file and the name of its format.
  private func readRows(into assembler: inout StreamAssembler) throws(Diagnostic) -> (String, String) {
    var records = try TraceRecords(path: path, limit: maxLineBytes)
    let isAutomatic = format == RecordedSource.automatic
    let sample = try records.sample {
      !isAutomatic || !RowSigns.isNoBeginning($0) && TableColumns.isTold($0, self, isCertain: $1)
    }
    let format = try format(for: sample)
    let reader = try format.rows(sample, self)
    let signs = RowSigns(sample, format)
    if records.lines.bytes.compression == "plain" { assembler.textBytes = records.lines.bytes.fileBytes }
    var record = CSVRecord()
    record.delimiter = records.delimiter
    /// Rows that one record holds, last first.
    var waiting: [JSONNode] = []
    /// Records that hold none.
    var empty = 0
    /// The row of JSON that is read.
    var current: JSONNode?
    /// Whether the record that it is of says that not all calls were logged.
    var isSampled = false
    reading: while assembler.rowCount < limit ?? .max {
      var row = RecordedRow()
      current = nil
      do throws(TraceFault) {
        switch reader {
        case .csv(let parse):
          guard try records.next(&record) else { break reading }
          if let reason = signs.isTotal(record) ? RecordedReading.Remark.runningTotal : signs.reason(record) {
            records.lines.bytes.records += 1
            signs.noteSpan(record, &row)
            assembler.leaveOut(reason, row)
            continue reading
          }
          try read(record, sample, parse, &row)
          if signs.isSampled(record) { row.remarks.append(.sampled) }
          signs.noteSpan(record, &row)
          records.lines.bytes.records += 1
        case .json(let parse):
          if waiting.isEmpty {
            guard let node = try records.nextNode() else { break reading }
            if let reason = signs.isTotal(node) ? RecordedReading.Remark.runningTotal : signs.reason(node) {
              signs.noteSpan(node, &row)
              assembler.leaveOut(reason, row)
              continue reading
            }
            isSampled = signs.isSampled(node)
            try TraceFault.row { () throws(RowFault) in waiting = try format.spread(node).reversed() }
            if waiting.isEmpty { (assembler.others, empty) = (assembler.others + 1, empty + 1) }
          }
          guard let node = waiting.popLast() else { continue reading }
          row.position = node.position
          current = node
          try TraceFault.row { () throws(RowFault) in try parse(node, &row) }
          if isSampled { row.remarks.append(.sampled) }
          if row.isCall { ToolDurations.read(node, &row) }
          signs.noteSpan(node, &row)
        }
        do throws(RowFault) { try assembler.append(&row) } catch { throw .row(error) }
      } catch {
        switch error {
        case .row(let fault):
          if try isCutEnd(fault, format, &records) {
            assembler.reading.remarks[Int(RecordedReading.Remark.cutEnd.rawValue)] += 1
            break reading
          }
          if CSVPreamble.isSum(current?["model"]?.string.map { Array($0.utf8) }) {
            // A sum of the rows before has no time.
            assembler.reading.remarks[Int(RecordedReading.Remark.foreign.rawValue)] += 1
            continue reading
          }
          try assembler.drop(fault)
        case .file(let diagnostic): throw diagnostic
        }
      }
      try assembler.spill()
    }
    assembler.reading.remarks[Int(RecordedReading.Remark.foreign.rawValue)] += records.others
    assembler.reading.remarks[Int(RecordedReading.Remark.late.rawValue)] += records.late
    if assembler.rowCount == 0, assembler.others > empty, assembler.stream.dropped.isEmpty,
      self.sample?.sample.part?.isCutOut != true
    {
      throw noCall(assembler, format)
    }
    if self.sample == nil, assembler.reading.tellsNoCounts, let message = format.countless(sample) {
      throw Diagnostic(message)
    }
    // The hash names the whole file, however much of it was asked for.
    if assembler.rowCount == limit { try records.lines.bytes.skipRest() }
    return (records.lines.bytes.contentHash, format.name)
  }

  /// That none of the rows is a call, and what makes one: a report of nothing would pass for one of a small bill.
  private func noCall(_ assembler: StreamAssembler, _ format: TraceFormat) -> Diagnostic {
    let hasPieces = assembler.reading.remarks[Int(RecordedReading.Remark.piece.rawValue)] > 0
    let totals = assembler.reading.remarks[Int(RecordedReading.Remark.runningTotal.rawValue)]
    if totals > 0, totals == assembler.others {
      return Diagnostic(
        "was read as '\(format.name)' (\(format.summary)), and all of its \(totals) rows say that they are running totals; "
          + "a log with what each call took was expected")
    }
    return Diagnostic(
      "was read as '\(format.name)' (\(format.summary)), and none of its \(assembler.others) rows is a call: "
        + (hasPieces
          ? "pieces of streamed answers tell no usage, unless it is asked for (stream_options.include_usage); the last piece "
            + "with a usage was expected"
          : "\(format.wanted) was expected; another 'format', or 'table' with its 'columns', can be named"))
  }

  /// Whether a fault is that of a last line which was still being written, in a format that is written so.
  private func isCutEnd(
    _ fault: RowFault, _ format: TraceFormat, _ records: inout TraceRecords
  ) throws(Diagnostic) -> Bool {
    guard format.isWrittenLive, fault.reason == .malformed || fault.reason == .invalidUTF8 else {
      return false
    }
    return try records.isAtEnd()
  }

  private func format(for sample: TraceSample) throws(Diagnostic) -> TraceFormat {
    if format != RecordedSource.automatic {
      guard let named = TraceFormat.named(format) else {
        let names = TraceFormat.all.map(\.name).joined(separator: ", ")
        throw Diagnostic("the format '\(format)' is unknown; one of auto, \(names) was expected")
      }
      return named
    }
    // An engine's partition may have no rows, and any format has none.
    if case .empty = sample, self.sample?.sample.part?.isCutOut == true,
      let any = TraceFormat.named("openai_chat")
    {
      return any
    }
    guard let match = TraceFormat.all.first(where: { $0.matches(sample) }) else {
      throw Diagnostic(
        "the file is empty, so that its format cannot be told; name it by --format, in a scenario in 'format'"
      )
    }
    return match
  }

  /// Reads a record of CSV.
  private func read(
    _ record: CSVRecord, _ sample: TraceSample,
    _ parse: (CSVRecord, inout RecordedRow) throws(RowFault) -> Void,
    _ row: inout RecordedRow
  ) throws(TraceFault) {
    row.position = record.position(0)
    do throws(RowFault) {
      if case .csv(let header) = sample { try header.check(record) }
      try parse(record, &row)
    } catch {
      throw .row(error)
    }
  }

  /// The last part of the path.
  private var name: String { FilePath.lastPart(of: path) }
}
