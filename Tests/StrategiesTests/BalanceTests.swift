import Declarations
import Providers
import Simulation
import Testing
import Traffic

@testable import Strategies

@Suite("Balancing among deployments")
struct BalanceTests {
  /// Deployments of gpt-4o alone: 2.50 USD a million, 1.25 read.
  private static func rig(
    _ deployments: [DeploymentProfile] = [.init(name: "east"), .init(name: "west")], retries: Int = 2
  ) -> Rig {
    var rig = Rig()
    rig.catalog = Rig.catalog(
      promptCache: PromptCacheRule(), retry: RetryPolicy(retries: retries, baseDelay: 1, jitter: 0))
    rig.catalog.models.removeLast(4)
    rig.catalog.deployLast(as: deployments)
    return rig
  }

  private static func named(_ name: String, _ change: (inout DeploymentProfile) -> Void) -> DeploymentProfile
  {
    var deployment = DeploymentProfile(name: name)
    change(&deployment)
    return deployment
  }

  private func run(_ rig: Rig, _ by: String, _ more: String = "") throws -> Gateway {
    try rig.run(#"{"use": "prompt_cache"}"#, #"{"use": "balance", "by": "\#(by)"\#(more)}"#)
  }

  /// Sessions of two turns, a minute apart, each with a prefix of its own of 1,024 tokens.
  private static func sessions(_ count: Int) -> Rig {
    var rig = rig()
    for session in 0..<count {
      for turn in 0..<2 {
        rig.ask(
          0, at: Double(session) * 100 + Double(turn) * 60, user: UInt32(session),
          systemPrompt: UInt32(session),
          system: 1024, tokens: 0, output: 0)
      }
    }
    return rig
  }

  @Test("two-turn sessions on two deployments: simple shuffle reads half of what session affinity reads")
  func half() throws {
    let count = 4000
    let rig = Self.sessions(count)
    let affine = try run(rig, "session_affinity")
    #expect(affine.measured.cachedTokens == 1024 * count)
    #expect(affine.layers[1].statistics[.switches] == 0)
    let shuffled = try run(rig, "simple_shuffle")
    let share = Double(shuffled.measured.cachedTokens) / Double(affine.measured.cachedTokens)
    // Three standard deviations.
    #expect(abs(share - 0.5) < 3 * (0.25 / Double(count)).squareRoot(), "\(share)")
    #expect(shuffled.layers[1].statistics[.switches] == count - shuffled.measured.cachedTokens / 1024)
    #expect(shuffled.layers[0].statistics[.switches] == shuffled.layers[1].statistics[.switches])
    // The dollars that are lost are the discount of what is not read.
    #expect(
      shuffled.ledger.spent - affine.ledger.spent
        == Int128(affine.measured.cachedTokens - shuffled.measured.cachedTokens) * 1_250_000)
    // Both deployments work.
    for gateway in [affine, shuffled] {
      let east = gateway.outcomes.model.filter { $0 == 0 }.count
      #expect(abs(Double(east) / Double(2 * count) - 0.5) < 0.03)
    }
  }

  @Test("affinity to the conversation, to the prefix, to what is warm and behind a gate reads the same")
  func affinities() throws {
    let rig = Self.sessions(200)
    for by in ["session_affinity", "prefix_affinity", "cache_aware", "switch_gate"] {
      #expect(try run(rig, by).measured.cachedTokens == 200 * 1024, "\(by)")
    }
    #expect(try run(rig, "prefix_affinity", #", "prefix_tokens": 2000"#).measured.cachedTokens == 200 * 1024)
  }

  @Test("round robin goes in turn, and weights share out the calls")
  func shares() throws {
    var rig = Self.rig([.init(name: "a"), .init(name: "b"), Self.named("c") { $0.weight = 8 }])
    for request in 0..<2000 { rig.ask(request, at: Double(request)) }
    #expect(Array(try run(rig, "round_robin").outcomes.model.prefix(7)) == [0, 1, 2, 0, 1, 2, 0])
    let models = try run(rig, "weighted").outcomes.model
    #expect(abs(Double(models.filter { $0 == 2 }.count) / 2000 - 0.8) < 0.03)
    #expect(try run(rig, "weighted").modelNames.contains("gpt-4o@c"))
  }

