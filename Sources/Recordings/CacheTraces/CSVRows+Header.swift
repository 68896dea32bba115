import Declarations
import Files

extension CSVRows {
  /// The first line that is neither blank nor a comment, at which the window is left.
  ///
  /// A line that begins with `#` and names a key behind it is a header, and is returned without its `#`.
  ///
  /// - Parameter keepsComments: whether comments stay in the window for who reads next.
  static func firstLine(
    of window: inout ByteWindow, _ layout: CSVLayout, limit: Int, line: inout Int, comments: inout Int,
    keepsComments: Bool = false
  ) throws(Diagnostic) -> [UInt8] {
    var offset = 0
    defer { if !keepsComments { window.drop(offset) } }
    while true {
      let start = offset
      let found = window.withBytes { bytes in
        var place = start
        while bytes[place] != 0x0A { place += 1 }
        let stop = place > start && bytes[place - 1] == 0x0D ? place - 1 : place
        return (text: bytes.array(start..<stop), end: place)
      }
      if found.end == window.count && !window.isAtEnd {
        guard window.count - start <= limit + 1 else {
          throw Diagnostic(
            "the line is longer than \(limit) bytes", file: window.path,
            position: SourcePosition(line: line, column: 1))
        }
        try window.more()
        continue
      }
      let isMark = line == 1 && layout.order.isEmpty && CSVPreamble.delimiter(statedBy: found.text) != nil
      let isComment =
        isMark || found.text.first == UInt8(ascii: "#") && !(layout.hasHeader && !layout.order.isEmpty)
      if isComment, !isMark, let header = header(behindMark: found.text, layout) { return header }
      guard isComment || found.text.isEmpty && window.count > start else { return found.text }
      comments += isComment && !isMark ? 1 : 0
      offset = min(found.end + 1, window.count)
      line += 1
    }
  }

  /// A line that begins with `#`, without that, where it is the header of a table.
  private static func header(behindMark text: [UInt8], _ layout: CSVLayout) -> [UInt8]? {
    guard layout.order.isEmpty else { return nil }
    if layout.names.isEmpty, PublishedTrace(text)?.hasHeader == true { return text }
    let bare = Array(text.drop { $0 == UInt8(ascii: "#") || $0 == 0x20 || $0 == 0x09 })
    let delimiter = layout.delimiter ?? CSVLayout.delimiter(of: bare)
    guard let header = try? header(of: bare, delimiter, line: 1), layout.isHeader(header.names) else {
      return nil
    }
    return bare
  }

  /// The names of the columns in the first line, which may be quoted but not span lines.
  static func header(
    of text: [UInt8], _ delimiter: UInt8, line: Int, takesTwins: Bool = false
  ) throws(Diagnostic) -> CSVHeader {
    let (names, positions) = try fields(of: text, delimiter, line: line)
    if Set(names).count < names.count, names.contains(where: { Double($0) != nil }) {
      throw CSVLayout.noHeader(names, line: line)
    }
    return try CSVHeader(names: names, positions: positions, takesTwins: takesTwins)
  }

  /// The fields of a line, with their places.
  static func fields(
    of text: [UInt8], _ delimiter: UInt8, line: Int
  ) throws(Diagnostic) -> (names: [String], positions: [SourcePosition]) {
    var names: [String] = []
    var positions: [SourcePosition] = []
    var place = 0
    let isBlank = delimiter == UInt8(ascii: " ")
    while true {
      if isBlank { while place < text.count, text[place] == delimiter { place += 1 } }
      if isBlank && place == text.count && !names.isEmpty { break }
      positions.append(SourcePosition(line: line, column: place + 1))
      var name: [UInt8] = []
      var isQuoted = false
      while place < text.count, isQuoted || text[place] != delimiter {
        if text[place] == UInt8(ascii: "\"") {
          // Within quotes two of them stand for one.
          if isQuoted, place + 1 < text.count, text[place + 1] == text[place] {
            name.append(text[place])
            place += 1
          } else {
            isQuoted.toggle()
          }
        } else {
          name.append(text[place])
        }
        place += 1
      }
      if isQuoted {
        throw Diagnostic("a quote of the header is not closed in its line", position: positions.last)
      }
      names.append(String(header: name).trimmingSpaces)
      if place == text.count { break }
      place += 1
    }
    return (names, positions)
  }
}

extension CSVRows {
  /// How times are written, by the size of the first one: no span of seconds comes near 1970 in milliseconds.
  ///
  /// - Returns: the unit, with how many nanoseconds a step of it has where that is no power of ten, and its name.
  static func unit(ofFirst text: String) -> (unit: TimestampUnit, step: UInt64, name: String) {
    guard let value = Double(text) else {
      return DateText.read(ArraySlice(text.utf8)) == nil ? (.seconds, 1, "seconds") : (.iso8601, 1, "dates")
    }
    guard value >= 1e11 else { return (.seconds, 1, "seconds") }
    switch value {
    case ..<1e14: return (.milliseconds, 1, "milliseconds")
    case ..<5e16: return (.microseconds, 1, "microseconds")
    case ..<5e17: return (.nanoseconds, 100, "Windows file times of 100 nanoseconds")
    default: return (.nanoseconds, 1, "nanoseconds")
    }
  }
}
