import Providers
import Simulation
import Testing
import Traffic

@testable import Strategies

@Suite("Writes to a prompt cache that a log counted")
struct RecordedWriteTests {
  @Test("a write costs the same whether a log counted it or it is simulated")
  func multipliers() throws {
    var rule = PromptCacheRule(minimumPrefixTokens: 1, stepTokens: 1, writeMultiplier: 1.25)
    rule.kind = .breakpoints
    rule.longLifetime = .seconds(3600)
    rule.longWriteMultiplier = 2
    var rig = Rig()
    rig.catalog = Rig.catalog(promptCache: rule)
    for place in 0..<2 { rig.ask(place, at: Double(place) * 10_000, system: 1000, tokens: 0, output: 0) }
    rig.stream.recorded.writtenTokens.append(1000, at: 0)
    rig.stream.recorded.writtenHourTokens.append(1000, at: 1)
    rig.recordedModels = [0, 0]
    #expect(try rig.run().outcomes.cost == [1000 * 3_125_000, 1000 * 5_000_000])
    let simulated = try rig.run(#"{"use": "prompt_cache", "breakpoints": "system"}"#)
    #expect(simulated.outcomes.cost == [1000 * 3_125_000, 1000 * 3_125_000])
  }
}
