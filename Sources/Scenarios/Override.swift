import Declarations

/// One `--set path=value`.
public struct Override: Sendable, Hashable {
  /// The path as it was given.
  public var path: String
  /// The value.
  public var value: JSONValue

  /// Reads `path=value`; a value that is no JSON is a text.
  ///
  /// - Throws: a `Diagnostic` of kind `usage`.
  public init(_ text: String) throws(Diagnostic) {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw Diagnostic("--set '\(text)' has no path or no '='; --set path=value was expected", kind: .usage)
    }
    path = String(text[..<equals])
    let value = String(text[text.index(after: equals)...])
    if let node = try? JSONParser.parse(Array(value.utf8)) {
      self.value = node.value
    } else {
      self.value = .string(value)
    }
  }

  /// An override made by the program.
  public init(path: String, value: JSONValue) {
    self.path = path
    self.value = value
  }

  /// The tree with the value in its place.
  ///
  /// A segment names a key, an element by `name`, `use` or number, or a layer of a strategy; a path may begin
  /// with a strategy's name. A layer that a strategy takes over is changed through its `set`. Null takes a value
  /// out, so that its default counts again.
  /// - Throws: a `Diagnostic` of kind `usage` when the path leads nowhere.
  public func applied(to root: JSONNode) throws(Diagnostic) -> JSONNode {
    var segments = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard !segments.contains("") else { throw fault("has an empty segment") }
    let known = (root.members ?? []).map(\.key)
    let names = strategyNames(root)
    if let first = segments.first, !known.contains(first) {
      if names.contains(first) {
        segments.insert("strategies", at: 0)
      } else if segments.count > 1, !ScenarioSchema.sections.contains(first),
        let nearest = first.nearest(in: names + ScenarioSchema.sections)
      {
        // A section would be made of the slip, and refused where nobody looks for it.
        let expected = names.joined(separator: ", ")
        throw fault(
          "begins with '\(first)', which is no section and no strategy (did you mean '\(nearest)'?); a section or one of "
            + "\(expected) was expected")
      }
    }
    return try replaced(root, segments[...])
  }

  private func strategyNames(_ root: JSONNode) -> [String] {
    (root["strategies"]?.elements ?? []).compactMap { $0["name"]?.string }
  }

  private func fault(_ message: String) -> Diagnostic {
    Diagnostic("--set '\(path)' \(message)", kind: .usage)
  }

  private func replaced(_ node: JSONNode, _ segments: ArraySlice<String>) throws(Diagnostic) -> JSONNode {
    guard let segment = segments.first else {
      return JSONNode(value, at: node.position).standing(at: node.position)
    }
    let rest = segments.dropFirst()
    switch node.value {
    case .array(var elements):
      guard let place = elements.firstIndex(where: { names($0, segment) }) ?? index(segment, elements.count)
      else {
        let known = elements.compactMap { $0["name"]?.string ?? $0["use"]?.string }
        throw fault("names no element '\(segment)'; one of \(known.joined(separator: ", ")) was expected")
      }
      elements[place] = try replaced(elements[place], rest)
      return JSONNode(.array(elements), at: node.position)
    case .object(var members):
      // A key may hold dots itself, as the names of models do: the longest that fits is meant.
      for length in stride(from: segments.count, to: 1, by: -1) {
        let key = segments.prefix(length).joined(separator: ".")
        guard let place = members.firstIndex(where: { $0.key == key }) else { continue }
        members[place].node = try replaced(members[place].node, segments.dropFirst(length))
        return JSONNode(.object(members), at: node.position)
      }
      if let place = members.firstIndex(where: { $0.key == segment }) {
        if rest.isEmpty, value == .null {
          members.remove(at: place)
          return JSONNode(.object(members), at: node.position)
        }
        members[place].node = try replaced(members[place].node, rest)
        return JSONNode(.object(members), at: node.position)
      }
      if let changed = try throughLayers(node, segment, rest) { return changed }
      let child = JSONNode(rest.isEmpty ? value : [:]).standing(at: node.position)
      let filled = rest.isEmpty ? child : try replaced(child, rest)
      members.append(JSONMember(key: segment, keyPosition: node.position, node: filled))
      return JSONNode(.object(members), at: node.position)
    default:
      throw fault("goes on behind '\(segment)', where \(node.value.typeName) stands")
    }
  }

  /// A strategy's own layer by name, or one that it takes over.
  private func throughLayers(_ node: JSONNode, _ layer: String, _ rest: ArraySlice<String>) throws(Diagnostic)
    -> JSONNode?
  {
    guard node["name"] != nil, node["layers"] != nil || node["extends"] != nil || node["add"] != nil,
      !rest.isEmpty, !["set", "layers", "add"].contains(layer)
    else { return nil }
    for key in ["layers", "add"] {
      guard let layers = node[key]?.elements, layers.contains(where: { $0["use"]?.string == layer }) else {
        continue
      }
      return try replaced(node, [key, layer] + rest)
    }
    guard node["extends"] != nil else {
      let own = ["layers", "add"].flatMap { node[$0]?.elements ?? [] }.compactMap { $0["use"]?.string }
      guard !ScenarioSchema.strategyKeys.contains(layer), let nearest = layer.nearest(in: own) else {
        return nil
      }
      throw fault(
        "names the layer '\(layer)', which the strategy lacks (did you mean '\(nearest)'?); one of "
          + "\(own.joined(separator: ", ")) was expected")
    }
    guard case .object(var members) = node.value else { return nil }
    let key = ([layer] + rest).joined(separator: ".")
    let entry = JSONMember(key: key, keyPosition: node.position, node: JSONNode(value, at: node.position))
    if let place = members.firstIndex(where: { $0.key == "set" }) {
      var set = (members[place].node.members ?? []).filter { $0.key != key }
      set.append(entry)
      members[place].node = JSONNode(.object(set), at: node.position)
    } else {
      members.append(
        JSONMember(
          key: "set", keyPosition: node.position, node: JSONNode(.object([entry]), at: node.position)))
    }
    return JSONNode(.object(members), at: node.position)
  }

  private func names(_ node: JSONNode, _ segment: String) -> Bool {
    node["name"]?.string == segment || node["use"]?.string == segment
  }

  private func index(_ segment: String, _ count: Int) -> Int? {
    guard let index = Int(segment), index >= 0, index < count else { return nil }
    return index
  }
}

