import Experiments
import TestSupport
import Testing

@testable import Decisions

@Suite("The verdict")
struct VerdictTests {
  private static let models = """
    "providers": {"openai": {"models": {
      "gpt-4o": {"quality": 0.95}, "gpt-4o-mini": {"quality": 0.75}}}},
    """

  private func result(
    _ strategies: String, providers: String = models, more: String = "", workload: String = ""
  ) throws -> RunResult {
    let text = """
      {"simbench": 1, "name": "verdict", "run": {"seed": 3, "measure_h": 0.5, "replications": 4},
       "workload": {"kind": "synthetic", "arrivals": {"rate_per_s": 1},
        "intents": {"count": 40, "zipf_exponent": 0.9}, "paraphrases": {"per_intent": 1}\(workload)},
       \(providers) "strategies": [\(strategies)], "output": {"plots": []}\(more)}
      """
    return try SmallScenario.run(text)
  }

  private static let pair = """
    {"name": "strong", "model": "gpt-4o", "layers": []}, {"name": "weak", "model": "gpt-4o-mini", "layers": []}
    """

  @Test("the cheapest strategy is not recommended when it loses quality beyond the default")
  func lossOfQuality() throws {
    let verdict = Verdict(try result(Self.pair))
    #expect(verdict.recommended?.name == "strong")
    #expect(verdict.excluded.map(\.name) == ["weak"])
    let excluded = try #require(verdict.excluded.first)
    let objections = excluded.objections
    #expect(objections.map(\.rule.constraint.metric) == [.qualityChange])
    #expect(!objections.contains { !$0.rule.isAssumed })
  }

  @Test("a model that is as much worse as the default allows is allowed, whatever the last digits say")
  func lossAtTheBound() throws {
    for (strong, weak) in [(0.9, 0.89), (0.96, 0.95), (0.97, 0.96)] {
      let providers = """
        "providers": {"openai": {"models": {
          "gpt-4o": {"quality": \(strong)}, "gpt-4o-mini": {"quality": \(weak)}}}},
        """
      let verdict = Verdict(try result(Self.pair, providers: providers))
      #expect(verdict.recommended?.name == "weak", "\(strong) against \(weak)")
      #expect(verdict.recommended?.rulings.map(\.standing).contains(.unsure) == false)
    }
  }

  @Test("any strategy, such as a cell of a sweep, is held to the same rules")
  func objections() throws {
    let result = try result(Self.pair)
    let found = result.strategies.map { Verdict.objections(to: $0, in: result).map(\.rule.constraint.metric) }
    #expect(found == [[], [.qualityChange]])
  }

  @Test("a stated bound on the subject takes the default's place")
  func statedBound() throws {
    let verdict = Verdict(try result(Self.pair, more: ", \"constraints\": {\"quality_min\": 0.7}"))
    #expect(verdict.recommended?.name == "weak")
    #expect(verdict.recommended?.losses.map(\.kind) == [.quality])
    #expect(!verdict.rules.contains { $0.constraint.metric == .qualityChange })
  }

  @Test("a strategy that saves by refusing is ruled out")
  func refusals() throws {
    let limited = """
      {"name": "naive", "model": "gpt-4o", "layers": []},
      {"name": "limited", "model": "gpt-4o", "layers": [{"use": "rate_limit", "tiers": {"default": {"requests_per_min": 1}}}]}
      """
    let result = try result(limited, more: ", \"constraints\": {\"quality_min\": 0.1}")
    let verdict = Verdict(result)
    #expect(verdict.recommended?.name == "naive")
    #expect(verdict.excluded.first?.objections.map(\.rule.constraint.metric) == [.unansweredChange])
  }

  @Test("quality that nobody stated is unknown, and a choice of other models says so")
  func unstatedQuality() throws {
    let providers = "\"providers\": {\"openai\": {\"models\": {\"gpt-4o\": {}, \"gpt-4o-mini\": {}}}},"
    let result = try result(Self.pair, providers: providers)
    #expect(result.strategies.allSatisfy { result.estimate(.quality, of: $0).mean.isNaN })
    let best = try #require(Verdict(result).recommended)
    #expect(best.name == "weak")
    #expect(best.losses.map(\.kind) == [.unstatedQuality])
    #expect(best.losses[0].value.mean == 1)
  }

