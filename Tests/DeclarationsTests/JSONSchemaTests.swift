import Testing

@testable import Declarations

@Suite("JSON Schema")
struct JSONSchemaTests {
  static let shape = Shape.object(
    ObjectSchema(
      "root", "a document",
      [
        .required("name", .text, "its name"),
        Field("count", .integer(minimum: 1, maximum: 10), default: 3, "how many"),
        Field("big", .count, "a count"),
        Field("share", .share, "a share"),
        Field("rate", .positive, "a rate"),
        Field("flag", .boolean, default: false, "a flag"),
        Field("tags", .list(.string(allowsEmpty: true), minimum: 1), "tags"),
        Field("layers", .list(ValidatorTests.layer, minimum: 0), default: [], "layers"),
        Field("models", .map(.either([.text, .positive])), "models"),
        Field(
          "open", .open(ObjectSchema("open", "", [Field("own", .boolean, "own")]), others: .share), "open"),
        Field("free", .any, "anything"),
      ]))

  static let documents = [
    "{\"name\": \"x\"}", "{}", "{\"name\": \"\"}", "{\"name\": 1}", "[]", "1",
    "{\"name\": \"x\", \"notes\": {\"any\": [1]}}",
    "{\"name\": \"x\", \"nam\": 1}", "{\"name\": \"x\", \"count\": 1}", "{\"name\": \"x\", \"count\": 10}",
    "{\"name\": \"x\", \"count\": 0}", "{\"name\": \"x\", \"count\": 11}",
    "{\"name\": \"x\", \"count\": 2.0}",
    "{\"name\": \"x\", \"count\": 2.5}", "{\"name\": \"x\", \"big\": 9007199254740993}",
    "{\"name\": \"x\", \"big\": 5000000000}",
    "{\"name\": \"x\", \"share\": 1}", "{\"name\": \"x\", \"share\": 1.01}",
    "{\"name\": \"x\", \"share\": -0.1}",
    "{\"name\": \"x\", \"rate\": 0}", "{\"name\": \"x\", \"rate\": 0.001}",
    "{\"name\": \"x\", \"flag\": null}",
    "{\"name\": \"x\", \"tags\": []}", "{\"name\": \"x\", \"tags\": [\"\", \"a\"]}",
    "{\"name\": \"x\", \"tags\": [1]}",
    "{\"name\": \"x\", \"layers\": [{\"use\": \"cache\", \"capacity\": 5}]}",
    "{\"name\": \"x\", \"layers\": [{\"use\": \"cache\"}]}",
    "{\"name\": \"x\", \"layers\": [{\"use\": \"router\", \"routes\": {\"a\": \"b\"}}]}",
    "{\"name\": \"x\", \"layers\": [{\"use\": \"rout\"}]}",
    "{\"name\": \"x\", \"layers\": [{\"capacity\": 5}]}",
    "{\"name\": \"x\", \"layers\": [{\"use\": \"router\", \"routes\": {\"a\": 1}}]}",
    "{\"name\": \"x\", \"layers\": [{\"use\": \"cache\", \"capacity\": 5, \"eviction\": \"lifo\"}]}",
    "{\"name\": \"x\", \"models\": {\"a\": \"b\", \"c\": 2, \"notes\": true}}",
    "{\"name\": \"x\", \"models\": {\"a\": -2}}",
    "{\"name\": \"x\", \"models\": {\"a\": []}}",
    "{\"name\": \"x\", \"open\": {\"own\": true, \"other\": 0.5, \"notes\": 7}}",
    "{\"name\": \"x\", \"open\": {\"own\": 1}}", "{\"name\": \"x\", \"open\": {\"other\": 2}}",
    "{\"name\": \"x\", \"free\": [null]}",
  ]

  @Test("a document fits the schema when the validator takes it", arguments: documents)
  func agreement(_ text: String) throws {
    let schema = try parse(Self.shape.jsonSchema.text())
    let isAccepted = accepts(schema, try parse(text))
    #expect(isAccepted == (diagnose(text, as: Self.shape) == nil))
  }

  @Test("the schema carries defaults and help")
  func annotations() throws {
    let schema = JSONNode(Self.shape.jsonSchema)
    #expect(schema["properties"]?["count"]?["default"]?.integer == 3)
    #expect(schema["properties"]?["count"]?["description"]?.string == "how many")
    #expect(schema["required"]?.elements?.compactMap(\.string) == ["name"])
    #expect(schema["description"]?.string == "a document")
  }

  /// Whether a document fits a schema, for the words of JSON Schema that are written.
  private func accepts(_ schema: JSONNode, _ node: JSONNode) -> Bool {
    for member in schema.members ?? [] {
      let word = member.node
      switch member.key {
      case "type" where !hasType(word.string ?? "", node): return false
      case "enum": if !(word.elements ?? []).contains(where: { $0.string == node.string }) { return false }
      case "const" where word.string != node.string: return false
      case "minLength": if let text = node.string, text.count < word.integer! { return false }
      case "minimum": if let number = node.number, number < word.number! { return false }
      case "maximum":
        if let integer = node.integer, let most = word.integer {
          if integer > most { return false }
        } else if let number = node.number, number > word.number! {
          return false
        }
      case "exclusiveMinimum": if let number = node.number, number <= word.number! { return false }
      case "minItems": if let elements = node.elements, elements.count < word.integer! { return false }
      case "items":
        if let elements = node.elements, !elements.allSatisfy({ accepts(word, $0) }) { return false }
      case "required":
        if node.members != nil, (word.elements ?? []).contains(where: { node[$0.string!] == nil }) {
          return false
        }
      case "properties":
        for property in word.members ?? [] {
          if let value = node[property.key], !accepts(property.node, value) { return false }
        }
      case "additionalProperties":
        let known = (schema["properties"]?.members ?? []).map(\.key)
        for other in node.members ?? [] where !known.contains(other.key) {
          if word.boolean == false || (word.members != nil && !accepts(word, other.node)) { return false }
        }
      case "anyOf": if !(word.elements ?? []).contains(where: { accepts($0, node) }) { return false }
      case "oneOf": if (word.elements ?? []).count(where: { accepts($0, node) }) != 1 { return false }
      default: break
      }
    }
    return true
  }

  private func hasType(_ name: String, _ node: JSONNode) -> Bool {
    switch name {
    case "object": node.members != nil
    case "array": node.elements != nil
    case "string": node.string != nil
    case "boolean": node.boolean != nil
    case "number": node.number != nil
    case "integer": node.number.map { $0 == $0.rounded() } ?? false
    default: false
    }
  }
}
