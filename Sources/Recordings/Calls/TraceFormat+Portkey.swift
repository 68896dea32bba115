extension TraceFormat {
  /// Logs that Portkey exports.
  ///
  /// Its costs are not read: the export does not tell whether they are dollars or cents.
  static let portkey = calls(
    "portkey", "exported logs of Portkey: JSONL or CSV", recognition: "ai_model with created_at",
    layout: CallLayout(
      request: ["request.body", "request"], response: ["response.body", "response"],
      usage: ["response.body.usage", "response.usage", "."], time: ["created_at"],
      latencyMilliseconds: ["response_time"], model: ["ai_model"], user: ["metadata._user", "user"],
      session: ["trace_id"], status: ["response_status_code"], gatewayHit: ["cache_status"],
      tellsTemperature: false, id: ["id"]),
    column: ColumnName.plain,
    matches: { names, _ in names.contains("ai_model") && names.contains("created_at") })
}
