import Testing

@testable import Declarations

/// The faults are those of section A of the project's acceptance list of bad inputs.
@Suite("JSON parser")
struct JSONParserTests {
  @Test("an empty document is refused by name", arguments: ["", " ", "\n\t\r\n", "\u{FEFF}"])
  func empty(_ text: String) throws {
    let fault = try #require(diagnose(Array(text.utf8), what: "scenario"))
    #expect(fault.message.contains("empty scenario"))
    #expect(fault.kind.exitCode == 65)
  }

  @Test(
    "not-a-number and infinities are refused with the key that holds them",
    arguments: ["NaN", "Infinity", "-Infinity", "nan", "-NaN"])
  func notFinite(_ literal: String) throws {
    let fault = try #require(diagnose("{\"run\": {\"rate\": \(literal)}}"))
    #expect(fault.message.contains("run.rate"))
    #expect(fault.kind == .badInput)
    #expect(fault.position?.line == 1)
  }

  @Test(
    "a number beyond a double is refused with its key",
    arguments: ["1e999", "-1e309", "1" + String(repeating: "0", count: 400)])
  func overflow(_ literal: String) throws {
    let fault = try #require(diagnose("{\"price\": \(literal)}"))
    #expect(fault.message.contains("beyond the range of a double at 'price'"))
    #expect(fault.position == SourcePosition(line: 1, column: 11))
  }

  @Test("a number too small for a double is 0", arguments: ["1e-400", "-1e-400", "0.0e-999", "1e-5000"])
  func underflow(_ literal: String) throws {
    #expect(try parse("[\(literal)]").elements?[0].number == 0)
  }

  @Test("a key that stands twice is refused at its second place", arguments: [1, 7, 8, 9, 40])
  func duplicates(_ others: Int) throws {
    let fillers = (0..<others).map { "\"k\($0)\": \($0)" }.joined(separator: ",\n")
    let fault = try #require(diagnose("{\"a\": 1,\n\(fillers),\n  \"a\": 2}"))
    #expect(fault.message.contains("duplicate key 'a'"))
    #expect(fault.position == SourcePosition(line: others + 2, column: 3))
  }

  @Test("the same key in two objects is no duplicate")
  func separateObjects() throws {
    #expect(try parse("[{\"a\": 1}, {\"a\": {\"a\": 2}}]").elements?.count == 2)
  }

  @Test("a duplicate is found through its escape")
  func escapedDuplicate() throws {
    #expect(try #require(diagnose("{\"a\": 1, \"\\u0061\": 2}")).message.contains("duplicate key 'a'"))
  }

  @Test(
    "a comma before a closing bracket is refused", arguments: ["{\"a\":1,}", "[1,]", "[1,\n]", "{,}", "[,1]"])
  func trailingComma(_ text: String) { #expect(diagnose(text)?.kind == .badInput) }

  @Test(
    "the marks of an unfinished merge are named, and signs that are none are not",
    arguments: [
      (
        "{\"a\": 1,\n<<<<<<< HEAD\n\"b\": 1\n}",
        "unexpected '<<<<<<<' of an unfinished merge where a key in quotes was expected"
      ),
      ("<<<<<<< HEAD\n{}", "unexpected '<<<<<<<' of an unfinished merge where a value was expected"),
      ("{\"a\": 1\n=======\n}", "unexpected '=======' of an unfinished merge where ',' or '}' was expected"),
      (
        "{\"a\": 1,\n <<<<<<< HEAD\n}",
        "unexpected '<' where a key in quotes was expected (a comma before '}' is not allowed)"
      ),
      (
        "{\"a\": 1,\n<<",
        "unexpected '<' where a key in quotes was expected (a comma before '}' is not allowed)"
      ),
    ])
  func conflict(text: String, message: String) throws {
    #expect(try #require(diagnose(text)).message == message)
  }

  @Test("text behind the document is refused", arguments: ["{} x", "{}{}", "1 2", "[] ,", "{}\n\u{0}"])
  func trailingGarbage(_ text: String) throws {
    #expect(try #require(diagnose(text)).message.contains("after the end of the document"))
  }

  @Test(
    "what is no JSON is refused",
    arguments: [
      "{", "[", "[1", "{\"a\"", "{\"a\":", "{\"a\":1", "\"abc", "tru", "nul", "+1", "01", "-", "-01", "1.",
      ".5", "1e",
      "1e+", "1.e3", "0x10", "{a:1}", "{'a':1}", "[1 2]", "{\"a\" 1}", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"",
      "\"\\ud800\"", "\"\\ud800\\n\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"", "\"\t\"", "// c\n1",
      "]", ",",
    ])
  func malformed(_ text: String) throws {
    let fault = try #require(diagnose(text))
    #expect(fault.kind == .badInput)
    #expect(fault.position != nil)
  }

  @Test(
    "an integer is exact up to the ends of Int64 and none beyond",
    arguments: [
      ("9223372036854775807", Int64.max), ("-9223372036854775808", .min),
      ("9007199254740993", 9_007_199_254_740_993),
      ("123456789012345678", 123_456_789_012_345_678), ("1.0", 1), ("1e3", 1000), ("-0", 0),
      ("9223372036854775808", nil), ("1e300", nil), ("1.5", nil), ("100000000000000000000", nil),
    ] as [(String, Int64?)])
  func integers(_ literal: String, _ expected: Int64?) throws {
    let node = try parse(literal)
    guard case .number(_, let integer) = node.value else {
      Issue.record("\(literal) is no number")
      return
    }
    #expect(integer == expected)
    #expect(node.integer == expected.map(Int.init))
  }

  @Test(
    "text that is no UTF-8 is refused at its byte",
    arguments: [
      ([0x22, 0xFF, 0x22], 1), ([0x22, 0x61, 0xC0, 0x80, 0x22], 2), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
      ([0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], 1), ([0x22, 0xE2, 0x82], 1),
      ([0x5B, 0x0A, 0x22, 0x80, 0x22], 3),
      ([0x22, 0xF0, 0x80, 0x80, 0x80, 0x22], 1), ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1),
    ] as [([UInt8], Int)])
  func invalidUTF8(_ bytes: [UInt8], _ offset: Int) throws {
    let fault = try #require(diagnose(bytes))
    #expect(fault.message.contains("invalid UTF-8 at byte offset \(offset)"))
    let lines = bytes[..<offset].filter { $0 == 0x0A }.count
    #expect(fault.position?.line == lines + 1)
  }

