import Declarations
import Files

/// Reads a call of a log by its layout.
struct CallReader {
  let layout: CallLayout
  let defaultOutput: UInt32
  private let keepsTexts: Bool
  private let keepsKeys: Bool
  let days: DayOrder
  /// What the request before asked, which the next one of a conversation begins with.
  private let last = LastMessages()
  /// What first messages are; nil where nobody wants it.
  private let heads: LastHeads?
  let besideModels: Set<[UInt8]>
  let thoughtModels: Set<[UInt8]>

  /// A reader for a source's settings.
  init(_ layout: CallLayout, _ source: RecordedSource) {
    self.layout = layout
    defaultOutput = UInt32(source.defaultOutputTokens)
    keepsTexts = source.keepsTexts
    keepsKeys = source.keepsKeys
    heads = source.keepsHeads ? LastHeads() : nil
    days = source.days
    besideModels = source.besideModels
    thoughtModels = source.thoughtModels
  }

  /// Reads a row.
  func read(_ node: JSONNode, _ row: inout RecordedRow) throws(RowFault) {
    let inner = layout.request.lazy.compactMap { node.at($0)?.unfolded }.first {
      $0.members?.isEmpty == false
    }
    let body = inner ?? node
    let response = node.first(of: layout.response)?.unfolded
    readNames(node, &row)
    guard row.isCall else { return }
    try readTimes(node, &row)
    try readModelAndSettings(node, body, response, &row)
    let messages = try messages(node, body)
    if let messages, !messages.isCut {
      row.promptKey = messages.key
      row.promptBytes = messages.bytes
      row.hasText = true
      if keepsTexts { row.promptText = Array(messages.question.utf8) }
      row.blocks = messages.prefixes.map(\.id)
      row.head = heads?.shape(of: messages)
    } else if messages != nil {
      row.remarks.append(.cutText)
    }
    row.systemKey = messages?.systemKey
    row.intentKey = node.first(of: layout.intent).flatMap { Cell($0) }.map { Array($0.text) }
    let user = inner?.at(CallReader.user) ?? node.first(of: layout.user)
    row.userKey = user.flatMap { Cell($0) }.map { Array($0.text) } ?? []
    if CallReader.isPlaceInCode(row.userKey) { row.userKey = [] }
    if layout.hasSessions, !row.userKey.isEmpty { row.remarks.append(.sessionAsUser) }
    func key(_ paths: [FieldPath]) -> [UInt8]? {
      node.first(of: paths).flatMap { Cell($0) }.flatMap { $0.text.isEmpty ? nil : Array($0.text) }
    }
    row.teamKey = key(layout.team)
    row.apiKey = key(layout.apiKey)
    row.session = node.first(of: layout.session).flatMap { Cell($0) }.map { Array($0.text) } ?? []
    row.thread = layout.thread.flatMap { node[$0]?.string } ?? ""
    if layout.isBatch(node) { row.marks.insert(.batchEligible) }
    try readStatus(node, response, &row)
    row.cost = try ownKeyCost(node, beside: try cost(node))
    if row.cost != nil, let currency = node.first(of: CallReader.currencies).flatMap({ Cell($0) }),
      !Dollars.isCurrency(currency.text)
    {
      row.cost = nil
      row.remarks.append(.otherCurrency)
    }
    try readTokens(node, response, messages, &row)
    if layout.wasBatch, row.isFailed != true { row.note(.batch) }
    if let messages, row.blocks != nil {
      row.blockLengths = messages.lengths(inputTokens: Int(row.systemTokens) + Int(row.userTokens))
    }
    readGatewayHit(node, &row)
    if !layout.sameBeside.isEmpty, !row.mayGrow { nameFigures(&row) }
  }

  /// Tells a call by its counts, its cost and its model too, where its name may stand for several: some programs give one
  /// name to all calls of a question. A row that could not tell them yet goes by name and time.
  private func nameFigures(_ row: inout RecordedRow) {
    row.mayComplete = true
    guard row.tellsUsage, row.isFailed != true, var key = row.callKey else { return }
    let input = UInt64(row.systemTokens) + UInt64(row.contextTokens) + UInt64(row.userTokens)
    for value in [input, UInt64(row.outputTokens), UInt64(bitPattern: row.cost ?? -1)] {
      key.append(0)
      key.appendLittleEndian(value)
    }
    row.callKey = key + (row.model ?? [])
  }

