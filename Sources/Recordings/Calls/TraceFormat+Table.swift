import Declarations
import Files

extension TraceFormat {
  /// Any CSV with a header line, or JSONL, whose columns a map names.
  ///
  /// A column stands under the name of its key, or another that is common for it, unless `columns` names one;
  /// of JSON also a path such as `usage.prompt_tokens`. Without a prompt or its id every row has its own prompt;
  /// without input tokens they are counted from the prompt, a token for four characters; without times the rows
  /// are spaced evenly. A key of JSON that `columns` names must stand in every row, if only as null.
  static let table = TraceFormat(
    name: "table",
    summary: "CSV with a header line, or JSONL, whose columns the setting 'columns' names",
    recognition: "anything else that has one of the columns",
    parameters: ["columns", "timestamp_unit", "rate_per_s", "default_output_tokens"],
    matches: { sample in
      switch sample {
      case .csv, .json: true
      case .empty: false
      }
    },
    rows: { (sample, source) throws(Diagnostic) in
      switch sample {
      case .csv(let header):
        let names = TableColumns.ownNames(header)
        let columns = try TableColumns(source, names: names)
        var indices: [Int?] = []
        for name in columns.names {
          if let known = name.flatMap({ names.firstIndex(of: $0) }) {
            indices.append(known)
          } else {
            indices.append(try name.map { (name) throws(Diagnostic) in try header.index(of: name) })
          }
        }
        let taken = Set(indices.compactMap { $0 })
        let settings = names.enumerated().compactMap { index, name in
          taken.contains(index) ? nil : TableColumns.settingName(name).map { (name: $0, index: index) }
        }
        return .csv { (record, row) throws(RowFault) in
          let cells = CSVCells(record: record, indices: indices)
          try columns.read(cells, &row)
          if !settings.isEmpty { try columns.readSettings(TableColumns.settings(settings, of: record), &row) }
        }
      case .json(let keys, let first):
        let names = TableColumns.ownNames(keys, first)
        let columns = try TableColumns(source, names: names)
        var places = columns.names.map { name in
          name.map { name in names.firstIndex(of: name).map { keys[$0] } ?? name }
        }
        let model = TableColumn.model.rawValue
        if places[model].map({ first.at($0)?.string == nil }) ?? true {
          places[model] = nestedModels.first { first.at($0)?.string != nil } ?? places[model]
        }
        for (column, details, name) in nestedCounts where keys.contains(details) {
          places[column.rawValue] = places[column.rawValue] ?? details + "." + name
        }
        return .json { (node, row) throws(RowFault) in
          for name in columns.mapped where node[name] == nil && node.at(name) == nil {
            throw RowFault(.missingValue, "the row lacks '\(name)'", at: node.position)
          }
          let cells = JSONCells(node: node, names: places)
          try columns.read(cells, &row)
          try columns.readSettings(node, &row)
        }
      case .empty:
        throw Diagnostic("the file is empty; a header line or a JSON object was expected")
      }
    }, hasAnyKind: true)
}

/// Where JSON lines keep the name of the model that no column has.
private let nestedModels = [
  "model.id", "model.name", "metadata.model_name", "metadata.model", "config.model", "configuration.model",
]

/// Where parts of the counts lie beside them: in Databricks's table of the usage of its AI gateway
/// (`system.ai_gateway.usage`), and as OpenAI has them.
private let nestedCounts: [(column: TableColumn, details: String, name: String)] = [
  (.cachedTokens, "token_details", "cache_read_input_tokens"),
  (.writtenAll, "token_details", "cache_creation_input_tokens"),
  (.reasoningTokens, "token_details", "output_reasoning_tokens"),
  (.cachedTokens, "prompt_tokens_details", "cached_tokens"),
  (.cachedTokens, "input_tokens_details", "cached_tokens"),
  (.reasoningTokens, "completion_tokens_details", "reasoning_tokens"),
  (.reasoningTokens, "output_tokens_details", "reasoning_tokens"),
]

