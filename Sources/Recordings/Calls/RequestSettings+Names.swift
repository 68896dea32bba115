import Declarations

extension RequestSettings {
  /// What a setting does to the answer, by its names at the providers.
  static let names: [String: (name: String, isSampling: Bool)] = {
    var names: [String: (name: String, isSampling: Bool)] = [:]
    for name in plain { names[name] = (name, false) }
    for (other, name) in others { names[other] = (name, false) }
    for name in ["seed", "top_p", "top_k", "temperature"] { names[name] = (name, true) }
    for (other, name) in [("random_seed", "seed"), ("topP", "top_p"), ("topK", "top_k")] {
      names[other] = (name, true)
    }
    return names
  }()

  /// Settings of the APIs and of the servers that speak them: OpenAI, Anthropic, Gemini, Bedrock, Cohere, Mistral, xAI,
  /// Perplexity, Qwen, OpenRouter, vLLM, SGLang, llama.cpp, TGI, Ollama.
  private static let plain = [
    "response_format", "tools", "functions", "tool_choice", "function_call", "parallel_tool_calls", "model",
    "n", "stop", "logit_bias", "logprobs", "top_logprobs", "frequency_penalty", "presence_penalty",
    "reasoning_effort", "reasoning", "thinking", "modalities", "audio", "verbosity", "text",
    "web_search_options", "prediction", "best_of", "suffix", "echo", "output_config",
    "previous_response_id", "toolConfig", "safetySettings", "cachedContent", "max_tokens", "min_p",
    "repetition_penalty", "guided_json", "guided_regex", "guided_choice", "guided_grammar",
    "structured_outputs", "chat_template_kwargs", "enable_thinking", "thinking_budget", "include_reasoning",
    "documents", "connectors", "preamble", "safe_prompt", "mcp_servers", "output_format",
    "search_parameters", "max_tool_calls", "truncation", "include", "thinkingConfig", "responseModalities",
    "additionalModelRequestFields", "conversation", "response_mime_type", "response_schema",
    "bad_words", "ignore_eos", "min_tokens", "stop_token_ids", "regex", "ebnf", "json_schema", "grammar",
    "typical_p", "top_a", "length_penalty", "early_stopping", "use_beam_search", "skip_special_tokens",
    "include_stop_str_in_output", "lora_path", "lora_request", "guided_whitespace_pattern",
    "add_generation_prompt", "continue_final_message", "chat_template", "reasoning_format", "think",
    "format", "raw", "template", "images", "context", "num_ctx", "mirostat", "mirostat_eta", "mirostat_tau",
    "repeat_last_n", "tfs_z", "plugins", "transforms", "container", "context_management", "betas",
    "anthropic_beta", "enable_search", "search_options", "search_domain_filter", "search_recency_filter",
    "search_mode", "return_images", "return_related_questions", "web_search", "tool_resources",
    "citation_options", "prompt_variables", "prompt", "image_config", "speechConfig", "mediaResolution",
    "enableEnhancedCivicAnswers", "enableAffectiveDialog", "audioTimestamp", "routingConfig",
    "modelArmorConfig", "prompt_mode", "guardrailConfig", "promptVariables", "outputConfig", "google",
  ]

  /// Other names of these.
  private static let others = [
    "max_completion_tokens": "max_tokens", "max_output_tokens": "max_tokens", "maxOutputTokens": "max_tokens",
    "maxTokens": "max_tokens", "max_new_tokens": "max_tokens", "num_predict": "max_tokens",
    "n_predict": "max_tokens", "maxTokenCount": "max_tokens", "max_gen_len": "max_tokens",
    "tool_config": "toolConfig", "safety_settings": "safetySettings", "cached_content": "cachedContent",
    "candidate_count": "n", "candidateCount": "n", "stop_sequences": "stop", "stopSequences": "stop",
    "responseMimeType": "response_mime_type", "responseSchema": "response_schema",
    "frequencyPenalty": "frequency_penalty", "presencePenalty": "presence_penalty",
    "repeat_penalty": "repetition_penalty", "json_mode": "response_format",
    "responseJsonSchema": "response_schema", "structured_output_schema": "response_schema",
    "toolChoice": "tool_choice", "choice.count": "n",
    "audio_timestamp": "audioTimestamp", "routing_config": "routingConfig",
    "model_armor_config": "modelArmorConfig", "enable_affective_dialog": "enableAffectiveDialog",
    "imageConfig": "image_config", "speech_config": "speechConfig", "media_resolution": "mediaResolution",
  ]

  /// Names that are common in logs for something else, with what a setting of that name is.
  static func isMeant(_ name: String, _ node: JSONNode) -> Bool {
    switch name {
    case "format": node.members != nil || node.string == "json"
    case "plugins", "transforms", "images", "context", "betas": node.elements != nil
    // A template that OpenAI keeps, with its version and variables, and Gemini's own settings in OpenAI's form.
    case "prompt": node["id"]?.string != nil
    case "google": node.members != nil
    case "container": node.members != nil || node.string?.hasPrefix("container_") == true
    default: true
    }
  }

  /// Whether a setting says what the API does without it.
  static func isDefault(_ name: String, _ node: JSONNode) -> Bool {
    switch name {
    case "frequency_penalty", "presence_penalty", "top_logprobs", "min_p", "min_tokens": number(node) == 0
    case "logprobs", "echo", "ignore_eos", "use_beam_search", "raw", "early_stopping",
      "include_stop_str_in_output", "continue_final_message", "safe_prompt":
      node.boolean == false
    case "parallel_tool_calls", "skip_special_tokens", "add_generation_prompt": node.boolean == true
    case "tool_choice", "function_call":
      node.string == "auto" || (node["type"]?.string == "auto" && node.members?.count == 1)
    case "response_format": node["type"]?.string == "text" && node.members?.count == 1
    case "text": node.canonicalText == #"{"format":{"type":"text"}}"#
    case "modalities": node.canonicalText == #"["text"]"#
    case "truncation": node.string == "disabled"
    default: false
    }
  }

  /// The number of a value, in quotes or not.
  static func number(_ node: JSONNode) -> Double? {
    node.number ?? node.string.flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
  }
}

extension JSONNode {
  /// Text that is equal for values which ask the same of a model: as `canonicalText`, without marks of prompt caches,
  /// and with the arguments of tools as the JSON that they hold.
  var comparableText: String {
    switch value {
    case .object(let members):
      let sorted = members.filter { !$0.isCacheMark }.sorted { $0.key < $1.key }
      return "{"
        + sorted.map { member in
          let node = member.key == "arguments" ? member.node.unfolded : member.node
          return JSONValue.quoted(member.key) + ":" + node.comparableText
        }.joined(separator: ",") + "}"
    case .array(let elements):
      return "[" + elements.filter { !$0.isCacheMark }.map(\.comparableText).joined(separator: ",") + "]"
    default: return canonicalText
    }
  }

  /// Whether an element of a list only marks how far a prompt cache shall reach, as in Bedrock's Converse.
  var isCacheMark: Bool { members?.count == 1 && members?.first?.key == "cachePoint" }
}

extension JSONMember {
  /// Whether the member marks how far a prompt cache shall reach, as Anthropic's API does.
  fileprivate var isCacheMark: Bool {
    (key == "cache_control" || key == "cacheControl")
      && ["ephemeral", "persistent"].contains(node["type"]?.string)
  }
}
