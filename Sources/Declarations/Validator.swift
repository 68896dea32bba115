/// Checks a JSON tree against a shape and fills in the defaults.
public struct Validator {
  /// Whether unknown keys are only noted.
  public var allowsUnknownKeys: Bool
  /// What was noted without being an error.
  public private(set) var warnings: [Diagnostic] = []

  /// Makes a validator.
  public init(allowsUnknownKeys: Bool = false) { self.allowsUnknownKeys = allowsUnknownKeys }

  /// The tree with defaults filled in, members in the order of their declaration.
  ///
  /// - Throws: a `Diagnostic` at the value or key that is wrong, with what was expected.
  public mutating func validate(_ node: JSONNode, as shape: Shape, path: String = "") throws(Diagnostic)
    -> JSONNode
  {
    switch shape {
    case .any: return node
    case .boolean:
      guard node.boolean != nil else { throw mismatch(node, path, "true or false") }
      return node
    case .string(let allowsEmpty):
      guard let text = node.string else { throw mismatch(node, path, "a string") }
      if text.isEmpty && !allowsEmpty { throw fault(node, path, "is empty; some text was expected") }
      return node
    case .choice(let names):
      guard let text = node.string else { throw mismatch(node, path, "one of \(list(names))") }
      guard names.contains(text) else {
        let hint = text.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
        throw fault(node, path, "'\(text)' is unknown\(hint); one of \(list(names)) was expected")
      }
      return node
    case .number(let bounds):
      guard let number = node.number else { throw mismatch(node, path, bounds.words()) }
      guard bounds.allow(number) else {
        throw fault(node, path, "is \(number.short); \(bounds.words(for: number)) was expected")
      }
      return node
    case .integer(let minimum, let maximum):
      let words = integerWords(minimum, maximum)
      guard let number = node.number else { throw mismatch(node, path, words) }
      guard let integer = node.integer, integer >= minimum, integer <= maximum else {
        let expected = number > Double(maximum - 1) ? "an integer from \(minimum) to \(maximum)" : words
        let found = node.integer.map(String.init) ?? number.short
        throw fault(node, path, "is \(found); \(expected) was expected")
      }
      return JSONNode(JSONValue(integer), at: node.position)
    case .list(let element, let minimum):
      guard let elements = node.elements else { throw mismatch(node, path, "a list") }
      guard elements.count >= minimum else {
        throw fault(node, path, "has \(elements.count) elements; at least \(minimum) were expected")
      }
      var checked: [JSONNode] = []
      for (place, child) in elements.enumerated() {
        checked.append(try validate(child, as: element, path: "\(path)[\(place)]"))
      }
      return JSONNode(.array(checked), at: node.position)
    case .map(let element):
      guard let members = node.members else { throw mismatch(node, path, "an object") }
      var checked: [JSONMember] = []
      for member in members {
        if member.key == "notes" {
          checked.append(member)
          continue
        }
        let child = try validate(member.node, as: element, path: join(path, member.key))
        checked.append(
          JSONMember(key: member.key, keyPosition: member.keyPosition, node: child, origin: member.origin))
      }
      return JSONNode(.object(checked), at: node.position)
    case .object(let schema): return try validate(node, fields: schema.fields, tag: nil, path: path)
    case .open(let schema, let others):
      guard let members = node.members else { throw mismatch(node, path, "an object") }
      let declared = schema.fields.map(\.key) + ["notes"]
      let own = members.filter { declared.contains($0.key) }
      let rest = members.filter { !declared.contains($0.key) }
      let first = try validate(
        JSONNode(.object(own), at: node.position), fields: schema.fields, tag: nil, path: path)
      let second = try validate(JSONNode(.object(rest), at: node.position), as: .map(others), path: path)
      return JSONNode(.object((second.members ?? []) + (first.members ?? [])), at: node.position)
    case .tagged(let key, let cases): return try validate(node, tag: key, cases: cases, path: path)
    case .either(let shapes):
      for shape in shapes where shape.accepts(node.value) { return try validate(node, as: shape, path: path) }
      throw mismatch(node, path, shapes.map(\.words).joined(separator: " or "))
    }
  }

  private mutating func validate(
    _ node: JSONNode, tag: String, cases: [ObjectSchema], path: String
  ) throws(Diagnostic) -> JSONNode {
    guard node.members != nil else { throw mismatch(node, path, "an object with '\(tag)'") }
    let names = cases.map(\.name)
    guard let tagNode = node[tag] else {
      throw fault(node, path, "lacks the key '\(tag)'; one of \(list(names)) was expected")
    }
    _ = try validate(tagNode, as: .choice(names), path: join(path, tag))
    guard let name = tagNode.string, let schema = cases.first(where: { $0.name == name }) else {
      throw mismatch(tagNode, path, list(names))
    }
    return try validate(node, fields: schema.fields, tag: (tag, tagNode), path: path)
  }