/// The cells of a row by their meaning.
protocol TableCells {
  /// The cell, or nil when the table has no such column or the row no value in it.
  func cell(_ column: TableColumn) -> Cell?
  /// Where the row begins.
  var position: SourcePosition { get }
  /// Whether the row has a place for the tokens of the input or the output, be it an empty one.
  var hasCounts: Bool { get }
  /// Whether the row may tell tokens under other names than the table's.
  var mayHaveOtherCounts: Bool { get }
}

private struct CSVCells: TableCells {
  let record: CSVRecord
  let indices: [Int?]

  var position: SourcePosition { record.position(0) }
  var hasCounts: Bool { true }
  var mayHaveOtherCounts: Bool { false }

  /// Columns of whole numbers.
  private static let counts: Set<TableColumn> = [
    .systemTokens, .contextTokens, .inputTokens, .outputTokens, .cachedTokens, .writtenTokens,
    .writtenHourTokens, .writtenAll, .reasoningTokens, .totalTokens, .audioInputTokens, .imageInputTokens,
    .audioOutputTokens, .imageOutputTokens, .webSearches,
  ]

  /// Columns of amounts.
  private static let amounts: Set<TableColumn> = [
    .cost, .inputCost, .outputCost, .readCost, .writeCost, .latency, .firstToken, .think, .temperature,
  ]

  func cell(_ column: TableColumn) -> Cell? {
    indices[column.rawValue].map { index in
      var text = record[index]
      if record.delimiter == UInt8(ascii: ";"), CSVCells.amounts.contains(column),
        let comma = text.firstIndex(of: UInt8(ascii: ",")), !text.contains(UInt8(ascii: ".")),
        !text[(comma + 1)...].contains(UInt8(ascii: ","))
      {
        text = text[..<comma] + [UInt8(ascii: ".")] + text[(comma + 1)...]
      }
      // Tables with semicolons are written where a decimal has a comma.
      if record.delimiter == UInt8(ascii: ";"), CSVCells.counts.contains(column) { text = text.withoutDots }
      // Blanks behind a delimiter are none of a value; those of a prompt may be.
      guard column != .prompt, text.first == 0x20 || text.last == 0x20 else {
        return Cell(text: text, position: record.position(index))
      }
      let start = text.drop { $0 == 0x20 }
      let end = start.lastIndex { $0 != 0x20 } ?? start.startIndex - 1
      return Cell(text: start[...end], position: record.position(index))
    }
  }
}

private struct JSONCells: TableCells {
  let node: JSONNode
  let names: [String?]

  var position: SourcePosition { node.position }
  var hasCounts: Bool {
    [TableColumn.inputTokens, .outputTokens].contains { column in
      names[column.rawValue].map { node[$0] != nil || node.at($0) != nil } ?? false
    }
  }
  var mayHaveOtherCounts: Bool {
    (node.members ?? []).contains { member in
      guard member.key.lowercased().contains("tok"), !member.node.isVoid else { return false }
      // A text without digits is a piece of an answer, or a name.
      return member.node.string?.contains { $0.isNumber } ?? true
    }
  }

  func cell(_ column: TableColumn) -> Cell? {
    names[column.rawValue].flatMap { node.at($0) }
      .flatMap { Cell(column == .timestamp ? Timestamp.unwrapped($0) : $0) }
  }
}

extension TraceFormat {
  /// Whether a CSV with this header is a log of requests, rather than a trace of keys.
  ///
  /// A table is one when it has a prompt, its id or input tokens under their own names, or tokens under common ones
  /// beside a question or the tokens of answers.
  static func isLog(_ header: CSVHeader) -> Bool {
    if all.dropLast().contains(where: { $0.matches(.csv(header)) }) { return true }
    if header.names.contains("key") { return false }
    var names = ColumnNames(header.names)
    if names.find([TableColumn.prompt, .promptID, .inputTokens].map(\.key)) != nil { return true }
    let own = TableColumns.ownNames(header)
    guard let columns = try? TableColumns(RecordedSource(path: ""), names: own) else { return false }
    func has(_ column: TableColumn) -> Bool { columns.names[column.rawValue] != nil }
    return has(.inputTokens) && [TableColumn.prompt, .outputTokens, .totalTokens].contains(where: has)
      || has(.outputTokens) && has(.totalTokens)
  }
}
