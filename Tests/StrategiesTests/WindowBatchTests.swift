import Providers
import Simulation
import TestSupport
import Testing
import Traffic

@testable import Strategies

@Suite("Window batch")
struct WindowBatchTests {
  private func layer(_ more: String = "") -> String {
    "{\"use\": \"window_batch\", \"window_ms\": 500\(more)}"
  }

  @Test("prompts of a window go out as one call, and every answer goes back to its own request")
  func ownAnswers() throws {
    var rig = Rig()
    var complex: RequestMarks = .temperatureZero
    complex.difficulty = .complex
    rig.ask(0, at: 0, system: 1000, tokens: 100, output: 50)
    rig.ask(1, at: 0.1, system: 1000, tokens: 30, output: 10, marks: complex)
    rig.ask(2, at: 0.3, system: 1000, context: 200, tokens: 70, output: 40)
    for (place, prompt) in [1, 0, 2].enumerated() { rig.ask(prompt, at: 10 + Double(place), system: 1000) }
    let gateway = try rig.run("{\"use\": \"exact_cache\", \"lookup_ms\": 0}", layer())
    #expect(gateway.kinds == ["served", "served", "served", "exact_hit", "exact_hit", "exact_hit"])
    #expect(gateway.measured.count == 1)
    #expect(gateway.seconds[..<3] == [1.5, 1.4, 1.2])
    #expect(gateway.outcomes.quality == [0.97, 0.85, 0.97, 0.85, 0.97, 0.97])
    #expect(gateway.outcomes.truth[3...].allSatisfy { $0 == .correct })
    #expect(gateway.outcomes.flags[..<3].allSatisfy { $0.contains(.isBatched) })
    // One system prompt, 400 tokens of users and contexts, 40 of instructions, 100 of answers.
    #expect(gateway.provider.invoice == 4_600_000_000)
    #expect(gateway.outcomes.cost.reduce(0, +) == 4_600_000_000)
    #expect(gateway.outcomes.cost[..<3].allSatisfy { $0 > 0 })
  }

  @Test("what failed in the log takes nothing of the quality of the others in its window")
  func failedMembers() throws {
    var rig = Rig()
    for place in 0..<2 { rig.ask(place, at: 0) }
    rig.ask(2, at: 0, tokens: 0, output: 0)
    rig.stream.recorded.failed.append(1, at: 2)
    let gateway = try rig.run(layer(", \"size_loss\": 0.5"))
    #expect(gateway.kinds == ["served", "served", "failed"])
    #expect(gateway.outcomes.quality == [0.485, 0.485, 0])
  }

  @Test("shares of a call add up to it, whatever the token counts", arguments: 0..<40)
  func shares(_ seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    var rig = Rig()
    for place in 0..<Int.random(in: 2...20, using: &random) {
      rig.ask(
        place, at: Double(place) * 0.01, system: UInt32.random(in: 0...9999, using: &random),
        context: UInt32.random(in: 0...99, using: &random), tokens: UInt32.random(in: 0...99, using: &random),
        output: UInt32.random(in: 0...99, using: &random))
    }
    let gateway = try rig.run([layer()], model: seed % 5)
    #expect(gateway.measured.count == 1)
    #expect(gateway.outcomes.cost.allSatisfy { $0 >= 0 })
    #expect(Int128(gateway.outcomes.cost.reduce(0, +)) == gateway.provider.invoice)
  }

  @Test("all wait for the longest answer")
  func longest() throws {
    var rig = Rig()
    for model in rig.catalog.models.indices { rig.catalog.models[model].latency.perOutputToken = 0.01 }
    rig.ask(0, at: 0, output: 10)
    rig.ask(1, at: 0, output: 200)
    let gateway = try rig.run(layer())
    #expect(gateway.seconds == [3.6, 3.6])
  }

  @Test("a full window goes out at once, and its wake-up does not touch the next")
  func full() throws {
    var rig = Rig()
    for place in 0..<5 { rig.ask(place, at: Double(place) * 0.1) }
    let gateway = try rig.run(layer(", \"max_size\": 2"))
    #expect(gateway.measured.count == 3)
    let expected = [1.1, 1, 1.1, 1, 1.5]
    #expect(zip(gateway.seconds, expected).allSatisfy { abs($0 - $1) < 1e-8 })
    #expect(!gateway.outcomes.flags[4].contains(.isBatched))
  }

  @Test("a prompt that would make the call too long begins the next")
  func tooLong() throws {
    var rig = Rig()
    for place in 0..<3 { rig.ask(place, at: Double(place) * 0.1, tokens: 400) }
    rig.ask(3, at: 0.3, tokens: 5000)
    let gateway = try rig.run(layer(", \"max_tokens\": 1000"))
    #expect(gateway.measured.count == 3)
    let expected = [1.2, 1.1, 1.1, 1.5]
    #expect(zip(gateway.seconds, expected).allSatisfy { abs($0 - $1) < 1e-8 })
  }

  @Test("high priority goes alone at once where that is asked for", arguments: [true, false])
  func priority(_ skips: Bool) throws {
    var rig = Rig()
    var urgent: RequestMarks = .temperatureZero
    urgent.priority = 2
    rig.ask(0, at: 0)
    rig.ask(1, at: 0.1, marks: urgent)
    let gateway = try rig.run(layer(", \"skip_high_priority\": \(skips)"))
    #expect(gateway.measured.count == (skips ? 2 : 1))
    #expect(abs(gateway.seconds[1] - (skips ? 1 : 1.4)) < 1e-8)
  }

