import Declarations

extension TraceFormat {
  /// The output file of a batch API: answers with their usage, of OpenAI and Anthropic without the requests.
  static let openAIBatchOutput = calls(
    "openai_batch_output",
    "output of the batch APIs of OpenAI and Anthropic, which lack the requests, Gemini, Vertex AI and Bedrock",
    recognition:
      "custom_id with response or result, and no body; key with a response of Gemini; processed_time with "
      + "request and response; recordId with modelInput",
    layout: CallLayout(
      request: ["batch_request"], response: ["response.body", "result.message", "response"],
      usage: ["response.body.usage", "result.message.usage", "response.body.usageMetadata"],
      time: ["response.body.created", "response.body.created_at", "processed_time"],
      model: ["response.body.model", "response.body.modelVersion"],
      status: ["response.status_code", "error", "result.type"], tellsTemperature: false, wasBatch: true,
      isBatch: { _ in true }),
    matches: { names, first in
      if names.contains("custom_id") {
        return !names.contains("body") && (names.contains("response") || names.contains("result"))
      }
      return first?.isBatchAnswer ?? false
    },
    spread: { node in node.isBatchAnswer ? [node.batchAnswer] : node.withAdvice })

  /// Stored completions of OpenAI, or plain answers of its API.
  ///
  /// Of a streamed answer, whose pieces are a line each, the last or each tells the usage so far.
  static let openAICompletions = calls(
    "openai_completions", "stored chat completions of OpenAI, a list or one a line",
    recognition: "choices, without messages or request",
    layout: CallLayout(
      response: ["."], usage: ["usage", "choices.0.usage", "x_groq.usage", "timings"], time: ["created"],
      latencySeconds: CallLayout.seconds, latencyMilliseconds: CallLayout.milliseconds, model: ["model"],
      cost: CallLayout.dollars, tellsTemperature: false, id: ["id"], mayGrow: true, isPiece: isPiece),
    matches: { names, _ in
      names.contains("choices") && !names.contains("messages") && !names.contains("request")
    })

  /// Whether a line is a piece of a streamed answer that counts nothing; Azure tells what its filters say in pieces without
  /// a kind, a model and a time.
  @Sendable private static func isPiece(_ node: JSONNode) -> Bool {
    let kind = node["object"]?.string
    // Some gateways name no kind of whole answers either.
    guard kind == "chat.completion.chunk" || kind == "" && node.at("choices.0.message") == nil else {
      return false
    }
    return node["usage"]?.members == nil && node["x_groq"]?["usage"]?.members == nil
      && node.at("choices.0.usage")?.members == nil
  }
}

extension JSONNode {
  /// Whether a record is one of the batch outputs of Bedrock, Vertex AI or Gemini.
  fileprivate var isBatchAnswer: Bool {
    if self["recordId"] != nil { return self["modelInput"] != nil }
    if self["processed_time"] != nil { return self["request"] != nil && self["response"] != nil }
    guard self["key"] != nil, self["timestamp"] == nil else { return false }
    return at("response.usageMetadata") != nil || at("response.candidates") != nil
  }

  /// Such a record in OpenAI's form. Vertex AI's status is empty, or tells the fault.
  fileprivate var batchAnswer: JSONNode {
    let answer = self["modelOutput"] ?? self["response"]
    let isAnswered = answer?.isVoid == false
    return rebuilt([
      ("custom_id", self["recordId"] ?? self["key"]),
      ("batch_request", self["modelInput"] ?? self["request"]),
      ("response", isAnswered ? rebuilt([("body", answer)]) : nil),
      ("processed_time", self["processed_time"]),
      ("error", self["error"] ?? self["status"].flatMap { $0.isVoid ? nil : $0 }),
    ])
  }
}
