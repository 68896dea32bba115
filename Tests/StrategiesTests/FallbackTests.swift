import Declarations
import Providers
import Simulation
import Testing
import Traffic

@testable import Strategies

@Suite("Fallback chains")
struct FallbackTests {
  private let layer = "{\"use\": \"fallback\", \"models\": [\"gpt-4o-mini\", \"claude-sonnet-4\"]}"

  /// A catalogue whose models belong to providers of their own; those that are named fail always.
  private func rig(failing: Set<String>) -> Rig {
    var rig = Rig()
    let provider = rig.catalog.providers[0]
    rig.catalog.providers = rig.catalog.models.map { model in
      var own = provider
      own.faults = FaultProfile(errorShare: failing.contains(model.name) ? 1 : 0, billedShare: 1)
      return own
    }
    for place in rig.catalog.models.indices { rig.catalog.models[place].provider = place }
    for place in 0..<10 { rig.ask(place, at: Double(place) * 1000) }
    return rig
  }

  @Test("the next model answers when one has failed, and what was billed in vain is paid")
  func chain() throws {
    let plain = try rig(failing: ["gpt-4o"]).run()
    #expect(plain.kinds.allSatisfy { $0 == "failed" })
    let gateway = try rig(failing: ["gpt-4o"]).run(layer)
    #expect(gateway.kinds.allSatisfy { $0 == "served" })
    #expect(gateway.modelNames.allSatisfy { $0 == "gpt-4o-mini" })
    #expect(gateway.layers[0].statistics[.escalations] == 10)
    #expect(gateway.ledger.measured[CostComponent.failedCalls.rawValue] > 0)
    let second = try rig(failing: ["gpt-4o", "gpt-4o-mini"]).run(layer)
    #expect(second.modelNames.allSatisfy { $0 == "claude-sonnet-4" })
    #expect(second.layers[0].statistics[.escalations] == 20)
  }

  @Test("when the chain is at its end the request fails, and no model is asked twice")
  func exhausted() throws {
    let gateway = try rig(failing: ["gpt-4o", "gpt-4o-mini", "claude-sonnet-4"]).run(layer)
    #expect(gateway.kinds.allSatisfy { $0 == "failed" })
    #expect(gateway.layers[0].statistics[.escalations] == 20)
    let own = try rig(failing: ["gpt-4o"]).run("{\"use\": \"fallback\", \"models\": [\"gpt-4o\"]}")
    #expect(own.kinds.allSatisfy { $0 == "failed" } && own.layers[0].statistics[.escalations] == 0)
  }

  @Test("a chain changes nothing where nothing fails")
  func idle() throws {
    let plain = try rig(failing: []).run()
    let gateway = try rig(failing: []).run(layer)
    #expect(
      gateway.outcomes.cost == plain.outcomes.cost && gateway.outcomes.latency == plain.outcomes.latency)
  }

  @Test("a model that stands twice is refused")
  func twice() throws {
    let error = #expect(throws: Diagnostic.self) {
      try rig(failing: []).run("{\"use\": \"fallback\", \"models\": [\"gpt-4o\", \"gpt-4o\"]}")
    }
    #expect(error?.message == "'gpt-4o' stands twice in the chain; each model once was expected")
  }
}
