import Declarations
import Files

/// What a column of a cache trace means.
public enum CacheTraceColumn: String, CaseIterable, Sendable {
  case key, size, time, cost, tokens, op

  /// The names by which a header may call the column, the most telling first.
  var names: [String] {
    switch self {
    case .key:
      [
        "key", "obj_id", "object_id", "obj", "object", "lbn", "block_id", "address", "id", "cachekey",
        "cache_key", "hashed_host_path_query", "hashed_path_query", "url",
      ]
    case .size: ["size", "obj_size", "object_size", "bytes", "objectsize", "response_size"]
    case .time: ["time", "timestamp", "ts", "relative_unix", "datetime", "date"]
    case .cost: ["cost", "cost_usd"]
    case .tokens: ["tokens"]
    case .op: ["op", "operation", "op_type", "optype"]
    }
  }
}

/// How the rows of a CSV trace are laid out.
///
/// Fields are separated by a comma, tab, semicolon, stroke or blank and quoted as RFC 4180 says. Blanks may stand several in
/// a row and at the ends of a line. A file without a header has its columns stated in order; otherwise they are
/// told by their names, whatever their order and case.
public struct CSVLayout: Sendable, Hashable {
  /// The byte between two fields, or nil to tell it from the first line.
  public var delimiter: UInt8?

  /// The meaning of each field in order, nil for one that is skipped; none when a header names the columns.
  public var order: [CacheTraceColumn?]

  /// The header's name of a column, where it is not one of the usual ones.
  public var names: [CacheTraceColumn: String]

  /// Whether the first line is a header although the order is stated.
  public var hasHeader: Bool

  /// The layout of a file with a header, unless an order is stated.
  public init(
    delimiter: UInt8? = nil, order: [CacheTraceColumn?] = [], names: [CacheTraceColumn: String] = [:],
    hasHeader: Bool = false
  ) {
    self.delimiter = delimiter
    self.order = order
    self.names = names
    self.hasHeader = hasHeader
  }

  /// The delimiters that are told from a line, in the order of preference.
  static let delimiters: [UInt8] = [
    UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: " "),
  ]

  /// Returns the delimiter that stands most often in a line outside of quotes; a comma when there is none.
  static func delimiter(of line: [UInt8]) -> UInt8 {
    CSVPreamble.delimiter(of: line, among: delimiters)
  }

  /// Returns the meaning of each column of a header.
  ///
  /// - Throws: a `Diagnostic` when a name stands twice, a stated one is absent, or no column is the key.
  func columns(of header: CSVHeader) throws(Diagnostic) -> [CacheTraceColumn?] {
    let own = header.names.map(ColumnName.plain)
    var columns = [CacheTraceColumn?](repeating: nil, count: own.count)
    for column in CacheTraceColumn.allCases {
      if let name = names[column] {
        columns[try header.index(of: name)] = column
      } else if let place = column.names.lazy.compactMap({ own.firstIndex(of: $0) }).first {
        // A column whose meaning is stated has no other.
        if columns[place] == nil && !names.values.contains(header.names[place]) { columns[place] = column }
      }
    }
    guard columns.contains(.key) else {
      if header.names.contains(where: { Double($0) != nil }) {
        throw CSVLayout.noHeader(header.names, line: header.positions.first?.line ?? 1)
      }
      throw Diagnostic(
        "no column is the key: the header has \(header.names.joined(separator: ", ")), and one of "
          + "\(CacheTraceColumn.key.names.joined(separator: ", ")) was expected; state the columns of a file "
          + "without header in order (time,key,size), or a column's name (key=NAME)",
        position: SourcePosition(line: 1, column: 1))
    }
    return columns
  }

  /// What is wrong with a first line of values, in a file of no published form.
  static func noHeader(_ names: [String], line: Int) -> Diagnostic {
    let shown = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", ..." : "")
    return Diagnostic(
      "the file has no header and no form that is known: its first line holds \(shown); state the columns "
        + "of a file without header in order (time,key,size)", position: SourcePosition(line: line, column: 1)
    )
  }

  /// Whether a header names a key.
  func isHeader(_ names: [String]) -> Bool {
    let own = names.map(ColumnName.plain)
    return CacheTraceColumn.key.names.contains(where: own.contains)
      || self.names[.key].map(names.contains) ?? false
  }
}

extension CSVLayout {
  /// Reads a layout as it stands on a command line: meanings in order with `-` for a field that is skipped
  /// (`time,key,-,size`), or the header's names of columns (`key=lbn,size=bytes`).
  ///
  /// - Throws: a `Diagnostic` of kind `usage`.
  public init(parsing text: String) throws(Diagnostic) {
    self.init()
    let known = CacheTraceColumn.allCases.map(\.rawValue).joined(separator: ", ")
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if pair == ["-"] {
        order.append(nil)
        continue
      }
      guard let column = CacheTraceColumn(rawValue: pair[0]) else {
        throw Diagnostic(
          "the column '\(pair[0])' is unknown; one of \(known) or - was expected", kind: .usage)
      }
      if order.contains(column) || names[column] != nil {
        throw Diagnostic("the column '\(column.rawValue)' stands twice; once was expected", kind: .usage)
      }
      if pair.count > 1 { names[column] = pair[1] } else { order.append(column) }
    }
    guard order.isEmpty || names.isEmpty else {
      throw Diagnostic(
        "columns are stated in order or by the header's names; '\(text)' does both", kind: .usage)
    }
    guard order.isEmpty || order.contains(.key) else {
      throw Diagnostic("the columns '\(text)' lack the key", kind: .usage)
    }
  }
}
