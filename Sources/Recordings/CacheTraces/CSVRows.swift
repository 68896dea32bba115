import CacheTraces
import Declarations
import Files

/// Takes the rows of a CSV trace out of a window.
struct CSVRows {
  /// What a call of `take` did.
  struct Step {
    /// Bytes that are done with.
    var consumed = 0
    /// Rows that were complete.
    var rows = 0
    /// Rows that were left out for having size 0.
    var withoutSize = 0
    /// Rows that were left out for being no reads.
    var writes = 0
    /// Why reading stopped at the bytes consumed.
    var fault: TraceFault?
  }

  /// What the rows hold beside a key.
  let wants: TraceWants

  private let delimiter: UInt8
  /// What each column means; nil for what is passed over.
  let meanings: [CacheTraceColumn?]
  private let unit: TimestampUnit
  /// Nanoseconds of a step, for times in nanoseconds.
  private let step: UInt64
  /// Above any time in seconds since 1970, where the first one was such; else 2^53.
  private let timeLimit: UInt64
  /// The published form that the file has.
  private let published: PublishedTrace?
  /// Whether a key is several columns, and bytes of what sizes count.
  private let hasJoinedKey: Bool
  private let sizeUnit: UInt32
  /// The least number of fields of a row.
  private let leastFields: Int
  /// Lines before the header or the first row that begin with `#`.
  let comments: Int
  /// What was taken to be so, and what was passed over.
  let notes: [String]
  /// The longest row in bytes.
  let limit: Int
  /// The line that the next row begins in.
  var line: Int
  /// A quoted field without its quotes.
  private var unquoted: [UInt8] = []

  /// Reads the header, if there is one, and leaves the window at the first row.
  init(
    _ window: inout ByteWindow, _ layout: CSVLayout, unit: TimestampUnit?, limit: Int
  ) throws(Diagnostic) {
    self.limit = limit
    var notes: [String] = []
    var (line, comments) = (1, 0)
    let first = try Self.firstLine(of: &window, layout, limit: limit, line: &line, comments: &comments)
    let isStated = !layout.order.isEmpty || !layout.names.isEmpty || layout.hasHeader
    published = isStated ? nil : PublishedTrace(first, path: window.path)
    delimiter = layout.delimiter ?? published?.delimiter ?? CSVLayout.delimiter(of: first)
    if let published, !published.hasHeader {
      meanings = published.columns
    } else if layout.order.isEmpty || layout.hasHeader {
      guard window.count > 0 else {
        throw Diagnostic("the file is empty; a header line was expected", file: window.path)
      }
      do throws(Diagnostic) {
        let header = try Self.header(of: published == nil ? first : [], delimiter, line: line)
        if let published {
          meanings = published.columns
        } else {
          meanings = layout.order.isEmpty ? try layout.columns(of: header) : layout.order
        }
        if let counts = header.names.first(where: { ["op_count", "count"].contains($0.lowercased()) }) {
          notes.append("the column \(counts) is not read: each row is one request")
        }
        if let life = header.names.first(where: { ["ttl", "ttl_s", "expiry"].contains($0.lowercased()) }) {
          notes.append("the column \(life) is not read: entries do not expire")
        }
      } catch {
        throw error.placed(in: window.path)
      }
      window.drop(
        window.withBytes { bytes in
          var place = 0
          while bytes[place] != 0x0A { place += 1 }
          return min(place + 1, bytes.count - 1)
        })
      line += 1
    } else {
      meanings = layout.order
    }
    hasJoinedKey = published?.hasJoinedKey ?? false
    sizeUnit = published?.sizeUnit ?? 1
    leastFields = published?.leastFields ?? meanings.count
    if let published { notes.append("the file is taken for \(published.name)") }
    var wants: TraceWants = [.identities]
    for meaning in meanings {
      switch meaning {
      case .size: wants.insert(.sizes)
      case .time: wants.insert(.times)
      case .cost: wants.insert(.costs)
      case .tokens: wants.insert(.tokens)
      case .key, .op, nil: break
      }
    }
    self.wants = wants
    self.comments = comments
    if let unit = unit ?? published?.unit {
      (self.unit, step, timeLimit) = (unit, 1, 1 << 53)
    } else {
      var (ahead, others) = (line, 0)
      let row = try Self.firstLine(
        of: &window, layout, limit: limit, line: &ahead, comments: &others, keepsComments: true)
      let fields = try? Self.fields(of: row, delimiter, line: ahead).names
      let place = meanings.firstIndex(of: .time) ?? .max
      let firstTime = fields.flatMap { place < $0.count ? $0[place] : nil } ?? ""
      let guess = Self.unit(ofFirst: firstTime)
      (self.unit, step) = (guess.unit, guess.step)
      // Seconds since 1970 are followed by no times a hundred times as large.
      let isSince1970 = Double(firstTime).map { (1e9..<1e10).contains($0) } ?? false
      timeLimit = isSince1970 ? 100_000_000_000 : 1 << 53
      if guess.unit != .seconds {
        let why = guess.unit == .iso8601 ? "form" : "size"
        notes.append(
          "times are taken as \(guess.name), by the \(why) of the first; --time-unit states another")
      }
    }
    self.line = line
    self.notes = notes
  }

