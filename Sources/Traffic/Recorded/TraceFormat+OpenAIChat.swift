import Declarations

extension TraceFormat {
  /// Logged requests of the OpenAI chat completions API, or a file of its Batch API.
  ///
  /// A line is the request's body, or an object with the body under `body` or `request`. Beside it may stand
  /// a time, the response or its usage, and a label of the intent. What the body leaves out is as the API
  /// has it: an absent temperature is 1. Requests of a batch file are marked as able to wait.
  static let openAIChat = TraceFormat(
    name: "openai_chat",
    summary: "OpenAI chat requests, one JSON object a line, or a Batch API file",
    recognition: "a JSON object with messages, or with body, or with request",
    parameters: ["default_output_tokens", "rate_per_s"],
    matches: { sample in
      guard case .json(let keys) = sample else { return false }
      return keys.contains { ["messages", "body", "request"].contains($0) }
    },
    rows: { (sample, source) throws(Diagnostic) in
      try sample.requireJSON(for: "openai_chat")
      let defaultOutput = UInt32(source.defaultOutputTokens)
      return .json { (node, row) throws(RowFault) in
        let body = node["body"] ?? node["request"] ?? node
        let messages = try ChatMessages(body)
        row.time = try ChatLog.time(node)
        row.promptKey = messages.key
        row.promptText = messages.question
        row.systemKey = messages.systemText
        row.intentKey = (node.cell("intent") ?? node.cell("label")).map { Array($0.text) }
        row.userKey = (body.cell("user") ?? node.cell("user")).map { Array($0.text) } ?? []
        try ChatLog.countTokens(node, body, messages, defaultOutput: defaultOutput, &row)
        row.blocks = messages.prefixes.map(\.id)
        row.blockLengths = messages.lengths(inputTokens: Int(row.systemTokens) + Int(row.userTokens))
        row.marks = body["temperature"]?.number == 0 ? [.temperatureZero] : []
        if node["custom_id"] != nil && node["body"] != nil { row.marks.insert(.batchEligible) }
      }
    })
}

/// What stands beside the messages of a chat request.
private enum ChatLog {
  /// The request's time: `timestamp` (seconds, or a date), `timestamp_ms`, or the `created` of the response.
  static func time(_ node: JSONNode) throws(RowFault) -> Int128? {
    if let cell = node.cell("timestamp_ms") { return try Timestamp.read(cell, .milliseconds) }
    for key in ["timestamp", "created", "created_at"] {
      guard let cell = node.cell(key) else { continue }
      return try Timestamp.read(cell, node[key]?.string == nil ? .seconds : .iso8601)
    }
    let response = node["response"]?["body"] ?? node["response"]
    guard let cell = response?.cell("created") else { return nil }
    return try Timestamp.read(cell, .seconds)
  }

  /// Tokens: what the usage says, shared between system and user by the length of their texts; without
  /// usage a token for four characters, and for the answer the request's limit or a default.
  static func countTokens(
    _ node: JSONNode, _ body: JSONNode, _ messages: ChatMessages, defaultOutput: UInt32,
    _ row: inout RecordedRow
  ) throws(RowFault) {
    let usage = node["usage"] ?? node["response"]?["usage"] ?? node["response"]?["body"]?["usage"]
    let system = TokenCount.estimate(characters: messages.systemCharacters)
    let user = TokenCount.estimate(characters: messages.userCharacters)
    if let cell = usage?.cell("prompt_tokens") ?? usage?.cell("input_tokens") {
      let total = Int(try TokenCount.read(cell, "prompt_tokens"))
      let share = system + user > 0 ? (total * system + (system + user) / 2) / (system + user) : 0
      row.systemTokens = UInt32(share)
      row.userTokens = UInt32(total - share)
    } else {
      row.systemTokens = UInt32(clamping: system)
      row.userTokens = UInt32(clamping: user)
    }
    if let cell = usage?.cell("completion_tokens") ?? usage?.cell("output_tokens") {
      row.outputTokens = try TokenCount.read(cell, "completion_tokens")
    } else if let cell = body.cell("max_completion_tokens") ?? body.cell("max_tokens") {
      row.outputTokens = try TokenCount.read(cell, "max_tokens")
    } else {
      row.outputTokens = defaultOutput
    }
  }
}

