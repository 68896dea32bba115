import Declarations
import Files

/// Lines of pairs such as `time=... level=info model=gpt-4o prompt_tokens=7` (logfmt), as loggers of Go and Rust write
/// them, alone or behind a time, a level and other words.
enum PairedLine {
  /// The fewest pairs of such a line.
  private static let fewest = 3
  /// The most bytes before the first pair.
  private static let limit = 128

  /// The pairs of a line as an object of texts; nil where it has few.
  ///
  /// - Complexity: O(n).
  static func read(_ line: some Collection<UInt8>, at position: SourcePosition) -> JSONNode? {
    let bytes = Array(line)
    var members: [JSONMember] = []
    var place = 0
    while place < bytes.count {
      if bytes[place] <= 0x20 {
        place += 1
        continue
      }
      let start = place
      while place < bytes.count, isName(bytes[place]) { place += 1 }
      guard place > start, place < bytes.count, bytes[place] == UInt8(ascii: "=") else {
        // A word alone.
        while place < bytes.count, bytes[place] > 0x20 { place += 1 }
        continue
      }
      let name = String(decoding: bytes[start..<place], as: UTF8.self)
      place += 1
      let value = value(bytes, &place)
      members.append(JSONMember(key: name, node: JSONNode(.string(value), at: position)))
    }
    return members.count >= fewest ? JSONNode(.object(members), at: position) : nil
  }

  /// Whether a line begins with a pair, or has words and then one.
  static func begins(_ line: some Collection<UInt8>) -> Bool { start(in: line) != nil }

  /// How many bytes of a line stand before its first pair; nil where it has none, or more than words before it.
  static func start(in line: some Collection<UInt8>) -> Int? {
    let bytes = Array(line.prefix(limit).prefix { $0 != 0x0A })
    var place = 0
    while place < bytes.count {
      let name = bytes[place...].prefix(while: isName)
      let isPair =
        !name.isEmpty && name.endIndex < bytes.count && bytes[name.endIndex] == UInt8(ascii: "=")
      if isPair { return place }
      // What separates the fields of a table, or begins a text or a record, is no word's.
      let word = bytes[place...].prefix { $0 > 0x20 }
      if word.contains(where: "\"'{};|=".utf8.contains) { return nil }
      // A clock may have a decimal comma.
      if word.contains(UInt8(ascii: ",")), word.contains(where: { $0 | 0x20 >= 0x61 }) { return nil }
      place = word.endIndex
      guard place < bytes.count, isBlank(bytes[place]) else { return nil }
      while place < bytes.count, isBlank(bytes[place]) { place += 1 }
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func isName(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || "_.-@".utf8.contains(byte)
  }

  /// The value at a place: a word, or what stands in quotes.
  private static func value(_ bytes: [UInt8], _ place: inout Int) -> String {
    guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else {
      let start = place
      while place < bytes.count, bytes[place] > 0x20 { place += 1 }
      return String(decoding: bytes[start..<place], as: UTF8.self)
    }
    var text: [UInt8] = []
    place += 1
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      if bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.count {
        place += 1
        text.append(bytes[place] == UInt8(ascii: "n") ? 0x0A : bytes[place])
      } else {
        text.append(bytes[place])
      }
      place += 1
    }
    place += 1
    return String(decoding: text, as: UTF8.self)
  }
}