extension Diagnostic {
  /// The faults of a file, where unknown keys that a `--set` brought name it and are faults of the command line: the file
  /// does not have them.
  ///
  /// - Parameter own: what the file holds; a key that stands there is no slip of a `--set`, even of one that ends alike.
  func naming(_ overrides: [Override], in file: String, holding own: JSONNode?) -> Diagnostic {
    let start = "unknown key '"
    let places: Set<SourcePosition> = overrides.isEmpty ? [] : own?.keyPositions ?? []
    var faults = FaultList()
    for var one in all {
      let rest = one.message.dropFirst(start.count)
      let isOwn = one.position.map { places.contains($0) } ?? false
      if !isOwn, one.message.hasPrefix(start), let end = rest.firstIndex(of: "'") {
        let key = rest[..<end]
        let source = overrides.last { override in
          guard let last = override.path.split(separator: ".").last else { return false }
          return key == last || key.hasSuffix(".\(last)")
        }
        if let source {
          one.message = "\(start)\(key)' of --set '\(source.path)'\(rest[rest.index(after: end)...])"
          one.kind = .usage
          one.position = nil
        }
      }
      if one.kind != .usage, one.file.isEmpty { one.file = file }
      faults.add(one)
    }
    do throws(Diagnostic) { try faults.check() } catch { return error }
    return self
  }
}

extension JSONNode {
  /// Where the keys of an object stand, and those of all that is within.
  fileprivate var keyPositions: Set<SourcePosition> {
    var found: Set<SourcePosition> = []
    for element in elements ?? [] { found.formUnion(element.keyPositions) }
    for member in members ?? [] {
      found.insert(member.keyPosition)
      found.formUnion(member.node.keyPositions)
    }
    return found
  }

  /// The value with everything in it at one place: what `--set` brings stands nowhere in the file.
  fileprivate func standing(at position: SourcePosition) -> JSONNode {
    switch value {
    case .array(let elements):
      JSONNode(.array(elements.map { $0.standing(at: position) }), at: position)
    case .object(let members):
      JSONNode(
        .object(
          members.map {
            JSONMember(key: $0.key, keyPosition: position, node: $0.node.standing(at: position))
          }), at: position)
    default: JSONNode(value, at: position)
    }
  }
}
