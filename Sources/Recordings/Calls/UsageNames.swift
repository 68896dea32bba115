import Declarations

/// What providers and logs call the parts of a usage; the first name that is there counts.
enum UsageNames {
  /// Where answers keep their usage.
  static let places: [FieldPath] = [
    "usage", "usageMetadata", "usage_metadata", "x_groq.usage", "meta", "amazon-bedrock-invocationMetrics",
    // Moonshot's streams.
    "choices.0.usage", ".",
    "timings",
  ]
  /// Where some keep counts among anything else.
  static let metadata: FieldPath = "metadata"
  /// Where rows keep a usage that their format does not place.
  static let rowPlaces: [FieldPath] = {
    let heads = [
      "", "response.", "output.", "result.", "metadata.", "response_metadata.", "llm_output.", "outputs.",
      "completion.", "response_body.", "raw_response.", "body.", "response.body.", "generation_info.",
      "responseBody.", "responsePayload.", "response_payload.",
    ]
    let tails = [
      "usage", "token_usage", "tokenUsage", "usage_metadata", "usageMetadata", "tokens", "token_counts",
      "tokenCounts", "token_count", "llm_usage", "usage_details",
    ]
    return heads.flatMap { head in tails.map { FieldPath(head + $0) } }
      + [
        "metrics", "meta", "info", "timings", "llm_summary", "x_groq.usage", "choices.0.usage",
        "amazon-bedrock-invocationMetrics", "response.metrics",
        // CodeBuddy's transcripts.
        "providerData.rawUsage", UsageNames.metadata, guesses,
      ]
  }()
  /// Counts that n8n estimates where a provider tells none.
  static let guesses: FieldPath = "tokenUsageEstimate"
  /// Totals, which should be the sum of input and output.
  static let total: [FieldPath] = [
    "total_tokens", "totalTokenCount", "total", "totalUsage", "totalTokens", "total_token_count",
  ]
  /// How many calls a usage sums up.
  static let calls: [FieldPath] = [
    "requests", "num_requests", "n_requests", "request_count", "total_requests", "api_requests",
    "num_model_requests", "num_calls", "call_count", "llm_calls", "successful_requests", "modelCalls",
    "model_calls", "api_calls", "n_calls", "total_calls", "successful_llm_calls", "num_llm_calls",
    "llm_call_count", "total_llm_calls", "n_llm_calls",
  ]
  /// How many calls of models there were, also beside a usage.
  static let callsOfModels: [FieldPath] = [
    "num_llm_calls", "llm_call_count", "total_llm_calls", "n_llm_calls",
  ]
  /// Gemini's input; its Interactions API and that of Vertex AI have totals of all that a call took.
  static let geminiPrompt: [FieldPath] =
    ["promptTokenCount", "prompt_token_count"] + sums.map { $0.input }
  /// Gemini's results of tools, beside the input.
  static let geminiTools: [FieldPath] = [
    "toolUsePromptTokenCount", "tool_use_prompt_token_count", "total_tool_use_tokens", "totalToolUseTokens",
  ]
  /// Gemini's cached part of the input.
  static let geminiCached: [FieldPath] = [
    "cachedContentTokenCount", "cached_content_token_count", "total_cached_tokens", "totalCachedTokens",
  ]
  /// Gemini's thoughts, beside the answer.
  static let geminiThoughts: [FieldPath] = [
    "thoughtsTokenCount", "thoughts_token_count", "total_thought_tokens", "totalThoughtTokens",
  ]
  /// Gemini's answer, that of its Live API, and that of Llama on Bedrock.
  static let geminiCandidates: [FieldPath] =
    [
      "candidatesTokenCount", "candidates_token_count", "generation_token_count", "responseTokenCount",
      "response_token_count",
    ] + sums.map { $0.output }
  /// Input and output as the totals of a call's parts; LobeChat's too.
  private static let sums: [(input: FieldPath, output: FieldPath)] = [
    ("total_input_tokens", "total_output_tokens"), ("totalInputTokens", "totalOutputTokens"),
  ]
  /// Langfuse's total.
  static let plainTotal: [FieldPath] = ["total"]
  /// Langfuse's plain input.
  static let plainInput: [FieldPath] = ["input"]
  /// Langfuse's plain output.
  static let plainOutput: [FieldPath] = ["output"]
  /// OpenAI's input.
  static let prompt: [FieldPath] = ["prompt_tokens", "promptTokens", "native_tokens_prompt"]
  /// The input of others.
  static let input: [FieldPath] =
    [
      "input_tokens", "inputUsage", "request_tokens", "inputTokens.total", "inputTokens",
      "billed_units.input_tokens", "tokens.input_tokens", "inputTokenCount", "prompt_eval_count",
      "tokens_evaluated", "tokens_prompt", "inputTextTokenCount", "tokens_in", "req_units",
      "input_token_count", "prompt_token_count", "message_tokens",
    ] + sums.map { $0.input }
  /// OpenInference's input.
  static let promptNumber: [FieldPath] = ["prompt"]
  /// Input read from a cache.
  static let cached: [FieldPath] = [
    "prompt_tokens_details.cached_tokens", "input_tokens_details.cached_tokens", "prompt_cache_hit_tokens",
    "cache_read_input_tokens", "cached_tokens", "cache_read.input_tokens", "prompt_cache_read_tokens",
    "prompt_details.cache_read", "prompt_details.cache_input", "cache_read_tokens", "input_cached_tokens",
    "input_tokens.cached", "cached_input_tokens", "cacheReadInputTokens", "cachedInputTokens",
    "inputTokenDetails.cacheReadTokens", "inputTokens.cacheRead", "cacheReadInputTokenCount",
    "num_cached_tokens", "prompt_token_details.cached_tokens", "prompt_token_details.cache_read",
    "input_token_details.cache_read", "prompt_cached_tokens", "tokens_cached", "native_tokens_cached",
    "cachedTokens", "input_token_details.cached_tokens", "input_tokens_cache_read", "cacheReadTokens",
    "original_usage.cache_read_input_tokens",
    "original_usage.prompt_tokens_details.cached_tokens",
    "cachedInputTokenCount", "inputTokenDetails.cachedTokenCount", "InputTokenDetails.CachedTokenCount",
    "prompt_tokens_details.cached_read_tokens", "input_tokens_details.cached_read_tokens",
    "cached_read_tokens",
    "cached_prompt_tokens", "cache_read_prompt_tokens", "inputDetails.cacheRead",
    // LangChain names the tier before it, Opik the provider's own usage, Genkit its own.
    "input_token_details.flex_cache_read", "input_token_details.priority_cache_read",
    "original_usage.input_tokens_details.cached_tokens", "original_usage.cached_content_token_count",
    "original_usage.cacheReadInputTokens", "cachedContentTokens",
  ]
  /// Input written to a cache.
  static let written: [FieldPath] = [
    "cache_creation_input_tokens", "cache_creation.input_tokens", "prompt_cache_write_tokens",
    "prompt_details.cache_write", "cache_write_tokens", "input_tokens.cache_write",
    "cache_write_input_tokens", "cacheWriteInputTokens", "inputTokenDetails.cacheWriteTokens",
    "inputTokens.cacheWrite", "cacheWriteInputTokenCount", "prompt_tokens_details.cache_write_tokens",
    "prompt_token_details.cache_creation", "input_token_details.cache_creation",
    "prompt_cache_creation_tokens", "input_tokens_cache_write",
    "original_usage.cache_creation_input_tokens",
    "input_tokens_details.cache_write_tokens", "prompt_tokens_details.cache_creation_tokens",
    "prompt_tokens_details.cache_creation_input_tokens", "prompt_tokens_details.cached_creation_tokens",
    "input_tokens_details.cached_creation_tokens", "cache_creation_tokens", "cacheWriteTokens",
    "prompt_tokens_details.cached_write_tokens", "input_tokens_details.cached_write_tokens",
    "cached_write_tokens", "cache_creation_prompt_tokens", "inputDetails.cacheWrite",
  ]
  /// Input written for an hour.
  static let writtenHour = lifetime("1h", "1_h")
  /// Input written for five minutes.
  static let writtenMinutes = lifetime("5m", "5_m")

