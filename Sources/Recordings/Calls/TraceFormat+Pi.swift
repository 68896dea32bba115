import Declarations
import Files

extension TraceFormat {
  /// Sessions of pi and of what is built on it (OpenClaw), one JSONL a session.
  ///
  /// The input lacks what was cached. A session that goes on from another repeats its lines with their ids and times.
  static let pi = TraceFormat(
    name: "pi", summary: "pi and OpenClaw: the JSONL of a session",
    recognition: "type session with cwd, or type message with parentId",
    parameters: ["default_output_tokens"],
    matches: { sample in
      guard case .json(let keys, let first) = sample else { return false }
      switch first["type"]?.string {
      case "session": return keys.contains("cwd") && keys.contains("id")
      case "message": return keys.contains("parentId") && first["message"]?.members != nil
      default: return false
      }
    },
    rows: { (sample, source) throws(Diagnostic) in
      try sample.requireJSON(for: "pi")
      let session = SessionTranscript(source) { $0["type"]?.string == "session" ? $0["id"] : nil }
      return .json { (node, row) throws(RowFault) in try session.read(node, call: node.piCall(), &row) }
    }, isWrittenLive: true)
}

extension JSONNode {
  /// The call that a line tells of, if it does.
  fileprivate func piCall() -> SessionTranscript.Call? {
    guard self["type"]?.string == "message", let message = self["message"],
      message["role"]?.string == "assistant", let usage = message["usage"], usage.members != nil
    else { return nil }
    let isError = message["stopReason"]?.string == "error"
    let time = self["timestamp"] ?? message["timestamp"]
    // Ids are short: those of a session are told from another's by their times.
    let id = self["id"].map {
      JSONNode(.string($0.canonicalText + (time?.canonicalText ?? "")), at: position)
    }
    return SessionTranscript.Call(
      time: time, model: message["model"], id: id,
      usage: usageBeside(
        input: usage["input"], output: usage["output"], read: usage["cacheRead"],
        written: usage["cacheWrite"],
        total: usage["totalTokens"]),
      cost: usage.at("cost.total"), error: isError ? message["errorMessage"] ?? message["stopReason"] : nil)
  }
}
