import Declarations
import Files

extension TraceFormat {
  /// Results of a benchmark of a server with the lengths of every request: `vllm bench serve --save-result
  /// --save-detailed`, or SGLang's `bench_serving --output-details`.
  ///
  /// Latencies are the time to the first token and the gaps behind it. A result that holds sums alone is refused.
  static let servingBenchmark = calls(
    "serving_benchmark", "results of vllm bench serve or SGLang's bench_serving, with details",
    recognition: "input_lens with output_lens; request_throughput without them is refused",
    layout: CallLayout(
      usage: ["."], time: ["start"], latencySeconds: ["latency"], firstTokenSeconds: ["ttft"],
      model: ["model"], status: ["error"], tellsTemperature: false),
    matches: { names, _ in
      names.contains("input_lens") && names.contains("output_lens")
        || names.contains("request_throughput") && names.contains("total_input_tokens")
    },
    spread: { node throws(RowFault) in try node.benchmarkCalls() })

  /// Records of AIPerf's requests (`profile_export.jsonl`), each value with its unit; earlier versions name some otherwise.
  static let aiPerf = calls(
    "aiperf", "requests of AIPerf's benchmarks: profile_export.jsonl",
    recognition: "metadata with request_start_ns or timestamp_ns, and metrics",
    layout: CallLayout(
      usage: ["usage"], time: ["metadata.request_start_ns", "metadata.timestamp_ns"],
      end: ["metadata.request_end_ns", "metrics.max_response_timestamp.value"],
      firstTokenMilliseconds: ["metrics.time_to_first_token.value", "metrics.ttft.value"], user: [],
      session: ["metadata.conversation_id", "metadata.x_correlation_id"], status: ["error"],
      tellsTemperature: false, id: ["metadata.x_request_id"]),
    matches: { _, first in
      ["metadata.request_start_ns", "metadata.timestamp_ns"].contains { first?.at($0) != nil }
        && first?.at("metrics")?.members != nil
    },
    spread: { node in
      let counts = [
        ("prompt_tokens", "input_sequence_length"), ("completion_tokens", "output_sequence_length"),
        ("reasoning_tokens", "reasoning_token_count"),
      ].map { name, own in (name, node.at("metrics.\(own).value") ?? node.at("metrics.\(own)")) }
      return [
        node.rebuilt(
          (node.members ?? []).map { ($0.key, Optional($0.node)) } + [("usage", node.rebuilt(counts))])
      ]
    })

  /// Results of promptfoo's evaluations, as its JSON output has them.
  ///
  /// Its disk cache gives an answer of before, which is a hit of a gateway's cache. It notes no times of calls. What models
  /// that graded an answer took is summed up without their names, and only told.
  static let promptfoo: TraceFormat = {
    let output = promptfooOutput
    return TraceFormat(
      name: output.name, summary: output.summary, recognition: output.recognition,
      parameters: output.parameters,
      matches: { output.matches($0) || isPromptfooTable($0) },
      rows: { (sample, source) throws(Diagnostic) in
        if isPromptfooTable(sample) {
          throw Diagnostic("is a table of promptfoo, which holds no tokens; its JSON output was expected")
        }
        return try output.rows(sample, source)
      }, spread: output.spread)
  }()

  /// Whether a CSV is that of promptfoo: columns of answers, whose names begin with a provider in brackets.
  @Sendable private static func isPromptfooTable(_ sample: TraceSample) -> Bool {
    guard case .csv(let header) = sample, let first = header.first else { return false }
    return zip(header.names.indices, header.names).contains { index, name in
      name.hasPrefix("[") && index < first.count
        && ["[PASS]", "[FAIL]", "[ERROR]"].contains { first[index].starts(with: $0.utf8) }
    }
  }

  private static let promptfooOutput = calls(
    "promptfoo", "results of promptfoo: its JSON output",
    recognition: "results with a list results of prompt and provider",
    layout: CallLayout(
      request: ["request"], response: ["response"], usage: ["usage"], time: [],
      latencyMilliseconds: ["latencyMs"], cost: ["cost"], status: ["error"], gatewayHit: ["cached"],
      tellsTemperature: false, id: ["id"], marked: [CallLayout.Mark(name: "graded", remark: .graded)]),
    matches: { names, first in
      first?["results"]?["results"]?.elements != nil
        || ["promptIdx", "testIdx", "provider", "prompt"].allSatisfy(names.contains)
    },
    spread: { node in (node["results"]?["results"]?.elements ?? [node]).map(\.promptfooCall) })
}

