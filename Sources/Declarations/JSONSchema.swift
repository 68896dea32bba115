extension Shape {
  /// The shape as JSON Schema (draft 2020-12), so that editors complete and check a scenario.
  public var jsonSchema: JSONValue {
    switch self {
    case .any: return [:]
    case .boolean: return ["type": "boolean"]
    case .string(let allowsEmpty):
      return allowsEmpty ? ["type": "string"] : ["type": "string", "minLength": 1]
    case .choice(let names): return JSONValue(members: [("enum", JSONValue(names.map { .string($0) }))])
    case .number(let bounds):
      var members: [(String, JSONValue)] = [("type", "number")]
      if let minimum = bounds.minimum {
        members.append((bounds.excludesMinimum ? "exclusiveMinimum" : "minimum", JSONValue(minimum)))
      }
      if let maximum = bounds.maximum { members.append(("maximum", JSONValue(maximum))) }
      return JSONValue(members: members)
    case .integer(let minimum, let maximum):
      return ["type": "integer", "minimum": JSONValue(minimum), "maximum": JSONValue(maximum)]
    case .list(let element, let minimum):
      return ["type": "array", "items": element.jsonSchema, "minItems": JSONValue(minimum)]
    case .map(let element):
      return [
        "type": "object", "properties": ["notes": [:]], "additionalProperties": element.jsonSchema,
      ]
    case .object(let schema): return schema.jsonSchema(tag: nil)
    case .open(let schema, let others):
      guard case .object(var members) = schema.jsonSchema(tag: nil) else { return [:] }
      members.removeAll { $0.key == "additionalProperties" }
      members.append(JSONMember(key: "additionalProperties", node: JSONNode(others.jsonSchema)))
      return .object(members)
    case .tagged(let key, let cases):
      return JSONValue(members: [("oneOf", JSONValue(cases.map { $0.jsonSchema(tag: key) }))])
    case .either(let shapes):
      return JSONValue(members: [("anyOf", JSONValue(shapes.map(\.jsonSchema)))])
    }
  }
}

extension ObjectSchema {
  fileprivate func jsonSchema(tag: String?) -> JSONValue {
    var properties: [(String, JSONValue)] = []
    var required: [JSONValue] = []
    if let tag {
      properties.append((tag, JSONValue(members: [("const", .string(name))])))
      required.append(.string(tag))
    }
    for field in fields {
      var members: [(String, JSONValue)] = []
      if case .object(let inner) = field.shape.jsonSchema { members = inner.map { ($0.key, $0.node.value) } }
      if !field.help.isEmpty { members.append(("description", .string(field.help))) }
      if let fallback = field.fallback { members.append(("default", fallback)) }
      properties.append((field.key, JSONValue(members: members)))
      if field.isRequired { required.append(.string(field.key)) }
    }
    properties.append(("notes", [:]))
    var result: [(String, JSONValue)] = [("type", "object")]
    if !help.isEmpty { result.append(("description", .string(help))) }
    result.append(("properties", JSONValue(members: properties)))
    if !required.isEmpty { result.append(("required", JSONValue(required))) }
    result.append(("additionalProperties", false))
    return JSONValue(members: result)
  }
}
