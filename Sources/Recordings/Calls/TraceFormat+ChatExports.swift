import Declarations
import Files

extension TraceFormat {
  /// What people export of their chats with ChatGPT and Claude, and of Open WebUI: each of the user's turns is a call
  /// with all before it, its tokens estimated from the text where no usage is kept.
  ///
  /// Of ChatGPT's trees each answer to a turn is a call of its own.
  static let chatExport = calls(
    "chat_export", "exported chats of ChatGPT, Claude and Open WebUI: JSON",
    recognition: "mapping with create_time, chat_messages, or chat with messages",
    layout: CallLayout(
      response: ["answer"], usage: ["answer.usage"], model: ["answer.model", "model"],
      user: ["user_id", "account.uuid"], session: ["conversation_id", "uuid", "id"], tellsTemperature: false),
    matches: { names, first in
      names.isSuperset(of: ["mapping", "create_time"]) || names.isSuperset(of: ["chat_messages", "uuid"])
        || first?.at("chat.messages")?.elements != nil
    },
    spread: { chat throws(RowFault) in
      if let mapping = chat["mapping"]?.members { return chat.chatGPTCalls(mapping) }
      let list = chat["chat_messages"]?.elements ?? chat.at("chat.messages")?.elements ?? []
      let names = ["conversation_id", "uuid", "id", "user_id", "account"].map { ($0, chat[$0]) }
      let messages = JSONNode(.array(list.map(\.chatMessage)), at: chat.position)
      return try chat.rebuilt(names + [("messages", messages)]).turns("messages")
    })
}

extension JSONNode {
  /// A message in the form of others.
  fileprivate var chatMessage: JSONNode {
    let parts = at("content.parts")?.elements?.compactMap(\.string).joined(separator: "\n")
    let role = at("author.role") ?? self["role"] ?? self["sender"]
    return rebuilt([
      ("role", role.map { $0.string == "human" ? JSONNode(.string("user"), at: $0.position) : $0 }),
      (
        "content",
        parts.map { JSONNode(.string($0), at: position) } ?? self["text"] ?? at("content.text")
          ?? self["content"]
      ),
      ("timestamp", self["create_time"] ?? self["created_at"] ?? self["timestamp"]),
      ("model", at("metadata.model_slug") ?? self["model"]), ("usage", self["usage"]),
    ])
  }

  /// The calls of a tree of messages: each way down from a message of the user to an answer.
  fileprivate func chatGPTCalls(_ mapping: [JSONMember]) -> [JSONNode] {
    let nodes = Dictionary(mapping.map { ($0.key, $0.node) }, uniquingKeysWith: { first, _ in first })
    func role(_ node: JSONNode?) -> String? { node?.at("message.author.role")?.string }
    /// The first answer on the way down from a node.
    func answer(_ name: String) -> JSONNode? {
      var (node, steps) = (nodes[name], 0)
      while let current = node, steps < mapping.count {
        if role(current) == "assistant" { return current["message"]?.chatMessage }
        if role(current) == "user" { return nil }
        node = current["children"]?.elements?.first?.string.flatMap { nodes[$0] }
        steps += 1
      }
      return nil
    }
    var rows: [JSONNode] = []
    for member in mapping where role(member.node) == "user" {
      var messages: [JSONNode] = []
      var node: JSONNode? = member.node
      while let current = node, messages.count < mapping.count {
        if let message = current["message"], message.members != nil { messages.append(message.chatMessage) }
        node = current["parent"]?.string.flatMap { nodes[$0] }
      }
      let children = (member.node["children"]?.elements ?? []).compactMap(\.string)
      for answer in children.isEmpty ? [nil] : children.map(answer) {
        rows.append(
          rebuilt([
            ("conversation_id", self["conversation_id"] ?? self["id"]),
            ("timestamp", messages.first?["timestamp"]),
            ("messages", JSONNode(.array(messages.reversed()), at: position)), ("answer", answer),
          ]))
      }
    }
    return rows
  }
}
