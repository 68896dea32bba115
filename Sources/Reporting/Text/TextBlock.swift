/// Columns of text that are set side by side; where they do not fit, they go on in a block below.
struct TextBlock {
  /// A column with a heading and a cell a row.
  struct Column {
    var heading: String
    var cells: [String]

    var width: Int { cells.reduce(heading.displayWidth) { max($0, $1.displayWidth) } }
  }

  /// Names of the rows; set flush left in front of every block.
  var names: Column
  /// Figures, set flush right.
  var columns: [Column]

  private static let gap = "  "
  private static let narrowestName = 12

  /// The lines; no line is wider than the width, and headings are marked by `style`.
  ///
  /// - Complexity: O(cells): the width of a column is measured once.
  func lines(width: Int, style: TextStyle) -> [String] {
    var blocks: [[(column: Column, width: Int)]] = []
    let widestName = names.width
    let wanted = min(widestName, 24)
    let narrowest = min(widestName, TextBlock.narrowestName)
    var room = width - wanted
    // A little is taken off the names before a column goes to the next block.
    for column in columns {
      let columnWidth = column.width
      let needed = columnWidth + TextBlock.gap.count
      if !blocks.isEmpty && room + wanted - narrowest >= needed {
        blocks[blocks.count - 1].append((column, columnWidth))
        room -= needed
      } else {
        blocks.append([(column, columnWidth)])
        room = width - wanted - needed
      }
    }
    var lines: [String] = []
    for (place, block) in blocks.enumerated() {
      if place > 0 { lines.append("") }
      let used = block.reduce(0) { $0 + $1.width + TextBlock.gap.count }
      let nameWidth = min(widestName, max(narrowest, width - used))
      func line(_ name: String, _ cell: (Column) -> String) -> String {
        block.reduce(name.clipped(to: nameWidth).padded(to: nameWidth)) {
          $0 + TextBlock.gap + cell($1.column).padded(to: $1.width, isFlushRight: true)
        }.trimmingTrailingSpaces
      }
      lines.append(style.bold(line(names.heading) { $0.heading }))
      for (row, name) in names.cells.clippedApart(to: nameWidth).enumerated() {
        lines.append(line(name) { $0.cells[row] })
      }
    }
    return lines
  }
}

/// How text is marked.
struct TextStyle: Sendable {
  /// Whether escape sequences of a terminal may be used.
  var isANSI: Bool

  /// Bold text where that is possible.
  func bold(_ text: String) -> String { isANSI ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}

extension String {
  /// Columns that the text takes on a terminal: wide characters take two.
  var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

  /// The text with spaces up to a width.
  func padded(to width: Int, isFlushRight: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, width - displayWidth))
    return isFlushRight ? spaces + self : self + spaces
  }

  /// The text cut in the middle where it is wider than a width: both ends of a name tell it apart.
  func clipped(to width: Int) -> String {
    guard displayWidth > width, width > 1 else { return self }
    func taken(_ characters: some Sequence<Character>, _ room: Int) -> [Character] {
      var left = room
      return Array(
        characters.prefix {
          left -= $0.displayWidth
          return left >= 0
        })
    }
    let tail = (width - 1) / 2
    return String(taken(self, width - 1 - tail)) + "…" + String(taken(reversed(), tail).reversed())
  }

  /// The text within a width, cut behind its last whole word; a single word is clipped.
  ///
  /// - Complexity: O(length).
  func cut(to width: Int) -> String {
    guard displayWidth > width else { return self }
    var kept = ""
    var room = width - 1
    for word in split(separator: " ").dropLast() {
      let piece = kept.isEmpty ? String(word) : " " + word
      room -= piece.displayWidth
      guard room >= 0 else { break }
      kept += piece
    }
    return kept.isEmpty ? clipped(to: width) : kept + "…"
  }

  /// The text in lines of at most a width, broken at spaces; later lines begin with an indent.
  package func wrapped(to width: Int, indent: String = "") -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ", omittingEmptySubsequences: true) {
      let word = String(word).clipped(to: width - indent.count)
      if line.isEmpty {
        line = word
      } else if word.hasPrefix("%"), let space = line.lastIndex(of: " "),
        line.displayWidth + 1 + word.displayWidth > width
      {
        // A percent sign stays with its number.
        let number = line[line.index(after: space)...]
        lines.append(String(line[..<space]))
        line = indent + number + " " + word
      } else if line.displayWidth + 1 + word.displayWidth <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = indent + word
      }
    }
    return lines + [line]
  }

  fileprivate var trimmingTrailingSpaces: String {
    var copy = self
    while copy.hasSuffix(" ") { copy.removeLast() }
    return copy
  }
}

extension [String] {
  /// The texts cut to a width; those that would look alike begin with their number.
  func clippedApart(to width: Int) -> [String] {
    var count: [String: Int] = [:]
    for text in self { count[text.clipped(to: width), default: 0] += 1 }
    return enumerated().map { place, text in
      let short = text.clipped(to: width)
      return count[short] == 1 ? short : "#\(place + 1) \(text)".clipped(to: width)
    }
  }
}

extension Character {
  /// Columns that the character takes on a terminal.
  fileprivate var displayWidth: Int {
    guard let value = unicodeScalars.first?.value else { return 0 }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