  @Test("the least busy, the fastest and the cheapest deployment are chosen")
  func measured() throws {
    var rig = Self.rig([
      Self.named("slow") { $0.latencyFactor = 5 }, Self.named("dear") { $0.priceFactor = 2 },
    ])
    for request in 0..<20 { rig.ask(request, at: Double(request) * 10) }
    #expect(Array(try run(rig, "lowest_latency").outcomes.model) == [0] + Array(repeating: 1, count: 19))
    #expect(Set(try run(rig, "lowest_cost").outcomes.model) == [0])
    var busy = Self.rig()
    for request in 0..<4 { busy.ask(request, at: 0.1 * Double(request)) }
    #expect(Array(try run(busy, "least_busy").outcomes.model) == [0, 1, 0, 1])
  }

  @Test("a deployment that refuses is left alone for its time, and the next try goes elsewhere")
  func cooldown() throws {
    var rig = Self.rig([
      Self.named("small") { $0.quotas = QuotaProfile(requestsPerMinute: 1) }, .init(name: "large"),
    ])
    // Session affinity holds all to one place.
    let user = try #require(
      (0..<20 as Range<UInt32>).first { user in
        var probe = Self.rig()
        probe.ask(0, at: 0, user: user)
        return try run(probe, "session_affinity").outcomes.model[0] == 0
      })
    for second in [0.0, 10, 12, 20] { rig.ask(0, at: second, user: user) }
    let gateway = try run(rig, "session_affinity")
    // At 10 it is refused and goes on at 11; at 12 the place cools down; at 20 it is refused again.
    #expect(Array(gateway.outcomes.model) == [0, 1, 1, 1])
    #expect(gateway.seconds == [1, 2, 1, 2])
    #expect(gateway.layers[1].statistics[.cooldowns] == 2)
    #expect(gateway.kinds.allSatisfy { $0 == "served" })
    let stubborn = try run(rig, "session_affinity", #", "retry_elsewhere": false, "cooldown_s": 0"#)
    #expect(stubborn.layers[1].statistics[.cooldowns] == 0)
    #expect(Set(stubborn.outcomes.model) == [0])
  }

