extension TableColumn {
  /// Other names that are common for the column; they count where the file has no column of the key's name. Those that
  /// differ in capitals, in low lines, or by the place before them need no entry.
  var aliases: [String] { common + translations }

  private var common: [String] {
    switch self {
    case .timestamp: CallLayout.times.filter { !$0.contains(".") }
    case .end:
      [
        "end_timestamp", "ended_at", "finished_at", "completed_at", "end_date",
        "request_end_time", "stop_time",
      ]
    case .answer:
      [
        "answer", "completion", "output", "reply", "response_text", "output_text", "completion_text",
        "assistant_message", "assistant_response", "model_response", "llm_response", "generated_text",
      ]
    case .currency: ["cost_currency", "currency_code", "billing_currency", "cost_unit"]
    case .systemPrompt:
      ["system_message", "system_instruction", "system_instructions", "sys_prompt", "instructions"]
    case .zone: ["time_zone", "tz", "timezone_name", "tz_name"]
    case .prompt: ["question", "query", "user_message", "Question", "Prompt"]
    case .request: ["call_id", "completion_id", "generation_id", "response_id", "message_id", "id"]
    case .team: ["team_id"]
    case .personalData: ["has_personal_data", "pii", "has_pii", "contains_pii"]
    case .apiKey: ["api_key_id", "key_id", "key_alias"]
    case .user:
      [
        "user_id", "User", "customer_id", "end_user", "end_user_id", "requester", "user_email", "username",
        "user_name", "from_end_user_id", "email", "customer_identifier", "user_principal_name", "distinct_id",
        "employee_id", "employee", "requested_by", "principal", "caller", "consumer",
      ]
    case .inputTokens:
      [
        "prompt_tokens", "in_tok", "tokens_in", "in_tokens", "Prompt Tokens", "tokens_prompt", "tokens_input",
        "input_token_count", "prompt_token_count", "input_tokens_count", "prompt_tokens_count",
        "num_input_tokens", "num_prompt_tokens", "num_prefill_tokens", "n_input_tokens", "n_prompt_tokens",
        "nb_input_tokens", "nb_prompt_tokens", "number_input_tokens", "number_of_input_tokens",
        "prefill_tokens",
        "message_tokens", "request_tokens", "req_tokens", "ContextTokens", "prompt_token_num",
        "input_token_num",
        "prompt_eval_count", "prompt_n", "tokens_evaluated", "input_token", "prompt_token", "input_tok",
        "tok_in", "ntokens_in", "tokens_sent", "sent_tokens",
        "prompt_tokens_total", "input_tokens_total", "token_count_prompt", "token_count_input",
      ]
    case .outputTokens:
      [
        "completion_tokens", "out_tok", "tokens_out", "out_tokens", "Completion Tokens", "tokens_completion",
        "tokens_output", "output_token_count", "completion_token_count", "output_tokens_count",
        "completion_tokens_count", "num_output_tokens", "num_completion_tokens", "num_decode_tokens",
        "num_generated_tokens", "n_output_tokens", "n_completion_tokens", "n_generated_tokens",
        "nb_output_tokens", "nb_completion_tokens", "number_output_tokens", "number_of_output_tokens",
        "decode_tokens", "answer_tokens", "response_tokens", "resp_tokens", "generated_tokens",
        "generation_tokens", "GeneratedTokens", "output_token_num", "completion_token_num", "eval_count",
        "predicted_n", "tokens_predicted", "output_token", "completion_token", "output_tok", "tok_out",
        "ntokens_out", "tokens_received", "received_tokens",
        "completion_tokens_total", "output_tokens_total", "token_count_completion", "token_count_output",
        "generated_token_count", "num_generation_tokens",
      ]
    case .totalTokens: ["total_token_count", "tokens_total", "num_total_tokens", "total_tokens_count"]
    case .cachedTokens:
      [
        "cached_input_tokens", "cache_read_tokens", "cache_read_input_tokens", "input_cached_tokens",
        "prompt_cached_tokens", "prompt_cache_hit_tokens", "tokens_cached", "num_cached_tokens",
        "cached_prompt_tokens", "cache_hit_tokens", "input_tokens_cached", "prompt_tokens_cached",
        "prompt_tokens_details_cached_tokens", "input_tokens_details_cached_tokens",
        "cache_read_input_tokens_count", "cached_content_token_count", "cached_token_count",
        "cached_input_token_count", "cached_read_tokens", "cache_read_prompt_tokens",
      ]
    case .writtenAll:
      [
        "cache_write_tokens", "cache_creation_input_tokens", "cache_creation_tokens",
        "cache_write_input_tokens",
        "cache_created_tokens", "prompt_cache_creation_tokens", "prompt_cache_write_tokens",
        "cached_write_tokens",
        "cache_creation_prompt_tokens",
      ]
    case .writtenTokens: TableColumn.lifetime("5m")
    case .writtenHourTokens: TableColumn.lifetime("1h")
    case .reasoningTokens:
      [
        "reasoning_output_tokens", "thinking_tokens", "thoughts_tokens", "tokens_reasoning",
        "completion_tokens_details_reasoning_tokens", "output_tokens_details_reasoning_tokens",
        "thoughts_token_count", "reasoning_token_count",
      ]
    case .success: ["is_success", "succeeded", "ok"]
    case .error:
      ["is_error", "has_error", "error_message", "error_type", "error_code", "error_str", "exception"]
    case .requests:
      [
        "num_requests", "n_requests", "request_count", "requests_count", "total_requests", "api_requests",
        "num_calls", "call_count", "total_calls", "calls", "num_model_requests", "count", "invocations",
        "num_invocations", "api_calls", "successful_requests", "n_calls", "num_llm_calls", "total_llm_calls",
        "n_llm_calls", "llm_call_count",
      ]
    case .model:
      [
        "Model", "model_name", "model_id", "response_model", "model_used", "used_model", "model_served",
        "request_model", "requested_model", "model_requested", "selected_model_name", "canonical_model_name",
        "engine", "destination_model",
      ]
    case .cost:
      [
        "cost_usd", "spend", "usd", "total_cost", "total_cost_usd", "cost_in_usd", "price_usd", "total_price",
        "actual_cost", "actual_cost_usd", "billed_cost", "billed_cost_usd", "net_cost", "net_cost_usd",
        "amount_usd", "total_charge_usd",
        "estimated_cost", "estimated_cost_usd", "total_estimated_cost", "response_cost", "request_cost",
        "cost_dollars", "spend_usd", "cost_cents", "total_cost_cents", "cost_usd_cents", "cost_in_cents",
        "cost_microusd", "cost_micros", "cost_usd_micros", "cost_micro_usd", "cost_microdollars",
        "cost_micro_cents", "cost_microcents", "total_cost_micro_usd", "total_cost_micros",
        "cost_nano_usd", "cost_nanos", "cost_nanousd", "spend_cents", "price_cents",
        "cost_total", "total_token_cost", "total_tokens_cost",
      ]
    // An `input_price` is that of a million tokens, or of one.
    case .inputCost: ["input_cost_usd", "prompt_cost", "prompt_cost_usd", "prompt_tokens_cost"]
    case .outputCost: ["output_cost_usd", "completion_cost", "completion_cost_usd", "completion_tokens_cost"]
    case .readCost: ["cache_read_cost_usd", "cached_input_cost", "cached_input_cost_usd", "cached_cost"]
    case .writeCost: ["cache_write_cost_usd", "cache_creation_cost", "cache_creation_cost_usd"]
    case .latency:
      [
        "latency_ms", "duration_ms", "duration_s", "response_time_ms", "latency_seconds", "duration_seconds",
        "elapsed_ms", "elapsed_s", "elapsed_seconds", "response_time_s", "total_latency_ms", "total_time_ms",
        "latency_us", "latency_ns", "duration_us", "duration_ns", "execution_duration_ms",
        "request_duration_ms",
        "e2e_latency_ms", "e2e_latency_s", "end_to_end_latency_s", "end_to_end_latency_ms",
        "request_latency_ms",
        "total_duration_ms", "processing_time_ms", "took_ms", "execution_time_ms",
        "provider_response_latency",
        "latency", "duration", "elapsed", "response_time", "e2e_latency", "total_latency",
      ]
    case .firstToken:
      [
        "first_token_ms", "ttft_ms", "ttft_s", "time_to_first_token_ms", "time_to_first_token_s",
        "time_to_first_token_seconds", "ttft_seconds", "ttft", "time_to_first_token",
      ]
    case .status: ["status_code", "http_status", "http_status_code", "response_status", "response_code"]
    case .gatewayHit:
      [
        "cache_hit", "cache_status", "is_cached", "from_cache", "served_from_cache", "cache_result",
        "x_cache",
        "x_cache_status", TableColumns.cachedFlag,
      ]
    case .service: ["is_batch", "processing_tier"]
    case .audioInputTokens: ["input_audio_tokens", "prompt_audio_tokens"]
    case .imageInputTokens: ["input_image_tokens", "prompt_image_tokens"]
    case .audioOutputTokens: ["output_audio_tokens", "completion_audio_tokens"]
    case .imageOutputTokens: ["output_image_tokens", "completion_image_tokens"]
    case .webSearches: ["web_search_requests", "num_search_queries", "web_search_count"]
    case .date: ["day", "start_date", "request_date"]
    case .clock: ["time", "start_time", "request_time", "clock"]
    case .session: ["session_id", "conversation_id", "conversation", "thread_id", "chat_id"]
    default: []
    }
  }

