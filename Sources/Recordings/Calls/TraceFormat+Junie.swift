import Declarations
import Files

extension TraceFormat {
  /// Sessions of JetBrains' Junie (`events.jsonl`): what an event tells of an answer has a usage for each model that was
  /// asked. The input lacks what was cached, and the time is that of the end.
  ///
  /// Snapshots of the agent's state repeat such events and tell of no call.
  static let junie = calls(
    "junie", "sessions of Junie: events.jsonl",
    recognition: "event with agentEvent, or kind with the name of an event",
    layout: CallLayout(
      usage: ["counts"], time: ["start"], latencyMilliseconds: ["time"], model: ["model"], cost: ["cost"],
      tellsTemperature: false, id: ["id"], isOther: { $0["counts"] == nil }),
    wanted: "an event of an answer with modelUsage",
    matches: { names, first in
      guard let first else { return false }
      return first.at("event.agentEvent.kind") != nil
        || names.contains("kind") && first["kind"]?.string.map(JunieEvent.others.contains) == true
    },
    spread: { node in node.junieCalls })
}

/// Kinds of Junie's events.
private enum JunieEvent {
  static let answer = "LlmResponseMetadataEvent"
  /// Kinds that tell of no call, whatever lies within them.
  static let others: Set<String> = [
    "UserPromptEvent", "AgentStateUpdatedEvent", "AgentCurrentStatusUpdatedEvent", "AgentPatchCreatedEvent",
  ]
}

extension JSONNode {
  /// The calls that an event tells of; the event itself where it tells of none.
  fileprivate var junieCalls: [JSONNode] {
    guard self["kind"]?.string.map(JunieEvent.others.contains) != true,
      let event = at("event.agentEvent"), event["kind"]?.string == JunieEvent.answer,
      let usages = event["modelUsage"]?.elements, !usages.isEmpty
    else { return [self] }
    let end = self["timestampMs"]
    return usages.enumerated().map { place, usage in
      let counts = usage.usageBeside(
        input: usage["inputTokens"], output: usage["outputTokens"], read: usage["cacheInputTokens"],
        written: usage["cacheCreateTokens"], reasoning: usage["reasoningTokens"])
      let name = end?.integer.map { JSONNode(.string("\($0) \(place)"), at: usage.position) }
      return usage.rebuilt([
        ("counts", counts), ("model", usage["model"]), ("cost", usage["cost"]), ("time", usage["time"]),
        ("start", end.map { $0.earlier(by: usage["time"]) }), ("id", name),
      ])
    }
  }

  /// A time less a duration in the same unit; the time itself where it cannot be told.
  private func earlier(by duration: JSONNode?) -> JSONNode {
    guard let end = integer, let took = duration?.integer, took >= 0, took <= end else { return self }
    return JSONNode(JSONValue(end - took), at: position)
  }
}