  @Test(
    "answers that a layer makes worse are a loss where nobody stated their quality",
    arguments: [
      ("compress", #""user_keep_share": 0.5"#, true),
      ("compress", #""user_keep_share": 0.5, "quality_factor": 1"#, false),
      ("window_batch", #""window_ms": 5000, "quality_factor": 0.9"#, true),
      ("window_batch", #""window_ms": 5000"#, false),
    ])
  func worsened(layer: String, settings: String, isLost: Bool) throws {
    let strategies = """
      {"name": "plain", "model": "gpt-4o", "layers": []},
      {"name": "less", "model": "gpt-4o", "layers": [{"use": "\(layer)", \(settings)}]}
      """
    let found = try result(strategies, providers: #""providers": {"openai": {"models": {"gpt-4o": {}}}},"#)
    let losses = Verdict(found).judgement(of: 1)?.losses ?? []
    #expect(losses.contains { $0.kind == .worsened } == isLost, "\(losses)")
    // Where the quality is stated, its change says it.
    let stated = try result(strategies)
    #expect(Verdict(stated).judgement(of: 1)?.losses.contains { $0.kind == .worsened } == false)
  }

  @Test("a hit on an answer that a layer made worse is a worse answer too")
  func worsenedHits() throws {
    let compress = #"{"use": "compress", "user_keep_share": 0.5}"#
    let cache = #"{"use": "exact_cache", "temperature_zero_only": false}"#
    let strategies = """
      {"name": "plain", "model": "gpt-4o", "layers": []},
      {"name": "less", "model": "gpt-4o", "layers": [\(compress)]},
      {"name": "cached", "model": "gpt-4o", "layers": [\(cache), {"use": "coalesce"}, \(compress)]}
      """
    let found = try result(strategies, providers: #""providers": {"openai": {"models": {"gpt-4o": {}}}},"#)
    func share(_ place: Int) throws -> Double {
      let losses = try #require(Verdict(found).judgement(of: place)).losses
      return try #require(losses.first { $0.kind == .worsened }).value.mean
    }
    // Whoever asks gets such an answer, be it from the cache.
    #expect(found.estimate(.hitShare, of: found.strategies[2]).mean > 0.1)
    let stale = found.estimate(.staleHitShare, of: found.strategies[2]).mean
    #expect(try share(1) > 0.9)
    #expect(try share(2) > share(1) - stale - 0.02)
  }

  @Test("refusals that change the mix of the models send no request to another model")
  func refusedMix() throws {
    let providers = "\"providers\": {\"openai\": {\"models\": {\"gpt-4o\": {}, \"gpt-4o-mini\": {}}}},"
    var result = try result(Self.pair, providers: providers)
    // A log of two models, of which a limit lets less of one pass.
    for (place, served) in [[600, 400], [100, 300]].enumerated() {
      result.strategies[place].isAsRecorded = true
      result.strategies[place].model = 0
      for cell in result.strategies[place].cells.indices {
        result.strategies[place].cells[cell].served = served
        result.strategies[place].cells[cell].metrics[.otherModelShare] = 0
      }
    }
    func losses() -> [Loss.Kind] { Verdict(result).judgement(of: 1)?.losses.map(\.kind) ?? [] }
    #expect(!losses().contains(.unstatedQuality))
    for cell in result.strategies[1].cells.indices {
      result.strategies[1].cells[cell].metrics[.otherModelShare] = 0.1
    }
    #expect(losses().contains(.unstatedQuality))
    // Who asks for another model has other answers, whatever is refused.
    for cell in result.strategies[1].cells.indices {
      result.strategies[1].cells[cell].metrics[.otherModelShare] = 0
    }
    result.strategies[1].model = 1
    #expect(losses().contains(.unstatedQuality))
  }

  @Test("where wrong answers have a price, the money decides")
  func pricedErrors() throws {
    let strategies = """
      {"name": "naive", "model": "gpt-4o", "layers": []},
      {"name": "rash", "model": "gpt-4o", "layers": [{"use": "semantic_cache", "threshold": 0.3}]}
      """
    let text = """
      {"simbench": 1, "name": "priced", "run": {"seed": 3, "measure_h": 0.5, "replications": 4},
       "workload": {"kind": "synthetic", "arrivals": {"rate_per_s": 1},
        "intents": {"count": 40, "zipf_exponent": 0.9},
        "paraphrases": {"per_intent": 3, "similarity": {}}},
       \(Self.models) "strategies": [\(strategies)], "output": {"plots": []},
       "analysis": {"false_hit_usd": 5}}
      """
    let verdict = Verdict(try SmallScenario.run(text))
    #expect(verdict.isPriced)
    #expect(verdict.recommended?.name == "naive")
  }

  @Test("where wrong hits have a price, quality that is lost otherwise still has its bound")
  func besideErrors() throws {
    let priced = Verdict(try result(Self.pair, more: ", \"analysis\": {\"false_hit_usd\": 0.01}"))
    #expect(priced.isPriced)
    #expect(priced.recommended?.name == "strong")
    #expect(priced.excluded.map(\.name) == ["weak"])
    #expect(priced.rules.contains { $0.isBesideErrors && $0.constraint.metric == .qualityChange })
    #expect(!priced.rules.contains { $0.constraint.metric == .falseHitShare })
  }

  @Test("equal strategies have no difference, and a claim beyond the interval is not reached")
  func noDifference() throws {
    let strategies = """
      {"name": "one", "model": "gpt-4o", "layers": []}, {"name": "two", "model": "gpt-4o", "layers": []},
      {"name": "cached", "model": "gpt-4o", "layers": [{"use": "exact_cache"}]}
      """
    let question = """
      , "question": {"strategies": ["two", "cached"], "metrics": ["cost_saving_share"], "claimed": 0.999}
      """
    let verdict = Verdict(try result(strategies, more: question))
    #expect(verdict.answers.map(\.outcome) == [.noDifference, .better])
    #expect(verdict.answers.map { $0.claim?.isReached } == [false, false])
    #expect(verdict.recommended?.name == "cached")
    let twins = "{\"name\": \"one\", \"model\": \"gpt-4o\"}, {\"name\": \"two\", \"model\": \"gpt-4o\"}"
    let equal = Verdict(try result(twins))
    #expect(equal.recommended?.name == "one")
    #expect(equal.equals == ["two"])
  }

  @Test("where only the baseline breaks a rule, a dearer strategy is recommended with a negative saving")
  func dearer() throws {
    let verdict = Verdict(
      try result(
        Self.pair, more: ", \"analysis\": {\"baseline\": \"weak\"}, \"constraints\": {\"quality_min\": 0.9}"))
    #expect(verdict.recommended?.name == "strong")
    #expect((verdict.recommended?.saving.mean ?? 0) < 0)
  }

  @Test("of no request nothing is recommended")
  func nothingMeasured() throws {
    var result = try result(Self.pair)
    // What the first replication drew tells nothing: it has the warm-up, and lacks the others.
    result.requests = 0
    #expect(Verdict(result).recommended != nil)
    result.requests = 7
    for strategy in result.strategies.indices {
      for cell in result.strategies[strategy].cells.indices {
        result.strategies[strategy].cells[cell].metrics[.requests] = 0
      }
    }
    #expect(Verdict(result).recommended == nil)
  }

  @Test("that some hits are unlabelled does not hide that of the others nobody knows whether they are stale")
  func undatedBesideUnlabelled() throws {
    var result = try result(
      """
      {"name": "naive", "model": "gpt-4o", "layers": []},
      {"name": "cached", "model": "gpt-4o", "layers": [{"use": "exact_cache"}]}
      """)
    for cell in result.strategies[1].cells.indices {
      result.strategies[1].cells[cell].metrics[.falseHitShare] = .nan
      result.strategies[1].cells[cell].metrics[.staleHitShare] = .nan
      result.strategies[1].cells[cell].metrics[.unknownHitShare] = 0.02
    }
    let losses = Verdict(result).judgement(of: 1)?.losses.map(\.kind) ?? []
    #expect(losses.contains(.unlabelledHits) && losses.contains(.undatedHits))
  }

  @Test("that calls of another model never fail is told where those of the log did")
  func unstatedFailures() throws {
    var result = try result(Self.pair)
    for cell in result.strategies[0].cells.indices {
      result.strategies[0].cells[cell].metrics[.failedShare] = 0.1
    }
    func losses() -> [Loss.Kind] { Verdict(result).judgement(of: 1)?.losses.map(\.kind) ?? [] }
    #expect(!losses().contains(.unstatedFailures))
    result.strategies[0].isAsRecorded = true
    #expect(losses().contains(.unstatedFailures))
    // What asks the log's own models fails where these did, or is answered by a cache.
    result.strategies[1].isAsRecorded = true
    #expect(!losses().contains(.unstatedFailures))
  }

  @Test("an error without a price keeps its bound beside one that has a price")
  func onePrice() throws {
    let verdict = Verdict(try result(Self.pair, more: ", \"analysis\": {\"false_hit_usd\": 0.01}"))
    #expect(verdict.rules.contains { $0.constraint.metric == .staleHitShare && $0.isAssumed })
    let both = Verdict(
      try result(Self.pair, more: ", \"analysis\": {\"false_hit_usd\": 0.01, \"stale_hit_usd\": 0.01}"))
    #expect(!both.rules.contains { $0.constraint.metric == .staleHitShare })
  }

  @Test("a metric of which neither more nor less is better decides nothing")
  func undirected() throws {
    let strategies = """
      {"name": "one", "model": "gpt-4o"}, {"name": "cached", "model": "gpt-4o", "layers": [{"use": "exact_cache"}]}
      """
    func answers(_ metrics: String) throws -> [Answer.Outcome] {
      Verdict(try result(strategies, more: ", \"question\": {\"metrics\": [\(metrics)]}")).answers.map(
        \.outcome)
    }
    #expect(try answers("\"provider_calls\"") == [.differs])
    #expect(try answers("\"provider_calls\", \"served_share\", \"cost_usd_per_month\"") == [.better])
    #expect(try answers("\"quality\"") == [.noDifference])
  }

  @Test("a question with nobody to compare is refused")
  func questionOfOne() throws {
    #expect {
      _ = try result("{\"name\": \"one\", \"model\": \"gpt-4o\"}", more: ", \"question\": {}")
    } throws: { error in
      "\(error)".contains(
        "'question' compares nothing with 'one'; another strategy that can be deployed was expected")
    }
  }

  @Test("a question that names the strategy it compares with is refused")
  func questionOfItself() throws {
    let question = ", \"question\": {\"strategies\": [\"strong\"], \"versus\": \"strong\"}"
    #expect {
      _ = try result(Self.pair, more: question)
    } throws: { error in
      "\(error)".contains("which the others are compared with; another strategy was expected")
    }
  }

  @Test("a layer that can do nothing is told")
  func idleLayers() throws {
    let strategies = """
      {"name": "naive", "model": "gpt-4o", "layers": []},
      {"name": "idle", "model": "gpt-4o", "layers": [{"use": "prompt_cache"}, {"use": "batch_api"}, {"use": "exact_cache"}]}
      """
    let result = try result(strategies, workload: ", \"temperature_zero_share\": 0")
    let warnings = result.warnings.filter { $0.hasPrefix("the layer") }
    #expect(warnings.count == 3)
    #expect(warnings[0].hasPrefix("the layer 'prompt_cache' read no token"))
    #expect(
      warnings[1] == "the layer 'batch_api' treated no request: none that reached it can wait "
        + "(batch_eligible_share), or the provider has no 'batch' (in 'idle')")
    #expect(
      warnings[2] == "the layer 'exact_cache' looked nothing up: every request passed it by (in 'idle')")
  }
}
