import Declarations

/// Values as Python prints them, which tables have where a program wrote an object into a cell: `{'prompt_tokens':
/// 7}`, `[('a', None)]` or `CompletionUsage(prompt_tokens=7)`.
struct PythonLiteral {
  private let text: [UInt8]
  private let position: SourcePosition
  private var place = 0
  private var depth = 0

  private static let depthLimit = 64

  /// The object or list that a text is; nil where it is none.
  ///
  /// - Complexity: O(n).
  static func read(_ text: String, at position: SourcePosition) -> JSONNode? {
    var literal = PythonLiteral(text: Array(text.utf8), position: position)
    guard let node = literal.value() else { return nil }
    literal.skipBlanks()
    let isWhole = literal.place == literal.text.count
    return isWhole && (node.members != nil || node.elements != nil) ? node : nil
  }

  /// Whether bytes begin as a dictionary whose first key stands in single quotes.
  static func begins(_ bytes: some Sequence<UInt8>) -> Bool {
    bytes.lazy.filter { $0 > 0x20 }.prefix(2).elementsEqual("{'".utf8)
  }

  /// Whether a text may be the print of an object: a name in capitals with brackets.
  static func mayBePrint(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x41...0x5A).contains(first), text.utf8.last == UInt8(ascii: ")"),
      let bracket = text.utf8.firstIndex(of: UInt8(ascii: "("))
    else { return false }
    return text.utf8[..<bracket].allSatisfy(isName)
  }

  private init(text: [UInt8], position: SourcePosition) {
    (self.text, self.position) = (text, position)
  }

  private static func isName(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }

  private var byte: UInt8 { place < text.count ? text[place] : 0 }

  private func node(_ value: JSONValue) -> JSONNode { JSONNode(value, at: position) }

  private mutating func skipBlanks() {
    while place < text.count, text[place] <= 0x20 { place += 1 }
  }

  private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard byte == UInt8(ascii: wanted) else { return false }
    place += 1
    return true
  }

  private mutating func value() -> JSONNode? {
    skipBlanks()
    depth += 1
    defer { depth -= 1 }
    guard depth <= PythonLiteral.depthLimit else { return nil }
    switch byte {
    case UInt8(ascii: "{"): return dictionary()
    case UInt8(ascii: "["): return list(closedBy: "]")
    case UInt8(ascii: "("): return list(closedBy: ")")
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return quoted().map { node(.string($0)) }
    default: return word()
    }
  }

  private mutating func dictionary() -> JSONNode? {
    place += 1
    var members: [JSONMember] = []
    while !take("}") {
      guard let key = value(), take(":"), let item = value() else { return nil }
      members.append(JSONMember(key: key.string ?? key.canonicalText, node: item))
      guard take(",") || (place < text.count && byte == UInt8(ascii: "}")) else { return nil }
    }
    return node(.object(members))
  }

  private mutating func list(closedBy end: Unicode.Scalar) -> JSONNode? {
    place += 1
    var elements: [JSONNode] = []
    while !take(end) {
      guard let item = value() else { return nil }
      elements.append(item)
      guard take(",") || (place < text.count && byte == UInt8(ascii: end)) else { return nil }
    }
    return node(.array(elements))
  }

  private mutating func quoted() -> String? {
    let mark = byte
    place += 1
    var result: [UInt8] = []
    while place < text.count {
      let byte = text[place]
      place += 1
      if byte == mark { return String(decoding: result, as: UTF8.self) }
      if byte != UInt8(ascii: "\\") {
        result.append(byte)
      } else if !escape(&result) {
        return nil
      }
    }
    return nil
  }

  private mutating func escape(_ result: inout [UInt8]) -> Bool {
    let byte = byte
    place += 1
    let digits = [UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8][byte]
    if let digits {
      guard place + digits <= text.count,
        let code = UInt32(String(decoding: text[place..<(place + digits)], as: UTF8.self), radix: 16)
      else { return false }
      place += digits
      result += String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8
      return true
    }
    switch byte {
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"): result.append(byte)
    default: result += [UInt8(ascii: "\\"), byte]
    }
    return place <= text.count
  }

  /// A number, a name that stands for a value, or the print of an object.
  private mutating func word() -> JSONNode? {
    let start = place
    while PythonLiteral.isName(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { place += 1 }
    let name = String(decoding: text[start..<place], as: UTF8.self)
    switch name {
    case "None", "nan", "NaN", "NaT", "null": return node(.null)
    case "True", "true": return node(.boolean(true))
    case "False", "false": return node(.boolean(false))
    case "": return nil
    default: break
    }
    if byte == UInt8(ascii: "(") { return print() }
    guard let parsed = try? JSONParser.parse(Array(name.utf8)), parsed.number != nil else { return nil }
    return node(parsed.value)
  }

  /// `Name(key=value)`, an object, or `Name(value)`, the value.
  private mutating func print() -> JSONNode? {
    place += 1
    var members: [JSONMember] = []
    var plain: JSONNode?
    while !take(")") {
      skipBlanks()
      let start = place
      while PythonLiteral.isName(byte) { place += 1 }
      let key = String(decoding: text[start..<place], as: UTF8.self)
      if !key.isEmpty, byte == UInt8(ascii: "=") {
        place += 1
        guard let item = value() else { return nil }
        members.append(JSONMember(key: key, node: item))
      } else {
        place = start
        guard let item = value() else { return nil }
        plain = plain ?? item
      }
      guard take(",") || (place < text.count && byte == UInt8(ascii: ")")) else { return nil }
    }
    return members.isEmpty ? plain ?? node(.null) : node(.object(members))
  }
}
