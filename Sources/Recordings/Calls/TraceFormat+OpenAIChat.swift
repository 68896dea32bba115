import Declarations

extension TraceFormat {
  /// Logged requests of the OpenAI chat completions API, or a file of its Batch API.
  ///
  /// A line is the request's body, or an object with the body under `body`, `request` or `full_request`. Beside it may stand
  /// a time, the response or its usage, and a label of the intent. What the body leaves out is as the API
  /// has it: an absent temperature is 1. Requests of a batch file are marked as able to wait.
  static let openAIChat = calls(
    "openai_chat",
    "OpenAI chat requests, one JSON object a line, alone, with their responses, or of a batch file",
    recognition: "a JSON object with messages, or with body, or with request",
    layout: CallLayout(
      request: ["body", "request.body", "request", "full_request"],
      response: ["response.body", "response.body_raw", "response", "full_response"],
      needsMessages: true, usage: ["usage", "response.usage", "response.body.usage", "."],
      time: (["timestamp_ms"] + CallLayout.times).map { FieldPath($0) }, end: CallLayout.ends,
      latencySeconds: CallLayout.seconds, latencyMilliseconds: CallLayout.milliseconds,
      firstTokenSeconds: CallLayout.firstSeconds, firstTokenMilliseconds: CallLayout.firstMilliseconds,
      model: ["prompt.model"] + CallLayout.models + CallLayout.settingModels, cost: CallLayout.dollars,
      status: CallLayout.statuses + ["level"],
      gatewayHit: CallLayout.hits,
      id: ["response.body.id", "response.id", "id", "request_id"],
      sameBeside: (["timestamp_ms"] + CallLayout.times).map { FieldPath($0) },
      isBatch: { $0["custom_id"] != nil && $0["body"] != nil }),
    matches: { names, first in
      guard let first else { return names.contains("messages") && !names.contains("key") }
      // Some count messages under their name, or name what was asked for under `request`.
      // Workers AI has an empty list of notices beside its answer, others one of messages that were not kept.
      if let messages = first["messages"] {
        guard messages.isVoid else { return messages.number == nil }
        return first["result"]?.members == nil && !counts.contains { first[$0]?.isVoid == false }
      }
      // What lies under `body` with a usage and without a question is an answer.
      if let body = first["body"]?.unfolded, let members = body.members,
        body["usage"] == nil || members.contains(where: { asked.contains($0.key) && $0.node.value != .null })
      {
        return true
      }
      return ["request", "request.body", "full_request"].contains {
        first.at($0).map { isBody($0.unfolded) } ?? false
      }
    },
    matchesRow: { first in ["body.messages", "request.messages"].contains { first.at($0)?.elements != nil } },
    spread: { $0.withAdvice })

  /// Whether an object is a request's body.
  @Sendable private static func isBody(_ node: JSONNode) -> Bool {
    (node.members ?? []).contains { asked.contains($0.key) || $0.key == "model" }
  }

  /// What tells a call without its messages.
  private static let counts = ["usage", "prompt_tokens", "input_tokens"]

  /// Where bodies keep what was asked.
  private static let asked = ["messages", "prompt", "input", "contents"]
}
