/// Whether text is UTF-16, with a byte-order mark or without.
package enum UTF16Mark {
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
