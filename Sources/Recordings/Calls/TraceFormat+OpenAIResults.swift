import Declarations

extension TraceFormat {
  /// The output file of OpenAI's Batch API: answers with their usage, without the requests.
  static let openAIBatchOutput = calls(
    "openai_batch_output", "output of the OpenAI Batch API: answers without their requests",
    recognition: "custom_id with response or result, and no body",
    layout: CallLayout(
      response: ["response.body", "result.message", "response"],
      usage: ["response.body.usage", "result.message.usage"],
      time: ["response.body.created", "response.body.created_at"], model: ["response.body.model"],
      status: ["response.status_code", "error", "result.type"], tellsTemperature: false, wasBatch: true,
      isBatch: { _ in true }),
    matches: { names, _ in
      names.contains("custom_id") && !names.contains("body")
        && (names.contains("response") || names.contains("result"))
    })

  /// Stored completions of OpenAI, or plain answers of its API.
  ///
  /// Of a streamed answer, whose pieces are a line each, the last or each tells the usage so far.
  static let openAICompletions = calls(
    "openai_completions", "stored chat completions of OpenAI, a list or one a line",
    recognition: "choices, without messages or request",
    layout: CallLayout(
      response: ["."], usage: ["usage", "x_groq.usage", "timings"], time: ["created"],
      latencySeconds: CallLayout.seconds, latencyMilliseconds: CallLayout.milliseconds, model: ["model"],
      cost: CallLayout.dollars, tellsTemperature: false, id: ["id"], mayGrow: true, isPiece: isPiece),
    matches: { names, _ in
      names.contains("choices") && !names.contains("messages") && !names.contains("request")
    })

  /// Whether a line is a piece of a streamed answer that counts nothing.
  @Sendable private static func isPiece(_ node: JSONNode) -> Bool {
    node["object"]?.string == "chat.completion.chunk" && node["usage"]?.members == nil
      && node["x_groq"]?["usage"]?.members == nil
  }
}
