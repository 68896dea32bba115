import Declarations
import Foundation
import Metrics
import TestSupport
import Testing

@testable import Experiments

/// A log replayed as it was run.
@Suite("Models as recorded")
struct RecordedModelTests {
  static func row(_ time: Int, _ model: String, _ input: Int, _ cached: Int, _ output: Int, more: String = "")
    -> String
  {
    """
    {"created": \(1_762_128_000 + time), "model": "\(model)", "messages": [{"role": "user", "content": "q\(time)"}]\(more),
     "usage": {"prompt_tokens": \(input), "completion_tokens": \(output),
     "prompt_tokens_details": {"cached_tokens": \(cached)}}}
    """.replacing("\n", with: "")
  }

  /// A call without a token and an answer.
  private static let failed =
    #"{"created": 1762128060, "model": "gpt-4o", "messages": [{"role": "user", "content": "q"}], "error": {"message": "x"}}"#

  static func run(_ rows: [String], strategies: String = #"{"name": "as logged", "model": "recorded"}"#)
    throws
    -> RunResult
  {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "calls-\(UUID().uuidString).jsonl")
    try (rows.joined(separator: "\n") + "\n").write(to: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: path) }
    return try SmallScenario.run(
      """
      {"simbench": 1, "name": "log", "run": {"replications": 1},
       "workload": {"kind": "recorded", "path": "\(path.path)"},
       "providers": {"openai": {"models": {
         "gpt-4o": {"input_usd_per_1m": 2.5, "cached_input_usd_per_1m": 1.25, "output_usd_per_1m": 10},
         "gpt-4o-mini": {"input_usd_per_1m": 0.15, "cached_input_usd_per_1m": 0.075, "output_usd_per_1m": 0.6}}}},
       "strategies": [\(strategies)], "output": {"plots": []}}
      """)
  }

  @Test("what failed in the log stays failed behind a prompt cache and behind a window")
  func failedBehindLayers() throws {
    let result = try Self.run(
      [Self.row(0, "gpt-4o", 2000, 0, 100), Self.failed],
      strategies: """
        {"name": "as logged", "model": "recorded"},
        {"name": "cached", "model": "recorded", "layers": [{"use": "prompt_cache"}]},
        {"name": "held", "model": "recorded", "layers": [{"use": "window_batch"}]}
        """)
    for strategy in result.strategies { #expect(result.estimate(.failedShare, of: strategy).mean == 0.5) }
  }

  @Test("what failed in the log without a token fails by another model too")
  func failedElsewhere() throws {
    let result = try Self.run(
      [Self.row(0, "gpt-4o", 2000, 0, 100), Self.failed],
      strategies: """
        {"name": "as logged", "model": "recorded"},
        {"name": "cheap", "model": "gpt-4o-mini"},
        {"name": "moved", "model": "recorded",
         "layers": [{"use": "remap", "routes": {"gpt-4o": "gpt-4o-mini"}}]},
        {"name": "rescued", "model": "gpt-4o", "layers": [{"use": "fallback", "models": ["gpt-4o-mini"]}]}
        """)
    for strategy in result.strategies { #expect(result.estimate(.failedShare, of: strategy).mean == 0.5) }
    // 2000 x 0.15e-6 + 100 x 0.6e-6.
    #expect(abs(result.estimate(.costUSD, of: result.strategies[1]).mean - 0.00036) < 1e-12)
  }

  /// A call of one prompt in a table, with the seconds that it took.
  private static func timed(_ time: Int, took seconds: Int, isFailed: Bool = false) -> String {
    #"{"timestamp": \#(1_762_128_000 + time), "model": "gpt-4o", "prompt": "q", "temperature": 0, "input_tokens": 100, "#
      + #""output_tokens": 10, "latency_s": \#(seconds), "status": "\#(isFailed ? "failure" : "success")"}"#
  }

  @Test("what failed in the log fails after the time that it took there, and so do those who share its call")
  func failedInTime() throws {
    let result = try Self.run(
      [Self.timed(0, took: 60, isFailed: true), Self.timed(50, took: 1), Self.timed(70, took: 1)],
      strategies: """
        {"name": "as logged", "model": "recorded"},
        {"name": "shared", "model": "recorded", "layers": [{"use": "coalesce"}]}
        """)
    let failed = result.strategies.map { result.estimate(.failedShare, of: $0).mean }
    #expect(abs(failed[0] - 1.0 / 3) < 1e-12 && abs(failed[1] - 2.0 / 3) < 1e-12, "\(failed)")
  }

  @Test("a failed call that the log bills costs as much, and stays failed, behind a prompt cache")
  func billedFailure() throws {
    let rows = ["failure", "success"].enumerated().map { place, status in
      #"{"timestamp": \#(1_762_128_000 + place), "model": "gpt-4o", "prompt": "q\#(place)", "input_tokens": 1000, "#
        + #""output_tokens": 100, "cost": 0.0035, "status": "\#(status)"}"#
    }
    let remap = #"{"use": "remap", "routes": {"gpt-4o": "gpt-4o-mini"}}"#
    let result = try Self.run(
      rows,
      strategies: """
        {"name": "as logged", "model": "recorded"},
        {"name": "cached", "model": "recorded", "layers": [{"use": "prompt_cache"}]},
        {"name": "moved", "model": "recorded", "layers": [\(remap)]},
        {"name": "both", "model": "recorded", "layers": [\(remap), {"use": "prompt_cache"}]}
        """)
    let costs = result.strategies.map { result.estimate(.costUSD, of: $0).mean }
    for (found, right) in zip(costs, [0.007, 0.007, 0.00042, 0.00042]) {
      #expect(abs(found - right) < 1e-12, "\(costs)")
    }
    for strategy in result.strategies { #expect(result.estimate(.failedShare, of: strategy).mean == 0.5) }
  }

  @Test("what failed in the log fails among others in a shared prompt too, and the others are answered")
  func failedAmongOthers() throws {
    let rows = [Self.timed(0, took: 1), Self.timed(0, took: 1, isFailed: true), Self.timed(0, took: 1)]
    let held = #"{"name": "held", "model": "recorded", "layers": [{"use": "window_batch"}]}"#
    let alone = try Self.run([rows[0], rows[2]], strategies: held)
    let result = try Self.run(
      rows,
      strategies: """
        {"name": "as logged", "model": "recorded"},
        \(held),
        {"name": "queued", "model": "recorded", "layers": [{"use": "batch_queue"}]}
        """)
    for strategy in result.strategies {
      #expect(abs(result.estimate(.failedShare, of: strategy).mean - 1.0 / 3) < 1e-12)
    }
    let cost = alone.estimate(.costUSD, of: alone.strategies[0]).mean
    #expect(cost > 0 && abs(result.estimate(.costUSD, of: result.strategies[1]).mean - cost) < 1e-12)
    #expect(abs(result.estimate(.costUSD, of: result.strategies[2]).mean - cost) < 1e-12)
  }

  @Test("where only equal prompts are alike, that is what is told beside their hits")
  func equalPrompts() throws {
    let result = try Self.run(
      [Self.timed(0, took: 1), Self.timed(100, took: 1)],
      strategies: """
        {"name": "as logged", "model": "recorded"},
        {"name": "alike", "model": "recorded", "layers": [{"use": "semantic_cache"}]}
        """)
    #expect(result.estimate(.hitShare, of: result.strategies[1]).mean == 0.5)
    let sentence = "under hashed_ngrams, no two different prompts are as similar as the least threshold"
    #expect(result.warnings.contains(sentence), "\(result.warnings)")
  }

  @Test("a route from a model to itself changes nothing, not even a time")
  func sameModel() throws {
    let result = try Self.run(
      [Self.timed(0, took: 60, isFailed: true), Self.timed(100, took: 7), Self.timed(200, took: 9)],
      strategies: """
        {"name": "as logged", "model": "recorded"},
        {"name": "same", "model": "recorded", "layers": [{"use": "remap", "routes": {"gpt-4o": "gpt-4o"}}]}
        """)
    for metric in [Metric.costUSD, .latencyMean, .failedShare] {
      let found = result.strategies.map { result.estimate(metric, of: $0).mean }
      #expect(found[0] == found[1], "\(metric) \(found)")
    }
    #expect(result.estimate(.latencyMean, of: result.strategies[1]).mean == 8000)
  }

  @Test("layers that leave recorded failures and times alone say so")
  func leftAlone() throws {
    let result = try Self.run(
      [Self.timed(0, took: 60, isFailed: true), Self.timed(100, took: 7)],
      strategies: """
        {"name": "as logged", "model": "recorded"},
        {"name": "rescued", "model": "recorded", "layers": [{"use": "fallback", "models": ["gpt-4o-mini"]}]},
        {"name": "hedged", "model": "recorded", "layers": [{"use": "hedge", "after_ms": 1000}]}
        """)
    let told = [
      "the layer 'fallback' rescues none of the calls that failed in the log, 1 in all: what another model would have "
        + "answered is not known (in 'rescued')",
      "the layer 'hedge' treated no request: no answer was late enough, or the log tells how long each call took, and "
        + "such are left alone (in 'hedged')",
    ]
    for sentence in told { #expect(result.warnings.contains(sentence), "\(result.warnings)") }
  }

  /// reference/cases.md, 05: 86 x 2.5e-6 + 1920 x 1.25e-6 + 300 x 1e-5.
  @Test("cached tokens of the log are billed at their price")
  func cached() throws {
    let result = try Self.run([Self.row(0, "gpt-4o", 2006, 1920, 300)])
    #expect(abs(result.estimate(.costUSD, of: result.strategies[0]).mean - 0.005615) < 1e-12)
  }

  @Test("the cached share is over the tokens that are sent, by another tokenizer's count or shortened")
  func cachedShare() throws {
    let result = try Self.run(
      [Self.row(0, "gpt-4o", 1000, 400, 100)],
      strategies: """
        {"name": "as logged", "model": "recorded"},
        {"name": "moved", "model": "recorded", "layers": [{"use": "remap", "routes": {"gpt-4o": "gpt-4o-mini"},
         "token_factors": {"gpt-4o": 2}}]},
        {"name": "short", "model": "recorded", "layers": [{"use": "compress", "user_keep_share": 0.5}]}
        """)
    let shares = result.strategies.map { result.estimate(.cachedTokenShare, of: $0).mean }
    #expect(shares.allSatisfy { abs($0 - 0.4) < 1e-9 }, "\(shares)")
  }

  @Test("a call through a batch API is billed so, also by another model; other tiers by their prices")
  func services() throws {
    let row = Self.row(0, "gpt-4o", 2006, 1920, 300, more: #", "service_tier": "batch""#)
    let strategies = """
      {"name": "as logged", "model": "recorded"}, {"name": "cheap", "model": "gpt-4o-mini"}
      """
    let result = try Self.run([row], strategies: strategies)
    // Half of reference/cases.md, 05, and of 2006 x 0.15e-6 + 300 x 0.6e-6: another model's cache is not known.
    let costs = result.strategies.map { result.estimate(.costUSD, of: $0).mean }
    #expect(abs(costs[0] - 0.0028075) < 1e-12)
    #expect(abs(costs[1] - 0.00024045) < 1e-12)
    let flex = try Self.run([row.replacing("batch", with: "flex")])
    #expect(abs(flex.estimate(.costUSD, of: flex.strategies[0]).mean - 0.005615) < 1e-12)
  }

  @Test(
    "what a log does not tell of cached tokens is n/a, what it tells is a share, and what is simulated too")
  func untoldCached() throws {
    func share(_ rows: [String], _ strategies: String = #"{"name": "as logged", "model": "recorded"}"#) throws
      -> [Double]
    {
      let result = try Self.run(rows, strategies: strategies)
      return result.strategies.map { result.estimate(.cachedTokenShare, of: $0).mean }
    }
    let bare = Self.row(0, "gpt-4o", 2000, 0, 10).replacing(
      #""prompt_tokens_details": {"cached_tokens": 0}"#, with: #""total_tokens": 2010"#)
    #expect(!bare.contains("cached"))
    #expect(try share([bare])[0].isNaN)
    #expect(try share([Self.row(0, "gpt-4o", 2000, 0, 10)]) == [0])
    #expect(try share([Self.row(0, "gpt-4o", 2000, 500, 10)]) == [0.25])
    #expect(try share([bare, Self.row(60, "gpt-4o", 2000, 1000, 10)]) == [0.25])
    let both = try share(
      [bare],
      #"{"name": "as logged", "model": "recorded"}, {"name": "other", "model": "gpt-4o-mini", "layers": []}"#)
    #expect(both[0].isNaN)
    #expect(both[1] == 0)
  }

  @Test(
    "a call that a layer held and sent alone is billed as the log says",
    arguments: [
      #"{"use": "window_batch", "window_ms": 100}"#, #"{"use": "batch_queue", "window_ms": 100}"#,
    ])
  func heldAlone(_ layer: String) throws {
    let result = try Self.run(
      [
        Self.row(0, "gpt-4o", 2006, 1920, 300), Self.row(60, "gpt-4o", 2006, 1920, 300),
      ],
      strategies: """
        {"name": "as logged", "model": "recorded"},
        {"name": "held", "model": "recorded", "layers": [\(layer)]}
        """)
    for metric in [Metric.costUSD, .cachedTokenShare] {
      let values = result.strategies.map { result.estimate(metric, of: $0).mean }
      #expect(values[0] == values[1], "\(metric)")
    }
  }

  @Test("failures that a log does not tell are n/a, and what a limit refuses is a loss all the same")
  func untoldFailures() throws {
    let strategies = #"""
      {"name": "as logged", "model": "recorded"},
      {"name": "limited", "model": "recorded",
       "layers": [{"use": "rate_limit", "per": "everyone", "tiers": {"free": {"requests_per_min": 1}}}]},
      {"name": "other", "model": "gpt-4o-mini", "layers": []}
      """#
    func shares(_ more: String) throws -> [[Double]] {
      let rows = (0..<4).map { Self.row($0, "gpt-4o", 2000, 0, 10, more: more) }
      let result = try Self.run(rows, strategies: strategies)
      return [Metric.failedShare, .unansweredShare, .unansweredChange].map { metric in
        result.strategies.map { result.estimate(metric, of: $0).mean }
      }
    }
    let told = try shares(#", "status": "success""#)
    #expect(told[0] == [0, 0, 0])
    #expect(told[1] == [0, 0.75, 0])
    #expect(told[2] == [0, 0.75, 0])
    let untold = try shares("")
    #expect(untold[0].map(\.isNaN) == [true, true, false])
    #expect(untold[1].map(\.isNaN) == [true, true, false])
    #expect(untold[2] == [0, 0.75, 0])
  }

  @Test("each call is billed as its own model, whatever prefix and date the log gives it")
  func models() throws {
    let result = try Self.run([
      Self.row(0, "gpt-4o-2024-08-06", 1000, 0, 100), Self.row(60, "openai/gpt-4o-mini", 1000, 0, 100),
    ])
    let cost = result.estimate(.costUSD, of: result.strategies[0]).mean
    #expect(abs(cost - (0.0025 + 0.001 + 0.00015 + 0.00006)) < 1e-12)
    #expect(result.estimate(.otherModelShare, of: result.strategies[0]).mean == 0)
  }

  /// 500 x 2.5e-6 + 500 x 1.25e-6 + 100 x 1e-5.
  @Test("a compressed prompt is billed by what is left of the log's counts")
  func compressed() throws {
    let result = try Self.run(
      [Self.row(0, "gpt-4o", 2000, 1000, 100)],
      strategies: """
        {"name": "half", "model": "recorded", "layers": [{"use": "compress", "user_keep_share": 0.5}]}
        """)
    #expect(abs(result.estimate(.costUSD, of: result.strategies[0]).mean - 0.002875) < 1e-12)
  }

  @Test("a strategy may send recorded calls elsewhere, and is held to what was recorded")
  func compared() throws {
    let result = try Self.run(
      [Self.row(0, "gpt-4o", 1000, 512, 100), Self.row(60, "gpt-4o-mini", 1000, 0, 100)],
      strategies: """
        {"name": "as logged", "model": "recorded"},
        {"name": "all cheap", "model": "gpt-4o-mini", "layers": []}
        """)
    let saving = result.estimate(.savingPerMonth, of: result.strategies[1]).mean
    #expect(saving > 0)
    let cheap = result.estimate(.costUSD, of: result.strategies[1]).mean
    #expect(abs(cheap - 2 * (0.00015 + 0.00006)) < 1e-12)
  }

  @Test(
    "the model in a key is the one that each request asks for",
    arguments: ["exact_cache", "coalesce", "semantic_cache"])
  func modelInTheKey(_ layer: String) throws {
    func row(_ time: Int, _ model: String) -> String {
      Self.row(time, model, 1000, 0, 100, more: #", "temperature": 0"#).replacing("q\(time)", with: "q")
    }
    let gap = layer == "coalesce" ? 0 : 300
    func answers(_ key: String) throws -> Double {
      let result = try Self.run(
        [row(0, "gpt-4o"), row(gap, "gpt-4o-mini"), row(2 * gap, "gpt-4o")],
        strategies: #"{"name": "a", "model": "recorded", "layers": [{"use": "\#(layer)", "key": \#(key)}]}"#)
      return result.estimate(.servedShare, of: result.strategies[0]).mean * 3
    }
    #expect(try answers(#"["prompt"]"#) == 1)
    #expect(try answers(#"["prompt", "model"]"#) == 2)
  }

  @Test("a model that the scenario lacks, a log without models and a synthetic workload are refused")
  func refused() throws {
    let missing = try #require(throws: Diagnostic.self) { try Self.run([Self.row(0, "o9", 10, 0, 1)]) }
    #expect(
      missing.message.contains("'providers' lacks 'o9' (1 calls); each model of the log was expected there"))
    let synthetic = try #require(throws: Diagnostic.self) {
      try SmallScenario.make(SmallScenario.text(strategies: #"{"name": "a", "model": "recorded"}"#))
    }
    #expect(synthetic.message.contains("the workload is no recording"))
    #expect(synthetic.position != nil)
  }
}
