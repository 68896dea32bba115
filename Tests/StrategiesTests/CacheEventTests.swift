import Declarations
import Providers
import Simulation
import TestSupport
import Testing
import Traffic

@testable import Strategies

@Suite("Purges and model updates")
struct CacheEventTests {
  private func rig() -> Rig {
    var rig = Rig()
    for hour in [0, 1, 3, 4] {
      rig.ask("the price of tea", at: Double(hour) * 3600)
      rig.ask("the way to the shop", at: Double(hour) * 3600 + 60)
    }
    rig.neighbours[.bagOfWords] = SemanticCacheTests.neighbours(["the price of tea", "the way to the shop"])
    return rig
  }

  private func hits(_ gateway: Gateway) -> [Int] {
    gateway.outcomes.kind.indices.filter { gateway.outcomes.kind[$0].isHit }
  }

  private static let caches = [
    "\"use\": \"exact_cache\"",
    "\"use\": \"semantic_cache\", \"embedder\": \"bag_of_words\", \"threshold\": 0.99",
  ]

  @Test("a purge drops all entries, or those of prompts with a keyword", arguments: caches)
  func purges(_ cache: String) throws {
    #expect(hits(try rig().run("{\(cache)}")) == [2, 3, 4, 5, 6, 7])
    let all = try rig().run("{\(cache), \"purges\": [{\"at_h\": 2}]}")
    #expect(hits(all) == [2, 3, 6, 7] && all.layers[0].statistics[.purged] == 2)
    let some = try rig().run(
      "{\(cache), \"purges\": [{\"at_h\": 3.5, \"what\": [\"PRICE\"]}, {\"at_h\": 2, \"what\": [\"price\", \"x\"]}]}"
    )
    #expect(hits(some) == [2, 3, 5, 7] && some.layers[0].statistics[.purged] == 2)
  }

  @Test("answers of a model that was replaced stay and are stale, or are dropped", arguments: caches)
  func updates(_ cache: String) throws {
    let stale = try rig().run("{\(cache), \"model_updates\": [{\"at_h\": 2}]}")
    #expect(hits(stale) == [2, 3, 4, 5, 6, 7])
    #expect(stale.outcomes.truth.suffix(6) == [.correct, .correct, .stale, .stale, .stale, .stale])
    #expect(stale.outcomes.quality[4] == 0 && stale.layers[0].statistics[.staleHits] == 4)
    #expect(stale.measured.excessStaleHits.isNaN)
    let dropped = try rig().run("{\(cache), \"model_updates\": [{\"at_h\": 2, \"then\": \"drop\"}]}")
    #expect(hits(dropped) == [2, 3, 6, 7])
    #expect(dropped.layers[0].statistics[.staleHits] == 0 && dropped.layers[0].statistics[.purged] == 2)
  }

  @Test("whenever and whatever is purged, no answer from before is given", arguments: 0..<20)
  func property(_ seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    var rig = Rig()
    var time = 0.0
    for _ in 0..<400 {
      time += Double.random(in: 0...40, using: &random)
      rig.ask(Int.random(in: 0..<12, using: &random), at: time)
    }
    let purges = (0..<6).map { _ in Double.random(in: 0...(time / 3600), using: &random) }
    let list = purges.map { "{\"at_h\": \($0)}" }.joined(separator: ", ")
    let gateway = try rig.run("{\"use\": \"exact_cache\", \"lookup_ms\": 0, \"purges\": [\(list)]}")
    // A plain cache: what was complete since the last purge.
    let times = purges.map { VirtualTime.hours($0) }
    var stored: [UInt32: VirtualTime] = [:]
    var flights: [(time: VirtualTime, prompt: UInt32)] = []
    for request in 0..<400 {
      let now = rig.stream.arrival[request]
      for flight in flights where flight.time <= now { stored[flight.prompt] = flight.time }
      flights.removeAll { $0.time <= now }
      let prompt = rig.stream.prompt[request]
      let isHit = stored[prompt].map { own in !times.contains { own < $0 && $0 <= now } } ?? false
      #expect((gateway.outcomes.kind[request] == .exactHit) == isHit, "request \(request)")
      if !isHit { flights.append((now + .seconds(1), prompt)) }
    }
  }
}

@Suite("What a key keeps")
struct StoredKeyTests {
  @Test("a stored prompt takes its own bytes in place of a hash and changes nothing else")
  func bytes() throws {
    func limits(_ more: String) throws -> StoreLimits {
      let plan = try Rig.plan(
        "{\"use\": \"exact_cache\", \"capacity_bytes\": 100000\(more)}", Rig.catalog())
      return try #require(plan as? ExactCache).limits
    }
    let answer = Answer(
      model: 0, quality: 1, version: 0, completed: .zero, tokens: 50, cost: .zero, latency: .zero)
    let text = ", \"stored_key\": \"text\""
    #expect(try limits("").overhead(of: answer, promptTokens: 100) == 250)
    #expect(try limits(text).overhead(of: answer, promptTokens: 100) == 250 - 64 + 400)
    let redis = ", \"store\": \"redis\""
    let hashed = try limits(redis).overhead(of: answer, promptTokens: 100)
    let plain = try limits(redis + text).overhead(of: answer, promptTokens: 100)
    #expect(Int(plain) - Int(hashed) >= 400 - 64 && Int(plain) - Int(hashed) <= 400)
    var rig = Rig()
    for place in 0..<200 { rig.ask(place % 30, at: Double(place) * 5) }
    let cache = "{\"use\": \"exact_cache\", \"capacity_bytes\": 1000000"
    let (short, long) = (try rig.run(cache + "}"), try rig.run(cache + text + "}"))
    #expect(short.kinds == long.kinds && short.outcomes.cost == long.outcomes.cost)
    let small = "{\"use\": \"exact_cache\", \"capacity_bytes\": 10000"
    // Entries of 450 bytes, or of 786: 22 or 12 find room.
    #expect(try rig.run(small + "}").layers[0].statistics.entries == 22)
    #expect(try rig.run(small + text + "}").layers[0].statistics.entries == 12)
  }
}
