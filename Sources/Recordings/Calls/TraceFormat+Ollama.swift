extension TraceFormat {
  /// Answers of Ollama's own API, whole or in pieces, without their requests.
  static let ollama = calls(
    "ollama", "answers of Ollama's API, whole or streamed", recognition: "created_at with done and model",
    layout: CallLayout(
      response: ["message", "response"], usage: ["."], time: ["created_at"],
      latencyNanoseconds: ["total_duration"], model: ["model"], tellsTemperature: false,
      isPiece: { $0["done"]?.boolean == false }),
    matches: { names, _ in
      ["created_at", "done", "model"].allSatisfy(names.contains) && !names.contains("messages")
        && !names.contains("prompt")
    })
}
