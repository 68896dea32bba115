import Declarations
import Files
import Traffic

/// Which column of a file means what, and how a row is read from it.
struct TableColumns: Sendable {
  /// The file's name of each meaning, or nil when the file has none.
  let names: [String?]
  /// The names that the settings state; a row of JSON must have them, if only with the value null.
  let mapped: [String]
  /// Stands for the temperature of a request that leaves it to the provider.
  static let defaultTemperature = "default"

  private let unit: TimestampUnit?
  private let defaultOutput: UInt32
  private let keepsTexts: Bool
  private let keepsKeys: Bool
  /// Whether the columns have the names of Anthropic's API, whose input lacks what was cached.
  private let isCachedBeside: Bool

  init(_ source: RecordedSource, names available: [String]) throws(Diagnostic) {
    let exact = TableColumn.allCases.map { column in
      source.columns[column.key] ?? ([column.key] + column.aliases).first(where: available.contains)
    }
    let taken = Set(exact.compactMap { $0 })
    names = zip(TableColumn.allCases, exact).map { column, name in
      name ?? ColumnName.find([column.key] + column.aliases, in: available, taken: taken)
    }
    mapped = TableColumn.allCases.compactMap { source.columns[$0.key] }
    unit = source.timestampUnit
    defaultOutput = UInt32(source.defaultOutputTokens)
    keepsTexts = source.keepsTexts
    keepsKeys = source.keepsKeys
    let names = self.names
    func plain(_ column: TableColumn) -> String? { names[column.rawValue].map(ColumnName.plain) }
    let beside = [
      "cache_read_input_tokens", "cache_creation_input_tokens", "cachereadinputtokens",
      "cachecreationinputtokens",
    ]
    isCachedBeside =
      ["input_tokens", "inputtokens"].contains(plain(.inputTokens))
      && [plain(.cachedTokens), plain(.writtenTokens)].contains { $0.map(beside.contains) ?? false }
    let isUseful = [TableColumn.prompt, .promptID, .inputTokens].contains { names[$0.rawValue] != nil }
    guard isUseful else {
      throw Diagnostic(
        "no column holds a prompt, a prompt_id or input_tokens; name them in 'columns' (the file has "
          + "\(available.joined(separator: ", ")))"
          + (source.format == RecordedSource.automatic
            ? "; no other format fits: \(TraceFormat.all.dropLast().map(\.name).joined(separator: ", ")) were tried"
            : ""),
        position: SourcePosition(line: 1, column: 1))
    }
  }

  /// Whether a record of JSON is of some format, as a table if it has one of the columns that make it useful.
  static func isTold(_ sample: TraceSample, _ source: RecordedSource) -> Bool {
    if TraceFormat.all.dropLast().contains(where: { $0.matches(sample) }) { return true }
    switch sample {
    case .empty: return true
    case .csv(let header): return (try? TableColumns(source, names: header.names)) != nil
    case .json(let keys, _): return (try? TableColumns(source, names: keys)) != nil
    }
  }

