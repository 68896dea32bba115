import Declarations
import Simulation
import Traffic

/// Writes a log so that it can be shared: lengths, times, counts, models, prices, statuses and hits stay, texts and
/// names are gone.
///
/// What tells two texts, users or settings apart stands as a salted hash, so that equal ones stay equal; prefix blocks
/// have numbers in the order of their first appearance. Names of tiers stay, since budgets name them, and of models but for
/// whose they are. The lines are
/// those of the format `table`, and every figure that needs no text is that of the log.
package struct LogRedactor {
  /// What was read.
  package let log: RecordedLog
  private var hash: ([UInt8]) -> String
  /// The columns that some row has; every row has all of them, since the first one tells the columns of a table.
  private var columns: [TableColumn] = []

  /// A redactor of a log.
  ///
  /// - Parameter hash: a salted hash that nobody can turn around.
  /// - Complexity: O(requests + prefix blocks).
  package init(_ log: RecordedLog, hash: @escaping ([UInt8]) -> String) {
    self.log = log
    self.hash = { _ in "" }
    var found: Set<TableColumn> = [.promptID, .systemTokens, .contextTokens]
    for index in 0..<log.stream.count { found.formUnion(values(index).keys) }
    columns = TableColumn.allCases.filter(found.contains)
    self.hash = hash
  }

  /// The requests of a range as JSON lines.
  package func text(_ range: Range<Int>) -> String {
    var text = ""
    for index in range {
      let values = values(index)
      text += JSONValue(members: columns.map { ($0.key, values[$0] ?? missing($0, index)) }).text(indent: nil)
      text += "\n"
    }
    return text
  }

  /// What stands for a value that a row lacks and others have.
  private func missing(_ column: TableColumn, _ index: Int) -> JSONValue {
    switch column {
    // A prompt that nothing tells from others is one of its own.
    case .promptID: name("row", Fingerprint(Array("\(index)".utf8)))
    case .systemTokens, .contextTokens: 0
    case .model: ""
    default: .null
    }
  }

  private func values(_ index: Int) -> [TableColumn: JSONValue] {
    let stream = log.stream
    var values: [TableColumn: JSONValue] = [:]
    func add(_ column: TableColumn, _ value: JSONValue?) {
      if let value { values[column] = value }
    }
    add(.timestamp, time(index))
    add(.promptID, log.keys.prompt(stream.prompt[index]).map { name("prompt", $0) })
    add(.intent, log.keys.intent(stream.intent[index]).map { name("intent", $0) })
    add(.user, log.keys.user(stream.user[index]).map { name("user", $0) })
    add(.systemPrompt, log.keys.systemPrompt(stream.systemPrompt[index]).map { name("system", $0) })
    for (column, tokens) in [
      (TableColumn.systemTokens, stream.systemTokens), (.contextTokens, stream.contextTokens),
    ] where tokens[index] > 0 {
      add(column, JSONValue(Int(tokens[index])))
    }
    add(.inputTokens, JSONValue(stream.inputTokens(index)))
    add(.outputTokens, JSONValue(Int(stream.outputTokens[index])))
    addRules(log.facts[index], add)
    let marks = stream.marks[index]
    if log.facts[index].hasTemperature {
      add(.temperature, marks.contains(.temperatureZero) ? 0 : 1)
    } else if !marks.contains(.temperatureZero) {
      add(.temperature, .string(TableColumns.defaultTemperature))
    }
    if marks.contains(.batchEligible) { add(.batch, true) }
    if marks.contains(.personalData) { add(.personalData, true) }
    if marks.service != .standard { add(.service, .string(marks.service.name)) }
    if marks.terms.contains(.fast) { add(.speed, "fast") }
    if marks.terms.contains(.keptInUS) { add(.place, "us") }
    if marks.priority != 1 { add(.priority, .string(TablePriority.names[marks.priority])) }
    if stream.latentDifficulty[index] != 0 || marks.difficulty != .medium {
      add(.difficulty, .string("\(stream.latentDifficulty[index])"))
    }
    if !stream.tierNames.isEmpty { add(.tier, .string(stream.tierNames[marks.tier])) }
    addRecorded(index, add)
    addVariant(index, add)
    addBlocks(index, add)
    addTurn(index, add)
    return values
  }

  private func addRules(_ facts: RowFacts, _ add: (TableColumn, JSONValue?) -> Void) {
    for (column, rule) in [(TableColumn.inputRule, facts.inputRule), (.outputRule, facts.outputRule)]
    where rule != .recorded {
      add(column, .string(rule.key))
    }
    if facts.hasText { add(.hadText, true) }
  }

  private func addRecorded(_ index: Int, _ add: (TableColumn, JSONValue?) -> Void) {
    let recorded = log.stream.recorded
    add(.model, recorded.model[index].map { .string(model(recorded.modelNames[Int($0)])) })
    add(.team, recorded.team[index].flatMap { log.keys.team($0) }.map { name("team", $0) })
    add(.apiKey, recorded.apiKey[index].flatMap { log.keys.apiKey($0) }.map { name("key", $0) })
    for (column, tokens) in [
      (TableColumn.cachedTokens, recorded.cachedTokens), (.writtenTokens, recorded.writtenTokens),
      (.writtenHourTokens, recorded.writtenHourTokens), (.reasoningTokens, recorded.reasoningTokens),
      (.audioInputTokens, recorded.audioInputTokens), (.imageInputTokens, recorded.imageInputTokens),
      (.audioOutputTokens, recorded.audioOutputTokens), (.imageOutputTokens, recorded.imageOutputTokens),
      (.webSearches, recorded.webSearches),
    ] {
      add(column, tokens[index].map { JSONValue(Int($0)) })
    }
    add(.cost, recorded.cost[index].map { LogRedactor.decimal(Int128($0), places: 12) })
    add(.latency, recorded.latency[index].map { LogRedactor.decimal(Int128($0), places: 9) })
    add(.firstToken, recorded.firstToken[index].map { LogRedactor.decimal(Int128($0), places: 9) })
    add(.status, recorded.failed[index].map { $0 == 1 ? "failed" : "success" })
    add(
      .gatewayHit,
      recorded.nearHit[index] == 1 ? "semantic hit" : recorded.gatewayHit[index].map { .boolean($0 == 1) })
  }

  private func addVariant(_ index: Int, _ add: (TableColumn, JSONValue?) -> Void) {
    let variants = log.stream.variants
    if !variants.ofRequest.isEmpty {
      add(.variant, log.keys.variant(variants.variant(of: index)).map { name("variant", $0) })
    }
    if !variants.shapeOfIntent.isEmpty {
      let shape = variants.shapeOfIntent[Int(log.stream.intent[index])]
      add(.shape, log.keys.shape(shape).map { name("shape", $0) })
    }
  }

  private func addBlocks(_ index: Int, _ add: (TableColumn, JSONValue?) -> Void) {
    guard let blocks = log.stream.prefixBlocks else { return }
    let range = blocks.places(of: index)
    if range.isEmpty { return }
    add(.blocks, JSONValue(range.map { JSONValue(Int(blocks.ids[$0])) }))
    if blocks.lengths.isEmpty {
      add(.blockTokens, JSONValue(blocks.blockTokens))
    } else {
      add(.blockLengths, JSONValue(range.map { JSONValue(Int(blocks.lengths[$0])) }))
    }
  }

  private func addTurn(_ index: Int, _ add: (TableColumn, JSONValue?) -> Void) {
    let stream = log.stream
    guard stream.hasTurns, stream.session[index] != QueryStream.noSession else { return }
    add(.session, log.keys.session(stream.session[index]).map { name("session", $0) })
    add(.turn, JSONValue(Int(stream.turn[index])))
    let followed = stream.predecessors(of: index).map { JSONValue(Int(stream.turn[$0])) }
    if !followed.isEmpty { add(.predecessor, followed.count == 1 ? followed[0] : JSONValue(followed)) }
    if stream.think[index] >= 0 {
      add(.think, LogRedactor.decimal(Int128(stream.think[index]), places: 9))
    }
  }

  /// A model's name without whose it is: of a model tuned for somebody what it was made of, if that is known, and a salted
  /// hash; of a name of Amazon's everything but the account, of one of Google's everything but the project.
  private func model(_ name: String) -> String {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if parts.count > 2, parts[0] == "ft" || parts[0].hasSuffix("/ft") {
      // ft:gpt-4o-mini-2024-07-18:org:name:id.
      return "\(parts[0]):\(parts[1]):\(hash(Array("model".utf8) + [0] + Array(name.utf8)))"
    }
    if parts.count > 5, parts[0] == "arn" || parts[0].hasSuffix("/arn") {
      return (parts[..<4] + [""] + parts[5...]).joined(separator: ":")
    }
    let path = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if let place = path.firstIndex(of: "projects"), place + 2 < path.count {
      // projects/acme/locations/us-central1/publishers/google/models/gemini-2.5-pro.
      return (path[...place] + [""] + path[(place + 2)...]).joined(separator: "/")
    }
    if let place = path.firstIndex(of: "accounts"), place + 2 < path.count, path[place + 1] != "fireworks" {
      // accounts/acme/models/name, beside those of Fireworks AI itself.
      let own = hash(Array("model".utf8) + [0] + Array(name.utf8))
      return (path[...place] + [own]).joined(separator: "/")
    }
    return name
  }

  /// A key's salted hash; keys of two kinds never meet.
  private func name(_ kind: String, _ key: Fingerprint) -> JSONValue {
    var bytes = Array(kind.utf8) + [0]
    bytes.appendLittleEndian(key.high)
    bytes.appendLittleEndian(key.low)
    return .string(hash(bytes))
  }

  private func time(_ index: Int) -> JSONValue? {
    guard let first = log.stream.reading?.firstTime else { return nil }
    let time = first + Int128(log.stream.arrival[index].nanoseconds)
    // Numbers of this size are times since 1970, which a date writes exactly.
    if first >= 100_000_000_000_000_000 { return .string(CalendarTime(nanoseconds: time).text(decimals: 9)) }
    return LogRedactor.decimal(time, places: 9)
  }

  /// A decimal with its digits up to the last that is not 0; a text where a double would round it.
  static func decimal(_ value: Int128, places: Int) -> JSONValue {
    var digits = String(value)
    if digits.count <= places { digits = String(repeating: "0", count: places + 1 - digits.count) + digits }
    let whole = digits.dropLast(places)
    var fraction = digits.suffix(places)
    while fraction.last == "0" { fraction.removeLast() }
    let text = fraction.isEmpty ? String(whole) : "\(whole).\(fraction)"
    if text.count <= 15, let number = Double(text) { return JSONValue(number) }
    return .string(text)
  }
}

