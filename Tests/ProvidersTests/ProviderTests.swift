import Simulation
import Testing
import Traffic

@testable import Providers

@Suite("Provider")
struct ProviderTests {
  private func call(
    _ request: Int, attempt: Int = 0, input: Int = 1000, output: Int = 0, isBatch: Bool = false
  ) -> ProviderCall {
    ProviderCall(
      request: request, model: 0, attempt: attempt, systemTokens: 0, contextTokens: 0, userTokens: input,
      outputTokens: output, isBatch: isBatch)
  }

  @Test("latency is the time to the first token and a time a token")
  func latency() throws {
    var provider = Provider(TestCatalog.make(), seed: 1, replication: 0)
    guard case .answered(let first, let total, _, _, _) = provider.answer(call(0, output: 250), at: .zero)
    else {
      throw Unanswered()
    }
    #expect(first == .seconds(1))
    #expect(total == .seconds(3.5))
    #expect(provider.answeredCalls == [1, 0])
  }

  @Test("a latency quantile belongs to the request and the attempt, whatever the model")
  func commonDraws() throws {
    var catalog = TestCatalog.make()
    for model in catalog.models.indices { catalog.models[model].latency.firstTokenSigma = 0.5 }
    catalog.models[1].latency.base = 2
    var provider = Provider(catalog, seed: 5, replication: 3)
    for request in 0..<100 {
      var own = call(request)
      let first = try answered(&provider, own, at: 0).latency.seconds
      own.model = 1
      #expect(abs(try answered(&provider, own, at: 0).latency.seconds - 2 * first) < 2e-9)
      own.attempt = 1
      #expect(abs(try answered(&provider, own, at: 0).latency.seconds - 2 * first) > 1e-6)
    }
  }

  @Test("time to first token has the stated median and spread, and the tail its share")
  func latencyLaw() throws {
    var catalog = TestCatalog.make()
    catalog.models[0].latency.firstTokenSigma = 0.4
    var provider = Provider(catalog, seed: 5, replication: 0)
    var times: [Double] = []
    for request in 0..<20_001 { times.append(try answered(&provider, call(request), at: 0).latency.seconds) }
    times.sort()
    #expect(abs(times[10_000] - 1) < 0.02)
    #expect(abs(times[19_000] - Transcendental.exp(0.4 * Lognormal.z95)) < 0.05)
    catalog.models[0].latency.firstTokenSigma = 0
    catalog.models[0].latency.tailShare = 0.1
    catalog.models[0].latency.tailFactor = 50
    provider = Provider(catalog, seed: 5, replication: 0)
    var slow = 0
    for request in 0..<20_000 where try answered(&provider, call(request), at: 0).latency > .seconds(1) {
      slow += 1
    }
    #expect(abs(slow - 2000) < 150)
  }

  @Test("requests beyond the quota of a minute are refused until it has refilled")
  func requestQuota() {
    var provider = Provider(
      TestCatalog.make(quotas: QuotaProfile(requestsPerMinute: 60)), seed: 1, replication: 0)
    for request in 0..<60 {
      guard case .answered = provider.answer(call(request), at: .zero) else {
        Issue.record("request \(request) was refused")
        return
      }
    }
    guard case .limited(let wait) = provider.answer(call(60), at: .zero) else {
      Issue.record("request 60 was answered")
      return
    }
    #expect(wait == .seconds(1))
    guard case .limited(let rest) = provider.answer(call(60), at: .seconds(0.25)) else {
      Issue.record("request 60 was answered early")
      return
    }
    #expect(rest == .seconds(0.75))
    guard case .answered = provider.answer(call(60), at: .seconds(1)) else {
      Issue.record("request 60 was refused after its wait")
      return
    }
    #expect(provider.limitedCalls == 2)
    #expect(provider.answeredCalls == [61, 0])
    #expect(provider.invoice == 61 * 1000 * 2_500_000)
  }

  @Test("tokens beyond the quota of a minute are refused until they have refilled")
  func tokenQuota() {
    var provider = Provider(
      TestCatalog.make(quotas: QuotaProfile(tokensPerMinute: 6000)), seed: 1, replication: 0)
    guard case .answered = provider.answer(call(0, input: 4000, output: 1000), at: .zero),
      case .limited(let wait) = provider.answer(call(1, input: 1500, output: 500), at: .zero)
    else {
      Issue.record("the quota holds 6,000 tokens")
      return
    }
    #expect(wait == .seconds(10))
    // A call above the quota goes out when the bucket is full, and the next pays for it.
    guard case .limited(let full) = provider.answer(call(2, input: 9000), at: .seconds(10)) else {
      Issue.record("the bucket is not full yet")
      return
    }
    #expect(full == .seconds(40))
    guard case .answered = provider.answer(call(2, input: 9000), at: .seconds(50)),
      case .limited(let debt) = provider.answer(call(3, input: 1000), at: .seconds(50))
    else {
      Issue.record("a call above the quota goes out at a full bucket")
      return
    }
    #expect(debt == .seconds(40))
  }

