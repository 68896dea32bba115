import Declarations

extension TraceFormat {
  /// Any JSON with the usage of a call in each record, such as answers that were kept without their requests.
  static let usageLog = calls(
    "usage_log", "any JSON with an object usage a record, such as answers kept without their requests",
    recognition: "usage with counts of tokens",
    layout: CallLayout(
      response: ["."], usage: ["usage"], latencyMilliseconds: ["latency_ms", "duration_ms"],
      firstTokenMilliseconds: ["ttft_ms", "time_to_first_token_ms"],
      model: ["model", "modelId", "model_id", "model_name", "modelName"],
      user: ["user", "user_id", "userId"], cost: ["cost_usd", "cost", "total_cost", "usage.cost"],
      status: ["status_code", "error"], tellsTemperature: false, id: ["id"],
      // Events beside those that tell of calls, as Codex and others print them.
      isOther: { node in
        node["type"]?.string != nil
          && ["usage", "model", "error", "status_code"].allSatisfy { node[$0] == nil }
      },
      sameBeside: CallLayout.times.map { FieldPath($0) }),
    matches: { _, first in
      (first?["usage"]?.members ?? []).contains { $0.key.lowercased().contains("token") }
    })
}
