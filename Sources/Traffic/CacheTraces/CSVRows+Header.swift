import Declarations

extension CSVRows {
  /// The first line that is not blank, at which the window is left.
  static func firstLine(of window: inout ByteWindow, limit: Int, line: inout Int) throws(Diagnostic)
    -> [UInt8]
  {
    while true {
      let found = window.withBytes { bytes in
        var place = 0
        while bytes[place] != 0x0A { place += 1 }
        let stop = place > 0 && bytes[place - 1] == 0x0D ? place - 1 : place
        return (text: bytes.array(0..<stop), end: place)
      }
      if found.end == window.count && !window.isAtEnd {
        guard window.count <= limit + 1 else {
          throw Diagnostic(
            "the line is longer than \(limit) bytes", file: window.path,
            position: SourcePosition(line: line, column: 1))
        }
        try window.more()
      } else if found.text.isEmpty, window.count > 0 {
        window.drop(min(found.end + 1, window.count))
        line += 1
      } else {
        return found.text
      }
    }
  }

  /// The names of the columns in the first line, which may be quoted but not span lines.
  static func header(
    of text: [UInt8], _ delimiter: UInt8, line: Int
  ) throws(Diagnostic) -> CSVHeader {
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
      names.append(String(decoding: name, as: UTF8.self).trimmingSpaces)
      if place == text.count { break }
      place += 1
    }
    return try CSVHeader(names: names, positions: positions)
  }
}
