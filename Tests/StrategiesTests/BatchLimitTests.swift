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
}
