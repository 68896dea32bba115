import Experiments
import TestSupport
import Testing

@testable import Decisions

@Suite("Losses behind a saving")
struct LossTests {
  /// The losses of the second of two strategies that answer by models of so many tokens a second and equal prices.
  private func losses(workload: String, slow: String, replications: Int = 4) throws -> [Loss] {
    let prices = #""input_usd_per_1m": 10, "output_usd_per_1m": 10, "quality": 0.9"#
    let text = """
      {"simbench": 1, "name": "losses", "run": {"seed": 1, "measure_h": 0.5, "replications": \(replications)},
       "workload": {"kind": "synthetic", \(workload)},
       "providers": {"p": {"models": {"usual": {\(prices)}, "slow": {\(prices), \(slow)}}}},
       "strategies": [{"name": "usual", "model": "usual"}, {"name": "slow", "model": "slow"}],
       "output": {"plots": []}}
      """
    return Verdict(try SmallScenario.run(text)).judgement(of: 1)?.losses ?? []
  }

  @Test("in a closed loop slow answers leave room for fewer requests, which is a loss and no saving")
  func fewerRequests() throws {
    let chats = #""arrivals": {"rate_per_s": 0.1}, "sessions": {"kind": "chat"}"#
    let slow = #""output_tokens_per_s": 2"#
    let closed = try losses(workload: chats + #", "replay": "closed""#, slow: slow)
    let fewer = try #require(closed.first { $0.kind == .fewerRequests })
    #expect(fewer.value.mean > 0.05 && fewer.value.mean < 0.5, "\(fewer.value)")
    // Requests that arrive as planned are as many, however slow the answers are.
    let open = try losses(workload: chats, slow: slow)
    #expect(open.map(\.kind) == [.latency])
  }

  @Test(
    "answers that begin or end later are a loss where the 95th percentile of the latency does not show it",
    arguments: [
      ([2000, 2100, 300], [Loss.Kind.firstToken]), ([2800, 2850, 300], [.medianLatency]),
      ([540, 960, 100], []),
    ])
  func otherLatencies(times: [Int], kinds: [Loss.Kind]) throws {
    let slow =
      #""first_token_ms_median": \#(times[0]), "first_token_ms_p95": \#(times[1]), "output_tokens_per_s": \#(times[2])"#
    let fixed = #""arrivals": {"rate_per_s": 1}, "tokens": {"output_median": 100, "output_p95": 100}"#
    #expect(try losses(workload: fixed, slow: slow).map(\.kind) == kinds)
  }

  @Test("hits of the baseline of which nobody knows whether they are wrong hide no wrong hits of a strategy")
  func besideUnlabelled() throws {
    var result = try SmallScenario.run(
      SmallScenario.text(
        strategies: #"{"name": "naive", "model": "gpt-4o"}, {"name": "cached", "model": "gpt-4o"}"#))
    for (place, share) in [(0, Double.nan), (1, 0.004)] {
      for cell in result.strategies[place].cells.indices {
        result.strategies[place].cells[cell].metrics[.falseHitShare] = share
        result.strategies[place].cells[cell].metrics[.staleHitShare] = share
      }
    }
    let losses = Verdict(result).judgement(of: 1)?.losses ?? []
    #expect(losses.map(\.kind) == [.falseHits, .staleHits])
  }

  @Test("of two strategies that each ask two models, the share of other models is a least one")
  func leastMovedShare() throws {
    func router(_ classifier: String, _ simple: String, _ complex: String) -> String {
      """
      {"use": "router", "classifier": {"kind": \(classifier)},
       "routes": {"simple": "\(simple)", "medium": "\(complex)", "complex": "\(complex)"}}
      """
    }
    let blind = router(#""random", "simple": 0.5, "medium": 0.3, "complex": 0.2"#, "weak", "strong")
    let length = router(#""length", "medium_tokens": 100, "complex_tokens": 200"#, "strong", "weak")
    let text = """
      {"simbench": 1, "name": "moved", "run": {"measure_h": 0.3, "replications": 2},
       "workload": {"kind": "synthetic", "arrivals": {"rate_per_s": 1}, "tokens": {"user_median": 100, "user_p95": 600}},
       "providers": {"p": {"models": {
        "strong": {"input_usd_per_1m": 10, "output_usd_per_1m": 10},
        "weak": {"input_usd_per_1m": 1, "output_usd_per_1m": 1}}}},
       "strategies": [{"name": "blind", "model": "strong", "layers": [\(blind)]},
        {"name": "length", "model": "strong", "layers": [\(length)]}, {"name": "weak", "model": "weak"}],
       "output": {"plots": []}}
      """
    let verdict = Verdict(try SmallScenario.run(text))
    let kinds = try (1...2).map { place in
      try #require(verdict.judgement(of: place)?.losses.first { $0.kind == .unstatedQuality }).isAtLeast
    }
    // Whoever asks one model alone is counted.
    #expect(kinds == [true, false])
  }
}
