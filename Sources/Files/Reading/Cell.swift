import Declarations

/// A value of a row as bytes, with its place.
package struct Cell {
  /// The bytes.
  package var text: ArraySlice<UInt8>
  /// Where the value stands.
  package var position: SourcePosition

  /// A value at a place.
  package init(text: ArraySlice<UInt8>, position: SourcePosition) {
    self.text = text
    self.position = position
  }

  /// Whether the value is empty, or a word that databases and data frames write for none.
  package var isNothing: Bool {
    if text.isEmpty { return true }
    // Most short values are numbers and names, and few begin as such a word does.
    guard text.count <= 6, let first = text.first, Cell.firstBytes[Int(first)] else { return false }
    return Cell.nothings.contains { text.elementsEqual($0.utf8) }
  }

  /// Of each byte whether a word for nothing begins with it.
  private static let firstBytes = (0..<256).map { byte in
    nothings.contains { $0.utf8.first.map { Int($0) } == byte }
  }

  private static let nothings = [
    "\\N", "NULL", "null", "None", "NaN", "nan", "<NA>", "N/A", "-",
    "n/a", "NA", "nil", "#N/A", "\u{2013}", "\u{2014}", "[NULL]", "(null)", "<null>", "<NULL>",
  ]

  /// The beginning of the value, for messages.
  package var shown: String {
    String(decoding: text.prefix(40), as: UTF8.self) + (text.count > 40 ? "..." : "")
  }
}

extension Cell {
  /// The value of a JSON node: a string's text, a number in its shortest exact form, JSON text otherwise;
  /// nil for null.
  package init?(_ node: JSONNode) {
    switch node.value {
    case .null: return nil
    case .string(let text): self.text = ArraySlice(text.utf8)
    case .number(_, let integer?): text = ArraySlice(String(integer).utf8)
    case .number(let number, nil): text = ArraySlice("\(number)".utf8)
    default: text = ArraySlice(node.text(indent: nil).utf8)
    }
    position = node.position
  }
}