  /// Adds whole rows until the batch is full, a row is bad, or only a part of a row is left.
  mutating func take(_ bytes: Span<UInt8>, isLast: Bool, into batch: RequestBatch) -> Step {
    let end = bytes.count - 1
    var step = Step()
    while !batch.isFull, step.consumed < end {
      var place = step.consumed
      if delimiter == UInt8(ascii: " ") { while bytes[place] == delimiter { place += 1 } }
      if bytes.endsLine(at: place) {
        place += bytes[place] == 0x0D ? 1 : 0
        if place == end && !isLast { break }
        line += 1
        step.consumed = min(place + 1, end)
        continue
      }
      var row = Row(first: step.consumed, place: place)
      read(&row, bytes, end)
      if row.isCut || (row.place == end && !isLast) {
        // Without its end a row may go on beyond the window, and a fault may come of where it was cut.
        if !isLast {
          if end - row.first > limit + 1 { step.fault = .file(tooLong(row, bytes)) }
          break
        }
        if row.isCut {
          step.fault = .file(
            Diagnostic("the quote is never closed", position: position(of: row.quote, row, bytes)))
          break
        }
      }
      let carriageReturn = row.place > row.first && bytes[row.place - 1] == 0x0D ? 1 : 0
      if row.place - row.first - carriageReturn > limit {
        step.fault = .file(tooLong(row, bytes))
        break
      }
      if row.fault == nil && (row.columns < leastFields || row.columns > meanings.count) {
        row.fault = wrongCount(row, bytes)
      }
      line += 1 + row.lineFeeds
      step.consumed = min(row.place + 1, end)
      step.rows += 1
      if let fault = row.fault {
        step.fault = .row(fault)
        break
      }
      if row.isWrite {
        step.writes += 1
      } else if row.size == 0 {
        step.withoutSize += 1
      } else {
        batch.append(row.key, size: row.size, time: row.time, cost: row.cost, tokens: row.tokens)
      }
    }
    return step
  }
}

extension CSVRows {
  /// A row while it is read.
  struct Row {
    /// Where it begins.
    let first: Int
    /// How far it was read; in the end the line feed behind it.
    var place: Int
    var columns = 0
    var key: UInt64 = 0
    var size: UInt32 = 1
    /// Columns of the size so far.
    var sizes = 0
    var time: Int64 = 0
    var cost: Float = 1
    var tokens: UInt32 = 0
    /// Whether the operation is a write.
    var isWrite = false
    /// Line feeds within quoted fields.
    var lineFeeds = 0
    /// Where the last quoted field begins.
    var quote = 0
    /// Whether the window ends within a quoted field.
    var isCut = false
    /// The first fault.
    var fault: RowFault?

    init(first: Int, place: Int) {
      self.first = first
      self.place = place
    }
  }

  /// Reads the fields of a row up to its line feed.
  @inline(__always)
  private mutating func read(_ row: inout Row, _ bytes: Span<UInt8>, _ end: Int) {
    while true {
      let meaning = row.columns < meanings.count ? meanings[row.columns] : nil
      if meaning == nil || !readNumber(meaning, &row, bytes) {
        readField(meaning, &row, bytes, end)
        if row.isCut { return }
      }
      row.columns += 1
      if bytes[row.place] == delimiter {
        row.place += 1
        guard delimiter == UInt8(ascii: " ") else { continue }
        while bytes[row.place] == delimiter { row.place += 1 }
        if !bytes.endsLine(at: row.place) { continue }
      }
      if bytes[row.place] == 0x0D { row.place += 1 }
      return
    }
  }

