import Declarations
import Files

extension TraceFormat {
  /// Logs of Inspect's evaluations as JSON: the models' events of their samples are the calls.
  static let inspect = calls(
    "inspect", "logs of Inspect AI's evaluations: JSON with the events of samples",
    recognition: "eval with samples",
    layout: CallLayout(
      request: ["request"], response: ["response"], usage: ["usage"], time: ["timestamp"],
      latencySeconds: ["took"], model: ["model"], user: [], session: ["session"], status: ["error"],
      gatewayHit: ["hit"], tellsTemperature: false, id: ["id"]),
    matches: { names, first in names.contains("eval") && first?["samples"]?.elements != nil },
    spread: { node throws(RowFault) in
      var rows: [JSONNode] = []
      for sample in node["samples"]?.elements ?? [] {
        guard let events = sample["events"]?.elements else {
          throw RowFault(
            .missingValue, "the sample has no events, in which its calls are; a log with them was expected",
            at: sample.position)
        }
        rows += events.filter { $0["event"]?.string == "model" }.map { $0.inspectCall(of: sample) }
      }
      return rows
    })
}

extension JSONNode {
  fileprivate func inspectCall(of sample: JSONNode) -> JSONNode {
    let output = self["output"]
    let session = (sample["id"]?.canonicalText ?? "") + "/" + (sample["epoch"]?.canonicalText ?? "")
    let error = self["error"] ?? output?["error"]
    let hasError = error.map { !$0.isVoid } ?? false
    return rebuilt([
      ("id", self["uuid"]), ("timestamp", self["timestamp"]), ("took", output?["time"]),
      ("session", JSONNode(.string(session), at: position)), ("model", self["model"]),
      ("usage", output?["usage"]), ("response", output),
      ("hit", self["cache"].map { JSONNode(.boolean($0.string == "read"), at: position) }),
      ("error", hasError ? JSONNode(true, at: position) : nil),
      (
        "request",
        rebuilt(
          [("messages", self["input"]), ("tools", self["tools"])]
            + (self["config"]?.members ?? []).map { ($0.key, Optional($0.node)) })
      ),
    ])
  }
}
