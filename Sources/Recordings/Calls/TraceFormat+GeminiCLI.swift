import Declarations
import Files

extension TraceFormat {
  /// Chats that Gemini CLI leaves in its temporary folder, one file a session.
  ///
  /// Earlier versions write a document with its messages, later ones a header and a message a line, which may be written
  /// again as it grows; lines that change the header (`$set`) tell of no call. The input holds what was cached, and
  /// thoughts stand beside the answer.
  static let geminiCLI = TraceFormat(
    name: "gemini_cli", summary: "Gemini CLI chats: the JSON or JSONL of a session",
    recognition: "sessionId with projectHash, or type gemini with tokens, alone or among messages",
    parameters: ["default_output_tokens"],
    matches: { sample in
      guard case .json(let keys, let first) = sample else { return false }
      return keys.contains("sessionId") && keys.contains("projectHash")
        || first.isGeminiMessage || first["messages"]?.elements?.contains(where: \.isGeminiMessage) == true
    },
    rows: { (sample, source) throws(Diagnostic) in
      try sample.requireJSON(for: "gemini_cli")
      let chat = SessionTranscript(source) { node in
        (node["projectHash"] ?? node["messages"]).flatMap { _ in node["sessionId"] }
      }
      return .json { (node, row) throws(RowFault) in try chat.read(node, call: node.geminiCall(), &row) }
    },
    spread: { (node) throws(RowFault) in
      guard let messages = node["messages"] else { return [node] }
      guard let elements = messages.elements else {
        throw RowFault(
          .badValue, "messages is \(messages.value.typeName); a list was expected", at: messages.position)
      }
      return [node] + elements
    }, isWrittenLive: true)
}

extension JSONNode {
  /// Whether a value is a message of the model with its tokens.
  fileprivate var isGeminiMessage: Bool { self["type"]?.string == "gemini" && self["tokens"] != nil }

  /// The call that a message tells of, if it does.
  fileprivate func geminiCall() -> SessionTranscript.Call? {
    guard self["type"]?.string == "gemini", let tokens = self["tokens"], tokens.members != nil else {
      return nil
    }
    let names = [
      ("promptTokenCount", "input"), ("toolUsePromptTokenCount", "tool"),
      ("cachedContentTokenCount", "cached"),
      ("candidatesTokenCount", "output"), ("thoughtsTokenCount", "thoughts"), ("totalTokenCount", "total"),
    ]
    return SessionTranscript.Call(
      time: self["timestamp"], model: self["model"], id: self["id"],
      usage: rebuilt(names.map { ($0, tokens[$1]) }))
  }
}
