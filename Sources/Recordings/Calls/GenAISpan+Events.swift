import Declarations

extension GenAISpan {
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
