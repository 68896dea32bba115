import Declarations
import Files

extension TraceFormat {
  /// Conversations that keep the usage of each answer within its message, as chats and agents store them: each such
  /// message is a call with all before it.
  ///
  /// What has settings, or an answer or a usage beside its messages, is a request instead, unless that usage is the sum of
  /// theirs. The tokens of a step in the Agent Trajectory Interchange Format (Harbor, RFC 0001) hold the cached ones.
  static let messageUsage = calls(
    "message_usage", "conversations whose messages hold their usage: a file or a line each",
    recognition:
      "messages, message_history, steps or chatHistory, one of them with usage, and none but their sum beside them",
    layout: CallLayout(
      response: ["answer"], usage: ["answer_usage"], time: ["answer_time"], model: ["answer_model"],
      user: ["user_id", "userId", "user"],
      session: ["conversation_id", "conversationId", "session_id", "sessionId", "chat_id", "id"],
      cost: ["answer_cost"], tellsTemperature: false, id: ["answer_id"],
      marked: [CallLayout.Mark(name: AnswerPlaces.earlierMark, remark: .earlierTime)]),
    wanted: "a message with a usage",
    matches: { _, first in first.map(\.holdsUsages) ?? false },
    spread: { node in node.answersWithUsage })
}

/// Where messages keep what their answer took.
private enum AnswerPlaces {
  /// The messages: those of chats, of PydanticAI's sessions and of AutoGen's results, the steps of trajectories, the turns of
  /// Augment's sessions, the events of ADK's, and the state of a graph of LangGraph.
  static let lists: [FieldPath] = [
    "messages", history, "task_result.messages", "data.task_result.messages", steps, "chatHistory", events,
    "values.messages",
  ]
  /// The events of a session of Google's ADK, which name what began them: other lists of events hold records.
  static let events: FieldPath = "events"
  static let beginnings: [FieldPath] = ["invocationId", "invocation_id"]
  /// What a turn of Augment's received, one part of it with its usage.
  static let nodes: FieldPath = "exchange.response_nodes"
  /// A history, beside which a usage is the sum of its own.
  static let history: FieldPath = "message_history"
  /// Steps; a usage beside those of the AI SDK is that of the last one.
  static let steps: FieldPath = "steps"
  static let usages: [FieldPath] = [
    "usage", "metadata.usage", "extra.response.usage", "usage_metadata", "usageMetadata", "token_usage",
    "tokenUsage", "response_metadata.token_usage", "response_metadata.usage", "models_usage",
  ]
  /// Where a trajectory measures a step, also by other things than tokens.
  static let metrics = "metrics"
  static let measured = ["prompt_tokens", "completion_tokens", "input_tokens", "output_tokens"]
  static let models: [FieldPath] = [
    "model", "modelId", "model_id", "model_name", "modelName", "metadata.model", "extra.response.model",
    "response_metadata.model_name", "response_metadata.model", "model.id", "model.name", "response.modelId",
    "agent.model_name", "exchange.model_id", "agentState.modelId", "raw_data.model",
    "modelVersion", "model_version",
  ]
  static let ids: [FieldPath] = ["id", "exchange.request_id"]
  static let times: [FieldPath] =
    ["extra.timestamp", "extra.response.created", "metadata.timestamp"]
    + CallLayout.times.map { FieldPath($0) } + ["response.timestamp", "finishedAt"]
  /// What marks a call that has the time of something before it.
  static let earlierMark = "earlier time"
  static let costs: [FieldPath] = ["cost", "extra.cost", "metadata.cost", "usage.cost", "metrics.cost_usd"]
  /// Texts of answers that have no content.
  static let texts = ["message", "text"]
  /// What a conversation tells of all its calls.
  static let ofAll: Set<String> = [
    "user_id", "userId", "user", "conversation_id", "conversationId", "session_id", "sessionId", "chat_id",
    "id",
    "system", "instructions", "tools",
  ]
  /// Names of a conversation.
  static let names: [FieldPath] = ["conversation_id", "conversationId", "session_id", "sessionId", "id"]
  /// What stands beside the messages of a request, or of a call that tells its usage itself.
  static let ofRequests = [
    "usage", "response", "choices", "completion", "output", "temperature", "max_tokens",
    "max_completion_tokens",
    "stream", "tools", "usage_metadata", "input_tokens", "prompt_tokens",
  ]
  /// What may stand beside messages that a usage sums up.
  static let ofSums: Set<String> = ["usage", "output", "response", "completion"]
}

extension JSONNode {
  /// Whether a record is a conversation with usages in its messages, and tells no call itself.
  fileprivate var holdsUsages: Bool {
    guard let (path, messages) = conversation else { return false }
    let beside = AnswerPlaces.ofRequests.filter { self[$0] != nil }
    guard !beside.isEmpty else { return true }
    guard let usage = self["usage"], beside.allSatisfy(AnswerPlaces.ofSums.contains),
      path != AnswerPlaces.steps
    else { return false }
    return path == AnswerPlaces.history || usage.sumsUp(messages.compactMap(\.ownUsage))
  }

