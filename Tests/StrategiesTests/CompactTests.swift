import Declarations
import Providers
import Simulation
import Testing
import Traffic

@testable import Strategies

@Suite("Compaction and what breaks prefixes")
struct CompactTests {
  /// A conversation that grows by 1,000 tokens a turn behind a system prompt of 1,000, a minute apart.
  private static func rig(turns: Int = 6) -> Rig {
    var rig = Rig()
    var rule = PromptCacheRule(minimumPrefixTokens: 0, stepTokens: 1, lifetime: .seconds(300))
    rule.writeMultiplier = nil
    rig.catalog = Rig.catalog(promptCache: rule)
    var blocks = PrefixBlocks(blockTokens: 1000)
    for turn in 0..<turns {
      rig.ask(turn, at: Double(turn) * 60, system: 1000, tokens: UInt32(turn + 1) * 1000, output: 0)
      blocks.ids += (0...turn + 1).map { UInt32($0) }
      blocks.offsets.append(blocks.ids.count)
    }
    blocks.blockCount = turns + 1
    rig.stream.prefixBlocks = blocks
    return rig
  }

  private func cached(_ gateway: Gateway) -> [Int] { gateway.outcomes.details?.cachedTokens ?? [] }

  @Test("a growing conversation reads all but its last block")
  func plain() throws {
    let gateway = try Self.rig().run(#"{"use": "prompt_cache"}"#)
    #expect(cached(gateway) == [0, 2000, 3000, 4000, 5000, 6000])
  }

  @Test("a summary takes the history's place: the prefix ends behind the system prompt once, then grows anew")
  func summary() throws {
    let gateway = try Self.rig().run(
      #"{"use": "prompt_cache"}"#,
      #"{"use": "compact", "trigger_tokens": 4000, "keep_share": 0.1, "quality_factor": 0.5}"#)
    // Turn 3 has 4,000 tokens: 1,000 and a summary of 300 remain. Turn 4 has 2,300, turn 5 3,300, turn 6 4,300.
    #expect(cached(gateway) == [0, 2000, 1000, 1300, 2300, 1000])
    #expect(gateway.layers[1].statistics[.compactions] == 2)
    #expect(gateway.outcomes.quality.map { ($0 * 1000).rounded() } == [970, 970, 485, 485, 485, 243])
    let prices = gateway.provider.catalog.models[0].prices
    func dollars(_ input: Int, _ cached: Int, _ output: Int = 0) -> Int64 {
      prices.cost(input: input, output: output, cached: cached).total.picodollars
    }
    // The summary reads the 3,000 tokens that are warm of 4,000 and writes 300.
    #expect(gateway.outcomes.cost[2] == dollars(4000, 3000, 300) + dollars(1300, 1000))
    #expect(gateway.outcomes.cost[3] == dollars(2300, 1300))
    #expect(gateway.outcomes.cost[5] == dollars(4300, 3300, 330) + dollars(1330, 1000))
  }

  @Test(
    "tokens at the beginning that are stated stay, and no more of the system prompt", arguments: [0, 300])
  func statedBeginning(kept: Int) throws {
    var rig = Rig()
    rig.ask(0, at: 0, system: 400, context: 100, tokens: 500, output: 0)
    rig.ask(0, at: 60, system: 400, context: 100, tokens: 900, output: 0)
    let gateway = try rig.run(
      "{\"use\": \"compact\", \"trigger_tokens\": 1000, \"keep_share\": 0.1, \"system_tokens\": \(kept)}")
    let summary = (1000 - kept) / 10
    let prices = gateway.provider.catalog.models[0].prices
    let read = prices.cost(input: 1000, output: summary).total.picodollars
    #expect(
      gateway.outcomes.cost == [
        read + prices.cost(input: kept + summary, output: 0).total.picodollars,
        prices.cost(input: kept + summary + 400, output: 0).total.picodollars,
      ])
  }

  @Test("only when cold: no summary while turns follow each other, unless the context is forced")
  func cold() throws {
    func count(_ more: String) throws -> Int {
      let gateway = try Self.rig().run(
        #"{"use": "prompt_cache"}"#,
        #"{"use": "compact", "trigger_tokens": 4000, "keep_share": 0.1, "cold_after_s": \#(more)}"#)
      return gateway.layers[1].statistics[.compactions]
    }
    #expect(try count("300") == 0)
    #expect(try count("59") == 2)
    #expect(try count(#"300, "force_tokens": 6000"#) == 1)
  }

  @Test("hysteresis: a context that stays above the trigger is not replaced at every turn")
  func hysteresis() throws {
    func count(_ share: Double) throws -> Int {
      let gateway = try Self.rig().run(
        #"{"use": "prompt_cache"}"#,
        #"{"use": "compact", "trigger_tokens": 3000, "keep_share": 0.9, "hysteresis_share": \#(share)}"#)
      return gateway.layers[1].statistics[.compactions]
    }
    #expect(try count(0.1) == 5)
    #expect(try count(0.5) == 3)
  }

  @Test("a time stamp in the system prompt breaks the prefix once a period, from where it stands")
  func stamp() throws {
    func run(_ more: String) throws -> [Int] {
      cached(
        try Self.rig().run(
          #"{"use": "prompt_cache"}"#, #"{"use": "cache_breakers", "timestamp_s": \#(more)}"#))
    }
    #expect(try run("120") == [0, 2000, 0, 4000, 0, 6000])
    #expect(try run("1") == [0, 0, 0, 0, 0, 0])
    #expect(try run(#"120, "timestamp_at_tokens": 1000"#) == [0, 2000, 1000, 4000, 1000, 6000])
  }

  @Test("tools in another order break all, an edit breaks the prefix once from its place on")
  func habits() throws {
    func run(_ stated: String) throws -> Gateway {
      try Self.rig().run(#"{"use": "prompt_cache"}"#, #"{"use": "cache_breakers", \#(stated)}"#)
    }
    let shuffled = try run(#""tool_order_share": 1"#)
    #expect(cached(shuffled).allSatisfy { $0 == 0 })
    #expect(shuffled.layers[1].statistics[.breaks] == 6)
    let edited = try run(#""edit_share": 1, "edit_place_share": 0.5"#)
    // The second turn is edited from 1,500 tokens on, and every turn anew.
    #expect(cached(edited) == [0, 1000, 1000, 1000, 1000, 1000])
    #expect(edited.layers[1].statistics[.breaks] == 5)
  }

  @Test(
    "what cannot work is refused",
    arguments: [
      (
        #"{"use": "compact", "trigger_tokens": 10, "cold_after_s": 1, "force_tokens": 10}"#,
        "'compact.force_tokens' is not above 'trigger_tokens'; more was expected"
      ),
      (
        #"{"use": "compact", "trigger_tokens": 10, "keep_share": 1}"#,
        "'compact.keep_share' is 1; a summary shorter than what it stands for was expected"
      ),
      (
        #"{"use": "cache_breakers", "timestamp_s": 1}"#,
        "'cache_breakers' does nothing: no provider has a prompt_cache"
      ),
    ])
  func refused(_ layer: String, _ message: String) {
    let error = #expect(throws: Diagnostic.self) { try Rig.plan(layer, Rig.catalog()) }
    #expect(error?.message == message)
  }
}
