extension TraceFormat {
  /// Spans of Braintrust; those of models are calls, their times seconds since 1970.
  static let braintrust = calls(
    "braintrust", "Braintrust spans: JSON of its API or JSONL",
    recognition: "span_attributes with metrics",
    layout: CallLayout(
      response: ["output"], usage: ["metrics"], time: ["metrics.start", "created"], end: ["metrics.end"],
      firstTokenSeconds: ["metrics.time_to_first_token"], model: ["metadata.model"], settings: ["metadata"],
      user: ["metadata.user_id", "metadata.user"],
      session: ["metadata.session_id", "metadata.conversation_id", "metadata.thread_id"],
      cost: ["metrics.estimated_cost"], status: ["error"], tellsTemperature: false, id: ["id"],
      isOther: { $0.at("span_attributes.type")?.string != "llm" }, span: ["span_id"],
      parentSpan: ["span_parents.0"]),
    matches: { names, _ in names.contains("span_attributes") && names.contains("metrics") })
}
