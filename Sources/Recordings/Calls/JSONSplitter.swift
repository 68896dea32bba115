import Declarations
import Files

/// Finds the records of a JSON document as it streams by: the elements of a list, those of a list within an
/// envelope such as `{"data": [...]}`, or objects one after the other over several lines each.
///
/// Only what is needed to find the ends of the records is read here; each record is then parsed strictly.
struct JSONSplitter {
  /// Where the records are.
  enum Layout: Equatable {
    /// The elements of a list.
    case list
    /// The elements of the lists in a list.
    case lists
    /// The elements of the list under a key of an object.
    case envelope(String)
    /// Objects one after the other.
    case documents
  }

  /// The bytes of the current record.
  private(set) var record: [UInt8] = []
  /// Where the current record begins.
  private(set) var start = SourcePosition(line: 1, column: 1)
  /// What stands before the list of the current records in its envelope, where it tells of them all.
  private(set) var around: JSONNode?

  private let layout: Layout
  private let level: Int
  private var place = 0
  private var line = 1
  private var column = 0
  private var depth = 0
  private var isInside = false
  private var isQuoted = false
  private var isEscaped = false
  private var isCollecting = false
  private var isScalar = false
  private var name: [UInt8] = []
  /// The bytes of the current envelope up to its list; empty where that was found or is far.
  private var head: [UInt8] = []

  /// What stands before a list is looked at as far as this many bytes.
  private static let longestHead = 1 << 16

  /// A splitter at the beginning of a file.
  init(_ layout: Layout) {
    self.layout = layout
    switch layout {
    case .documents: level = 0
    case .list: level = 1
    case .envelope, .lists: level = 2
    }
    isInside = level == 0
  }

  /// Moves to the next record.
  ///
  /// - Returns: whether there was one.
  /// - Throws: a `Diagnostic` when the document ends early or a record is too long.
  mutating func next(_ bytes: inout ByteReader, limit: Int) throws(Diagnostic) -> Bool {
    record.removeAll(keepingCapacity: true)
    while true {
      while place < bytes.count {
        if isCollecting, isQuoted, !isEscaped, try collectText(bytes, limit: limit) { continue }
        let byte = bytes.chunk[place]
        if isCollecting, isScalar, !isQuoted, byte == 0x2C || byte == 0x5D || byte == 0x7D || byte <= 0x20 {
          isCollecting = false
          return true
        }
        place += 1
        column += 1
        if byte == 0x0A {
          line += 1
          column = 0
        }
        if try take(byte, limit: limit) { return true }
      }
      place = 0
      guard try bytes.fill() else { break }
    }
    if isCollecting || depth > 0 {
      let isSingle = isCollecting && isScalar && depth == level && !isQuoted
      if !isSingle {
        throw Diagnostic(
          "the JSON document ends before it is complete: the file is cut short",
          position: SourcePosition(line: line, column: column + 1))
      }
      isCollecting = false
      return true
    }
    return false
  }

  /// Takes a byte; returns whether a record ends with it.
  private mutating func take(_ byte: UInt8, limit: Int) throws(Diagnostic) -> Bool {
    if isCollecting { return try collect(byte, limit: limit) }
    if !head.isEmpty {
      head.append(byte)
      if head.count > JSONSplitter.longestHead { head = [] }
    }
    if isQuoted {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isQuoted = false
      } else if depth == 1 {
        name.append(byte)
      }
      return false
    }
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x3A: return false
    case 0xEF, 0xBB,
      0xBF where line == 1 && column <= 3:
      return false
    case UInt8(ascii: "]"), UInt8(ascii: "}"):
      if depth == level { isInside = level == 0 }
      depth = max(0, depth - 1)
      return false
    default: break
    }
    if isInside && depth == level {
      begin(byte)
      return false
    }
    switch byte {
    case UInt8(ascii: "\""):
      isQuoted = true
      if depth == 1 { name.removeAll(keepingCapacity: true) }
    case UInt8(ascii: "["):
      if layout == .list && depth == 0 || layout == .lists && depth == 1 { isInside = true }
      if depth == 1, case .envelope(let key) = layout, name.elementsEqual(key.utf8) {
        isInside = true
        lookAround()
      }
      depth += 1
    case UInt8(ascii: "{"):
      if depth == 0, case .envelope = layout { (head, around) = ([byte], nil) }
      depth += 1
    default:
      if depth == 0 {
        throw Diagnostic(
          "text behind the end of the JSON document; the end of the file was expected",
          position: SourcePosition(line: line, column: column))
      }
    }
    return false
  }

  /// Reads what stands before the list that begins here.
  private mutating func lookAround() {
    defer { head = [] }
    guard !head.isEmpty, let outer = try? JSONParser.parse(head + Array("]}".utf8)) else { return }
    around = RecordWrapper.tells(outer) ? outer : nil
  }

  private mutating func begin(_ byte: UInt8) {
    isCollecting = true
    isScalar = byte != UInt8(ascii: "{") && byte != UInt8(ascii: "[")
    isQuoted = byte == UInt8(ascii: "\"")
    start = SourcePosition(line: line, column: column)
    if !isScalar { depth += 1 }
    record.append(byte)
  }

  /// Takes the text of a string up to what does not stand for itself; returns whether there was some.
  private mutating func collectText(_ bytes: borrowing ByteReader, limit: Int) throws(Diagnostic) -> Bool {
    let end = bytes.chunk.withUnsafeBufferPointer { chunk in
      UnsafeBufferPointer(rebasing: chunk[..<bytes.count]).plainEnd(from: place)
    }
    guard end > place else { return false }
    record.append(contentsOf: bytes.chunk[place..<end])
    column += end - place
    place = end
    try checkLength(limit)
    return true
  }

  private func checkLength(_ limit: Int) throws(Diagnostic) {
    guard record.count > limit else { return }
    throw Diagnostic("the record is longer than \(limit) bytes (max_line_bytes)", position: start)
  }

  private mutating func collect(_ byte: UInt8, limit: Int) throws(Diagnostic) -> Bool {
    record.append(byte)
    try checkLength(limit)
    if isQuoted {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isQuoted = false
      }
      return false
    }
    switch byte {
    case UInt8(ascii: "\""): isQuoted = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      if depth == level {
        isCollecting = false
        return true
      }
    default: break
    }
    return false
  }
}

