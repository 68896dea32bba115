import Declarations
import Files

extension TraceFormat {
  /// `ui_messages.json` of Cline and its kin (Roo Code, Kilo Code), one file a task.
  ///
  /// A request tells its tokens in a JSON text of its own. The input lacks what was cached, unless its `apiProtocol` is
  /// OpenAI's. Sums of requests that were deleted are no calls.
  static let cline = TraceFormat(
    name: "cline", summary: "Cline, Roo Code and Kilo Code: ui_messages.json of a task",
    recognition: "ts with type say or ask",
    parameters: ["default_output_tokens"],
    matches: { sample in
      guard case .json(let keys, let first) = sample, keys.contains("ts") else { return false }
      return ["say", "ask"].contains { first["type"]?.string == $0 && first[$0] != nil }
    },
    rows: { (sample, source) throws(Diagnostic) in
      try sample.requireJSON(for: "cline")
      let task = SessionTranscript(source, first: { $0["ts"] }) {
        $0["say"]?.string == "task" ? $0["ts"] : nil
      }
      return .json { (node, row) throws(RowFault) in try task.read(node, call: node.clineCall(), &row) }
    })
}

extension JSONNode {
  /// The call that a message tells of, if it does.
  fileprivate func clineCall() -> SessionTranscript.Call? {
    guard let say = self["say"]?.string, say == "api_req_started" || say == "api_req_finished",
      let request = self["text"]?.unfolded, request.members != nil
    else { return nil }
    let (input, output) = (request["tokensIn"], request["tokensOut"])
    let (read, written) = (request["cacheReads"], request["cacheWrites"])
    guard input != nil || output != nil else { return nil }
    let isWithin = request["apiProtocol"]?.string == "openai"
    let usage =
      isWithin
      ? rebuilt([
        ("prompt_tokens", input), ("completion_tokens", output), ("cached_tokens", read),
        ("cache_write_tokens", written),
      ]) : usageBeside(input: input, output: output, read: read, written: written)
    return SessionTranscript.Call(
      time: self["ts"], model: at("modelInfo.modelId"), id: self["ts"], usage: usage, cost: request["cost"])
  }
}
