import Declarations

/// One record of a CSV file (RFC 4180): fields between delimiters, quoted where they hold one, a quote or a line end.
///
/// Fields are bytes; nothing is trimmed and no encoding is assumed.
package struct CSVRecord: Sendable {
  /// What separates the fields: a comma unless the file says otherwise.
  package var delimiter = UInt8(ascii: ",")
  /// Number of fields.
  package var count: Int { fields.count }

  /// Where a field's bytes are, and where it begins in the record.
  private struct Field: Sendable {
    var start: Int
    var bytes: Range<Int>
    /// Whether the bytes are not those of the record, since two quotes in it stand for one.
    var isUnquoted = false
  }

  private var raw: [UInt8] = []
  /// The fields that have quotes in them.
  private var text: [UInt8] = []
  private var fields: [Field] = []
  private var line = 0
  /// Where the record's further lines begin; a position is asked for every cell.
  private var lineStarts: [Int] = []

  /// A field without its quotes.
  package subscript(index: Int) -> ArraySlice<UInt8> {
    fields[index].isUnquoted ? text[fields[index].bytes] : raw[fields[index].bytes]
  }

  /// A record without fields, to be read into.
  package init() {}

  /// Reads the next record; empty lines between records are skipped.
  ///
  /// - Returns: whether there was one.
  /// - Throws: `.row` when the record's quoting is wrong, `.file` when reading cannot go on. A quote that is
  ///   never closed swallows the rest of the file, so it is a fault of the file.
  package mutating func read(from lines: inout LineReader) throws(TraceFault) -> Bool {
    repeat {
      guard try TraceFault.file({ () throws(Diagnostic) in try lines.next() }) else { return false }
    } while lines.line.isEmpty
    line = lines.number
    lineStarts.removeAll(keepingCapacity: true)
    raw.removeAll(keepingCapacity: true)
    raw.append(contentsOf: lines.line)
    text.removeAll(keepingCapacity: true)
    fields.removeAll(keepingCapacity: true)
    var place = 0
    while true {
      if place < raw.count, raw[place] == UInt8(ascii: "\"") {
        place = try quoted(from: place, &lines)
      } else {
        let first = place
        let delimiter = self.delimiter
        place = raw.withUnsafeBufferPointer { $0.plainFieldEnd(from: first, delimiter: delimiter) }
        if place < raw.count, raw[place] == UInt8(ascii: "\"") {
          throw malformed("a quote inside a field that does not begin with one", at: place)
        }
        fields.append(Field(start: first, bytes: first..<place))
      }
      if place == raw.count { return true }
      place += 1
    }
  }

  /// Where a field begins; behind the last field the end of the record.
  package func position(_ index: Int) -> SourcePosition {
    position(ofByte: index < fields.count ? fields[index].start : raw.count)
  }

  private func position(ofByte byte: Int) -> SourcePosition {
    var result = SourcePosition(line: line, column: byte + 1)
    for start in lineStarts where start <= byte {
      result.line += 1
      result.column = byte - start + 1
    }
    return result
  }

  /// Reads a quoted field; returns the place behind its closing quote.
  private mutating func quoted(from start: Int, _ lines: inout LineReader) throws(TraceFault) -> Int {
    var place = start + 1
    /// What was not copied yet, and where the copy begins; a field without quotes in it is not copied.
    var pending = place
    var copied: Int?
    while true {
      if place == raw.count {
        let ending = lines.ending.bytes
        guard try TraceFault.file({ () throws(Diagnostic) in try lines.next() }) else {
          throw .file(
            Diagnostic("\(opened(at: start)) is never closed", position: position(ofByte: start)))
        }
        raw.append(contentsOf: ending)
        lineStarts.append(raw.count)
        raw.append(contentsOf: lines.line)
        place += ending.count
        if raw.count > lines.limit {
          throw .file(
            Diagnostic(
              "\(opened(at: start)) is not closed within \(lines.limit) bytes (max_line_bytes)",
              position: position(ofByte: start)))
        }
        continue
      }
      if raw[place] != UInt8(ascii: "\"") {
        let first = place
        place = raw.withUnsafeBufferPointer { bytes in
          bytes.firstIndex(of: UInt8(ascii: "\""), from: first) ?? bytes.count
        }
      } else if place + 1 < raw.count, raw[place + 1] == UInt8(ascii: "\"") {
        copied = copied ?? text.count
        text.append(contentsOf: raw[pending...place])
        place += 2
        pending = place
      } else {
        if let copied {
          text.append(contentsOf: raw[pending..<place])
          fields.append(Field(start: start, bytes: copied..<text.count, isUnquoted: true))
        } else {
          fields.append(Field(start: start, bytes: pending..<place))
        }
        place += 1
        // Blanks behind a quote are none of the field.
        let next = raw[place...].firstIndex { $0 != 0x20 } ?? raw.count
        if next == raw.count || raw[next] == delimiter { place = next }
        if place < raw.count, raw[place] != delimiter {
          let name = delimiter == UInt8(ascii: ",") ? "a comma" : "a delimiter"
          throw malformed(
            "text behind a closing quote; \(name) or the end of the line was expected", at: place)
        }
        return place
      }
    }
  }

  private func opened(at start: Int) -> String {
    let position = position(ofByte: start)
    return "the quote opened at line \(position.line), column \(position.column)"
  }

  private func malformed(_ message: String, at place: Int) -> TraceFault {
    .row(RowFault(.malformed, message, at: position(ofByte: place)))
  }
}

