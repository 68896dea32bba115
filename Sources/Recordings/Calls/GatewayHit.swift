import Files
import Declarations

/// What a log says of its gateway's cache.
enum GatewayHit: Sendable {
  /// The provider answered.
  case miss
  /// The cache answered an equal request.
  case equal
  /// The cache answered a request that was near enough.
  case near

  /// Reads a flag, or a status such as `HIT`, `SEMANTIC HIT` or `SEMANTIC MISS`
  /// (Portkey, "Response schema": `x-portkey-cache-status`).
  init(_ text: some Sequence<UInt8>) {
    let words = String(decoding: Array(text), as: UTF8.self).lowercased().split {
      !$0.isLetter && !$0.isNumber
    }
    if words.map(\.count) == [8, 4, 4, 4, 12] {
      // The name of the call whose answer was given again (Helicone); zeros name none.
      self = words.allSatisfy { $0.allSatisfy { $0 == "0" } } ? .miss : .equal
    } else if words.contains("hit") {
      self = words.contains("semantic") ? .near : .equal
    } else {
      // A number may be written as 1.0.
      let word = words.count == 2 && words[1] == "0" ? words[0] : words.count == 1 ? words[0] : ""
      self = ["true", "t", "1", "yes", "y"].contains(word) ? .equal : .miss
    }
  }

  /// Reads a value of JSON.
  init(_ node: JSONNode) {
    if let flag = node.boolean {
      self = flag ? .equal : .miss
      return
    }
    switch node.string {
    case "False", "false", "None", "": self = .miss
    case "True", "true": self = .equal
    default: self.init(Cell(node)?.text ?? [])
    }
  }
}
