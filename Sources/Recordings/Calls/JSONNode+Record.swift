import Declarations
import Files

extension JSONNode {
  /// Parses one record of a file.
  init(
    record bytes: [UInt8], at start: SourcePosition, _ names: inout JSONKeyTable
  ) throws(RowFault) {
    if let offset = UTF8Validity.firstInvalidOffset(bytes) {
      throw RowFault(
        .invalidUTF8, "byte 0x\(String(bytes[offset], radix: 16)) is no UTF-8",
        at: SourcePosition(line: start.line, column: start.column + offset))
    }
    let parsed: Result<JSONNode, Diagnostic> = bytes.withUnsafeBufferPointer { buffer in
      do throws(Diagnostic) {
        return .success(try JSONParser.parse(validated: buffer, at: start, &names))
      } catch {
        return .failure(error)
      }
    }
    switch parsed {
    case .success(let parsed):
      // A line may be a text of JSON.
      let node = parsed.string == nil ? parsed : parsed.unfolded
      guard node.members != nil else {
        let what = start.column == 1 ? "line" : "element"
        // Rows of ClickHouse's JSONCompactEachRow, and of spreadsheets by their API.
        let isRow = node.elements != nil || node.string != nil && what == "element"
        throw RowFault(
          .malformed,
          "the \(what) is \(node.value.typeName); an object was expected"
            + (isRow
              ? "; rows as lists become objects by FORMAT JSONEachRow, or, where the first line has the names, by "
                + "`python3 -c \"import json; rows = map(json.loads, open('FILE')); names = next(rows); "
                + "[print(json.dumps(dict(zip(names, row)))) for row in rows]\"`"
              : ""),
          at: node.position)
      }
      self = node
    case .failure(let error):
      throw RowFault(.malformed, error.message, at: error.position ?? start)
    }
  }
}
