import Declarations

extension TraceFormat {
  /// Requests of Kong's AI Gateway, as its plugins of logging write them; those without usage of a model are no calls.
  static let kong = calls(
    "kong", "requests of Kong's AI Gateway: JSON lines of its logging plugins",
    recognition: "ai with usage and meta of a plugin, beside latencies or started_at",
    layout: CallLayout(
      request: ["request"], response: ["response"], usage: ["usage"], time: ["time"],
      latencyMilliseconds: ["took"], firstTokenMilliseconds: ["first"], model: ["model"], user: ["user"],
      cost: ["usage.cost"], status: ["status"], tellsTemperature: false, id: ["id"],
      isOther: { $0["model"] == nil }),
    matches: { names, first in
      !names.isDisjoint(with: ["latencies", "started_at"]) && first?.kongPlugin != nil
    },
    spread: { node in [node.kongCall] })
}

extension JSONNode {
  /// What a plugin tells of the model's call.
  fileprivate var kongPlugin: JSONNode? {
    (self["ai"]?.members ?? []).map(\.node).first {
      $0["usage"]?.members != nil || $0["meta"]?.members != nil
    }
  }

  fileprivate var kongCall: JSONNode {
    let plugin = kongPlugin
    let meta = plugin?["meta"]
    return rebuilt([
      ("time", self["started_at"]), ("took", at("latencies.request")),
      ("first", meta?["llm_time_to_first_token"]), ("status", at("response.status")),
      ("user", at("consumer.username") ?? at("consumer.id") ?? at("authenticated_entity.id")),
      ("id", at("request.id")), ("model", meta?["request_model"] ?? meta?["response_model"]),
      ("cache_status", plugin?.at("cache.cache_status")), ("usage", plugin?["usage"]),
      ("request", plugin?.at("payload.request")?.unfolded),
      ("response", plugin?.at("payload.response")?.unfolded),
    ])
  }
}