  @Test("all who share a prompt are named after the deployment that answered it")
  func shared() throws {
    var outage = FaultProfile()
    outage.outages = [.init(start: .zero, end: .seconds(100))]
    var rig = Self.rig([Self.named("broken") { $0.faults = outage }, .init(name: "sound")])
    for request in 0..<3 { rig.ask(request, at: 0.1 * Double(request)) }
    let gateway = try rig.run(
      #"{"use": "balance", "by": "lowest_cost"}"#, #"{"use": "window_batch", "window_ms": 500}"#)
    #expect(gateway.kinds == ["served", "served", "served"])
    #expect(gateway.modelNames == ["gpt-4o@sound", "gpt-4o@sound", "gpt-4o@sound"])
  }

  @Test("all who share a prompt are under way where it went")
  func sharedPlaces() throws {
    var outage = FaultProfile()
    outage.outages = [.init(start: .zero, end: .seconds(1))]
    var rig = Self.rig([Self.named("broken") { $0.faults = outage }, .init(name: "sound")])
    // Three at the broken place, whose call goes to the other at 2.5; nothing else is under way at 3.
    for request in 0..<5 { rig.ask(request, at: 0.01 * Double(request), user: UInt32(request)) }
    rig.ask(9, at: 3, user: 9)
    let gateway = try rig.run(
      #"{"use": "balance", "by": "least_busy", "cooldown_s": 0}"#,
      #"{"use": "window_batch", "window_ms": 500}"#)
    #expect(gateway.modelNames == Array(repeating: "gpt-4o@sound", count: 5) + ["gpt-4o@broken"])
  }

  @Test("a limit of each model counts the calls of all its deployments, in front of a balancer and behind")
  func limit() throws {
    var rig = Self.rig()
    for second in [0.0, 10, 20] { rig.ask(0, at: second) }
    let balance = #"{"use": "balance", "by": "round_robin"}"#
    let limit =
      #"{"use": "rate_limit", "per": "model", "algorithm": "fixed_window", "tiers": {"all": {"requests_per_min": 1}}}"#
    for layers in [[limit, balance], [balance, limit]] {
      #expect(try rig.run(layers).kinds == ["served", "rejected", "rejected"])
    }
  }

  @Test("failures cool a deployment down from five calls of a minute on, when more than half fail")
  func failures() throws {
    var rig = Self.rig(
      [Self.named("broken") { $0.faults = FaultProfile(errorShare: 1) }, .init(name: "sound")], retries: 0)
    for request in 0..<20 { rig.ask(request, at: 3 * Double(request)) }
    let gateway = try run(rig, "round_robin", #", "cooldown_s": 1000"#)
    // In turn: its first five calls fail, at 0, 6, 12, 18 and 24.
    #expect(gateway.kinds.filter { $0 == "failed" }.count == 5)
    #expect(gateway.kinds[9...].allSatisfy { $0 == "served" })
  }

  @Test("a gate moves a conversation only where the saving beats the cache that is lost")
  func gate() throws {
    func models(_ horizon: Int, _ factor: Double) throws -> [UInt8] {
      // The conversation begins at the dear place, while the cheap one fails.
      var outage = FaultProfile()
      outage.outages = [.init(start: .zero, end: .seconds(50))]
      var rig = Self.rig([
        .init(name: "dear"),
        Self.named("cheap") {
          $0.priceFactor = factor
          $0.faults = outage
        },
      ])
      for second in [0.0, 100, 200] { rig.ask(0, at: second, system: 10_240, tokens: 0, output: 0) }
      return Array(
        try run(rig, "switch_gate", #", "cooldown_s": 60, "min_calls": 1, "horizon_turns": \#(horizon)"#)
          .outcomes.model)
    }
    // A read costs half of what is not warm: a place at .6 of the price is dearer for a turn, cheaper for two.
    #expect(try models(1, 0.6) == [0, 0, 0])
    #expect(try models(1, 0.4) == [0, 1, 1])
    #expect(try models(2, 0.6) == [0, 1, 1])
  }

  @Test("a gate leaves what a limit keeps with a cheaper model there, however warm the dear one is")
  func limitedGate() throws {
    var rig = Rig()
    rig.catalog = Rig.catalog(promptCache: PromptCacheRule())
    for second in [0.0, 10, 20] { rig.ask(0, at: second, system: 10_240, tokens: 0, output: 0) }
    let limit =
      #"{"use": "rate_limit", "algorithm": "fixed_window", "tiers": {"all": {"requests_per_min": 1}}, "#
      + #""refused": "degrade", "degrade_to": "claude-sonnet-4"}"#
    // Sonnet's list is below that of Opus, whose reads cost less than what Sonnet has not read.
    let gateway = try rig.run(
      limit, #"{"use": "prompt_cache"}"#, #"{"use": "balance", "by": "switch_gate"}"#, model: 4)
    #expect(gateway.modelNames == ["claude-opus-4", "claude-sonnet-4", "claude-sonnet-4"])
  }

  @Test("what is under way counts neither as an answer nor by its latency before it is there")
  func present() throws {
    // A call that succeeds takes 101 s, one that fails 1 s.
    func rig() -> Rig {
      var outage = FaultProfile()
      outage.outages = [.init(start: .seconds(10), end: .seconds(20))]
      var rig = Self.rig([Self.named("a") { $0.faults = outage }, .init(name: "b")], retries: 0)
      for model in rig.catalog.models.indices {
        rig.catalog.models[model].latency = LatencyModel(
          base: 1, firstTokenSigma: 0, perOutputToken: 2, outputSigma: 0)
      }
      return rig
    }
    var failing = rig()
    for second in [0.0, 1, 2, 3, 4, 5, 10, 11, 12, 13] { failing.ask(0, at: second) }
    let gateway = try run(failing, "round_robin", #", "cooldown_s": 1000, "min_calls": 1"#)
    // The first that fails ends at 11, before any answer has come: all behind it go to the other place.
    #expect(gateway.kinds.count { $0 == "failed" } == 1)
    #expect(gateway.layers[1].statistics[.cooldowns] == 1)
    #expect(Array(gateway.outcomes.model) == [0, 1, 0, 1, 0, 1, 0, 1, 1, 1])
    // Nothing is known of either latency before 101 s.
    var early = rig()
    for second in [0.0, 30, 60, 102, 103] { early.ask(0, at: second) }
    #expect(Array(try run(early, "lowest_latency").outcomes.model) == [0, 0, 0, 1, 1])
  }

  @Test("places with one price share out what begins, by calls under way and then by conversation")
  func ties() throws {
    for by in ["cache_aware", "switch_gate"] {
      var busy = Self.rig()
      for user in 0..<4 {
        busy.ask(user, at: 0.1 * Double(user), user: UInt32(user), systemPrompt: UInt32(user))
      }
      let models = try run(busy, by).outcomes.model
      #expect(models[0] != models[1] && models[2] != models[3], "\(by)")
      var idle = Self.rig()
      for user in 0..<400 {
        for turn in 0..<2 {
          idle.ask(
            0, at: Double(user) * 20 + Double(turn) * 5, user: UInt32(user), systemPrompt: UInt32(user),
            system: 1024, tokens: 0, output: 0)
        }
      }
      let gateway = try run(idle, by)
      #expect(gateway.measured.cachedTokens == 400 * 1024, "\(by)")
      #expect(abs(gateway.outcomes.model.count { $0 == 0 } - 400) < 60, "\(by)")
    }
  }

  @Test("a balancer without deployments is refused")
  func idle() throws {
    let error = #expect(throws: Diagnostic.self) {
      try Rig.plan(#"{"use": "balance"}"#, Rig.catalog())
    }
    #expect(
      error?.message
        == "'balance' does nothing: no provider has deployments; 'deployments' of a provider were expected")
  }

  @Test("a model's name stands for its first deployment, with the deployment's name for that one")
  func names() {
    let catalog = Self.rig().catalog
    #expect(catalog.model(named: "gpt-4o") == 0 && catalog.model(named: "openai/gpt-4o") == 0)
    #expect(catalog.model(named: "gpt-4o@west") == 1 && catalog.model(named: "openai/gpt-4o@west") == 1)
    #expect(catalog.model(named: "west") == nil)
    #expect(catalog.deployments(of: 1) == [0, 1] && catalog.areDeployments(0, 1))
  }

  @Test("switch-backs are counted, and those that find something warm")
  func switchBacks() throws {
    var rig = Self.rig()
    for second in [0.0, 10, 20, 30, 2000] {
      rig.ask(0, at: second, system: 1024, tokens: 0, output: 0)
    }
    let counts = try run(rig, "round_robin").layers[0].statistics
    // East, west, east (back and warm), west (the same), east after the lifetime.
    #expect(counts[.switches] == 4 && counts[.switchBacks] == 3 && counts[.warmSwitchBacks] == 2)
  }

  @Test("what a log counts of a model's calls holds on all its deployments, its times by their factor")
  func recorded() throws {
    var rig = Self.rig([.init(name: "east"), Self.named("west") { $0.latencyFactor = 1.5 }])
    for place in 0..<4 {
      rig.ask(place, at: Double(place) * 10, tokens: 100, output: 50)
      rig.stream.recorded.cachedTokens.append(60, at: place)
      rig.stream.recorded.latency.append(2_000_000_000, at: place)
      rig.stream.recorded.failed.append(place > 1 ? 1 : 0, at: place)
    }
    rig.recordedModels = [0, 0, 0, 0]
    let gateway = try rig.run(#"{"use": "balance", "by": "round_robin"}"#)
    #expect(gateway.modelNames == ["gpt-4o@east", "gpt-4o@west", "gpt-4o@east", "gpt-4o@west"])
    #expect(gateway.kinds == ["served", "served", "failed", "failed"])
    #expect(gateway.seconds[0...1] == [2, 3])
    // 40 tokens of input, 60 that were read, 50 of output.
    #expect(
      gateway.outcomes.cost[0...1].allSatisfy { $0 == 40 * 2_500_000 + 60 * 1_250_000 + 50 * 10_000_000 })
  }

  @Test("the times of a deployment that a log names are its own, and another's by both factors")
  func recordedPlaces() throws {
    var rig = Self.rig([
      Self.named("east") { $0.latencyFactor = 2 }, Self.named("west") { $0.latencyFactor = 3 },
    ])
    rig.stream.recorded.modelNames = ["gpt-4o", "gpt-4o@east", "gpt-4o@west"]
    for place in 0..<3 {
      rig.ask(place, at: Double(place) * 10, tokens: 100, output: 50)
      rig.stream.recorded.model.append(UInt32(place), at: place)
      rig.stream.recorded.latency.append(6_000_000_000, at: place)
    }
    rig.recordedModels = [0, 0, 1]
    #expect(try rig.run().seconds == [12, 6, 6])
    let gateway = try rig.run(#"{"use": "balance", "by": "round_robin"}"#)
    #expect(gateway.modelNames == ["gpt-4o@east", "gpt-4o@west", "gpt-4o@east"])
    #expect(gateway.seconds == [12, 9, 4])
  }
}
