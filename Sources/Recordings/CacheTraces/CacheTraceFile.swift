import CacheTraces
import Declarations
import Traffic

/// A cache trace in a file, plain or compressed with gzip or Zstandard.
///
/// A file is read in blocks: beside the trace that it becomes, memory is bounded by the longest row. Requests keep the
/// order of the file, whatever their times; requests of size 0 are left out, as libCacheSim does.
public struct CacheTraceFile: Sendable {
  /// The file.
  public var path: String
  /// Its format.
  public var format: CacheTraceFormat
  /// What is kept beside the dense keys, where the file has it.
  public var wants: TraceWants
  /// Up to how many threads read; the trace does not depend on it.
  public var threads: Int
  /// How the rows of a CSV file are laid out.
  public var layout = CSVLayout()
  /// What of a request is the key, for a recorded stream.
  public var requestKey: RequestKey?
  /// Whether the size of a key's first request stands for all its requests, as in libCacheSim's converted traces.
  public var usesFirstSizes = false
  /// How many bad rows of a CSV file are left out before reading fails.
  public var skipBad = 0
  /// How many requests are read; nil reads all.
  public var limit: Int?
  /// The longest row in bytes.
  public var maximumRowBytes = 1 << 24
  /// Tokens of a prefix block, for a recorded stream.
  public var blockTokens: Int?
  /// How the times of a CSV file are written; nil tells it from the first row.
  package var timeUnit: TimestampUnit?

  /// Bytes that are read at once.
  var blockBytes = ByteWindow.defaultBlock
  /// Requests that change threads at once.
  var batchRequests = 1 << 13

  /// A file with the usual settings.
  public init(
    path: String, format: CacheTraceFormat = .automatic, wants: TraceWants = .usual, threads: Int = 2
  ) {
    self.path = path
    self.format = format
    self.wants = wants
    self.threads = threads
  }

  /// Reads a cache trace.
  ///
  /// - Parameters:
  ///   - path: the file, plain or compressed with gzip or Zstandard.
  ///   - wants: what is kept beside the dense keys, where the file has it.
  ///   - threads: up to how many threads read; the trace does not depend on it.
  /// - Throws: a `Diagnostic` with the file, and the line and column or the record.
  /// - Complexity: O(bytes).
  public static func load(
    path: String, format: CacheTraceFormat = .automatic, wants: TraceWants = .usual, threads: Int = 2
  ) throws(Diagnostic) -> CacheTrace {
    try CacheTraceFile(path: path, format: format, wants: wants, threads: threads).load().trace
  }

  /// Reads the trace.
  ///
  /// - Throws: a `Diagnostic` with the file, and the line and column or the record.
  /// - Complexity: O(bytes).
  public func load() throws(Diagnostic) -> LoadedCacheTrace {
    var window = try ByteWindow.open(path, block: blockBytes)
    let compression = window.compression
    let format = try recognise(&window)
    switch format {
    case .simtrace:
      let trace = try SimTrace.read(&window, wants: wants)
      if usesFirstSizes { return try load(LoadedTraceSource(trace), format, compression) }
      return LoadedCacheTrace(
        trace: try cut(trace), format: format, compression: compression, dropped: [], notes: [])
    case .requests:
      let stream = try recordedStream()
      let trace = try placing { () throws(EvictionError) in
        try CacheTrace(stream, key: requestKey ?? .prompt, wants: wants)
      }
      return LoadedCacheTrace(
        trace: try cut(trace), format: format, compression: compression,
        dropped: stream.dropped.map { DroppedRows(reason: $0.reason, count: $0.count) }, notes: [])
    case .automatic, .oracleGeneral, .csv, .keys:
      return try load(try source(window, format), format, compression)
    }
  }

  private func load(
    _ source: any RequestSource, _ format: CacheTraceFormat, _ compression: String
  ) throws(Diagnostic) -> LoadedCacheTrace {
    let wants = self.wants.intersection(source.columns)
    var builder = CacheTraceBuilder(
      expectedRequests: min(source.expectedRequests, limit ?? .max), wants: wants,
      usesFirstSizes: usesFirstSizes)
    var batches = BatchReader(
      source, capacity: batchRequests, wants: wants, limit: limit ?? .max, threads: threads)
    while let batch = try batches.next() {
      try placing { () throws(EvictionError) in try builder.append(batch) }
    }
    batches.finish()
    return LoadedCacheTrace(
      trace: builder.finish(), format: format, compression: compression, dropped: source.dropped,
      notes: source.notes)
  }

