/// Whether text is UTF-16, with a byte-order mark or without.
package enum UTF16Mark {
  /// What is said of text that has none.
  package static let fault =
    "the file is UTF-16 without a byte-order mark; UTF-8, or UTF-16 with its mark, was expected"

  /// The order of the bytes of text that begins with a mark of UTF-16; nil where no such text does.
  ///
  /// A text has no zeros and no units that are no characters, as records of numbers do.
  static func isBigEndian(_ bytes: ArraySlice<UInt8>) -> Bool? {
    let start = Array(bytes.prefix(64))
    let isBig = start.starts(with: [0xFE, 0xFF])
    guard isBig || start.starts(with: [0xFF, 0xFE]) else { return nil }
    for place in stride(from: 2, to: start.count - 1, by: 2) {
      let high = UInt16(start[isBig ? place : place + 1])
      let unit = high << 8 | UInt16(start[isBig ? place + 1 : place])
      guard unit >= 0x09, unit < 0xFFFE else { return nil }
    }
    return isBig
  }

  /// Whether bytes begin with a mark of UTF-16, or with four letters of ASCII that have a zero between them.
  package static func begins(_ bytes: some RandomAccessCollection<UInt8>) -> Bool {
    let start = Array(bytes.prefix(8))
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) { return true }
    guard start.count == 8 else { return false }
    func isLetter(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x7F }
    return [0, 1].contains { zero in
      start.indices.allSatisfy { $0 % 2 == zero ? start[$0] == 0 : isLetter(start[$0]) }
    }
  }
}