extension JSONNode {
  fileprivate func benchmarkCalls() throws(RowFault) -> [JSONNode] {
    guard let inputs = self["input_lens"]?.elements, let outputs = self["output_lens"]?.elements else {
      throw RowFault(
        .badValue,
        "the result holds sums and no requests; one with their lengths was expected (--save-detailed, --output-details)",
        at: position)
    }
    guard inputs.count == outputs.count else {
      throw RowFault(
        .badValue,
        "input_lens has \(inputs.count) numbers, output_lens \(outputs.count); as many were expected",
        at: position)
    }
    return inputs.indices.map { benchmarkCall($0, inputs[$0], outputs[$0]) }
  }

  private func benchmarkCall(_ index: Int, _ input: JSONNode, _ output: JSONNode) -> JSONNode {
    let first = element(index, of: "ttfts")
    var latency: JSONNode?
    if let seconds = first?.number, let gaps = element(index, of: "itls")?.elements {
      let sum = gaps.reduce(seconds) { $0 + ($1.number ?? 0) }
      latency = JSONNode(JSONValue(sum), at: position)
    }
    return rebuilt([
      ("prompt_tokens", input), ("completion_tokens", output), ("ttft", first), ("latency", latency),
      ("start", element(index, of: "start_times")), ("model", self["model_id"] ?? self["model"]),
      ("error", element(index, of: "errors")),
    ])
  }

  private func element(_ index: Int, of key: String) -> JSONNode? {
    guard let elements = self[key]?.elements, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  fileprivate var promptfooCall: JSONNode {
    let provider = self["provider"]?["id"]?.string ?? self["provider"]?.string ?? ""
    var parts = provider.split(separator: ":").map { String($0) }
    if parts.count > 1 { parts.removeFirst() }
    let kinds = ["chat", "completion", "messages", "responses", "embedding", "embeddings", "assistant"]
    if parts.count > 1, kinds.contains(parts[0]) { parts.removeFirst() }
    let model = JSONNode(.string(parts.joined(separator: ":")), at: position)
    let answer = self["response"]
    // An error beside an answer is that of an assertion.
    let isFailed =
      self["failureReason"]?.integer == 2
      || (self["failureReason"] == nil && (answer?["output"] == nil || answer?["output"]?.isVoid == true)
        && self["error"]?.isVoid == false)
    let settings = self["provider"]?["config"]
    let details = answer?["tokenUsage"] ?? self["tokenUsage"]
    let names = ["prompt": "prompt_tokens", "completion": "completion_tokens", "total": "total_tokens"]
    // What is cached here lay in the cache of promptfoo, not in the provider's.
    let usage = (details?.members ?? []).filter { $0.key != "cached" && $0.node.number != 0 }.map { member in
      (names[member.key] ?? member.key, Optional(member.node))
    }
    let isGraded = ["tokenUsage.assertions.total", "gradingResult.tokensUsed.total"].contains {
      at($0)?.number ?? 0 > 0
    }
    let counted = usage.contains { $0.0 == "prompt_tokens" || $0.0 == "completion_tokens" } ? usage : []
    return rebuilt([
      ("id", self["id"]), ("latencyMs", self["latencyMs"]), ("cost", self["cost"] ?? answer?["cost"]),
      ("cached", answer?["cached"]), ("usage", rebuilt(counted)),
      ("graded", isGraded ? JSONNode(true, at: position) : nil),
      ("error", isFailed ? JSONNode(true, at: position) : nil),
      (
        "request",
        rebuilt(
          [("model", model), ("messages", self["prompt"]?["raw"] ?? self["prompt"])]
            + (settings?.members ?? []).map { ($0.key, Optional($0.node)) })
      ), ("response", answer?["output"]),
    ])
  }
}
