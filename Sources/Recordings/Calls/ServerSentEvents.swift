import Declarations

/// Streamed answers that were kept as they came: lines with an event's data each.
enum ServerSentEvents {
  /// Whether a text may be a stream of events.
  static func mayBeStream(_ text: String) -> Bool {
    text.utf8.starts(with: "data:".utf8) || text.utf8.starts(with: "event:".utf8)
  }

  /// The data of all events that are JSON, as a list; nil where there is none.
  static func read(_ text: String, at position: SourcePosition) -> JSONNode? {
    var pieces: [JSONNode] = []
    for line in text.utf8.split(separator: 0x0A) where line.starts(with: "data:".utf8) {
      let data = Array(line.dropFirst("data:".utf8.count).drop { $0 == 0x20 })
      if let parsed = try? JSONParser.parse(data), parsed.members != nil {
        pieces.append(JSONNode(parsed.value, at: position))
      }
    }
    return pieces.isEmpty ? nil : JSONNode(.array(pieces), at: position)
  }
}
