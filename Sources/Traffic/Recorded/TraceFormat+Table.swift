import Declarations

extension TraceFormat {
  /// Any CSV with a header line, or JSONL, whose columns a map names.
  ///
  /// A column stands under the name of its key unless `columns` names another. Without a prompt or its id
  /// every row has its own prompt; without input tokens they are counted from the prompt, a token for four
  /// characters; without times the rows are spaced evenly. A key of JSON that `columns` names must stand in
  /// every row, if only as null.
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
        let columns = try TableColumns(source, names: header.names)
        var indices: [Int?] = []
        for name in columns.names {
          indices.append(try name.map { (name) throws(Diagnostic) in try header.index(of: name) })
        }
        return .csv { (record, row) throws(RowFault) in
          let cells = CSVCells(record: record, indices: indices)
          try columns.read(cells, &row)
        }
      case .json(let keys):
        let columns = try TableColumns(source, names: keys)
        return .json { (node, row) throws(RowFault) in
          for name in columns.mapped where node[name] == nil {
            throw RowFault(.missingValue, "the row lacks '\(name)'", at: node.position)
          }
          try columns.read(JSONCells(node: node, names: columns.names), &row)
        }
      case .empty:
        throw Diagnostic("the file is empty; a header line or a JSON object was expected")
      }
    })
}

/// What a column of a table may mean.
enum TableColumn: Int, CaseIterable, Sendable {
  case timestamp, prompt, promptID, intent, user, systemPrompt, systemTokens, contextTokens, inputTokens,
    outputTokens
  case temperature, difficulty, tier, model

  /// The key in `columns`.
  var key: String {
    switch self {
    case .timestamp: "timestamp"
    case .prompt: "prompt"
    case .promptID: "prompt_id"
    case .intent: "intent"
    case .user: "user"
    case .systemPrompt: "system_prompt"
    case .systemTokens: "system_tokens"
    case .contextTokens: "context_tokens"
    case .inputTokens: "input_tokens"
    case .outputTokens: "output_tokens"
    case .temperature: "temperature"
    case .difficulty: "difficulty"
    case .tier: "tier"
    case .model: "model"
    }
  }

  /// A line of explanation.
  var help: String {
    switch self {
    case .timestamp: "when the request arrived, in timestamp_unit"
    case .prompt: "the prompt's text; tells prompts apart when there is no prompt_id"
    case .promptID: "what tells prompts apart"
    case .intent: "the label of the question behind the prompt"
    case .user: "who asked"
    case .systemPrompt: "what tells system prompts apart; without it their length does"
    case .systemTokens: "tokens of the system prompt"
    case .contextTokens: "tokens of the retrieved context"
    case .inputTokens: "all input tokens, those of system and context among them"
    case .outputTokens: "tokens of the answer"
    case .temperature: "sampling temperature; 0 marks a repeatable request, as does no value"
    case .difficulty: "simple, medium or complex, or a number: a standard normal score"
    case .tier: "the user's tier, at most 8 names"
    case .model: "the model that answered; only checked to be there"
    }
  }
}

/// The cells of a row by their meaning.
private protocol TableCells {
  /// The cell, or nil when the table has no such column or the row no value in it.
  func cell(_ column: TableColumn) -> Cell?
  /// Where the row begins.
  var position: SourcePosition { get }
}

private struct CSVCells: TableCells {
  let record: CSVRecord
  let indices: [Int?]

  var position: SourcePosition { record.position(0) }

  func cell(_ column: TableColumn) -> Cell? {
    indices[column.rawValue].map { Cell(text: record[$0], position: record.position($0)) }
  }
}

private struct JSONCells: TableCells {
  let node: JSONNode
  let names: [String?]

  var position: SourcePosition { node.position }

  func cell(_ column: TableColumn) -> Cell? { names[column.rawValue].flatMap { node.cell($0) } }
}

/// Which column of a file means what, and how a row is read from it.
private struct TableColumns: Sendable {
  /// The file's name of each meaning, or nil when the file has none.
  let names: [String?]
  /// The names that the settings state; a row of JSON must have them, if only with the value null.
  let mapped: [String]
  private let unit: TimestampUnit
  private let defaultOutput: UInt32

