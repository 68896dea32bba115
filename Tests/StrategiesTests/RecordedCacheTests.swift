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
}