  private static let currencies: [FieldPath] = [
    "currency", "cost_currency", "currency_code", "costCurrency", "billing_currency", "usage.currency",
    "cost.currency", "cost_unit", "costUnit",
    "metadata.usage.currency", "outputs.usage.currency",
  ]

  /// The cost in picodollars: under the layout's names, in another unit by its name, or of input and output together.
  private func cost(_ node: JSONNode) throws(RowFault) -> Int64? {
    if let cost = node.first(of: layout.cost), !cost.isVoid { return try Dollars.read(cost) }
    let bits = node.keyBits
    for (path, places) in CallLayout.partsOfDollars where path.bits & bits != 0 {
      guard let found = node.at(path), !found.isVoid, let cell = Cell(found) else { continue }
      return try Dollars.read(cell, places: places)
    }
    if let details = node.first(of: layout.costDetails)?.unfolded, details.members?.isEmpty == false {
      return try Dollars.read(parts: details)
    }
    var cost: Int64?
    for paths in [CallLayout.dollarsOfInput, CallLayout.dollarsOfOutput] {
      guard let part = node.first(of: paths), !part.isVoid else { continue }
      cost = try Dollars.add(try Dollars.read(part), to: cost ?? 0, at: part.position)
    }
    for paths in [CallLayout.dollarsOfReads, CallLayout.dollarsOfWrites] {
      guard let sum = cost, let part = node.first(of: paths), !part.isVoid else { continue }
      cost = try Dollars.add(try Dollars.read(part), to: sum, at: part.position)
    }
    return cost
  }

  /// The cost with what the provider billed itself, where a gateway called it with a key of the user's own: the gateway's
  /// cost is its fee then.
  private func ownKeyCost(_ node: JSONNode, beside fee: Int64?) throws(RowFault) -> Int64? {
    guard let fee else { return nil }
    let isOwn = node.first(of: CallReader.ownKeys).flatMap { Cell($0) }.map(TableColumns.isYes) ?? false
    guard let part = isOwn ? node.first(of: CallReader.upstream) : node["byok_usage_inference"], !part.isVoid
    else {
      return fee
    }
    return try Dollars.add(try Dollars.read(part), to: fee, at: part.position)
  }

  /// Whether the key was the user's own, and what the provider billed for it, as OpenRouter tells them.
  private static let ownKeys: [FieldPath] = [
    "is_byok", "usage.is_byok", "response.usage.is_byok", "response.body.usage.is_byok",
  ]
  private static let upstream: [FieldPath] = [
    "upstream_inference_cost", "usage.cost_details.upstream_inference_cost",
    "response.usage.cost_details.upstream_inference_cost",
    "response.body.usage.cost_details.upstream_inference_cost",
  ]

  private static let user: FieldPath = "user"
  private static let error: FieldPath = "error"

  /// Reads what the call is called, and where it lies among others.
  private func readNames(_ node: JSONNode, _ row: inout RecordedRow) {
    func key(_ paths: [FieldPath]) -> [UInt8]? {
      node.first(of: paths).flatMap { Cell($0) }.flatMap { $0.text.isEmpty ? nil : Array($0.text) }
    }
    row.callKey = key(layout.id)
    if !layout.sameBeside.isEmpty, let name = row.callKey {
      // A gateway's cache gives the answer of one call, with its name, to another.
      let isHit = node.first(of: layout.gatewayHit).map { GatewayHit($0) != .miss } ?? false
      row.callKey = isHit ? nil : key(layout.sameBeside).map { name + [0] + $0 }
    }
    row.aliasKey = layout.sameBeside.isEmpty ? key(layout.alias) : row.callKey
    row.mayReplay = layout.isReplay.map { node[$0] != nil } ?? false
    row.mayGrow = layout.mayGrow
    if let name = key(layout.growing),
      node.first(of: layout.gatewayHit).map({ GatewayHit($0) == .miss }) ?? true
    {
      (row.callKey, row.aliasKey, row.mayGrow) = (name, nil, true)
    }
    row.mayComplete = layout.mayComplete
    row.span = key(layout.span).map { Fingerprint($0).high }
    row.parentSpan = key(layout.parentSpan).map { Fingerprint($0).high }
    row.trace = key(layout.trace).map { Fingerprint($0).high }
    if let mark = layout.isSpan, node[mark] != nil { row.isCall = false }
    if let mark = layout.isAgent, node[mark] != nil { row.isAgent = true }
    for mark in layout.marked where node[mark.name] != nil { row.remarks.append(mark.remark) }
    if CallReader.sumsUp(node), !row.remarks.contains(.turns) { row.remarks.append(.turns) }
    if layout.isOther(node) { row.isCall = false }
    if layout.isMention(node) {
      row.isCall = false
      row.remarks.append(.foreign)
    }
    if layout.isPiece(node) {
      row.isCall = false
      row.remarks.append(.piece)
    }
  }

