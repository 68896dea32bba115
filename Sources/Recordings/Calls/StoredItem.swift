import Declarations

/// Items of DynamoDB, whose values have their type as a key: `{"N": "7"}`.
enum StoredItem {
  /// The item of an export's line without the types; nil where a record is none.
  static func plain(_ record: JSONNode) -> JSONNode? {
    if record.members?.count == 1, let item = record["Item"], isTyped(item) { return value(of: item) }
    guard let items = record["Items"]?.elements, !items.isEmpty, items.allSatisfy(isTyped) else { return nil }
    return record.rebuilt([("Items", JSONNode(.array(items.map(value)), at: record.position))])
  }

  private static func isTyped(_ item: JSONNode) -> Bool {
    guard let members = item.members, !members.isEmpty else { return false }
    return members.allSatisfy {
      $0.node.members?.count == 1 && types.contains($0.node.members?.first?.key ?? "")
    }
  }

  private static let types: Set<String> = ["S", "N", "BOOL", "NULL", "M", "L", "SS", "NS", "B"]

  /// The members of an item, each without its type.
  private static func value(of item: JSONNode) -> JSONNode {
    item.rebuilt((item.members ?? []).map { ($0.key, untyped($0.node)) })
  }

  private static func untyped(_ node: JSONNode) -> JSONNode {
    guard let member = node.members?.first, node.members?.count == 1 else { return node }
    switch member.key {
    case "M": return value(of: member.node)
    case "L": return JSONNode(.array((member.node.elements ?? []).map(untyped)), at: node.position)
    case "NULL": return JSONNode(.null, at: node.position)
    default: return member.node
    }
  }

  /// Names of kinds of numbers in MongoDB's JSON, which are the only member of an object.
  private static let kinds: Set<String> = ["$numberInt", "$numberLong", "$numberDouble", "$numberDecimal"]

  /// Whether a text has such numbers.
  static func hasTypedNumbers(_ text: ArraySlice<UInt8>) -> Bool {
    let mark = Array("\"$number".utf8)
    var rest = text
    while let place = rest.firstIndex(of: UInt8(ascii: "$")) {
      if place > text.startIndex, text[(place - 1)...].starts(with: mark) { return true }
      rest = rest[(place + 1)...]
    }
    return false
  }

  /// A record with its numbers alone.
  static func withPlainNumbers(_ node: JSONNode) -> JSONNode {
    switch node.value {
    case .array(let elements): return JSONNode(.array(elements.map(withPlainNumbers)), at: node.position)
    case .object(let members):
      if members.count == 1, kinds.contains(members[0].key) { return members[0].node }
      return node.rebuilt(members.map { ($0.key, withPlainNumbers($0.node)) })
    default: return node
    }
  }
}
