import Declarations

/// Requests as goose logs them (`llm_request.N.jsonl`): a line with what was asked, and lines behind it with pieces of the
/// answer, of which the last ones have its usage.
final class GooseRequests {
  private var request: JSONNode?
  private var count = 0

  /// Whether a record is the line of a request.
  static func isRequest(_ node: JSONNode) -> Bool {
    node["model_config"]?.members != nil && node["input"]?.members != nil
  }

  /// An answer's line with what was asked, the same name in all lines of a request; a line without counts tells of no call.
  func own(_ node: JSONNode) -> JSONNode {
    if GooseRequests.isRequest(node) {
      request = node
      count += 1
      return node.rebuilt([])
    }
    guard let request, node["data"] != nil || node["error"] != nil else { return node }
    let hasUsage = node["usage"]?.members?.contains { $0.node.number != nil } == true
    guard hasUsage || node["error"]?.isVoid == false else { return node.rebuilt([]) }
    return node.rebuilt([
      ("request", request["input"]), ("model_name", request.at("model_config.model_name")),
      ("responseId", JSONNode(.string("request \(count)"), at: node.position)),
      ("usage", node["usage"]), ("error", node["error"]), ("response", node["data"]),
    ])
  }
}
