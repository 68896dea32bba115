import Simulation
import TestSupport
import Testing

@testable import Experiments
@testable import Metrics

/// Metrics are declared once, and mean what they say.
@Suite("Metrics")
struct MetricTests {
  @Test("names are unique, and each is found by its name")
  func names() {
    #expect(Set(Metric.allCases.map(\.rawValue)).count == Metric.allCases.count)
    for metric in Metric.allCases {
      #expect(Metric(rawValue: metric.rawValue) == metric)
      #expect(!metric.summary.isEmpty)
    }
    #expect(Metric(rawValue: "hit_shar") == nil)
  }

  @Test("quantiles are linear between two times")
  func quantiles() {
    var durations = Durations()
    #expect(durations.quantile(0.5).isNaN)
    for time in [4, 1, 3, 2] { durations.append(Int64(time) * 1_000_000) }
    durations.sort()
    #expect(durations.mean == 2.5)
    #expect(durations.quantile(0) == 1)
    #expect(durations.quantile(1) == 4)
    #expect(durations.quantile(0.5) == 2.5)
  }

  @Test(
    "Jain's index is 1 for equal shares and one over the users when one takes all", arguments: [3, 1 << 20])
  func fairness(_ bound: Int) {
    var equal = UserTotals()
    var single = UserTotals()
    equal.reserve(bound: bound, requests: 4)
    single.reserve(bound: bound, requests: 4)
    for user in [0, 2, 1, 2] as [UInt32] {
      equal.add(user, cost: user == 2 ? 5 : 10, isAnswered: user != 1)
      single.add(user, cost: user == 1 ? 7 : 0, isAnswered: true)
    }
    #expect(equal.summary.costFairness == 1)
    #expect(abs(equal.summary.largestShare - 1.0 / 3) < 1e-12)
    #expect(abs(equal.summary.answerFairness - 2.0 / 3) < 1e-12)
    #expect(abs(single.summary.costFairness - 1.0 / 3) < 1e-12)
    #expect(single.summary.largestShare == 1)
    #expect(single.summary.answerFairness == 1)
  }

  static let strategies = """
    {"name": "plain", "model": "slow", "layers": []},
    {"name": "cached", "model": "slow", "layers": [{"use": "exact_cache"}]},
    {"name": "judged", "model": "slow",
     "layers": [{"use": "cascade", "first": "slow", "then": "slow", "judge_error": 0}]},
    {"name": "counted", "model": "slow",
     "layers": [{"use": "remap", "routes": {"slow": "slow"}, "token_factors": {"slow": 2}}]}
    """

  static func result(_ overrides: [String] = []) throws -> RunResult {
    try SmallScenario.run(
      """
      {"simbench": 1, "name": "times", "run": {"replications": 1, "measure_h": 0.5},
       "workload": {"kind": "synthetic", "intents": {"count": 40}, "tokens": {"output_median": 101, "output_p95": 101}},
       "providers": {"p": {"models": {"slow": {"input_usd_per_1m": 1, "output_usd_per_1m": 1, "quality": 1,
         "first_token_ms_median": 500, "first_token_ms_p95": 500, "output_tokens_per_s": 100,
         "output_speed_sigma": 0, "tail_share": 0}}}},
       "strategies": [\(strategies)], "analysis": {"goodput": {"first_token_ms": 600}}, "output": {"plots": []}}
      """, overrides)
  }

