import Declarations
import Providers
import Simulation
import TestSupport
import Testing
import Traffic

@testable import Strategies

@Suite("Layers")
struct LayerTests {
  // MARK: Budget

  /// circuit_breaker_exercise_1usd_gpt4o_1000in_500out in reference/article_code_golden.json.
  @Test("a budget warns, throttles and stops where the article's breaker should")
  func budget() throws {
    var rig = Rig()
    rig.span = .hours(720)
    for call in 0..<200 { rig.ask(call, at: Double(call) * 10, tokens: 1000, output: 500) }
    let budget = "{\"use\": \"budget\", \"monthly_usd\": 1}"
    let gateway = try rig.run(budget)
    // Each call costs $0.0075: after 94 calls 70 % is spent, after 127 calls 95 %.
    #expect(gateway.outcomes.kind.count { $0 == .served } == 127)
    #expect(gateway.outcomes.kind[127...].allSatisfy { $0 == .rejected })
    #expect(gateway.layers[0].statistics[.warnings] == 200 - 94)
    #expect(gateway.layers[0].statistics[.rejections] == 73)
    #expect(gateway.provider.invoice == 127 * 7_500_000_000)
    let throttled = try rig.run("{\"use\": \"budget\", \"monthly_usd\": 1, \"throttle_to\": \"gpt-4o-mini\"}")
    #expect(throttled.modelNames.firstIndex(of: "gpt-4o-mini") == 114)
    #expect(throttled.outcomes.flags[114].contains(.isThrottled))
    #expect(throttled.outcomes.kind.allSatisfy { $0 == .served })
  }

  @Test("a budget is pro-rated to the simulated span")
  func budgetSpan() throws {
    var rig = Rig()
    rig.span = .hours(72)
    for call in 0..<40 { rig.ask(call, at: Double(call) * 10, tokens: 1000, output: 500) }
    let gateway = try rig.run("{\"use\": \"budget\", \"monthly_usd\": 1}")
    // A tenth of a dollar: 95 % is reached after 13 calls.
    #expect(gateway.outcomes.kind.count { $0 == .served } == 13)
  }

  @Test("a budget begins where measuring begins, whatever the warm-up spent", arguments: [0, 13, 40, 400])
  func budgetWarmUp(_ warm: Int) throws {
    var rig = Rig()
    rig.warmUp = .seconds(Double(warm) * 10)
    rig.span = rig.warmUp + .hours(720)
    for call in 0..<(warm + 200) { rig.ask(call, at: Double(call) * 10, tokens: 1000, output: 500) }
    let gateway = try rig.run("{\"use\": \"budget\", \"monthly_usd\": 1}")
    #expect(gateway.outcomes.kind[..<warm].allSatisfy { $0 == .served })
    #expect(gateway.outcomes.kind[warm...].count { $0 == .served } == 127)
    #expect(gateway.layers[0].statistics[.rejections] == 73)
  }

  @Test(
    "a batch writes its prefix when it is processed: interactive calls before that warm it for themselves")
  func batchPrefix() throws {
    var rig = Rig()
    rig.catalog = Rig.catalog(
      promptCache: PromptCacheRule(),
      batch: BatchProfile(window: .hours(24), completion: Lognormal(median: 3600, p95: 3600)))
    var marks: RequestMarks = .temperatureZero
    marks.insert(.batchEligible)
    rig.ask(0, at: 0, system: 2048, marks: marks)
    for place in 1...3 { rig.ask(place, at: Double(place) * 100, system: 2048) }
    // The batch is processed at 3,599 s: what follows within the lifetime finds its prefix.
    rig.ask(4, at: 3700, system: 2048)
    let gateway = try rig.run("{\"use\": \"batch_api\"}", "{\"use\": \"prompt_cache\"}")
    #expect(gateway.outcomes.details?.cachedTokens == [0, 0, 2048, 2048, 2048])
    #expect(abs(gateway.seconds[0] - 3600) < 1e-6)
  }

  @Test("half a token is rounded up as a calculator does it: 585 x .7 keeps 410")
  func compressedTokens() throws {
    var rig = Rig()
    rig.ask(0, at: 0, context: 585, tokens: 0, output: 0)
    let gateway = try rig.run("{\"use\": \"compress\", \"context_keep_share\": 0.7}")
    #expect(gateway.outcomes.cost == [410 * 2_500_000])
  }

