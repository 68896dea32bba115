import Declarations

/// Reads an expression by recursive descent.
struct ExpressionParser {
  private let bytes: [UInt8]
  private let position: SourcePosition
  private var place = 0
  private var depth = 0
  /// Nesting beyond this is refused, so that no input exhausts the stack.
  private static let deepest = 64
  private static let longest = 2000

  init(_ text: String, at position: SourcePosition) {
    bytes = Array(text.utf8)
    self.position = position
  }

  /// The expression, and nothing behind it.
  mutating func whole() throws(Diagnostic) -> Expression.Node {
    guard bytes.count <= ExpressionParser.longest else {
      throw Diagnostic(
        "the formula has \(bytes.count) bytes; at most \(ExpressionParser.longest) were expected",
        position: position)
    }
    let node = try sum()
    guard peek() == nil else { throw fault("an operator or the end") }
    return node
  }

  private mutating func sum() throws(Diagnostic) -> Expression.Node {
    var node = try product()
    while let sign = peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      place += 1
      node = .operation(sign, node, try product())
    }
    return node
  }

  private mutating func product() throws(Diagnostic) -> Expression.Node {
    var node = try factor()
    while let sign = peek(), sign == UInt8(ascii: "*") || sign == UInt8(ascii: "/") {
      place += 1
      node = .operation(sign, node, try factor())
    }
    return node
  }

  private mutating func factor() throws(Diagnostic) -> Expression.Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= ExpressionParser.deepest else {
      throw Diagnostic(
        "the formula nests deeper than \(ExpressionParser.deepest) levels; a flatter one was expected",
        position: position)
    }
    if peek() == UInt8(ascii: "-") {
      place += 1
      return .negated(try factor())
    }
    let base = try atom()
    guard peek() == UInt8(ascii: "^") else { return base }
    place += 1
    return .operation(UInt8(ascii: "^"), base, try factor())
  }

  private mutating func atom() throws(Diagnostic) -> Expression.Node {
    guard let next = peek() else { throw fault("a number, a name or '('") }
    if next == UInt8(ascii: "(") {
      place += 1
      let node = try sum()
      try expect(")")
      return node
    }
    if ExpressionParser.isDigit(next) || next == UInt8(ascii: ".") { return try number() }
    guard ExpressionParser.isLetter(next) else { throw fault("a number, a name or '('") }
    let start = place
    let name = word { ExpressionParser.isLetter($0) || ExpressionParser.isDigit($0) }
    guard peek() == UInt8(ascii: "(") else { return .name(name) }
    return try call(name, from: start)
  }

  private mutating func call(_ name: String, from start: Int) throws(Diagnostic) -> Expression.Node {
    guard let function = ClaimFunction.named(name) else {
      place = start
      let names = ClaimFunction.all.map(\.name)
      let hint = name.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
      throw Diagnostic(
        "the function '\(name)' of the formula is unknown\(hint); one of \(names.joined(separator: ", ")) was expected",
        position: position)
    }
    try expect("(")
    var arguments = [try sum()]
    while peek() == UInt8(ascii: ",") {
      place += 1
      arguments.append(try sum())
    }
    try expect(")")
    guard function.accepts(arguments.count) else {
      throw Diagnostic(
        "the function '\(name)' of the formula has \(arguments.count) arguments; \(function.signature) was expected",
        position: position)
    }
    return .call(name, arguments)
  }

  private mutating func number() throws(Diagnostic) -> Expression.Node {
    let start = place
    var text = word { ExpressionParser.isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") }
    if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      text += "e"
      if place < bytes.count, bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "+") {
        text.unicodeScalars.append(Unicode.Scalar(bytes[place]))
        place += 1
      }
      text += word { ExpressionParser.isDigit($0) }
    }
    text.removeAll { $0 == "_" }
    guard let value = Double(text), value.isFinite else {
      place = start
      throw fault("a number")
    }
    return .number(value)
  }

  private mutating func word(_ belongs: (UInt8) -> Bool) -> String {
    let start = place
    while place < bytes.count, belongs(bytes[place]) { place += 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func peek() -> UInt8? {
    while place < bytes.count, bytes[place] == UInt8(ascii: " ") { place += 1 }
    return place < bytes.count ? bytes[place] : nil
  }

  private mutating func expect(_ sign: Unicode.Scalar) throws(Diagnostic) {
    guard peek() == UInt8(ascii: sign) else { throw fault("'\(sign)'") }
    place += 1
  }

  private func fault(_ expected: String) -> Diagnostic {
    let found = place < bytes.count ? "stops at character \(place + 1)" : "ends too early"
    return Diagnostic("the formula \(found); \(expected) was expected", position: position)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == UInt8(ascii: "_")
  }
}
