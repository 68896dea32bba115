import Declarations
import Files

extension TraceFormat {
  /// Reports of GuideLLM's benchmarks (`benchmarks.json`): a request is a call, those of all its benchmarks together.
  ///
  /// Requests that went wrong or were cut by the end of a benchmark failed. A report without requests is refused.
  static let guideLLM = calls(
    "guidellm", "reports of GuideLLM's benchmarks: benchmarks.json",
    recognition: "requests with lists successful, incomplete and errored",
    layout: CallLayout(
      request: ["body"], messages: ["prompt"], usage: ["usage"], time: ["start"], end: ["end"],
      firstTokenMilliseconds: ["first"], model: ["model"], user: [], session: ["session"], status: ["status"],
      tellsTemperature: false, id: ["id"]),
    matches: { _, first in
      first.map { isBenchmark($0) || $0.at("benchmarks.0").map(isBenchmark) ?? false } ?? false
    },
    spread: { node throws(RowFault) in
      var calls: [JSONNode] = []
      for benchmark in node["benchmarks"]?.elements ?? [node] {
        calls += try benchmark.guideLLMCalls(model: node.at("args.model") ?? node.at("metadata.model"))
      }
      return calls
    })

  @Sendable private static func isBenchmark(_ node: JSONNode) -> Bool {
    node.at("requests.successful")?.elements != nil
      || node["request_totals"]?.members != nil && node["metrics"]?.members != nil
      || node.at("metrics.request_totals.successful") != nil
  }
}

extension JSONNode {
  fileprivate func guideLLMCalls(model: JSONNode?) throws(RowFault) -> [JSONNode] {
    let requests = self["requests"]
    let calls = ["successful", "incomplete", "errored"].flatMap { status in
      (requests?[status]?.elements ?? []).map { ($0, status == "successful") }
    }
    let totals = at("metrics.request_totals") ?? self["request_totals"]
    guard !calls.isEmpty || totals?["successful"]?.number == 0 else {
      throw RowFault(
        .badValue,
        "the benchmark holds sums and no requests; one with its requests was expected (--sample-requests)",
        at: position)
    }
    let model =
      model ?? at("config.backend.model") ?? at("worker.backend_model") ?? at("benchmarker.backend.model")
    return calls.map { $0.guideLLMCall(model: model, isFailed: !$1) }
  }

  private func guideLLMCall(model: JSONNode?, isFailed: Bool) -> JSONNode {
    let timings = at("info.timings") ?? at("scheduler_info.request_timings")
    let arguments = self["request_args"]?.unfolded
    let body = arguments?["body"] ?? arguments?["json"]
    return rebuilt([
      ("id", self["request_id"]), ("model", body?["model"] ?? model), ("body", body),
      ("prompt", self["prompt"]),
      (
        "start",
        self["request_start_time"] ?? self["start_time"] ?? timings?["request_start"]
          ?? timings?["resolve_start"]
      ),
      (
        "end",
        self["request_end_time"] ?? self["end_time"] ?? timings?["request_end"] ?? timings?["resolve_end"]
      ), ("first", self["time_to_first_token_ms"]), ("session", at("info.conversation_id")),
      (
        "usage",
        rebuilt([
          ("prompt_tokens", self["prompt_tokens"] ?? at("input_metrics.total_tokens")),
          ("completion_tokens", self["output_tokens"] ?? at("output_metrics.total_tokens")),
          ("cached_tokens", self["cached_tokens"] ?? at("input_metrics.cached_tokens")),
        ])
      ), ("status", JSONNode(.string(isFailed ? "failed" : "success"), at: position)),
    ])
  }
}
