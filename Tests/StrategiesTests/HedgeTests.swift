import Providers
import Simulation
import TestSupport
import Testing

@testable import Strategies

@Suite("Hedged requests")
struct HedgeTests {
  /// Requests far apart, whose latency is lognormal with a median of 1 s, or constant.
  private func rig(_ count: Int, sigma: Double = 1, faults: FaultProfile = FaultProfile()) -> Rig {
    var rig = Rig()
    rig.catalog = Rig.catalog(faults: faults, retry: RetryPolicy(retries: 0))
    for place in rig.catalog.models.indices { rig.catalog.models[place].latency.firstTokenSigma = sigma }
    for place in 0..<count { rig.ask(place, at: Double(place) * 1000) }
    return rig
  }

  @Test("at the 95th percentile at most one call in twenty goes out twice, and nearly as many do")
  func cap() throws {
    let gateway = try rig(4000).run("{\"use\": \"hedge\"}")
    let hedges = gateway.layers[0].statistics[.hedges]
    #expect(gateway.measured.count == 4000 + hedges)
    #expect(hedges <= 200 && hedges > 160)
    #expect(gateway.measured.retries == 0)
    let wins = gateway.layers[0].statistics[.hedgeWins]
    #expect(wins > 0 && wins < hedges)
  }

  @Test("the tail is that of the earlier of two answers: S(t) S(t - d)")
  func tail() throws {
    let count = 12_000
    let plain = try rig(count).run()
    let hedged = try rig(count).run("{\"use\": \"hedge\", \"most_share\": 1}")
    let wait = Transcendental.exp(1.644_853_6)
    func exceeding(_ gateway: Gateway) -> Double { Double(gateway.seconds.count { $0 > wait + 1 }) }
    // A standard lognormal exceeds 6.1802 with probability .03429 and its median with one half.
    #expect(abs(exceeding(plain) - 411.5) < 80)
    #expect(abs(exceeding(hedged) - 205.7) < 57)
    #expect(abs(Double(hedged.layers[0].statistics[.hedges]) - 595) < 95)
  }

  @Test(
    "what is billed of the later call is stated",
    arguments: [("whole", 750), ("started", 250), ("nothing", 0)])
  func billing(_ name: String, _ millionths: Int) throws {
    let gateway = try rig(3, sigma: 0).run(
      "{\"use\": \"hedge\", \"after_ms\": 600, \"most_share\": 1, \"cancelled\": \"\(name)\"}")
    #expect(gateway.seconds == [1, 1, 1])
    #expect(gateway.layers[0].statistics[.hedges] == 3)
    #expect(gateway.layers[0].statistics[.hedgeWins] == 0)
    #expect(gateway.ledger.total[CostComponent.cancelledCalls.rawValue] == Int128(3 * millionths) * 1_000_000)
    #expect(gateway.ledger.total[CostComponent.failedCalls.rawValue] == 0)
    #expect(gateway.layers[0].statistics[.cancelled] == 3)
    #expect(gateway.layers[0].statistics[.cancelledFree] == (millionths == 0 ? 3 : 0))
    #expect(gateway.ledger.spent == Int128(3 * (750 + millionths)) * 1_000_000)
  }

  @Test("output is billed as far as it was written when the other answer came")
  func started() throws {
    var rig = rig(1, sigma: 0)
    // A first token after 1 s, the last of 50 after 3 s; the second call begins at 1.5 s and is cancelled at 3 s,
    // when a quarter of its output is there.
    for place in rig.catalog.models.indices { rig.catalog.models[place].latency.perOutputToken = 0.04 }
    let gateway = try rig.run(
      "{\"use\": \"hedge\", \"after_ms\": 1500, \"most_share\": 1, \"cancelled\": \"started\"}")
    #expect(gateway.seconds == [3])
    #expect(gateway.ledger.total[CostComponent.cancelledCalls.rawValue] == 375_000_000)
  }

  @Test("who waits for two calls fails when both do")
  func failures() throws {
    let layer = "{\"use\": \"hedge\", \"after_ms\": 600, \"most_share\": 1}"
    let faults = FaultProfile(errorShare: 0.5)
    let gateway = try rig(2000, sigma: 0, faults: faults).run(layer)
    let failed = gateway.kinds.count { $0 == "failed" }
    #expect(abs(failed - 500) < 80)
    let seconds = zip(gateway.kinds, gateway.seconds).filter { $0.0 == "served" }.map(\.1)
    #expect(Set(seconds) == [1, 1.6])
  }

  @Test("a wait that no call reaches changes nothing")
  func idle() throws {
    let plain = try rig(50, sigma: 0).run()
    let gateway = try rig(50, sigma: 0).run("{\"use\": \"hedge\", \"after_ms\": 5000}")
    #expect(gateway.outcomes.cost == plain.outcomes.cost)
    #expect(gateway.outcomes.latency == plain.outcomes.latency)
  }

  @Test("the quantile of recent values is that of a sorted list")
  func quantile() {
    var random = SplitMix(state: 3)
    var recent = RecentQuantile(memory: 50)
    var values: [Int64] = []
    for _ in 0..<400 {
      let value = Int64.random(in: 0...40, using: &random)
      recent.add(value)
      values.append(value)
      let last = values.suffix(50).sorted()
      for share in [0.5, 0.9, 0.95, 1] {
        let least = last.first { value in
          Double(last.count { $0 <= value }) >= share * Double(last.count)
        }
        #expect(recent.value(at: share) == least)
      }
    }
    #expect(recent.count == 50)
  }
}
