/// What a file is that nothing here reads, told by its first bytes.
///
/// Such files are common next to those that are read; a message that names them saves a search.
package enum ForeignFormat {
  /// How many first bytes tell every format.
  package static let bytes = 262 + tar.count

  private static let tar: [UInt8] = Array("ustar".utf8)

  /// First bytes, and what they mean.
  private static let marks: [(bytes: [UInt8], name: String)] = [
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz"),
    ([0x50, 0x4B, 0x03, 0x04], "a zip archive"),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
    ([0x04, 0x22, 0x4D, 0x18], "lz4"),
    (Array("PAR1".utf8), "Parquet"),
    (Array("ARROW1".utf8), "Arrow"),
    (Array("SQLite format 3\0".utf8), "an SQLite database"),
  ]

  /// Returns what a file with these first bytes is, or nil.
  package static func name(of start: some RandomAccessCollection<UInt8>) -> String? {
    if let mark = marks.first(where: { start.starts(with: $0.bytes) }) { return mark.name }
    // The block size and the number of pi that begins every block.
    if start.starts(with: Array("BZh".utf8)),
      start.dropFirst(4).starts(with: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
    {
      return "bzip2"
    }
    return start.dropFirst(257).starts(with: tar) ? "a tar archive" : nil
  }
}