  /// Whether a text is a file and a line of it, as loggers name their `caller`: no user.
  static func isPlaceInCode(_ text: [UInt8]) -> Bool {
    guard let colon = text.lastIndex(of: UInt8(ascii: ":")), colon + 1 < text.count else { return false }
    return text[(colon + 1)...].allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
      && text[..<colon].contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
  }

  private func readModelAndSettings(
    _ node: JSONNode, _ body: JSONNode, _ response: JSONNode?, _ row: inout RecordedRow
  ) throws(RowFault) {
    let model =
      body.first(of: CallReader.models) ?? node.first(of: layout.model)
      ?? response?.first(of: CallReader.answeredModels)
    func name(_ node: JSONNode?) -> [UInt8]? {
      node.flatMap { Cell($0) }.flatMap { $0.text.isEmpty ? nil : Array($0.text) }
    }
    row.model = name(model)
    let bodies = [body] + layout.settings.compactMap { node.at($0)?.unfolded } + holders(node, body)
    let settings = try RequestSettings(
      bodies + bodies.flatMap { $0.all(of: CallReader.settings) }, model: row.model)
    row.variantKey = settings.variant
    row.shapeKey = settings.shape
    // A router, a fallback or a deployment's own name asks for another model than the one that answers and is billed.
    let isAnswer = response.map { node in CallReader.answers.contains { node[$0] != nil } } ?? false
    let answering =
      (isAnswer ? response?.first(of: CallReader.answeredModels) : nil)
      ?? (layout.answeredModel.isEmpty ? nil : node.first(of: layout.answeredModel))
    if let asked = row.model, let answered = name(answering), !ModelKind.isSame(asked, answered),
      !CallReader.isNoModel(answered)
    {
      row.model = answered
      row.remarks.append(.otherModel)
    }
    if let temperature = settings.temperature {
      row.marks = temperature == 0 ? [.temperatureZero] : []
      row.hasTemperature = true
    } else if layout.tellsTemperature {
      row.marks = []
      row.remarks.append(.defaultTemperature)
    }
  }

  /// Whether a name says that it is not known which model answered, as spans of LangChain have it
  /// (traceloop/openllmetry, issue 3098).
  private static func isNoModel(_ name: [UInt8]) -> Bool {
    ["unknown", "none", "null"].contains(String(decoding: name, as: UTF8.self).lowercased())
  }

  /// Where requests and answers name the model.
  private static let models: [FieldPath] = ["model", "modelId"]
  private static let answeredModels: [FieldPath] = ["model", "modelVersion"]
  /// What the answer of a provider has beside its model; others may name a model of anything.
  private static let answers = ["usage", "choices", "usageMetadata"]

  /// Where bodies keep settings of their own.
  private static let settings: [FieldPath] = [
    "generationConfig", "generation_config", "inferenceConfig", "extra_body", "options", "parameters",
    "textGenerationConfig", "optional_params",
  ]

  /// Objects that hold the messages, and settings beside them, as Langfuse has them.
  private func holders(_ node: JSONNode, _ body: JSONNode) -> [JSONNode] {
    let bits = body.keyBits
    var found: [JSONNode] = []
    for name in CallReader.lists where name.bits & bits != 0 {
      if let holder = body.member(name.text, hash: name.hash)?.holder { found.append(holder) }
    }
    for path in layout.messages {
      if let holder = node.at(path)?.holder { found.append(holder) }
    }
    return found
  }

