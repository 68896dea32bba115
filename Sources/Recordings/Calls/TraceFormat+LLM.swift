import Declarations
import Files

extension TraceFormat {
  /// Logs of the command line tool `llm`: what `llm logs --json` prints, or rows of its tables `responses` and `turns`.
  ///
  /// A row has the last prompt alone. Where it goes on with a conversation, what was sent before lies in other rows, so that
  /// it equals no request of another conversation.
  static let llm = TraceFormat(
    name: "llm", summary: "logs of the command line tool llm: its JSON, or rows of its database",
    recognition: "datetime_utc and duration_ms with token_details, prompt_json or options_json",
    parameters: ["default_output_tokens"],
    matches: { sample in
      let names: Set<String>
      switch sample {
      case .empty: return false
      case .csv(let header): names = Set(header.names)
      case .json(let keys, _): names = Set(keys)
      }
      return names.isSuperset(of: ["datetime_utc", "duration_ms", "model"])
        && !names.isDisjoint(with: ["token_details", "prompt_json", "options_json"])
    },
    rows: { (sample, source) throws(Diagnostic) in
      let reader = CallReader(llmLayout, source)
      let conversations = BegunConversations()
      guard case .csv(let header) = sample else {
        return .json { (node, row) throws(RowFault) in try reader.read(node.llmCall(conversations), &row) }
      }
      return .csv { (record, row) throws(RowFault) in
        try reader.read(JSONNode(record, names: header.names).llmCall(conversations), &row)
      }
    })

  private static let llmLayout = CallLayout(
    request: ["request"], response: ["response"], usage: ["usage"], time: ["datetime_utc"],
    latencyMilliseconds: ["duration_ms"], model: ["model"], user: [], session: ["session"],
    tellsTemperature: false, id: ["id"])
}

/// The conversations of which a row was read.
private final class BegunConversations {
  private var names: Set<String> = []

  /// Whether a row is the first of its conversation.
  func begins(_ name: String) -> Bool { names.insert(name).inserted }
}

extension JSONNode {
  fileprivate func llmCall(_ conversations: BegunConversations) -> JSONNode {
    let session = self["conversation_id"] ?? self["thread_id"]
    let isFirst = session?.string.map { conversations.begins($0) } ?? true
    let details = self["token_details"]?.unfolded
    // What Anthropic cached stands beside its input.
    let isBeside = ["cache_read_input_tokens", "cache_creation_input_tokens"].contains { details?[$0] != nil }
    let usage = rebuilt(
      (details?.members ?? []).filter { !$0.key.hasSuffix("TokenCount") }.map { ($0.key, Optional($0.node)) }
        + [
          (isBeside ? "input_tokens" : "prompt_tokens", self["input_tokens"]),
          ("completion_tokens", self["output_tokens"]),
          // Gemini's plugin counts thoughts within the output.
          ("cached_tokens", details?["cachedContentTokenCount"]),
          ("reasoning_tokens", details?["thoughtsTokenCount"]),
        ])
    let prompt = self["prompt"].flatMap { $0.isVoid ? nil : $0 }
    let request = prompt.map { prompt in
      rebuilt(
        [("model", self["model"]), ("messages", prompt), ("system", self["system"])]
          + (self["options_json"]?.unfolded.members ?? []).map { ($0.key, Optional($0.node)) }
          + [("conversation", isFirst ? nil : session)])
    }
    return rebuilt([
      ("id", self["id"]), ("datetime_utc", self["datetime_utc"]), ("duration_ms", self["duration_ms"]),
      ("model", self["model"]), ("session", session), ("usage", usage), ("request", request),
      ("response", self["response"]),
    ])
  }
}
