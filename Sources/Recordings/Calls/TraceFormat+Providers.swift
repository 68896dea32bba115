extension TraceFormat {
  /// Requests of Anthropic's messages API with their usage.
  static let anthropic = calls(
    "anthropic", "Anthropic messages, one request a line, with usage where it was kept",
    recognition: "messages with system or anthropic_version, or custom_id with params",
    layout: CallLayout(
      request: ["request", "params"], response: ["response"], needsMessages: true,
      usage: ["usage", "response.usage"], end: CallLayout.ends, latencySeconds: CallLayout.seconds,
      latencyMilliseconds: CallLayout.milliseconds,
      firstTokenSeconds: CallLayout.firstSeconds, firstTokenMilliseconds: CallLayout.firstMilliseconds,
      user: ["metadata.user_id", "user", "user_id"], cost: CallLayout.dollars, status: ["status", "error"],
      isBatch: { $0["custom_id"] != nil && $0["params"] != nil }),
    matches: { names, _ in
      (names.contains("messages") && (names.contains("system") || names.contains("anthropic_version")))
        || (names.contains("custom_id") && names.contains("params"))
    }, spread: { $0.withAdvice })

  /// Requests of OpenAI's Responses API.
  static let openAIResponses = calls(
    "openai_responses", "OpenAI Responses, one request a line",
    recognition: "input with model, or with instructions",
    layout: CallLayout(
      response: ["response", "output_text"], usage: ["usage", "response.usage"],
      end: CallLayout.ends, latencySeconds: CallLayout.seconds, latencyMilliseconds: CallLayout.milliseconds,
      firstTokenSeconds: CallLayout.firstSeconds, firstTokenMilliseconds: CallLayout.firstMilliseconds,
      cost: CallLayout.dollars, status: ["status", "error"]),
    matches: { names, first in
      // Some count tokens under these names.
      if first?["input"]?.number != nil { return false }
      return names.contains("input") && (names.contains("model") || names.contains("instructions"))
        && !names.contains("prompt")
    })

  /// Requests of Gemini's API.
  static let gemini = calls(
    "gemini", "Gemini generateContent, one request a line",
    recognition: "contents",
    layout: CallLayout(
      response: ["response", "."], usage: ["usageMetadata", "response.usageMetadata"],
      end: CallLayout.ends, latencySeconds: CallLayout.seconds, latencyMilliseconds: CallLayout.milliseconds,
      firstTokenSeconds: CallLayout.firstSeconds, firstTokenMilliseconds: CallLayout.firstMilliseconds,
      model: ["modelVersion", "response.modelVersion"], settings: ["generationConfig", "config"],
      cost: CallLayout.dollars, status: ["status", "error"]),
    matches: { names, _ in names.contains("contents") })
}
