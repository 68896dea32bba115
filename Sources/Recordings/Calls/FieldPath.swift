import Declarations

/// A path to a value, taken apart once for the many rows in which it is looked for.
struct FieldPath: Sendable, Hashable, ExpressibleByStringLiteral {
  /// A key before a point and the path behind it.
  struct Split: Sendable, Hashable {
    let head: FieldPath
    /// The place in a list that the head may be.
    let place: Int?
    let rest: FieldPath
  }

  /// The path as a key of its own.
  let text: String
  /// The key's hash, by which others are told; nil for texts beyond ASCII, which may be equal in other bytes.
  let hash: UInt64?
  /// The bits that the keys of an object must share, or it holds nothing under the path; as `JSONNode.keyBits`.
  let bits: UInt64
  /// The bits of the path as a key of its own.
  private let ownBits: UInt64
  /// The place in a list that the path may be.
  private let place: Int?
  /// The path at each of its points, from the first one on.
  let splits: [Split]
  /// Whether the path is a point alone, the value itself.
  private let isWhole: Bool

  /// A path.
  init(_ text: String) {
    self.text = text
    hash = FieldPath.hash(text)
    isWhole = text == "."
    let points = isWhole ? [] : text.utf8.indices.filter { text.utf8[$0] == UInt8(ascii: ".") }
    splits = points.map { point in
      let head = String(text[..<point])
      // The head as a key alone: it is not taken apart again.
      return Split(
        head: FieldPath(key: head), place: Int(head),
        rest: FieldPath(String(text[text.utf8.index(after: point)...])))
    }
    let hashes = [hash] + splits.map(\.head.hash)
    bits = isWhole || hashes.contains(nil) ? .max : hashes.reduce(0) { $0 | 1 &<< (($1 ?? 0) &>> 58) }
    ownBits = FieldPath.bits(hash)
    place = Int(text)
  }

  init(stringLiteral value: String) { self.init(value) }

  private init(key: String) {
    text = key
    hash = FieldPath.hash(key)
    bits = FieldPath.bits(hash)
    ownBits = bits
    place = Int(key)
    splits = []
    isWhole = false
  }

  private static func bits(_ hash: UInt64?) -> UInt64 { hash.map { 1 &<< ($0 &>> 58) } ?? .max }

  private static func hash(_ text: String) -> UInt64? {
    text.utf8.allSatisfy { $0 < 0x80 } ? JSONMember.hash(text) : nil
  }

  /// The value under the path in an object whose keys have some bits.
  ///
  /// - Complexity: O(members) for each part that may be there.
  func value(in node: JSONNode, _ keyBits: UInt64) -> JSONNode? {
    if isWhole { return node }
    if ownBits & keyBits != 0, let found = node.member(text, hash: hash) {
      return found.value == .null ? nil : found
    }
    if let place, let elements = node.elements {
      guard elements.indices.contains(place), elements[place].value != .null else { return nil }
      return elements[place]
    }
    return splits.withUnsafeBufferPointer { splits in
      for index in splits.indices {
        if splits[index].head.bits & keyBits != 0,
          let inner = node.member(splits[index].head.text, hash: splits[index].head.hash)?.unfolded
        {
          let bits = inner.keyBits
          if splits[index].rest.bits & bits != 0, let found = splits[index].rest.value(in: inner, bits) {
            return found
          }
        }
        if let place = splits[index].place, let elements = node.elements, elements.indices.contains(place) {
          return elements[place].at(splits[index].rest)
        }
      }
      return nil
    }
  }
}

extension JSONNode {
  /// As `at` of a text.
  ///
  /// - Parameter bits: those of the keys, where they are known.
  /// - Complexity: O(members) for each part.
  func at(_ path: FieldPath, bits: UInt64 = .max) -> JSONNode? { path.value(in: self, bits) }
}

extension JSONNode {
  /// The value under a path such as `usage.prompt_tokens`: a key of just that name, or a key before a point and a
  /// path behind it; nil when there is none or it is null. A number is the place in a list, a point alone the value
  /// itself; a text on the way that holds a JSON object is read.
  ///
  /// - Complexity: O(members) for each part.
  func at(_ path: String) -> JSONNode? {
    if path == "." { return self }
    if let found = self[path] { return found.value == .null ? nil : found }
    if let elements, let place = Int(path) {
      guard elements.indices.contains(place), elements[place].value != .null else { return nil }
      return elements[place]
    }
    let bytes = path.utf8
    var next = bytes.startIndex
    while let point = bytes[next...].firstIndex(of: UInt8(ascii: ".")) {
      next = bytes.index(after: point)
      let head = String(path[..<point])
      if let inner = self[head]?.unfolded, let found = inner.at(String(path[next...])) { return found }
      if let elements, let place = Int(head), elements.indices.contains(place) {
        return elements[place].at(String(path[next...]))
      }
    }
    return nil
  }

  /// The first value under one of some paths.
  func first(of paths: [FieldPath]) -> JSONNode? { first(of: paths, bits: keyBits) }

  /// As `first` of paths, where the bits of the keys are known.
  func first(of paths: [FieldPath], bits: UInt64) -> JSONNode? {
    // In place: most paths are told from the keys by their bits alone, and are not worth a copy.
    paths.withUnsafeBufferPointer { paths in
      for index in paths.indices where paths[index].bits & bits != 0 {
        if let found = paths[index].value(in: self, bits) { return found }
      }
      return nil
    }
  }

  /// The values under some paths, those that are there.
  func all(of paths: [FieldPath]) -> [JSONNode] {
    let bits = keyBits
    return paths.withUnsafeBufferPointer { paths in
      var found: [JSONNode] = []
      for index in paths.indices where paths[index].bits & bits != 0 {
        if let node = paths[index].value(in: self, bits) { found.append(node) }
      }
      return found
    }
  }

  /// The value, or what a text that holds an object or list says, as JSON, as Python prints it, or
  /// as a stream of events.
  var unfolded: JSONNode {
    guard case .string(let text) = value else { return self }
    let mark = text.utf8.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    if mark == UInt8(ascii: "{") || mark == UInt8(ascii: "[") {
      if let parsed = try? JSONParser.parse(Array(text.utf8), line: position.line) {
        return JSONNode(parsed.value, at: position)
      }
    } else if ServerSentEvents.mayBeStream(text) {
      return ServerSentEvents.read(text, at: position) ?? self
    } else if !PythonLiteral.mayBePrint(text) {
      return self
    }
    return PythonLiteral.read(text, at: position) ?? self
  }

  /// Whether the value is nothing: null, or an empty text, list or object.
  var isVoid: Bool {
    switch value {
    case .null: true
    case .string(let text): text.isEmpty
    case .array(let elements): elements.isEmpty
    case .object(let members): members.isEmpty
    case .boolean, .number: false
    }
  }

  /// Text that is equal for equal values: keys in order, numbers in one form.
  var canonicalText: String {
    switch value {
    case .object(let members):
      let sorted = members.sorted { $0.key < $1.key }
      return "{"
        + sorted.map { JSONValue.quoted($0.key) + ":" + $0.node.canonicalText }.joined(separator: ",")
        + "}"
    case .array(let elements): return "[" + elements.map(\.canonicalText).joined(separator: ",") + "]"
    case .number(let number, _):
      return Int64(exactly: number).map { String($0) } ?? "\(number)"
    default: return text(indent: nil)
    }
  }
}