  @Test("time to first token, time a token and the whole add up; a judge reads the whole answer first")
  func times() throws {
    let result = try Self.result()
    func value(_ metric: Metric, _ name: String) throws -> Double {
      result.estimate(metric, of: try #require(result.strategy(name))).mean
    }
    #expect(abs(try value(.firstTokenP95, "plain") - 500) < 0.01)
    #expect(abs(try value(.timePerOutputTokenP95, "plain") - 10.1) < 0.01)
    #expect(abs(try value(.latencyP95, "plain") - 1510) < 0.01)
    #expect(try value(.firstTokenP50, "cached") == value(.latencyP50, "cached"))
    #expect(abs(try value(.firstTokenP95, "judged") - 1510) < 0.01)
  }

  @Test("the tokens of an answer are those of the model that wrote it, where another tokenizer counts more")
  func tokenizers() throws {
    let result = try Self.result()
    func value(_ metric: Metric, _ name: String) throws -> Double {
      result.estimate(metric, of: try #require(result.strategy(name))).mean
    }
    // 202 tokens in 2,020 ms behind the first token.
    #expect(abs(try value(.timePerOutputTokenP50, "counted") - 2020.0 / 201) < 0.01)
    let plain = try value(.outputTokensPerSecond, "plain")
    #expect(abs(try value(.outputTokensPerSecond, "counted") - 2 * plain) < 1e-9)
  }

  @Test("goodput counts what came in time, and is n/a where no time is stated")
  func goodput() throws {
    let result = try Self.result()
    func value(_ name: String) throws -> Double {
      result.estimate(.goodputShare, of: try #require(result.strategy(name))).mean
    }
    #expect(try value("plain") == 1)
    #expect(try value("judged") == 0)
    let strict = try Self.result(["analysis.goodput={\"latency_ms\": 1000}"])
    let cached = try #require(strict.strategy("cached"))
    #expect(
      strict.estimate(.goodputShare, of: cached).mean == strict.estimate(.hitShare, of: cached).mean)
    #expect(
      abs(
        strict.estimate(.goodputPerSecond, of: cached).mean * 1800
          - strict.estimate(.requests, of: cached).mean * strict.estimate(.hitShare, of: cached).mean) < 1e-6)
    let unstated = try Self.result(["analysis.goodput=null"])
    #expect(unstated.estimate(.goodputShare, of: unstated.strategies[0]).mean.isNaN)
  }

  @Test("what a cache answers behind a budget was not sent to a cheaper model")
  func throttledHits() throws {
    let capped = """
      {"name": "capped", "model": "gpt-4o", "layers": [
        {"use": "budget", "monthly_usd": 0.001, "throttle": 0.01, "stop": 1000000000, "throttle_to": "gpt-4o-mini"},
        \(SmallScenario.exact)]}
      """
    let result = try SmallScenario.run(SmallScenario.text(strategies: capped))
    let strategy = try #require(result.strategies.first)
    func value(_ metric: Metric) -> Double { result.estimate(metric, of: strategy).mean }
    let sent = value(.servedShare) + value(.failedShare)
    #expect(value(.hitShare) > 0.1)
    #expect(value(.throttledShare) > 0.5 * sent)
    #expect(value(.throttledShare) <= sent)
  }

  @Test("what the ages of hits let expect takes luck out of stale hits: seeds then agree")
  func volatileControl() throws {
    let workload =
      ", \"temperature_zero_share\": 1"
    let text = SmallScenario.text(workload: workload, run: "\"replications\": 8")
    let volatile = [
      "workload.intents.answer_lifetime_h={\"volatile\": 0.02}", "workload.intents.volatile_share=0.1",
    ]
    var controlled: [Double] = []
    var plain: [Double] = []
    var widths = (0.0, 0.0)
    for seed in 1...12 {
      let result = try SmallScenario.run(text, volatile + ["run.seed=\(seed)"])
      let exact = try #require(result.strategy("exact"))
      let own = result.estimate(.staleHitShare, of: exact)
      let raw = Estimate(samples: exact.cells.map { $0.metrics[.staleHitShare] }, confidence: 0.95)
      controlled.append(own.mean)
      plain.append(raw.mean)
      widths.0 += own.halfWidth
      widths.1 += raw.halfWidth
      #expect(result.corrections.contains("stale hits corrected for which answers happened to change"))
      // Without a cache nothing is stale, and nothing is controlled.
      let naive = result.strategies[0]
      #expect(
        result.estimate(.quality, of: naive)
          == Estimate(samples: naive.cells.map { $0.metrics[.quality] }, confidence: 0.95))
      #expect(
        result.estimate(.hitShare, of: exact)
          == Estimate(samples: exact.cells.map { $0.metrics[.hitShare] }, confidence: 0.95))
    }
    func spread(_ values: [Double]) -> Double {
      Estimate(samples: values, confidence: 0.95).halfWidth
    }
    #expect(widths.0 < 0.5 * widths.1)
    #expect(spread(controlled) < 0.3 * spread(plain))
    let mean = (
      controlled.reduce(0, +) / Double(controlled.count), plain.reduce(0, +) / Double(plain.count)
    )
    #expect(abs(mean.0 - mean.1) < spread(plain) + spread(controlled))
  }

  @Test("what stated lengths let expect takes their luck out of dollars; intervals hold the truth")
  func lengthControl() throws {
    let text = SmallScenario.text(run: "\"replications\": 8")
    let heavy = [
      "workload.tokens.context_median=300", "workload.tokens.context_p95=3000",
      "workload.tokens.user_median=60", "workload.tokens.user_p95=300",
      "workload.tokens.output_median=200", "workload.tokens.output_p95=600",
      "providers.openai.faults.error_share=0",
    ]
    var own: [[Estimate]] = [[], [], []]
    var plain: [[Estimate]] = [[], [], []]
    for seed in 1...60 {
      let result = try SmallScenario.run(text, heavy + ["run.seed=\(seed)"])
      let exact = try #require(result.strategy("exact"))
      let base = result.strategies[result.baseline]
      let figures = [(Metric.costPerMonth, base), (.savingPerMonth, exact), (.costPerMonth, exact)]
      for (place, (metric, strategy)) in figures.enumerated() {
        own[place].append(result.estimate(metric, of: strategy))
        let values = zip(strategy.cells, base.cells).map { $0.metrics.value(metric, versus: $1.metrics) }
        plain[place].append(Estimate(samples: values, confidence: 0.95))
      }
      // What adds up in every replication adds up in the result.
      func mean(_ metric: Metric, _ strategy: StrategyResult) -> Double {
        result.estimate(metric, of: strategy).mean
      }
      let before = mean(.costPerMonth, base)
      #expect(
        abs(before - mean(.costPerMonth, exact) - mean(.savingPerMonth, exact)) < 1e-9 * before)
      let parts = [Metric.inputCost, .outputCost, .cachedInputCost, .cacheWriteCost, .failedCallCost]
      let sum = parts.reduce(0) { $0 + mean($1, exact) }
      #expect(abs(sum - mean(.costUSD, exact)) < 1e-9 * sum)
      #expect(result.corrections == ["dollars corrected for which lengths happened to be drawn"])
    }
    func sum(_ estimates: [Estimate], _ value: (Estimate) -> Double) -> Double {
      estimates.reduce(0) { $0 + value($1) }
    }
    // A request a second for 30 days, and what one costs in the mean at $2.50 and $10 a million tokens.
    let input = Lognormal(median: 300, p95: 3000).mean + Lognormal(median: 60, p95: 300).mean
    let cost = 2_592_000 * (input * 2.5e-6 + Lognormal(median: 200, p95: 600).mean * 1e-5)
    #expect(own[0].count { abs($0.mean - cost) <= $0.halfWidth } >= 53)
    #expect(abs(sum(own[0], \.mean) / 60 / cost - 1) < 0.005)
    for (place, (own, plain)) in zip(own, plain).enumerated() {
      let truth = sum(own, \.mean) / 60
      let widths = (sum(own, \.halfWidth), sum(plain, \.halfWidth))
      let held = own.count { abs($0.mean - truth) <= $0.halfWidth }
      #expect(held >= 53, "\(held) of 60 intervals hold the truth")
      // What an exact cache still pays is what comes first, of which popularity explains more.
      #expect(widths.0 < (place < 2 ? 0.6 : 1) * widths.1, "\(place): \(widths)")
    }
  }

  @Test("where a budget cuts what is spent, the luck of lengths does not come through and is left alone")
  func lengthControlUnderBudget() throws {
    let strategies = """
      {"name": "naive", "model": "gpt-4o"},
      {"name": "capped", "model": "gpt-4o",
       "layers": [{"use": "budget", "monthly_usd": 5000, "stop": 0.95}]}
      """
    let result = try SmallScenario.run(
      SmallScenario.text(strategies: strategies, run: "\"replications\": 8"),
      ["workload.tokens.context_median=300", "workload.tokens.context_p95=1500"])
    let capped = try #require(result.strategy("capped"))
    #expect(result.estimate(.unansweredShare, of: capped).mean > 0.3)
    #expect(capped.cells.allSatisfy { $0.value(.costUSD) == $0.metrics[.costUSD] })
    #expect(result.strategies[0].cells.contains { $0.value(.costUSD) != $0.metrics[.costUSD] })
  }
}
