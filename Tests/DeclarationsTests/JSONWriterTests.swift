import TestSupport
import Testing

@testable import Declarations

@Suite("JSON writer")
struct JSONWriterTests {
  /// A random tree of at most `depth` levels.
  static func tree(_ random: inout SplitMix, depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &random) {
    case 0: return .null
    case 1: return .boolean(Bool.random(using: &random))
    case 2:
      return JSONValue(Int(truncatingIfNeeded: random.next() >> UInt64.random(in: 0...63, using: &random)))
    case 3: return JSONValue(Double(bitPattern: random.next()))
    case 4: return JSONValue(Double.random(in: -1e6...1e6, using: &random))
    case 5: return .string(text(&random))
    case 6:
      return JSONValue(
        (0..<Int.random(in: 0...4, using: &random)).map { _ in tree(&random, depth: depth - 1) })
    default:
      let count = Int.random(in: 0...12, using: &random)
      return JSONValue(
        members: (0..<count).map { ("\($0)" + text(&random), tree(&random, depth: depth - 1)) })
    }
  }

  static func text(_ random: inout SplitMix) -> String {
    let scalars: [UnicodeScalar] = [
      "a", "\"", "\\", "\n", "\u{0}", "\u{1F}", "\u{7F}", "é", "€", "😀", "/", " ", "\u{2028}",
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0...8, using: &random) {
      text.unicodeScalars.append(scalars[Int.random(in: 0..<scalars.count, using: &random)])
    }
    return text
  }

  @Test("what a terminal would act on is escaped, and read back as it was")
  func controlling() throws {
    let text = "a\u{7F}\u{9B}\u{202E}\u{2066}\u{61C}\u{200F}é\u{2029}"
    let literal = JSONValue.quoted(text)
    #expect(literal == #""a\u007f\u009b\u202e\u2066\u061c\u200fé\u2029""#)
    #expect(try JSONParser.parse(Array(literal.utf8)).string == text)
    #expect(text.singleLine == "a\\u{7f}\\u{9b}\\u{202e}\\u{2066}\\u{61c}\\u{200f}é\\u{2029}")
    let plain = "plain é € 😀"
    #expect(plain.singleLine == plain)
    #expect(
      Diagnostic("bad\nnews", file: "a\u{1B}b", position: SourcePosition(line: 1, column: 2)).description
        == "a\\u{1b}b:1:2: error: bad\\u{a}news")
  }

  /// The value without positions.
  static func bare(_ node: JSONNode) -> JSONValue {
    switch node.value {
    case .array(let elements): JSONValue(elements.map(bare))
    case .object(let members): JSONValue(members: members.map { ($0.key, bare($0.node)) })
    default: node.value
    }
  }

  @Test("a written tree reads back as it was, on one line or on many", arguments: 0..<300)
  func roundTrip(_ seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    let value = Self.tree(&random, depth: 5)
    for indent in [nil, 0, 2, 3] {
      let text = value.text(indent: indent)
      #expect(try Self.bare(parse(text)) == value, "\(text)")
    }
    #expect(!value.text(indent: nil).contains("\n"))
  }

  @Test(
    "numbers are written in their shortest exact form",
    arguments: [
      (JSONValue(0.1), "0.1"), (JSONValue(2.0), "2"), (JSONValue(1e300), "1e+300"), (JSONValue(-7), "-7"),
      (JSONValue(Double.nan), "null"), (JSONValue(-Double.infinity), "null"), (JSONValue(5e-324), "5e-324"),
    ])
  func numbers(_ value: JSONValue, _ expected: String) { #expect(value.text() == expected) }

  @Test("lists of scalars stay on a line, objects take a line a member")
  func layout() {
    let value: JSONValue = ["a": [1, 2], "b": [["c": JSONValue.null]], "d": [:]]
    #expect(
      value.text() == "{\n  \"a\": [1, 2],\n  \"b\": [\n    {\n      \"c\": null\n    }\n  ],\n  \"d\": {}\n}"
    )
  }
}
