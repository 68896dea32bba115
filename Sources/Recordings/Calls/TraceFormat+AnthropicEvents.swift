import Declarations
import Files

extension TraceFormat {
  /// The events of Anthropic's streams, one a line: a message is a call, its input counted where it starts and its output
  /// where it ends, which also tells the model that answered in place of the one that was asked. One that was cut before
  /// has no output that is known, and so is no call. What advised it is a call of its own model.
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
    },
    spread: { event in
      guard let advisors = event["usage"]?.advisors else { return [event] }
      let type = JSONNode(.string(StartedMessage.advice), at: event.position)
      return [event] + advisors.map { event.rebuilt([("type", type), ("usage", $0)]) }
    }, isWrittenLive: true)
}

/// The message that a stream began.
private final class StartedMessage {
  /// The type of an event that stands for what advised the message which ended last.
  static let advice = "advisor_message"

  private var start: JSONNode?
  private var last: JSONNode?

  /// The call that an event completes.
  func call(_ event: JSONNode) -> SessionTranscript.Call? {
    if event["type"]?.string == "message_start" { (start, last) = (event, event) }
    // A second end of a message repeats what advised it.
    if event["type"]?.string == "message_delta", start == nil { last = nil }
    if event["type"]?.string == StartedMessage.advice, let last, let usage = event["usage"] {
      return SessionTranscript.Call(
        time: StartedMessage.time(of: last), model: usage["model"] ?? last.at("message.model"), usage: usage)
    }
    guard event["type"]?.string == "message_delta", let end = event["usage"], let start,
      let message = start["message"]
    else { return nil }
    self.start = nil
    let last = (end.members ?? []).filter { $0.node.value != .null }
    let answered = end["iterations"]?.elements?.last { $0["type"]?.string == "fallback_message" }
    let first = (message["usage"]?.members ?? []).filter { member in !last.contains { $0.key == member.key } }
    return SessionTranscript.Call(
      time: StartedMessage.time(of: start), model: answered?["model"] ?? message["model"], id: message["id"],
      usage: JSONNode(.object(first + last), at: start.position))
  }

  private static func time(of event: JSONNode) -> JSONNode? {
    event.first(of: CallLayout.times.map { FieldPath($0) })
  }
}
