import Declarations

extension TraceFormat {
  /// Any JSON with the usage of a call in each record, such as answers that were kept without their requests, and
  /// tables with such a column.
  static let usageLog = calls(
    "usage_log", "any JSON with an object usage a record, such as answers kept without their requests",
    recognition: "usage with counts of tokens",
    layout: CallLayout(
      request: ["request", "request_body", "requestBody", "request_payload", "requestPayload"],
      response: ["response", "output", "completion", "answer", "."],
      messages: ["question", "query", "user_message", "request.messages"], usage: ["usage"],
      end: CallLayout.ends,
      latencySeconds: CallLayout.seconds, latencyMilliseconds: CallLayout.milliseconds,
      firstTokenSeconds: CallLayout.firstSeconds, firstTokenMilliseconds: CallLayout.firstMilliseconds,
      model: [
        "model", "modelId", "model_id", "ModelId", "model_name", "modelName", "response_metadata.model_name",
        "response.model", "metadata.model", "metadata.model_name", "llm.model", "output.model",
        "result.model",
        "request.model", "data.model", "payload.model", "request_body.model", "requestBody.model",
        "response_body.model", "responseBody.model", "input.model", "body.model", "llm_summary.model",
      ],
      cost: CallLayout.dollars, status: CallLayout.statuses, tellsTemperature: false,
      id: ["id", "request_id", "response.id"],
      // Events beside those that tell of calls, as Codex and others print them.
      isOther: { node in
        ["usage", "model", "error", "status_code"].allSatisfy { node[$0] == nil } && !holdsUsage(node)
          && !hasCounts(node)
      },
      isPiece: { node in node["usage"]?.value == .null && node["delta"] != nil },
      sameBeside: CallLayout.times.map { FieldPath($0) },
      // Gemini's answers.
      growing: ["responseId", "response.responseId"]),
    matches: { _, first in
      guard let first else { return false }
      return (first["usage"]?.members ?? []).contains { $0.key.lowercased().contains("token") }
        || hasUsage(first)
    },
    matchesRow: hasUsage)

  /// Whether a record holds counts of tokens among its own members.
  @Sendable private static func hasCounts(_ node: JSONNode) -> Bool {
    (node.members ?? []).contains { counts.contains($0.key) }
  }

  private static let counts = WantedNames(
    // llama.cpp tells more of its counts among its timings.
    [TableColumn.inputTokens.key] + TableColumn.inputTokens.aliases.filter { $0 != "tokens_evaluated" })

  /// Whether a record holds a usage in an object of its own, and no tokens beside it.
  @Sendable private static func hasUsage(_ node: JSONNode) -> Bool { holdsUsage(node) && !hasCounts(node) }

  /// Whether a record holds a usage in an object of its own.
  private static func holdsUsage(_ node: JSONNode) -> Bool {
    let bits = node.keyBits
    return UsageNames.rowPlaces.contains { path in
      guard path.bits & bits != 0, let found = node.at(path)?.unfolded, found.members?.isEmpty == false,
        let usage = try? UsageReading(found)
      else { return false }
      return usage.input != nil || usage.output != nil
    }
  }
}
