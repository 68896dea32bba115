import Declarations

extension TraceFormat {
  /// Events of New Relic's AI monitoring, as queries export them: summaries of completions, and embeddings, are calls; the
  /// events of their messages count the same tokens again, and those of LangChain's chains have none.
  static let newRelic = calls(
    "new_relic", "events of New Relic's AI monitoring: JSON or CSV of a query",
    recognition: "ingest_source and vendor with request.model or completion_id",
    layout: CallLayout(
      usage: ["counts"], time: ["timestamp"], latencyMilliseconds: ["duration"],
      firstTokenMilliseconds: ["time_to_first_token"], model: ["request.model", "response.model"],
      answeredModel: ["response.model"], user: ["llm.user_id", "llm.user", "user_id", "user"],
      session: ["llm.conversation_id", "conversation_id"], status: ["error"], tellsTemperature: false,
      id: ["id"], isOther: { $0["completion_id"] != nil || $0["counts"] == nil }),
    wanted: "a summary of a completion (LlmChatCompletionSummary)",
    matches: { names, _ in
      names.isSuperset(of: ["ingest_source", "vendor"])
        && !names.isDisjoint(with: ["request.model", "response.model", "completion_id"])
    },
    spread: { node in [node.newRelicCall] })
}

extension JSONNode {
  /// An event with its counts, where it names a model that was asked.
  fileprivate var newRelicCall: JSONNode {
    guard self["request.model"] != nil || self["response.usage.total_tokens"] != nil else { return self }
    let usage = "response.usage."
    let counts = rebuilt([
      ("prompt_tokens", self[usage + "prompt_tokens"] ?? self[usage + "input_tokens"]),
      ("completion_tokens", self[usage + "completion_tokens"] ?? self[usage + "output_tokens"]),
      ("total_tokens", self[usage + "total_tokens"]),
    ])
    return rebuilt((members ?? []).map { ($0.key, Optional($0.node)) } + [("counts", counts)])
  }
}
