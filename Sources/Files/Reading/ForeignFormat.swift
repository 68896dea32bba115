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
    ([0x4F, 0x62, 0x6A, 0x01], "Avro"),
    ([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A], "HDF5"),
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "a PNG picture"),
    ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
    (Array("%PDF-".utf8), "a PDF document"),
    (Array("Rar!".utf8), "a RAR archive"),
    ([0x93] + Array("NUMPY".utf8), "a NumPy array"),
    ([0xFF, 0x06, 0x00, 0x00] + Array("sNaPpY".utf8), "snappy"),
  ]

  private static let llamaServer =
    "a text log of llama.cpp's server (its answers, kept as JSON, have the tokens)"
  private static let ollama = "a text log of Ollama (its answers, kept as JSON, have the tokens)"
  private static let dump =
    "a dump of SQL (\\copy (SELECT ...) TO 'FILE' CSV HEADER of psql and .mode csv of SQLite write a table)"
  private static let drawnTable =
    "a table drawn in boxes (.mode csv of DuckDB and SQLite writes one that is read)"

  /// Beginnings of texts, in small letters, and what they mean.
  private static let texts = [
    ("<!doctype html", "an HTML page"), ("<html", "an HTML page"), ("<?xml", "XML"),
    ("data: {", "a stream of server-sent events"), ("event: ", "a stream of server-sent events"),
    (
      "# aider chat started",
      "a chat history of aider, whose counts are rounded (its analytics log has the calls)"
    ),
    ("{\\rtf", "rich text"), ("%yaml", "YAML"), ("---\n", "YAML"), ("info:", "a text log of a server"),
    ("info 0", "a text log of a server"), ("info 1", "a text log of a server"),
    ("# help ", "metrics of Prometheus, which sum up calls"),
    ("srv  ", llamaServer), ("slot launch_slot_", llamaServer), ("slot update_slots", llamaServer),
    ("slot print_timing", llamaServer), ("llama_perf_context_print:", llamaServer),
    (
      "-[ record 1 ]",
      "rows of psql one below the other (\\copy (SELECT ...) TO 'FILE' CSV HEADER writes a table)"
    ),
    (
      "*************************** 1. row",
      "rows of MySQL one below the other (mysql --batch writes a table)"
    ),
    ("[gin] ", ollama), ("[gin-debug] ", ollama),
    ("pragma foreign_keys=", dump), ("begin transaction;", dump), ("copy public.", dump),
    ("create table ", dump),
    ("--\n-- postgresql database dump", dump), ("-- postgresql database dump", dump), ("-- mysql dump", dump),
    ("-- mariadb dump", dump),
    ("\u{250C}", drawnTable), ("\u{256D}", drawnTable), ("\u{250F}", drawnTable), ("\u{2554}", drawnTable),
    ("version https://git-lfs", "a pointer of Git LFS, not the file itself"),
  ]

  /// How a file with these first bytes is turned into one that is read, to be said behind its name; nothing where that goes
  /// without saying.
  package static func conversion(of start: some RandomAccessCollection<UInt8>) -> String? {
    if start.starts(with: Array("SQLite".utf8)) { return SQLiteTables(Array(start)).conversion }
    if start.starts(with: Array("PAR1".utf8)) {
      return
        "as of `python3 -c \"import pandas; pandas.read_parquet('FILE').to_json('FILE.jsonl', orient='records', "
        + "lines=True, date_format='iso')\"`"
    }
    return nil
  }

  /// Returns what a file with these first bytes is, or nil.
  package static func name(of start: some RandomAccessCollection<UInt8>) -> String? {
    if let mark = marks.first(where: { start.starts(with: $0.bytes) }) { return mark.name }
    // The block size and the number of pi that begins every block.
    if start.starts(with: Array("BZh".utf8)),
      start.dropFirst(4).starts(with: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
    {
      return "bzip2"
    }
    // Python's pickles of protocols 2 to 5: the mark, the version, and a frame or what opens a value.
    let first = Array(start.prefix(3))
    if first.count == 3, first[0] == 0x80, (2...5).contains(first[1]),
      [0x95, UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "c"), UInt8(ascii: "(")].contains(first[2])
    {
      return "a Python pickle"
    }
    if start.starts(with: Array("ORC".utf8)), let next = start.dropFirst(3).first, next < 0x20, next != 0x0A,
      next != 0x0D, next != 0x09
    {
      return "ORC"
    }
    let text = start.prefix(64).drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
      .map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    if let found = texts.first(where: { text.starts(with: $0.0.utf8) }) {
      // What a server logs may be JSON behind its level.
      let line = start.prefix(bytes).prefix { $0 != 0x0A }
      return found.0.hasPrefix("info") && line.contains(UInt8(ascii: "{")) ? nil : found.1
    }
    if isYAML(start) { return "YAML" }
    if start.dropFirst(8).starts(with: Array("DUCK".utf8)) { return "a DuckDB database" }
    return start.dropFirst(257).starts(with: tar) ? "a tar archive" : nil
  }

  /// Whether a text begins with two lines of YAML's: a name and a colon each, or elements of a list.
  private static func isYAML(_ start: some RandomAccessCollection<UInt8>) -> Bool {
    let lines = String(decoding: start.prefix(bytes), as: UTF8.self).split(separator: "\n").prefix(2)
    guard lines.count == 2, lines[0].first != " ", lines[0].first != "#" else { return false }
    return zip(lines, [false, true]).allSatisfy { line, isSecond in
      var text = line.drop { isSecond && $0 == " " }
      let isElement = text.hasPrefix("- ")
      if isElement { text = text.dropFirst(2) }
      let name = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) }
      let rest = text.dropFirst(name.count)
      // Levels of logs stand in capitals.
      let isName = name.contains { $0.isLowercase } && (rest == ":" || rest.hasPrefix(": "))
      return isName || isSecond && isElement
    }
  }
}
