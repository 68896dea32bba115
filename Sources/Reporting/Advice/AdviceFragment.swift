import Decisions

/// What to copy to make a measure happen.
struct AdviceFragment {
  private let item: Advice.Item

  init(_ item: Advice.Item) { self.item = item }

  /// What it is a fragment of, and its text; nil where there is none.
  var text: (of: String, code: String)? {
    guard let finding = item.finding, item.verdict != .rightlyOff else { return nil }
    switch finding.sight {
    case .repeatedCalls(let lifetime, _, _, _):
      return (
        "LiteLLM proxy, config.yaml",
        "litellm_settings:\n  cache: true\n  cache_params:\n    type: redis\n    ttl: \(lifetime)\n"
      )
    case .equalCallsAtOnce:
      return ("a scenario's strategy", "{ \"use\": \"coalesce\" }")
    case .similarCalls(let threshold, _, _, _):
      return (
        "LiteLLM proxy, config.yaml",
        "litellm_settings:\n  cache: true\n  cache_params:\n    type: redis-semantic\n"
          + "    similarity_threshold: \(threshold)\n    ttl: 86400\n"
      )
    case .simpleCalls(let model, let cheaper, _, let tokens, _, _):
      return (
        "a scenario's strategy",
        "{ \"use\": \"router\",\n  \"classifier\": { \"kind\": \"length\", \"medium_tokens\": \(tokens), "
          + "\"complex_tokens\": \(tokens) },\n  \"routes\": { \"simple\": \"\(cheaper)\", \"medium\": \"\(model)\", "
          + "\"complex\": \"\(model)\" } }"
      )
    case .heavyUsers(_, _, _, let cap, _, _, _):
      let rounded = (cap * 100).rounded(.up) / 100
      return (
        "LiteLLM proxy, config.yaml",
        "litellm_settings:\n  max_internal_user_budget: \(rounded)\n  internal_user_budget_duration: \"1d\"\n"
      )
    case .machineRuns:
      return ("a scenario's strategy", "{ \"use\": \"batch_api\" }")
    case .repeatedPrefix where finding.isAutomatic:
      return (
        "OpenAI API",
        "\"prompt_cache_key\": \"one value for all calls that share a prefix\",\n\"prompt_cache_retention\": \"24h\""
      )
    case .repeatedPrefix(let lifetime, _, _, _, let marksHead):
      // Five minutes is what Anthropic keeps where nothing else is asked for.
      let time = lifetime > 300 ? ", \"ttl\": \"1h\"" : ""
      let mark = "\"cache_control\": { \"type\": \"ephemeral\"\(time) }"
      return (
        "Anthropic Messages API",
        marksHead
          ? "\"system\": [{ \"type\": \"text\", \"text\": \"...\",\n  \(mark) }]"
          : "in the last block of the last message:\n\(mark)"
      )
    case .unstableHead:
      return (
        "the order of a prompt",
        "system:   instructions, tools, examples (never changed)\nmessages: the history, then the question\n"
          + "last:     date, time, request id"
      )
    case .idleConversations(_, _, _, let most, let interval):
      return (
        "a scenario's strategy",
        "{ \"use\": \"prompt_cache\", \"keep_alive\": { \"interval_s\": \(interval), \"max_pings\": \(most) } }"
      )
    case .changedModels: return ("a scenario's router", "\"sticky\": \"session\"")
    case .brokenHistory:
      return (
        "the order of a prompt",
        "tools, system, history: as in the turn before, new messages behind them\n"
          + "date, time, what was looked up: in the last message"
      )
    case .unmarkedTurns:
      return (
        "Anthropic Messages API",
        "in the last block of the last message:\n\"cache_control\": { \"type\": \"ephemeral\" }"
      )
    case .unreadWrites: return ("Anthropic Messages API", "remove \"cache_control\" from these calls")
    }
  }
}
