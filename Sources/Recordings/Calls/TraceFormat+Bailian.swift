import Declarations
import Files

extension TraceFormat {
  /// The traces of Alibaba's Bailian (qwen-bailian-usagetraces-anon; Wang et al.: "KVCache Cache in the Wild",
  /// USENIX ATC 2025).
  ///
  /// A chat follows the one that `parent_chat_id` names; all that follow one another are a session.
  static let bailian = TraceFormat(
    name: "bailian",
    summary:
      "Bailian traces (Qwen): JSONL with chat_id, parent_chat_id, timestamp (s), input_length, hash_ids",
    recognition: "a JSON object with chat_id, parent_chat_id, input_length and hash_ids",
    parameters: ["block_tokens"],
    matches: { sample in
      guard case .json(let keys, _) = sample else { return false }
      return ["chat_id", "parent_chat_id", "input_length", "hash_ids"].allSatisfy(keys.contains)
    },
    rows: { (sample, _) throws(Diagnostic) in
      try sample.requireJSON(for: "bailian")
      let chats = ChatSessions()
      return .json { (node, row) throws(RowFault) in
        let time = try node.requiredCell("timestamp")
        row.time = try Timestamp.read(time, .seconds)
        row.timeUnit = .seconds
        row.userTokens = try TokenCount.read(try node.requiredCell("input_length"), "input_length")
        row.outputTokens = try TokenCount.read(try node.requiredCell("output_length"), "output_length")
        let blocks = try PrefixBlockIDs(node, "hash_ids", tokens: row.userTokens)
        row.blocks = blocks.ids
        row.promptKey = Fingerprint(blocks.key)
        row.promptBytes = blocks.key
        row.usualBlockTokens = 16
        try chats.take(node, at: time.position, &row)
      }
    })
}

/// Which chats follow one another.
private final class ChatSessions {
  /// The first chat of each chat's session, and when the chat was.
  private var roots: [String: (root: String, time: Int128)] = [:]

  /// Notes a chat, whose session stands for the user.
  func take(_ node: JSONNode, at position: SourcePosition, _ row: inout RecordedRow) throws(RowFault) {
    let chat = String(decoding: try node.requiredCell("chat_id").text, as: UTF8.self)
    let cell = try node.requiredCell("parent_chat_id")
    let parent = String(decoding: cell.text, as: UTF8.self)
    let time = row.time ?? 0
    var root = chat
    row.turnName = chat
    row.followedTurns = []
    if parent != "-1", !parent.isEmpty {
      if let known = roots[parent] {
        guard known.time <= time else {
          throw RowFault(
            .badTimestamp,
            "the timestamp lies before that of the parent chat '\(parent)'; a later one was expected",
            at: position)
        }
        root = known.root
        row.followedTurns = [(parent, cell.position)]
      } else {
        row.remarks.append(.noParent)
        root = parent
      }
      if root == chat {
        throw RowFault(
          .badValue, "parent_chat_id '\(parent)' makes a circle: the chat '\(chat)' comes before itself",
          at: cell.position)
      }
    }
    roots[chat] = (root, time)
    row.userKey = Array(root.utf8)
    row.session = row.userKey
    row.remarks.append(.sessionAsUser)
  }
}