  @Test("each model gets a call of its own, and a shared prompt loses quality where stated")
  func models() throws {
    var rig = Rig()
    var complex: RequestMarks = .temperatureZero
    complex.difficulty = .complex
    for place in 0..<4 { rig.ask(place, at: 0, marks: place == 2 ? complex : .temperatureZero) }
    let gateway = try rig.run(
      layer(", \"quality_factor\": 0.5"),
      """
      {"use": "router", "classifier": {"kind": "oracle"},
       "routes": {"simple": "gpt-4o-mini", "medium": "gpt-4o", "complex": "gpt-4o"}}
      """)
    #expect(gateway.modelNames == ["gpt-4o-mini", "gpt-4o-mini", "gpt-4o", "gpt-4o-mini"])
    #expect(gateway.measured.count == 2)
    #expect(gateway.outcomes.quality == [0.48, 0.48, 0.85, 0.48])
    #expect(gateway.outcomes.flags.map { $0.contains(.isBatched) } == [true, true, false, true])
  }

  @Test("a lone prompt pays for no instructions")
  func alone() throws {
    var rig = Rig()
    rig.ask(0, at: 0, system: 10)
    let gateway = try rig.run(layer())
    #expect(gateway.outcomes.cost == [775_000_000])
    #expect(gateway.seconds == [1.5])
  }

  @Test("members of a call that fails all fail")
  func failure() throws {
    var rig = Rig()
    rig.catalog = Rig.catalog(
      faults: FaultProfile(billedShare: 1, outages: [.init(start: .zero, end: .hours(1))]),
      retry: RetryPolicy(retries: 0))
    for place in 0..<3 { rig.ask(place, at: 0) }
    let gateway = try rig.run(layer())
    #expect(gateway.kinds == ["failed", "failed", "failed"])
    #expect(gateway.provider.failedCalls == 1)
    #expect(gateway.provider.invoice == 340 * 2_500_000)
  }

  @Test("requests for the batch API keep its price, whichever layer comes first", arguments: [true, false])
  func deferred(_ isFirst: Bool) throws {
    var rig = Rig()
    rig.catalog = Rig.catalog(batch: BatchProfile(completion: Lognormal(median: 600, p95: 600)))
    rig.ask(0, at: 0)
    rig.ask(1, at: 0, marks: [.temperatureZero, .batchEligible])
    rig.ask(2, at: 0)
    let layers = ["{\"use\": \"batch_api\"}", layer()]
    let gateway = try rig.run(isFirst ? layers : layers.reversed())
    #expect(gateway.outcomes.cost[1] == 375_000_000)
    #expect(gateway.seconds[1] > 599)
    #expect(gateway.seconds[0] == 1.5)
    #expect(gateway.outcomes.flags.map { $0.contains(.isBatched) } == [true, false, true])
  }
}

@Suite("The flush as article 003 prints it")
struct PrintedFlushTests {
  private let layer =
    "{\"use\": \"window_batch\", \"window_ms\": 500, \"max_size\": 3, \"flush\": \"as_printed\"}"

  @Test("who comes alone gets an answer of their own; others get the first one pending, or none")
  func fates() throws {
    var rig = Rig()
    // At .5 the first timer sends 0 and 1; at .8 that of 1 finds 2 and gives its answer to 1; at 1.2 nothing is left.
    for (place, time) in [0, 0.3, 0.7, 10].enumerated() { rig.ask(place, at: time) }
    let gateway = try rig.run(layer)
    #expect(gateway.kinds == ["served", "served", "failed", "served"])
    #expect(gateway.outcomes.truth.map { $0 == .wrongIntent } == [false, true, false, false])
    #expect(gateway.outcomes.quality[1] == 0 && gateway.outcomes.latency[2] == -1)
    #expect(gateway.measured.count == 3)
    // All is paid, the lost answer too.
    #expect(gateway.outcomes.cost.allSatisfy { $0 > 0 })
  }

  @Test("who fills the window gets the first answer of it")
  func full() throws {
    var rig = Rig()
    for place in 0..<3 { rig.ask(place, at: Double(place) * 0.1) }
    let gateway = try rig.run(layer)
    #expect(gateway.kinds == ["failed", "failed", "served"])
    #expect(gateway.outcomes.truth[2] == .wrongIntent)
  }

  @Test("another's answer to the same question is the right one")
  func same() throws {
    var rig = Rig()
    for (place, time) in [0, 0.3, 0.7].enumerated() { rig.ask(place, at: time, intent: 5) }
    let gateway = try rig.run(layer)
    #expect(gateway.kinds == ["served", "served", "failed"])
    #expect(gateway.outcomes.truth[1] == .none && gateway.outcomes.quality[1] > 0)
  }

  /// article003.printed_hybrid_flush in reference/article_code_golden.json.
  @Test(
    "shares of own, no and others' answers are the article's code's",
    arguments: [(0.47, 0.790, 0.188, 0.022), (1.4, 0.496, 0.377, 0.127), (5, 0.083, 0.497, 0.420)])
  func shares(_ rate: Double, _ own: Double, _ none: Double, _ other: Double) throws {
    var rig = Rig()
    var random = SplitMix(state: 11)
    var time = 0.0
    for place in 0..<40_000 {
      time -= Transcendental.log(Double.random(in: 1e-12..<1, using: &random)) / rate
      rig.ask(place, at: time)
    }
    let gateway = try rig.run(
      "{\"use\": \"window_batch\", \"window_ms\": 500, \"max_size\": 20, \"flush\": \"as_printed\"}")
    let count = Double(gateway.outcomes.kind.count)
    let lost = Double(gateway.outcomes.kind.count { $0 == .failed }) / count
    let wrong = Double(gateway.outcomes.truth.count { $0 == .wrongIntent }) / count
    #expect(abs(lost - none) < 0.01 && abs(wrong - other) < 0.01 && abs(1 - lost - wrong - own) < 0.01)
  }
}