  /// Reads a field of digits, with a fraction where one is allowed; any other is left for `readField`.
  @inline(__always)
  private func readNumber(_ meaning: CacheTraceColumn?, _ row: inout Row, _ bytes: Span<UInt8>) -> Bool {
    let first = row.place
    var place = first
    let value = bytes.wrappedNumber(at: &place)
    let digits = place - first
    guard digits > 0, digits <= 20 else { return false }
    var decimals = 0
    var fraction: UInt64 = 0
    if bytes[place] == UInt8(ascii: "."), meaning == .time || meaning == .cost {
      place += 1
      let point = place
      fraction = bytes.wrappedNumber(at: &place)
      decimals = place - point
    }
    guard bytes[place] == delimiter || bytes.endsLine(at: place) else { return false }
    switch meaning {
    case .key:
      guard bytes.isNumber(value, first..<place) else { return false }
      take(key: value, &row)
    case .size:
      guard digits < 20, value <= UInt32.max else { return false }
      take(size: UInt32(truncatingIfNeeded: value), &row)
    case .tokens:
      guard digits < 20, value <= TokenCount.limit else { return false }
      row.tokens = UInt32(truncatingIfNeeded: value)
    case .time:
      guard digits < 20, decimals <= 9, let time = milliseconds(value, fraction, decimals) else {
        return false
      }
      row.time = time
    case .cost:
      guard digits + decimals <= 15, let cost = Self.cost(value, fraction, decimals) else { return false }
      row.cost = cost
    case .op: return false
    case nil: break
    }
    row.place = place
    return true
  }

  /// Takes a column of the key.
  @inline(__always)
  private func take(key: UInt64, _ row: inout Row) {
    row.key = hasJoinedKey ? PublishedTrace.combine(row.key, key) : key
  }

  /// Takes a column of the size.
  @inline(__always)
  private func take(size: UInt32, _ row: inout Row) {
    let size = sizeUnit == 1 ? size : size > .max / sizeUnit ? .max : size * sizeUnit
    let (sum, overflow) = row.size.addingReportingOverflow(size)
    row.size = row.sizes == 0 ? size : overflow ? .max : sum
    row.sizes += 1
  }

  /// Reads any field, up to the delimiter or line end behind it.
  private mutating func readField(
    _ meaning: CacheTraceColumn?, _ row: inout Row, _ bytes: Span<UInt8>, _ end: Int
  ) {
    let first = row.place
    if bytes[first] == UInt8(ascii: "\"") {
      readQuoted(&row, bytes, end)
      if row.isCut || row.fault != nil { return }
      if let meaning { set(meaning, unquoted[...], at: first, &row, bytes) }
      return
    }
    var place = first
    while bytes[place] != delimiter, !bytes.endsLine(at: place) {
      if bytes[place] == UInt8(ascii: "\"") {
        return malformed("a quote inside a field that does not begin with one", at: place, &row, bytes)
      }
      place += 1
    }
    row.place = place
    guard let meaning, row.fault == nil else { return }
    if meaning == .key, place > first {
      take(key: KeyLines.key(of: bytes.extracting(first..<place).bytes), &row)
    } else {
      set(meaning, bytes.array(first..<place)[...], at: first, &row, bytes)
    }
  }

  /// Reads a quoted field into `unquoted`.
  private mutating func readQuoted(_ row: inout Row, _ bytes: Span<UInt8>, _ end: Int) {
    unquoted.removeAll(keepingCapacity: true)
    row.quote = row.place
    var place = row.place + 1
    while place < end {
      if bytes[place] != UInt8(ascii: "\"") {
        if bytes[place] == 0x0A { row.lineFeeds += 1 }
        unquoted.append(bytes[place])
        place += 1
      } else if place + 1 < end, bytes[place + 1] == UInt8(ascii: "\"") {
        unquoted.append(bytes[place])
        place += 2
      } else {
        place += 1
        // Blanks behind a quote are none of the field.
        var next = place
        while bytes[next] == 0x20, delimiter != 0x20 { next += 1 }
        if bytes[next] == delimiter || bytes.endsLine(at: next) { place = next }
        guard bytes[place] == delimiter || bytes.endsLine(at: place) else {
          return malformed(
            "text behind a closing quote; a delimiter or the end of the line was expected", at: place, &row,
            bytes)
        }
        row.place = place
        return
      }
    }
    row.place = end
    row.isCut = true
  }

