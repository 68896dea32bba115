import CacheTraces
import Declarations
import Simulation
import Traffic

extension SimTrace {
  /// Reads a file of the binary form.
  ///
  /// What is not wanted is passed over. What is read is checked: the header and each column by their hashes,
  /// their lengths against each other and against that of the file before anything is allocated.
  static func read(_ window: inout ByteWindow, wants: TraceWants) throws(Diagnostic) -> CacheTrace {
    do throws(Diagnostic) {
      return try readChecked(&window, wants)
    } catch {
      throw error.placed(in: window.path)
    }
  }

  private static func readChecked(
    _ window: inout ByteWindow, _ wants: TraceWants
  ) throws(Diagnostic) -> CacheTrace {
    let header = try readHeader(&window)
    let isPlain = window.compression == "plain"
    if isPlain, window.fileBytes != header.fileBytes {
      let what = window.fileBytes < header.fileBytes ? "is cut short" : "goes on behind its end"
      throw Diagnostic("the file \(what): \(window.fileBytes) of \(header.fileBytes) bytes")
    }
    var columns = Columns(header: header, isPlain: isPlain)
    var keys: [UInt32] = []
    var sizes: [UInt32]?
    var rest = TraceColumns()
    var identities: [UInt64] = []
    var next: [UInt32]?
    for entry in header.entries {
      switch entry.kind {
      case .keys: keys = try columns.read(entry, &window)
      case .sizes where wants.contains(.sizes): sizes = try columns.read(entry, &window)
      case .times where wants.contains(.times):
        let times: [Int64] = try columns.read(entry, &window)
        try check(times)
        rest.times = times
      case .costs where wants.contains(.costs): rest.costs = try columns.read(entry, &window)
      case .tokens where wants.contains(.tokens): rest.tokens = try columns.read(entry, &window)
      case .identities where wants.contains(.identities): identities = try columns.read(entry, &window)
      case .next: next = try columns.read(entry, &window)
      default: try columns.skip(entry, &window)
      }
    }
    // Whoever asks for more hears of a file that grew, and of compressed data that lacks its end.
    guard try window.isExhausted() else { throw Diagnostic("the file goes on behind its end") }
    do throws(EvictionError) {
      return try CacheTrace(
        denseKeys: keys, sizes: sizes, columns: rest, keyCount: header.keys, identities: identities,
        next: next)
    } catch {
      throw Diagnostic("\(error)")
    }
  }

  private static func readHeader(_ window: inout ByteWindow) throws(Diagnostic) -> Header {
    let fixed = try take(fixedBytes, &window)
    guard fixed.starts(with: magic) else {
      throw Diagnostic("is no .simtrace file: its first bytes are others")
    }
    let version = word(fixed, 8, 4)
    guard version == UInt64(self.version) else {
      throw Diagnostic(
        "is a .simtrace file of version \(version); version \(self.version) was expected, convert the trace again"
      )
    }
    let count = word(fixed, 12, 4)
    guard count <= UInt64(Kind.allCases.count) else { throw damaged }
    let table = try take(Int(count) * entryBytes, &window)
    guard word(fixed, 56, 8) == (fixed[..<56] + table).withUnsafeBytes(XXHash64.hash) else { throw damaged }
    var header = Header(requests: 0, keys: 0, fileBytes: 0, entries: [])
    // 2^48 leaves room to multiply.
    guard let requests = Int(exactly: word(fixed, 16, 8)), requests < 1 << 48,
      let keys = Int(exactly: word(fixed, 24, 8)), keys < 1 << 48,
      let bytes = Int(exactly: word(fixed, 32, 8))
    else { throw damaged }
    (header.requests, header.keys, header.fileBytes) = (requests, keys, bytes)
    var place = aligned(fixedBytes + table.count)
    let padding = try take(place - fixedBytes - table.count, &window)
    guard padding.allSatisfy({ $0 == 0 }) else { throw damaged }
    var last: UInt32 = 0
    for start in stride(from: 0, to: table.count, by: entryBytes) {
      let code = UInt32(truncatingIfNeeded: word(table, start, 4))
      guard let kind = Kind(rawValue: code), code > last, word(table, start + 4, 4) == UInt64(kind.width)
      else {
        throw damaged
      }
      last = code
      let entry = Entry(
        kind: kind, offset: place, bytes: header.count(of: kind) * kind.width,
        hash: word(table, start + 24, 8))
      guard word(table, start + 8, 8) == UInt64(place), word(table, start + 16, 8) == UInt64(entry.bytes)
      else {
        throw damaged
      }
      header.entries.append(entry)
      place = aligned(place + entry.bytes)
    }
    guard place == header.fileBytes, header.entries.first?.kind == .keys,
      word(fixed, 40, 8) == header.contentHash, word(fixed, 48, 8) == 0
    else { throw damaged }
    return header
  }

