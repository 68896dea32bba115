import Files
import Declarations

extension TraceFormat {
  /// Observations of Langfuse: its API's answer, one a line, or a CSV of its table, and the events by which clients send
  /// them, alone or in batches.
  ///
  /// Steps around calls are none and left out; details of a usage exclude one another.
  static let langfuse = calls(
    "langfuse", "Langfuse observations: JSON of its API, JSONL or CSV, and the events of its clients",
    recognition:
      "traceId with startTime and input, usage or modelParameters; type generation-create or the like with body",
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
        "total_estimated_cost", "totalEstimatedCost", "usage.totalCost",
        // LiteLLM's own.
        "metadata.litellm_response_cost",
      ], costDetails: ["costDetails", "cost_details"], worksOutCosts: true,
      status: ["level"], tellsTemperature: false, id: ["id"], mayComplete: true, isOther: isStep,
      span: ["id"],
      parentSpan: ["parentObservationId", "parent_observation_id"]),
    matches: { names, first in
      (names.contains("traceId") || names.contains("trace_id"))
        && (names.contains("startTime") || names.contains("start_time"))
        && [
          "input", "usage", "usageDetails", "usage_details", "inputUsage", "modelParameters",
          "model_parameters",
        ]
        .contains(where: names.contains)
        || (names.contains("observations")
          && (names.contains("timestamp") || first?["trace"]?.members != nil
            || first?["observations"]?.elements?.first?["traceId"] != nil))
        || first.map(CallUpdates.isTold) ?? false
    },
    spread: { node throws(RowFault) in
      guard let list = node["observations"]?.elements else { return [node] }
      // What its page saves has the trace beside them.
      let trace = node["trace"].flatMap { $0.members == nil ? nil : $0 } ?? node
      let inherited = ["userId", "sessionId"].map { ($0, trace[$0]) }
      return try list.map { (observation) throws(RowFault) in
        guard let own = observation.members else {
          throw RowFault(
            .badValue,
            "the trace only names its observations; the observations, or traces with them, were expected",
            at: observation.position)
        }
        // What an observation lacks its trace tells.
        let others = inherited.filter { other in !own.contains { $0.key == other.0 && !$0.node.isVoid } }
        return observation.rebuilt(
          own.filter { member in !others.contains { $0.0 == member.key } }.map { ($0.key, Optional($0.node)) }
            + others)
      }
    })

  /// Whether an observation is no call of a model.
  ///
  /// A generation is one, and so is what has no type. Of the other types (Langfuse, "Observation types") those that
  /// carry a model and its usage are, as an agent that was not taken apart; a step around generations that repeats
  /// their usage is left out by its place in the trace.
  @Sendable private static func isStep(_ node: JSONNode) -> Bool {
    guard let type = node["type"]?.string?.uppercased(), !type.isEmpty, type != "GENERATION" else {
      return false
    }
    if type == "SPAN" || type == "EVENT" { return true }
    let hasModel = node.first(of: ["model", "providedModelName", "provided_model_name"])?.isVoid == false
    let usages = ["usageDetails", "usage_details", "usage"].compactMap { node.at($0)?.unfolded } + [node]
    let hasUsage = usages.contains { usage in
      let names =
        usage.position == node.position && usage.members == node.members
        ? ["inputUsage", "outputUsage", "input_usage", "output_usage"]
        : ["input", "output", "total", "prompt", "completion"]
      return (usage.members ?? []).contains { member in
        names.contains { member.key.hasPrefix($0) }
          && (Cell(member.node).flatMap { Double(String(decoding: $0.text, as: UTF8.self)) } ?? 0) > 0
      }
    }
    return !(hasModel && hasUsage)
  }
}
