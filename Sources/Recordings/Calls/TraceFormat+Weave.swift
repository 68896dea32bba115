import Declarations

extension TraceFormat {
  /// Calls of W&B Weave; those that ask a model by its name are calls of it. Costs stand by model in a summary, each part
  /// as what it made in all.
  static let weave = calls(
    "weave", "calls of Weights & Biases Weave: JSONL", recognition: "op_name with started_at and inputs",
    layout: CallLayout(
      request: ["inputs"], response: ["output"], usage: ["output.usage"], time: ["started_at"],
      end: ["ended_at"], user: ["wb_user_id"], session: ["thread_id"], cost: CallLayout.dollars,
      costDetails: ["summed_costs"],
      status: ["exception"], id: ["id"],
      isOther: { $0.at("inputs.model") == nil }, span: ["id"], parentSpan: ["parent_id"]),
    matches: { names, _ in ["op_name", "started_at", "inputs"].allSatisfy(names.contains) },
    spread: { node in [node.withSummedCosts] })
}

extension JSONNode {
  /// A call with the parts of its costs in an object of its own.
  fileprivate var withSummedCosts: JSONNode {
    guard let models = at("summary.weave.costs")?.members, !models.isEmpty else { return self }
    let parts = models.flatMap { model in
      (model.node.members ?? []).filter { $0.key.hasSuffix("_total_cost") }.map {
        (model.key + "." + $0.key, Optional($0.node))
      }
    }
    return rebuilt((members ?? []).map { ($0.key, Optional($0.node)) } + [("summed_costs", rebuilt(parts))])
  }
}
