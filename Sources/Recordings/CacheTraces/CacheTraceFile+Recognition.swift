import CacheTraces
import Declarations
import Files

extension CacheTraceFile {
  /// Whether the file is a recorded stream of requests, as far as its beginning and the settings tell.
  ///
  /// - Throws: a `Diagnostic` when it cannot be read or is of no known format.
  package func isRecordedStream() throws(Diagnostic) -> Bool {
    guard format == .automatic else { return format == .requests }
    var window = try ByteWindow.open(path, block: blockBytes)
    return try guess(&window) == .requests
  }

  /// The format of a file whose first block is in a window; a byte-order mark of text is taken out.
  ///
  /// - Throws: a `Diagnostic` when the file is of no known format, or what is needed to read it is not stated.
  func recognise(_ window: inout ByteWindow) throws(Diagnostic) -> CacheTraceFormat {
    let format = try self.format == .automatic ? guess(&window) : self.format
    if format == .csv || format == .keys { try skipByteOrderMark(&window) }
    try refuseIdleSettings(format)
    if format == .requests, requestKey == nil {
      let keys = RequestKey.allCases.map(\.rawValue).joined(separator: ", ")
      throw Diagnostic(
        "is a recorded stream of requests; --key was expected, which says what its key is: \(keys)",
        file: path)
    }
    return format
  }

  /// Refuses settings that say nothing about a format, rather than to ignore them.
  private func refuseIdleSettings(_ format: CacheTraceFormat) throws(Diagnostic) {
    let idle: (what: String, isIdle: Bool, home: CacheTraceFormat)? =
      [
        ("columns or a delimiter", layout != CSVLayout() && format != .csv, .csv),
        ("a unit of time", timeUnit != nil && format != .csv && format != .requests, .csv),
        ("a key", requestKey != nil && format != .requests, .requests),
        ("tokens of a block", blockTokens != nil && format != .requests, .requests),
      ].first { $0.1 }
    guard let idle else { return }
    throw Diagnostic(
      "\(idle.what) can be stated for the format \(idle.home.rawValue); the file is \(format.rawValue)",
      kind: .usage, file: path)
  }

