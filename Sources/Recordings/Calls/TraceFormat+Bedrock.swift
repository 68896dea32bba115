import Declarations
import Files

extension TraceFormat {
  /// Logs of model invocations that Amazon Bedrock writes to S3 and CloudWatch.
  ///
  /// Cached tokens stand beside the input, for InvokeModel in the answer alone; its body is a list where it was streamed.
  static let bedrock = calls(
    "bedrock", "model invocation logs of Amazon Bedrock",
    recognition: "schemaType ModelInvocationLog, or modelId with input and output",
    layout: CallLayout(
      request: ["request"], response: ["response"], usage: ["usage"], time: ["timestamp"],
      latencyMilliseconds: ["latency"], firstTokenMilliseconds: ["first"], model: ["model"], user: ["user"],
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
    let pieces = answeredPieces
    let input = self["input"]
    var usage: [(String, JSONNode?)] = [
      ("inputTokenCount", input?["inputTokenCount"]), ("outputTokenCount", at("output.outputTokenCount")),
    ]
    let isCounted = input?["inputTokenCount"]?.isVoid == false
    for (name, others) in JSONNode.cacheCounts {
      let told = input?[name].flatMap { $0.isVoid ? nil : $0 }
      usage.append((name, told ?? (isCounted ? JSONNode.first(of: others, in: pieces) : nil)))
    }
    for (name, places) in JSONNode.lifetimes { usage.append((name, JSONNode.first(of: places, in: pieces))) }
    return rebuilt([
      ("timestamp", self["timestamp"]), ("requestId", self["requestId"]),
      ("model", name.map { JSONNode(.string($0), at: position) }), ("user", at("identity.arn")),
      ("status", isFailed ? JSONNode(.string("error"), at: position) : nil),
      ("requestMetadata", self["requestMetadata"]), ("request", at("input.inputBodyJson")),
      ("response", at("output.outputBodyJson")),
      ("latency", JSONNode.first(of: JSONNode.latencies, in: pieces)),
      ("first", JSONNode.first(of: JSONNode.firstBytes, in: pieces)),
      ("usage", rebuilt(usage)),
    ])
  }

  /// The answer, or the pieces of a streamed one.
  private var answeredPieces: [JSONNode] {
    let body = at("output.outputBodyJson")
    return body?.elements ?? [body].compactMap { $0 }
  }

  private static func first(of paths: [FieldPath], in pieces: [JSONNode]) -> JSONNode? {
    pieces.lazy.compactMap { $0.first(of: paths) }.first
  }

  /// Where an answer or its pieces have their usage.
  private static let usages = [
    "message.usage.", "usage.", "metadata.usage.", "amazon-bedrock-invocationMetrics.",
  ]
  /// What was read from a cache and written to it, in the words of the log and of answers.
  private static let cacheCounts: [(String, [FieldPath])] = [
    ["cacheReadInputTokenCount", "cache_read_input_tokens", "cacheReadInputTokens"],
    ["cacheWriteInputTokenCount", "cache_creation_input_tokens", "cacheWriteInputTokens"],
  ].map { names in
    (names[0], usages.flatMap { place in names.map { FieldPath(place + $0) } })
  }
  /// What was written for an hour, which the answer alone tells.
  private static let lifetimes: [(String, [FieldPath])] = ["cache_creation", "cacheDetails"].map { name in
    (name, usages.map { FieldPath($0 + name) })
  }
  private static let firstBytes: [FieldPath] = ["amazon-bedrock-invocationMetrics.firstByteLatency"]
  private static let latencies: [FieldPath] = [
    "metrics.latencyMs", "metadata.metrics.latencyMs", "amazon-bedrock-invocationMetrics.invocationLatency",
  ]
}
