/// Checks a JSON tree against a shape and fills in the defaults.
public struct Validator {
  /// Whether unknown keys are only noted.
  public var allowsUnknownKeys: Bool
  /// What was noted without being an error.
  public private(set) var warnings: [Diagnostic] = []

  /// Makes a validator.
  public init(allowsUnknownKeys: Bool = false) { self.allowsUnknownKeys = allowsUnknownKeys }

  /// The faults so far.
  private var faults = FaultList()

  /// The tree with defaults filled in, members in the order of their declaration.
  ///
  /// - Throws: a `Diagnostic` at the first value or key that is wrong, with what was expected, and all others that are
  ///   wrong behind it.
  public mutating func validate(_ node: JSONNode, as shape: Shape, path: String = "") throws(Diagnostic)
    -> JSONNode
  {
    faults = FaultList()
    let checked = visit(node, shape, path)
    try faults.check()
    guard let checked else { throw Diagnostic("a wrong value has no fault", kind: .unexpected) }
    return checked
  }

  /// The value with its defaults, or nil where something in it is wrong.
  private mutating func visit(_ node: JSONNode, _ shape: Shape, _ path: String) -> JSONNode? {
    guard !faults.isFull else { return nil }
    switch shape {
    case .any: return node
    case .boolean: return node.boolean == nil ? mismatch(node, path, "true or false") : node
    case .string(let allowsEmpty):
      guard let text = node.string else { return mismatch(node, path, "a string") }
      if text.isEmpty && !allowsEmpty { return fault(node, path, "is empty; some text was expected") }
      return node
    case .choice(let names):
      guard let text = node.string else { return mismatch(node, path, "one of \(list(names))") }
      guard names.contains(text) else {
        let hint = text.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
        return fault(node, path, "'\(text)' is unknown\(hint); one of \(list(names)) was expected")
      }
      return node
    case .number(let bounds):
      guard let number = node.number else { return mismatch(node, path, bounds.words()) }
      guard bounds.allow(number) else {
        return fault(node, path, "is \(number.short); \(bounds.words(for: number)) was expected")
      }
      return node
    case .integer(let minimum, let maximum):
      let words = integerWords(minimum, maximum)
      guard let number = node.number else { return mismatch(node, path, words) }
      guard let integer = node.integer, integer >= minimum, integer <= maximum else {
        let expected = number > Double(maximum - 1) ? "an integer from \(minimum) to \(maximum)" : words
        let found = node.integer.map(String.init) ?? number.short
        return fault(node, path, "is \(found); \(expected) was expected")
      }
      return JSONNode(JSONValue(integer), at: node.position)
    case .list(let element, let minimum):
      guard let elements = node.elements else { return mismatch(node, path, "a list") }
      guard elements.count >= minimum else {
        return fault(node, path, "has \(elements.count) elements; at least \(minimum) were expected")
      }
      let checked = elements.enumerated().map { visit($1, element, "\(path)[\($0)]") }
      return whole(checked).map { JSONNode(.array($0), at: node.position) }
    case .map(let element):
      guard let members = node.members else { return mismatch(node, path, "an object") }
      let checked = members.map { member in
        member.key == "notes" ? member : visit(member, element, path, origin: member.origin)
      }
      return whole(checked).map { JSONNode(.object($0), at: node.position) }
    case .object(let schema): return visit(node, fields: schema.fields, tag: nil, path)
    case .open(let schema, let others):
      guard let members = node.members else { return mismatch(node, path, "an object") }
      let declared = schema.fields.map(\.key) + ["notes"]
      let own = members.filter { declared.contains($0.key) }
      let rest = members.filter { !declared.contains($0.key) }
      let first = visit(JSONNode(.object(own), at: node.position), fields: schema.fields, tag: nil, path)
      let second = visit(JSONNode(.object(rest), at: node.position), .map(others), path)
      guard let first, let second else { return nil }
      return JSONNode(.object((second.members ?? []) + (first.members ?? [])), at: node.position)
    case .tagged(let key, let cases): return visit(node, tag: key, cases: cases, path)
    case .either(let shapes):
      for shape in shapes where shape.accepts(node.value) { return visit(node, shape, path) }
      return mismatch(node, path, shapes.map(\.words).joined(separator: " or "))
    }
  }

  private mutating func visit(_ node: JSONNode, tag: String, cases: [ObjectSchema], _ path: String)
    -> JSONNode?
  {
    guard node.members != nil else { return mismatch(node, path, "an object with '\(tag)'") }
    let names = cases.map(\.name)
    guard let tagNode = node[tag] else {
      return fault(node, path, "lacks the key '\(tag)'; one of \(list(names)) was expected")
    }
    guard visit(tagNode, .choice(names), join(path, tag)) != nil, let name = tagNode.string,
      let schema = cases.first(where: { $0.name == name })
    else { return nil }
    return visit(node, fields: schema.fields, tag: (tag, tagNode), path)
  }

  private mutating func visit(
    _ member: JSONMember, _ shape: Shape, _ path: String, origin: JSONMember.Origin
  ) -> JSONMember? {
    visit(member.node, shape, join(path, member.key)).map {
      JSONMember(key: member.key, keyPosition: member.keyPosition, node: $0, origin: origin)
    }
  }

