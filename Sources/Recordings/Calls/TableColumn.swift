import Declarations

/// What a column of a table may mean.
enum TableColumn: Int, CaseIterable, Sendable {
  case timestamp, prompt, promptID, intent, user, systemPrompt, systemTokens, contextTokens, inputTokens,
    outputTokens
  case temperature, difficulty, tier, model, cachedTokens, reasoningTokens, cost, latency, firstToken, status
  case writtenTokens, writtenHourTokens, gatewayHit, batch, variant, shape, blocks, blockLengths, blockTokens,
    inputRule, outputRule, hadText
  case session, turn, predecessor, think
  case team, apiKey
  case priority, personalData
  case success, error, requests

  /// The key in `columns`.
  var key: String {
    switch self {
    case .timestamp: "timestamp"
    case .prompt: "prompt"
    case .promptID: "prompt_id"
    case .intent: "intent"
    case .user: "user"
    case .systemPrompt: "system_prompt"
    case .systemTokens: "system_tokens"
    case .contextTokens: "context_tokens"
    case .inputTokens: "input_tokens"
    case .outputTokens: "output_tokens"
    case .temperature: "temperature"
    case .difficulty: "difficulty"
    case .tier: "tier"
    case .model: "model"
    case .cachedTokens: "cached_tokens"
    case .reasoningTokens: "reasoning_tokens"
    case .cost: "cost"
    case .latency: "latency_s"
    case .firstToken: "first_token_s"
    case .status: "status"
    case .writtenTokens: "written_tokens"
    case .writtenHourTokens: "written_1h_tokens"
    case .gatewayHit: "gateway_hit"
    case .batch: "batch_eligible"
    case .variant: "request_variant"
    case .shape: "request_shape"
    case .blocks: "prefix_blocks"
    case .blockLengths: "prefix_block_lengths"
    case .blockTokens: "prefix_block_tokens"
    case .inputRule: "source_of_input_tokens"
    case .outputRule: "source_of_output_tokens"
    case .hadText: "had_text"
    case .session: "session"
    case .turn: "turn"
    case .predecessor: "predecessor"
    case .think: "think_s"
    case .team: "team"
    case .apiKey: "api_key"
    case .priority: "priority"
    case .personalData: "personal_data"
    case .success: "success"
    case .error: "error"
    case .requests: "requests"
    }
  }

  /// A line of explanation.
  var help: String {
    switch self {
    case .timestamp: "when the request arrived, in timestamp_unit"
    case .prompt: "the prompt's text; tells prompts apart when there is no prompt_id"
    case .promptID: "what tells prompts apart"
    case .intent: "the label of the question behind the prompt"
    case .user: "who asked"
    case .systemPrompt: "what tells system prompts apart; without it their length does"
    case .systemTokens: "tokens of the system prompt"
    case .contextTokens: "tokens of the retrieved context"
    case .inputTokens: "all input tokens, those of system and context among them"
    case .outputTokens: "tokens of the answer"
    case .temperature:
      "sampling temperature; 0 marks a repeatable request, as does no value; default is the provider's own"
    case .difficulty: "simple, medium or complex, or a number: a standard normal score"
    case .tier: "the user's tier, at most 8 names"
    case .model: "the model that was asked; part of the key of an exact cache"
    case .cachedTokens: "input tokens read from a provider's cache, part of input_tokens"
    case .reasoningTokens: "output tokens spent on reasoning, part of output_tokens"
    case .cost: "dollars of the call"
    case .latency: "seconds to the end of the answer"
    case .firstToken: "seconds to the first token"
    case .status: "a code of HTTP, or a word such as success or error; a failed call is not billed"
    case .writtenTokens: "input tokens written to a prompt cache for 5 minutes, part of input_tokens"
    case .writtenHourTokens: "input tokens written to a prompt cache for an hour, part of input_tokens"
    case .gatewayHit:
      "whether a gateway's cache answered: true, 1 or hit; semantic hit where it goes by meaning"
    case .batch: "whether the call may wait for a batch: true or 1"
    case .variant:
      "what tells requests with equal prompts apart; without it model, and temperature where it is not 0"
    case .shape: "the same without what only picks one of several right answers; the model without it"
    case .blocks: "ids of the prompt's prefix blocks, a list of integers"
    case .blockLengths: "tokens of each of these blocks, where they are of unequal length"
    case .blockTokens: "tokens of such a block, where all have as many"
    case .inputRule: "where the input tokens come from: recorded, estimated or assumed"
    case .outputRule: "where the output tokens come from: recorded, estimated or assumed"
    case .hadText: "whether the prompt had a text before the log was redacted: true or 1"
    case .session: "the conversation that the request belongs to"
    case .turn: "its place in the conversation, a whole number; the order of the rows without it"
    case .predecessor:
      "the turn whose answer it follows, or a list of those that it waits for, that of its own thread first; empty where it "
        + "begins; by the times without it"
    case .team: "the team on whose account the call went, for budgets of teams"
    case .apiKey:
      "what tells the API key by which it came from others, for limits of keys; never the key itself"
    case .priority: "low, normal or high, for queues; normal without a value"
    case .personalData: "whether the prompt holds personal data: true or 1"
    case .success: "whether the call succeeded: true or 1; a failed call is not billed"
    case .error: "what went wrong, or whether something did; empty where nothing did"
    case .requests: "how many calls the row tells of, which must be 1: sums over calls are refused"
    case .think: "seconds from that answer to the request; by the times and latency_s without it"
    }
  }

