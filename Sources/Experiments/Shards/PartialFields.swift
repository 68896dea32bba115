import Declarations

/// Reads the members of a line of a partial.
struct PartialFields {
  private let node: JSONNode

  /// The members of an object.
  init(_ node: JSONNode) { self.node = node }

  /// What is said of a member that is not as this version writes it.
  func fault(_ key: String) -> Diagnostic {
    Diagnostic(
      "'\(key)' is not there or not as simbench \(Version.current) writes it; a partial of this version was expected",
      position: node[key]?.position ?? node.position)
  }

  private static func fault(at node: JSONNode) -> Diagnostic {
    Diagnostic(
      "is not as simbench \(Version.current) writes it; a partial of this version was expected",
      position: node.position)
  }

  /// A number.
  func integer(_ key: String) throws(Diagnostic) -> Int {
    guard let value = node[key]?.integer else { throw fault(key) }
    return value
  }

  /// A text.
  func text(_ key: String) throws(Diagnostic) -> String {
    guard let value = node[key]?.string else { throw fault(key) }
    return value
  }

  /// A text that need not be there.
  func optionalText(_ key: String) -> String? { node[key]?.string }

  /// The members of an object that need not be there.
  func optional(_ key: String) -> PartialFields? { node[key].map(PartialFields.init) }

  /// A truth.
  func truth(_ key: String) throws(Diagnostic) -> Bool {
    guard let value = node[key]?.boolean else { throw fault(key) }
    return value
  }

  /// A list.
  func list(_ key: String) throws(Diagnostic) -> [JSONNode] {
    guard let value = node[key]?.elements else { throw fault(key) }
    return value
  }

  /// A list of texts.
  func texts(_ key: String) throws(Diagnostic) -> [String] {
    let list = try list(key)
    let texts = list.compactMap(\.string)
    guard texts.count == list.count else { throw fault(key) }
    return texts
  }

  /// A list of numbers.
  func integers(_ key: String) throws(Diagnostic) -> [Int] {
    let list = try list(key)
    let numbers = list.compactMap(\.integer)
    guard numbers.count == list.count else { throw fault(key) }
    return numbers
  }

  /// A list of lists of so many numbers each.
  func rows(_ key: String, count: Int) throws(Diagnostic) -> [[Int]] {
    try list(key).map { row throws(Diagnostic) in
      try PartialFields.integers(row, from: 0, count: count)
    }
  }

  /// Doubles, so many where it is known.
  func doubles(_ key: String, count: Int?) throws(Diagnostic) -> [Double] {
    guard let values = ExactText.doubles(try text(key)), count.map({ $0 == values.count }) ?? true else {
      throw fault(key)
    }
    return values
  }

  /// The numbers of a list from a place on.
  static func integers(_ node: JSONNode, from start: Int, count: Int) throws(Diagnostic) -> [Int] {
    let numbers = (node.elements ?? []).dropFirst(start).compactMap(\.integer)
    guard numbers.count == count, node.elements?.count == start + count else { throw fault(at: node) }
    return numbers
  }

  /// A sum of money as text.
  static func money(_ node: JSONNode) throws(Diagnostic) -> Int128 {
    guard let value = node.string.flatMap({ Int128($0) }) else { throw fault(at: node) }
    return value
  }
}
