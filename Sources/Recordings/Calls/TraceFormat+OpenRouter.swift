import Declarations

extension TraceFormat {
  /// Requests of OpenRouter: the export of its activity, one row a generation, or answers of `/api/v1/generation`.
  ///
  /// The counts of the model's own tokenizer (`native_tokens_*`) are billed and come before the others.
  static let openRouter = calls(
    "openrouter", "OpenRouter generations: CSV of its activity, or JSON of its API",
    recognition: "tokens_prompt with tokens_completion",
    layout: CallLayout(
      usage: ["."], time: (["created_at"] + CallLayout.times).map { FieldPath($0) },
      latencyMilliseconds: ["latency", "generation_time_ms", "generation_time"],
      firstTokenMilliseconds: ["time_to_first_token_ms"], model: ["model", "model_permaslug"],
      user: ["user", "external_user", "api_key_name"], session: ["session_id"],
      cost: ["cost_total", "total_cost", "usage"], status: ["finish_reason_normalized", "finish_reason"],
      tellsTemperature: false, id: ["generation_id", "id"]),
    matches: { names, first in
      let names = names.union(first?["data"]?.members?.map(\.key) ?? [])
      return names.contains("tokens_prompt") && names.contains("tokens_completion")
    },
    spread: { node in [node["data"]?.members == nil ? node : node["data"] ?? node] })
}
