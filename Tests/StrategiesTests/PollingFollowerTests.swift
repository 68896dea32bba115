import Declarations
import Providers
import Simulation
import Testing
import Traffic

@testable import Strategies

@Suite("Followers that look once")
struct PollingFollowerTests {
  private let layer = "{\"use\": \"coalesce\", \"follower\": \"polls_once\"}"

  @Test("who looks after the answer has come gets it then, who looks before makes a call of their own")
  func fates() throws {
    var rig = Rig()
    for time in [0, 0.4, 0.5, 0.9, 1.2] { rig.ask(0, at: time) }
    let gateway = try rig.run(layer)
    // The call takes 1 s: at 0.9 nothing is there, at 1.0 and 1.4 the answer is; the last comes after the flight.
    #expect(gateway.kinds == ["served", "served", "coalesced", "coalesced", "served"])
    let expected = [1, 1.5, 0.5, 0.5, 1]
    #expect(zip(gateway.seconds, expected).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(gateway.outcomes.cost == [750_000_000, 750_000_000, 0, 0, 750_000_000])
    let counts = gateway.layers[0].statistics
    #expect(counts[.hits] == 2 && counts[.lostPolls] == 1 && counts[.lookups] == 5)
    #expect(gateway.layers[0].entryCount == 0)
  }

  @Test("with a leader that fails, followers make calls of their own")
  func failure() throws {
    var rig = Rig()
    rig.catalog = Rig.catalog(
      faults: FaultProfile(outages: [.init(start: .zero, end: .milliseconds(100))]),
      retry: RetryPolicy(retries: 0))
    rig.ask(0, at: 0)
    rig.ask(0, at: 0.6)
    let gateway = try rig.run(layer)
    #expect(gateway.kinds == ["failed", "served"])
    #expect(gateway.layers[0].statistics[.lostPolls] == 1)
  }

  /// Claim 000-06: an API call takes 2 s and the poll comes after 0.5 s.
  @Test("of duplicates that come evenly over a call a quarter is saved")
  func quarter() throws {
    var rig = Rig()
    for model in rig.catalog.models.indices { rig.catalog.models[model].latency = Rig.latency(2) }
    for pair in 0..<2000 {
      rig.ask(pair, at: Double(pair) * 10)
      rig.ask(pair, at: Double(pair) * 10 + 2 * (Double(pair) + 0.5) / 2000)
    }
    let gateway = try rig.run(layer)
    #expect(gateway.layers[0].statistics[.hits] == 500)
    #expect(gateway.layers[0].statistics[.lostPolls] == 1500)
    #expect(try rig.run("{\"use\": \"coalesce\"}").layers[0].statistics[.hits] == 2000)
  }

  @Test("a stated poll is refused where nobody polls")
  func idle() throws {
    let fault = try #require(throws: Diagnostic.self) {
      try Rig.plan("{\"use\": \"coalesce\", \"poll_ms\": 5}", Rig.catalog())
    }
    #expect(
      fault.message == "'poll_ms' does nothing: 'follower' is 'waits'; it counts only for polls_once"
    )
  }
}