extension CSVRecord {
  /// Reads the next record; a fault of a row is a fault of the file.
  package mutating func next(_ lines: inout LineReader) throws(Diagnostic) -> Bool {
    do throws(TraceFault) {
      return try read(from: &lines)
    } catch {
      switch error {
      case .row(let fault): throw fault.diagnostic
      case .file(let diagnostic): throw diagnostic
      }
    }
  }
}

/// The names of a CSV file's columns.
package struct CSVHeader: Sendable {
  /// The names in the order of the file.
  package let names: [String]
  /// Where each name stands.
  package let positions: [SourcePosition]
  /// The names, to be looked for in.
  package let nameSet: Set<String>
  /// Columns that have the name of an earlier one, which must say the same; their own names are empty.
  package let twins: [(name: String, first: Int, second: Int)]
  /// The names of columns whose first value is a number; empty where none was looked at.
  package private(set) var numbers: Set<String> = []
  /// The first row; nil where none was looked at.
  package private(set) var first: CSVRecord?

  /// Takes the names from the first record.
  ///
  /// - Throws: a `Diagnostic` at a name that stands twice.
  package init(_ record: CSVRecord, takesTwins: Bool = false) throws(Diagnostic) {
    try self.init(
      names: (0..<record.count).map { String(header: record[$0]).trimmingSpaces },
      positions: (0..<record.count).map { record.position($0) }, takesTwins: takesTwins)
  }

  /// Makes a header of names that stand at positions.
  ///
  /// - Parameter takesTwins: whether a name may stand twice, if its columns say the same.
  /// - Throws: a `Diagnostic` at a name that stands twice; several columns may be without one.
  package init(names: [String], positions: [SourcePosition], takesTwins: Bool = false) throws(Diagnostic) {
    self.positions = positions
    var own = names
    var places: [String: Int] = [:]
    var twins: [(name: String, first: Int, second: Int)] = []
    for (index, name) in names.enumerated() where !name.isEmpty {
      guard let first = places[name] else {
        places[name] = index
        continue
      }
      guard takesTwins else {
        throw Diagnostic("the column '\(name)' stands twice in the header", position: positions[index])
      }
      twins.append((name, first, index))
      own[index] = ""
    }
    self.names = own
    self.twins = twins
    nameSet = Set(own)
  }

  /// Notes the first row, and which columns hold a number in it.
  package mutating func look(at first: CSVRecord) {
    self.first = first
    for (index, name) in names.enumerated() where index < first.count {
      if case .value = DecimalText.read(first[index], scale: 0) { numbers.insert(name) }
    }
  }

  /// The fault of a name that stands twice where the first row does not say the same in both; keys of joined tables may differ.
  package var twinFault: Diagnostic? {
    let twin = twins.first { twin in
      guard twin.name.lowercased() != "id" else { return false }
      guard let first, twin.second < first.count else { return true }
      return first[twin.first] != first[twin.second]
    }
    return twin.map {
      Diagnostic("the column '\($0.name)' stands twice in the header", position: positions[$0.second])
    }
  }

  /// The place of a column.
  ///
  /// - Throws: a `Diagnostic` with the nearest name when there is no such column.
  package func index(of name: String) throws(Diagnostic) -> Int {
    if let index = names.firstIndex(of: name) { return index }
    let hint = name.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
    throw Diagnostic(
      "the header lacks the column '\(name)'\(hint); it has \(names.joined(separator: ", "))",
      position: positions.first)
  }

  /// Checks that a record has as many fields as the header.
  package func check(_ record: CSVRecord) throws(RowFault) {
    if record.count < names.count {
      throw RowFault(
        .tooFewFields, "the row has \(record.count) fields; \(names.count) were expected",
        at: record.position(record.count))
    }
    // Spreadsheets end some rows with delimiters.
    if record.count > names.count, (names.count..<record.count).contains(where: { !record[$0].isEmpty }) {
      throw RowFault(
        .tooManyFields, "the row has \(record.count) fields; \(names.count) were expected",
        at: record.position(names.count))
    }
    // Joined tables have a key of each.
    for twin in twins where twin.name.lowercased() != "id" && record[twin.first] != record[twin.second] {
      throw RowFault(
        .badValue,
        "the column '\(twin.name)' stands twice in the header, with another value each; one was expected",
        at: record.position(twin.second))
    }
  }
}

extension String {
  /// The text without spaces and tabs at its ends.
  package var trimmingSpaces: String {
    var rest = Substring(self)
    while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return String(rest)
  }
}
