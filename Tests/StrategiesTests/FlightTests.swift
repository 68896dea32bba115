import Providers
import Simulation
import Testing
import Traffic

@testable import Strategies

@Suite("Requests in flight")
struct FlightTests {
  static let coalesce = "{\"use\": \"coalesce\"}"
  static let cache = "{\"use\": \"exact_cache\", \"lookup_ms\": 0}"

  @Test("two identical requests in flight are paid twice without coalescing and once with it")
  func paidOnce() throws {
    var rig = Rig()
    rig.ask(0, at: 0)
    rig.ask(0, at: 0.25)
    rig.ask(0, at: 0.75)
    let plain = try rig.run([])
    #expect(plain.kinds == ["served", "served", "served"])
    #expect(plain.provider.invoice == 3 * 750_000_000)
    let shared = try rig.run(Self.coalesce)
    #expect(shared.kinds == ["served", "coalesced", "coalesced"])
    #expect(shared.provider.invoice == 750_000_000)
    #expect(shared.outcomes.cost == [750_000_000, 0, 0])
    #expect(shared.seconds == [1, 0.75, 0.25])
    #expect(shared.outcomes.quality.allSatisfy { $0 == 0.97 })
    #expect(shared.layers[0].statistics[.hits] == 2)
    #expect(shared.measured.count == 1)
  }

  @Test("after the answer a new flight begins")
  func nextFlight() throws {
    var rig = Rig()
    for time in [0, 0.5, 1, 1.5, 2.5] { rig.ask(0, at: time) }
    let gateway = try rig.run(Self.coalesce)
    #expect(gateway.kinds == ["served", "coalesced", "served", "coalesced", "served"])
  }

  @Test("requests above temperature 0 and other prompts fly alone")
  func alone() throws {
    var rig = Rig()
    rig.ask(0, at: 0)
    rig.ask(1, at: 0.1)
    rig.ask(0, at: 0.2, marks: [])
    let gateway = try rig.run(Self.coalesce)
    #expect(gateway.kinds == ["served", "served", "served"])
  }

  @Test("followers fail with their leader")
  func failure() throws {
    var rig = Rig()
    rig.catalog = Rig.catalog(
      faults: FaultProfile(outages: [.init(start: .zero, end: .seconds(100))]),
      retry: RetryPolicy(retries: 1, jitter: 0))
    rig.ask(0, at: 0)
    rig.ask(0, at: 0.5)
    rig.ask(0, at: 200)
    let gateway = try rig.run(Self.coalesce)
    #expect(gateway.kinds == ["failed", "failed", "served"])
    #expect(gateway.outcomes.latency[..<2] == [-1, -1])
    #expect(gateway.outcomes.quality[..<2] == [0, 0])
    #expect(gateway.measured.count == 3)
    #expect(gateway.measured.retries == 1)
  }

  @Test("a hit of a cache behind the coalescing layer ends the flight")
  func hitBehind() throws {
    var rig = Rig()
    for time in [0.0, 5, 10, 15] { rig.ask(0, at: time) }
    let gateway = try rig.run(Self.coalesce, Self.cache)
    #expect(gateway.kinds == ["served", "exact_hit", "exact_hit", "exact_hit"])
  }

  @Test("followers of a leader that a cache answers from within a window are answered too")
  func hitBehindWindow() throws {
    var rig = Rig()
    rig.ask(0, at: 0)
    rig.ask(0, at: 5)
    rig.ask(0, at: 5.2)
    let gateway = try rig.run(Self.coalesce, "{\"use\": \"window_batch\", \"window_ms\": 500}", Self.cache)
    #expect(gateway.kinds == ["served", "exact_hit", "coalesced"])
    #expect(gateway.seconds == [1.5, 0.5, 0.3])
    #expect(gateway.outcomes.quality == [0.97, 0.97, 0.97])
  }

  @Test("followers of a leader that is refused from within a window are refused too")
  func refusedBehindWindow() throws {
    var rig = Rig()
    for time in [0, 5, 5.2] { rig.ask(0, at: time) }
    rig.span = .hours(720)
    let gateway = try rig.run(
      Self.coalesce, "{\"use\": \"window_batch\", \"window_ms\": 500}",
      "{\"use\": \"budget\", \"monthly_usd\": 0.0001, \"stop\": 1}")
    #expect(gateway.kinds == ["served", "rejected", "rejected"])
    #expect(gateway.outcomes.latency[1...] == [-1, -1])
    #expect(gateway.layers[2].statistics[.rejections] == 2)
  }

