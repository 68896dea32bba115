import Declarations
import Files

/// A record of a trace: its bytes, where it begins, and what stands before it in its line.
struct TraceRecord {
  var bytes: [UInt8]
  var start: SourcePosition
  var prefix: ArraySlice<UInt8> = []
  /// What tells of all records of its envelope.
  var around: JSONNode?

  /// The record as JSON, or as Python prints it; it has the time before it in its line, where it has none of its own.
  ///
  /// - Parameter isExtended: whether numbers may stand in objects that name their kind.
  func node(_ names: inout JSONKeyTable, isExtended: Bool) throws(RowFault) -> JSONNode {
    var node: JSONNode
    do throws(RowFault) {
      node = try JSONNode(record: bytes, at: start, &names)
    } catch {
      // Python's keys stand in single quotes.
      guard error.reason == .malformed, PythonLiteral.begins(bytes),
        let printed = PythonLiteral.read(String(decoding: bytes, as: UTF8.self), at: start),
        printed.members != nil
      else { throw error }
      node = printed
    }
    if let item = StoredItem.plain(node) { node = item }
    if isExtended { node = StoredItem.withPlainNumbers(node) }
    if let around { node = RecordWrapper.with(node, in: around) }
    return prefix.isEmpty ? node : RecordWrapper.timed(node, by: prefix)
  }

  /// The record as names with values, with the time before them.
  ///
  /// - Parameter isFormatKnown: whether such lines tell calls, so that one of words among those behind words is one of the
  ///   program's own.
  func pairs(isFormatKnown: Bool) throws(RowFault) -> JSONNode {
    if let node = PairedLine.read(bytes, at: start) {
      let first = PairedLine.start(in: bytes) ?? 0
      return first == 0 ? node : RecordWrapper.timed(node, by: bytes[..<first])
    }
    guard isFormatKnown, PairedLine.start(in: bytes) != 0 else {
      throw RowFault(.malformed, "the line has no pairs; names and values were expected", at: start)
    }
    return JSONNode(.object([]), at: start)
  }
}
