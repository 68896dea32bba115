import Declarations
import Files

/// The messages that were read last: the calls of one conversation begin with the same ones, which are read once.
final class LastMessages {
  private var list: [JSONNode] = []
  private var system: [JSONNode] = []
  private var tools: JSONNode?
  private var messages: ChatMessages?
  /// Messages of lists that were read so far, those that were known already not among them.
  private(set) var count = 0

  /// Reads the messages of a request, as `ChatMessages` does.
  ///
  /// - Complexity: O(messages), those that the request before had too at the cost of a comparison in place.
  func read(
    _ node: JSONNode, _ name: String, system: [JSONNode], tools: JSONNode?, keepsBytes: Bool
  ) throws(RowFault) -> ChatMessages {
    guard let list = node.elements, let first = list.first else {
      return try ChatMessages(node, name, system: system, tools: tools, keepsBytes: keepsBytes)
    }
    let known = self.list.count
    // A message of another record stands at another place.
    if first.position == self.list.first?.position, list.count >= known, tools == self.tools,
      system == self.system, list.starts(with: self.list), var whole = messages
    {
      // Taken out, so that what follows is added to it and not to a copy.
      messages = nil
      try whole.goOn(list[known...])
      count += list.count - known
      (self.list, messages) = (list, whole)
      return whole
    }
    let whole = try ChatMessages(node, name, system: system, tools: tools, keepsBytes: keepsBytes)
    count += list.count
    (self.list, self.system, self.tools, messages) = (list, system, tools, whole)
    return whole
  }
}
