/// A validated object: reads fields that the declaration guarantees.
///
/// A field that is read without having been declared is a defect of simbench, not of the input.
public struct Settings: Sendable {
  /// The object.
  public let node: JSONNode

  /// Wraps a validated object.
  public init(_ node: JSONNode) { self.node = node }

  /// Whether a field is present.
  public func has(_ key: String) -> Bool { node[key] != nil }

  /// Whether a field is present because somebody stated it.
  public func states(_ key: String) -> Bool {
    node.members?.first { $0.key == key }?.origin == .stated
  }

  /// The place of a field, or of the object.
  public func position(_ key: String) -> SourcePosition { node[key]?.position ?? node.position }

  /// A number that is present by declaration.
  public func number(_ key: String) -> Double { present(optionalNumber(key), key) }

  /// A number, or nil when absent.
  public func optionalNumber(_ key: String) -> Double? { node[key]?.number }

  /// An integer that is present by declaration.
  public func integer(_ key: String) -> Int { present(optionalInteger(key), key) }

  /// An integer, or nil when absent.
  public func optionalInteger(_ key: String) -> Int? { node[key]?.integer }

  /// A text that is present by declaration.
  public func string(_ key: String) -> String { present(optionalString(key), key) }

  /// A text, or nil when absent.
  public func optionalString(_ key: String) -> String? { node[key]?.string }

  /// A boolean that is present by declaration.
  public func boolean(_ key: String) -> Bool { present(node[key]?.boolean, key) }

  /// An object that is present by declaration.
  public func settings(_ key: String) -> Settings { Settings(present(node[key], key)) }

  /// An object, or nil when absent.
  public func optionalSettings(_ key: String) -> Settings? { node[key].map(Settings.init) }

  /// The elements of a list; empty when absent.
  public func list(_ key: String) -> [JSONNode] { node[key]?.elements ?? [] }

  /// The texts of a list; empty when absent.
  public func strings(_ key: String) -> [String] { list(key).compactMap(\.string) }

  /// The numbers of a list; empty when absent.
  public func numbers(_ key: String) -> [Double] { list(key).compactMap(\.number) }

  /// The members of a map without its notes; empty when absent.
  public func members(_ key: String) -> [JSONMember] {
    (node[key]?.members ?? []).filter { $0.key != "notes" }
  }

  private func present<Value>(_ value: Value?, _ key: String) -> Value {
    guard let value else { preconditionFailure("the field '\(key)' was read but never declared") }
    return value
  }
}