  /// Other names that are common for the column; they count where the file has no column of the key's name.
  var aliases: [String] {
    switch self {
    case .timestamp: CallLayout.times.filter { !$0.contains(".") }
    case .prompt: ["question", "query", "user_message", "Question", "Prompt"]
    case .team: ["team_id", "teamId"]
    case .personalData: ["has_personal_data", "pii", "has_pii", "contains_pii"]
    case .apiKey: ["api_key_id", "key_id", "key_alias"]
    case .user: ["user_id", "userId", "User", "customer_id", "end_user"]
    case .inputTokens:
      [
        "in_tok", "prompt_tokens", "tokens_in", "inputTokens", "Prompt Tokens", "tokens_prompt",
        "tokens_input",
        "inputTokenCount", "input_token_count", "promptTokenCount", "prompt_token_count", "num_input_tokens",
        "num_prompt_tokens", "num_prefill_tokens", "message_tokens", "request_tokens", "ContextTokens",
      ]
    case .outputTokens:
      [
        "out_tok", "completion_tokens", "tokens_out", "outputTokens", "Completion Tokens",
        "tokens_completion", "tokens_output", "outputTokenCount", "output_token_count",
        "completionTokenCount",
        "completion_token_count", "num_output_tokens", "num_completion_tokens", "num_decode_tokens",
        "answer_tokens", "response_tokens", "generated_tokens", "GeneratedTokens",
      ]
    case .cachedTokens:
      [
        "cached_input_tokens", "cache_read_tokens", "cache_read_input_tokens", "input_cached_tokens",
        "prompt_cached_tokens", "prompt_cache_hit_tokens", "tokens_cached", "num_cached_tokens",
        "cachedTokens", "cachedInputTokens", "cacheReadTokens", "cacheReadInputTokens",
      ]
    case .writtenTokens:
      [
        "cache_write_tokens", "cache_creation_input_tokens", "cache_creation_tokens",
        "cache_write_input_tokens", "cacheWriteTokens", "cacheCreationTokens", "cacheCreationInputTokens",
        "cacheWriteInputTokens",
      ]
    case .reasoningTokens:
      ["reasoning_output_tokens", "reasoningTokens", "thinking_tokens", "thoughts_tokens"]
    case .success: ["is_success", "succeeded", "isSuccess"]
    case .error:
      [
        "is_error", "has_error", "error_message", "error_type", "error_code", "isError", "errorMessage",
        "exception",
      ]
    case .requests:
      [
        "num_requests", "n_requests", "request_count", "requests_count", "total_requests", "api_requests",
        "num_calls", "call_count", "total_calls", "calls", "num_model_requests", "requestCount",
      ]
    case .model: ["Model", "model_name", "modelName", "modelId", "model_id"]
    case .cost:
      [
        "cost_usd", "spend", "usd", "total_cost", "total_cost_usd", "cost_in_usd", "price_usd", "totalCost",
        "costUsd", "total_price", "estimated_cost", "estimated_cost_usd", "total_estimated_cost",
        "response_cost", "request_cost",
      ]
    case .latency: ["latency_ms", "duration_ms", "duration_s", "response_time_ms", "latency_seconds"]
    case .firstToken: ["first_token_ms", "ttft_ms", "ttft_s", "time_to_first_token_ms"]
    case .status: ["status_code", "http_status", "response_status"]
    case .gatewayHit: ["cache_hit", "cache_status", "cacheStatus"]
    case .session: ["session_id", "sessionId", "conversation_id", "conversation"]
    default: []
    }
  }
}
