import Declarations
import Files

/// What stands before the rows of a table that a program or a person wrote.
enum CSVPreamble {
  /// What may separate fields, in the order of preference.
  private static let delimiters: [UInt8] = [
    UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|"),
  ]

  /// The delimiter that a line such as `sep=;` states, which spreadsheets write before the header.
  static func delimiter(statedBy line: [UInt8]) -> UInt8? {
    guard line.count == 5, let last = line.last, delimiters.contains(last) else { return nil }
    return line.prefix(4).map { $0 | 0x20 }.elementsEqual("sep=".utf8.map { $0 | 0x20 }) ? last : nil
  }

  /// Whether a line before the header is a comment.
  static func isComment(_ line: [UInt8]) -> Bool { line.first == UInt8(ascii: "#") }

  /// The delimiter that stands most often in a line outside of quotes; the first of the list when there is none.
  static func delimiter(of line: [UInt8], among delimiters: [UInt8] = delimiters) -> UInt8 {
    var counts = [Int](repeating: 0, count: delimiters.count)
    var isQuoted = false
    for byte in line {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, let place = delimiters.firstIndex(of: byte) { counts[place] += 1 }
    }
    let most = counts.max() ?? 0
    return delimiters[counts.firstIndex(of: most) ?? 0]
  }

  /// Whether the second line of a text is a JSON object and the first one is none: no table has such a row.
  static func hidesJSON(_ text: ArraySlice<UInt8>) -> Bool {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    let lines = text.split(separator: 0x0A, maxSplits: 2)
    guard lines.count > 1, let first = lines[0].first(where: { !isBlank($0) }), first != UInt8(ascii: "{"),
      first != UInt8(ascii: "["), first != UInt8(ascii: "#"), lines[1].first == UInt8(ascii: "{")
    else { return false }
    return (try? JSONParser.parse(Array(lines[1]), line: 2))?.members != nil
  }

  /// Where a line has a CR outside of quotes that is not its end.
  static func carriageReturn(in line: [UInt8]) -> Int? {
    var isQuoted = false
    for (place, byte) in line.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == 0x0D, !isQuoted, place + 1 < line.count { return place }
    }
    return nil
  }
}
