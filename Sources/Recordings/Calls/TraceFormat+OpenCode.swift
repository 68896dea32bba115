import Declarations
import Files

extension TraceFormat {
  /// Messages that opencode keeps one a file, an export of a session, rows of its database, or what it prints as JSON.
  ///
  /// The input lacks what was cached. Reasoning stands beside the output in newer versions, whose total says so, and
  /// within it in older ones. A price of 0 is that of a subscription or of an unknown model, and so unknown.
  static let openCode = TraceFormat(
    name: "opencode", summary: "opencode messages, exports of sessions, and its printed JSON",
    recognition:
      "sessionID with role or part, info with messages or parts, or role with modelID and providerID",
    parameters: ["default_output_tokens"],
    matches: { sample in
      guard case .json(let keys, let first) = sample else { return false }
      let names = Set(keys)
      return names.contains("sessionID") && !names.isDisjoint(with: ["role", "part"])
        || names.contains("role") && names.isSuperset(of: ["modelID", "providerID"])
        || first["info"]?.members != nil && !names.isDisjoint(with: ["messages", "parts"])
          && first.at("messages.0.content") == nil
    },
    rows: { (sample, source) throws(Diagnostic) in
      try sample.requireJSON(for: "opencode")
      let session = SessionTranscript(source) { $0["sessionID"] ?? $0["session_id"] }
      return .json { (node, row) throws(RowFault) in
        try session.read(node, call: node.openCodeCall(), &row)
      }
    },
    spread: { (node) throws(RowFault) in
      guard node["info"]?.members != nil else { return [node] }
      guard let messages = node["messages"] else { return [node["info"] ?? node] }
      guard let elements = messages.elements else {
        throw RowFault(
          .badValue, "messages is \(messages.value.typeName); a list was expected", at: messages.position)
      }
      return elements.map { $0["info"] ?? $0 }
    })
}

extension JSONNode {
  /// The call that a message or a printed step tells of, if it does.
  fileprivate func openCodeCall() -> SessionTranscript.Call? {
    let isStep = self["type"]?.string == "step_finish"
    let message = isStep ? self["part"] ?? self : self
    guard isStep || self["role"]?.string == "assistant", let tokens = message["tokens"], tokens.members != nil
    else { return nil }
    return SessionTranscript.Call(
      time: at("time.created") ?? self["timestamp"], end: at("time.completed"), model: self["modelID"],
      id: message["id"],
      usage: usageBeside(
        input: tokens["input"], output: tokens["output"], read: tokens.at("cache.read"),
        written: tokens.at("cache.write"), reasoning: tokens["reasoning"], total: tokens["total"]),
      cost: message["cost"], error: message["error"])
  }
}
