import Declarations
import Files

extension TraceFormat {
  /// Requests and responses that Vertex AI logs to BigQuery, exported as JSON lines.
  static let vertex = calls(
    "vertex", "request-response logs of Vertex AI: JSONL of BigQuery",
    recognition: "full_request with full_response, and logging_time, api_method or deployed_model_id",
    layout: CallLayout(
      request: ["full_request"], response: ["full_response"], usage: ["full_response.usageMetadata"],
      time: ["logging_time"], latencyMilliseconds: ["metadata.request_latency"], model: ["name"],
      status: ["metadata.grpc_status", "full_response.error"], id: ["request_id"]),
    matches: { names, _ in
      names.isSuperset(of: ["full_request", "full_response"])
        && !names.isDisjoint(with: ["logging_time", "api_method", "deployed_model_id"])
    },
    spread: { node in
      // The model is the last part of its resource's name.
      let name = node["model"]?.string.flatMap { $0.split(separator: "/").last.map { String($0) } }
      let kept = (node.members ?? []).filter { $0.key != "model" }.map { ($0.key, Optional($0.node)) }
      return [node.rebuilt(kept + [("name", name.map { JSONNode(.string($0), at: node.position) })])]
    })
}
