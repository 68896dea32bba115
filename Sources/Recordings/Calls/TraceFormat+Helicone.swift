import Traffic

extension TraceFormat {
  /// Requests as Helicone exports them: JSON of its API, or a CSV of its page.
  static let helicone = calls(
    "helicone", "Helicone requests: JSON, JSONL or CSV",
    recognition: "request_created_at with request_body, or Created At with Request and Prompt Tokens",
    layout: CallLayout(
      request: ["request_body"], response: ["response_body", "response"], messages: ["request"],
      usage: ["response_body.usage", "."], time: ["request_created_at", "created_at"],
      end: ["response_created_at"], latencySeconds: ["latency"], latencyMilliseconds: ["delay_ms"],
      firstTokenMilliseconds: ["time_to_first_token"], model: ["request_model", "model", "response_model"],
      user: ["request_user_id", "user_id", "user"],
      session: [
        "request_properties.Helicone-Session-Id", "properties.Helicone-Session-Id", "helicone-session-id",
        "session_id",
      ], cost: ["cost_usd", "costUSD", "cost"],
      status: ["response_status", "status"], gatewayHit: ["cache_hit", "cache_status", "cache_reference_id"],
      tellsTemperature: false,
      id: ["request_id"]),
    column: { $0.lowercased().replacing(" ", with: "_") },
    matches: { names, _ in
      (names.contains("request_created_at")
        && (names.contains("request_body") || names.contains("response_id")))
        || (names.contains("created_at") && names.contains("request") && names.contains("prompt_tokens"))
    })
}