extension JSONSplitter.Layout {
  /// Keys under which APIs and exports put their lists.
  private static let envelopes = [
    "data", "observations", "generations", "items", "rows", "results", "records", "logs", "spans",
    "resourceSpans", "result", "logEvents", "benchmarks",
  ]

  /// How the records of a document lie that begins so; nil for JSON lines, or what is no JSON.
  init?(_ start: ArraySlice<UInt8>) {
    var rest = start
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    if rest.first == UInt8(ascii: "[") {
      let inner = rest.dropFirst().drop { $0 <= 0x20 }
      // A time or a level in brackets begins a line of another kind.
      if let first = inner.first, !"[{]\"".utf8.contains(first) { return nil }
      let isNested =
        inner.first == UInt8(ascii: "[")
        && inner.dropFirst().first(where: { $0 > 0x20 }) == UInt8(ascii: "{")
      self = isNested ? .lists : .list
      return
    }
    guard rest.first == UInt8(ascii: "{") else { return nil }
    var depth = 0
    var isQuoted = false
    var isEscaped = false
    var isFirst = true
    var name: [UInt8] = []
    for place in rest.indices {
      let byte = rest[place]
      if isQuoted {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isQuoted = false
        } else if depth == 1 {
          name.append(byte)
        }
        if byte == 0x0A { return nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        isQuoted = true
        if depth == 1 { name.removeAll(keepingCapacity: true) }
      case UInt8(ascii: "["):
        let key = String(decoding: name, as: UTF8.self)
        let next = rest[(place + 1)...].first { $0 > 0x20 }
        // Spans have events among other members, and traces observations.
        let isEnvelope =
          Self.envelopes.contains(key) && (isFirst || key != "observations") || isFirst && key == "events"
        if depth == 1, isEnvelope, next == UInt8(ascii: "{") || next == UInt8(ascii: "]") {
          if Self.members.contains(key), next == UInt8(ascii: "]") || Self.isLine(rest) { return nil }
          // Answers of models of embeddings have a list of vectors, and more beside it.
          if Self.hasUsage(rest, besides: key) { return nil }
          self = .envelope(key)
          return
        }
        depth += 1
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ",") where depth == 1: isFirst = false
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        guard depth <= 0 else { continue }
        // Objects one behind the other in one line, with or without commas.
        let next = rest[(place + 1)...].first { $0 != 0x20 && $0 != 0x09 }
        guard next == UInt8(ascii: "{") || next == UInt8(ascii: ",") else { return nil }
        self = .documents
        return
      case 0x0A:
        // An object that goes on in the next line, which is none of its own: printed for reading.
        guard let next = rest[(place + 1)...].first, next != UInt8(ascii: "{"), next != 0x0A else {
          return nil
        }
        // An envelope may still follow.
        if let inner = Self.envelope(rest) {
          self = .envelope(inner)
        } else {
          self = .documents
        }
        return
      default: break
      }
    }
    return nil
  }

  /// Keys of envelopes that are also those of lists within a record, as the spans of a trace.
  private static let members: Set<String> = [
    "spans", "observations", "generations", "items", "events", "logs", "result", "results",
  ]

  /// Whether a text begins with an object in one line, and another in the next.
  private static func isLine(_ text: ArraySlice<UInt8>) -> Bool {
    guard let end = text.firstIndex(of: 0x0A) else { return false }
    let last = text[..<end].last { $0 > 0x20 }
    return last == UInt8(ascii: "}") && text[end...].first { $0 > 0x20 } == UInt8(ascii: "{")
      && (try? JSONParser.parse(Array(text[..<end]))) != nil
  }

  /// Whether the first line of a text, an object, has a usage among its own members, and no calls in a list beside it,
  /// which the usage may sum up.
  private static func hasUsage(_ text: ArraySlice<UInt8>, besides key: String) -> Bool {
    guard let line = try? JSONParser.parse(Array(text.prefix { $0 != 0x0A })),
      line["usage"]?.members?.contains(where: { $0.key.contains("tok") }) == true
    else { return false }
    return !(line[key]?.elements ?? []).contains { element in
      element.members?.contains { $0.key.lowercased().contains("token") } == true
        || ((try? UsageReading(anywhereIn: element)) ?? nil) != nil
    }
  }

  /// The key of an envelope that was printed over several lines.
  private static func envelope(_ text: ArraySlice<UInt8>) -> String? {
    Self(Array(text.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 })[...]).flatMap {
      if case .envelope(let key) = $0 { return key }
      return nil
    }
  }
}
