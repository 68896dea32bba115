import Providers
import Simulation
import Testing
import Traffic

@testable import Strategies

@Suite("Calls that go to other models")
struct RemapTests {
  private static let remap =
    #"{"use": "remap", "routes": {"gpt-4o-mini": "gpt-4.1-nano"}, "token_factors": {"gpt-4o-mini": 3}}"#

  /// What a call costs at list prices.
  private func price(_ model: Int, _ input: Int, _ output: Int, in gateway: Gateway) -> Int64 {
    gateway.provider.catalog.models[model].prices.cost(input: input, output: output).total.picodollars
  }

  @Test("what a limit keeps with a model keeps its tokens as well")
  func throttled() throws {
    var rig = Rig()
    for place in 0..<3 { rig.ask(place, at: Double(place) * 10, system: 20, tokens: 100, output: 50) }
    let gateway = try rig.run(
      #"{"use": "budget", "monthly_usd": 100, "throttle": 0, "throttle_to": "gpt-4o-mini"}"#, Self.remap)
    #expect(gateway.modelNames.allSatisfy { $0 == "gpt-4o-mini" })
    #expect(gateway.outcomes.cost.allSatisfy { $0 == price(1, 120, 50, in: gateway) })
    #expect(gateway.layers[1].statistics[.classifications] == 0)
  }

  @Test(
    "an answer that goes two models on has the factors of both, as its prompt has", arguments: [false, true])
  func twice(isRecorded: Bool) throws {
    var rig = Rig()
    for place in 0..<3 { rig.ask(place, at: Double(place) * 10, system: 20, tokens: 100, output: 50) }
    if isRecorded { rig.recordedModels = [0, 0, 0] }
    let gateway = try rig.run(
      #"{"use": "remap", "routes": {"gpt-4o": "gpt-4o-mini"}, "token_factors": {"gpt-4o": 2}}"#, Self.remap)
    #expect(gateway.modelNames.allSatisfy { $0 == "gpt-4.1-nano" })
    #expect(gateway.outcomes.cost.allSatisfy { $0 == price(2, 720, 300, in: gateway) })
  }
}
