extension TraceFormat {
  /// Runs of Lunary; those of models are calls.
  static let lunary = calls(
    "lunary", "runs of Lunary: JSONL or JSON of its API",
    recognition: "type with createdAt, endedAt and tokens",
    layout: CallLayout(
      response: ["output"], messages: ["input"], usage: ["tokens", "."], time: ["createdAt"],
      end: ["endedAt"],
      model: ["params.model", "name"], settings: ["params"], user: ["user.id", "userId"],
      session: ["threadId", "parentRunId"], cost: ["cost"], status: ["status", "error"],
      tellsTemperature: false,
      id: ["id"], isOther: { !["llm", "chat", "embed"].contains($0["type"]?.string) }, span: ["id"],
      parentSpan: ["parentRunId"]),
    matches: { names, _ in names.isSuperset(of: ["type", "createdAt", "endedAt", "tokens"]) })
}
