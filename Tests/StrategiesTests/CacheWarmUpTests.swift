import Declarations
import Providers
import Simulation
import Testing
import Traffic

@testable import Strategies

@Suite("Filling a cache ahead")
struct CacheWarmUpTests {
  private func layer(_ warmUp: String, _ more: String = "") -> String {
    "{\"use\": \"exact_cache\", \"lookup_ms\": 0, \"warm_up\": {\(warmUp)}\(more)}"
  }

  /// Half an hour in which 0 comes three times, 1 twice and 2 once, and half an hour in which each comes.
  private func rig() -> Rig {
    var rig = Rig()
    for (place, prompt) in [0, 1, 0, 2, 1, 0].enumerated() { rig.ask(prompt, at: Double(place) * 300) }
    for (place, prompt) in [3, 0, 1, 2].enumerated() { rig.ask(prompt, at: 1800 + Double(place) * 10) }
    rig.warmUp = .seconds(1800)
    return rig
  }

  @Test("what earlier requests ask most is there, and its calls are billed to the first request after it")
  func earlier() throws {
    // An entry lives a minute: without the filling nothing of before is there.
    let plain = try rig().run("{\"use\": \"exact_cache\", \"lookup_ms\": 0, \"ttl_s\": 60}")
    #expect(plain.kinds.allSatisfy { $0 == "served" })
    let gateway = try rig().run(layer("\"top\": 2", ", \"ttl_s\": 60"))
    #expect(gateway.kinds.suffix(4) == ["served", "exact_hit", "exact_hit", "served"])
    #expect(gateway.outcomes.cost.suffix(4) == [750_000_000 + 2 * 750_000_000, 0, 0, 750_000_000])
    #expect(gateway.ledger.measured[CostComponent.warming.rawValue] == 1_500_000_000)
    #expect(gateway.measured.count == 4)
    #expect(gateway.layers[0].statistics[.warmed] == 2 && gateway.layers[0].statistics[.warmedHits] == 2)
    #expect(gateway.outcomes.quality[7] == 0.97 && gateway.outcomes.truth[7] == .correct)
  }

  @Test("only the stated hours count, ties go to who came first, and what is held is not asked again")
  func window() throws {
    // From 900 s on: 2, 1 and 0 once each; the cache still holds all of them.
    let held = try rig().run(layer("\"top\": 3, \"earlier_h\": 0.25"))
    #expect(held.layers[0].statistics[.warmed] == 0 && held.ledger.total[CostComponent.warming.rawValue] == 0)
    let one = try rig().run(layer("\"top\": 1, \"earlier_h\": 0.25", ", \"ttl_s\": 60"))
    #expect(one.kinds.suffix(4) == ["served", "exact_hit", "served", "served"])
  }

  @Test("the cache is filled again after every so many hours that somebody asks in")
  func again() throws {
    var rig = Rig()
    for hour in 0..<6 {
      rig.ask(0, at: Double(hour) * 3600 + 1)
      rig.ask(1, at: Double(hour) * 3600 + 2)
    }
    let gateway = try rig.run(
      layer("\"top\": 1, \"at_h\": 1, \"every_h\": 2, \"earlier_h\": 1", ", \"ttl_s\": 600"))
    // Filled at 1, 3 and 5 h.
    let hits = gateway.outcomes.kind.indices.filter { gateway.outcomes.kind[$0] == .exactHit }
    #expect(hits == [2, 6, 10])
    #expect(gateway.measured.count == 12)
  }

  @Test("a policy that knows the future keeps what is filled as long as it is worth")
  func bound() throws {
    var rig = Rig()
    for (place, prompt) in [0, 1, 0, 1, 0].enumerated() { rig.ask(prompt, at: Double(place) * 10) }
    // 9 pays for the filling, and comes never again; room is for one.
    for (place, prompt) in [9, 2, 3, 0, 2].enumerated() { rig.ask(prompt, at: 3600 + Double(place) * 10) }
    let layer = layer(
      "\"top\": 1, \"at_h\": 0.5", ", \"capacity\": 1, \"ttl_s\": 1800, \"eviction\": \"belady\"")
    let gateway = try rig.run(layer)
    #expect(gateway.kinds[8] == "exact_hit")
    #expect(try Rig.plan(layer, rig.catalog).isBound)
    #expect(try Rig.plan(layer, rig.catalog).keyedStore == nil)
  }

  @Test("a distribution says what is asked most whatever was asked, and what nobody asks is billed as well")
  func distribution() throws {
    var workload = SyntheticWorkload()
    workload.intents = 30
    workload.paraphrases = 2
    workload.arrivals = ArrivalProcess(rate: 0.05)
    workload.userTokens = Lognormal(median: 100, p95: 100)
    var rig = Rig()
    rig.stream = workload.stream(until: .hours(1), seed: 3, replication: 0)
    rig.span = .hours(1)
    let top = try #require(rig.stream.popularity).top(60, at: .zero)
    #expect(Set(top).count == 60)
    let gateway = try rig.run(layer("\"top\": 60, \"from\": \"distribution\", \"at_h\": 0"))
    let asked = Set(rig.stream.prompt).count
    #expect(gateway.layers[0].statistics[.warmed] == asked && asked < 60)
    #expect(gateway.outcomes.kind.allSatisfy { $0 == .exactHit })
    #expect(gateway.measured.count == 60)
  }

  @Test("a cache by meaning is filled as well, and pays for the embeddings of what it asks ahead")
  func byMeaning() throws {
    let texts = ["a b c d", "x y", "a b c d", "a b c d", "q r", "a b c e", "x y"]
    var rig = Rig()
    for (place, text) in texts.enumerated() {
      rig.ask(text, at: place < 4 ? Double(place) * 300 : 1800 + Double(place) * 10)
    }
    rig.neighbours[.bagOfWords] = SemanticCacheTests.neighbours(["a b c d", "x y", "q r", "a b c e"])
    rig.warmUp = .seconds(1800)
    rig.catalog.embedder = EmbedderProfile(price: TokenPrice(picodollars: 20_000))
    let layer =
      "{\"use\": \"semantic_cache\", \"embedder\": \"bag_of_words\", \"threshold\": 0.7, \"ttl_s\": 60"
    let plain = try rig.run(layer + "}")
    #expect(plain.kinds.allSatisfy { $0 == "served" })
    let gateway = try rig.run(layer + ", \"warm_up\": {\"top\": 1}}")
    #expect(gateway.kinds.suffix(3) == ["served", "semantic_hit", "served"])
    // The first request after the time pays a call and an embedding of its own, and those of what was asked most.
    #expect(gateway.outcomes.cost.suffix(3) == [1_504_000_000, 2_000_000, 752_000_000])
    #expect(gateway.ledger.measured[CostComponent.warming.rawValue] == 752_000_000)
    #expect(gateway.layers[0].statistics[.warmed] == 1 && gateway.layers[0].statistics[.warmedHits] == 1)
    // What the cache still holds is not asked again.
    let held = try rig.run(
      layer.replacing("\"ttl_s\": 60", with: "\"ttl_s\": 3600") + ", \"warm_up\": {\"top\": 2}}")
    #expect(held.layers[0].statistics[.warmed] == 0)
  }
}
