import Declarations
import Providers
import Simulation
import TestSupport
import Testing
import Traffic

@testable import Strategies

@Suite("Conservation")
struct ConservationTests {
  // MARK: Planted leaks

  private func ran() throws -> Gateway {
    var rig = Rig()
    for place in 0..<50 { rig.ask(place % 7, at: Double(place)) }
    return try rig.run("{\"use\": \"exact_cache\"}", "{\"use\": \"coalesce\"}")
  }

  private func check(_ gateway: Gateway, _ outcomes: OutcomeTable? = nil, invoice: Int128 = 0) throws {
    try Conservation.check(
      outcomes ?? gateway.outcomes, arrivals: gateway.stream.count, ledger: gateway.ledger,
      invoice: gateway.provider.invoice + invoice)
  }

  @Test("a clean run passes")
  func clean() throws { try check(try ran()) }

  @Test("a picodollar taken from an outcome is missed", arguments: [0, 49])
  func lostMoney(_ request: Int) throws {
    let gateway = try ran()
    var outcomes = gateway.outcomes
    outcomes.cost[request] -= 1
    let violation = try #require(throws: Conservation.Violation.self) { try check(gateway, outcomes) }
    #expect(violation.description.contains("the outcomes cost"))
  }

  @Test("a picodollar on the invoice alone is missed", arguments: [1, -1] as [Int128])
  func unbookedMoney(_ amount: Int128) throws {
    let gateway = try ran()
    let violation = try #require(throws: Conservation.Violation.self) { try check(gateway, invoice: amount) }
    #expect(violation.description.contains("the invoice says"))
  }

  @Test("a picodollar booked in the ledger alone is missed")
  func bookedMoney() throws {
    let gateway = try ran()
    gateway.ledger.book(Money(picodollars: 1), on: .storage, isMeasured: false)
    #expect(throws: Conservation.Violation.self) { try check(gateway) }
  }

  @Test("more money than is counted exactly is told, and never wraps")
  func beyondExact() throws {
    let gateway = try ran()
    for _ in 0..<3 { gateway.charge(Money(dollars: 5e6), to: 3, for: .storage) }
    let violation = try #require(throws: Conservation.Violation.self) { try check(gateway) }
    #expect(violation.isBeyondExact)
    #expect(violation.description.hasPrefix("a request costs more than the 9,223,372 USD"))
    #expect(gateway.outcomes.cost[3] == .max)
  }

  @Test("a request without an outcome is missed")
  func pending() throws {
    let gateway = try ran()
    var outcomes = gateway.outcomes
    outcomes.kind[20] = .pending
    let violation = try #require(throws: Conservation.Violation.self) { try check(gateway, outcomes) }
    #expect(violation.description == "50 requests arrived but 49 have an outcome")
  }

  // MARK: Random runs

  @Test("random streams through random layers obey the laws", arguments: 0..<1500)
  func fuzz(_ seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    let rig = Fuzz.rig(&random)
    let layers = Fuzz.layers(&random)
    let model = Int.random(in: 0..<2, using: &random)
    let gateway: Gateway
    do {
      gateway = try rig.run(layers, model: model)
    } catch {
      Issue.record("\(error): \(layers)")
      return
    }
    let outcomes = gateway.outcomes
    for request in 0..<rig.stream.count {
      let kind = outcomes.kind[request]
      let isAnswered = kind != .rejected && kind != .failed
      #expect(isAnswered == (outcomes.latency[request] >= 0), "\(request) \(kind): \(layers)")
      #expect(outcomes.quality[request] >= 0 && outcomes.quality[request] <= 1)
      #expect(isAnswered || outcomes.quality[request] == 0)
      #expect(outcomes.cost[request] >= 0)
      let isFalseShare = kind == .coalesced && outcomes.truth[request] == .wrongIntent
      #expect(kind.isHit == (outcomes.truth[request] != .none) || isFalseShare)
      #expect((outcomes.layer[request] != OutcomeTable.noLayer) || kind == .served || kind == .failed)
      if kind == .served { #expect(outcomes.latency[request] > 0) }
    }
    func count(_ kind: OutcomeKind) -> Int { outcomes.kind.count { $0 == kind } }
    if gateway.firstMeasured == 0 {
      let statistics = gateway.layers.map(\.statistics)
      let hits = count(.exactHit) + count(.semanticHit) + count(.coalesced)
      #expect(statistics.reduce(0) { $0 + $1[.hits] } == hits, "\(layers)")
      #expect(statistics.reduce(0) { $0 + $1[.rejections] } == count(.rejected), "\(layers)")
      #expect(
        statistics.reduce(0) { $0 + $1[.falseHits] + $1[.falseShares] }
          == outcomes.truth.count { $0 == .wrongIntent })
      #expect(statistics.reduce(0) { $0 + $1[.staleHits] } == outcomes.truth.count { $0 == .stale })
      for (layer, text) in zip(statistics, layers) {
        #expect(layer[.lookups] + layer[.bypasses] <= layer[.arrivals])
        let name = Settings(try JSONParser.parse(Array(text.utf8))).string("use")
        let counters = try #require(LayerRegistry.declaration(name)).counters
        for counter in LayerCounter.allCases where !counters.contains(counter) {
          #expect(layer[counter] == 0, "\(name) counts \(counter), which it does not declare")
        }
      }
    }
    #expect(gateway.ledger.total.allSatisfy { $0 >= 0 })
    #expect(zip(gateway.ledger.measured, gateway.ledger.total).allSatisfy { $0 <= $1 })
    let again = try rig.run(layers, model: model)
    #expect(again.outcomes.cost == outcomes.cost && again.outcomes.latency == outcomes.latency)
    #expect(again.outcomes.kind == outcomes.kind && again.outcomes.model == outcomes.model)
  }
}

