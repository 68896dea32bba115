/// What providers and logs call the parts of a usage; the first name that is there counts.
enum UsageNames {
  /// Totals, which should be the sum of input and output.
  static let total: [FieldPath] = ["total_tokens", "totalTokenCount", "total", "totalUsage", "totalTokens"]
  /// Gemini's input.
  static let geminiPrompt: [FieldPath] = ["promptTokenCount"]
  /// Gemini's results of tools, beside the input.
  static let geminiTools: [FieldPath] = ["toolUsePromptTokenCount"]
  /// Gemini's cached part of the input.
  static let geminiCached: [FieldPath] = ["cachedContentTokenCount"]
  /// Gemini's thoughts, beside the answer.
  static let geminiThoughts: [FieldPath] = ["thoughtsTokenCount"]
  /// Gemini's answer.
  static let geminiCandidates: [FieldPath] = ["candidatesTokenCount"]
  /// Langfuse's total.
  static let plainTotal: [FieldPath] = ["total"]
  /// Langfuse's plain input.
  static let plainInput: [FieldPath] = ["input"]
  /// Langfuse's plain output.
  static let plainOutput: [FieldPath] = ["output"]
  /// OpenAI's input.
  static let prompt: [FieldPath] = ["prompt_tokens", "promptTokens"]
  /// The input of others.
  static let input: [FieldPath] = [
    "input_tokens", "inputUsage", "request_tokens", "inputTokens", "billed_units.input_tokens",
    "tokens.input_tokens",
  ]
  /// OpenInference's input.
  static let promptNumber: [FieldPath] = ["prompt"]
  /// Input read from a cache.
  static let cached: [FieldPath] = [
    "prompt_tokens_details.cached_tokens", "input_tokens_details.cached_tokens", "prompt_cache_hit_tokens",
    "cache_read_input_tokens", "cached_tokens", "cache_read.input_tokens", "prompt_cache_read_tokens",
    "prompt_details.cache_read", "prompt_details.cache_input", "cache_read_tokens", "input_cached_tokens",
    "input_tokens.cached", "cached_input_tokens", "cacheReadInputTokens", "cachedInputTokens",
  ]
  /// Input written to a cache.
  static let written: [FieldPath] = [
    "cache_creation_input_tokens", "cache_creation.input_tokens", "prompt_cache_write_tokens",
    "prompt_details.cache_write", "cache_write_tokens", "input_tokens.cache_write",
    "cache_write_input_tokens", "cacheWriteInputTokens",
  ]
  /// Anthropic's input written for an hour.
  static let writtenHour: [FieldPath] = ["cache_creation.ephemeral_1h_input_tokens"]
  /// Anthropic's input written for five minutes.
  static let writtenMinutes: [FieldPath] = ["cache_creation.ephemeral_5m_input_tokens"]
  /// DeepSeek's input that was not in the cache.
  static let cacheMiss: [FieldPath] = ["prompt_cache_miss_tokens"]
  /// Output.
  static let output: [FieldPath] = [
    "completion_tokens", "output_tokens", "outputUsage", "response_tokens", "outputTokens",
    "completionTokens",
    "billed_units.output_tokens", "tokens.output_tokens",
  ]
  /// OpenInference's output.
  static let completionNumber: [FieldPath] = ["completion"]
  /// Output spent on reasoning.
  static let reasoning: [FieldPath] = [
    "completion_tokens_details.reasoning_tokens", "output_tokens_details.reasoning_tokens",
    "reasoning_tokens", "reasoning.output_tokens", "completion_details.reasoning", "output_tokens.reasoning",
    "reasoning_output_tokens", "reasoningTokens",
  ]
}