  @Test("a quota of less than one a minute still lets a request through")
  func smallQuota() {
    var provider = Provider(
      TestCatalog.make(quotas: QuotaProfile(requestsPerMinute: 0.5)), seed: 1, replication: 0)
    guard case .answered = provider.answer(call(0), at: .zero),
      case .limited(let wait) = provider.answer(call(1), at: .zero)
    else {
      Issue.record("one request is there at the start")
      return
    }
    #expect(wait == .seconds(120))
  }

  @Test("the batch API has its own price and time, and no quota")
  func batch() throws {
    let profile = BatchProfile(window: .hours(24), completion: Lognormal(median: 600, p95: 600))
    var provider = Provider(
      TestCatalog.make(batch: profile, quotas: QuotaProfile(requestsPerMinute: 1)), seed: 1, replication: 0)
    for request in 0..<3 {
      let call = call(request, output: 100, isBatch: true)
      let queued = provider.queueTime(of: call)
      let reply = try answered(&provider, call, at: queued.seconds)
      #expect(abs((queued + reply.latency - .seconds(600)).nanoseconds) < 1000)
      #expect(reply.cost.total.picodollars == 1000 * 1_250_000 + 100 * 5_000_000)
    }
    var slow = Provider(
      TestCatalog.make(batch: BatchProfile(window: .hours(1), completion: Lognormal(median: 1e6, p95: 1e6))),
      seed: 1,
      replication: 0)
    let queued = slow.queueTime(of: call(0, isBatch: true))
    #expect(
      abs((queued + (try answered(&slow, call(0, isBatch: true), at: 0)).latency - .hours(1)).nanoseconds)
        < 1000)
    #expect(slow.queueTime(of: call(0)) == .zero)
  }

  @Test("every call fails from the beginning of an outage up to its end")
  func outage() {
    let faults = FaultProfile(outages: [.init(start: .seconds(10), end: .seconds(20))])
    var provider = Provider(TestCatalog.make(faults: faults), seed: 1, replication: 0)
    let last = VirtualTime(nanoseconds: 1)
    for (time, fails) in [
      (VirtualTime.zero, false), (.seconds(10) - last, false), (.seconds(10), true),
      (.seconds(20) - last, true),
      (.seconds(20), false),
    ] {
      if case .failed(let latency, let cost) = provider.answer(call(0), at: time) {
        #expect(fails, "\(time)")
        #expect(latency == .seconds(1))
        #expect(cost == .zero)
      } else {
        #expect(!fails, "\(time)")
      }
    }
    #expect(provider.failedCalls == 2)
  }

  @Test("errors have their share, and so have billed ones; what is billed is on the invoice")
  func errors() {
    var provider = Provider(
      TestCatalog.make(faults: FaultProfile(errorShare: 0.2, billedShare: 0.3)), seed: 9, replication: 0)
    var failed = 0
    var billed = 0
    var sum: Int128 = 0
    let count = 20_000
    for request in 0..<count {
      switch provider.answer(call(request), at: .zero) {
      case .failed(_, let cost):
        failed += 1
        if cost != .zero {
          billed += 1
          #expect(cost.picodollars == 1000 * 2_500_000)
        }
        sum += Int128(cost.picodollars)
      case .answered(_, _, let cost, _, _): sum += Int128(cost.total.picodollars)
      case .limited: Issue.record("there is no quota")
      }
    }
    #expect(abs(Double(failed) / Double(count) - 0.2) < 0.012)
    #expect(abs(Double(billed) / Double(failed) - 0.3) < 0.03)
    #expect(provider.invoice == sum)
    #expect(provider.failedCalls == failed)
  }

  @Test("a retry throws its own coin")
  func retryCoins() {
    var provider = Provider(TestCatalog.make(faults: FaultProfile(errorShare: 0.5)), seed: 9, replication: 0)
    var both = 0
    for request in 0..<10_000 {
      if case .failed = provider.answer(call(request), at: .zero),
        case .failed = provider.answer(call(request, attempt: 1), at: .zero)
      {
        both += 1
      }
    }
    #expect(abs(both - 2500) < 200)
  }

  @Test(
    "waits between tries double up to the longest",
    arguments: [(0, 0.5), (1, 1), (2, 2), (3, 4), (4, 8), (5, 8), (1000, 8)])
  func backoff(_ attempt: Int, _ seconds: Double) {
    let policy = RetryPolicy()
    #expect(policy.delay(attempt: attempt, uniform: 0) == .seconds(seconds))
    #expect(policy.delay(attempt: attempt, uniform: 1) == .seconds(seconds + 0.75))
  }

  @Test("a stated wait is honoured up to a minute")
  func retryAfter() {
    let policy = RetryPolicy(jitter: 0)
    #expect(policy.delay(attempt: 0, uniform: 0, retryAfter: .seconds(7)) == .seconds(7))
    #expect(policy.delay(attempt: 0, uniform: 0, retryAfter: .seconds(0.1)) == .seconds(0.5))
    #expect(policy.delay(attempt: 0, uniform: 0, retryAfter: .seconds(300)) == .seconds(60))
    #expect(
      RetryPolicy(baseDelay: 9, maximumDelay: 8, jitter: 0).delay(attempt: 0, uniform: 0) == .seconds(8))
  }

  @Test("a call may be tried again as often as the policy says")
  func retries() {
    let provider = Provider(TestCatalog.make(retry: RetryPolicy(retries: 2)), seed: 1, replication: 0)
    #expect((0..<4).map { provider.mayRetry(call(0, attempt: $0)) } == [true, true, false, false])
    let wait = provider.backoff(call(0, attempt: 1))
    #expect(wait >= .seconds(1) && wait <= .seconds(1.75))
    #expect(provider.backoff(call(0, attempt: 1)) == wait)
  }

  @Test("embeddings and bills are on the invoice")
  func embeddings() {
    var catalog = TestCatalog.make()
    catalog.embedder = EmbedderProfile(
      price: TokenPrice(dollarsPerMillion: 0.02), latency: Lognormal(median: 0.025, p95: 0.025))
    var provider = Provider(catalog, seed: 1, replication: 0)
    let (cost, latency) = provider.embed(request: 0, tokens: 50)
    #expect(cost.picodollars == 1_000_000)
    #expect(abs(latency.nanoseconds - 25_000_000) <= 1)
    provider.bill(Money(picodollars: 5))
    #expect(provider.invoice == 1_000_005)
    var free = Provider(TestCatalog.make(), seed: 1, replication: 0)
    #expect(free.embed(request: 0, tokens: 50).latency == .zero)
  }

  @Test("recorded prefix blocks are warm as far as they are the same")
  func blocks() throws {
    var blocks = PrefixBlocks(blockTokens: 512)
    for ids in [[0, 1, 2, 3], [0, 1, 2, 4], [5, 1, 2, 3]] as [[UInt32]] {
      blocks.ids += ids
      blocks.offsets.append(blocks.ids.count)
    }
    blocks.blockCount = 6
    var provider = Provider(
      TestCatalog.make(promptCache: PromptCacheRule(stepTokens: 512)), seed: 1, replication: 0, blocks: blocks
    )
    func cached(_ request: Int, at seconds: Double) throws -> Int {
      var own = call(request, input: 2000)
      own.usesPromptCache = true
      return try answered(&provider, own, at: seconds).cached
    }
    #expect(try cached(0, at: 0) == 0)
    #expect(try cached(1, at: 10) == 1536)
    #expect(try cached(2, at: 20) == 0)
    #expect(try cached(0, at: 30) == 2000 / 512 * 512)
  }

  @Test("quality falls with difficulty", arguments: QualityModel.presets.map(\.name))
  func quality(_ name: String) throws {
    let model = try #require(QualityModel.presets.first { $0.name == name }?.model)
    let values = stride(from: -3.0, through: 3, by: 0.5).map {
      model.probability(difficulty: .simple, latent: $0)
    }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 > $1 })
    #expect(values.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(QualityModel.byClass([0.9, 0.5, 0.1]).probability(difficulty: .complex, latent: -9) == 0.1)
  }

  @Test("a model is found by its name, with or without its provider")
  func names() {
    let catalog = TestCatalog.make()
    #expect(catalog.model(named: "gpt-4o-mini") == 1)
    #expect(catalog.model(named: "openai/gpt-4o-mini") == 1)
    #expect(catalog.model(named: "other/gpt-4o-mini") == nil)
  }
}
