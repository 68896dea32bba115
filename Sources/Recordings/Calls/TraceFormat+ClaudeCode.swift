import Declarations
import Files

extension TraceFormat {
  /// Transcripts that Claude Code leaves in its folder of projects, one JSONL a session.
  ///
  /// An answer is written in several lines, one a block of its content, and its usage in each of them: a call is told
  /// by the ids of message and request, and counts as its last line says. A side chain may replay the messages of
  /// its parent under other requests. What advised a message is a call of its own model. Messages of the program itself
  /// (`<synthetic>`) are no calls. Qwen Code writes such lines with Gemini's usage.
  static let claudeCode: TraceFormat = {
    var format = calls(
      "claude_code", "Claude Code and Qwen Code transcripts: the JSONL of a project",
      recognition:
        "type with leafUuid, snapshot, or sessionId beside message or uuid, or what it prints as stream-json",
      layout: CallLayout(
        usage: ["usage"], time: ["timestamp"], model: ["model"], user: ["session"],
        session: ["session"], thread: "thread", cost: ["cost"], tellsTemperature: false,
        id: ["id"], alias: ["alias"], isReplay: "side", mayGrow: true, hasSessions: true,
        isOther: { $0["sum"] != nil }),
      matches: { names, first in
        guard let type = first?["type"]?.string else { return false }
        let isPrinted =
          names.contains("session_id") && ["system", "assistant", "user"].contains(type)
          && !names.isDisjoint(with: ["subtype", "message"])
        let isKept =
          !names.isDisjoint(with: ["leafUuid", "snapshot"])
          || names.contains("sessionId") && !names.isDisjoint(with: ["message", "uuid"])
        return (isKept || isPrinted)
          && names.isDisjoint(with: ["traceId", "startTime", "messages", "payload", "providerData"])
      },
      spread: { (node) throws(RowFault) in try node.claudeCalls() })
    format.isWrittenLive = true
    format.wanted =
      "a message with its usage (the result that `claude -p` prints sums up those of its session)"
    return format
  }()
}

extension JSONNode {
  /// The call that a line tells of, if it does, and those of what advised it.
  fileprivate func claudeCalls() throws(RowFault) -> [JSONNode] {
    var line = self
    // Sub-agents report their messages within lines of progress.
    if let inner = at("data.message"), inner["type"] != nil { line = inner }
    // What a session took in all is no call, and not nothing either.
    if line["type"]?.string == "result", let sum = line["usage"] { return [rebuilt([("sum", sum)])] }
    guard line["type"]?.string == "assistant" else { return [] }
    let message = try line.required("message")
    guard let usage = message["usage"] ?? line["usageMetadata"], usage.members?.isEmpty == false,
      let model = message["model"] ?? line["model"], model.string != "<synthetic>"
    else { return [] }
    let id = message["id"]?.string ?? (message["usage"] == nil ? line["uuid"]?.string : nil) ?? ""
    let request = (line["requestId"] ?? self["requestId"])?.string ?? ""
    var key = id + "\u{0}" + request
    // Without a request some gateways give all answers one id; what was sent then tells them apart.
    if request.isEmpty {
      for name in ["input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"] {
        key += "\u{0}" + (usage[name].map { $0.canonicalText } ?? "")
      }
    }
    let starter = line["parent_tool_use_id"]?.string
    let isSide = (self["isSidechain"] ?? line["isSidechain"])?.boolean == true || starter != nil
    let agent = (self["agentId"] ?? line["agentId"])?.string ?? starter ?? ""
    let isKnown = !id.isEmpty || !request.isEmpty
    func text(_ value: String) -> JSONNode { JSONNode(.string(value), at: position) }
    // Versions before June 2025 wrote the dollars.
    let dollars = line["costUSD"].flatMap { $0.number == 0 ? nil : $0 }
    func call(_ model: JSONNode, _ usage: JSONNode, _ name: String, thread: String?) -> JSONNode {
      rebuilt([
        ("timestamp", line["timestamp"] ?? self["timestamp"]), ("model", model), ("usage", usage),
        ("session", self["sessionId"] ?? line["sessionId"] ?? line["session_id"]),
        ("id", isKnown ? text(key + name) : nil),
        ("alias", id.isEmpty ? nil : text("\u{0}" + id + name)),
        ("side", isSide ? text("") : nil), ("thread", thread.map(text)),
        ("cost", name.isEmpty ? dollars : nil),
      ])
    }
    let own = call(model, usage, "", thread: isSide ? "side " + agent : nil)
    guard let advisors = usage.advisors else { return [own] }
    return [own]
      + advisors.enumerated().map { index, advisor in
        call(advisor["model"] ?? model, advisor, "\u{0}advisor \(index)", thread: "advisor " + agent)
      }
  }
}