  private mutating func visit(
    _ node: JSONNode, fields: [Field], tag: (key: String, node: JSONNode)?, _ path: String
  ) -> JSONNode? {
    guard let members = node.members else { return mismatch(node, path, "an object") }
    let names = fields.map(\.key) + (tag.map { [$0.key] } ?? [])
    var isWhole = true
    // What a misspelt key was meant for is not missing as well.
    var meant: Set<String> = []
    for member in members where member.key != "notes" && !names.contains(member.key) {
      guard !faults.isFull else { return nil }
      let nearest = member.key.nearest(in: names)
      let hint = nearest.map { " (did you mean '\($0)'?)" } ?? ""
      let expected = names.isEmpty ? "no keys" : "one of \(list(names))"
      let warning = Diagnostic(
        "unknown key '\(join(path, member.key))'\(hint); \(expected) was expected",
        position: member.keyPosition)
      guard !allowsUnknownKeys else {
        warnings.append(warning)
        continue
      }
      faults.add(warning)
      isWhole = false
      if let nearest { meant.insert(nearest) }
    }
    var checked: [JSONMember] = []
    if let tag { checked.append(JSONMember(key: tag.key, node: tag.node)) }
    for field in fields {
      if let given = members.first(where: { $0.key == field.key }) {
        let origin: JSONMember.Origin = given.origin == .stated ? .stated : .assumed
        let member = visit(given, field.shape, path, origin: origin)
        if let member { checked.append(member) } else { isWhole = false }
      } else if field.isRequired {
        if !meant.contains(field.key) { faults.add(lack(of: field, node, path)) }
        isWhole = false
      } else if let fallback = field.fallback {
        let value = visit(JSONNode(fallback, at: node.position), field.shape, join(path, field.key))
        if let value { checked.append(JSONMember(key: field.key, node: value, origin: .assumed)) }
      }
    }
    // What follows from other members follows only from right ones.
    guard isWhole, settle(&checked, fields, at: node.position, path: path) else { return nil }
    if let notes = node["notes"] { checked.append(JSONMember(key: "notes", node: notes)) }
    return JSONNode(.object(checked), at: node.position)
  }

  /// The parts, or nil where one of them is wrong.
  private func whole<Part>(_ parts: [Part?]) -> [Part]? {
    let right = parts.compactMap(\.self)
    return right.count == parts.count ? right : nil
  }

  /// Fills in the defaults that follow from other members, and tells what has an effect from what has none.
  ///
  /// - Returns: whether all that is stated has an effect.
  private mutating func settle(
    _ members: inout [JSONMember], _ fields: [Field], at position: SourcePosition, path: String
  ) -> Bool {
    let given = Settings(JSONNode(.object(members), at: position))
    for field in fields where !given.has(field.key) {
      guard let value = field.derivation(given) else { continue }
      let node = visit(JSONNode(value, at: position), field.shape, join(path, field.key))
      guard let node else { return false }
      members.append(JSONMember(key: field.key, node: node, origin: .assumed))
    }
    if members.count > given.node.members?.count ?? 0 {
      let order = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.key, $0) })
      members.sort { order[$0.key] ?? -1 < order[$1.key] ?? -1 }
    }
    let whole = Settings(JSONNode(.object(members), at: position))
    var isEffective = true
    for field in fields {
      if let place = members.firstIndex(where: { $0.key == field.key }) {
        members[place].node = completed(members[place].node, field, in: whole)
      }
      guard let place = members.firstIndex(where: { $0.key == field.key }),
        let reason = field.idleness(whole)
      else { continue }
      guard members[place].origin != .stated else {
        faults.add(
          Diagnostic(
            "'\(join(path, field.key))' does nothing: \(reason)", position: members[place].keyPosition))
        isEffective = false
        continue
      }
      members[place].origin = .idle
    }
    return isEffective
  }

  private func completed(_ node: JSONNode, _ field: Field, in whole: Settings) -> JSONNode {
    guard case .object(var members) = node.value else { return node }
    for (key, value) in field.completion(whole, Settings(node))
    where !members.contains(where: { $0.key == key }) {
      members.append(JSONMember(key: key, node: JSONNode(value, at: node.position), origin: .assumed))
    }
    return JSONNode(.object(members), at: node.position)
  }

  private mutating func mismatch(_ node: JSONNode, _ path: String, _ expected: String) -> JSONNode? {
    fault(node, path, "is \(node.value.typeName); \(expected) was expected")
  }

  /// Notes a fault, and makes nothing of the value.
  private mutating func fault(_ node: JSONNode, _ path: String, _ message: String) -> JSONNode? {
    faults.add(Validator.fault(node, path, message))
    return nil
  }

  private func lack(of field: Field, _ node: JSONNode, _ path: String) -> Diagnostic {
    Validator.fault(node, path, "lacks the key '\(field.key)' (\(field.help))")
  }

  private static func fault(_ node: JSONNode, _ path: String, _ message: String) -> Diagnostic {
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