  @Test("a byte-order mark of UTF-8 is skipped")
  func byteOrderMark() throws {
    let node = try parse("\u{FEFF}{\"a\": 1}")
    #expect(node["a"]?.integer == 1)
    #expect(node.position == SourcePosition(line: 1, column: 1))
  }

  @Test(
    "UTF-16 is refused by name",
    arguments: [[0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00], [0xFE, 0xFF, 0x00, 0x7B]] as [[UInt8]])
  func utf16(_ bytes: [UInt8]) throws { #expect(try #require(diagnose(bytes)).message.contains("UTF-16")) }

  @Test("UTF-16 without a mark is refused too")
  func unmarkedUTF16() { #expect(diagnose([0x7B, 0x00, 0x7D, 0x00])?.kind == .badInput) }

  @Test("deep nesting is refused without a stack overflow", arguments: [257, 600, 100_000, 1_000_000])
  func deepNesting(_ depth: Int) throws {
    for open in ["[", "{\"a\":"] {
      let fault = try #require(diagnose(String(repeating: open, count: depth)))
      #expect(fault.message.contains("nesting deeper than 256"))
    }
  }

  @Test("nesting up to the limit is read")
  func allowedNesting() throws {
    let depth = JSONParser.depthLimit
    _ = try parse(String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
  }

  @Test("every node knows its line and its column in bytes")
  func positions() throws {
    let node = try parse("{\n  \"é\": 1, \"b\": [true,\r\n null,\n\t\"x\"]\n}")
    let members = try #require(node.members)
    #expect(members[0].keyPosition == SourcePosition(line: 2, column: 3))
    #expect(members[0].node.position == SourcePosition(line: 2, column: 9))
    #expect(members[1].keyPosition == SourcePosition(line: 2, column: 12))
    let list = try #require(members[1].node.elements)
    #expect(list.map(\.position.line) == [2, 3, 4])
    #expect(list.map(\.position.column) == [18, 2, 2])
  }

  @Test("a document inside a larger file counts lines from its own")
  func laterLine() throws {
    let node = try JSONParser.parse(Array("\n7".utf8), line: 40)
    #expect(node.position == SourcePosition(line: 41, column: 1))
  }

  @Test(
    "escapes become their characters",
    arguments: [
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\u20AC""#, "é€"),
      (#""\ud83d\ude00""#, "😀"),
      (#""é€😀""#, "é€😀"), (#""""#, ""), (#""\u0000""#, "\u{0}"),
    ])
  func escapes(_ literal: String, _ expected: String) throws {
    #expect(try parse(literal).string == expected)
  }

  @Test("a diagnostic prints its place and stays on one line")
  func description() {
    let fault = Diagnostic("bad\nthing", file: "a.json", position: SourcePosition(line: 3, column: 7))
    #expect(fault.description == "a.json:3:7: error: bad\\u{a}thing")
    #expect(Diagnostic("x").description == "error: x")
    #expect(Diagnostic("x").placed(in: "f").description == "f: error: x")
    #expect(fault.placed(in: "other").file == "a.json")
  }
}
