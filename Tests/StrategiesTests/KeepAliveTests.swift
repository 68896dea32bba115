import Declarations
import Providers
import Simulation
import Testing
import Traffic

@testable import Strategies

@Suite("Keeping prefixes warm")
struct KeepAliveTests {
  /// Prefixes of 10,000 tokens, each user's own: 3 USD a million, .30 read and 3.75 written.
  private static func rig() throws -> Rig {
    var rig = Rig()
    rig.catalog = Rig.catalog(promptCache: try #require(PromptCachePreset.named("anthropic")).rule)
    rig.catalog.models[3].prices = ModelPrices(
      input: TokenPrice(dollarsPerMillion: 3), output: TokenPrice(dollarsPerMillion: 15),
      cachedInput: TokenPrice(dollarsPerMillion: 0.3), cacheWrite: TokenPrice(dollarsPerMillion: 3.75))
    return rig
  }

  private static let write: Int64 = 37_500_000_000
  private static let read: Int64 = 3_000_000_000

  private func cost(_ rig: Rig, _ layer: String) throws -> Int64 {
    Int64(try rig.run(layer, model: 3).ledger.spent)
  }

  @Test("pings go out at their interval while nothing else comes, up to the cap, and keep the prefix warm")
  func pings() throws {
    var rig = try Self.rig()
    for second in [0.0, 1000] {
      rig.ask(0, at: second, system: 10_000, tokens: 0, output: 0)
    }
    func run(_ most: Int) throws -> (cost: Int64, gateway: Gateway) {
      let gateway = try rig.run(
        #"{"use": "prompt_cache", "breakpoints": "system", "keep_alive": {"interval_s": 300, "max_pings": \#(most)}}"#,
        model: 3)
      return (Int64(gateway.ledger.spent), gateway)
    }
    #expect(try cost(rig, #"{"use": "prompt_cache", "breakpoints": "system"}"#) == 2 * Self.write)
    // After the first turn at 300 and 600, and after the second as many.
    #expect(try run(2).cost == 2 * Self.write + 4 * Self.read)
    // 300, 600 and 900, so that the turn of 1,000 is warm; then three more.
    let (cost, gateway) = try run(3)
    #expect(cost == Self.write + 7 * Self.read)
    #expect(gateway.layers[0].statistics[.pings] == 6)
    #expect(gateway.layers[0].statistics[.pingedTokens] == 60_000)
    #expect(gateway.layers[0].statistics[.writtenTokens] == 10_000)
    #expect(gateway.measured.cachedTokens == 10_000)
  }

  @Test("no ping goes out before a conversation has its turns, nor where few went on before")
  func likely() throws {
    var rig = try Self.rig()
    for user in 0..<10 as Range<UInt32> {
      rig.ask(
        0, at: Double(user) * 5000, user: user, systemPrompt: user, system: 10_000, tokens: 0, output: 0)
    }
    func pings(_ more: String) throws -> Int {
      let gateway = try rig.run(
        #"{"use": "prompt_cache", "breakpoints": "system", "keep_alive": {"interval_s": 300, "max_pings": 1, \#(more)}}"#,
        model: 3)
      return gateway.layers[0].statistics[.pings]
    }
    #expect(try pings(#""min_turns": 1"#) == 10)
    #expect(try pings(#""min_turns": 2"#) == 0)
    // None goes on: 1 of 3 is expected after the first, 1 of 4 after the second.
    #expect(try pings(#""min_continuing_share": 0.3"#) == 1)
    #expect(try pings(#""min_continuing_share": 0.25"#) == 2)
  }

  /// After n idle intervals a conversation is alive with probability (1 - q) p^n / ((1 - q) p^n + q), where q is the
  /// probability that a turn is the last and p that a gap lasts an interval; the n-th ping costs r and saves w - r
  /// where the next turn comes before the one after: it pays while p^n (1 - q) ((w - r)(1 - p) - r) > r q.
  @Test("for exponential gaps the cheapest cap is that of the closed form")
  func optimum() throws {
    let (interval, rate, ends) = (300.0, 0.7 / 300, 0.3)
    let (w, r) = (1.25, 0.1)
    let p = Transcendental.exp(-rate * interval)
    let gain = (w - r) * (1 - p) - r
    let closed = Int(Transcendental.log((1 - ends) * gain / (r * ends)) / (rate * interval))
    #expect(closed == 3)

    let random = RandomStream(seed: 7, replication: 0, purpose: RandomPurpose(9_999))
    var turns: [(second: Double, user: UInt32)] = []
    var user = 0
    while turns.count < 12_000 {
      var second = Double(user)
      var turn = 0
      while true {
        turns.append((second, UInt32(user)))
        if random.uniform(user, 2 * turn) < ends { break }
        second -= Transcendental.log(random.uniform(user, 2 * turn + 1)) / rate
        turn += 1
      }
      user += 1
    }
    turns.sort { ($0.second, $0.user) < ($1.second, $1.user) }
    var rig = try Self.rig()
    for model in rig.catalog.models.indices { rig.catalog.models[model].latency = Rig.latency(0) }
    for turn in turns {
      rig.ask(
        0, at: turn.second, user: turn.user, systemPrompt: turn.user, system: 10_000, tokens: 0, output: 0)
    }
    let costs = try (1...5).map { most in
      try cost(
        rig,
        #"{"use": "prompt_cache", "breakpoints": "system", "keep_alive": {"interval_s": 300, "max_pings": \#(most)}}"#
      )
    }
    #expect(costs.indices.min { costs[$0] < costs[$1] } == closed - 1, "\(costs)")
    // What the third ping saves, in prices of input and a turn; three standard deviations are .0065.
    let third = Double(costs[1] - costs[2]) / 3e10 / Double(turns.count)
    let expected = p * p * p * (1 - ends) * gain - r * ends
    #expect(abs(third - expected) < 0.0065, "\(third) for \(expected)")
  }

  @Test(
    "what no prompt cache of the scenario knows is refused with its reason",
    arguments: [
      (#""breakpoints": "system""#, "breakpoints", "no provider's prompt_cache is of kind 'breakpoints'"),
      (#""lifetime": "1h""#, "lifetime", "no provider's prompt_cache has a 'long_ttl_s'"),
      (#""key": "user""#, "key", "no provider's prompt_cache has several machines"),
      (#""system_tokens": 9"#, "system_tokens", "no provider's prompt_cache is of kind 'breakpoints'"),
    ])
  func idle(_ stated: String, _ key: String, _ why: String) throws {
    let catalog = Rig.catalog(promptCache: PromptCacheRule())
    let error = #expect(throws: Diagnostic.self) {
      try Rig.plan(#"{"use": "prompt_cache", \#(stated)}"#, catalog)
    }
    #expect(error?.message == "'prompt_cache.\(key)' does nothing: \(why)")
  }

  @Test("an interval above every lifetime is refused at its place")
  func interval() throws {
    let catalog = Rig.catalog(promptCache: PromptCacheRule())
    let error = #expect(throws: Diagnostic.self) {
      try Rig.plan(#"{"use": "prompt_cache", "keep_alive": {"interval_s": 601}}"#, catalog)
    }
    #expect(
      error?.message
        == "'keep_alive.interval_s' is above every lifetime; at most the provider's 'ttl_s' was expected")
  }
}
