import Declarations
import Files

extension TraceFormat {
  /// Conversations of ShareGPT: each of the user's turns is a call with all before it.
  static let shareGPT = calls(
    "sharegpt", "ShareGPT conversations: a list, or one a line", recognition: "conversations",
    layout: CallLayout(
      response: ["answer"], model: ["model"], user: ["user"],
      session: ["id", "conversation_id"], tellsTemperature: false),
    matches: { names, _ in names.contains("conversations") },
    spread: { (node) throws(RowFault) in try node.turns("conversations") })

  /// Conversations of WildChat and LMSYS-Chat: each of the user's turns is a call with all before it.
  static let wildChat = calls(
    "wildchat", "WildChat and LMSYS-Chat conversations", recognition: "conversation",
    layout: CallLayout(
      response: ["answer"], model: ["model"], user: ["hashed_ip", "user_id", "user"],
      session: ["conversation_hash", "conversation_id"], tellsTemperature: false),
    matches: { names, _ in names.contains("conversation") },
    spread: { (node) throws(RowFault) in try node.turns("conversation") })
}

extension JSONNode {
  /// The calls of a conversation: for each turn of the user the messages up to it, and the answer behind it.
  func turns(_ key: String) throws(RowFault) -> [JSONNode] {
    let list = try required(key).unfolded
    guard let messages = list.elements else {
      throw RowFault(.badValue, "\(key) is \(list.value.typeName); a list was expected", at: list.position)
    }
    let kept = (members ?? []).filter { $0.key != key }.map { ($0.key, Optional($0.node)) }
    var rows: [JSONNode] = []
    for (place, message) in messages.enumerated() {
      let role = (message["role"] ?? message["from"])?.string
      guard role == "user" || role == "human" else { continue }
      let next = messages.dropFirst(place + 1).first
      let answers = ["assistant", "gpt", "bot", "chatgpt", "model"]
      let isAnswered = (next?["role"] ?? next?["from"])?.string.map(answers.contains) ?? false
      let own = rebuilt([
        ("messages", JSONNode(.array(Array(messages[...place])), at: list.position)),
        ("answer", isAnswered ? next : nil),
      ])
      var row = kept
      // A turn's own time is when it was asked; that of the conversation may be its end.
      if let time = message["timestamp"], time.value != .null {
        row.removeAll { $0.0 == "timestamp" }
        row.append(("timestamp", time))
      }
      rows.append(rebuilt(row + (own.members ?? []).map { ($0.key, Optional($0.node)) }))
    }
    return rows
  }
}