  /// Input written for a lifetime: Anthropic's name, where LiteLLM, LangChain and others put it, and other names.
  private static func lifetime(_ lifetime: String, _ spaced: String) -> [FieldPath] {
    let places = [
      "cache_creation.", "prompt_tokens_details.cache_creation_token_details.",
      "prompt_tokens_details.cache_creation.", "input_token_details.", "prompt_token_details.", "",
    ]
    let names = [
      "prompt_cache_creation_\(lifetime)_tokens", "cache_creation_\(lifetime)_tokens",
      "cache_creation_tokens_\(lifetime)", "cache_creation_\(lifetime)_input_tokens",
      "cache_write_\(lifetime)_tokens", "cacheWrite\(lifetime)Tokens",
      "claude_cache_creation_\(spaced)_tokens",
    ]
    return (places.map { $0 + "ephemeral_\(lifetime)_input_tokens" } + names).map { FieldPath($0) }
  }
  /// What llama.cpp evaluated of a prompt, and what of it lay in its cache.
  static let evaluated: [FieldPath] = ["prompt_n"]
  static let notEvaluated: [FieldPath] = ["cache_n"]
  /// DeepSeek's input that was not in the cache.
  static let cacheMiss: [FieldPath] = [
    "prompt_cache_miss_tokens", "uncached_input_tokens", "non_cached_input_tokens", "cache_miss_tokens",
  ]
  /// Those of them that lack what was written too.
  static let uncached = ["uncached_input_tokens", "non_cached_input_tokens"]
  /// Output.
  static let output: [FieldPath] =
    [
      "completion_tokens", "output_tokens", "outputUsage", "response_tokens", "outputTokens.total",
      "outputTokens", "completionTokens", "native_tokens_completion", "billed_units.output_tokens",
      "tokens.output_tokens", "outputTokenCount", "eval_count", "tokens_predicted", "predicted_n",
      "tokens_completion", "results.0.tokenCount", "tokens_out", "res_units",
      "output_token_count", "completion_token_count", "generated_token_count", "generated_tokens",
      "generation_tokens", "answer_tokens",
    ] + sums.map { $0.output }
  /// OpenInference's output.
  static let completionNumber: [FieldPath] = ["completion"]
  /// Output spent on reasoning.
  static let reasoning: [FieldPath] = [
    "completion_tokens_details.reasoning_tokens", "output_token_details.reasoning_tokens",
    "output_tokens_details.reasoning_tokens",
    "reasoning_tokens", "reasoning.output_tokens", "completion_details.reasoning", "output_tokens.reasoning",
    "reasoning_output_tokens", "reasoningTokens", "outputTokenDetails.reasoningTokens",
    "outputTokens.reasoning", "native_tokens_reasoning", "tokens_reasoning",
    "completion_token_details.reasoning", "output_token_details.reasoning", "completion_reasoning_tokens",
    "output_tokens_details.thinking_tokens", "reasoningTokenCount", "outputTokenDetails.reasoningTokenCount",
    "OutputTokenDetails.ReasoningTokenCount", "outputDetails.reasoning",
    "output_token_details.flex_reasoning", "output_token_details.priority_reasoning", "thoughtsTokens",
    "original_usage.completion_tokens_details.reasoning_tokens",
    "original_usage.output_tokens_details.reasoning_tokens", "original_usage.thoughts_token_count",
  ]
}

extension UsageNames {
  /// The names of counts by their letters and digits alone, in small letters.
  fileprivate static let plain: [String: String] = {
    var names: [String: String] = [:]
    for path in prompt + input + cached + written + output + reasoning + total where path.splits.isEmpty {
      let plain = letters(path.text)
      if names[plain] == nil { names[plain] = path.text }
    }
    return names
  }()

  fileprivate static func letters(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}

extension JSONNode {
  /// A usage whose names are written otherwise, as `PromptTokens`, with the names that are known; nil where none is.
  var withPlainNames: JSONNode? {
    let renamed = (members ?? []).compactMap { member in
      UsageNames.plain[UsageNames.letters(member.key)].map { ($0, Optional(member.node)) }
    }
    return renamed.isEmpty ? nil : rebuilt(renamed)
  }
}
