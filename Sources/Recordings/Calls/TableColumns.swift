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

  /// What the names of the columns of money and time say of their units.
  let units: [ColumnUnit?]
  private let unit: TimestampUnit?
  let defaultOutput: UInt32
  private let keepsTexts: Bool
  private let keepsKeys: Bool
  private let days: DayOrder
  let besideModels: Set<[UInt8]>
  let thoughtModels: Set<[UInt8]>
  /// Whether the columns have the names of Anthropic's API, whose input lacks what was cached.
  let isCachedBeside: Bool
  /// Whether they do in each row, not in those alone that tell what was written.
  let isReadBeside: Bool
  /// Whether `cache_hit` stands for the cached tokens and `cache_miss` for the gateway's hit, and each row tells which of
  /// them both are.
  let mayCountHits: Bool
  /// Whether the tokens are lengths by their names.
  let hasLengths: Bool
  /// Whether a day and a time of day may stand apart.
  let hasClock: Bool
  /// Whether columns say which requests ask the same beside their prompts, as those of our own tables.
  let tellsVariants: Bool

  init(_ source: RecordedSource, names available: [String]) throws(Diagnostic) {
    var known = ColumnNames(available)
    let exact = TableColumn.allCases.map { column in
      source.columns[column.key] ?? known.exactly([column.key] + column.aliases)
    }
    let taken = Set(exact.compactMap { $0 })
    var names = zip(TableColumn.allCases, exact).map { column, name in
      name
        ?? known.find([column.key] + column.aliases, taken: taken, isAnywhere: column != .request)
    }
    var isUncached = false
    if names[TableColumn.inputTokens.rawValue] == nil, names[TableColumn.cachedTokens.rawValue] != nil,
      let found = known.find(TableColumn.uncached, taken: taken)
    {
      names[TableColumn.inputTokens.rawValue] = found
      isUncached = true
    }
    // llama.cpp counts the whole of its cache behind the answer.
    if names[TableColumn.inputTokens.rawValue] == "tokens_evaluated",
      names[TableColumn.cachedTokens.rawValue] == "tokens_cached"
    {
      names[TableColumn.cachedTokens.rawValue] = nil
    }
    mayCountHits =
      available.contains(TableColumns.eitherHit) && available.contains(TableColumns.eitherMiss)
      && [TableColumn.cachedTokens, .gatewayHit].allSatisfy { names[$0.rawValue] == nil }
    if mayCountHits {
      names[TableColumn.cachedTokens.rawValue] = TableColumns.eitherHit
      names[TableColumn.gatewayHit.rawValue] = TableColumns.eitherMiss
    } else if available.contains(TableColumns.eitherHit), names[TableColumn.gatewayHit.rawValue] == nil {
      names[TableColumn.gatewayHit.rawValue] = TableColumns.eitherHit
    }
    // The conventions' gen_ai.system is a provider, so that only the word alone is a system prompt.
    if names[TableColumn.systemPrompt.rawValue] == nil, names[TableColumn.prompt.rawValue] != nil {
      names[TableColumn.systemPrompt.rawValue] = available.first { ColumnName.plain($0) == "system" }
    }
    // A number of turns tells nothing where no conversation is named.
    if source.columns[TableColumn.turn.key] == nil,
      [TableColumn.session, .predecessor, .think].allSatisfy({ names[$0.rawValue] == nil })
    {
      names[TableColumn.turn.rawValue] = nil
    }
    let byWords = TableColumns.addParts(&names, available)
    hasLengths = TableColumns.addLengths(&names, &known)
    self.names = names
    tellsVariants = [TableColumn.variant, .shape].contains { names[$0.rawValue] != nil }
    hasClock = [TableColumn.date, .clock].contains {
      names[$0.rawValue] != nil && names[$0.rawValue] != names[TableColumn.timestamp.rawValue]
    }
    units = TableColumn.allCases.map { column in
      ColumnUnit.columns.contains(column) ? names[column.rawValue].map(ColumnUnit.init) : nil
    }
    mapped = TableColumn.allCases.compactMap { source.columns[$0.key] }
    unit = source.timestampUnit
    defaultOutput = UInt32(source.defaultOutputTokens)
    keepsTexts = source.keepsTexts
    keepsKeys = source.keepsKeys
    days = source.days
    besideModels = source.besideModels
    thoughtModels = source.thoughtModels
    func letters(_ column: TableColumn) -> String {
      byWords.contains(column) ? "" : names[column.rawValue].map(ColumnName.letters) ?? ""
    }
    let isInputPlain = letters(.inputTokens).hasSuffix("inputtokens")
    isReadBeside = isUncached || isInputPlain && letters(.cachedTokens).hasSuffix("cachereadinputtokens")
    isCachedBeside =
      isReadBeside || isInputPlain && letters(.writtenAll).hasSuffix("cachecreationinputtokens")
    let isUseful =
      [TableColumn.prompt, .promptID, .inputTokens].contains { names[$0.rawValue] != nil }
      || [TableColumn.outputTokens, .totalTokens].allSatisfy { names[$0.rawValue] != nil }
    guard isUseful else {
      let shown =
        available.isEmpty
        ? "none"
        : available.prefix(TableColumns.shownNames).map(TableColumns.fileName).joined(separator: ", ")
      let more = available.count - TableColumns.shownNames
      throw Diagnostic(
        "no column holds a prompt, a prompt_id or input_tokens; name them by --column prompt=NAME, in a scenario "
          + "in 'columns' (the file has \(shown)\(more > 0 ? " and \(more) more" : ""))"
          + (source.format == RecordedSource.automatic ? TraceFormat.noOtherFits(available) : ""),
        position: SourcePosition(line: 1, column: 1))
    }
  }

  /// How many names of a file's columns a message shows.
  private static let shownNames = 16

  /// Finds the columns of what was cached, written and thought by their words, where no list has their names.
  ///
  /// - Returns: the columns that were found.
  private static func addParts(_ names: inout [String?], _ available: [String]) -> Set<TableColumn> {
    guard names[TableColumn.inputTokens.rawValue] != nil else { return [] }
    var added: Set<TableColumn> = []
    let isWrittenTold = [TableColumn.writtenAll, .writtenTokens, .writtenHourTokens].contains {
      names[$0.rawValue] != nil
    }
    // llama.cpp counts the whole of its cache behind the answer.
    let isReadTold = names[TableColumn.inputTokens.rawValue] == "tokens_evaluated"
    let parts: [(column: TableColumn, part: CountWords.Part, isTold: Bool)] = [
      (.cachedTokens, .cached, isReadTold), (.writtenAll, .written, isWrittenTold),
      (.writtenHourTokens, .writtenHour, isWrittenTold), (.reasoningTokens, .reasoning, false),
    ]
    for (column, part, isTold) in parts where !isTold && names[column.rawValue] == nil {
      let taken = Set(names.compactMap { $0 })
      guard let found = CountWords.column(part, of: available, taken: taken) else { continue }
      names[column.rawValue] = found
      added.insert(column)
    }
    return added
  }

  /// Takes lengths for tokens where a table has nothing else, and both of them.
  ///
  /// - Returns: whether they were taken.
  private static func addLengths(_ names: inout [String?], _ known: inout ColumnNames) -> Bool {
    guard [TableColumn.inputTokens, .outputTokens, .prompt].allSatisfy({ names[$0.rawValue] == nil }) else {
      return false
    }
    let taken = Set(names.compactMap { $0 })
    let found = [TableColumn.inputTokens, .outputTokens].map {
      known.find($0.lengths, taken: taken)
    }
    guard let input = found[0], let output = found[1] else {
      return false
    }
    names[TableColumn.inputTokens.rawValue] = input
    names[TableColumn.outputTokens.rawValue] = output
    return true
  }

  /// Pairs of names that hold tokens where both of them are numbers.
  private static let pairs = [
    ("input", "output"), ("prompt", "completion"), ("in", "out"), ("prompt", "response"),
    ("prompt", "output"),
    ("input", "completion"), ("input", "response"),
  ]

  /// Names that hold parts of such tokens where they are numbers.
  private static let parts: [(name: String, column: TableColumn)] = [
    ("cached", .cachedTokens), ("cache_read", .cachedTokens), ("cache_read_input", .cachedTokens),
    ("cache_write", .writtenAll), ("cache_write_input", .writtenAll), ("reasoning", .reasoningTokens),
  ]

  /// The name of a `cached` that is a flag: elsewhere it counts tokens.
  static let cachedFlag = "cached_flag"

  /// The names of `cache_hit` and `cache_miss` where the first row does not tell whether they are flags or count tokens.
  static let eitherHit = "cache_hit of either kind"
  static let eitherMiss = "cache_miss of either kind"

  /// What stands behind the name of a time that holds none.
  private static let noTime = " that is no time"

  /// The file's name of a column that is called so for what it holds.
  private static func fileName(_ own: String) -> String {
    switch own {
    case cachedFlag: "cached"
    case eitherHit: "cache_hit"
    case eitherMiss: "cache_miss"
    default: own.hasSuffix(noTime) ? String(own.dropLast(noTime.count)) : own
    }
  }

  /// Whether a first value is none, or a word for that.
  private static func isNothing(_ text: String?) -> Bool {
    text.map { Cell(text: Array($0.utf8)[...], position: SourcePosition(line: 1, column: 1)).isNothing }
      ?? true
  }

  /// The names of a table's columns, as its header and first row tell what they hold.
  static func ownNames(_ header: CSVHeader) -> [String] {
    func text(_ name: String) -> String? {
      guard let row = header.first, let place = header.names.firstIndex(of: name), place < row.count else {
        return nil
      }
      return String(decoding: row[place], as: UTF8.self)
    }
    return ownNames(
      header.names, isNumber: { header.numbers.contains($0) },
      isFlag: {
        text($0).map { ["true", "false", "t", "f", "yes", "no"].contains($0.lowercased()) } ?? false
      },
      value: { text($0).flatMap { Double($0) } }, text: text)
  }

  /// The names of a record's members, as the first record tells what they hold.
  static func ownNames(_ keys: [String], _ first: JSONNode) -> [String] {
    ownNames(
      keys, isNumber: { first[$0]?.number != nil }, isFlag: { first[$0]?.boolean != nil },
      value: { first[$0]?.number },
      text: { name in first[name].flatMap { $0.string ?? $0.boolean.map { String($0) } } })
  }

  /// Names of times that may stand for a place, a flag or whoever made something as well.
  static let vagueTimes: Set<String> = ["at", "start", "created"]

  /// The names of a file's columns, with those of tokens for a pair such as `input` and `output` whose values are numbers.
  private static func ownNames(
    _ names: [String], isNumber: (String) -> Bool, isFlag: (String) -> Bool, value: (String) -> Double?,
    text: (String) -> String?
  ) -> [String] {
    let small = names.map { $0.lowercased() }
    var own = names
    for (place, name) in small.enumerated() where vagueTimes.contains(name) {
      guard let held = text(names[place]), !isNothing(held), !NamedDate.isPossible(held) else { continue }
      own[place] = name + noTime
    }
    if let place = small.firstIndex(of: "cached"), isFlag(names[place]) { own[place] = cachedFlag }
    // Tokens that a prompt cache had and lacked; flags of a gateway's cache are 1 together.
    if let hit = small.firstIndex(of: "cache_hit"), let miss = small.firstIndex(of: "cache_miss"),
      let had = value(names[hit]), let lacked = value(names[miss]), had + lacked > 1
    {
      (own[hit], own[miss]) = (TableColumn.cachedTokens.key, "cache_miss_tokens")
    } else if let hit = small.firstIndex(of: "cache_hit"), let miss = small.firstIndex(of: "cache_miss"),
      [names[hit], names[miss]].allSatisfy({ isNumber($0) || isNothing(text($0)) })
    {
      (own[hit], own[miss]) = (eitherHit, eitherMiss)
    }
    for (input, output) in pairs {
      guard let first = small.firstIndex(of: input), let second = small.firstIndex(of: output),
        isNumber(names[first]), isNumber(names[second])
      else { continue }
      (own[first], own[second]) = (TableColumn.inputTokens.key, TableColumn.outputTokens.key)
      // Numbers beside them are parts of them.
      for (name, column) in parts
      where !small.contains(where: { $0.contains("tok") && $0.contains(name.prefix(4)) }) {
        if let place = small.firstIndex(of: name), isNumber(names[place]) { own[place] = column.key }
      }
      return own
    }
    return own
  }

  /// Whether a record of JSON is of some format, as a table if it has one of the columns that make it useful.
  ///
  /// - Parameter isCertain: whether a table needs the tokens of both sides.
  static func isTold(_ sample: TraceSample, _ source: RecordedSource, isCertain: Bool = false) -> Bool {
    if TraceFormat.all.dropLast().contains(where: { $0.matches(sample) }) { return true }
    let names: [String]
    switch sample {
    case .empty: return true
    case .csv(let header): names = ownNames(header)
    case .json(let keys, let first): names = ownNames(keys, first)
    }
    guard let columns = try? TableColumns(source, names: names) else { return false }
    return !isCertain
      || [TableColumn.inputTokens, .outputTokens].allSatisfy { columns.names[$0.rawValue] != nil }
  }

  func read(_ cells: some TableCells, _ row: inout RecordedRow) throws(RowFault) {
    if isOther(cells) {
      row.isCall = false
      row.remarks.append(.foreign)
      return
    }
    if let stated = try required(.timestamp, cells) {
      let cell = whole(stated, cells)
      let zone = try Timestamp.zone(cells.cell(.zone), of: cell)
      (row.time, row.timeUnit) = try time(cell, zone)
      if row.timeUnit == .iso8601 {
        row.days = Timestamp.dayOrder(cell)
        if Timestamp.isLocal(cell, zone) { row.remarks.append(.localTime) }
        if isDay(cell.text) { row.remarks.append(.dayAlone) }
      }
    }
    let stated = try required(.prompt, cells)
    // Rows without a text are not equal for that.
    let prompt = stated.flatMap { MessageContent.isNone($0.text) ? nil : $0 }
    if stated != nil, prompt == nil { row.remarks.append(.cutText) }
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
    if CallReader.isPlaceInCode(row.userKey) { row.userKey = [] }
    if let cell = cells.cell(.team), !cell.isNothing { row.teamKey = Array(cell.text) }
    if let cell = cells.cell(.apiKey), !cell.isNothing { row.apiKey = Array(cell.text) }
    if let cell = cells.cell(.tier), !cell.isNothing {
      row.tier = String(decoding: cell.text, as: UTF8.self)
    }
    // No column has it where an object may.
    let model = names[TableColumn.model.rawValue] == nil ? cells.cell(.model) : try required(.model, cells)
    row.model = model.flatMap { $0.isNothing ? nil : Array($0.text) }
    row.shapeKey = cells.cell(.shape).map { Array($0.text) } ?? row.model
    let variant = cells.cell(.variant).map { Array($0.text) }
    row.variantKey = variant ?? row.model
    try refuseSums(cells)
    try readExtras(cells, &row)
    try readTokens(cells, prompt: prompt, &row)
    if names[TableColumn.gatewayHit.rawValue] == TableColumns.cachedFlag, row.isPaidHit {
      row.gatewayHit = nil
    }
    nameCall(cells, &row)
    try readBlocks(cells, &row)
    try readTurn(cells, &row)
    if row.isFailed == true { row.settleFailure() }
    if let cell = cells.cell(.temperature), !cell.isNothing {
      row.hasTemperature = !cell.text.elementsEqual(TableColumns.defaultTemperature.utf8)
      row.marks = row.hasTemperature ? try temperature(cell) : []
      if !row.hasTemperature { row.remarks.append(.defaultTemperature) }
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

  /// Whether a row tells of something else than a call, as of a tool or of speech: it has no model, where the table has a
  /// column of it or the row no key of a count, and neither a prompt, a count, a cost nor a failure.
  private func isOther(_ cells: some TableCells) -> Bool {
    let hasModels = names[TableColumn.model.rawValue] != nil
    guard names[TableColumn.inputTokens.rawValue] != nil,
      names[TableColumn.prompt.rawValue] == nil || hasModels, hasModels || !cells.hasCounts
    else { return false }
    return TableColumns.marks.allSatisfy { cells.cell($0)?.isNothing ?? true }
      && !cells.mayHaveOtherCounts && !tellsFailure(cells)
  }

  /// What a row of a call has some of, the likeliest first.
  private static let marks: [TableColumn] = [
    .inputTokens, .model, .outputTokens, .totalTokens, .prompt, .promptID, .cost, .inputCost, .outputCost,
  ]

  /// Reads a time in the stated unit, or in that which its size tells.
  func time(_ cell: Cell, _ zone: ZoneRules?) throws(RowFault) -> (Int128, TimestampUnit) {
    if let unit { return (try Timestamp.read(cell, unit, days: days, zone: zone), unit) }
    return try Timestamp.read(cell, days: days, zone: zone)
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
  func required(_ column: TableColumn, _ cells: some TableCells) throws(RowFault) -> Cell? {
    guard let name = names[column.rawValue] else { return nil }
    guard let cell = cells.cell(column) else {
      throw RowFault(.missingValue, "the row lacks '\(name)'", at: cells.position)
    }
    return cell
  }
}

/// What the name of a column says of the unit of its values.
struct ColumnUnit: Sendable {
  /// The columns that have units: names are put into words once a file, not once a cell.
  static let columns: Set<TableColumn> = [
    .cost, .inputCost, .outputCost, .readCost, .writeCost, .latency, .firstToken,
  ]

  /// Decimal places between the unit and a picodollar.
  let dollarPlaces: Int
  /// Decimal places between the unit and a nanosecond.
  let secondPlaces: Int
  /// Whether the name is a duration's and tells no unit.
  let isUnitless: Bool

  init(_ name: String) {
    dollarPlaces = ColumnName.dollarPlaces(name)
    secondPlaces = ColumnName.places(name)
    isUnitless = TableColumn.unitless.contains(ColumnName.words(name))
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
