import Declarations

extension JSONNode {
  /// The value under a path such as `usage.prompt_tokens`: a key of just that name, or a key before a point and a
  /// path behind it; nil when there is none or it is null. A number is the place in a list, a point alone the value
  /// itself; a text on the way that holds a JSON object is read.
  ///
  /// - Complexity: O(members) for each part.
  func at(_ path: String) -> JSONNode? {
    if path == "." { return self }
    if let found = self[path] { return found.value == .null ? nil : found }
    var rest = Substring(path)
    var head = ""
    while let point = rest.firstIndex(of: ".") {
      head += (head.isEmpty ? "" : ".") + rest[..<point]
      rest = rest[rest.index(after: point)...]
      if let inner = self[head]?.unfolded, let found = inner.at(String(rest)) { return found }
      if let elements, let place = Int(head), elements.indices.contains(place) {
        return elements[place].at(String(rest))
      }
    }
    return nil
  }

  /// The first value under one of some paths.
  func first(of paths: [String]) -> JSONNode? {
    for path in paths {
      if let found = at(path) { return found }
    }
    return nil
  }

  /// The value, or what a text that holds a JSON object or list says.
  var unfolded: JSONNode {
    guard case .string(let text) = value else { return self }
    let mark = text.utf8.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    guard mark == UInt8(ascii: "{") || mark == UInt8(ascii: "["),
      let parsed = try? JSONParser.parse(Array(text.utf8), line: position.line)
    else { return self }
    return JSONNode(parsed.value, at: position)
  }

  /// Whether the value is nothing: null, or an empty text, list or object.
  var isVoid: Bool {
    switch value {
    case .null: true
    case .string(let text): text.isEmpty
    case .array(let elements): elements.isEmpty
    case .object(let members): members.isEmpty
    case .boolean, .number: false
    }
  }

  /// Text that is equal for equal values: keys in order, numbers in one form.
  var canonicalText: String {
    switch value {
    case .object(let members):
      let sorted = members.sorted { $0.key < $1.key }
      return "{"
        + sorted.map { JSONValue.quoted($0.key) + ":" + $0.node.canonicalText }.joined(separator: ",")
        + "}"
    case .array(let elements): return "[" + elements.map(\.canonicalText).joined(separator: ",") + "]"
    case .number(let number, _):
      return Int64(exactly: number).map { String($0) } ?? "\(number)"
    default: return text(indent: nil)
    }
  }
}
