import Declarations
import Files

extension TraceFormat {
  /// `ui_messages.json` of Cline and its kin (Roo Code, Kilo Code), one file a task, and the `messages.json` that later
  /// versions of Cline write, one a session.
  ///
  /// A request tells its tokens in a JSON text of its own. The input lacks what was cached, unless its `apiProtocol` is
  /// OpenAI's, its provider is one whose counts Cline passes on, or Roo Code wrote it since November 2025. Sums of
  /// requests that were deleted are no calls. An answer of a session tells them as its `metrics`, whose input holds what
  /// was cached.
  static let cline = TraceFormat(
    name: "cline",
    summary: "Cline, Roo Code and Kilo Code: ui_messages.json of a task, messages.json of a session",
    recognition: "ts with type say or ask, or messages with metrics",
    parameters: ["default_output_tokens"],
    matches: { sample in
      guard case .json(let keys, let first) = sample else { return false }
      if first["messages"]?.elements?.contains(where: \.isClineAnswer) == true || first.isClineAnswer {
        return true
      }
      return keys.contains("ts")
        && ["say", "ask"].contains { first["type"]?.string == $0 && first[$0] != nil }
    },
    rows: { (sample, source) throws(Diagnostic) in
      try sample.requireJSON(for: "cline")
      let task = SessionTranscript(source, first: { $0["ts"] }) {
        $0["messages"] != nil ? $0["sessionId"] : $0["say"]?.string == "task" ? $0["ts"] : nil
      }
      return .json { (node, row) throws(RowFault) in
        try task.read(node, call: node.clineAnswer() ?? node.clineCall(), &row)
      }
    },
    spread: { (node) throws(RowFault) in [node] + (node["messages"]?.elements ?? []) })
}

extension JSONNode {
  /// Whether a value is an answer of a session with its tokens.
  fileprivate var isClineAnswer: Bool {
    self["role"]?.string == "assistant" && self["ts"] != nil && self["metrics"]?["inputTokens"] != nil
  }

  /// The call that an answer of a session is, if a value is one.
  fileprivate func clineAnswer() -> SessionTranscript.Call? {
    guard isClineAnswer, let metrics = self["metrics"] else { return nil }
    let usage = rebuilt([
      ("prompt_tokens", metrics["inputTokens"]), ("completion_tokens", metrics["outputTokens"]),
      ("cached_tokens", metrics["cacheReadTokens"]), ("cache_write_tokens", metrics["cacheWriteTokens"]),
    ])
    return SessionTranscript.Call(
      time: self["ts"], model: at("modelInfo.id"), id: self["id"], usage: usage, cost: metrics["cost"])
  }

  /// The call that a message tells of, if it does.
  fileprivate func clineCall() -> SessionTranscript.Call? {
    guard let say = self["say"]?.string, say == "api_req_started" || say == "api_req_finished",
      let request = self["text"]?.unfolded, request.members != nil
    else { return nil }
    let (input, output) = (request["tokensIn"], request["tokensOut"])
    let (read, written) = (request["cacheReads"], request["cacheWrites"])
    guard input != nil || output != nil else { return nil }
    let isWithin = holdsCached(request)
    let usage =
      isWithin
      ? rebuilt([
        ("prompt_tokens", input), ("completion_tokens", output), ("cached_tokens", read),
        ("cache_write_tokens", written),
      ]) : usageBeside(input: input, output: output, read: read, written: written)
    return SessionTranscript.Call(
      time: self["ts"], model: at("modelInfo.modelId"), id: self["ts"], usage: usage, cost: request["cost"])
  }

  /// Whether the input of a request holds what was cached.
  private func holdsCached(_ request: JSONNode) -> Bool {
    guard let form = request["apiProtocol"]?.string else {
      return at("modelInfo.providerId")?.string.map(TraceFormat.holdingCached.contains) == true
    }
    if form == "openai" { return true }
    // Roo Code 3.29.5 counts the whole prompt for every provider; what is less than its cached part is no whole.
    let cached = (request["cacheReads"]?.number ?? 0) + (request["cacheWrites"]?.number ?? 0)
    return self["ts"]?.number ?? 0 >= TraceFormat.wholePrompts && request["tokensIn"]?.number ?? 0 >= cached
  }
}

extension TraceFormat {
  /// 1 November 2025, in milliseconds.
  fileprivate static let wholePrompts = 1_761_955_200_000.0
  /// The providers of Cline whose prompt tokens, which hold the cached ones, it passes on as its input.
  fileprivate static let holdingCached: Set<String> = [
    "openai", "litellm", "doubao", "fireworks", "hicap", "lmstudio", "qwen", "xai", "zai",
  ]
}