/// What was read of one row that its request does not hold.
struct RowFacts {
  let inputRule: RecordedReading.TokenRule
  let outputRule: RecordedReading.TokenRule
  let hasTemperature: Bool
  let hasText: Bool

  init(_ row: RecordedRow) {
    inputRule = row.inputRule
    outputRule = row.outputRule
    hasTemperature = row.hasTemperature
    hasText = row.hasText || row.hadText
  }
}

/// A log with what tells its texts and names apart.
package struct RecordedLog {
  /// The stream.
  package let stream: QueryStream
  let facts: [RowFacts]
  let keys: RecordedKeys
}

/// Fingerprints of what a stream numbers.
struct RecordedKeys {
  private let prompts, intents, users, systemPrompts, variants, shapes, sessions, teams,
    apiKeys: [UInt32: Fingerprint]

  init(
    prompts: KeyNumbering, intents: KeyNumbering, users: KeyNumbering, systemPrompts: KeyNumbering,
    variants: KeyNumbering, shapes: KeyNumbering, sessions: KeyNumbering, teams: KeyNumbering,
    apiKeys: KeyNumbering
  ) {
    self.teams = teams.keys
    self.apiKeys = apiKeys.keys
    self.sessions = sessions.keys
    self.prompts = prompts.keys
    self.intents = intents.keys
    self.users = users.keys
    self.systemPrompts = systemPrompts.keys
    self.variants = variants.keys
    self.shapes = shapes.keys
  }

  /// That of a prompt; nil for one that nothing tells from others.
  func prompt(_ number: UInt32) -> Fingerprint? { prompts[number] }

  /// That of a label; nil for an intent without.
  func intent(_ number: UInt32) -> Fingerprint? { intents[number] }

  /// That of a user; nil for one that the log does not name.
  func user(_ number: UInt32) -> Fingerprint? { users[number].flatMap { $0 == Fingerprint([]) ? nil : $0 } }

  /// That of a system prompt.
  func systemPrompt(_ number: UInt32) -> Fingerprint? { systemPrompts[number] }

  /// That of a variant.
  func variant(_ number: UInt32) -> Fingerprint? { variants[number] }

  /// That of a session.
  func session(_ number: UInt32) -> Fingerprint? { sessions[number] }

  /// That of a team.
  func team(_ number: UInt32) -> Fingerprint? { teams[number] }

  /// That of an API key.
  func apiKey(_ number: UInt32) -> Fingerprint? { apiKeys[number] }

  /// That of a shape.
  func shape(_ number: UInt32) -> Fingerprint? { shapes[number] }
}
