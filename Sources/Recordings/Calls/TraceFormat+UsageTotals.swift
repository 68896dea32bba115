import Declarations

extension TraceFormat {
  /// Exports of usage and costs that hold sums, which are refused: they have no calls.
  static let usageTotals = TraceFormat(
    name: "usage_totals",
    summary:
      "usage and cost exports of Anthropic, OpenAI, OpenRouter and others, sums of assistants' sessions, and metrics of "
      + "OpenTelemetry: refused, since they hold no calls",
    recognition: "sums over hours, days or models",
    parameters: [],
    matches: { sample in
      switch sample {
      case .empty: false
      case .csv(let header): isTotal(Set(header.names))
      case .json(let keys, let first):
        isTotal(Set(keys)) || runs.contains { first.at($0) != nil } || keys == ["resourceMetrics"]
          || isStatusLine(first)
          || isTotal(Set(first["results"]?.elements?.first?.members?.map(\.key) ?? []))
          || ["daily", "weekly", "monthly", "sessions", "blocks"].contains { period in
            RecordWrapper.elements(first[period]).first.map { isTotal(Set(($0.members ?? []).map(\.key))) }
              ?? false
          }
      }
    },
    rows: { (sample, _) throws(Diagnostic) in
      if case .json(_, let first) = sample, isStatusLine(first) {
        throw Diagnostic(
          "holds what Claude Code told its status line, sums of a session at each refresh; its transcripts tell the calls "
            + "(the JSONL of a project in its folder `projects`)")
      }
      let what =
        isSides(sample)
        ? "LibreChat's transactions, one for the input and one for the output of each call, which nothing joins"
        : "sums of usage or costs over periods, sessions or models"
      throw Diagnostic("holds \(what); a log with one row a call was expected")
    })

  /// Whether a file has a row for each side of a call, as LibreChat's transactions.
  private static func isSides(_ sample: TraceSample) -> Bool {
    switch sample {
    case .empty: false
    case .csv(let header): sides.isSubset(of: header.names)
    case .json(let keys, _): sides.isSubset(of: keys)
    }
  }

  private static let sides: Set<String> = ["tokenType", "rawAmount"]

  /// Whether a record is what Claude Code tells the program that prints its status line, at each refresh.
  private static func isStatusLine(_ record: JSONNode) -> Bool {
    let places: [FieldPath] = [
      "session_id", "model.display_name", "cost.total_cost_usd", "cost.total_duration_ms",
    ]
    return places.allSatisfy { record.at($0) != nil }
  }

  /// Where records have the sums of what an assistant took so far: metrics of others, Mistral's Vibe, OpenHands, Strands,
  /// SWE-agent, and what Vapi tells of a call by phone.
  private static let runs: [FieldPath] = [
    "metrics.api_requests", "stats.session_prompt_tokens", "metadata.stats.session_prompt_tokens",
    "metrics.accumulated_token_usage", "llm_metrics.accumulated_token_usage", "accumulated_token_usage",
    "metrics.accumulated_usage", "info.model_stats.tokens_sent", "costBreakdown.llmPromptTokens",
  ]

  /// Whether columns are those of sums.
  @Sendable private static func isTotal(_ names: Set<String>) -> Bool {
    let marks: [Set<String>] = [
      ["requests", "byok_usage_inference"], ["requests", "model_permaslug"], ["uncached_input_tokens"],
      ["usage_input_tokens_no_cache"], ["n_requests", "n_context_tokens_total"],
      // ccusage and its kin, Langfuse's daily metrics, Droid's settings of a session, goose's sessions.
      ["modelsUsed", "totalTokens"], ["modelBreakdowns"], ["tokenCounts", "isActive"],
      ["countTraces", "usage"],
      ["llm_span_count"], ["usage_type", "base_model_name"],
      ["countObservations", "usage"], ["tokenUsage", "providerLock"], ["accumulated_total_tokens"],
      ["Models", "Cache Create", "Cache Read"],
      ["amount_value", "amount_currency"], ["amount", "line_item"], ["cost_usd", "usage_date_utc"],
      // Zed's threads, which keep the last usage of each turn, and transactions of LibreChat.
      ["cumulative_token_usage", "messages"], sides,
      // OpenAI's dashboard with some columns left out, and DeepSeek's two files.
      ["start_time", "end_time", "start_time_iso", "end_time_iso"],
      ["start_time_iso", "end_time_iso", "type", "amount"],
      ["start_time_iso", "end_time_iso", "wallet_type"],
      // Mux's sessions.
      ["byModel", "lastRequest"],
      // Crush's sessions.
      ["parent_session_id", "title", "message_count", "prompt_tokens"],
      // Claude Code's analytics, by person and day.
      ["core_metrics", "model_breakdown"],
      // Bills of clouds: FOCUS, AWS in two versions, Google and Azure.
      ["BilledCost", "ChargePeriodStart"], ["lineItem/UsageType", "lineItem/UsageAmount"],
      ["line_item_usage_type", "line_item_usage_amount"], ["billing_account_id", "sku", "usage"],
      ["MeterCategory", "CostInBillingCurrency"],
      // Snowflake's views of Cortex, by hour or query.
      ["TOKEN_CREDITS", "MODEL_NAME"], ["token_credits", "model_name"],
    ]
    // A call has a time or a name of its own.
    let isCall = !names.isDisjoint(with: ["timestamp", "request_id", "created_at"])
    return marks.contains { $0.isSubset(of: names) && !($0 == ["uncached_input_tokens"] && isCall) }
  }
}
