import Declarations
import Files

/// What programs write before the JSON in the lines of their logs: a time, a level, the name of a logger.
enum LinePrefix {
  /// How far a record may begin from the start of its line, and how many lines are looked at for one.
  private static let limit = 256
  private static let lines = 16

  /// What may stand right before a record.
  private static let borders: Set<UInt8> = Set("\t\u{1E} ])|:->=#".utf8)

  /// Where a record of JSON begins in a line that has something before it; nil where none does.
  static func start(in line: some RandomAccessCollection<UInt8>) -> Int? {
    let bytes = Array(line.prefix(limit))
    guard let place = bytes.firstIndex(of: UInt8(ascii: "{")), place > 0, borders.contains(bytes[place - 1]),
      line.last(where: { $0 != 0x20 && $0 != 0x0D }) == UInt8(ascii: "}")
    else { return nil }
    let next = line.dropFirst(place + 1).first { $0 != 0x20 && $0 != 0x09 }
    return next.map { "\"'}".utf8.contains($0) } == true ? place : nil
  }

  /// Whether a line that has something before it holds a record of JSON.
  static func isPrefixed(_ line: some RandomAccessCollection<UInt8>) -> Bool {
    guard let place = start(in: line), !line.prefix(place).contains(UInt8(ascii: "\"")) else { return false }
    let record = Array(line.dropFirst(place))
    let node =
      (try? JSONParser.parse(record))
      ?? PythonLiteral.read(String(decoding: record, as: UTF8.self), at: SourcePosition(line: 1, column: 1))
    return node?.members?.isEmpty == false
  }

  /// Whether a text, whose first lines may be those of a program, has records behind something in their lines.
  static func isThroughout(_ text: ArraySlice<UInt8>) -> Bool {
    let parts = text.split(separator: 0x0A, maxSplits: lines)
    guard let first = parts.first, let start = first.first(where: { $0 > 0x20 }), start != UInt8(ascii: "{"),
      start != UInt8(ascii: "#")
    else { return false }
    return parts.prefix(lines).contains { line in
      // A table may have an object in its last column.
      guard let place = LinePrefix.start(in: line) else { return false }
      let border = line[line.startIndex + place - 1]
      return (border != 0x09 && border != UInt8(ascii: "|") || !first.contains(border) || line == first)
        && isPrefixed(line)
    }
  }

  /// The time in what stands before a record: the first date with a clock, or a number of seconds since 1970 and the
  /// like; nil where there is none.
  static func time(in prefix: ArraySlice<UInt8>) -> String? {
    var place = prefix.startIndex
    while place < prefix.endIndex {
      guard isDigit(prefix[place]) else {
        place += 1
        continue
      }
      let rest = prefix[place...].prefix(40)
      let digits = rest.prefix(while: isDigit)
      if let time = rest.count > digits.count ? date(rest, year: digits.count == 4) : nil { return time }
      let number = rest.prefix { isDigit($0) || $0 == UInt8(ascii: ".") }
      if [10, 13, 16, 19].contains(digits.count), case .value = DecimalText.read(number, scale: 0) {
        return String(decoding: number, as: UTF8.self)
      }
      place = digits.endIndex
    }
    return nil
  }

  /// The longest beginning of a text that is a date with a clock.
  private static func date(_ text: ArraySlice<UInt8>, year isYearFirst: Bool) -> String? {
    guard text.contains(UInt8(ascii: ":")) else { return nil }
    var part = text
    // A year first, or the day before the month's name.
    guard isYearFirst || text.dropFirst(2).first == UInt8(ascii: "/") else { return nil }
    while part.count >= 15 {
      if part.last.map({ isDigit($0) || $0 | 0x20 == UInt8(ascii: "z") }) == true, DateText.read(part) != nil
      {
        return String(decoding: part, as: UTF8.self)
      }
      part = part.dropLast()
    }
    return nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
