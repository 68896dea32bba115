import Declarations
import Files

extension TraceFormat {
  /// Logs of model invocations that Amazon Bedrock writes to S3 and CloudWatch.
  ///
  /// Cached tokens stand beside the input; the body of an answer is a list where it was streamed.
  static let bedrock = calls(
    "bedrock", "model invocation logs of Amazon Bedrock",
    recognition: "schemaType ModelInvocationLog, or modelId with input and output",
    layout: CallLayout(
      request: ["request"], response: ["response"], usage: ["usage"], time: ["timestamp"],
      latencyMilliseconds: ["latency"], model: ["model"], user: ["user"],
      session: ["requestMetadata.session_id", "requestMetadata.sessionId"], status: ["errorCode", "status"],
      tellsTemperature: false, id: ["requestId"], isOther: { $0["model"] == nil }),
    matches: { names, first in
      first?["schemaType"]?.string == "ModelInvocationLog"
        || (["modelId", "input", "output", "requestId"].allSatisfy(names.contains))
    },
    spread: { node in [node.bedrockCall] })
}

extension JSONNode {
  /// The call that an invocation's log tells of.
  fileprivate var bedrockCall: JSONNode {
    let name = self["modelId"]?.string.map { $0.split(separator: "/").last.map { String($0) } ?? $0 }
    let isFailed = self["errorCode"]?.isVoid == false
    let counts = ["inputTokenCount", "cacheReadInputTokenCount", "cacheWriteInputTokenCount"]
    var usage: [(String, JSONNode?)] = counts.map { ($0, self["input"]?[$0]) }
    usage.append(("outputTokenCount", at("output.outputTokenCount")))
    return rebuilt([
      ("timestamp", self["timestamp"]), ("requestId", self["requestId"]),
      ("model", name.map { JSONNode(.string($0), at: position) }), ("user", at("identity.arn")),
      ("status", isFailed ? JSONNode(.string("error"), at: position) : nil),
      ("requestMetadata", self["requestMetadata"]), ("request", at("input.inputBodyJson")),
      ("response", at("output.outputBodyJson")), ("latency", at("output.outputBodyJson.metrics.latencyMs")),
      ("usage", rebuilt(usage + writtenForHour)),
    ])
  }

  /// What was written for an hour, which the answer alone tells.
  private var writtenForHour: [(String, JSONNode?)] {
    let body = at("output.outputBodyJson")
    let pieces = body?.elements ?? [body].compactMap { $0 }
    let usages = pieces.compactMap { $0.first(of: ["message.usage", "usage", "metadata.usage"]) }
    return ["cache_creation", "cacheDetails"].compactMap { name in
      usages.lazy.compactMap { $0[name] }.first.map { (name, Optional($0)) }
    }
  }
}
