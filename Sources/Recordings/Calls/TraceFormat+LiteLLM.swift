import Declarations

extension TraceFormat {
  /// The spend logs of LiteLLM's proxy (`/spend/logs`, or its table `LiteLLM_SpendLogs`), with prompts or without.
  ///
  /// The log keeps no temperature; texts that it has cut in the middle are not compared. A semantic cache notes the
  /// similarity of the request that it answers in `metadata` (`litellm/caching/redis_semantic_cache.py`). The payload
  /// that its callbacks write to S3 and elsewhere (`StandardLoggingPayload`) is read as well.
  static let liteLLM = calls(
    "litellm", "LiteLLM spend logs: JSON, JSONL or CSV of its table",
    recognition: "request_id and spend, or call_type and response_cost, with startTime",
    layout: CallLayout(
      request: ["proxy_server_request"],
      response: ["response"],
      usage: [
        "metadata.usage_object", "response.usage", "counts", ".",
      ],
      time: ["startTime", "start_time"], end: ["endTime", "end_time"],
      firstTokenTime: ["completionStartTime"], model: ["model", "model_group"],
      settings: ["model_parameters"],
      user: ["end_user", "metadata.user_api_key_end_user_id", "metadata.user_api_key_user_id", "user"],
      team: ["team_id", "metadata.user_api_key_team_id"], apiKey: ["api_key", "metadata.user_api_key"],
      session: ["session_id", "metadata.session_id", "litellm_session_id", "metadata.litellm_session_id"],
      cost: ["spend", "response_cost"], status: ["status", "metadata.status"], gatewayHit: ["cache_hit"],
      similarity: ["metadata.semantic-similarity", "metadata.semantic_similarity"],
      tellsTemperature: false, id: ["request_id", "id"],
      service: CallLayout.services
        + ["metadata.cost_breakdown.service_tier", "cost_breakdown.service_tier", "call_type"]),
    matches: { names, _ in
      let isSpend = names.contains("request_id") && names.contains("spend")
      let isPayload = names.contains("response_cost") && names.contains("call_type")
      return (isSpend || isPayload) && (names.contains("startTime") || names.contains("start_time"))
    }, spread: { node in [node.liteLLMCall] })
}

extension JSONNode {
  /// A call with the counts of its row and what its metadata tells beside them, as what was cached, where it has no whole
  /// usage; others as they are.
  fileprivate var liteLLMCall: JSONNode {
    guard let metadata = self["metadata"]?.unfolded, metadata["usage_object"]?.isVoid ?? true,
      let others = metadata["additional_usage_values"]?.unfolded.members, !others.isEmpty
    else { return self }
    let names = ["prompt_tokens", "completion_tokens", "total_tokens"]
    let counts = names.map { ($0, self[$0]) } + others.map { ($0.key, Optional($0.node)) }
    return rebuilt((members ?? []).map { ($0.key, Optional($0.node)) } + [("counts", rebuilt(counts))])
  }
}
