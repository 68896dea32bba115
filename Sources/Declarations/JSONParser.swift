/// A strict JSON reader that keeps positions.
///
/// Stricter than RFC 8259 where a silent reading would hide a slip: duplicate keys, NaN and infinities,
/// numbers beyond a double and nesting deeper than 256 are errors; a byte-order mark of UTF-8 is skipped;
/// numbers too small for a double become 0; UTF-16 is refused.
public struct JSONParser {
  /// How deep lists and objects may nest.
  public static let depthLimit = 256

  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0
  private var line: Int
  private var lineStart = 0
  /// Keys that stand twice.
  private var duplicates = FaultList()
  private var depth = 0
  private var keys: [String] = []
  private var seenKeys = JSONKeyMarks()
  private var table = JSONKeyTable()
  private let tracksPath: Bool

  private init(_ bytes: UnsafeBufferPointer<UInt8>, at start: SourcePosition, tracksPath: Bool) {
    self.bytes = bytes
    line = start.line
    lineStart = 1 - start.column
    self.tracksPath = tracksPath
  }

  /// Parses one document.
  ///
  /// - Parameters:
  ///   - bytes: the document in UTF-8.
  ///   - line: the number of its first line, for a document inside a larger file.
  ///   - what: how messages name the document.
  /// - Throws: a `Diagnostic` with the place and what was expected.
  public static func parse(_ bytes: [UInt8], line: Int = 1, what: String = "document") throws(Diagnostic)
    -> JSONNode
  {
    // A document that is no UTF-8 is refused before anything is read from it.
    try checkEncoding(bytes, line: line)
    var result: Result<JSONNode, Diagnostic> = .failure(Diagnostic("nothing was parsed", kind: .unexpected))
    bytes.withUnsafeBufferPointer { buffer in
      var parser = JSONParser(buffer, at: SourcePosition(line: line, column: 1), tracksPath: true)
      do throws(Diagnostic) {
        result = .success(try parser.document(what))
      } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }

  /// Parses text that is known to be UTF-8 in place: one line of a file, say.
  ///
  /// - Parameters:
  ///   - start: where the text begins in its file.
  ///   - table: the names of the lines before.
  /// - Throws: a `Diagnostic` with the place and what was expected.
  package static func parse(
    validated bytes: UnsafeBufferPointer<UInt8>, at start: SourcePosition, _ table: inout JSONKeyTable
  ) throws(Diagnostic) -> JSONNode {
    var parser = JSONParser(bytes, at: start, tracksPath: false)
    swap(&parser.table, &table)
    defer { swap(&parser.table, &table) }
    return try parser.document("line")
  }

  private static func checkEncoding(_ bytes: [UInt8], line: Int) throws(Diagnostic) {
    if bytes.count >= 2, (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF) {
      throw Diagnostic(
        "the file is UTF-16; UTF-8 was expected", position: SourcePosition(line: line, column: 1))
    }
    guard let bad = UTF8Validity.firstInvalidOffset(bytes) else { return }
    var row = line
    var start = 0
    for index in 0..<bad where bytes[index] == 0x0A {
      row += 1
      start = index + 1
    }
    throw Diagnostic(
      "invalid UTF-8 at byte offset \(bad); UTF-8 text was expected",
      position: SourcePosition(line: row, column: bad - start + 1))
  }

  private mutating func document(_ what: String) throws(Diagnostic) -> JSONNode {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      offset = 3
      lineStart += 3
    }
    skipSpace()
    if offset == bytes.count { throw failure("empty \(what); a JSON object was expected") }
    let node = try value(under: 0)
    skipSpace()
    if offset < bytes.count {
      throw failure("unexpected \(nextName) after the end of the \(what)\(commentClause ?? "")")
    }
    try duplicates.check()
    return node
  }

  private var position: SourcePosition { SourcePosition(line: line, column: offset - lineStart + 1) }