  /// Takes the value of a field that is not empty.
  private mutating func set(
    _ meaning: CacheTraceColumn, _ text: ArraySlice<UInt8>, at place: Int, _ row: inout Row,
    _ bytes: Span<UInt8>
  ) {
    let cell = Cell(text: text, position: position(of: place, row, bytes))
    do throws(RowFault) {
      guard !text.isEmpty else {
        throw RowFault(.missingValue, "the \(meaning.rawValue) is empty", at: cell.position)
      }
      switch meaning {
      case .key: take(key: KeyLines.key(of: Array(text)), &row)
      case .size:
        take(size: try TokenCount.read(cell, "size", limit: Int(UInt32.max), reason: .badValue), &row)
      case .tokens: row.tokens = try TokenCount.read(cell, "tokens")
      case .time:
        // The division rounds towards the past, as the fast path does: no time is negative.
        let time = try Timestamp.read(cell, unit)
        if unit == .seconds, timeLimit < 1 << 53, time >= Int128(timeLimit) * 1_000_000_000 {
          throw RowFault(
            .badTimestamp,
            "the timestamp is \(cell.shown), in another unit than the first (s); times in one unit were expected",
            at: cell.position)
        }
        row.time = Int64(time * Int128(step) / 1_000_000)
      case .cost:
        guard let cost = Float(String(decoding: text.withDecimalPoint, as: UTF8.self)), cost.isFinite,
          cost >= 0
        else {
          throw RowFault(
            .badValue, "the cost is '\(cell.shown)'; a number of at least 0 was expected", at: cell.position)
        }
        row.cost = cost
      case .op:
        row.isWrite = published?.isRead(text).map { !$0 } ?? Self.isWrite(text)
      }
    } catch {
      row.fault = row.fault ?? error
    }
  }

  /// Whether an operation writes or deletes; what is not known as that is taken for a read.
  private static func isWrite(_ text: ArraySlice<UInt8>) -> Bool {
    let word = String(decoding: text, as: UTF8.self).lowercased()
    // Object stores write REST.PUT.OBJECT.
    let parts = word.split(separator: ".")
    if parts.count > 2 { return writes.contains(String(parts[1])) }
    // Memcached's leases are taken by reads and given back by writes: SET_LEASE.
    return writes.contains(word.hasSuffix("_lease") ? String(word.dropLast(6)) : word)
  }

  /// SCSI's codes stay requests, as libCacheSim has them in its block traces.
  private static let writes: Set<String> = [
    "set", "put", "write", "w", "add", "replace", "cas", "append", "prepend", "insert", "update", "post",
    "copy", "patch", "store", "save", "upload", "create", "upsert",
    "delete", "del", "remove", "evict", "incr", "decr", "touch", "purge", "invalidate", "erase", "discard",
    "trim",
    // Redis, whose commands MONITOR lists.
    "setex", "psetex", "setnx", "mset", "msetnx", "setrange", "incrby", "decrby", "incrbyfloat", "hset",
    "hmset",
    "hsetnx", "hincrby", "hdel", "sadd", "srem", "zadd", "zrem", "zincrby", "lpush", "rpush", "lset", "lrem",
    "ltrim", "xadd", "pfadd", "unlink", "expire", "pexpire", "expireat", "pexpireat", "persist", "rename",
  ]

  /// A time in whole milliseconds, or nil when the slow way must say what is wrong.
  @inline(__always)
  private func milliseconds(_ value: UInt64, _ fraction: UInt64, _ decimals: Int) -> Int64? {
    switch unit {
    case .seconds:
      guard value < timeLimit else { return nil }
      var thousandths = fraction
      for _ in 0..<max(0, 3 - decimals) { thousandths *= 10 }
      for _ in 0..<max(0, decimals - 3) { thousandths /= 10 }
      return Int64(value * 1000 + thousandths)
    case .milliseconds: return value < 1 << 53 ? Int64(value) : nil
    case .microseconds: return value < 1 << 53 ? Int64(value / 1000) : nil
    case .nanoseconds: return value <= UInt64(Int64.max) / step ? Int64(value * step / 1_000_000) : nil
    case .iso8601: return nil
    }
  }

  /// The nearest float of a decimal of at most 15 digits, or nil where rounding twice may miss it.
  @inline(__always)
  private static func cost(_ value: UInt64, _ fraction: UInt64, _ decimals: Int) -> Float? {
    var scale: UInt64 = 1
    for _ in 0..<decimals { scale *= 10 }
    // Both are exact, so that the quotient is the nearest double.
    let nearest = Double(value * scale + fraction) / Double(scale)
    if nearest.bitPattern & 0x1FFF_FFFF == 0x1000_0000 { return nil }
    let cost = Float(nearest)
    return cost.isFinite ? cost : nil
  }
}
