import Declarations
import Files
import Traffic

/// The binary form of a stream of requests of our own: `.simtrace`, version 2.
///
/// The magic of a cache trace (8 bytes), the version (u32) and 0 (u32), then blocks (``RequestBlock``): the requests in the
/// order of time, 4,096 a block; tables of the whole stream; and at the end what is known of it, in JSON. A file holds what
/// was read of a log, without its texts and names: numbers stand for prompts, users and the like.
package enum RequestTrace {
  /// The version that is written, and the only one that is read.
  static let version: UInt32 = 2
  /// Bytes before the first block.
  static let headerBytes = 16

  /// Columns of the block of tables.
  enum Table: UInt16 {
    /// The shape of each intent.
    case shape = 1
    /// Requests that wait for a further answer, and whose answer that is.
    case waiting, awaited
  }

  /// The bytes before the first block.
  static var header: [UInt8] {
    var bytes = SimTrace.magic
    bytes.appendLittleEndian(version)
    bytes.appendLittleEndian(UInt32(0))
    return bytes
  }

  /// The version that a file's first bytes tell; nil where they are not those of a `.simtrace`.
  static func version(of start: ArraySlice<UInt8>) -> UInt32? {
    guard start.count >= 12, start.starts(with: SimTrace.magic) else { return nil }
    let bytes = start.dropFirst(8).prefix(4)
    return bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Whether a file, plain or compressed, is one of requests.
  ///
  /// - Throws: a `Diagnostic` where it cannot be read, or is a `.simtrace` of another version.
  static func isFile(_ path: String) throws(Diagnostic) -> Bool {
    var bytes = try ByteReader(path: path, isHashed: false)
    guard try bytes.fill(), let version = version(of: bytes.chunk[..<min(12, bytes.count)]) else {
      return false
    }
    if version == SimTrace.version {
      throw Diagnostic(
        "is a .simtrace of keys; one of requests, which `trace convert` writes of a log without --key, was expected",
        file: path)
    }
    return true
  }

  /// Reads a file.
  ///
  /// - Throws: a `Diagnostic` with the byte at which a damaged block begins.
  static func read(_ path: String) throws(Diagnostic) -> QueryStream {
    var stream = QueryStream(name: FilePath.lastPart(of: path))
    stream.prefixBlocks = PrefixBlocks(blockTokens: 1)
    var bounds = RequestBounds()
    var file = try RequestTraceFile(path)
    while let block = try file.next() {
      let before = stream.count
      try file.placing { () throws(PackedColumnReader.Fault) in
        switch block.header.content {
        case .requests:
          try RequestBlock.append(block.payload, count: block.header.count, to: &stream)
          try bounds.note(stream, from: before)
        case .tables: try RequestFacts.readTables(block.payload, into: &stream, most: bounds.mostNumbers)
        case .facts: try RequestFacts.read(block.payload, into: &stream)
        }
      }
    }
    try file.placing { () throws(PackedColumnReader.Fault) in try bounds.check(stream) }
    stream.hasToldContexts = bounds.hasContexts
    return stream
  }

  /// Reads a file for whoever wants its requests in windows.
  ///
  /// - Throws: as `read`; a `Diagnostic` of kind `outputFailed` where the temporary file cannot be written.
  static func spooled(_ path: String) throws(Diagnostic) -> SpooledLog {
    var header = QueryStream(name: FilePath.lastPart(of: path))
    header.prefixBlocks = PrefixBlocks(blockTokens: 1)
    let empty = header
    var bounds = RequestBounds()
    var file = try RequestTraceFile(path)
    var spool = try LogSpool()
    while let block = try file.next() {
      var part = empty
      try file.placing { () throws(PackedColumnReader.Fault) in
        switch block.header.content {
        case .requests:
          try RequestBlock.append(block.payload, count: block.header.count, to: &part)
          try bounds.note(part, from: 0)
        case .tables: try RequestFacts.readTables(block.payload, into: &header, most: bounds.mostNumbers)
        case .facts: try RequestFacts.read(block.payload, into: &header)
        }
      }
      if let first = part.arrival.first, let last = part.arrival.last {
        try spool.append(block.start + block.payload, count: part.count, from: first, to: last)
      }
    }
    try file.placing { () throws(PackedColumnReader.Fault) in try bounds.check(header) }
    let hasSessions = header.sessionCount > 0
    header.hasToldContexts = bounds.hasContexts
    header.prefixBlocks = nil
    header.joins = []
    return SpooledLog(
      header: header, spool: spool, first: .zero, timeScale: 1, labels: 0, hasSessions: hasSessions)
  }
}

/// Turns a stream of requests into the bytes of a `.simtrace`, piece by piece.
package struct RequestTraceEncoder {
  private let stream: QueryStream
  private var next = 0
  private var stage = Stage.header

  private enum Stage { case header, requests, tables, facts, end }

  /// An encoder of a stream that is no sample.
  package init(_ stream: QueryStream) { self.stream = stream }

  /// Where the next block of requests ends.
  private var end: Int {
    let most = min(next + RequestBlock.requests, stream.count)
    guard let blocks = stream.prefixBlocks else { return most }
    var end = next
    var count = 0
    while end < most {
      count += blocks.places(of: end).count
      if count > RequestBlock.prefixBlocks, end > next { break }
      end += 1
    }
    return end
  }

  /// The next bytes, or nil at the end.
  package mutating func piece() -> [UInt8]? {
    switch stage {
    case .header:
      stage = stream.isEmpty ? .tables : .requests
      return RequestTrace.header
    case .requests:
      let end = self.end
      defer {
        next = end
        if end == stream.count { stage = .tables }
      }
      let order = Array(next..<end)
      return RequestBlock.bytes(of: stream, order[...])
    case .tables:
      stage = .facts
      return RequestBlock.bytes(.tables, count: 0, RequestFacts.tables(of: stream))
    case .facts:
      stage = .end
      return RequestBlock.bytes(.facts, count: stream.count, RequestFacts.bytes(of: stream))
    case .end: return nil
    }
  }
}

/// Reads the blocks of a file one after the other, each checked by its hash.
struct RequestTraceFile: ~Copyable {
  /// A block as it lies in the file.
  struct Block {
    let header: RequestBlock.Header
    let start: [UInt8]
    let payload: [UInt8]
  }

  private var bytes: ByteReader
  /// Where the block that was read last begins, and where the next one does.
  private var place = 0
  private var end = 0
  private var isComplete = false

  /// Opens a file.
  init(_ path: String) throws(Diagnostic) { bytes = try ByteReader(path: path, isHashed: false) }

  /// Reads what stands before the first block.
  private mutating func begin() throws(Diagnostic) {
    let start = try take(RequestTrace.headerBytes)
    let version = RequestTrace.version(of: start[...])
    guard start.count == RequestTrace.headerBytes, version == RequestTrace.version,
      start[12...].allSatisfy({ $0 == 0 })
    else {
      let version = version.map { " of version \($0)" } ?? ""
      throw Diagnostic(
        "is no .simtrace of requests\(version); version \(RequestTrace.version) was expected, convert the log again",
        file: bytes.path)
    }
  }

  /// The next block, or nil at the end of a file that is whole.
  mutating func next() throws(Diagnostic) -> Block? {
    if end == 0 { try begin() }
    place = end
    let start = try take(RequestBlock.headerBytes)
    if start.isEmpty, isComplete { return nil }
    guard !isComplete else { throw fault("the file goes on behind its end") }
    guard start.count == RequestBlock.headerBytes else { throw fault("the file is cut short") }
    var found: RequestBlock.Header?
    try placing { () throws(PackedColumnReader.Fault) in found = try RequestBlock.header(start) }
    guard let header = found else { throw fault("the file is cut short") }
    let payload = try take(header.bytes)
    guard payload.count == header.bytes else { throw fault("the file is cut short") }
    try placing { () throws(PackedColumnReader.Fault) in try RequestBlock.check(header, start, payload) }
    isComplete = header.content == .facts
    return Block(header: header, start: start, payload: payload)
  }

  /// Does something with the last block; what is wrong with it is told with its place.
  func placing(_ body: () throws(PackedColumnReader.Fault) -> Void) throws(Diagnostic) {
    do throws(PackedColumnReader.Fault) { try body() } catch { throw fault(error.reason) }
  }

  private func fault(_ reason: String) -> Diagnostic {
    Diagnostic(
      "the block at byte \(place) is damaged: \(reason); convert the log again", file: bytes.path)
  }

  /// The next bytes; fewer at the end of the file.
  private mutating func take(_ count: Int) throws(Diagnostic) -> [UInt8] {
    var taken: [UInt8] = []
    while taken.count < count {
      // What compressed bytes will become is only known when they have.
      var part = [UInt8](repeating: 0, count: min(count - taken.count, 1 << 20))
      let step = try part.withUnsafeMutableBufferPointer { (target) throws(Diagnostic) in
        try bytes.read(into: UnsafeMutableRawBufferPointer(target))
      }
      if step == 0 { break }
      taken += part[..<step]
    }
    end += taken.count
    return taken
  }
}
