import Declarations
import Providers
import Simulation
import Testing
import Traffic

@testable import Strategies

@Suite("Cascade")
struct CascadeTests {
  private func cascade(_ error: Double, _ rest: String = "") -> String {
    "{\"use\": \"cascade\", \"first\": \"gpt-4o-mini\", \"then\": \"gpt-4o\", \"judge_error\": \(error)\(rest)}"
  }

  /// Requests of all classes, easiest first.
  private func rig(_ count: Int, _ catalog: ProviderCatalog = Rig.catalog()) -> Rig {
    var rig = Rig()
    rig.catalog = catalog
    for place in 0..<count {
      var marks: RequestMarks = .temperatureZero
      marks.difficulty = Difficulty.allCases[place % 3]
      rig.ask(place, at: Double(place) * 5, marks: marks)
    }
    return rig
  }

  @Test("the mean quality is what two models and the judge's error give", arguments: [0, 0.1, 0.4, 1])
  func quality(_ error: Double) throws {
    let gateway = try rig(6000).run(cascade(error))
    // The models' qualities by class in the rig.
    let (mini, large) = ([0.96, 0.84, 0.62], [0.97, 0.92, 0.85])
    let expected =
      zip(mini, large).map { weak, strong in
        weak * (1 - error) + (weak * error + (1 - weak) * (1 - error)) * strong
      }.reduce(0, +) / 3
    let mean = gateway.outcomes.quality.reduce(0, +) / 6000
    #expect(abs(mean - expected) < 0.015)
    let escalated =
      zip(mini, large).map { weak, _ in weak * error + (1 - weak) * (1 - error) }.reduce(0, +) / 3
    #expect(abs(Double(gateway.modelNames.count { $0 == "gpt-4o" }) / 6000 - escalated) < 0.02)
  }

  @Test("the answers of all deployments are judged")
  func deployments() throws {
    var catalog = Rig.catalog()
    catalog.deployLast(as: [.init(name: "east"), .init(name: "west")])
    let gateway = try rig(60, catalog).run(cascade(1), #"{"use": "balance", "by": "round_robin"}"#)
    #expect(gateway.layers[0].statistics[.judgements] == 60)
    #expect(gateway.layers[1].statistics[.balanced] == 60)
  }

  @Test("both calls are billed and waited for, and the judge as well")
  func billing() throws {
    // A judge that is always wrong sends on what is right; the rig's simple questions mostly are.
    let gateway = try rig(300).run(cascade(1, ", \"latency_ms\": 250, \"input_usd_per_1m\": 1"))
    let mini: Int64 = 100 * 150_000 + 50 * 600_000
    let large: Int64 = 100 * 2_500_000 + 50 * 10_000_000
    let judge: Int64 = 150 * 1_000_000
    for request in 0..<300 {
      let isSecond = gateway.modelNames[request] == "gpt-4o"
      #expect(gateway.outcomes.cost[request] == mini + judge + (isSecond ? large : 0))
      #expect(gateway.seconds[request] == (isSecond ? 2.25 : 1.25))
    }
    #expect(gateway.modelNames.contains("gpt-4o") && gateway.modelNames.contains("gpt-4o-mini"))
    #expect(gateway.measured.count == 300 + gateway.modelNames.count { $0 == "gpt-4o" })
    #expect(gateway.ledger.total[CostComponent.routing.rawValue] == Int128(300 * judge))
  }

  @Test("an answer is stored when the cascade is done, and coalesced requests get the same one")
  func caching() throws {
    var rig = Rig()
    for _ in 0..<3 { rig.ask(0, at: 0) }
    rig.ask(0, at: 1.5)
    rig.ask(0, at: 10)
    let gateway = try rig.run(
      "{\"use\": \"exact_cache\", \"capacity\": 10}", "{\"use\": \"coalesce\"}",
      "{\"use\": \"cascade\", \"first\": \"gpt-4o-mini\", \"then\": \"gpt-4o\", \"judge_error\": 1}")
    let isSecond = gateway.modelNames[0] == "gpt-4o"
    #expect(
      gateway.kinds[0] == "served" && gateway.kinds[1] == "coalesced" && gateway.kinds[4] == "exact_hit")
    #expect(gateway.kinds[3] == (isSecond ? "coalesced" : "exact_hit"))
    #expect(Set(gateway.outcomes.quality).count == 1)
  }

  @Test("when the second call fails for good, the first answer stands")
  func fallback() throws {
    var catalog = Rig.catalog(retry: RetryPolicy(retries: 0, jitter: 0))
    catalog.providers.append(
      ProviderProfile(
        name: "other", faults: FaultProfile(errorShare: 1), retry: RetryPolicy(retries: 0, jitter: 0)))
    let large = try #require(catalog.model(named: "gpt-4o"))
    catalog.models[large].provider = 1
    var rig = rig(200, catalog)
    var answers = RecordedAnswers(models: catalog.models.count)
    for place in 0..<(200 * catalog.models.count) {
      let isLarge = place % catalog.models.count == large
      answers.append(
        RecordedAnswers.Answer(
          quality: 0.9, userTokens: isLarge ? 100 : 80, outputTokens: isLarge ? 50 : 40))
    }
    rig.stream.recordedAnswers = answers
    let gateway = try rig.run(cascade(0.5))
    #expect(gateway.kinds.allSatisfy { $0 == "served" })
    #expect(gateway.modelNames.allSatisfy { $0 == "gpt-4o-mini" })
    // And its tokens are told of the call.
    let details = try #require(gateway.outcomes.details)
    #expect(details.tries.contains(2))
    #expect((0..<200).allSatisfy { details.sent[$0]?.input == 80 && details.sent[$0]?.output == 40 })
  }

  @Test("the second call fails as often as any, whatever became of the first")
  func luck() throws {
    let faults = FaultProfile(errorShare: 0.3)
    let catalog = Rig.catalog(faults: faults, retry: RetryPolicy(retries: 0, jitter: 0))
    let gateway = try rig(4000, catalog).run(cascade(0.5))
    // Of what the first call answered, half is sent on; of that three tenths fail and keep the first answer.
    let answered = gateway.kinds.count { $0 == "served" }
    let second = gateway.modelNames.count { $0 == "gpt-4o" }
    #expect(abs(Double(answered) / 4000 - 0.7) < 0.03)
    #expect(abs(Double(second) / Double(answered) - 0.5 * 0.7) < 0.03)
  }

  @Test("several prompts in one call are judged one by one")
  func batches() throws {
    var rig = Rig()
    for place in 0..<60 { rig.ask(place, at: 0) }
    let gateway = try rig.run(
      cascade(0.5), "{\"use\": \"window_batch\", \"window_ms\": 10, \"max_size\": 10}")
    #expect(gateway.kinds.allSatisfy { $0 == "served" })
    #expect(Set(gateway.modelNames).count == 2)
  }

  @Test("an answer that a shared prompt made worse is none where another one took its place")
  func worsened() throws {
    var rig = Rig()
    for place in 0..<60 { rig.ask(place, at: 0) }
    let gateway = try rig.run(
      cascade(0.5),
      #"{"use": "window_batch", "window_ms": 10, "max_size": 10, "quality_factor": 0.9}"#)
    #expect(Set(gateway.modelNames).count == 2)
    for (flags, model) in zip(gateway.outcomes.flags, gateway.modelNames) {
      #expect(flags.contains(.isWorsened) == (model == "gpt-4o-mini"))
    }
  }
}
