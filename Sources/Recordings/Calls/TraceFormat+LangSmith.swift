import Declarations
import Files

extension TraceFormat {
  /// Runs of LangSmith; those of models are calls. Its clients send batches of them, in which a run is posted and patched.
  static let langSmith = calls(
    "langsmith", "LangSmith runs: JSON of its API, or JSONL, and the batches of its clients",
    recognition: "run_type with start_time and inputs; post or patch with lists of runs",
    layout: CallLayout(
      response: ["outputs.generations", "outputs"],
      usage: [
        ".", "outputs.usage_metadata", "outputs.usage", "outputs.llm_output.token_usage",
        "outputs.llm_output.usage", "outputs.generations.0.0.message.kwargs.usage_metadata",
      ],
      time: ["start_time"], end: ["end_time"], firstTokenTime: ["first_token_time"],
      model: [
        "extra.metadata.ls_model_name", "extra.invocation_params.model", "extra.invocation_params.model_name",
      ], settings: ["extra.invocation_params"],
      user: ["extra.metadata.user_id", "extra.metadata.userId"],
      session: [
        "extra.metadata.thread_id", "extra.metadata.session_id", "extra.metadata.conversation_id",
      ], cost: ["total_cost", "outputs.usage_metadata.total_cost"], status: ["status", "error"],
      tellsTemperature: false, id: ["id"],
      mayComplete: true,
      isOther: { $0["run_type"]?.string != "llm" }, span: ["id"], parentSpan: ["parent_run_id"]),
    matches: { names, first in
      ["run_type", "start_time", "inputs"].allSatisfy(names.contains)
        || first.map(CallUpdates.isRuns) ?? false
    },
    spread: { node in [node.langSmithRun] })
}

extension JSONNode {
  /// A run whose messages stand beside it, in the form of others.
  fileprivate var langSmithRun: JSONNode {
    guard var list = at("inputs.messages")?.unfolded.elements else { return self }
    if list.count == 1, let inner = list[0].elements { list = inner }
    let messages = list.map { message in
      guard let own = message["kwargs"], own.members != nil else { return message }
      // LangChain's constructors name the class: HumanMessage, AIMessage.
      let kind = message["id"]?.elements?.last?.string?.lowercased().replacing("message", with: "")
      let role = own["type"]?.string ?? kind ?? "user"
      return message.rebuilt([
        ("role", JSONNode(.string(role.replacing("chunk", with: "")), at: message.position)),
        ("content", own["content"]), ("tool_calls", own["tool_calls"]), ("name", own["name"]),
        ("tool_call_id", own["tool_call_id"]),
      ])
    }
    let tools = at("extra.invocation_params.tools")
    return rebuilt(
      (members ?? []).map { ($0.key, Optional($0.node)) } + [
        ("messages", JSONNode(.array(messages), at: position)), ("tools", tools),
      ])
  }
}
