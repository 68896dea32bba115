import Testing
import Traffic

@testable import Strategies

@Suite("The cache of a log's own gateway")
struct RecordedCacheTests {
  /// Requests of which a log tells whether a cache answered; the last row does not tell.
  private func rig() -> Rig {
    var rig = Rig()
    for place in 0..<4 { rig.ask(place, at: Double(place) * 10) }
    for (place, hit) in ([0, 1, 1] as [UInt8]).enumerated() {
      rig.stream.recorded.gatewayHit.append(hit, at: place)
    }
    rig.stream.recorded.nearHit.append(1, at: 2)
    return rig
  }

  @Test("a hit that went by meaning is one by similarity, others are hits by key")
  func kinds() throws {
    let gateway = try rig().run(#"{"use": "recorded_cache"}"#)
    #expect(gateway.kinds == ["served", "exact_hit", "semantic_hit", "served"])
    #expect(gateway.outcomes.truth[1...2].allSatisfy { $0 == .unknown })
    #expect(gateway.outcomes.cost[1...2].allSatisfy { $0 == 0 })
    #expect(gateway.layers[0].statistics[.lookups] == 3 && gateway.layers[0].statistics[.hits] == 2)
  }

  @Test("a hit whose time the log does not tell takes none, and that is said")
  func untimed() throws {
    var rig = rig()
    let layer = #"{"use": "recorded_cache"}"#
    let plan = try Rig.plan(layer, rig.catalog)
    #expect(plan.assumptions(for: rig.stream).count == 1)
    #expect(try rig.run(layer).seconds == [1, 0, 0, 1])
    for place in 0..<3 { rig.stream.recorded.latency.append(2_000_000_000, at: place) }
    #expect(plan.assumptions(for: rig.stream).isEmpty)
    #expect(try rig.run(layer).seconds == [1, 2, 2, 1])
  }
}
