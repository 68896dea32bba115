import Declarations
import Files

/// What a request's body asks beside its messages, as keys: equal keys are equal requests.
///
/// Absent, null and the API's default are one: `n` 1, `temperature` 1, `top_p` 1. A number in quotes is that
/// number. What changes no answer (`stream`, `user`, `metadata`, `store`, `service_tier`) is left out.
struct RequestSettings {
  /// Everything that may change the answer.
  private(set) var variant: [UInt8] = []
  /// The same without what only picks one of several right answers.
  private(set) var shape: [UInt8] = []
  /// The temperature that the body states.
  private(set) var temperature: Double?

  /// What a setting does to the answer, by its names at the providers.
  private static let names: [String: (name: String, isSampling: Bool)] = {
    var names: [String: (name: String, isSampling: Bool)] = [:]
    for name in [
      "response_format", "tools", "functions", "tool_choice", "function_call", "parallel_tool_calls", "model",
      "n", "stop", "logit_bias", "logprobs", "top_logprobs", "frequency_penalty", "presence_penalty",
      "reasoning_effort", "reasoning", "thinking", "modalities", "audio", "verbosity", "text",
      "web_search_options", "prediction", "best_of", "suffix", "echo", "output_config",
      "previous_response_id",
      "toolConfig", "safetySettings", "cachedContent", "max_tokens", "min_p", "repetition_penalty",
      "guided_json",
      "guided_regex", "guided_choice", "guided_grammar", "structured_outputs", "chat_template_kwargs",
      "enable_thinking", "thinking_budget", "include_reasoning", "documents", "connectors", "preamble",
      "safe_prompt", "mcp_servers", "output_format", "search_parameters", "max_tool_calls", "truncation",
      "include",
      "frequencyPenalty", "presencePenalty", "thinkingConfig", "responseModalities",
      "additionalModelRequestFields",
      "conversation",
    ] { names[name] = (name, false) }
    names["max_completion_tokens"] = ("max_tokens", false)
    names["max_output_tokens"] = ("max_tokens", false)
    names["maxOutputTokens"] = ("max_tokens", false)
    names["maxTokens"] = ("max_tokens", false)
    names["max_new_tokens"] = ("max_tokens", false)
    names["tool_config"] = ("toolConfig", false)
    names["safety_settings"] = ("safetySettings", false)
    names["cached_content"] = ("cachedContent", false)
    names["response_mime_type"] = ("response_mime_type", false)
    names["response_schema"] = ("response_schema", false)
    names["candidate_count"] = ("n", false)
    names["random_seed"] = ("seed", true)
    names["stop_sequences"] = ("stop", false)
    names["stopSequences"] = ("stop", false)
    names["responseMimeType"] = ("response_mime_type", false)
    names["responseSchema"] = ("response_schema", false)
    names["candidateCount"] = ("n", false)
    for name in ["seed", "top_p", "top_k", "temperature"] { names[name] = (name, true) }
    names["topP"] = ("top_p", true)
    names["topK"] = ("top_k", true)
    return names
  }()

  /// Takes the settings of a body, and its model, which may stand elsewhere.
  init(_ bodies: [JSONNode?], model: [UInt8]?) throws(RowFault) {
    var found: [(name: String, isSampling: Bool, text: String)] = []
    for body in bodies {
      for member in body?.members ?? [] {
        // Most columns of a log are no settings, which their first letter and their length tell.
        guard RequestSettings.mayBeName(member.key) else { continue }
        guard let (name, isSampling) = RequestSettings.names[member.key], name != "model" else { continue }
        let node = member.node
        if node.isVoid { continue }
        var text = node.canonicalText
        if isSampling || name == "n" || name == "max_tokens" {
          let number = RequestSettings.number(node)
          if name == "temperature" {
            guard let number, number >= 0 else {
              throw RowFault(
                .badValue, "temperature is \(text); a number of at least 0 was expected", at: node.position)
            }
            temperature = number
          }
          if let number {
            if number == 1, name != "seed", name != "max_tokens", name != "top_k" { continue }
            text = JSONNode(JSONValue(number)).canonicalText
          }
        }
        if !found.contains(where: { $0.name == name }) { found.append((name, isSampling, text)) }
      }
    }
    found.sort { $0.name < $1.name }
    if let model { found.append(("model", false, String(decoding: model, as: UTF8.self))) }
    for (name, isSampling, text) in found {
      let entry = Array("\(name)\u{0}\(text.utf8.count)\u{0}\(text)".utf8)
      variant += entry
      if !isSampling { shape += entry }
    }
  }

  /// For each first byte the lengths of names that begin with it, as bits.
  private static let lengths: [UInt64] = names.keys.reduce(into: Array(repeating: 0, count: 256)) {
    $0[Int($1.utf8.first ?? 0)] |= 1 << UInt64(min(63, $1.utf8.count))
  }

  private static func mayBeName(_ key: String) -> Bool {
    lengths[Int(key.utf8.first ?? 0)] & 1 << UInt64(min(63, key.utf8.count)) != 0
  }

  /// The number of a value, in quotes or not.
  private static func number(_ node: JSONNode) -> Double? {
    node.number ?? node.string.flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
  }
}
