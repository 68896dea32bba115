import Declarations
import Simulation
import Testing

@testable import Files
@testable import Recordings
@testable import Traffic

/// What is read eight bytes at a time, beside its plain twin.
@Suite("Fast reading")
struct FastReadingTests {
  /// Bytes that repeat for a seed, mostly plain text with some of every kind.
  private func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = UInt8(truncatingIfNeeded: state >> 56)
      return state >> 32 & 7 == 0 ? value : 97 + value % 26
    }
  }

  @Test("texts weigh as many characters as byte by byte", arguments: 0..<40)
  func weight(_ seed: Int) {
    let bytes = bytes(seed * 3, seed: UInt64(seed))
    let plain = bytes.reduce(0) { sum, byte in
      switch byte {
      case 0x00..<0x80, 0xC0..<0xCD, 0xE2: sum + 1
      case 0xCD..<0xE0: sum + 2
      case 0xE0..<0xF0: sum + 3
      case 0xF0...: sum + 4
      default: sum
      }
    }
    #expect(TokenCount.weight(bytes) == plain)
    #expect(TokenCount.weight(bytes.lazy.map { $0 }) == plain)
  }

  @Test("a field of CSV ends at the first comma or quote", arguments: 0..<40)
  func fieldEnd(_ place: Int) {
    for stop in [",", "\""].map({ Array($0.utf8)[0] }) {
      for start in 0...place {
        var text = [UInt8](repeating: 0x2D, count: 40)
        text[place] = stop
        text += [0x2C, 0x22]
        #expect(text.withUnsafeBufferPointer { $0.plainFieldEnd(from: start) } == place)
      }
    }
    let plain = [UInt8](repeating: 0xAC, count: place)
    #expect(plain.withUnsafeBufferPointer { $0.plainFieldEnd(from: 0) } == place)
  }

  @Test("a path that was taken apart finds what its text finds")
  func fieldPaths() throws {
    let text = """
      {"a": {"b": {"c": 1, "d": null}, "b.c": 2}, "a.b": {"c": 3}, "list": [{"x": 4}, 5], "dot.ted": 6,
       "folded": "{\\"in\\": 7}", "größe": {"ü": 8}, "none": null}
      """
    let node = try JSONParser.parse(Array(text.utf8))
    for path in [
      ".", "a", "a.b", "a.b.c", "a.b.d", "a.x", "list.0.x", "list.1", "list.2", "list.-1", "dot.ted",
      "folded.in",
      "folded", "größe.ü", "none", "none.a", "", "a.", ".a", "a..b",
    ] {
      #expect(node.at(FieldPath(path)) == node.at(path), "\(path)")
    }
    #expect(node.at("a.b.c" as FieldPath)?.integer == 2)
    #expect(node.at("list.0.x" as FieldPath)?.integer == 4)
    #expect(node.at("list.1" as FieldPath)?.integer == 5)
    #expect(node.at("folded.in" as FieldPath)?.integer == 7)
    #expect(node.at("größe.ü" as FieldPath)?.integer == 8)
  }
}
