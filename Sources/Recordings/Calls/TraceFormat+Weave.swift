extension TraceFormat {
  /// Calls of W&B Weave; those that ask a model by its name are calls of it.
  static let weave = calls(
    "weave", "calls of Weights & Biases Weave: JSONL", recognition: "op_name with started_at and inputs",
    layout: CallLayout(
      request: ["inputs"], response: ["output"], usage: ["output.usage"], time: ["started_at"],
      end: ["ended_at"], user: ["wb_user_id"], session: ["thread_id"], status: ["exception"], id: ["id"],
      isOther: { $0.at("inputs.model") == nil }, span: ["id"], parentSpan: ["parent_id"]),
    matches: { names, _ in ["op_name", "started_at", "inputs"].allSatisfy(names.contains) })
}