  private func failure(_ message: String) -> Diagnostic {
    Diagnostic(message, position: position)
  }

  private var keyClause: String {
    keys.isEmpty ? "" : " at '\(keys.joined(separator: "."))'"
  }

  private var nextName: String {
    guard offset < bytes.count else { return "end of the text" }
    let byte = bytes[offset]
    if isConflict {
      return "'" + String(repeating: String(UnicodeScalar(byte)), count: 7) + "' of an unfinished merge"
    }
    if byte >= 0x21 && byte < 0x7F { return "'\(Character(UnicodeScalar(byte)))'" }
    return "byte 0x" + String(byte, radix: 16)
  }

  /// Whether a line begins here with the seven signs that git writes around the two sides of a conflict.
  private var isConflict: Bool {
    guard offset < bytes.count, offset == lineStart, "<=>|".utf8.contains(bytes[offset]) else { return false }
    let mark = bytes[offset...].prefix(7)
    return mark.count == 7 && mark.allSatisfy { $0 == bytes[offset] }
  }

  /// What is said where a comment stands; nil where none does.
  private var commentClause: String? {
    guard offset < bytes.count, "/#".utf8.contains(bytes[offset]) else { return nil }
    return " (JSON has no comments)"
  }

  private mutating func skipSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0D: offset += 1
      case 0x0A:
        offset += 1
        line += 1
        lineStart = offset
      default: return
      }
    }
  }

  /// Reads a value; `name` is the number of that under which it lies.
  private mutating func value(under name: Int) throws(Diagnostic) -> JSONNode {
    let start = position
    guard offset < bytes.count else { throw failure("the text ends where a value was expected\(keyClause)") }
    switch bytes[offset] {
    case UInt8(ascii: "{"): return JSONNode(try object(under: name), at: start)
    case UInt8(ascii: "["): return JSONNode(try array(under: name), at: start)
    case UInt8(ascii: "\""): return JSONNode(.string(try string()), at: start)
    case UInt8(ascii: "t") where consume("true"): return JSONNode(.boolean(true), at: start)
    case UInt8(ascii: "f") where consume("false"): return JSONNode(.boolean(false), at: start)
    case UInt8(ascii: "n") where consume("null"): return JSONNode(.null, at: start)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return JSONNode(try number(), at: start)
    case UInt8(ascii: "N"), UInt8(ascii: "I"), UInt8(ascii: "n"), UInt8(ascii: "i"):
      let words = ["nan", "infinity", "inf"]
      let word = bytes[offset..<min(bytes.count, offset + 9)].prefix { ($0 | 0x20) &- 0x61 < 26 }.map {
        $0 | 0x20
      }
      guard words.contains(where: { word.elementsEqual($0.utf8) }) else {
        throw failure("unexpected \(nextName) where a value was expected\(keyClause)")
      }
      throw failure("NaN and Infinity are no JSON numbers\(keyClause); a finite number was expected")
    default:
      throw failure("unexpected \(nextName) where a value was expected\(keyClause)")
    }
  }

  private mutating func consume(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard offset + count <= bytes.count else { return false }
    for index in 0..<count where bytes[offset + index] != word.utf8Start[index] { return false }
    offset += count
    return true
  }

  private mutating func enter() throws(Diagnostic) {
    depth += 1
    if depth > JSONParser.depthLimit {
      throw failure("nesting deeper than \(JSONParser.depthLimit) levels")
    }
    offset += 1
    skipSpace()
  }

  private mutating func object(under parent: Int) throws(Diagnostic) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var members: [JSONMember] = []
    let firstMark = seenKeys.count
    defer { seenKeys.leave(firstMark) }
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "}") {
      offset += 1
      return .object(members)
    }
    members.reserveCapacity(table.names[parent].members)
    var before = 0
    var bits: UInt64 = 0
    while true {
      let keyPosition = position
      guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
        let isComma = !members.isEmpty && !isConflict
        let after = commentClause ?? (isComma ? " (a comma before '}' is not allowed)" : "")
        throw failure("unexpected \(nextName) where a key in quotes was expected\(after)")
      }
      let (key, hash, name) = try key(after: before, under: parent)
      before = name
      if seenKeys.add(key, hash, from: firstMark, to: members, &bits) {
        duplicates.add(
          Diagnostic("duplicate key '\(key)'\(keyClause); each key may stand once", position: keyPosition))
      }
      skipSpace()
      guard offset < bytes.count, bytes[offset] == UInt8(ascii: ":") else {
        throw failure("unexpected \(nextName) where ':' was expected after '\(key)'")
      }
      offset += 1
      skipSpace()
      if tracksPath { keys.append(key) }
      let node = try value(under: name)
      if tracksPath { keys.removeLast() }
      members.append(JSONMember(key: key, hash: hash, keyPosition: keyPosition, node: node))
      skipSpace()
      guard offset < bytes.count else { throw failure("the text ends inside an object\(keyClause)") }
      if bytes[offset] == UInt8(ascii: "}") {
        offset += 1
        table.names[parent].members = members.count
        return .object(members)
      }
      guard bytes[offset] == UInt8(ascii: ",") else {
        throw failure(
          "unexpected \(nextName) where ',' or '}' was expected\(keyClause)\(commentClause ?? "")")
      }
      offset += 1
      skipSpace()
    }
  }

  /// Reads a key with its quotes: the text, its hash and its number in the table.
  ///
  /// - Parameters:
  ///   - before: the number of the key before it in its object; 0 where it is the first.
  ///   - parent: the number of that under which the object lies.
  private mutating func key(
    after before: Int, under parent: Int
  ) throws(Diagnostic) -> (text: String, hash: UInt64, number: Int) {
    let guess = before > 0 ? table.names[before].next : table.names[parent].first
    if guess > 0, table.stands(guess, in: bytes, at: offset + 1) {
      offset += table.names[guess].count + 2
      return (table.names[guess].text, table.names[guess].hash, guess)
    }
    let text = try string()
    let number = table.number(of: text)
    if number == 0 { return (text, JSONMember.hash(text), 0) }
    if before > 0 { table.names[before].next = number } else { table.names[parent].first = number }
    return (table.names[number].text, table.names[number].hash, number)
  }

  private mutating func array(under name: Int) throws(Diagnostic) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var elements: [JSONNode] = []
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "]") {
      offset += 1
      return .array(elements)
    }
    while true {
      if offset < bytes.count, bytes[offset] == UInt8(ascii: "]") {
        throw failure("unexpected ']' where a value was expected (a comma before ']' is not allowed)")
      }
      elements.append(try value(under: name))
      skipSpace()
      guard offset < bytes.count else { throw failure("the text ends inside a list\(keyClause)") }
      if bytes[offset] == UInt8(ascii: "]") {
        offset += 1
        return .array(elements)
      }
      guard bytes[offset] == UInt8(ascii: ",") else {
        throw failure("unexpected \(nextName) where ',' or ']' was expected\(keyClause)")
      }
      offset += 1
      skipSpace()
    }
  }

  private mutating func string() throws(Diagnostic) -> String {
    let start = position
    offset += 1
    let first = offset
    offset = bytes.plainEnd(from: offset)
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") {
      let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[first..<offset]), as: UTF8.self)
      offset += 1
      return text
    }
    table.scratch.removeAll(keepingCapacity: true)
    table.scratch.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[first..<offset]))
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\"") {
        offset += 1
        return String(decoding: table.scratch, as: UTF8.self)
      }
      if byte < 0x20 {
        throw failure("a control character inside a string\(keyClause); an escape was expected")
      }
      if byte == UInt8(ascii: "\\") {
        try escape()
      } else {
        let start = offset
        offset = bytes.plainEnd(from: offset)
        table.scratch.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<offset]))
      }
    }
    throw Diagnostic("a string has no end\(keyClause)", position: start)
  }

  /// Reads an escape; what it stands for goes to the table's scratch.
  private mutating func escape() throws(Diagnostic) {
    offset += 1
    guard offset < bytes.count else { throw failure("the text ends inside an escape") }
    let byte = bytes[offset]
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): table.scratch.append(byte)
    case UInt8(ascii: "b"): table.scratch.append(0x08)
    case UInt8(ascii: "f"): table.scratch.append(0x0C)
    case UInt8(ascii: "n"): table.scratch.append(0x0A)
    case UInt8(ascii: "r"): table.scratch.append(0x0D)
    case UInt8(ascii: "t"): table.scratch.append(0x09)
    case UInt8(ascii: "u"):
      var unit = try hexadecimal()
      if unit >= 0xD800 && unit < 0xDC00 {
        guard offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
          bytes[offset + 1] == UInt8(ascii: "u")
        else { throw failure("half of a surrogate pair; its other half was expected") }
        offset += 2
        let low = try hexadecimal()
        guard low >= 0xDC00 && low < 0xE000 else { throw failure("half of a surrogate pair") }
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
      }
      guard let scalar = UnicodeScalar(unit) else { throw failure("half of a surrogate pair") }
      table.scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default:
      offset -= 1
      throw failure("unknown escape \(nextName)\(keyClause)")
    }
  }

  private mutating func hexadecimal() throws(Diagnostic) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard offset < bytes.count, let digit = JSONParser.hexadecimalDigit(bytes[offset]) else {
        throw failure("four hexadecimal digits were expected after \\u")
      }
      value = value << 4 | digit
      offset += 1
    }
    return value
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  private mutating func number() throws(Diagnostic) -> JSONValue {
    let start = offset
    let startPosition = position
    if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    guard offset < bytes.count, isDigit(bytes[offset]) else {
      if offset < bytes.count, bytes[offset] == UInt8(ascii: "I") {
        throw failure("NaN and Infinity are no JSON numbers\(keyClause); a finite number was expected")
      }
      throw failure("unexpected \(nextName) where a digit was expected\(keyClause)")
    }
    let integerStart = offset
    while offset < bytes.count, isDigit(bytes[offset]) { offset += 1 }
    if bytes[integerStart] == UInt8(ascii: "0"), offset - integerStart > 1 {
      throw Diagnostic("a number may not begin with 0\(keyClause)", position: startPosition)
    }
    var isInteger = true
    if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
      isInteger = false
      offset += 1
      guard offset < bytes.count, isDigit(bytes[offset]) else {
        throw failure("unexpected \(nextName) where a digit was expected\(keyClause)")
      }
      while offset < bytes.count, isDigit(bytes[offset]) { offset += 1 }
    }
    if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      offset += 1
      if offset < bytes.count, bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") {
        offset += 1
      }
      guard offset < bytes.count, isDigit(bytes[offset]) else {
        throw failure("unexpected \(nextName) where a digit was expected\(keyClause)")
      }
      while offset < bytes.count, isDigit(bytes[offset]) { offset += 1 }
    }
    if isInteger, offset - start < 18 {
      var value: Int64 = 0
      for index in integerStart..<offset { value = value * 10 + Int64(bytes[index] - UInt8(ascii: "0")) }
      if integerStart > start { value = -value }
      return .number(Double(value), integer: value)
    }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<offset]), as: UTF8.self)
    guard let value = Double(text), value.isFinite else {
      throw Diagnostic(
        "\(text.prefix(40)) is beyond the range of a double\(keyClause); a finite number was expected",
        position: startPosition)
    }
    let exact = isInteger ? Int64(text) : (abs(value) < 0x1p53 ? Int64(exactly: value) : nil)
    return .number(value, integer: exact)
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
