import Declarations
import Files

extension TraceFormat {
  /// Conversations that keep the usage of each answer within its message, as chats and agents store them: each such
  /// message is a call with all before it.
  ///
  /// What has settings, or an answer or a usage beside its messages, is a request instead.
  static let messageUsage = calls(
    "message_usage", "conversations whose messages hold their usage: a file or a line each",
    recognition: "messages, one of them with usage, and none beside them",
    layout: CallLayout(
      response: ["answer"], usage: ["answer_usage"], time: ["answer_time"], model: ["answer_model"],
      user: ["user_id", "userId", "user"],
      session: ["conversation_id", "conversationId", "session_id", "sessionId", "chat_id", "id"],
      cost: ["answer_cost"], tellsTemperature: false, id: ["answer_id"]),
    wanted: "a message with a usage",
    matches: { _, first in first.map(\.holdsUsages) ?? false },
    spread: { node in node.answersWithUsage })
}

/// Where messages keep what their answer took.
private enum AnswerPlaces {
  static let usages: [FieldPath] = [
    "usage", "metadata.usage", "extra.response.usage", "usage_metadata", "usageMetadata", "token_usage",
    "tokenUsage", "response_metadata.token_usage", "response_metadata.usage",
  ]
  static let models: [FieldPath] = [
    "model", "modelId", "model_id", "model_name", "modelName", "metadata.model", "extra.response.model",
    "response_metadata.model_name", "response_metadata.model", "model.id", "model.name",
  ]
  static let times: [FieldPath] =
    ["extra.timestamp", "extra.response.created", "metadata.timestamp"]
    + CallLayout.times.map { FieldPath($0) }
  static let costs: [FieldPath] = ["cost", "extra.cost", "metadata.cost", "usage.cost"]
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
}

extension JSONNode {
  /// Whether a record is a conversation with usages in its messages, and tells no call itself.
  fileprivate var holdsUsages: Bool {
    guard let messages = self["messages"]?.elements, AnswerPlaces.ofRequests.allSatisfy({ self[$0] == nil })
    else { return false }
    return messages.contains { $0.ownUsage != nil }
  }

  /// The usage that a message holds.
  private var ownUsage: JSONNode? {
    first(of: AnswerPlaces.usages)?.unfolded.unlessCountless
  }

  /// The object, where some of its members are numbers.
  private var unlessCountless: JSONNode? { members?.contains { $0.node.number != nil } == true ? self : nil }

  /// The calls of a conversation.
  fileprivate var answersWithUsage: [JSONNode] {
    guard let messages = self["messages"]?.elements else { return [] }
    let around = (members ?? []).filter { AnswerPlaces.ofAll.contains($0.key) }.map {
      ($0.key, Optional($0.node))
    }
    // Where nothing tells a call of a conversation from others, its place in it does.
    let name = first(of: AnswerPlaces.names)?.string
    return messages.enumerated().compactMap { place, message in
      guard let usage = message.ownUsage else { return nil }
      let own = message["id"]?.string ?? name.map { $0 + " \(place)" }
      let before = messages[..<place].filter { $0["content"]?.isVoid == false && $0["role"] != nil }
      let model = [message, self].lazy.compactMap { $0.first(of: AnswerPlaces.models) }.first {
        $0.string != nil
      }
      return message.rebuilt(
        around + [
          ("answer_id", own.map { JSONNode(.string($0), at: message.position) }), ("answer_usage", usage),
          ("answer_time", message.first(of: AnswerPlaces.times)), ("answer_model", model),
          ("answer_cost", message.first(of: AnswerPlaces.costs)), ("answer", message["content"]),
          ("messages", before.isEmpty ? nil : JSONNode(.array(Array(before)), at: message.position)),
        ])
    }
  }
}
