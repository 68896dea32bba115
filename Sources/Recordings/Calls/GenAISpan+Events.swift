import Declarations

extension GenAISpan {
  /// When the first piece of a streamed answer came, as OpenInference and OpenLLMetry note it by an event.
  static func firstPiece(_ span: JSONNode) -> JSONNode? {
    let event = span["events"]?.unfolded.elements?.first { event in
      event["name"]?.string.map(pieces.contains) ?? false
    }
    return event?.first(of: moments)
  }

  private static let pieces: Set<String> = [
    "First Token Stream Event", "llm.content.completion.chunk", "gen_ai.content.completion.chunk",
  ]
  private static let moments: [FieldPath] = ["timeUnixNano", "time_unix_nano", "timestamp", "time"]

  /// What the events of a span say: attributes, which `take` gets, and messages that are an event each.
  static func events(_ span: JSONNode, _ take: (String, JSONNode, Bool) -> Void) -> JSONNode? {
    var messages: [JSONNode] = []
    for event in span["events"]?.unfolded.elements ?? [] {
      let name = event["name"]?.string ?? ""
      guard name.hasPrefix("gen_ai.") else { continue }
      var attributes: [(String, JSONNode?)] = []
      if let list = event["attributes"]?.elements {
        for pair in list {
          if let key = pair["key"]?.string { attributes.append((key, pair["value"].flatMap(plain))) }
        }
      } else {
        attributes = (event["attributes"]?.members ?? []).map { ($0.key, $0.node) }
      }
      if name.hasSuffix(".message") {
        // `gen_ai.user.message`: who says it is part of its name.
        let role = name.split(separator: ".").dropFirst().first.map { String($0) } ?? "user"
        let own = attributes.filter { $0.0 != "role" && !$0.0.hasPrefix("gen_ai.") }
        messages.append(event.rebuilt([("role", JSONNode(.string(role), at: event.position))] + own))
      } else {
        for (key, node) in attributes {
          if let node, key.hasPrefix("gen_ai.") { take(key, node, true) }
        }
      }
    }
    return messages.isEmpty ? nil : JSONNode(.array(messages), at: span.position)
  }
}
