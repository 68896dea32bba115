import Testing

@testable import Declarations

/// What is read eight bytes at a time, beside its plain twin.
@Suite("Plain text")
struct PlainTextTests {
  @Test("a string's plain part ends at the first quote, backslash or control character", arguments: 0..<26)
  func plainEnd(_ place: Int) {
    for stop in [0x22, 0x5C, 0x00, 0x1F, 0x0A] as [UInt8] {
      for around in [0x20, 0x21, 0x23, 0x5B, 0x5D, 0x7F, 0xA2, 0xDC, 0xFF] as [UInt8] {
        var text = [UInt8](repeating: around, count: 26)
        text[place] = stop
        text += [0x22]
        for start in 0...place {
          #expect(text.withUnsafeBufferPointer { $0.plainEnd(from: start) } == place)
        }
        text.removeLast()
        text[place] = around
        #expect(text.withUnsafeBufferPointer { $0.plainEnd(from: place) } == 26)
      }
    }
  }

  @Test("bytes that are no UTF-8 are found wherever they stand", arguments: 0..<40)
  func invalid(_ place: Int) {
    let text = Array(String(repeating: "a", count: place).utf8) + Array("ü€😀 and more of it".utf8)
    #expect(UTF8Validity.firstInvalidOffset(text) == nil)
    var broken = text
    broken.insert(0x80, at: place)
    #expect(UTF8Validity.firstInvalidOffset(broken) == place)
  }

  @Test(
    "a key that stands twice is refused in large objects and inside of them",
    arguments: [46, 47, 48, 49, 200])
  func duplicates(_ others: Int) throws {
    let members = (0..<others).map { "\"a long key number \($0)\": {\"k\": 1, \"l\": 2}" }.joined(
      separator: ", ")
    #expect(throws: Never.self) { try JSONParser.parse(Array("{\(members), \"last\": 1}".utf8)) }
    for (again, place) in [
      ("a long key number 0", members.utf8.count + 4), ("a long key number 45", members.utf8.count + 4),
    ] {
      let fault = diagnose("{\(members), \"\(again)\": 1}")
      #expect(fault?.message.hasPrefix("duplicate key '\(again)'") == true)
      #expect(fault?.position == SourcePosition(line: 1, column: place))
    }
    let inner = diagnose("{\(members), \"last\": {\"k\": 1, \"k\": 2}}")
    #expect(inner?.message.hasPrefix("duplicate key 'k'") == true)
  }
}
