import Declarations
import Files

extension TraceFormat {
  /// Requests of Apache APISIX: what its plugins of logging write, or lines of its access log in JSON. A request whose row
  /// tells of no language model is no call.
  ///
  /// A row of a plugin has milliseconds in `latency`, one of the access log seconds in `request_time`; what `llm_summary`
  /// calls its duration is the time to the first token.
  static let apisix = calls(
    "apisix", "requests of Apache APISIX's AI plugins: JSON lines of its loggers or its access log",
    recognition: "llm_summary, or request_type with llm_model",
    layout: CallLayout(
      response: ["llm_response_text.content", "llm_response_text"], messages: ["llm_request.messages"],
      usage: ["counts"], time: times, latencySeconds: ["request_time"], latencyMilliseconds: ["latency"],
      firstTokenMilliseconds: ["first"], model: ["name"],
      user: ["consumer.username", "caller_name"], status: ["response.status", "status"],
      tellsTemperature: false, isOther: { $0["counts"] == nil }),
    wanted: "a request with llm_summary or llm_model",
    matches: { names, first in
      first?["llm_summary"]?.members != nil || names.isSuperset(of: ["request_type", "llm_model"])
    },
    spread: { node in [node.apisixCall] })

  /// Requests of Higress, whose plugin `ai-statistics` writes what it counted as a text in the access log.
  static let higress = calls(
    "higress", "requests of Higress's AI gateway: JSON lines of its access log",
    recognition: "ai_log",
    layout: CallLayout(
      response: ["log.answer"], messages: ["log.messages", "log.question"], usage: ["counts"], time: times,
      latencyMilliseconds: ["log.llm_service_duration", "duration"],
      firstTokenMilliseconds: ["log.llm_first_token_duration"], model: ["log.model"],
      user: ["caller_name", "log.user", "log.user_id"], session: ["log.session_id"],
      status: ["response_code"], tellsTemperature: false, id: ["request_id"],
      isOther: { $0["counts"] == nil }),
    wanted: "a request whose ai_log tells a model or tokens",
    matches: { names, _ in names.contains("ai_log") },
    spread: { node in [node.higressCall] })

  /// Logs of Bifrost, as its page's API gives them or a table of its database; durations are milliseconds.
  static let bifrost = calls(
    "bifrost", "logs of Bifrost: JSON of its API, or a table of its database",
    recognition: "object and provider with token_usage, input_history, selected_key_id or fallback_index",
    layout: CallLayout(
      response: ["output_message", "responses_output"],
      messages: ["input_history", "responses_input_history"],
      usage: ["token_usage", "."], time: ["timestamp", "created_at"], latencyMilliseconds: ["latency"],
      model: ["model"], settings: ["params"], user: ["user_id", "user_name", "customer_id"],
      apiKey: ["virtual_key_id", "virtual_key_name"], session: ["metadata.session_id"], cost: ["cost"],
      status: ["status"], gatewayHit: ["cache_debug.cache_hit"], similarity: ["cache_debug.similarity"],
      tellsTemperature: false, id: ["id"], isOther: { $0["status"]?.string == "processing" }),
    matches: { names, _ in
      names.isSuperset(of: ["provider", "model", "status", "stream"])
        && !names.isDisjoint(with: ["object", "object_type"]) && !names.isDisjoint(with: bifrostMarks)
    })

  /// What Bifrost's logs have that others do not: an object, a provider and a latency are in many, and not in milliseconds.
  private static let bifrostMarks = [
    "token_usage", "input_history", "responses_input_history", "selected_key_id", "fallback_index",
    "number_of_retries",
  ]

  /// Names of a start in access logs, whose `request_time` is a duration.
  private static let times: [FieldPath] = [
    "start_time", "@timestamp", "timestamp", "time", "time_iso8601", "time_local", "ts", "date",
  ]
}

extension JSONNode {
  /// A request of APISIX with what it tells of a model under one name each.
  fileprivate var apisixCall: JSONNode {
    let summary = self["llm_summary"]?.unfolded
    func own(_ name: String, _ inSummary: String) -> JSONNode? {
      (summary?[inSummary] ?? self["llm_" + name])?.unlessUnset
    }
    let model = own("model", "model") ?? summary?["request_model"]
    let kind = self["request_type"]?.string
    guard summary?.members != nil || (model != nil && kind != "traditional_http") else { return self }
    let counts = rebuilt([
      ("prompt_tokens", own("prompt_tokens", "prompt_tokens")),
      ("completion_tokens", own("completion_tokens", "completion_tokens")),
    ])
    return with([
      ("counts", counts), ("name", model), ("first", own("time_to_first_token", "duration")),
      ("caller_name", self["consumer_name"]?.unlessUnset),
    ])
  }

  /// A request of Higress with what its plugin wrote as an object, and its counts.
  fileprivate var higressCall: JSONNode {
    guard let log = self["ai_log"]?.unfolded, log.members != nil,
      log["model"] != nil || log["input_token"] != nil
    else { return self }
    let counts = rebuilt([
      ("prompt_tokens", log["input_token"]), ("completion_tokens", log["output_token"]),
      ("total_tokens", log["total_token"]),
      ("cached_tokens", log["cached_tokens"] ?? log["input_token_details"]?.unfolded["cached_tokens"]),
      (
        "reasoning_tokens",
        log["reasoning_tokens"] ?? log["output_token_details"]?.unfolded["reasoning_tokens"]
      ),
    ])
    let caller = log["consumer"]?.unlessUnset ?? self["consumer"]?.unlessUnset
    return with([("counts", counts), ("log", log), ("caller_name", caller)])
  }

  /// The value, unless it is that of a variable which has none: an empty text or a stroke.
  private var unlessUnset: JSONNode? { isVoid || string == "-" ? nil : self }

  /// An object with some members more.
  private func with(_ added: [(String, JSONNode?)]) -> JSONNode {
    rebuilt((members ?? []).map { ($0.key, Optional($0.node)) } + added)
  }
}
