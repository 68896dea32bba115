import Declarations
import Foundation
import Testing
import Traffic

@testable import Experiments
@testable import Metrics
@testable import Scenarios

/// Scenarios whose turns wait for the answers before them.
@Suite("Scenarios in a closed loop")
struct ClosedLoopScenarioTests {
  private static let agents = """
    "kind": "synthetic", "replay": "closed", "arrivals": {"rate_per_s": 0.02},
    "sessions": {"kind": "agent", "turns_median": 8, "turns_p95": 20}, "tokens": {"system": 2000}
    """

  private func scenario(
    _ workload: String = agents, layers: String = #"{"use": "prompt_cache"}"#,
    more: String = #", "output": {"plots": []}"#,
    speed: Int = 60
  ) throws -> Scenario {
    let text = """
      {"simbench": 1, "name": "loop", "run": {"seed": 3, "replications": 2, "warmup_h": 0.5, "measure_h": 2},
      "workload": {\(workload)},
      "providers": {"p": {"models": {"m": {"input_usd_per_1m": 2, "cached_input_usd_per_1m": 0.5, "output_usd_per_1m": 8,
        "first_token_ms_median": 500, "first_token_ms_p95": 900, "output_tokens_per_s": \(speed)}},
        "prompt_cache": {"ttl_s": 300}}},
      "strategies": [{"name": "plain", "model": "m"}, {"name": "cached", "model": "m", "layers": [\(layers)]}]\(more)}
      """
    var options = Scenario.Options()
    options.charts = [ChartDeclaration(name: "hit_vs_size")]
    return try Scenario(bytes: Array(text.utf8), path: "loop.json", options: options)
  }

  private func fault(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch { return "\(error)" }
  }

  @Test("one thread and two give the same figures, and the prompt cache sees the sessions")
  func threads() throws {
    var results: [RunResult] = []
    for threads in [1, 2] {
      var scenario = try scenario()
      scenario.threads = threads
      results.append(try Runner(scenario).run())
    }
    for (one, two) in zip(results[0].strategies, results[1].strategies) {
      for (own, other) in zip(one.cells, two.cells) {
        for metric in Metric.allCases {
          #expect(own.metrics[metric].bitPattern == other.metrics[metric].bitPattern, "\(metric.rawValue)")
        }
        #expect(own.timeline.map(\.requests) == other.timeline.map(\.requests))
      }
    }
    let cached = try #require(results[0].strategy("cached"))
    #expect(cached.cells[0].metrics[.cachedTokenShare] > 0.5)
    #expect(cached.cells[0].metrics[.requests] > 500)
  }

  @Test("a slower model gets fewer turns of the same sessions")
  func slower() throws {
    func requests(_ speed: Int) throws -> Double {
      try Runner(try scenario(speed: speed)).run().strategies[0].cells[0].metrics[.requests]
    }
    #expect(try requests(2) < 0.9 * requests(60))
  }

  @Test("what wants the order of arrivals beforehand is refused")
  func refusals() throws {
    #expect(
      fault { _ = try scenario(#""kind": "synthetic", "replay": "closed""#) }
        == "2:45: error: 'workload.replay' is closed, but the stream has no sessions whose turns could wait; 'sessions' "
        + "or open was expected")
    #expect(
      fault { _ = try scenario(more: #", "output": {"plots": ["hit_vs_size"]}"#) }
        == "2:45: error: 'hit_vs_size' replays requests in the order in which they were planned, and a closed loop has "
        + "none before it runs; open, or no such chart or table was expected")
    #expect(
      fault { _ = try scenario(layers: #"{"use": "exact_cache", "eviction": "belady", "capacity": 10}"#) }
        == "7:93: error: the layer 'exact_cache' of 'cached' knows the requests to come, and in a closed loop they follow "
        + "from what it does; another policy, or replay open was expected")
    #expect(
      fault { _ = try scenario(Self.agents + #", "tokens": {"context_median": 5}"#) } != nil)
  }

  @Test("lifetimes and times of zero are refused")
  func zeros() throws {
    let text = """
      {"simbench": 1, "name": "zero", "run": {"measure_h": 1}, "workload": {"kind": "synthetic"},
      "providers": {"p": {"models": {"m": {"input_usd_per_1m": 2, "output_usd_per_1m": 8}}, "prompt_cache": {"ttl_s": 0}}},
      "strategies": [{"name": "plain", "model": "m"}]}
      """
    #expect(
      fault { _ = try Scenario(bytes: Array(text.utf8), path: "zero.json") }
        == "2:113: error: 'providers.p.prompt_cache.ttl_s' is 0; a number above 0 was expected")
    #expect(
      fault { _ = try scenario(Self.agents.replacing("\"turns_p95\": 20", with: "\"turns_p95\": 2")) }
        == "3:63: error: 'turns_p95' is 2, below the median 8; at least the median was expected")
    #expect(
      fault { _ = try scenario(Self.agents.replacing("\"turns_p95\": 20", with: "\"tool_s_median\": 0")) }
        == "3:67: error: 'workload.sessions.tool_s_median' is 0; a number above 0 was expected")
  }

  @Test("a recording is refused where it does not tell what a turn waits for")
  func recordings() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "simbench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func run(_ header: String, _ rows: [String]) throws -> RunResult {
      let path = folder.appendingPathComponent("log.csv").path
      try ([header] + rows).joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
      let text = try scenario(#""kind": "recorded", "path": "\#(path)", "replay": "closed""#).tree.value
        .text()
        .replacing("\"warmup_h\": 0.5", with: "\"warmup_h\": 0")
      return try Runner(try Scenario(bytes: Array(text.utf8), path: "loop.json")).run()
    }
    let tokens = "input_tokens,output_tokens"
    let none = fault { _ = try run("timestamp,\(tokens)", ["0,5,5", "9,5,5"]) }
    #expect(
      none?.hasSuffix(
        "'workload.replay' is closed, but the recording tells no sessions; a column 'session', or open was expected"
      ) == true)
    let untold = fault { _ = try run("timestamp,session,\(tokens)", ["0,a,5,5", "9,a,5,5"]) }
    #expect(
      untold?.hasSuffix(
        "'workload.replay' is closed, but of 1 turns that follow an answer 1 do not tell when it was there, the first of "
          + "them turn 1 of session 0; latency_s or think_s in every row, or open was expected") == true)
    let told = try run("timestamp,session,latency_s,\(tokens)", ["0,a,1,5,5", "9,a,1,5,5"])
    #expect(told.strategies[0].cells[0].metrics[.requests] == 2)
    let partly = try run(
      "timestamp,session,latency_s,\(tokens)", ["0,a,1,5,5", "9,a,,5,5", "20,a,1,5,5", "30,a,1,5,5"])
    #expect(partly.strategies[0].cells[0].metrics[.requests] == 4)
    #expect(
      partly.warnings.contains(
        "of 3 turns that follow an answer 1 do not tell when it was there: they come as long after the turn before them "
          + "as recorded, and not before its answer"))
    #expect(!told.warnings.contains { $0.contains("do not tell when") })
  }
}