  private func messages(_ node: JSONNode, _ body: JSONNode) throws(RowFault) -> ChatMessages? {
    let bits = body.keyBits
    let system = body.all(of: CallReader.system)
    let tools = body.first(of: CallReader.tools)
    func read(_ list: JSONNode, _ name: String, _ tools: JSONNode?) throws(RowFault) -> ChatMessages {
      try last.read(list, name, system: system, tools: tools, keepsBytes: keepsKeys)
    }
    for name in CallReader.lists where name.bits & bits != 0 {
      guard let list = body.member(name.text, hash: name.hash)?.unfolded, list.value != .null else {
        continue
      }
      let isEmpty = list.isVoid || (list.members.map { $0.isEmpty } ?? false)
      if isEmpty && !layout.needsMessages { continue }
      if let inner = list.at(CallReader.inner)?.unfolded {
        return try read(inner, name.text, tools ?? list.first(of: CallReader.tools))
      }
      if list.members != nil && !layout.needsMessages {
        return try read(JSONNode(.string(list.canonicalText), at: list.position), name.text, tools)
      }
      return try read(list, name.text, tools)
    }
    for path in layout.messages {
      guard let list = node.at(path)?.unfolded, !list.isVoid else { continue }
      return try read(list.at(CallReader.inner)?.unfolded ?? list, path.text, tools)
    }
    if layout.needsMessages, !node.isAdvice {
      throw RowFault(.missingValue, "the row lacks 'messages'", at: body.position)
    }
    return nil
  }

  /// Where bodies keep what a model reads first, their tools, and their messages.
  private static let system: [FieldPath] = [
    "system", "instructions", "systemInstruction", "system_instruction",
  ]
  private static let tools: [FieldPath] = ["tools", "functions"]
  private static let lists: [FieldPath] = ["messages", "input", "contents", "prompt"]
  fileprivate static let inner: FieldPath = "messages"

  private func readStatus(
    _ node: JSONNode, _ response: JSONNode?, _ row: inout RecordedRow
  ) throws(RowFault) {
    let bits = node.keyBits
    for path in layout.status where path.bits & bits != 0 {
      guard let found = node.at(path) else { continue }
      let tellsErrors = path.text.hasPrefix("error")
      if found.isVoid {
        // An error that is stated as none says that the call went well.
        if tellsErrors, row.isFailed == nil { row.isFailed = false }
        continue
      }
      let isError = tellsErrors && CallReader.isError(found)
      row.isFailed = isError || CallReader.isFailure(found) || (row.isFailed ?? false)
    }
    if let found = node.first(of: layout.failure), !found.isVoid {
      row.isFailed = row.isFailed == true || CallReader.isMarked(found)
    }
    if let found = node.first(of: layout.success), let cell = Cell(found), !cell.isNothing {
      row.isFailed = row.isFailed == true || !TableColumns.isYes(cell)
    }
    if let error = response?.at(CallReader.error), !error.isVoid { row.isFailed = true }
  }

  private func readGatewayHit(_ node: JSONNode, _ row: inout RecordedRow) {
    if let found = node.first(of: layout.gatewayHit) {
      row.gatewayHit = GatewayHit(found)
    } else {
      readCachedFlag(node, &row)
    }
    // A cache that compares by meaning notes how near the answered request was.
    if row.gatewayHit == .equal, let near = node.first(of: layout.similarity), near.number ?? 0 > 0 {
      row.gatewayHit = .near
    }
    if row.gatewayHit == .near { row.remarks.append(.nearHit) }
  }

  private func readCachedFlag(_ node: JSONNode, _ row: inout RecordedRow) {
    guard let found = node["cached"],
      found.boolean != nil || ["true", "false"].contains(found.string?.lowercased())
    else { return }
    row.gatewayHit = GatewayHit(found)
    if row.isPaidHit { row.gatewayHit = nil }
  }
}

extension JSONNode {
  /// The object that holds messages beside other things, as it is or as a text; nil for all else.
  fileprivate var holder: JSONNode? {
    if elements != nil { return nil }
    // Messages alone are no object, and are not read twice.
    let node = string?.utf8.first == UInt8(ascii: "{") ? unfolded : self
    guard node.members != nil, node.at(CallReader.inner) != nil else { return nil }
    return node
  }
}
