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

  /// Whether a line is the rule of a table that was printed for reading: `---+---`, `|---|---:|`, `+-----+`.
  static func isRule(_ line: some Collection<UInt8>) -> Bool {
    var dashes = 0
    for byte in line {
      guard "-+|:= \t\r".utf8.contains(byte) else { return false }
      if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "=") { dashes += 1 }
    }
    return dashes >= 3
  }

  /// What stands before a sum below the rows.
  private static let sums: Set<String> = [
    "total", "totals", "sum", "grand total", "subtotal", "summe", "gesamt", "insgesamt",
  ]

  /// Whether the name of a model is what stands before a sum; letters and blanks alone make it worth a look.
  static func isSum(_ model: [UInt8]?) -> Bool {
    guard let model, model.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 || $0 == 0x20 }) else { return false }
    return sums.contains(String(decoding: model, as: UTF8.self).lowercased())
  }

  /// Whether a record of a table is none of its rows: nothing at all, a rule, its header again, a sum below its rows, or a
  /// database's `(2 rows)` or `2 rows in set (0.00 sec)`.
  static func isNoRow(_ record: CSVRecord, of names: [String]) -> Bool {
    let first = record[0]
    if record.count == names.count {
      // A row begins with a value in most tables.
      guard let byte = first.first, byte &- UInt8(ascii: "0") >= 10 else {
        return first.isEmpty && (0..<record.count).allSatisfy { record[$0].allSatisfy { $0 == 0x20 } }
          || isRule(record)
      }
    }
    if isRule(record) || first.first == UInt8(ascii: "#") && record.count < names.count { return true }
    var text = String(decoding: first, as: UTF8.self).trimmingSpaces
    if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
    if record.count == 1, names.count > 1 {
      return text.hasPrefix("(") && text.hasSuffix("row)") || text.hasSuffix("rows)")
        || text.hasSuffix("sec)") && (text.contains(" rows in set (") || text.contains(" row in set ("))
    }
    guard names.count > 1 else { return false }
    if sums.contains(text.lowercased()) { return true }
    guard record.count == names.count, text == names[0] else { return false }
    return (1..<record.count).allSatisfy {
      names[$0].isEmpty || String(decoding: record[$0], as: UTF8.self).trimmingSpaces == names[$0]
    }
  }

  private static func isRule(_ record: CSVRecord) -> Bool {
    var isDashed = false
    for index in 0..<record.count where !record[index].isEmpty {
      guard isRule(record[index]) else { return false }
      isDashed = true
    }
    return isDashed
  }

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
