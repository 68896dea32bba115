import Declarations

extension TraceFormat {
  /// Observations of Langfuse: its API's answer, one a line, or a CSV of its table.
  ///
  /// Spans and events are no calls and left out; details of a usage exclude one another.
  static let langfuse = calls(
    "langfuse", "Langfuse observations: JSON of its API, JSONL or CSV",
    recognition: "traceId with startTime and input, usage or modelParameters",
    layout: CallLayout(
      response: ["output"], usage: ["usageDetails", "usage_details", "usage", "."],
      time: ["startTime", "start_time"], end: ["endTime", "end_time"],
      firstTokenTime: ["completionStartTime", "completion_start_time"],
      latencySeconds: ["latency"], model: ["model", "providedModelName", "provided_model_name"],
      settings: ["modelParameters", "model_parameters"],
      user: ["userId", "user_id", "metadata.userId", "metadata.user_id"],
      session: ["sessionId", "session_id", "metadata.sessionId", "metadata.session_id"],
      cost: [
        "costDetails.total", "cost_details.total", "calculatedTotalCost", "totalCost", "total_cost",
      ],
      status: ["level"], tellsTemperature: false, id: ["id"]),
    matches: { names, _ in
      (names.contains("traceId") || names.contains("trace_id"))
        && (names.contains("startTime") || names.contains("start_time"))
        && [
          "input", "usage", "usageDetails", "usage_details", "inputUsage", "modelParameters",
          "model_parameters",
        ]
        .contains(where: names.contains)
    },
    spread: { node in
      guard let type = node["type"]?.string, ["SPAN", "EVENT"].contains(type.uppercased()) else {
        return [node]
      }
      return []
    })
}