  init(_ source: RecordedSource, names available: [String]) throws(Diagnostic) {
    names = TableColumn.allCases.map { column in
      source.columns[column.key] ?? (available.contains(column.key) ? column.key : nil)
    }
    mapped = TableColumn.allCases.compactMap { source.columns[$0.key] }
    unit = source.timestampUnit
    defaultOutput = UInt32(source.defaultOutputTokens)
    let isUseful = [TableColumn.prompt, .promptID, .inputTokens].contains { names[$0.rawValue] != nil }
    guard isUseful else {
      throw Diagnostic(
        "no column holds a prompt, a prompt_id or input_tokens; name them in 'columns' (the file has "
          + "\(available.joined(separator: ", ")))",
        position: SourcePosition(line: 1, column: 1))
    }
  }

  func read(_ cells: some TableCells, _ row: inout RecordedRow) throws(RowFault) {
    if let cell = try required(.timestamp, cells) { row.time = try Timestamp.read(cell, unit) }
    let prompt = try required(.prompt, cells)
    let identity = try required(.promptID, cells) ?? prompt
    row.promptKey = identity.map { Array($0.text) }
    row.promptText = prompt.map { Array($0.text) }
    // An empty label is no label.
    if let cell = cells.cell(.intent), !cell.text.isEmpty { row.intentKey = Array(cell.text) }
    row.systemKey = cells.cell(.systemPrompt).map { Array($0.text) }
    row.userKey = cells.cell(.user).map { Array($0.text) } ?? []
    if let cell = cells.cell(.tier), !cell.text.isEmpty {
      row.tier = String(decoding: cell.text, as: UTF8.self)
    }
    _ = try required(.model, cells)
    try readTokens(cells, prompt: prompt, &row)
    if let cell = cells.cell(.temperature), !cell.text.isEmpty { row.marks = try temperature(cell) }
    if let cell = cells.cell(.difficulty), !cell.text.isEmpty { try readDifficulty(cell, &row) }
  }

  private func readTokens(_ cells: some TableCells, prompt: Cell?, _ row: inout RecordedRow) throws(RowFault)
  {
    if let cell = try required(.systemTokens, cells) {
      row.systemTokens = try TokenCount.read(cell, "system_tokens")
    }
    if let cell = try required(.contextTokens, cells) {
      row.contextTokens = try TokenCount.read(cell, "context_tokens")
    }
    if let cell = try required(.inputTokens, cells) {
      let total = Int(try TokenCount.read(cell, "input_tokens"))
      let known = Int(row.systemTokens) + Int(row.contextTokens)
      guard total >= known else {
        throw RowFault(
          .badTokenCount, "input_tokens is \(total), fewer than the \(known) of system and context",
          at: cell.position)
      }
      row.userTokens = UInt32(total - known)
    } else if let prompt {
      row.userTokens = UInt32(clamping: TokenCount.estimate(characters: TokenCount.characters(prompt.text)))
    }
    row.outputTokens = defaultOutput
    if let cell = try required(.outputTokens, cells) {
      row.outputTokens = try TokenCount.read(cell, "output_tokens")
    }
  }

  private func temperature(_ cell: Cell) throws(RowFault) -> RequestMarks {
    switch DecimalText.read(cell.text, scale: 9) {
    case .value(0): return [.temperatureZero]
    case .value(let value) where value > 0: return []
    default:
      throw RowFault(
        .badValue, "temperature is '\(cell.shown)'; a number of at least 0 was expected", at: cell.position)
    }
  }

  /// A class stands for the score in the middle of its third: -1, 0 or 1. A score gives its class by the
  /// thirds of the standard normal distribution.
  private func readDifficulty(_ cell: Cell, _ row: inout RecordedRow) throws(RowFault) {
    if let named = Difficulty(name: String(decoding: cell.text, as: UTF8.self)) {
      row.difficulty = named
      row.latentDifficulty = Float(Int(named.rawValue) - 1)
      return
    }
    guard case .value(let billionths) = DecimalText.read(cell.text, scale: 9),
      abs(billionths) <= 100_000_000_000
    else {
      throw RowFault(
        .badValue,
        "difficulty is '\(cell.shown)'; simple, medium, complex or a number from -100 to 100 was expected",
        at: cell.position)
    }
    row.latentDifficulty = Float(Double(billionths) / 1e9)
    row.difficulty =
      row.latentDifficulty < -0.430_727 ? .simple : row.latentDifficulty < 0.430_727 ? .medium : .complex
  }

  /// The cell of a column that, where the table has it, must have a value in every row.
  private func required(_ column: TableColumn, _ cells: some TableCells) throws(RowFault) -> Cell? {
    guard let name = names[column.rawValue] else { return nil }
    guard let cell = cells.cell(column) else {
      throw RowFault(.missingValue, "the row lacks '\(name)'", at: cells.position)
    }
    return cell
  }
}