/// Random streams, catalogues and layers.
enum Fuzz {
  static func rig(_ random: inout SplitMix) -> Rig {
    func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }
    var rig = Rig()
    rig.seed = random.next()
    rig.catalog = catalog(&random)
    rig.stream.tierNames = ["free", "pro"]
    rig.stream.hasIntentLabels = chance(0.8)
    if chance(0.5) {
      rig.stream.answers = AnswerClock(
        staticLifetime: .seconds(300), volatileLifetime: .seconds(20), volatileShare: 0.3, seed: 3,
        replication: 0)
    }
    let prompts = Int.random(in: 1...30, using: &random)
    var texts: [String] = []
    let words = [
      "what", "is", "the", "price", "compare", "code", "explain", "weather", "now", "really", "{x}", "hi",
    ]
    for _ in 0..<prompts {
      texts.append(
        (0..<Int.random(in: 0...7, using: &random)).map { _ in words.randomElement(using: &random)! }.joined(
          separator: " "))
      _ = rig.texts.append(texts.last!.utf8)
    }
    rig.neighbours[.bagOfWords] = SemanticCacheTests.neighbours(texts)
    let gap = [0.01, 0.3, 2, 60].randomElement(using: &random)!
    var time = 0.0
    for _ in 0..<Int.random(in: 0...250, using: &random) {
      if chance(0.8) { time += Double.random(in: 0...2 * gap, using: &random) }
      var marks: RequestMarks = chance(0.8) ? .temperatureZero : []
      if chance(0.2) { marks.insert(.personalData) }
      if chance(0.3) { marks.insert(.batchEligible) }
      marks.difficulty = Difficulty.allCases.randomElement(using: &random)!
      marks.tier = Int.random(in: 0...2, using: &random)
      marks.priority = Int.random(in: 0...2, using: &random)
      let prompt = Int.random(in: 0..<prompts, using: &random)
      rig.ask(
        prompt, at: time, intent: prompt / 3, user: UInt32.random(in: 0...5, using: &random),
        system: chance(0.5) ? 1500 : 0,
        context: chance(0.5) ? UInt32.random(in: 0...3000, using: &random) : 0,
        tokens: UInt32.random(in: 0...500, using: &random),
        output: UInt32.random(in: 0...800, using: &random),
        latent: Float.random(in: -2...2, using: &random), marks: marks)
    }
    if chance(0.3) { rig.warmUp = .seconds(time / 3) }
    return rig
  }

  static func catalog(_ random: inout SplitMix) -> ProviderCatalog {
    func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }
    var faults = FaultProfile()
    if chance(0.5) {
      faults.errorShare = Double.random(in: 0...0.6, using: &random)
      faults.billedShare = Double.random(in: 0...1, using: &random)
    }
    if chance(0.3) { faults.outages = [.init(start: .seconds(5), end: .seconds(40))] }
    var catalog = Rig.catalog(
      promptCache: chance(0.6)
        ? PromptCacheRule(lifetime: .seconds(30), writeMultiplier: chance(0.5) ? 1.25 : 1) : nil,
      batch: chance(0.6) ? BatchProfile(completion: Lognormal(median: 20, p95: 60)) : nil,
      quotas: QuotaProfile(
        requestsPerMinute: chance(0.3) ? Double.random(in: 5...200, using: &random) : nil,
        tokensPerMinute: chance(0.3) ? Double.random(in: 3000...300_000, using: &random) : nil),
      faults: faults, retry: RetryPolicy(retries: Int.random(in: 0...3, using: &random)))
    for model in catalog.models.indices {
      catalog.models[model].latency = LatencyModel(
        base: 0.5, perUncachedToken: 1e-5, perOutputToken: 0.01, tailShare: 0.05)
    }
    if chance(0.5) {
      catalog.embedder = EmbedderProfile(
        price: TokenPrice(dollarsPerMillion: 0.02), latency: Lognormal(median: 0.02, p95: 0.08))
    }
    return catalog
  }

  /// Up to six layers in any order, each at most twice.
  static func layers(_ random: inout SplitMix) -> [String] {
    let policies = ["fifo", "lru", "lfu", "clock", "sieve", "slru", "s3fifo", "twoq", "arc", "belady"]
    let policy = policies.randomElement(using: &random)!
    let limits = """
      "capacity": \(Int.random(in: 1...20, using: &random)), "eviction": "\(policy)",
      "ttl_s": \([0.5, 20, 1e6].randomElement(using: &random)!), "ttl_sliding": \(Bool.random(using: &random)),
      "temperature_zero_only": \(Bool.random(using: &random)), "skip_personal_data": \(Bool.random(using: &random)),
      "lookup_ms": \([0, 5, 400].randomElement(using: &random)!),
      "hosting_usd_per_month": \([0, 300].randomElement(using: &random)!)
      """
    let rules = ", \"ttl_rules\": [{\"keywords\": [\"now\", \"weather\"], \"ttl_s\": 2}]"
    let classifier = [
      "{\"kind\": \"signals\"}", "{\"kind\": \"keywords\"}", "{\"kind\": \"oracle\"}",
      "{\"kind\": \"random\"}", "{\"kind\": \"gain\"}",
      "{\"kind\": \"confusion\"}",
    ].randomElement(using: &random)!
    let threshold = Double.random(in: 0.2...0.99, using: &random)
    let choices = [
      "{\"use\": \"exact_cache\", \(limits), \"key\": [\"prompt\", \"user\"]}",
      "{\"use\": \"exact_cache\", \(limits)\(rules)}",
      "{\"use\": \"exact_cache\", \"capacity_bytes\": 5000, \"eviction\": \"\(policy)\", \"normalize\": \"lowercase_trim\"}",
      "{\"use\": \"semantic_cache\", \"embedder\": \"bag_of_words\", \"threshold\": \(threshold), \(limits)}",
      "{\"use\": \"semantic_cache\", \"threshold\": \(threshold), \"similarity\": {\"between_mean\": 0.6}, \(limits)}",
      "{\"use\": \"exact_cache\", \(limits), \"warm_up\": {\"top\": 4, \"earlier_h\": 0.01, \"at_h\": 0.002, \"every_h\": 0.1}}",
      """
      {"use": "semantic_cache", "embedder": "bag_of_words", "threshold": \(threshold), \(limits),
       "warm_up": {"top": 3, "earlier_h": 0.01, "at_h": 0.002, "every_h": 0.1}}
      """,
      """
      {"use": "exact_cache", \(limits), "normalize": "words_without_digits", "model_updates": [{"at_h": 0.005}],
       "purges": [{"at_h": 0.002}, {"at_h": 0.004, "what": ["price", "now"]}]}
      """,
      """
      {"use": "semantic_cache", "embedder": "bag_of_words", "threshold": \(threshold), \(limits),
       "verify": {"recall": 0.8, "specificity": 0.7, "usd_per_call": 0.0001, "latency_ms": 30},
       "model_updates": [{"at_h": 0.003, "then": "drop"}]}
      """,
      "{\"use\": \"coalesce\", \"follower\": \"polls_once\", \"poll_ms\": 700, \"normalize\": \"words\"}",
      "{\"use\": \"coalesce\", \"normalize\": \"words_without_digits\"}",
      "{\"use\": \"window_batch\", \"window_ms\": 200, \"quality_factor\": 0.9, \"size_loss\": 0.2}",
      "{\"use\": \"coalesce\"}",
      "{\"use\": \"coalesce\", \"key\": [\"prompt\", \"tier\"], \"temperature_zero_only\": false}",
      """
      {"use": "router", "classifier": \(classifier), "latency_ms": 20, "input_usd_per_1m": 0.05,
       "routes": {"simple": "gpt-4o-mini", "medium": {"pro": "gpt-4o", "default": "gpt-4.1-nano"}, "complex": "claude-opus-4"}}
      """,
      "{\"use\": \"window_batch\", \"window_ms\": 300, \"max_size\": \(Int.random(in: 1...6, using: &random)), \"max_tokens\": 4000}",
      "{\"use\": \"batch_api\"}", "{\"use\": \"prompt_cache\"}",
      "{\"use\": \"compress\", \"user_keep_share\": 0.5, \"latency_ms\": 15}",
      "{\"use\": \"compress\", \"method\": \"filler_words\"}",
      "{\"use\": \"rate_limit\"}",
      """
      {"use": "batch_queue", "window_ms": 300, "max_size": 3, "queue_s": 4, "restart_s": 1,
       "store": "\(["persistent", "memory"].randomElement(using: &random)!)", "crashes_h": [0.001, 0.002, 0.004]}
      """,
      "{\"use\": \"hedge\", \"after_ms\": 900, \"most_share\": 0.5, \"cancelled\": \"started\"}",
      "{\"use\": \"budget\", \"monthly_usd\": \([0.5, 50, 5000].randomElement(using: &random)!), \"throttle_to\": \"gpt-4.1-nano\"}",
      "{\"use\": \"oracle_cache\"}", "{\"use\": \"oracle_router\"}",
    ]
    return (0..<Int.random(in: 0...6, using: &random)).map { _ in choices.randomElement(using: &random)! }
  }
}
