/// Scales what belongs to all traffic together, such as a capacity or a budget, to a part of it.
public struct ExtensiveScaling: Sendable {
  /// The part.
  public let factor: Double
  /// Whether a value of which too little is left is refused; otherwise the least that means something is left of it.
  public let isStrict: Bool
  /// What was scaled, each as key, value before and value after, in the order in which it stands.
  public private(set) var scaled: [Scaled] = []

  /// The place of the nearest object around what is scaled that stands in the text; defaults stand nowhere.
  private var stated: SourcePosition?

  /// A value that was scaled.
  public struct Scaled: Sendable, Hashable {
    /// The key.
    public let key: String
    /// The value for all traffic.
    public let before: Double
    /// The value for its part.
    public let after: Double
  }

  /// Scales by a part of the traffic, above 0 and at most 1.
  public init(_ factor: Double, isStrict: Bool = true) {
    self.factor = factor
    self.isStrict = isStrict
  }

  /// A validated tree with every extensive value scaled.
  ///
  /// - Throws: a `Diagnostic` at a value of which so little is left that it means nothing.
  public mutating func apply(to node: JSONNode, as shape: Shape) throws(Diagnostic) -> JSONNode {
    if factor == 1 { return node }
    return try apply(to: node, as: shape, in: nil)
  }

  private mutating func apply(to node: JSONNode, as shape: Shape, in owner: Settings?) throws(Diagnostic)
    -> JSONNode
  {
    switch shape {
    case .object(let schema): return try apply(to: node, schema.fields, in: owner ?? Settings(node))
    case .tagged(let tag, let cases):
      guard let schema = cases.first(where: { $0.name == node[tag]?.string }) else { return node }
      return try apply(to: node, schema.fields, in: owner ?? Settings(node))
    case .map(let element): return try members(of: node) { _ in element }
    case .open(let schema, let others):
      return try members(of: node) { key in
        schema.fields.first { $0.key == key }?.shape ?? others
      }
    case .list(let element, _):
      guard let elements = node.elements else { return node }
      var scaled: [JSONNode] = []
      for child in elements { scaled.append(try apply(to: child, as: element, in: owner)) }
      return JSONNode(.array(scaled), at: node.position)
    default: return node
    }
  }

  /// The members of an object whose members have no owner in common.
  private mutating func members(of node: JSONNode, _ shape: (String) -> Shape) throws(Diagnostic) -> JSONNode
  {
    guard var members = node.members else { return node }
    for place in members.indices where members[place].key != "notes" {
      members[place].node = try apply(to: members[place].node, as: shape(members[place].key), in: nil)
    }
    return JSONNode(.object(members), at: node.position)
  }

  private mutating func apply(to node: JSONNode, _ fields: [Field], in owner: Settings) throws(Diagnostic)
    -> JSONNode
  {
    guard var members = node.members else { return node }
    let outer = stated
    defer { stated = outer }
    if node.position.line > 0 { stated = node.position }
    for place in members.indices {
      guard let field = fields.first(where: { $0.key == members[place].key }) else { continue }
      let child = members[place].node
      if let extent = field.extent, let number = child.number, extent.applies(owner) {
        members[place].node = try scaled(child, number, field, extent)
      } else if case .map(.object(let schema)) = field.shape, owner.node[field.key] == child {
        // What a map of the owner holds belongs to it.
        var inner = child.members ?? []
        for other in inner.indices where inner[other].key != "notes" {
          inner[other].node = try apply(to: inner[other].node, schema.fields, in: owner)
        }
        members[place].node = JSONNode(.object(inner), at: child.position)
      } else {
        members[place].node = try apply(to: child, as: field.shape, in: owner)
      }
    }
    return JSONNode(.object(members), at: node.position)
  }

  private mutating func scaled(_ node: JSONNode, _ number: Double, _ field: Field, _ extent: Field.Extent)
    throws(Diagnostic) -> JSONNode
  {
    let value = isStrict ? number * factor : max(number * factor, min(extent.least, number))
    guard !isStrict || value >= extent.least else {
      let rate = (extent.least / number * 1e6).rounded(.up) / 1e6
      throw Diagnostic(
        "'\(field.key)' is \(number.short), of which a part of \(factor.short) leaves \(value.shortened); at least "
          + "\(extent.least.short) was expected: "
          + (rate <= 1 ? "a part of \(rate.short) or more" : "the whole"),
        position: node.position.line > 0 ? node.position : stated ?? node.position)
    }
    if case .integer = field.shape {
      scaled.append(Scaled(key: field.key, before: number, after: value.rounded()))
      return JSONNode(JSONValue(value.rounded()), at: node.position)
    }
    scaled.append(Scaled(key: field.key, before: number, after: value))
    return JSONNode(JSONValue(value), at: node.position)
  }
}