  /// The first list of messages of which one holds a usage.
  private var conversation: (path: FieldPath, messages: [JSONNode])? {
    for path in AnswerPlaces.lists {
      guard let list = at(path)?.elements else { continue }
      let messages = list.map(\.withoutConstructor)
      guard messages.contains(where: { $0.ownUsage != nil }) else { continue }
      if path == AnswerPlaces.events,
        !messages.contains(where: { $0.first(of: AnswerPlaces.beginnings) != nil })
      {
        continue
      }
      return (path, messages)
    }
    return nil
  }

  /// A message as a constructor of LangChain's writes it, in the form of others; those as they are.
  private var withoutConstructor: JSONNode {
    guard self["lc"] != nil, let members = self["kwargs"]?.members else { return self }
    // The class is named: HumanMessage, AIMessageChunk.
    let name = self["id"]?.elements?.last?.string?.lowercased() ?? ""
    let role = name.replacing("messagechunk", with: "").replacing("message", with: "")
    let own = members.filter { $0.key != "role" }.map { ($0.key, Optional($0.node)) }
    return rebuilt(own + [("role", JSONNode(.string(role), at: position))])
  }

  /// What a message asks or answers, with its role; nil where it is something else. Events of ADK have both in an object,
  /// and LangChain names the role as a type.
  private var said: JSONNode? {
    guard let content = self["content"], !content.isVoid else { return nil }
    if content["parts"] != nil { return content["role"] == nil ? nil : content }
    if self["role"] != nil { return self }
    guard let type = self["type"], ["human", "ai", "system", "tool"].contains(type.string) else { return nil }
    // Without a role all that stands in a message would be part of it, its usage too.
    return rebuilt([
      ("role", type), ("content", content), ("tool_calls", self["tool_calls"]),
      ("tool_call_id", self["tool_call_id"]), ("name", self["name"]),
    ])
  }

  /// Whether a usage is the sum of several others, or says that it sums calls up.
  private func sumsUp(_ usages: [JSONNode]) -> Bool {
    guard usages.count > 1 else { return false }
    guard let whole = try? UsageReading(self) else { return true }
    let parts = usages.compactMap { try? UsageReading($0) }
    guard parts.count == usages.count, let input = whole.input, let output = whole.output else {
      return false
    }
    var sums = (input: 0.0, output: 0.0)
    for part in parts {
      sums.input += Double(part.input ?? 0)
      sums.output += Double(part.output ?? 0)
    }
    return sums.input == Double(input) && sums.output == Double(output)
  }

  /// The usage that a message holds.
  private var ownUsage: JSONNode? {
    if let usage = first(of: AnswerPlaces.usages)?.unfolded.unlessCountless { return usage }
    if let metrics = self[AnswerPlaces.metrics],
      AnswerPlaces.measured.contains(where: { metrics[$0]?.number != nil })
    {
      return metrics
    }
    // A turn has one usage, whichever of its parts repeat it.
    return at(AnswerPlaces.nodes)?.elements?.lazy.compactMap { $0["token_usage"] }.first { usage in
      usage.members?.contains { ($0.node.number ?? 0) > 0 } == true
    }
  }

  /// The name of a model, which may lie in an object under another name of it.
  private var modelName: JSONNode? {
    for path in AnswerPlaces.models {
      if let found = at(path), found.string != nil { return found }
    }
    return nil
  }

  /// The text of a step.
  private var plainText: JSONNode? {
    AnswerPlaces.texts.lazy.compactMap { self[$0] }.first { $0.string != nil }
  }

  /// The object, where some of its members are numbers.
  private var unlessCountless: JSONNode? { members?.contains { $0.node.number != nil } == true ? self : nil }

  /// The calls of a conversation.
  fileprivate var answersWithUsage: [JSONNode] {
    guard let messages = conversation?.messages else { return [] }
    let around = (members ?? []).filter { AnswerPlaces.ofAll.contains($0.key) }.map {
      ($0.key, Optional($0.node))
    }
    // Where nothing tells a call of a conversation from others, its place in it does.
    let name = first(of: AnswerPlaces.names)?.string
    // Where an answer tells no time, the message before it does, or the conversation.
    var latest = first(of: AnswerPlaces.times)
    var calls: [JSONNode] = []
    var before: [JSONNode] = []
    for (place, message) in messages.enumerated() {
      defer {
        if let said = message.said { before.append(said) }
      }
      let time = message.first(of: AnswerPlaces.times)
      if let time { latest = time }
      guard let usage = message.ownUsage else { continue }
      let own = message.first(of: AnswerPlaces.ids)?.string ?? name.map { $0 + " \(place)" }
      let model = message.modelName ?? modelName
      let mark: JSONNode? = time == nil && latest != nil ? JSONNode(true, at: message.position) : nil
      let asked: JSONNode? = before.isEmpty ? nil : JSONNode(.array(before), at: message.position)
      let answered: [(String, JSONNode?)] = [
        ("answer_id", own.map { JSONNode(.string($0), at: message.position) }), ("answer_usage", usage),
        ("answer_time", latest), (AnswerPlaces.earlierMark, mark), ("answer_model", model),
        ("answer_cost", message.first(of: AnswerPlaces.costs)),
        ("answer", message["content"] ?? message.plainText),
        ("messages", asked),
      ]
      calls.append(message.rebuilt(around + answered))
    }
    return calls
  }
}