  /// Names of what was written for a lifetime.
  private static func lifetime(_ lifetime: String) -> [String] {
    [
      "cache_write_\(lifetime)_tokens", "cache_write_tokens_\(lifetime)", "cache_creation_\(lifetime)_tokens",
      "cache_creation_tokens_\(lifetime)", "cache_creation_\(lifetime)_input_tokens",
      "cache_creation_input_tokens_\(lifetime)", "prompt_cache_creation_\(lifetime)_tokens",
      "ephemeral_\(lifetime)_input_tokens", "cache_creation_ephemeral_\(lifetime)_input_tokens",
    ]
  }

  /// Names of the input that no cache had, which counts where nothing else tells the input.
  static let uncached = [
    "uncached_input_tokens", "non_cached_input_tokens", "noncached_input_tokens", "input_tokens_uncached",
    "uncached_prompt_tokens", "non_cached_prompt_tokens", "uncached_tokens", "prompt_cache_miss_tokens",
    "cache_miss_tokens", "cache_miss_input_tokens", "input_tokens_no_cache",
  ]

  /// Names of durations without a unit, which are read where one stands behind the number.
  static let unitless: Set<String> = [
    "latency", "duration", "elapsed", "response_time", "e2e_latency", "total_latency", "ttft",
    "time_to_first_token",
  ]

  /// Names of lengths, which are tokens in logs of servers. They count where the file has neither tokens by name nor
  /// the prompt's text, whose length in letters they would be, and lengths of both sides.
  var lengths: [String] {
    switch self {
    case .inputTokens:
      [
        "input_len", "prompt_len", "input_length", "prompt_length", "isl", "input_seq_len",
        "input_token_length",
        "prompt_token_length", "input_sequence_length",
        "prefill_len", "prefill_length",
      ]
    case .outputTokens:
      [
        "output_len", "completion_len", "output_length", "completion_length", "generation_length",
        "generation_len",
        "osl", "output_seq_len", "output_token_length", "completion_token_length", "output_sequence_length",
        "generated_len", "decode_len", "decode_length", "gen_len",
      ]
    default: []
    }
  }
}