  private mutating func validate(
    _ node: JSONNode, fields: [Field], tag: (key: String, node: JSONNode)?, path: String
  ) throws(Diagnostic) -> JSONNode {
    guard let members = node.members else { throw mismatch(node, path, "an object") }
    let names = fields.map(\.key) + (tag.map { [$0.key] } ?? [])
    for member in members where member.key != "notes" && !names.contains(member.key) {
      let hint = member.key.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
      let expected = names.isEmpty ? "no keys" : "one of \(list(names))"
      let warning = Diagnostic(
        "unknown key '\(join(path, member.key))'\(hint); \(expected) was expected",
        position: member.keyPosition)
      guard allowsUnknownKeys else { throw warning }
      warnings.append(warning)
    }
    var checked: [JSONMember] = []
    if let tag { checked.append(JSONMember(key: tag.key, node: tag.node)) }
    for field in fields {
      if let given = members.first(where: { $0.key == field.key }) {
        let child = try validate(given.node, as: field.shape, path: join(path, field.key))
        checked.append(
          JSONMember(
            key: field.key, keyPosition: given.keyPosition, node: child,
            origin: given.origin == .stated ? .stated : .assumed))
      } else if field.isRequired {
        throw fault(node, path, "lacks the key '\(field.key)' (\(field.help))")
      } else if let fallback = field.fallback {
        let child = try validate(
          JSONNode(fallback, at: node.position), as: field.shape, path: join(path, field.key))
        checked.append(JSONMember(key: field.key, node: child, origin: .assumed))
      }
    }
    try settle(&checked, fields, at: node.position, path: path)
    if let notes = node["notes"] { checked.append(JSONMember(key: "notes", node: notes)) }
    return JSONNode(.object(checked), at: node.position)
  }

  /// Fills in the defaults that follow from other members, and tells what has an effect from what has none.
  private mutating func settle(
    _ members: inout [JSONMember], _ fields: [Field], at position: SourcePosition, path: String
  ) throws(Diagnostic) {
    let given = Settings(JSONNode(.object(members), at: position))
    for field in fields where !given.has(field.key) {
      guard let value = field.derivation(given) else { continue }
      let node = try validate(
        JSONNode(value, at: position), as: field.shape, path: join(path, field.key))
      members.append(JSONMember(key: field.key, node: node, origin: .assumed))
    }
    if members.count > given.node.members?.count ?? 0 {
      let order = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.key, $0) })
      members.sort { order[$0.key] ?? -1 < order[$1.key] ?? -1 }
    }
    let whole = Settings(JSONNode(.object(members), at: position))
    for field in fields {
      if let place = members.firstIndex(where: { $0.key == field.key }) {
        members[place].node = completed(members[place].node, field, in: whole)
      }
      guard let place = members.firstIndex(where: { $0.key == field.key }),
        let reason = field.idleness(whole)
      else { continue }
      guard members[place].origin != .stated else {
        throw Diagnostic(
          "'\(join(path, field.key))' does nothing: \(reason)", position: members[place].keyPosition)
      }
      members[place].origin = .idle
    }
  }

  private func completed(_ node: JSONNode, _ field: Field, in whole: Settings) -> JSONNode {
    guard case .object(var members) = node.value else { return node }
    for (key, value) in field.completion(whole, Settings(node))
    where !members.contains(where: { $0.key == key }) {
      members.append(JSONMember(key: key, node: JSONNode(value, at: node.position), origin: .assumed))
    }
    return JSONNode(.object(members), at: node.position)
  }

  private func mismatch(_ node: JSONNode, _ path: String, _ expected: String) -> Diagnostic {
    fault(node, path, "is \(node.value.typeName); \(expected) was expected")
  }

  private func fault(_ node: JSONNode, _ path: String, _ message: String) -> Diagnostic {
    Diagnostic(path.isEmpty ? "the scenario \(message)" : "'\(path)' \(message)", position: node.position)
  }

  private func join(_ path: String, _ key: String) -> String { path.isEmpty ? key : path + "." + key }

  private func list(_ names: [String]) -> String { names.joined(separator: ", ") }

  private func integerWords(_ minimum: Int, _ maximum: Int) -> String {
    if maximum >= 1 << 53 { return "an integer of at least \(minimum)" }
    return "an integer from \(minimum) to \(maximum)"
  }
}

extension Shape {
  /// Whether a value has the JSON type of this shape.
  func accepts(_ value: JSONValue) -> Bool {
    switch (self, value) {
    case (.number, .number), (.integer, .number), (.boolean, .boolean), (.string, .string),
      (.choice, .string), (.list, .array), (.object, .object), (.map, .object), (.open, .object),
      (.tagged, .object),
      (.any, _):
      true
    case (.either(let shapes), _): shapes.contains { $0.accepts(value) }
    default: false
    }
  }

  /// The shape in words.
  public var words: String {
    switch self {
    case .number(let bounds): bounds.words()
    case .integer(let minimum, let maximum):
      maximum >= 1 << 53 ? "an integer of at least \(minimum)" : "an integer from \(minimum) to \(maximum)"
    case .boolean: "true or false"
    case .string: "a string"
    case .choice(let names): "one of " + names.joined(separator: ", ")
    case .list(let element, _): "a list of " + element.words
    case .object, .map, .open, .tagged: "an object"
    case .either(let shapes): shapes.map(\.words).joined(separator: " or ")
    case .any: "anything"
    }
  }
}