  /// Times of which any two may be subtracted, and to which a lifetime may be added: those that CSV files can hold.
  private static func check(_ times: [Int64]) throws(Diagnostic) {
    let limits = -(Int64(1) << 53)...(Int64(1) << 53) * 1000
    guard let place = times.firstIndex(where: { !limits.contains($0) }) else { return }
    throw Diagnostic(
      "the time of request \(place + 1) is \(times[place]) ms; \(limits.lowerBound) to \(limits.upperBound) ms were "
        + "expected")
  }

  private static var damaged: Diagnostic { Diagnostic("the header is damaged; convert the trace again") }

  private static func take(_ count: Int, _ window: inout ByteWindow) throws(Diagnostic) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let taken = try bytes.withUnsafeMutableBufferPointer { (target) throws(Diagnostic) in
      try window.take(into: UnsafeMutableRawBufferPointer(target))
    }
    guard taken == count else { throw Diagnostic("the file is cut short: it ends within its header") }
    return bytes
  }

  private static func word(_ bytes: [UInt8], _ place: Int, _ count: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(bytes[place + index]) << UInt64(8 * index) }
    return value
  }
}

/// Reads the columns of a file one after the other.
private struct Columns {
  private let header: SimTrace.Header
  /// Whether the lengths were checked against that of the file.
  private let isPlain: Bool
  /// A block, in elements that are aligned for any column.
  private var block = [UInt64](repeating: 0, count: 1 << 15)

  init(header: SimTrace.Header, isPlain: Bool) {
    self.header = header
    self.isPlain = isPlain
  }

  /// Reads the elements of a column, hashing each block while it is near.
  mutating func read<Element: BitwiseCopyable>(
    _ entry: SimTrace.Entry, _ window: inout ByteWindow
  ) throws(Diagnostic) -> [Element] {
    let total = header.count(of: entry.kind)
    var elements: [Element] = []
    // What compressed bytes will become is only known when they have.
    elements.reserveLargePages(isPlain ? total : min(total, 1 << 20))
    var hash = XXHash64()
    while elements.count < total {
      let most = min(total - elements.count, block.count * 8 / MemoryLayout<Element>.stride)
      let bytes = most * MemoryLayout<Element>.stride
      let taken = try block.withUnsafeMutableBufferPointer { (block) throws(Diagnostic) in
        let target = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(block)[..<bytes])
        let taken = try window.take(into: target)
        if taken == bytes {
          hash.combine(UnsafeRawBufferPointer(target))
          elements.append(contentsOf: UnsafeRawBufferPointer(target).assumingMemoryBound(to: Element.self))
        }
        return taken
      }
      guard taken == bytes else { throw cutShort(entry) }
    }
    guard hash.value == entry.hash else {
      throw Diagnostic("the column '\(entry.kind)' is damaged: its hash is another; convert the trace again")
    }
    try pad(entry, &window)
    return elements
  }

  /// Passes over a column.
  mutating func skip(_ entry: SimTrace.Entry, _ window: inout ByteWindow) throws(Diagnostic) {
    guard try window.skip(entry.bytes) == entry.bytes else { throw cutShort(entry) }
    try pad(entry, &window)
  }

  private func pad(_ entry: SimTrace.Entry, _ window: inout ByteWindow) throws(Diagnostic) {
    let count = SimTrace.aligned(entry.bytes) - entry.bytes
    var padding = [UInt8](repeating: 0, count: count)
    let taken = try padding.withUnsafeMutableBufferPointer { (target) throws(Diagnostic) in
      try window.take(into: UnsafeMutableRawBufferPointer(target))
    }
    guard taken == count else { throw cutShort(entry) }
    guard padding.allSatisfy({ $0 == 0 }) else {
      throw Diagnostic("the file is damaged behind the column '\(entry.kind)'; convert the trace again")
    }
  }

  private func cutShort(_ entry: SimTrace.Entry) -> Diagnostic {
    Diagnostic("the file is cut short: it ends within the column '\(entry.kind)'")
  }
}
