import Providers
import Simulation
import TestSupport
import Testing
import Traffic

@testable import Strategies

@Suite("Exact cache")
struct ExactCacheTests {
  static let instant = "\"lookup_ms\": 0"

  /// exact_cache in reference/article_code_golden.json: MISS, HIT, MISS at temperature 0.7, HIT at 299.999 s,
  /// MISS at 300 s; the times count from the answer, which is complete after 1 s.
  @Test("the article's sequence of hits and misses is repeated")
  func articleSequence() throws {
    var rig = Rig()
    rig.ask(0, at: 0)
    rig.ask(0, at: 2)
    rig.ask(0, at: 3, marks: [])
    rig.ask(0, at: 1 + 299.999)
    rig.ask(0, at: 1 + 300)
    let gateway = try rig.run("{\"use\": \"exact_cache\", \"ttl_s\": 300, \(Self.instant)}")
    #expect(gateway.kinds == ["served", "exact_hit", "served", "exact_hit", "served"])
    let statistics = gateway.layers[0].statistics
    #expect(statistics[.hits] == 2)
    #expect(statistics[.lookups] == 4)
    #expect(statistics[.bypasses] == 1)
    #expect(statistics[.expirations] == 1)
    #expect(statistics[.stores] == 2)
    #expect(gateway.outcomes.truth[1] == .correct)
  }

  /// exact_cache_fifo_eviction_ABACAB and lru_reference_ABACAB in reference/article_code_golden.json.
  @Test(
    "two entries under the articles' evictions hit as their code does",
    arguments: [("fifo", [0, 0, 1, 0, 0, 0]), ("lru", [0, 0, 1, 0, 1, 0])])
  func eviction(_ policy: String, _ hits: [Int]) throws {
    var rig = Rig()
    for (place, prompt) in [0, 1, 0, 2, 0, 1].enumerated() { rig.ask(prompt, at: Double(place) * 10) }
    let gateway = try rig.run(
      "{\"use\": \"exact_cache\", \"capacity\": 2, \"eviction\": \"\(policy)\", \(Self.instant)}")
    #expect(gateway.outcomes.kind.map { $0 == .exactHit ? 1 : 0 } == hits)
    #expect(gateway.layers[0].statistics.entries == 2)
  }

  @Test("an answer is in the cache from its completion on, not before")
  func completion() throws {
    var rig = Rig()
    for time in [0, 0.5, 0.999_999_999, 1, 1.5] { rig.ask(0, at: time) }
    let gateway = try rig.run("{\"use\": \"exact_cache\", \(Self.instant)}")
    #expect(gateway.kinds == ["served", "served", "served", "exact_hit", "exact_hit"])
    #expect(gateway.measured.count == 3)
  }

  @Test("a hit takes the time of the look-up and costs nothing, a miss adds it to the call")
  func lookup() throws {
    var rig = Rig()
    rig.ask(0, at: 0)
    rig.ask(0, at: 5)
    let gateway = try rig.run("{\"use\": \"exact_cache\", \"lookup_ms\": 2}")
    #expect(gateway.seconds == [1.002, 0.002])
    #expect(gateway.outcomes.cost == [750_000_000, 0])
    #expect(gateway.provider.invoice == 750_000_000)
  }

  @Test("a sliding lifetime is renewed by a hit", arguments: [(true, "exact_hit"), (false, "served")])
  func sliding(_ isSliding: Bool, _ last: String) throws {
    var rig = Rig()
    for time in [0.0, 80, 150] { rig.ask(0, at: time) }
    let gateway = try rig.run("{\"use\": \"exact_cache\", \"ttl_s\": 100, \"ttl_sliding\": \(isSliding)}")
    #expect(gateway.kinds == ["served", "exact_hit", last])
  }

  /// is_time_sensitive of article 000 in reference/article_code_golden.json: keywords match inside words.
  @Test("keywords choose the lifetime, wherever they stand", .enabled(if: Reference.isAvailable))
  func lifetimeRules() throws {
    var rig = Rig()
    let rows = try #require(Reference.golden["article000"]?["is_time_sensitive"]?.elements)
    for time in [0.0, 4000, 700_000] {
      for (place, row) in rows.enumerated() {
        rig.ask(try #require(row.elements?[0].string), at: time + Double(place) * 10)
      }
    }
    let gateway = try rig.run(
      """
      {"use": "exact_cache", "ttl_s": 604800,
       "ttl_rules": [{"keywords": ["TODAY", "now", "current"], "ttl_s": 3600}, {"keywords": ["today"], "ttl_s": 1}]}
      """)
    let isSensitive = rows.compactMap { $0.elements?[1].boolean }
    #expect(Array(gateway.kinds[5..<10]) == isSensitive.map { $0 ? "served" : "exact_hit" })
    #expect(Array(gateway.kinds[10...]) == Array(repeating: "served", count: 5))
  }

  @Test("requests above temperature 0 are cached only where it is asked for")
  func temperature() throws {
    var rig = Rig()
    for time in [0.0, 5] { rig.ask(0, at: time, marks: []) }
    #expect(try rig.run("{\"use\": \"exact_cache\"}").kinds == ["served", "served"])
    let open = try rig.run("{\"use\": \"exact_cache\", \"temperature_zero_only\": false}")
    #expect(open.kinds == ["served", "exact_hit"])
    rig.ask(0, at: 10)
    let split = try rig.run(
      "{\"use\": \"exact_cache\", \"temperature_zero_only\": false, \"key\": [\"prompt\", \"temperature\"]}")
    #expect(split.kinds == ["served", "exact_hit", "served"])
  }

  @Test("personal data is neither stored nor looked up where it is to be skipped")
  func personalData() throws {
    var rig = Rig()
    for time in [0.0, 5] { rig.ask(0, at: time, marks: [.temperatureZero, .personalData]) }
    rig.ask(0, at: 10)
    let gateway = try rig.run("{\"use\": \"exact_cache\", \"skip_personal_data\": true}")
    #expect(gateway.kinds == ["served", "served", "served"])
    #expect(gateway.layers[0].statistics[.bypasses] == 2)
    #expect(gateway.layers[0].statistics[.stores] == 1)
    #expect(try rig.run("{\"use\": \"exact_cache\"}").kinds == ["served", "exact_hit", "exact_hit"])
  }

  @Test("a capacity in bytes counts 4 a token and the overhead")
  func bytes() throws {
    var rig = Rig()
    // Each entry takes 4 * 50 + 100 = 300 bytes: three fit.
    for (place, prompt) in [0, 1, 2, 0, 3, 1, 0].enumerated() { rig.ask(prompt, at: Double(place) * 10) }
    rig.ask(9, at: 100, output: 1000)
    rig.ask(9, at: 110, output: 1000)
    let gateway = try rig.run("{\"use\": \"exact_cache\", \"capacity_bytes\": 999, \"overhead_bytes\": 100}")
    #expect(
      gateway.kinds == [
        "served", "served", "served", "exact_hit", "served", "served", "exact_hit", "served", "served",
      ])
  }