  @Test("tries, cached tokens and costs by component of each request add up to its totals")
  func details() throws {
    var rig = Rig()
    rig.catalog = Rig.catalog(
      promptCache: PromptCacheRule(), faults: FaultProfile(errorShare: 0.4, billedShare: 1))
    for place in 0..<200 { rig.ask(place % 40, at: Double(place), system: 2048) }
    let gateway = try rig.run("{\"use\": \"exact_cache\", \"ttl_s\": 30}", "{\"use\": \"prompt_cache\"}")
    let details = try #require(gateway.outcomes.details)
    for request in 0..<200 {
      #expect(details.costs.reduce(0) { $0 + $1[request] } == gateway.outcomes.cost[request])
    }
    #expect(details.cachedTokens.reduce(0, +) == gateway.measured.cachedTokens)
    #expect(details.tries.reduce(0, +) == gateway.measured.count)
    #expect(details.costs.map { Int128($0.reduce(0, +)) } == gateway.ledger.total)
    #expect(details.cachedTokens.contains { $0 > 0 })
    #expect(details.tries.contains { $0 > 1 })
  }

  @Test("a budget stops where it says, though it would warn later")
  func budgetLateWarning() throws {
    var rig = Rig()
    rig.span = .hours(720)
    for call in 0..<200 { rig.ask(call, at: Double(call) * 10, tokens: 1000, output: 500) }
    let gateway = try rig.run("{\"use\": \"budget\", \"monthly_usd\": 1, \"warn\": 1, \"stop\": 0.5}")
    #expect(gateway.outcomes.kind.count { $0 == .served } == 67)
  }

  @Test("a router behind a budget does not undo its throttle")
  func budgetThenRouter() throws {
    var rig = Rig()
    rig.span = .hours(720)
    for call in 0..<130 { rig.ask(call, at: Double(call) * 10, tokens: 1000, output: 500) }
    let gateway = try rig.run(
      "{\"use\": \"budget\", \"monthly_usd\": 1, \"throttle_to\": \"gpt-4o-mini\"}",
      "{\"use\": \"router\", \"routes\": {\"simple\": \"gpt-4o\", \"medium\": \"gpt-4o\", \"complex\": \"gpt-4o\"}, \"classifier\": {\"kind\": \"oracle\"}}"
    )
    #expect(gateway.modelNames.firstIndex(of: "gpt-4o-mini") == 114)
  }

  @Test("hits of a cache before a stopped budget are still answered")
  func budgetAndCache() throws {
    var rig = Rig()
    rig.span = .hours(720)
    for (place, prompt) in [0, 1, 0, 2].enumerated() { rig.ask(prompt, at: Double(place) * 10) }
    let gateway = try rig.run(
      "{\"use\": \"exact_cache\"}", "{\"use\": \"budget\", \"monthly_usd\": 0.001, \"stop\": 1}")
    #expect(gateway.kinds == ["served", "served", "exact_hit", "rejected"])
  }

  @Test("a budget beyond all bounds is no limit", arguments: ["1e300", "1e27", "1"])
  func absurdBudget(_ dollars: String) throws {
    var rig = Rig()
    rig.ask(0, at: 0)
    rig.ask(1, at: 10)
    let gateway = try rig.run("{\"use\": \"budget\", \"monthly_usd\": \(dollars), \"stop\": 1e300}")
    #expect(gateway.kinds == ["served", "served"])
  }

  // MARK: Rate limit

  /// rate_limiter in reference/article_code_golden.json.
  @Test("ten requests a minute pass, and the next is allowed 60 s after the first")
  func rateLimit() throws {
    var rig = Rig()
    for place in 0..<12 { rig.ask(place, at: 0, tokens: 900, output: 100) }
    rig.ask(13, at: 59.999)
    rig.ask(14, at: 60)
    rig.ask(15, at: 0 + 60.001, user: 7)
    rig.stream.tierNames = ["free", "pro"]
    let gateway = try rig.run("{\"use\": \"rate_limit\"}")
    let expected =
      Array(repeating: "served", count: 10) + ["rejected", "rejected", "rejected", "served", "served"]
    #expect(gateway.kinds == expected)
    #expect(gateway.layers[0].statistics[.rejections] == 3)
    #expect(gateway.outcomes.latency[10] == -1)
  }

