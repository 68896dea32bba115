import Declarations
import Files

extension TraceFormat {
  /// Requests and responses that Vertex AI logs to BigQuery, exported as JSON lines.
  ///
  /// Both are objects, or lists of texts (`request_payload`, `response_payload`), of which a streamed answer has one a piece.
  static let vertex = calls(
    "vertex", "request-response logs of Vertex AI: JSONL of BigQuery",
    recognition:
      "full_request with full_response, or request_payload with response_payload, and logging_time, api_method or "
      + "deployed_model_id",
    layout: CallLayout(
      request: ["full_request"], response: ["full_response"], usage: ["full_response.usageMetadata"],
      time: ["logging_time"], latencyMilliseconds: ["metadata.request_latency"], model: ["name"],
      status: ["metadata.grpc_status", "full_response.error"], id: ["request_id"]),
    matches: { names, _ in
      (names.isSuperset(of: ["full_request", "full_response"])
        || names.isSuperset(of: ["request_payload", "response_payload"]))
        && !names.isDisjoint(with: ["logging_time", "api_method", "deployed_model_id"])
    },
    spread: { node in
      // The model is the last part of its resource's name, which is that of the endpoint in older tables.
      let endpoint = node["endpoint"]?.string.flatMap { $0.contains("/models/") ? $0 : nil }
      let resource = node["model"]?.string ?? endpoint
      let name = resource.flatMap { $0.split(separator: "/").last.map { String($0) } }
      let own = ["model", "full_request", "full_response"]
      let kept = (node.members ?? []).filter { !own.contains($0.key) }.map { ($0.key, Optional($0.node)) }
      return [
        node.rebuilt(
          kept + [
            ("name", name.map { JSONNode(.string($0), at: node.position) }),
            ("full_request", node.at("full_request") ?? node.vertexPayload("request_payload")),
            ("full_response", node.at("full_response") ?? node.vertexPayload("response_payload")),
          ])
      ]
    })
}

extension JSONNode {
  /// What a list of texts holds: an object alone, or the pieces of a streamed answer.
  fileprivate func vertexPayload(_ key: String) -> JSONNode? {
    guard let pieces = self[key]?.unfolded.elements?.map(\.unfolded), let first = pieces.first else {
      return nil
    }
    return pieces.count == 1 ? first : JSONNode(.array(pieces), at: first.position)
  }
}
