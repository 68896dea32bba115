import Declarations

extension TraceFormat {
  /// What OpenHands measured of runs: the output of its evaluations, the state of conversations, or its metrics alone.
  ///
  /// Each call has its counts in `token_usages`, whose input holds what was cached, and its latency under its name. Dollars
  /// and times, which are those of the end, have no name; they are taken by their places where there are as many.
  static let openHands = calls(
    "openhands", "runs of OpenHands: output.jsonl of evaluations, base_state.json, or metrics",
    recognition: "token_usages beside accumulated_token_usage",
    layout: CallLayout(
      usage: ["counts"], time: ["at"], latencySeconds: ["took"], model: ["model"], session: ["run"],
      cost: ["cost"], tellsTemperature: false, id: ["id"]),
    wanted: "token_usages",
    matches: { _, first in first?.openHandsMetrics.isEmpty == false },
    spread: { node in node.openHandsMetrics.flatMap { $0.openHandsCalls(of: node) } })
}

extension JSONNode {
  /// Where the metrics of a run lie: those of each model's use in today's versions.
  fileprivate var openHandsMetrics: [JSONNode] {
    let uses: [FieldPath] = ["stats.usage_to_metrics", "usage_to_metrics"]
    let found = [self, self["metrics"]].compactMap { $0 } + (first(of: uses)?.members ?? []).map(\.node)
    return found.filter {
      $0["accumulated_token_usage"]?.members != nil && $0["token_usages"]?.elements?.isEmpty == false
    }
  }

  /// The calls of a run that metrics tell of.
  fileprivate func openHandsCalls(of run: JSONNode) -> [JSONNode] {
    let usages = self["token_usages"]?.elements ?? []
    let costs = self["costs"]?.elements ?? []
    var latencies: [String: JSONNode] = [:]
    for latency in self["response_latencies"]?.elements ?? [] {
      if let id = latency["response_id"]?.string { latencies[id] = latency["latency"] }
    }
    return usages.enumerated().map { place, usage in
      let id = usage["response_id"]?.string.flatMap { $0.isEmpty ? nil : $0 }
      let cost = costs.count == usages.count ? costs[place] : nil
      let counts = usage.rebuilt(
        ["prompt_tokens", "completion_tokens", "cache_read_tokens", "cache_write_tokens", "reasoning_tokens"]
          .map { ($0, usage[$0]) })
      return usage.rebuilt([
        ("counts", counts), ("model", usage["model"] ?? self["model_name"]),
        ("id", id == nil ? nil : usage["response_id"]), ("took", id.flatMap { latencies[$0] }),
        ("cost", cost?["cost"]), ("at", cost?["timestamp"]), ("run", run["instance_id"] ?? run["id"]),
      ])
    }
  }
}
