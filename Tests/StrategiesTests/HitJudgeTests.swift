import Declarations
import Providers
import Simulation
import Testing
import Traffic

@testable import Strategies

@Suite("A judge behind semantic hits")
struct HitJudgeTests {
  private func layer(_ judge: String) -> String {
    """
    {"use": "semantic_cache", "embedder": "bag_of_words", "threshold": 0.9, "lookup_ms": 0, "ttl_s": 7,
     "verify": {\(judge)}}
    """
  }

  /// Pairs of the same text; every second pair asks something else with it, so that its hit is false.
  private func rig(_ pairs: Int) -> Rig {
    var rig = Rig()
    let texts = (0..<40).map { "word\($0)" }
    for text in texts { _ = rig.texts.append(text.utf8) }
    rig.neighbours[.bagOfWords] = SemanticCacheTests.neighbours(texts)
    for pair in 0..<pairs {
      rig.ask(pair % 40, at: Double(pair) * 10, intent: pair)
      rig.ask(pair % 40, at: Double(pair) * 10 + 5, intent: pair % 2 == 0 ? pair : pairs + pair)
    }
    return rig
  }

  @Test(
    "right hits are accepted with the sensitivity, false ones refused with the specificity", arguments: 0..<4)
  func rates(_ seed: Int) throws {
    var rig = rig(2000)
    rig.seed = UInt64(seed)
    let gateway = try rig.run(layer("\"sensitivity\": 0.9, \"specificity\": 0.8"))
    // A plain model: a coin a request.
    let coins = RandomStream(seed: UInt64(seed), replication: 0, purpose: .hitJudge)
    let expected = (0..<2000).map { pair in coins.uniform(2 * pair + 1, 0) < (pair % 2 == 0 ? 0.9 : 1 - 0.8) }
    let isHit = (0..<2000).map { gateway.outcomes.kind[2 * $0 + 1] == .semanticHit }
    #expect(isHit.indices.filter { isHit[$0] != expected[$0] } == [])
    let counts = gateway.layers[0].statistics
    #expect(counts[.judgedHits] == 2000 && counts[.judgedFalseHits] == 1000)
    #expect(counts[.hits] + counts[.refusedHits] == 2000)
    #expect(counts[.falseHits] + counts[.refusedHits] - counts[.refusedRightHits] == 1000)
    #expect(abs(Double(counts[.falseHits]) - 200) < 52 && abs(Double(counts[.refusedRightHits]) - 100) < 40)
  }

  @Test("every verdict is paid for and takes its time, and what is refused goes on as a miss")
  func prices() throws {
    var rig = rig(1)
    rig.catalog.embedder = EmbedderProfile(price: TokenPrice(picodollars: 0))
    let judge =
      "\"recall\": 0, \"specificity\": 1, \"input_usd_per_1m\": 2, \"usd_per_call\": 0.001, \"latency_ms\": 400"
    let refused = try rig.run(layer(judge))
    #expect(refused.kinds == ["served", "served"])
    // 100 tokens of the message and 50 of the answer at 2 millionths, and a thousandth.
    #expect(refused.ledger.total[CostComponent.judging.rawValue] == 300_000_000 + 1_000_000_000)
    #expect(refused.outcomes.cost == [750_000_000, 750_000_000 + 1_300_000_000])
    #expect(refused.seconds == [1, 1.4])
    let accepted = try rig.run(layer(judge.replacing("\"recall\": 0", with: "\"recall\": 1")))
    #expect(accepted.kinds == ["served", "semantic_hit"])
    #expect(accepted.outcomes.cost[1] == 1_300_000_000 && accepted.seconds[1] == 0.4)
  }

  @Test("a precision stands for the specificity that gives it")
  func precision() throws {
    let judge = "\"recall\": 0.8, \"precision\": 0.9"
    let plan = try #require(try Rig.plan(layer(judge), Rig.catalog()) as? SemanticCache)
    #expect(abs((plan.judge?.specificity ?? 0) - (1 - 0.8 * 0.1 / 0.9)) < 1e-12)
    let counts = try rig(4000).run(layer(judge)).layers[0].statistics
    #expect(abs(1 - Double(counts[.falseHits]) / Double(counts[.hits]) - 0.9) < 0.02)
    let rare = try #require(
      try Rig.plan(layer(judge + ", \"right_share\": 0.2"), Rig.catalog()) as? SemanticCache)
    #expect(abs((rare.judge?.specificity ?? 0) - (1 - 0.8 * 0.2 * 0.1 / (0.9 * 0.8))) < 1e-12)
  }

  @Test("a changed answer looks right to the judge")
  func stale() throws {
    var rig = rig(1)
    rig.stream.answers = AnswerClock(
      staticLifetime: .seconds(2), volatileLifetime: .never, volatileShare: 0, seed: 1, replication: 0)
    let gateway = try rig.run(layer("\"sensitivity\": 1, \"specificity\": 1"))
    #expect(gateway.outcomes.truth[1] == .stale)
    #expect(gateway.layers[0].statistics[.judgedFalseHits] == 0)
  }

  @Test(
    "a judge without a rate, with one twice, or that cannot be is refused with its place and reason",
    arguments: [
      (
        "\"specificity\": 1", 12,
        "'verify' states neither 'sensitivity' nor 'recall'; one of them was expected"
      ),
      (
        "\"recall\": 1", 12, "'verify' states neither 'specificity' nor 'precision'; one of them was expected"
      ),
      (
        "\"recall\": 1, \"sensitivity\": 1, \"specificity\": 1", 26,
        "'verify.sensitivity' does nothing: 'recall' is stated instead; one of them was expected"
      ),
      (
        "\"recall\": 1, \"specificity\": 1, \"right_share\": 0.4", 44,
        "'verify.right_share' does nothing: 'precision' is not stated"
      ),
      (
        "\"recall\": 0.9, \"precision\": 0.3", 41,
        "'precision' is 0.3, which no judge has that accepts 0.9 of the right answers where 0.5 are right; at least "
          + "0.473685 was expected"
      ),
    ])
  func faults(_ judge: String, _ column: Int, _ message: String) throws {
    let fault = try #require(throws: Diagnostic.self) { try Rig.plan(layer(judge), Rig.catalog()) }
    #expect(fault.message == message)
    #expect(fault.position?.line == 2)
    #expect(fault.position?.column == column)
  }
}
