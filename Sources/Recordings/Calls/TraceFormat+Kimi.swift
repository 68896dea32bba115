import Declarations
import Files

extension TraceFormat {
  /// Sessions of Kimi's command line (`wire.jsonl`), and what it prints in wire mode.
  ///
  /// The input lacks what was cached. An update of the status that has no usage tells of no call.
  static let kimi = TraceFormat(
    name: "kimi", summary: "Kimi CLI and Kimi Code: wire.jsonl of a session, or what wire mode prints",
    recognition: "type metadata with protocol_version, or message or params with type and payload",
    parameters: ["default_output_tokens"],
    matches: { sample in
      guard case .json(let keys, let first) = sample else { return false }
      if first["type"]?.string == "metadata" { return keys.contains("protocol_version") }
      let message = first["message"] ?? first["params"]
      return message?["payload"]?.members != nil && message?["type"]?.string != nil
    },
    rows: { (sample, source) throws(Diagnostic) in
      try sample.requireJSON(for: "kimi")
      let session = SessionTranscript(source, first: { $0.kimiTime }) {
        $0["type"]?.string == "metadata" ? $0["created_at"] : nil
      }
      return .json { (node, row) throws(RowFault) in try session.read(node, call: node.kimiCall(), &row) }
    }, isWrittenLive: true)
}

extension JSONNode {
  fileprivate var kimiTime: JSONNode? { self["timestamp"] ?? self["time"] }

  /// The call that a line tells of, if it does.
  fileprivate func kimiCall() -> SessionTranscript.Call? {
    if self["type"]?.string == "usage.record", let usage = self["usage"] {
      return SessionTranscript.Call(time: kimiTime, model: self["model"], usage: usage.kimiUsage)
    }
    var message = self["message"] ?? self["params"]
    // What works beside the main thread reports its messages within those of it.
    if message?["type"]?.string == "SubagentEvent" { message = message?.at("payload.event") }
    guard message?["type"]?.string == "StatusUpdate", let payload = message?["payload"],
      let usage = payload["token_usage"], usage.members != nil
    else { return nil }
    return SessionTranscript.Call(
      time: kimiTime, model: payload["model"], id: payload["message_id"], usage: usage.kimiUsage)
  }

  private var kimiUsage: JSONNode {
    usageBeside(
      input: self["input_other"] ?? self["inputOther"], output: self["output"],
      read: self["input_cache_read"] ?? self["inputCacheRead"],
      written: self["input_cache_creation"] ?? self["inputCacheCreation"])
  }
}
