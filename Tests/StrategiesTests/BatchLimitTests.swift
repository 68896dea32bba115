import Providers
import Simulation
import Testing
import Traffic

@testable import Strategies

@Suite("Limits of the batch API")
struct BatchLimitTests {
  private func rig(_ batch: BatchProfile) -> Rig {
    var rig = Rig()
    rig.catalog = Rig.catalog(batch: batch)
    for place in 0..<4 {
      rig.ask(
        place, at: Double(place) * 10, system: 20, tokens: 100, marks: [.temperatureZero, .batchEligible])
    }
    rig.ask(4, at: 800, system: 20, tokens: 100, marks: [.temperatureZero, .batchEligible])
    return rig
  }

  @Test("beyond the enqueued tokens a request goes out at once, until others are done")
  func tokens() throws {
    var batch = BatchProfile(completion: Lognormal(median: 600, p95: 600))
    let free = try rig(batch).run("{\"use\": \"batch_api\"}")
    #expect(free.layers[0].statistics[.deferred] == 5)
    batch.maximumTokens = 250
    let gateway = try rig(batch).run("{\"use\": \"batch_api\"}")
    #expect(gateway.seconds.map { $0.rounded() } == [600, 600, 1, 1, 600])
    #expect(gateway.layers[0].statistics[.bypasses] == 2 && gateway.layers[0].entryCount == 0)
  }

  @Test("what expires is billed nothing and sent by itself, else it is done at the end of the window")
  func expiry() throws {
    var batch = BatchProfile(window: .seconds(300), completion: Lognormal(median: 600, p95: 600))
    let done = try rig(batch).run("{\"use\": \"batch_api\"}")
    #expect(done.seconds.allSatisfy { abs($0 - 300) < 1e-6 })
    // 120 tokens of input and 50 of output at half the price of gpt-4o.
    #expect(done.outcomes.cost.allSatisfy { $0 == 400_000_000 })
    batch.hasExpiry = true
    let sent = try rig(batch).run("{\"use\": \"batch_api\"}")
    #expect(sent.seconds.allSatisfy { abs($0 - 301) < 1e-6 })
    #expect(sent.outcomes.cost.allSatisfy { $0 == 800_000_000 })
    #expect(sent.layers[0].entryCount == 0 && sent.measured.count == 5)
    // Who is done in time is not touched.
    batch.window = .seconds(700)
    let early = try rig(batch).run("{\"use\": \"batch_api\"}")
    #expect(early.seconds.allSatisfy { abs($0 - 600) < 1e-6 })
    #expect(early.outcomes.cost.allSatisfy { $0 == 400_000_000 })
  }

  /// The same before a second provider of the other models, which takes a call a minute.
  private func rig(_ batch: BatchProfile, other: BatchProfile?, failing: Double = 0) -> Rig {
    var rig = rig(batch)
    rig.catalog.providers[0].faults = FaultProfile(errorShare: failing)
    rig.catalog.providers[0].retry.retries = 0
    rig.catalog.providers.append(
      ProviderProfile(
        name: "other", batch: other, quotas: QuotaProfile(requestsPerMinute: 1),
        retry: RetryPolicy(jitter: 0)))
    for place in rig.catalog.models.indices.dropFirst() { rig.catalog.models[place].provider = 1 }
    return rig
  }

  @Test("what a router sends to a provider without a batch API goes out at once, within its quota")
  func noBatch() throws {
    let batch = BatchProfile(completion: Lognormal(median: 600, p95: 600))
    let gateway = try rig(batch, other: nil).run(
      #"{"use": "batch_api"}"#,
      #"{"use": "router", "classifier": {"kind": "fixed"}, "routes": {"simple": "gpt-4o-mini", "medium": "gpt-4o-mini", "complex": "gpt-4o-mini"}}"#
    )
    #expect(gateway.seconds[0...1].map { $0.rounded() } == [1, 51])
    #expect(gateway.outcomes.flags.allSatisfy { !$0.contains(.isDeferred) })
  }

  @Test("a chain of models asks the next one at once, at its usual price")
  func fallback() throws {
    let batch = BatchProfile(completion: Lognormal(median: 600, p95: 600))
    var rig = rig(batch, other: batch, failing: 1)
    rig.catalog.providers[1].quotas = QuotaProfile()
    let gateway = try rig.run(
      #"{"use": "batch_api"}"#, #"{"use": "fallback", "models": ["gpt-4o-mini"]}"#)
    let price = rig.catalog.models[1].prices.cost(input: 120, output: 50).total.picodollars
    #expect(gateway.outcomes.cost.allSatisfy { $0 == price })
    #expect(gateway.outcomes.flags.allSatisfy { $0.contains(.isDeferred) })
  }

  @Test("a summary for a prompt that goes through the batch API is made before it, at the usual price")
  func summary() throws {
    let batch = BatchProfile(completion: Lognormal(median: 600, p95: 600))
    let gateway = try rig(batch).run(
      #"{"use": "batch_api"}"#, #"{"use": "compact", "trigger_tokens": 100, "keep_share": 0.1}"#)
    let prices = gateway.provider.catalog.models[0].prices
    // Of 120 tokens 20 are the system prompt's.
    let read = prices.cost(input: 120, output: 10).total.picodollars
    let half = prices.cost(input: 30, output: 50).total.picodollars / 2
    #expect(gateway.outcomes.cost[0] == read + half)
  }
}
