import Declarations
import Files

extension TraceFormat {
  /// A log of calls whose rows a layout describes, as JSON or as a CSV of the same columns.
  ///
  /// - Parameters:
  ///   - wanted: what makes a row a call.
  ///   - column: the name that the layout uses for a column of a CSV file.
  ///   - matches: whether the names of a file's columns, or the keys of its first object, are those of the format.
  ///   - matchesRow: whether the first row of a CSV file is one of the format, as an object.
  ///   - spread: the rows that a record of JSON holds.
  static func calls(
    _ name: String, _ summary: String, recognition: String, layout: CallLayout,
    wanted: String = "a row with a model or counts of tokens",
    column: (@Sendable (String) -> String)? = nil,
    matches: @escaping @Sendable (Set<String>, JSONNode?) -> Bool,
    matchesRow: (@Sendable (JSONNode) -> Bool)? = nil,
    spread: @escaping @Sendable (JSONNode) throws(RowFault) -> [JSONNode] = { [$0] }
  ) -> TraceFormat {
    let fits = { @Sendable (header: CSVHeader) in
      var names = header.nameSet
      // Some count messages under their name, and tokens under those of texts.
      names.subtract(header.numbers.intersection(textNames))
      if matches(column.map { Set(names.map($0)) } ?? names, nil) { return true }
      guard let matchesRow, let first = header.first else { return false }
      return matchesRow(JSONNode(first, names: column.map { header.names.map($0) } ?? header.names))
    }
    return TraceFormat(
      name: name, summary: summary, recognition: recognition,
      parameters: ["default_output_tokens", "rate_per_s"],
      matches: { sample in
        switch sample {
        case .empty: false
        case .csv(let header): fits(header)
        case .json(let keys, let first): matches(Set(keys), first)
        }
      },
      rows: { (sample, source) throws(Diagnostic) in
        let reader = CallReader(layout, source)
        guard case .csv(let header) = sample else {
          return .json { (node, row) throws(RowFault) in try reader.read(node, &row) }
        }
        let names = column.map { header.names.map($0) } ?? header.names
        guard matches(Set(names), nil) || fits(header) else {
          throw Diagnostic(
            "the first line is no JSON object, and no header of the format '\(name)' (\(recognition))",
            position: header.positions.first)
        }
        return .csv { (record, row) throws(RowFault) in
          let node = JSONNode(record, names: names)
          let rows = try spread(node)
          try reader.read(rows.count == 1 ? rows[0] : node, &row)
        }
      },
      spread: spread, wanted: wanted)
  }
}

/// Names of what holds texts, unless it is a number.
private let textNames: Set<String> = ["messages", "input", "output", "prompt", "completion", "contents"]

extension JSONNode {
  /// A record of CSV as an object: empty fields are null, fields that hold a JSON object or list are that.
  init(_ record: CSVRecord, names: [String]) {
    var members: [JSONMember] = []
    members.reserveCapacity(names.count)
    for (index, name) in names.enumerated() where index < record.count && !record[index].isEmpty {
      let text = JSONNode(.string(String(decoding: record[index], as: UTF8.self)), at: record.position(index))
      members.append(JSONMember(key: name, node: text.unfolded))
    }
    self.init(.object(members), at: record.position(0))
  }

  /// An object of some members that are there, at the place of this value.
  func rebuilt(_ members: [(String, JSONNode?)]) -> JSONNode {
    JSONNode(
      .object(members.compactMap { name, node in node.map { JSONMember(key: name, node: $0) } }), at: position
    )
  }
}