/// The messages of a chat request.
struct ChatMessages {
  /// The full text of all messages with their roles; equal keys are equal prompts.
  private(set) var key: [UInt8] = []
  /// The text of the last message of the user, or of the last message when there is none.
  private(set) var question: [UInt8] = []
  /// The text of the system's messages.
  private(set) var systemText: [UInt8] = []
  /// For each message what stands for it and all before it, and the characters so far: what a provider's prompt
  /// cache can reuse of a conversation is whole messages at its beginning.
  private(set) var prefixes: [(id: Int64, characters: Int)] = []
  /// Characters of the system's messages.
  private(set) var systemCharacters = 0
  /// Characters of all other messages.
  private(set) var userCharacters = 0

  /// Takes the messages of a request's body.
  init(_ body: JSONNode) throws(RowFault) {
    let list = try body.required("messages")
    guard let messages = list.elements else {
      throw RowFault(.badValue, "messages is \(list.value.typeName); a list was expected", at: list.position)
    }
    if messages.isEmpty { throw RowFault(.missingValue, "messages is empty", at: list.position) }
    var hasUser = false
    for message in messages {
      guard let role = message["role"]?.string else {
        throw RowFault(.missingValue, "the message lacks a role", at: message.position)
      }
      let text = try ChatMessages.text(of: message)
      let characters = TokenCount.characters(text.bytes)
      let isSystem = role == "system" || role == "developer"
      if isSystem { systemCharacters += characters } else { userCharacters += characters }
      if role == "user" || !hasUser { question = text.bytes }
      hasUser = hasUser || role == "user"
      if isSystem { systemText += text.bytes }
      let start = key.count
      // Lengths, so that no text can be mistaken for the border between two messages.
      key.append(contentsOf: role.utf8)
      key.append(0)
      key.appendLittleEndian(UInt64(text.bytes.count))
      key.append(contentsOf: text.bytes)
      key.appendLittleEndian(UInt64(text.others.count))
      key.append(contentsOf: text.others)
      var chain = Array(key[start...])
      chain.appendLittleEndian(UInt64(bitPattern: prefixes.last?.id ?? 0))
      prefixes.append(
        (Int64(bitPattern: Fingerprint(chain).high), systemCharacters + userCharacters))
    }
  }

  /// The tokens of each message: the input's, shared out by characters.
  func lengths(inputTokens: Int) -> [UInt32] {
    let characters = prefixes.last?.characters ?? 0
    var before = 0
    return prefixes.map { prefix in
      let after = characters > 0 ? (inputTokens * prefix.characters + characters / 2) / characters : 0
      defer { before = after }
      return UInt32(after - before)
    }
  }

  /// The text of a message, and what else tells it from others: images and calls of tools, as JSON.
  private static func text(of message: JSONNode) throws(RowFault) -> (bytes: [UInt8], others: [UInt8]) {
    var bytes: [UInt8] = []
    var others: [UInt8] = []
    if let content = message["content"] {
      switch content.value {
      case .null: break
      case .string(let text): bytes.append(contentsOf: text.utf8)
      case .array(let parts):
        for part in parts {
          if let text = part["text"]?.string ?? part.string {
            bytes.append(contentsOf: text.utf8)
          } else {
            others.append(contentsOf: part.text(indent: nil).utf8)
          }
        }
      default:
        throw RowFault(
          .badValue, "content is \(content.value.typeName); a string or a list of parts was expected",
          at: content.position)
      }
    }
    if let calls = message["tool_calls"], calls.value != .null {
      others.append(contentsOf: calls.text(indent: nil).utf8)
    }
    return (bytes, others)
  }
}
