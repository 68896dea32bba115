import Declarations

/// Messages and tools in the attributes of a span.
extension GenAISpan {
  /// The messages of a span, from the conventions' attributes, from OpenLLMetry's and from OpenInference's.
  static func messages(
    _ attributes: [String: JSONNode], _ names: [String], events: JSONNode?, _ span: JSONNode
  ) -> JSONNode? {
    let whole = ["gen_ai.input.messages", "gen_ai.prompt", "ai.prompt.messages"]
    if let found = whole.lazy.compactMap({ attributes[$0] }).first { return found.unfolded }
    return events ?? list(attributes, names, "gen_ai.prompt.", span)
      ?? list(attributes, names, "llm.prompts.", span)
      ?? list(attributes, names, "llm.input_messages.", span) ?? list(attributes["llm.input_messages"])
      ?? (isGeneration(span) ? span.at("input.messages") : nil)
  }

  /// The definitions of tools.
  static func tools(_ attributes: [String: JSONNode], _ names: [String], _ span: JSONNode) -> JSONNode? {
    let whole = ["gen_ai.tool.definitions", "ai.prompt.tools"]
    if let found = whole.lazy.compactMap({ attributes[$0] }).first { return found.unfolded }
    return list(attributes, names, "llm.tools.", span) ?? list(attributes["llm.tools"])
      ?? list(attributes, names, "llm.request.functions.", span)
  }

  /// The elements of a list, whose keys may begin with `message.`, as OpenInference has them.
  static func list(_ list: JSONNode?) -> JSONNode? {
    guard let list = list?.unfolded, list.elements != nil else { return nil }
    return list.nested(nestedLevels)
  }

  /// The elements of numbered attributes such as `gen_ai.prompt.0.role`.
  static func list(
    _ attributes: [String: JSONNode], _ names: [String], _ prefix: String, _ span: JSONNode
  ) -> JSONNode? {
    var elements: [Int: [(String, JSONNode?)]] = [:]
    for name in names where name.hasPrefix(prefix) {
      let parts = name.dropFirst(prefix.count).split(separator: ".", maxSplits: 1)
      guard parts.count == 2, let place = Int(parts[0]), place >= 0 else { continue }
      elements[place, default: []].append((String(parts[1]), attributes[name]))
    }
    if elements.isEmpty { return nil }
    let found = elements.keys.sorted().map { span.rebuilt(elements[$0] ?? []).nested(nestedLevels) }
    return JSONNode(.array(found), at: span.position)
  }

  /// More levels than a part of a message has.
  private static let nestedLevels = 12
}

extension JSONNode {
  /// What OpenInference wraps the elements of its lists in.
  private static let wrappers: Set<String> = ["message", "message_content", "tool_call"]

  /// The value with members whose names are paths, such as `tool_calls.0.tool_call.id`, as objects and lists within one
  /// another.
  ///
  /// - Parameter levels: how deep that goes; what lies deeper stays as it is.
  fileprivate func nested(_ levels: Int) -> JSONNode {
    if levels == 0 { return self }
    if let elements { return JSONNode(.array(elements.map { $0.nested(levels - 1) }), at: position) }
    guard let members else { return self }
    var names: [String] = []
    var inner: [String: [(String, JSONNode?)]] = [:]
    var own: [String: JSONNode] = [:]
    for member in members {
      let parts = member.key.split(separator: ".", maxSplits: 1)
      let isPath = parts.count == 2
      let name = isPath ? String(parts[0]) : member.key
      if inner[name] == nil, own[name] == nil { names.append(name) }
      if isPath {
        inner[name, default: []].append((String(parts[1]), member.node))
      } else {
        own[name] = member.node
      }
    }
    let found = names.map { name in
      (name, (inner[name].map { rebuilt($0) } ?? own[name])?.nested(levels - 1))
    }
    let wrapped = found.first { JSONNode.wrappers.contains($0.0) && $0.1?.members != nil }
    if let wrapped, found.count == 1 || wrapped.0 == "message" { return wrapped.1 ?? self }
    let places = names.compactMap { Int($0) }
    if !names.isEmpty, places.count == names.count {
      let sorted = zip(places, found).sorted { $0.0 < $1.0 }
      return JSONNode(.array(sorted.compactMap { $0.1.1 }), at: position)
    }
    return rebuilt(found.map { ($0.0 == "contents" ? "content" : $0.0, $0.1) })
  }
}
