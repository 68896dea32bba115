import Declarations

extension TraceFormat {
  /// The telemetry of coding assistants: events that they log by OpenTelemetry, as the collector writes them or one a
  /// line.
  ///
  /// Of their events those that tell the tokens of a request are calls, and those of its failure failed ones. Claude Code
  /// counts as Anthropic does, beside what was cached, Codex and Gemini CLI as their models' makers.
  static let openTelemetryLogs = calls(
    "otel_logs",
    "telemetry of Claude Code, Codex and Gemini CLI: OTLP logs of the collector, or an event a line",
    recognition: "resourceLogs or attributes with event.name, of one of them",
    layout: CallLayout(
      usage: ["usage"], time: ["time"], latencyMilliseconds: ["took"], model: ["model"], user: ["user"],
      session: ["session"], cost: ["cost"], status: ["error"], tellsTemperature: false,
      isOther: { $0["usage"] == nil && $0["error"] == nil }),
    matches: { _, first in
      first.map { TelemetryEvent.records(in: $0).contains { TelemetryEvent($0) != nil } } ?? false
    },
    spread: { node in
      TelemetryEvent.records(in: node).map { TelemetryEvent($0)?.row ?? node.rebuilt([]) }
    })
}

/// An event of an assistant's telemetry.
private struct TelemetryEvent {
  private let record: JSONNode
  private let name: String
  private var values: [String: JSONNode] = [:]

  private static let assistants = ["claude_code.", "codex.", "gemini_cli."]
  /// Events that Claude Code names without itself.
  private static let own: Set<String> = [
    "api_request", "api_error", "user_prompt", "tool_result", "tool_decision",
  ]

  /// The records of a batch of the collector, or the record itself.
  static func records(in node: JSONNode) -> [JSONNode] {
    let batches = node["resourceLogs"]?.elements ?? (node["scopeLogs"] == nil ? [] : [node])
    if batches.isEmpty { return [node] }
    return batches.flatMap { $0["scopeLogs"]?.elements ?? [] }.flatMap { $0["logRecords"]?.elements ?? [] }
  }

  /// The event of a record; nil where it is of no assistant.
  init?(_ record: JSONNode) {
    self.record = record
    let attributes = record["attributes"]?.unfolded
    for pair in attributes?.elements ?? [] {
      if let key = pair["key"]?.string, let value = pair["value"].flatMap(GenAISpan.plain) {
        values[key] = value
      }
    }
    for member in (attributes ?? record).members ?? [] { values[member.key] = member.node }
    let body = record["body"]
    let title = body?.string ?? body.flatMap(GenAISpan.plain)?.string ?? ""
    let event = values["event.name"]?.string ?? ""
    if let known = [title, event].first(where: { TelemetryEvent.assistants.contains(where: $0.hasPrefix) }) {
      name = known
    } else if TelemetryEvent.own.contains(event), values["session.id"] != nil {
      name = "claude_code." + event
    } else {
      return nil
    }
  }

  /// The call that the event tells of; nil where it tells of none.
  var row: JSONNode? {
    let isFailed = name == "claude_code.api_error" || name == "gemini_cli.api_error"
    guard isFailed || usage != nil else { return nil }
    let time = values["event.timestamp"] ?? record["timeUnixNano"] ?? record["observedTimeUnixNano"]
    let user = values["user.id"] ?? values["user.account_uuid"] ?? values["user.email"]
    return record.rebuilt([
      ("usage", usage), ("time", time ?? record.first(of: TelemetryEvent.times)),
      ("took", values["duration_ms"]), ("model", values["model"]), ("user", user),
      ("session", values["session.id"] ?? values["conversation.id"]), ("cost", values["cost_usd"]),
      ("error", isFailed ? JSONNode(true, at: record.position) : nil),
    ])
  }

  private static let times = CallLayout.times.map { FieldPath($0) }

  private var usage: JSONNode? {
    switch name {
    case "claude_code.api_request":
      guard values["input_tokens"] != nil else { return nil }
      return record.usageBeside(
        input: values["input_tokens"], output: values["output_tokens"], read: values["cache_read_tokens"],
        written: values["cache_creation_tokens"])
    case "codex.sse_event":
      guard values["input_token_count"] != nil else { return nil }
      return record.rebuilt([
        ("prompt_tokens", values["input_token_count"]), ("completion_tokens", values["output_token_count"]),
        ("cached_tokens", values["cached_token_count"]),
        ("reasoning_tokens", values["reasoning_token_count"]),
      ])
    case "gemini_cli.api_response":
      guard values["input_token_count"] != nil else { return nil }
      return record.rebuilt([
        ("promptTokenCount", values["input_token_count"]),
        ("candidatesTokenCount", values["output_token_count"]),
        ("cachedContentTokenCount", values["cached_content_token_count"]),
        ("thoughtsTokenCount", values["thoughts_token_count"]),
        ("toolUsePromptTokenCount", values["tool_token_count"]),
        ("totalTokenCount", values["total_token_count"]),
      ])
    default: return nil
    }
  }
}
