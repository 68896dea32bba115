import Declarations
import Files

extension JSONNode {
  /// The usages of what advised a call of Anthropic's, among those of its usage: answers of other models, which are billed
  /// at their own prices and which the counts of the call leave out; nil where there are none.
  var advisors: [JSONNode]? {
    let found = self["iterations"]?.elements?.filter { $0["type"]?.string == "advisor_message" }
    return found?.isEmpty == false ? found : nil
  }

  /// Whether a value is the list of the pieces that one streamed answer came in: those of OpenAI, Anthropic and Gemini.
  var isStream: Bool {
    guard let first = elements?.first(where: { $0.members?.isEmpty == false }) else { return false }
    if let type = first["type"]?.string { return type == "message_start" || type.hasPrefix("response.") }
    return first["object"]?.string == "chat.completion.chunk" || first.at("choices.0.delta") != nil
      || first["candidates"] != nil || first["usageMetadata"] != nil
  }
}

extension UsageReading {
  /// Where records keep a streamed answer as a list of its pieces.
  static let streams: [FieldPath] = ["response", "response_chunks", "chunks"]

  /// Reads the usage of an answer, wherever its provider puts it; nil where there is none.
  ///
  /// A list is taken for the pieces of a streamed answer.
  init?(answer: JSONNode) throws(RowFault) {
    let body = answer.at("body") ?? answer
    if body.elements != nil {
      guard let whole = UsageReading.ofPieces(body) else { return nil }
      try self.init(whole)
      return
    }
    for place in UsageNames.places {
      guard let found = body.at(place), found.members?.isEmpty == false else { continue }
      let usage = try place.text == "." ? UsageReading(row: found) : UsageReading(found)
      if usage.input != nil || usage.output != nil {
        self = usage
        return
      }
    }
    return nil
  }

  /// The usage that the pieces of a streamed answer tell together; nil where it is no list, or none tells any.
  ///
  /// What later ones count replaces what earlier ones did, as Anthropic counts the input in the first piece and the output
  /// in the last.
  static func ofPieces(_ answer: JSONNode) -> JSONNode? {
    let body = answer.at("body") ?? answer
    guard let pieces = body.elements else { return nil }
    var members: [JSONMember] = []
    for piece in pieces {
      for place in UsageReading.pieces {
        for member in piece.at(place)?.members ?? [] where member.node.value != .null {
          members.removeAll { $0.key == member.key }
          members.append(member)
        }
      }
    }
    return members.isEmpty ? nil : JSONNode(.object(members), at: body.position)
  }

  /// Where pieces of a streamed answer keep their usage.
  private static let pieces: [FieldPath] = [
    "usage", "message.usage", "response.usage", "usageMetadata", "x_groq.usage", "choices.0.usage",
  ]

  /// Reads the usage that a row holds anywhere; nil where there is none.
  ///
  /// - Parameter note: takes the usage where it stands in an object of its own.
  init?(anywhereIn row: JSONNode, _ note: (JSONNode) -> Void = { _ in }) throws(RowFault) {
    let bits = row.keyBits
    for path in UsageNames.rowPlaces where path.bits & bits != 0 {
      guard let found = row.at(path)?.unfolded, found.members?.isEmpty == false else { continue }
      do throws(RowFault) {
        let usage = try UsageReading(found)
        if usage.input == nil, usage.output == nil { continue }
        note(found)
        self = usage
        return
      } catch {
        // What has other names is no usage.
        if path.text != UsageNames.metadata.text,
          found.members?.contains(where: { $0.key.lowercased().contains("token") }) == true
        {
          throw error
        }
      }
    }
    self = try UsageReading(row: row)
    if input == nil, output == nil { return nil }
  }

  /// Takes zeros out that cannot be, beside messages or an answer with a text.
  ///
  /// - Returns: whether there were such.
  mutating func drop(input hasMessages: Bool, output hasAnswer: Bool) -> Bool {
    if isZero, output != nil, hasAnswer {
      self = UsageReading()
      return true
    }
    if isZero { return false }
    return dropZeros(input: hasMessages, output: hasAnswer)
  }
}