  @Test(
    "a key is split by the parts that are asked for",
    arguments: [
      ("[\"prompt\"]", [false, true, true, true, true]),
      ("[\"prompt\", \"user\"]", [false, false, true, true, false]),
      ("[\"prompt\", \"tier\"]", [false, true, true, false, false]),
      ("[\"user\", \"tier\"]", [false, false, true, false, false]),
      ("[\"prompt\", \"system\"]", [false, true, true, true, false]),
    ])
  func keys(_ key: String, _ hits: [Bool]) throws {
    var rig = Rig()
    var pro: RequestMarks = .temperatureZero
    pro.tier = 1
    var other = pro
    other.tier = 2
    rig.ask(0, at: 0, user: 1, system: 10)
    rig.ask(0, at: 10, user: 2, system: 10)
    rig.ask(0, at: 20, user: 2, system: 10)
    rig.ask(0, at: 30, user: 2, system: 10, marks: pro)
    rig.ask(0, at: 40, user: 3, systemPrompt: 1, system: 20, marks: other)
    let gateway = try rig.run("{\"use\": \"exact_cache\", \"key\": \(key)}")
    #expect(gateway.outcomes.kind.map { $0 == .exactHit } == hits)
  }

  @Test("prompts that differ in case and spaces are one where that is asked for")
  func normalised() throws {
    var rig = Rig()
    for (place, text) in ["  Hello World ", "hello world", "HELLO WORLD\n", "hello  world"].enumerated() {
      rig.ask(text, at: Double(place) * 10)
    }
    #expect(try rig.run("{\"use\": \"exact_cache\"}").kinds == Array(repeating: "served", count: 4))
    let gateway = try rig.run("{\"use\": \"exact_cache\", \"normalize\": \"lowercase_trim\"}")
    #expect(gateway.kinds == ["served", "exact_hit", "exact_hit", "served"])
  }

  @Test("an answer that has changed since is stale and of no quality")
  func stale() throws {
    var rig = Rig()
    rig.stream.answers = AnswerClock(
      staticLifetime: .seconds(1000), volatileLifetime: .never, volatileShare: 0, seed: 4, replication: 0)
    let clock = rig.stream.answers
    for time in stride(from: 0.0, to: 3000, by: 50) { rig.ask(0, at: time) }
    let gateway = try rig.run("{\"use\": \"exact_cache\", \"ttl_s\": 100000}")
    let stored = clock.version(of: 0, at: .seconds(1.001))
    var stale = 0
    for request in 1..<rig.stream.count {
      let isStale = clock.version(of: 0, at: rig.stream.arrival[request]) != stored
      #expect(gateway.outcomes.truth[request] == (isStale ? .stale : .correct))
      #expect(gateway.outcomes.quality[request] == (isStale ? 0 : 0.97))
      stale += isStale ? 1 : 0
    }
    #expect(stale >= 30)
    #expect(gateway.layers[0].statistics[.staleHits] == stale)
    let fresh = try rig.run("{\"use\": \"exact_cache\", \"ttl_s\": 40}")
    #expect(!fresh.outcomes.truth.contains(.stale))
  }

  @Test("warm-up fills the cache and is not counted")
  func warmUp() throws {
    var rig = Rig()
    for time in [0.0, 5, 10, 15] { rig.ask(0, at: time) }
    rig.warmUp = .seconds(10)
    let gateway = try rig.run("{\"use\": \"exact_cache\"}")
    #expect(gateway.firstMeasured == 2)
    #expect(gateway.layers[0].statistics[.hits] == 2)
    #expect(gateway.layers[0].statistics[.stores] == 0)
    #expect(gateway.measured.count == 0)
    #expect(gateway.ledger.measured.allSatisfy { $0 == 0 })
    #expect(gateway.ledger.spent == 750_000_000)
  }

  @Test(
    "every policy evicts down to the capacity",
    arguments: ["fifo", "lru", "lfu", "clock", "sieve", "slru", "s3fifo", "twoq", "arc", "belady"])
  func policies(_ policy: String) throws {
    var rig = Rig()
    var random = SplitMix(state: 3)
    for place in 0..<400 { rig.ask(Int.random(in: 0..<30, using: &random), at: Double(place) * 2) }
    let gateway = try rig.run("{\"use\": \"exact_cache\", \"capacity\": 8, \"eviction\": \"\(policy)\"}")
    #expect(gateway.layers[0].statistics.entries <= 8)
    #expect(gateway.layers[0].statistics[.hits] > 40)
  }
}
