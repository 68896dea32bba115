import Declarations
import Files

extension TraceFormat {
  /// The events of Anthropic's streams, one a line: a message is a call, its input counted where it starts and its output
  /// where it ends. One that was cut before has no output that is known, and so is no call.
  static let anthropicEvents = TraceFormat(
    name: "anthropic_events", summary: "events of Anthropic's streamed messages, one a line",
    recognition: "type message_start with message.usage", parameters: ["default_output_tokens"],
    matches: { sample in
      guard case .json(_, let first) = sample else { return false }
      return first["type"]?.string == "message_start" && first.at("message.usage") != nil
    },
    rows: { (sample, source) throws(Diagnostic) in
      try sample.requireJSON(for: "anthropic_events")
      let stream = StartedMessage()
      let session = SessionTranscript(source) { _ in nil }
      return .json { (node, row) throws(RowFault) in try session.read(node, call: stream.call(node), &row) }
    }, isWrittenLive: true)
}

/// The message that a stream began.
private final class StartedMessage {
  private var start: JSONNode?

  /// The call that an event completes.
  func call(_ event: JSONNode) -> SessionTranscript.Call? {
    if event["type"]?.string == "message_start" { start = event }
    guard event["type"]?.string == "message_delta", let end = event["usage"], let start,
      let message = start["message"]
    else { return nil }
    self.start = nil
    let last = (end.members ?? []).filter { $0.node.value != .null }
    let first = (message["usage"]?.members ?? []).filter { member in !last.contains { $0.key == member.key } }
    return SessionTranscript.Call(
      time: start.first(of: CallLayout.times.map { FieldPath($0) }), model: message["model"],
      id: message["id"],
      usage: JSONNode(.object(first + last), at: start.position))
  }
}