  func read(_ cells: some TableCells, _ row: inout RecordedRow) throws(RowFault) {
    if let cell = try required(.timestamp, cells) {
      if let unit {
        (row.time, row.timeUnit) = (try Timestamp.read(cell, unit), unit)
      } else {
        let (time, unit) = try Timestamp.read(cell)
        (row.time, row.timeUnit) = (time, unit)
      }
    }
    let prompt = try required(.prompt, cells)
    let identity = try required(.promptID, cells) ?? prompt
    row.hasText = prompt != nil
    if keepsTexts { row.promptText = prompt.map { Array($0.text) } }
    let key = cells.cell(.promptID) == nil ? prompt : identity
    row.promptKey = key.map { Fingerprint($0.text) }
    if keepsKeys { row.promptBytes = key.map { Array($0.text) } }
    // An empty label is no label.
    if let cell = cells.cell(.intent), !cell.text.isEmpty { row.intentKey = Array(cell.text) }
    row.systemKey = cells.cell(.systemPrompt).map { Fingerprint(Array($0.text) + [0]) }
    row.userKey = cells.cell(.user).map { $0.isNothing ? [] : Array($0.text) } ?? []
    if let cell = cells.cell(.team), !cell.isNothing { row.teamKey = Array(cell.text) }
    if let cell = cells.cell(.apiKey), !cell.isNothing { row.apiKey = Array(cell.text) }
    if let cell = cells.cell(.tier), !cell.isNothing {
      row.tier = String(decoding: cell.text, as: UTF8.self)
    }
    row.model = try required(.model, cells).flatMap { $0.isNothing ? nil : Array($0.text) }
    row.shapeKey = cells.cell(.shape).map { Array($0.text) } ?? row.model
    let variant = cells.cell(.variant).map { Array($0.text) }
    row.variantKey = variant ?? row.model
    try refuseSums(cells)
    try readExtras(cells, &row)
    try readTokens(cells, prompt: prompt, &row)
    addCached(&row)
    try readBlocks(cells, &row)
    try readTurn(cells, &row)
    if row.isFailed == true {
      row.remarks.append(.failed)
      (row.systemTokens, row.contextTokens, row.userTokens, row.outputTokens) = (0, 0, 0, 0)
      for column in [\RecordedRow.cachedTokens, \.writtenTokens, \.writtenHourTokens, \.reasoningTokens]
      where row[keyPath: column] != nil { row[keyPath: column] = 0 }
    }
    if let cell = cells.cell(.temperature), !cell.isNothing {
      row.hasTemperature = !cell.text.elementsEqual(TableColumns.defaultTemperature.utf8)
      row.marks = row.hasTemperature ? try temperature(cell) : []
      if row.marks.isEmpty, variant == nil { row.variantKey = (row.variantKey ?? []) + [0] + cell.text }
    }
    if cells.cell(.batch).map(TableColumns.isTrue) == true { row.marks.insert(.batchEligible) }
    if cells.cell(.personalData).map(TableColumns.isTrue) == true { row.marks.insert(.personalData) }
    if let cell = cells.cell(.priority), !cell.isNothing {
      guard let priority = TablePriority.named(cell.text) else {
        throw RowFault(
          .badValue, "priority is '\(cell.shown)'; low, normal or high was expected", at: cell.position)
      }
      row.priority = priority
    }
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
      row.inputRule = .estimated
      row.userTokens = UInt32(clamping: TokenCount.estimate(characters: TokenCount.weight(prompt.text)))
    } else {
      row.inputRule = .assumed
    }
    row.outputTokens = defaultOutput
    row.outputRule = .assumed
    if let cell = try required(.outputTokens, cells) {
      row.outputTokens = try TokenCount.read(cell, "output_tokens")
      row.outputRule = .recorded
    }
    if let cell = cells.cell(.inputRule), !cell.text.isEmpty {
      row.inputRule = try rule(cell, "source_of_input_tokens")
    }
    if let cell = cells.cell(.outputRule), !cell.text.isEmpty {
      row.outputRule = try rule(cell, "source_of_output_tokens")
    }
  }

  /// Reads what a log tells beside the request; such a cell may be empty.
  private func readExtras(_ cells: some TableCells, _ row: inout RecordedRow) throws(RowFault) {
    func cell(_ column: TableColumn) -> Cell? { cells.cell(column).flatMap { $0.isNothing ? nil : $0 } }
    if let cell = cell(.cachedTokens) { row.cachedTokens = try TokenCount.read(cell, "cached_tokens") }
    if let cell = cell(.writtenTokens) { row.writtenTokens = try TokenCount.read(cell, "written_tokens") }
    if let cell = cell(.writtenHourTokens) {
      row.writtenHourTokens = try TokenCount.read(cell, "written_1h_tokens")
    }
    row.gatewayHit = cell(.gatewayHit).map { GatewayHit($0.text) }
    if row.gatewayHit == .near { row.remarks.append(.nearHit) }
    row.hadText = cell(.hadText).map(TableColumns.isTrue) ?? false
    if let cell = cell(.reasoningTokens) {
      row.reasoningTokens = try TokenCount.read(cell, "reasoning_tokens")
    }
    if let cell = cell(.cost) { row.cost = try Dollars.read(cell) }
    if let cell = cell(.latency) { row.latency = try seconds(cell, "latency_s", of: .latency) }
    if let cell = cell(.firstToken) { row.firstToken = try seconds(cell, "first_token_s", of: .firstToken) }
    func node(_ column: TableColumn) -> JSONNode? {
      cell(column).map { JSONNode(.string(String(decoding: $0.text, as: UTF8.self)), at: $0.position) }
    }
    if let status = node(.status) { row.isFailed = CallReader.isFailure(status) }
    if let success = cell(.success) { row.isFailed = row.isFailed == true || !TableColumns.isYes(success) }
    if names[TableColumn.error.rawValue] != nil {
      row.isFailed = row.isFailed == true || node(.error).map(CallReader.isError) ?? false
    }
  }

  /// Refuses a row that tells of several calls.
  private func refuseSums(_ cells: some TableCells) throws(RowFault) {
    guard let cell = cells.cell(.requests), !cell.isNothing,
      case .value(let count) = DecimalText.read(cell.text.withoutThousands, scale: 6), count != 1_000_000
    else { return }
    throw RowFault(
      .badValue,
      "the row sums up \(cell.shown) calls ('\(names[TableColumn.requests.rawValue] ?? "")'); a log with a row for each call was expected",
      at: cell.position)
  }

  /// Adds cached tokens to an input that lacks them: under Anthropic's names they stand beside it, and more than it has
  /// must.
  private func addCached(_ row: inout RecordedRow) {
    guard row.inputRule == .recorded else { return }
    let cache = [row.cachedTokens, row.writtenTokens, row.writtenHourTokens].reduce(0) { $0 + Int($1 ?? 0) }
    let input = Int(row.systemTokens) + Int(row.contextTokens) + Int(row.userTokens)
    guard cache > 0, isCachedBeside || cache > input else { return }
    row.remarks.append(isCachedBeside ? .cachedNamed : .cachedBeside)
    row.userTokens = UInt32(clamping: Int(row.userTokens) + cache)
  }

  /// Reads a duration in nanoseconds; in milliseconds where the file's name of the column says so.
  func seconds(_ cell: Cell, _ name: String, of column: TableColumn? = nil) throws(RowFault) -> Int64 {
    let isShort = column.flatMap { names[$0.rawValue] }.map(ColumnName.isMilliseconds) ?? false
    guard case .value(let value) = DecimalText.read(cell.text.withDecimalPoint, scale: isShort ? 6 : 9),
      value >= 0, value < Int128(1) << 62
    else {
      throw RowFault(
        .badValue, "\(name) is '\(cell.shown)'; seconds of at least 0 were expected", at: cell.position)
    }
    return Int64(value)
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

/// The priority of a request as a table has it.
enum TablePriority {
  /// The names, by their rank.
  static let names = ["low", "normal", "high"]

  /// The rank of a name in any case, or nil.
  static func named(_ text: ArraySlice<UInt8>) -> Int? {
    names.firstIndex(of: String(decoding: text, as: UTF8.self).lowercased())
  }
}
