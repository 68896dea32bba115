import Declarations
import Files

extension TraceFormat {
  /// Events of PostHog's LLM analytics, as JSON or a CSV of its events: generations and embeddings are calls.
  ///
  /// Whether cached tokens stand beside the input each event tells (`$ai_cache_reporting_exclusive`); where it does not,
  /// those of Anthropic do, of others not. Spans and traces around calls are none.
  static let postHog = calls(
    "posthog", "events of PostHog's LLM analytics: JSON, JSONL or CSV",
    recognition: "properties with $ai_model",
    layout: CallLayout(
      request: ["request"], response: ["response"], usage: ["usage"], time: ["timestamp"],
      latencySeconds: ["took"], firstTokenSeconds: ["first"], model: ["model"], user: ["distinct_id"],
      session: ["session"], cost: ["cost"], status: ["status", "error"], tellsTemperature: false,
      id: ["uuid"],
      isOther: { $0["usage"] == nil }),
    matches: { _, first in first.map(isEvent) ?? false },
    matchesRow: isEvent,
    spread: { node in [node.postHogCall] })

  @Sendable private static func isEvent(_ node: JSONNode) -> Bool {
    node["event"]?.string?.hasPrefix("$ai_") == true && node["properties"]?.unfolded.members != nil
  }
}

extension JSONNode {
  fileprivate var postHogCall: JSONNode {
    let kind = self["event"]?.string
    guard kind == "$ai_generation" || kind == "$ai_embedding", let properties = self["properties"]?.unfolded
    else {
      return rebuilt([("uuid", self["uuid"])])
    }
    func value(_ name: String) -> JSONNode? { properties["$ai_" + name] }
    // What an event says of itself comes before what its provider usually does.
    let isBeside =
      value("cache_reporting_exclusive").flatMap { Cell($0) }.map(TableColumns.isYes)
      ?? (value("provider")?.string?.lowercased() == "anthropic")
    let input = value("input").flatMap { $0.isVoid ? nil : $0 }
    return rebuilt([
      ("uuid", self["uuid"]), ("timestamp", self["timestamp"]), ("distinct_id", self["distinct_id"]),
      ("model", value("model")), ("session", value("session_id") ?? properties["$session_id"]),
      ("took", value("latency")), ("first", value("time_to_first_token")),
      ("cost", value("total_cost_usd")), ("status", value("http_status")),
      ("error", value("is_error")?.boolean == true ? JSONNode(true, at: position) : nil),
      (
        "request",
        input.map { input in
          rebuilt([
            ("messages", input), ("model", value("model")), ("tools", value("tools")),
            ("parameters", value("model_parameters")?.unfolded), ("temperature", value("temperature")),
            ("max_tokens", value("max_tokens")),
          ])
        }
      ),
      ("response", value("output_choices")),
      (
        "usage",
        rebuilt([
          (isBeside ? "input_tokens" : "prompt_tokens", value("input_tokens")),
          ("completion_tokens", value("output_tokens")),
          (isBeside ? "cache_read_input_tokens" : "cached_tokens", value("cache_read_input_tokens")),
          (
            isBeside ? "cache_creation_input_tokens" : "cache_write_tokens",
            value("cache_creation_input_tokens")
          ), ("reasoning_tokens", value("reasoning_tokens")),
        ])
      ),
    ])
  }
}
