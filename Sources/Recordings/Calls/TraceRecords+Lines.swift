import Declarations
import Files

extension TraceRecords {
  /// Moves to the next record.
  ///
  /// - Returns: whether there was one.
  mutating func read() throws(Diagnostic) -> Bool {
    if splitter != nil { return try splitter?.next(&lines.bytes, limit: lines.limit) ?? false }
    while true {
      repeat {
        guard try lines.next() else { return takeRest() }
      } while lines.line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      if parts != nil {
        if try takePart() { return true }
        continue
      }
      // The line itself is the record where nothing stands before it.
      if !isPrefixed || take(lines.line) { return true }
    }
  }

  /// Takes the current line as one that a runtime may have split.
  ///
  /// - Returns: whether it ends a record.
  private mutating func takePart() throws(Diagnostic) -> Bool {
    if let whole = parts?.take(lines.line) { return take(whole) }
    if parts?.count ?? 0 > lines.limit {
      throw lines.fault("the parts of a line are longer than \(lines.limit) bytes (max_line_bytes)")
    }
    return false
  }

  /// Takes a line whose end has not come, when no other follows.
  ///
  /// - Returns: whether there was one that may be a record.
  private mutating func takeRest() -> Bool {
    while let rest = parts?.takeRest() {
      if take(rest) { return true }
    }
    return false
  }

  /// Takes a whole line, as it stands in the file or put together.
  ///
  /// - Returns: whether it may be a record.
  private mutating func take(_ whole: [UInt8]) -> Bool {
    guard isPrefixed else {
      current = TraceRecord(bytes: whole, start: SourcePosition(line: lines.number, column: 1))
      return true
    }
    guard let place = LinePrefix.start(in: whole) ?? (whole.first == UInt8(ascii: "{") ? 0 : nil) else {
      others += 1
      return false
    }
    current = TraceRecord(
      bytes: Array(whole[place...]), start: SourcePosition(line: lines.number, column: place + 1),
      prefix: whole[..<place])
    return true
  }
}
