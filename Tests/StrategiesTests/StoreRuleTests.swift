import Declarations
import Providers
import Simulation
import Testing
import Traffic

@testable import Strategies

@Suite("What a cache lets by, how long it keeps, and what it costs")
struct StoreRuleTests {
  private static let caches = [
    "\"use\": \"exact_cache\"",
    "\"use\": \"semantic_cache\", \"embedder\": \"bag_of_words\", \"threshold\": 0.99",
  ]

  private static let texts = ["I know a way", "what now", "write a poem", "rewrite it"]

  private func rig() -> Rig {
    var rig = Rig()
    for hour in 0..<4 {
      for (place, text) in StoreRuleTests.texts.enumerated() {
        rig.ask(text, at: Double(hour) * 3600 + Double(place) * 60)
      }
    }
    rig.neighbours[.bagOfWords] = SemanticCacheTests.neighbours(StoreRuleTests.texts)
    return rig
  }

  private func hits(_ gateway: Gateway) -> [Int] {
    gateway.outcomes.kind.indices.filter { gateway.outcomes.kind[$0].isHit }
  }

  @Test("a keyword is found in the middle of a word, or only where it is one", arguments: caches)
  func wholeWords(_ cache: String) throws {
    func rules(_ match: String) -> String {
      "{\(cache), \"ttl_rules\": [{\"keywords\": [\"NOW\"], \"ttl_s\": 600\(match)}]}"
    }
    // An answer to a timely prompt is gone an hour later.
    #expect(hits(try rig().run(rules(""))) == [6, 7, 10, 11, 14, 15])
    #expect(hits(try rig().run(rules(", \"match\": \"word\""))) == [4, 6, 7, 8, 10, 11, 12, 14, 15])
  }

  @Test(
    "a word ends where neither letter nor digit follows",
    arguments: [
      ("now", true), ("now!", true), ("(now)", true), ("know", false), ("nowé", false), ("now2", false),
      ("", false),
      ("know now", true), ("no", false),
    ])
  func words(text: String, isThere: Bool) {
    #expect(KeywordRule(["Now"], true, isWhole: true).fits(Array(text.utf8)) == isThere)
  }

  @Test("prompts with a word of creative work pass by", arguments: caches)
  func bypass(_ cache: String) throws {
    let gateway = try rig().run("{\(cache), \"bypass_keywords\": [\"Write\", \"poem\"]}")
    #expect(hits(gateway) == [4, 5, 7, 8, 9, 11, 12, 13, 15])
    #expect(gateway.layers[0].statistics[.bypasses] == 4 && gateway.layers[0].statistics[.lookups] == 12)
  }

  @Test("no entry lives longer than the cap, however often it is renewed", arguments: caches)
  func cap(_ cache: String) throws {
    let renewed = "{\(cache), \"ttl_s\": 4000, \"ttl_sliding\": true"
    #expect(hits(try rig().run(renewed + "}")).count == 12)
    // Stored anew after two hours and a half.
    #expect(hits(try rig().run(renewed + ", \"ttl_max_s\": 9000}")) == [4, 5, 6, 7, 8, 9, 10, 11])
    #expect(hits(try rig().run("{\(cache), \"ttl_max_s\": 3000}")).isEmpty)
  }

  @Test("what the cache itself costs is charged to who comes next, to the picodollar", arguments: caches)
  func hosting(_ cache: String) throws {
    let gateway = try rig().run("{\(cache), \"hosting_usd_per_month\": 7.2}")
    // A cent an hour; the last request comes 3 h 3 min after the start of the run, and nothing is asked after it.
    #expect(gateway.ledger.total[CostComponent.storage.rawValue] == 30_500_000_000)
    #expect(gateway.outcomes.cost[4] == 9_500_000_000)
    let bytes = try rig().run(
      "{\(cache), \"capacity_bytes\": 500000000, \"storage_usd_per_gb_h\": 0.084}")
    #expect(bytes.ledger.total[CostComponent.storage.rawValue] == 128_100_000_000)
    let free = try rig().run("{\(cache)}")
    #expect(free.ledger.total[CostComponent.storage.rawValue] == 0)
  }
}
