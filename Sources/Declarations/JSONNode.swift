/// A JSON value with the place where it stands in its file.
public struct JSONNode: Sendable, Hashable {
  /// The value.
  public var value: JSONValue
  /// Where the value begins.
  public var position: SourcePosition

  /// Makes a node; values made by the program stand at line 0.
  public init(_ value: JSONValue, at position: SourcePosition = SourcePosition(line: 0, column: 0)) {
    self.value = value
    self.position = position
  }
}

/// A JSON value; objects keep the order of their members.
public enum JSONValue: Sendable, Hashable {
  case null
  case boolean(Bool)
  /// A number, and its exact value when it is an integer that Int64 holds.
  case number(Double, integer: Int64?)
  case string(String)
  case array([JSONNode])
  case object([JSONMember])

  /// What the value is, for messages.
  public var typeName: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// A member of a JSON object.
public struct JSONMember: Sendable, Hashable {
  /// The key.
  public let key: String
  /// What tells the key from almost all others.
  package let hash: UInt64
  /// Where the key begins.
  public var keyPosition: SourcePosition
  /// The value.
  public var node: JSONNode
  /// Whether somebody stated the member or a default stands in for it.
  public var origin: Origin

  /// Who a member comes from.
  public enum Origin: Sendable, Hashable {
    /// It stands in the input.
    case stated
    /// The declaration's default.
    case assumed
    /// The declaration's default, which has no effect beside what was stated.
    case idle
  }

  /// Makes a member.
  public init(
    key: String, keyPosition: SourcePosition = SourcePosition(line: 0, column: 0), node: JSONNode,
    origin: Origin = .stated
  ) {
    self.key = key
    hash = JSONMember.hash(key)
    self.keyPosition = keyPosition
    self.node = node
    self.origin = origin
  }

  /// Makes a member of a key whose hash is known.
  init(key: String, hash: UInt64, keyPosition: SourcePosition, node: JSONNode) {
    self.key = key
    self.hash = hash
    self.keyPosition = keyPosition
    self.node = node
    origin = .stated
  }

  /// The hash of a key, of its ends and its length.
  ///
  /// - Complexity: O(1).
  package static func hash(_ key: String) -> UInt64 {
    var key = key
    return key.withUTF8 { hash(UnsafeRawBufferPointer($0)) }
  }

  /// As `hash` of a text.
  static func hash(_ key: UnsafeRawBufferPointer) -> UInt64 {
    guard key.count >= 8 else {
      return key.reduce(UInt64(key.count)) { $0 << 8 | UInt64($1) } &* 0x9E37_79B9_7F4A_7C15
    }
    let first = UInt64(littleEndian: key.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    let last = UInt64(littleEndian: key.loadUnaligned(fromByteOffset: key.count - 8, as: UInt64.self))
    return ((first &* 0xC2B2_AE3D_27D4_EB4F) ^ last &+ UInt64(key.count)) &* 0x9E37_79B9_7F4A_7C15
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int64) { self = .number(Double(value), integer: value) }
  public init(floatLiteral value: Double) { self = JSONValue(value) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements.map { JSONNode($0) }) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { JSONMember(key: $0.0, node: JSONNode($0.1)) })
  }

  /// A number; not-a-number and infinities become null.
  public init(_ number: Double) {
    guard number.isFinite else {
      self = .null
      return
    }
    self = .number(number, integer: Int64(exactly: number))
  }

  /// An integer.
  public init(_ number: Int) { self = .number(Double(number), integer: Int64(number)) }

  /// A list.
  public init(_ values: [JSONValue]) { self = .array(values.map { JSONNode($0) }) }

  /// An object with its members in the order given.
  public init(members: [(String, JSONValue)]) {
    self = .object(members.map { JSONMember(key: $0.0, node: JSONNode($0.1)) })
  }
}

extension JSONNode {
  /// The member of an object with a key, or nil.
  ///
  /// - Complexity: O(members).
  public subscript(_ key: String) -> JSONNode? {
    var text = key
    // Texts beyond ASCII may be equal in other bytes.
    let hash = text.withUTF8 { bytes in
      bytes.allSatisfy { $0 < 0x80 } ? JSONMember.hash(UnsafeRawBufferPointer(bytes)) : nil
    }
    return member(key, hash: hash)
  }

  /// The member of an object with a key whose hash is known; without one every key is compared.
  ///
  /// - Complexity: O(members).
  package func member(_ key: String, hash: UInt64?) -> JSONNode? {
    guard case .object(let members) = value else { return nil }
    return members.withUnsafeBufferPointer { members in
      for index in members.indices {
        if let hash, members[index].hash != hash { continue }
        if members[index].key == key { return members[index].node }
      }
      return nil
    }
  }

  /// Of each member's hash the six highest bits, as bits of one number: a bit that is not set stands for keys that the
  /// object lacks.
  ///
  /// - Complexity: O(members).
  package var keyBits: UInt64 {
    guard case .object(let members) = value else { return .max }
    return members.withUnsafeBufferPointer { $0.reduce(0) { $0 | 1 &<< ($1.hash &>> 58) } }
  }

  /// The value without the defaults that have no effect.
  public var withoutIdle: JSONNode {
    switch value {
    case .array(let elements): JSONNode(.array(elements.map(\.withoutIdle)), at: position)
    case .object(let members):
      JSONNode(
        .object(
          members.filter { $0.origin != .idle }.map {
            JSONMember(
              key: $0.key, keyPosition: $0.keyPosition, node: $0.node.withoutIdle, origin: $0.origin)
          }), at: position)
    default: self
    }
  }

  /// The string, or nil.
  public var string: String? {
    if case .string(let text) = value { return text }
    return nil
  }

  /// The number, or nil.
  public var number: Double? {
    if case .number(let number, _) = value { return number }
    return nil
  }

  /// The number as an integer, or nil when it is none or out of range.
  public var integer: Int? {
    if case .number(let number, let exact) = value {
      if let exact { return Int(exact) }
      return abs(number) < 0x1p53 ? Int(exactly: number) : nil
    }
    return nil
  }

  /// The boolean, or nil.
  public var boolean: Bool? {
    if case .boolean(let flag) = value { return flag }
    return nil
  }

  /// The elements of a list, or nil.
  public var elements: [JSONNode]? {
    if case .array(let elements) = value { return elements }
    return nil
  }

  /// The members of an object, or nil.
  public var members: [JSONMember]? {
    if case .object(let members) = value { return members }
    return nil
  }
}