  @Test("flights within flights end together", arguments: [false, true])
  func nested(_ hasWindow: Bool) throws {
    var rig = Rig()
    // The second user's request leads a flight of its own key and joins the first user's.
    for (time, user) in [(0, 1), (0.1, 2), (0.2, 2), (0.3, 1), (5, 2), (5.1, 2)] as [(Double, UInt32)] {
      rig.ask(0, at: time, user: user)
    }
    let own = "{\"use\": \"coalesce\", \"key\": [\"prompt\", \"user\"]}"
    let window = hasWindow ? ["{\"use\": \"window_batch\", \"window_ms\": 250}"] : []
    let gateway = try rig.run([own] + window + [Self.coalesce])
    #expect(gateway.kinds == ["served", "coalesced", "coalesced", "coalesced", "served", "coalesced"])
    #expect(gateway.measured.count == 2)
  }

  @Test("a look-up behind a window adds to the time in it")
  func delayBehindWindow() throws {
    var rig = Rig()
    rig.ask(0, at: 0)
    let gateway = try rig.run(
      "{\"use\": \"window_batch\", \"window_ms\": 500}", "{\"use\": \"exact_cache\", \"lookup_ms\": 20}")
    #expect(gateway.seconds == [1.52])
  }

  @Test("whoever needs an answer now does not wait for the batch API")
  func deferredLeader() throws {
    var rig = Rig()
    rig.catalog = Rig.catalog(batch: BatchProfile(completion: Lognormal(median: 600, p95: 600)))
    rig.ask(0, at: 0, marks: [.temperatureZero, .batchEligible])
    rig.ask(0, at: 1)
    rig.ask(0, at: 10, marks: [.temperatureZero, .batchEligible])
    let gateway = try rig.run(Self.coalesce, "{\"use\": \"batch_api\"}")
    #expect(gateway.kinds == ["served", "served", "coalesced"])
    #expect(gateway.seconds[1] == 1)
    #expect(abs(gateway.seconds[2] - 590) < 0.001)
  }

  @Test("a failed call is tried again with growing waits, and billed failures are paid for")
  func retries() throws {
    var rig = Rig()
    rig.catalog = Rig.catalog(
      faults: FaultProfile(billedShare: 1, outages: [.init(start: .zero, end: .seconds(3))]),
      retry: RetryPolicy(retries: 3, jitter: 0))
    rig.ask(0, at: 0)
    let gateway = try rig.run([])
    // Tries at 0, 1.5 (fails at 1, waits 0.5) and 3.5 s (fails at 2.5, waits 1).
    #expect(gateway.kinds == ["served"])
    #expect(gateway.seconds == [4.5])
    #expect(gateway.outcomes.cost == [1_250_000_000])
    #expect(gateway.ledger.total[CostComponent.failedCalls.rawValue] == 500_000_000)
    #expect(gateway.measured.retries == 2)
    #expect(gateway.outcomes.flags[0].contains(.wasRetried))
  }

  @Test("times beyond all bounds neither wrap nor trap")
  func absurdTimes() throws {
    var rig = Rig()
    for time in [1.0, 2, 3] { rig.ask(0, at: time) }
    let cache = "{\"use\": \"exact_cache\", \"lookup_ms\": 1e300, \"ttl_s\": 1e300}"
    let window = "{\"use\": \"window_batch\", \"window_ms\": 1e300, \"max_size\": 2}"
    for layers in [
      [cache, cache], [window], [Self.coalesce, window, cache], [cache, Self.coalesce, window, cache],
    ] {
      let gateway = try rig.run(layers)
      #expect(gateway.outcomes.latency.allSatisfy { $0 >= 1_000_000_000 })
    }
    // The first look-up never ends, and a second makes it no shorter.
    #expect(try rig.run([cache, cache]).seconds.allSatisfy { $0 > 9e9 })
  }

  @Test("a call refused for its quota waits as long as the provider says")
  func quota() throws {
    var rig = Rig()
    rig.catalog = Rig.catalog(quotas: QuotaProfile(requestsPerMinute: 6))
    for prompt in 0..<7 { rig.ask(prompt, at: 0) }
    let gateway = try rig.run([])
    #expect(gateway.kinds.allSatisfy { $0 == "served" })
    #expect(Array(gateway.seconds[..<6]) == [1, 1, 1, 1, 1, 1])
    #expect(abs(gateway.seconds[6] - 11) < 1e-6)
    #expect(gateway.provider.limitedCalls == 1)
  }

  @Test("a call out of tries has failed")
  func outOfTries() throws {
    var rig = Rig()
    rig.catalog = Rig.catalog(
      faults: FaultProfile(billedShare: 1, outages: [.init(start: .zero, end: .hours(1))]),
      retry: RetryPolicy(retries: 2))
    rig.ask(0, at: 0)
    let gateway = try rig.run(Self.cache)
    #expect(gateway.kinds == ["failed"])
    #expect(gateway.provider.failedCalls == 3)
    #expect(gateway.provider.invoice == 3 * 250_000_000)
    #expect(gateway.layers[0].statistics[.stores] == 0)
  }
}