  /// Reads the requests and keeps none: `take` gets one batch after the other, which ends with the call.
  ///
  /// A file of our own form is read whole first. A pipe whose format is stated is read as it comes.
  ///
  /// - Returns: what was left out, and what a reader should hear of the reading.
  /// - Throws: a `Diagnostic` with the file, and the line and column or the record; of kind `usage` for a recorded
  ///   stream, whose keys are known when all of it was read.
  package func stream(
    _ take: (RequestBatch) throws(EvictionError) -> Void
  ) throws(Diagnostic) -> (dropped: [DroppedRows], messages: [String]) {
    var window = try ByteWindow.open(path, block: blockBytes, readsOnce: format != .automatic)
    let format = try recognise(&window)
    guard format != .requests else {
      throw Diagnostic(
        "the file is a log of requests, which is read whole; a cache trace was expected with --stream",
        kind: .usage, file: path)
    }
    let source: any RequestSource =
      format == .simtrace
      ? LoadedTraceSource(try SimTrace.read(&window, wants: wants)) : try source(window, format)
    var batches = BatchReader(
      source, capacity: batchRequests, wants: wants.intersection(source.columns), limit: limit ?? .max,
      threads: threads)
    while let batch = try batches.next() {
      try placing { () throws(EvictionError) in try take(batch) }
    }
    batches.finish()
    return (source.dropped, LoadedCacheTrace.messages(source.dropped, source.notes))
  }

  /// The source of a file whose first block is in a window.
  func source(
    _ window: consuming ByteWindow, _ format: CacheTraceFormat
  ) throws(Diagnostic) -> any RequestSource {
    switch format {
    case .oracleGeneral: return OracleGeneralSource(window)
    case .csv:
      return try CSVSource(window, layout, unit: timeUnit, limit: maximumRowBytes, skipBad: skipBad)
    default: return KeyLinesSource(window, limit: maximumRowBytes)
    }
  }

  /// The source of the file, whatever its format.
  func anySource() throws(Diagnostic) -> any RequestSource {
    var window = try ByteWindow.open(path, block: blockBytes)
    let format = try recognise(&window)
    if format == .simtrace || format == .requests { return LoadedTraceSource(try load().trace) }
    return try source(window, format)
  }

  /// The requests of a recorded stream in the file, without their texts.
  ///
  /// - Throws: a `Diagnostic` with file, line and column.
  package func requests() throws(Diagnostic) -> QueryStream {
    var source = recordedSource
    source.limit = limit
    source.keepsTexts = false
    return try source.read()
  }

  /// The recorded stream in the file.
  private func recordedStream() throws(Diagnostic) -> QueryStream {
    var source = recordedSource
    source.limit = requestKey == .block ? nil : limit
    return try source.read()
  }

  private var recordedSource: RecordedSource {
    var source = RecordedSource(path: path)
    source.blockTokens = blockTokens
    source.skipBad = skipBad
    source.maxLineBytes = maximumRowBytes
    if let timeUnit { source.timestampUnit = timeUnit }
    return source
  }

  private func cut(_ trace: CacheTrace) throws(Diagnostic) -> CacheTrace {
    guard let limit, limit < trace.count else { return trace }
    return try placing { () throws(EvictionError) in try trace.prefix(limit) }
  }

  private func placing<Value: ~Copyable>(
    _ body: () throws(EvictionError) -> Value
  ) throws(Diagnostic) -> Value {
    do throws(EvictionError) { return try body() } catch { throw Diagnostic("\(error)", file: path) }
  }
}

/// A cache trace and what was found out while it was read.
public struct LoadedCacheTrace: Sendable {
  /// The trace.
  public let trace: CacheTrace
  /// The format that the file has.
  public let format: CacheTraceFormat
  /// How the file is compressed: plain, gzip or zstd.
  public let compression: String
  /// What was left out, by reason.
  public let dropped: [DroppedRows]
  /// What was taken to be so, and what was passed over, in sentences.
  public let notes: [String]

  /// What a reader should hear of the reading: what was left out and what was assumed.
  public var messages: [String] { Self.messages(dropped, notes) }

  static func messages(_ dropped: [DroppedRows], _ notes: [String]) -> [String] {
    dropped.map { "left out, \($0.reason): \($0.count)" } + notes
  }
}