  private func guess(_ window: inout ByteWindow) throws(Diagnostic) -> CacheTraceFormat {
    // A first block may be smaller than what tells the formats apart.
    while window.count < 4096, !window.isAtEnd { try window.more() }
    if window.starts(with: SimTrace.magic) {
      let start = window.withBytes { $0.array(0..<min(12, $0.count - 1)) }
      return RequestTrace.version(of: start[...]) == RequestTrace.version ? .requests : .simtrace
    }
    let start = window.withBytes { $0.array(0..<min(ForeignFormat.bytes, $0.count - 1)) }
    if let name = ForeignFormat.name(of: start) {
      throw Diagnostic(
        "is \(name) within \(window.compression); a trace within \(window.compression) was expected",
        file: path)
    }
    if requestKey != nil { return .requests }
    var name = FilePath.lastPart(of: path).lowercased()
    for ending in [".gz", ".zst"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
    if name.hasSuffix(".bin") || name.contains("oraclegeneral") { return .oracleGeneral }
    if !layout.order.isEmpty || !layout.names.isEmpty || layout.delimiter != nil { return .csv }
    if window.count == 0 {
      if name.hasSuffix(".txt") || name.hasSuffix(".keys") { return .keys }
      if name.hasSuffix(".csv") || name.hasSuffix(".tsv") { return .csv }
      throw Diagnostic("the file is empty, so that its format cannot be told; state it", file: path)
    }
    try skipByteOrderMark(&window)
    guard window.isText else {
      guard window.looksLikeOracleGeneral else {
        throw Diagnostic(
          "is of no known format: no text, no .simtrace, and its first records of 24 bytes are no oracleGeneral; "
            + "state the format", file: path)
      }
      return .oracleGeneral
    }
    return try guessText(&window, name)
  }

  private func guessText(_ window: inout ByteWindow, _ name: String) throws(Diagnostic) -> CacheTraceFormat {
    var (line, comments) = (1, 0)
    let first = try CSVRows.firstLine(
      of: &window, layout, limit: maximumRowBytes, line: &line, comments: &comments, keepsComments: true)
    let mark = first.first { $0 != 0x20 && $0 != 0x09 }
    if mark == UInt8(ascii: "{") || mark == UInt8(ascii: "[") || first.starts(with: "\"{\\\"".utf8) {
      return .requests
    }
    if window.withBytes({ CSVPreamble.hidesJSON($0.array(0..<$0.count - 1)[...]) }) { return .requests }
    if LinePrefix.isPrefixed(first)
      || window.withBytes({ LinePrefix.isThroughout($0.array(0..<$0.count - 1)[...]) })
    {
      return .requests
    }
    if PairedLine.begins(first), RecordedSource(path: path).isLog { return .requests }
    let hasLines = window.withBytes { bytes in
      (0..<bytes.count - 1).contains { bytes[$0] == 0x0A }
    }
    if !hasLines, let place = CSVPreamble.carriageReturn(in: first) {
      throw Diagnostic(
        "the lines end with CR alone; LF or CRLF was expected", file: path,
        position: SourcePosition(line: 1, column: place + 1))
    }
    if CSVPreamble.isRule(first) { return .requests }
    if PublishedTrace(first, path: path) != nil { return .csv }
    let numbers = String(decoding: first, as: UTF8.self).split(separator: " ")
    if name.hasSuffix(".lis"), numbers.count == 4, numbers.allSatisfy({ UInt64($0) != nil }) {
      throw Diagnostic(
        "is a trace of ARC (.lis), whose lines are runs of blocks; a line for each block was expected, as of "
          + "`awk '{ for (i = 0; i < $2; i++) print $1 + i }' FILE > FILE.keys`", file: path)
    }
    // A log's header may have blanks in its names.
    if let header = try? CSVRows.header(
      of: first, CSVPreamble.delimiter(of: first), line: line, takesTwins: true),
      TraceFormat.isLog(header)
    {
      return .requests
    }
    let delimiter = CSVLayout.delimiter(of: first)
    if name.hasSuffix(".keys"),
      (try? CSVRows.header(of: first, delimiter, line: line)).map({ layout.isHeader($0.names) }) != true
    {
      return .keys
    }
    let header: CSVHeader
    do throws(Diagnostic) {
      header = try CSVRows.header(of: first, delimiter, line: line)
    } catch {
      throw error.placed(in: path)
    }
    if TraceFormat.isLog(header) { return .requests }
    if RecordedSource(path: path).isLog { return .requests }
    // Keys of two words, such as `key 17`, are no header that names a key beside a column 17.
    let isRow =
      layout.names.isEmpty && layout.order.isEmpty && header.names.contains { Double($0) != nil }
    if layout.isHeader(header.names) {
      if isRow { throw CSVLayout.noHeader(header.names, line: line).placed(in: path) }
      return .csv
    }
    let isTable = name.hasSuffix(".csv") || name.hasSuffix(".tsv")
    if header.names.count == 1 && !isTable { return .keys }
    do throws(Diagnostic) {
      _ = try layout.columns(of: header)
    } catch {
      var fault = error
      fault.message +=
        "; no log fits either: a column prompt, prompt_id or input_tokens, or one of the formats that "
        + "`simbench list formats` names, was expected"
      throw fault.placed(in: path)
    }
    return .csv
  }

  private func skipByteOrderMark(_ window: inout ByteWindow) throws(Diagnostic) {
    if window.starts(with: [0xEF, 0xBB, 0xBF]) { window.drop(3) }
    if window.withBytes({ UTF16Mark.begins($0.array(0..<min(8, $0.count - 1))) }) {
      throw Diagnostic(UTF16Mark.fault, file: path, position: SourcePosition(line: 1, column: 1))
    }
  }
}

extension ByteWindow {
  /// Whether the window begins with some bytes.
  func starts(with bytes: [UInt8]) -> Bool {
    guard count >= bytes.count else { return false }
    return withBytes { window in bytes.indices.allSatisfy { window[$0] == bytes[$0] } }
  }

  /// Whether the first bytes hold none that text does not.
  fileprivate var isText: Bool {
    withBytes { bytes in
      for place in 0..<min(4096, bytes.count - 1) {
        let byte = bytes[place]
        if byte < 0x09 || (byte > 0x0D && byte < 0x20 && byte != 0x1B && byte != 0x1E) { return false }
      }
      return true
    }
  }

  /// Whether the first records are in order of time, have sizes, and name later requests as the next ones.
  fileprivate var looksLikeOracleGeneral: Bool {
    let length = OracleGeneral.recordBytes
    return count >= length
      && withBytes { bytes in
        func word(_ place: Int, _ count: Int) -> UInt64 {
          var value: UInt64 = 0
          for index in 0..<count { value |= UInt64(bytes[place + index]) << UInt64(8 * index) }
          return value
        }
        var last: UInt64 = 0
        for record in 0..<Int64(min(64, (bytes.count - 1) / length)) {
          let time = word(Int(record) * length, 4)
          let next = Int64(bitPattern: word(Int(record) * length + 16, 8))
          guard time >= last, next == -1 || next == .max || (record + 1...1 << 40).contains(next) else {
            return false
          }
          last = time
        }
        return true
      }
  }
}