  @Test("tokens flow back at their rate, however often somebody asks")
  func tokenBucket() throws {
    var rig = Rig()
    rig.ask(0, at: 0, tokens: 50_000, output: 0)
    for time in [0.001, 1, 1.999, 2] { rig.ask(1, at: time, tokens: 900, output: 100) }
    let gateway = try rig.run("{\"use\": \"rate_limit\"}")
    #expect(gateway.kinds == ["served", "rejected", "rejected", "rejected", "served"])
  }

  @Test("each tier has its quota, and an unlisted one the first")
  func tiers() throws {
    var rig = Rig()
    rig.stream.tierNames = ["free", "pro", "other"]
    for tier in 0..<3 {
      var marks: RequestMarks = .temperatureZero
      marks.tier = tier
      for place in 0..<4 { rig.ask(place, at: Double(tier), user: UInt32(tier), marks: marks) }
    }
    let gateway = try rig.run(
      "{\"use\": \"rate_limit\", \"tiers\": {\"free\": {\"requests_per_min\": 2}, \"pro\": {\"requests_per_min\": 3}}}"
    )
    #expect(
      (0..<3).map { tier in gateway.outcomes.kind[tier * 4..<tier * 4 + 4].count { $0 == .served } } == [
        2, 3, 2,
      ])
  }

  @Test("the sliding minute is exact over a long run")
  func slidingMinute() throws {
    var rig = Rig()
    var random = SplitMix(state: 8)
    var time = 0.0
    for place in 0..<3000 {
      time += Double.random(in: 0...4, using: &random)
      rig.ask(place % 50, at: time, tokens: 1, output: 1)
    }
    let gateway = try rig.run("{\"use\": \"rate_limit\"}")
    var allowed: [VirtualTime] = []
    for request in 0..<3000 {
      let now = rig.stream.arrival[request]
      let isAllowed = allowed.count { now - $0 < .seconds(60) } < 10
      #expect((gateway.outcomes.kind[request] == .served) == isAllowed)
      if isAllowed { allowed.append(now) }
    }
  }

  // MARK: Oracles

  @Test("an oracle cache hits whenever the present answer was given before, and is never wrong")
  func oracleCache() throws {
    var rig = Rig()
    rig.stream.answers = AnswerClock(
      staticLifetime: .seconds(500), volatileLifetime: .never, volatileShare: 0, seed: 4, replication: 0)
    var random = SplitMix(state: 5)
    for place in 0..<2000 {
      let intent = Int.random(in: 0..<40, using: &random)
      rig.ask(intent * 4 + Int.random(in: 0..<4, using: &random), at: Double(place) * 2, intent: intent)
    }
    let gateway = try rig.run("{\"use\": \"oracle_cache\"}")
    var given: Set<[UInt32]> = []
    for request in 0..<rig.stream.count {
      let now = rig.stream.arrival[request]
      let intent = rig.stream.intent[request]
      let version = rig.stream.answers.version(of: intent, at: now)
      #expect(gateway.outcomes.kind[request].isHit == given.contains([intent, version]))
      if !gateway.outcomes.kind[request].isHit {
        given.insert([intent, rig.stream.answers.version(of: intent, at: now + .seconds(1))])
      }
    }
    #expect(!gateway.outcomes.truth.contains(.wrongIntent) && !gateway.outcomes.truth.contains(.stale))
    #expect(gateway.kinds.contains("exact_hit") && gateway.kinds.contains("semantic_hit"))
  }

  @Test("no deployable cache hits more often than the oracle")
  func oracleBound() throws {
    var rig = Rig()
    var random = SplitMix(state: 6)
    for place in 0..<1500 {
      let intent = Int.random(in: 0..<60, using: &random)
      rig.ask(intent * 3 + Int.random(in: 0..<3, using: &random), at: Double(place) * 1.5, intent: intent)
    }
    func hits(_ layer: String) throws -> Int { try rig.run(layer).layers[0].statistics[.hits] }
    let bound = try hits("{\"use\": \"oracle_cache\"}")
    #expect(try hits("{\"use\": \"exact_cache\", \"capacity\": 100000, \"ttl_s\": 1e9}") <= bound)
  }

  @Test("an oracle router takes the cheapest model that is good enough, or the best there is")
  func oracleRouter() throws {
    var rig = Rig()
    for difficulty in Difficulty.allCases {
      var marks: RequestMarks = .temperatureZero
      marks.difficulty = difficulty
      rig.ask(Int(difficulty.rawValue), at: 0, marks: marks)
    }
    func models(_ quality: Double, _ among: String) throws -> [String] {
      try rig.run("{\"use\": \"oracle_router\", \"min_quality\": \(quality), \"models\": \(among)}")
        .modelNames
    }
    let pair = "[\"gpt-4o\", \"gpt-4o-mini\"]"
    #expect(try models(0.84, pair) == ["gpt-4o-mini", "gpt-4o-mini", "gpt-4o"])
    #expect(try models(0.9, pair) == ["gpt-4o-mini", "gpt-4o", "gpt-4o"])
    #expect(try models(0, pair) == ["gpt-4o-mini", "gpt-4o-mini", "gpt-4o-mini"])
    #expect(try models(1, pair) == ["gpt-4o", "gpt-4o", "gpt-4o"])
    #expect(try rig.run("{\"use\": \"oracle_router\"}").modelNames[2] == "gpt-4o")
  }

  @Test(
    "all together and a model have the first quota, whoever comes first", arguments: ["everyone", "model"])
  func sharedQuota(_ subject: String) throws {
    for first in 0...1 {
      var rig = Rig()
      rig.stream.tierNames = ["free", "pro"]
      for place in 0..<6 { rig.ask("q\(place)", at: Double(place), tier: place == 0 ? first : 1 - first) }
      let gateway = try rig.run(
        """
        {"use": "rate_limit", "per": "\(subject)",
         "tiers": {"free": {"requests_per_min": 2}, "pro": {"requests_per_min": 4}}}
        """)
      #expect(gateway.kinds.count { $0 == "served" } == 2)
    }
  }

  // MARK: Provider features

  @Test("a prompt cache makes shared prefixes cheaper and changes nothing else")
  func promptCache() throws {
    var rig = Rig()
    rig.catalog = Rig.catalog(promptCache: PromptCacheRule())
    for place in 0..<5 { rig.ask(place, at: Double(place) * 10, system: 2000) }
    let plain = try rig.run([])
    let cached = try rig.run("{\"use\": \"prompt_cache\"}")
    #expect(plain.provider.invoice - cached.provider.invoice == 4 * 1920 * 1_250_000)
    #expect(cached.measured.cachedTokens == 4 * 1920)
    #expect(cached.kinds == plain.kinds)
    #expect(cached.ledger.total[CostComponent.cachedInput.rawValue] == 4 * 1920 * 1_250_000)
  }

  @Test("of an unlabelled log one prompt has one context of a length, whatever it was asked with")
  func unlabelledContext() throws {
    var rig = Rig()
    rig.catalog = Rig.catalog(promptCache: PromptCacheRule())
    rig.stream.hasIntentLabels = false
    for place in 0..<3 { rig.ask(0, at: Double(place) * 10, intent: place, context: 2000) }
    rig.ask(1, at: 30, intent: 3, context: 2000)
    rig.ask(0, at: 40, intent: 0, context: 3000)
    #expect(try rig.run("{\"use\": \"prompt_cache\"}").measured.cachedTokens == 2 * 1920)
  }

  @Test("the batch API takes what may wait, at its price and in its time")
  func batchAPI() throws {
    var rig = Rig()
    rig.catalog = Rig.catalog(batch: BatchProfile(completion: Lognormal(median: 600, p95: 600)))
    rig.ask(0, at: 0)
    rig.ask(1, at: 0, marks: .batchEligible)
    let gateway = try rig.run("{\"use\": \"batch_api\"}")
    #expect(gateway.outcomes.cost == [750_000_000, 375_000_000])
    #expect(gateway.outcomes.flags.map { $0.contains(.isDeferred) } == [false, true])
    #expect(gateway.seconds[0] == 1)
    #expect(abs(gateway.seconds[1] - 600) < 1e-6)
    rig.catalog = Rig.catalog()
    #expect(try rig.run("{\"use\": \"batch_api\"}").outcomes.cost == [750_000_000, 750_000_000])
  }

  @Test("compression keeps its shares of the prompt and its share of the quality")
  func compress() throws {
    var rig = Rig()
    rig.ask(0, at: 0, system: 1000, context: 500, tokens: 100)
    let gateway = try rig.run(
      """
      {"use": "compress", "system_keep_share": 0.9, "context_keep_share": 0.5, "user_keep_share": 0.8,
       "quality_factor": 0.5, "latency_ms": 30}
      """)
    #expect(gateway.outcomes.cost == [3_575_000_000])
    #expect(gateway.outcomes.quality == [0.485])
    #expect(gateway.seconds == [1.03])
  }

  @Test("a shortened context leaves what a log has as read before it")
  func compressedLog() throws {
    var rig = Rig()
    rig.ask(0, at: 0, system: 1000, context: 500, tokens: 100)
    rig.stream.recorded.cachedTokens.append(1000, at: 0)
    rig.recordedModels = [0]
    let gateway = try rig.run("{\"use\": \"compress\", \"context_keep_share\": 0.5}")
    let usage = try #require(gateway.providerCall(0).recordedUsage)
    #expect((usage.cached, usage.uncached) == (1000, 350))
  }

  @Test("a compressed answer keeps its lower quality in the cache")
  func compressedHit() throws {
    var rig = Rig()
    rig.ask(0, at: 0)
    rig.ask(0, at: 10)
    let gateway = try rig.run(
      "{\"use\": \"exact_cache\"}", "{\"use\": \"compress\", \"quality_factor\": 0.5}")
    #expect(gateway.outcomes.quality == [0.485, 0.485])
  }

  @Test(
    "a layer that names an unknown model is refused with the models there are",
    arguments: [
      "{\"use\": \"budget\", \"monthly_usd\": 1, \"throttle_to\": \"gpt-4o-mimi\"}",
      "{\"use\": \"oracle_router\", \"models\": [\"gpt-4o-mimi\"]}",
      "{\"use\": \"router\", \"routes\": {\"simple\": \"gpt-4o-mimi\", \"medium\": \"gpt-4o\", \"complex\": \"gpt-4o\"}}",
    ])
  func unknownModel(_ layer: String) throws {
    let fault = try #require(throws: Diagnostic.self) { try Rig.plan(layer, Rig.catalog()) }
    #expect(fault.message.contains("'gpt-4o-mimi' is unknown (did you mean 'gpt-4o-mini'?)"))
    #expect(fault.message.contains("gpt-4o, gpt-4o-mini, gpt-4.1-nano"))
  }

  @Test("every declared layer has help and reads its own defaults", arguments: LayerRegistry.all.map(\.name))
  func declarations(_ name: String) throws {
    let declaration = try #require(LayerRegistry.declaration(name))
    #expect(!declaration.summary.isEmpty)
    #expect(declaration.fields.allSatisfy { !$0.help.isEmpty })
    let required = [
      "router": ", \"routes\": {\"simple\": \"gpt-4o\", \"medium\": \"gpt-4o\", \"complex\": \"gpt-4o\"}",
      "budget": ", \"monthly_usd\": 5",
      "cascade": ", \"first\": \"gpt-4o-mini\", \"then\": \"gpt-4o\"",
      "remap": ", \"routes\": {\"gpt-4o\": \"gpt-4o-mini\"}",
      "compact": ", \"trigger_tokens\": 50000",
      "fallback": ", \"models\": [\"gpt-4o\"]",
    ]
    // What some layers work on: a prompt cache, and deployments.
    var catalog = Rig.catalog(promptCache: PromptCacheRule())
    catalog.deployLast(as: [.init(name: "east"), .init(name: "west")])
    _ = try Rig.plan("{\"use\": \"\(name)\"\(required[name] ?? "")}", catalog)
  }

  @Test("a prompt cache tells system prompts apart, and a context behind one from the same behind another")
  func systemPrompts() throws {
    var rig = Rig()
    rig.catalog = Rig.catalog(promptCache: PromptCacheRule())
    rig.ask(0, at: 0, systemPrompt: 0, system: 2048, context: 1024)
    rig.ask(0, at: 10, systemPrompt: 1, system: 2048, context: 1024)
    rig.ask(0, at: 20, systemPrompt: 1, system: 2048, context: 1024)
    let gateway = try rig.run("{\"use\": \"prompt_cache\"}")
    #expect(gateway.measured.cachedTokens == 3072)
  }

  @Test("an exact cache keyed by system prompt tells equal lengths apart")
  func systemPromptKeys() throws {
    var rig = Rig()
    rig.ask(0, at: 0, systemPrompt: 0, system: 100)
    rig.ask(0, at: 10, systemPrompt: 1, system: 100)
    rig.ask(0, at: 20, systemPrompt: 1, system: 100)
    let gateway = try rig.run("{\"use\": \"exact_cache\"}")
    #expect(gateway.outcomes.kind == [.served, .served, .exactHit])
  }

}
