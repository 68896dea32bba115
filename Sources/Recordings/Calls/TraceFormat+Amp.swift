import Declarations
import Files

extension TraceFormat {
  /// A thread of Amp: the answers among its messages are the calls, and its ledger says when each was billed; threads
  /// without one say it with the usage of an answer.
  ///
  /// The input lacks what was cached, in Anthropic's manner. Credits are no dollars and are not read.
  static let amp = calls(
    "amp", "Amp: threads of the coding assistant",
    recognition: "messages with usageLedger, or with inputTokens in usage",
    layout: CallLayout(
      usage: ["usage"], time: ["timestamp"], model: ["model"], user: ["session"], session: ["session"],
      tellsTemperature: false, id: ["id"], hasSessions: true),
    matches: { names, first in
      names.isSuperset(of: ["messages", "usageLedger"])
        || names.isSuperset(of: ["messages", "id"])
          && first?["messages"]?.elements?.contains { message in
            message["messageId"] != nil && message["usage"]?["inputTokens"] != nil
          } == true
    },
    spread: { (thread) throws(RowFault) in try thread.ampCalls() })
}

extension JSONNode {
  /// The calls of a thread.
  fileprivate func ampCalls() throws(RowFault) -> [JSONNode] {
    guard let messages = self["messages"]?.elements else {
      throw RowFault(.badValue, "messages is no list; the messages of a thread were expected", at: position)
    }
    var events: [Double: JSONNode] = [:]
    for event in at("usageLedger.events")?.elements ?? [] {
      if let message = event["toMessageId"]?.number { events[message] = event }
    }
    var calls: [JSONNode] = []
    for message in messages {
      guard let usage = message["usage"], usage.members != nil else { continue }
      // What no event of the ledger tells of has no time.
      var event = usage
      if let place = message["messageId"]?.number, let found = events[place] { event = found }
      calls.append(ampCall(usage, event, at: message))
    }
    return calls
  }

  private func ampCall(_ usage: JSONNode, _ event: JSONNode, at message: JSONNode) -> JSONNode {
    let tokens = usage.usageBeside(
      input: usage["inputTokens"] ?? event.at("tokens.input"),
      output: usage["outputTokens"] ?? event.at("tokens.output"), read: usage["cacheReadInputTokens"],
      written: usage["cacheCreationInputTokens"])
    let model = usage["model"] ?? event["model"]
    return message.rebuilt([
      ("timestamp", event["timestamp"]), ("model", model), ("session", self["id"]), ("id", event["id"]),
      ("usage", tokens),
    ])
  }
}
