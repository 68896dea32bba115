import Declarations
import Files

extension TraceFormat {
  /// Sessions of GitHub Copilot's command line: their events of usage are the calls.
  ///
  /// Cached tokens are part of the input. A session that tells its tokens only as sums at its end is refused.
  static let copilot = TraceFormat(
    name: "copilot", summary: "GitHub Copilot CLI: events.jsonl of a session with its events of usage",
    recognition: "type session.start with data, or assistant.usage",
    parameters: ["default_output_tokens"],
    matches: { sample in
      guard case .json(_, let first) = sample, first["data"]?.members != nil else { return false }
      return ["session.start", "session.resume", "assistant.usage"].contains(first["type"]?.string)
    },
    rows: { (sample, source) throws(Diagnostic) in
      try sample.requireJSON(for: "copilot")
      let session = SessionTranscript(source) {
        $0["type"]?.string?.hasPrefix("session.") == true ? $0.at("data.sessionId") : nil
      }
      return .json { (node, row) throws(RowFault) in
        if session.calls == 0, node.at("data.modelMetrics")?.members?.isEmpty == false {
          throw RowFault(
            .badValue,
            "the session tells the sum of its calls' tokens and no call; its events assistant.usage were expected",
            at: node.position)
        }
        try session.read(node, call: node.copilotCall(), &row)
      }
    }, isWrittenLive: true)

  /// Chats of GitHub Copilot in VS Code, as it exports them or keeps them, whole or by what changed: a request is a call.
  ///
  /// One that is not answered yet is none; one that was stopped failed.
  static let visualStudioCode = calls(
    "vscode_chat",
    "chats of GitHub Copilot in VS Code: JSON of an export or a session, or its JSONL of changes",
    recognition: "requests with responderUsername, requesterUsername, or sessionId and creationDate",
    layout: CallLayout(
      messages: ["prompt"], usage: ["usage"], time: ["timestamp"], latencyMilliseconds: ["took"],
      firstTokenMilliseconds: ["first"], model: ["model"], user: [], session: ["session"], status: ["status"],
      tellsTemperature: false, id: ["id"]),
    matches: { names, _ in
      names.contains("requests")
        && (!names.isDisjoint(with: ["responderUsername", "requesterUsername"])
          || names.isSuperset(of: ["sessionId", "creationDate"]))
    },
    spread: { node throws(RowFault) in try node.visualStudioCodeCalls() })
}

extension JSONNode {
  fileprivate func copilotCall() -> SessionTranscript.Call? {
    guard self["type"]?.string == "assistant.usage", let data = self["data"] else { return nil }
    return SessionTranscript.Call(
      time: self["timestamp"], took: data["duration"], model: data["model"],
      id: data["apiCallId"] ?? self["id"],
      usage: rebuilt([
        ("prompt_tokens", data["inputTokens"]), ("completion_tokens", data["outputTokens"]),
        ("cached_tokens", data["cacheReadTokens"]), ("cache_write_tokens", data["cacheWriteTokens"]),
      ]))
  }

  fileprivate func visualStudioCodeCalls() throws(RowFault) -> [JSONNode] {
    var calls: [JSONNode] = []
    for request in self["requests"]?.elements ?? [] {
      let usage = request.at("result.usage") ?? request["usage"] ?? request.at("result.metadata")
      let state = request.at("modelState.value")?.integer
      let isFailed =
        request.at("result.errorDetails") != nil || request["isCanceled"]?.boolean == true || state == 2
        || state == 3
      let input = usage?["promptTokens"] ?? request["promptTokens"]
      let output =
        usage?["completionTokens"] ?? request["completionTokens"] ?? usage?["outputTokens"]
      if input == nil || output == nil, !isFailed {
        if request["result"] == nil, state == nil || state == 0 || state == 4 { continue }
        throw RowFault(
          .badTokenCount,
          "the request tells no tokens (result.metadata.promptTokens); a newer chat was expected",
          at: request.position)
      }
      calls.append(
        request.rebuilt([
          ("id", request["requestId"]), ("timestamp", request["timestamp"]), ("model", request["modelId"]),
          ("session", self["sessionId"]), ("prompt", request.at("message.text")),
          ("took", request.at("result.timings.totalElapsed")),
          ("first", request.at("result.timings.firstProgress")),
          ("usage", request.rebuilt([("prompt_tokens", input), ("completion_tokens", output)])),
          ("status", isFailed ? JSONNode(.string("failed"), at: request.position) : nil),
        ]))
    }
    return calls
  }
}
