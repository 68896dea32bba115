import Simulation
import Testing

@testable import Eviction

/// The sampled policies of Redis, on streams short enough that five samples see every entry.
@Suite struct RedisTests {
  /// Requests with their seconds, and the victims.
  private func victims(
    _ words: String, capacity: UInt64, _ requests: [(key: UInt32, second: Int64)]
  ) throws -> [UInt32] {
    let cache = try PolicyChoice(parsing: words).makeCache(capacity: capacity, keys: 8)
    var victims: [UInt32] = []
    for (key, second) in requests {
      _ = cache.request(key, Access(time: second * 1000)) { victims.append($0) }
    }
    return victims
  }

  @Test("the entry idle longest goes")
  func idlest() throws {
    let requests: [(key: UInt32, second: Int64)] = [(0, 0), (1, 1), (2, 2), (0, 3), (3, 4)]
    #expect(try victims("redis_lru", capacity: 3, requests) == [1])
  }

  @Test("a candidate keeps the idle time at which it was drawn")
  func staleCandidate() throws {
    // At second 30 the pool gets 2, 1 and 0 with 10, 20 and 30 seconds; 0 goes. At 32, 1 was just used.
    let requests: [(key: UInt32, second: Int64)] = [(0, 0), (1, 10), (2, 20), (3, 30), (1, 31), (4, 32)]
    #expect(try victims("redis_lru", capacity: 3, requests) == [0, 1])
    #expect(try victims("lru", capacity: 3, requests) == [0, 2])
  }

  @Test("entries used within one tick are equally idle")
  func resolution() throws {
    // At second 50, ticks of an hour make all equally idle: the sample drawn first is in front and goes.
    let requests: [(key: UInt32, second: Int64)] = [(0, 0), (1, 10), (2, 20), (1, 30), (0, 40), (3, 50)]
    #expect(try victims("redis_lru", capacity: 3, requests) == [2])
    let draws = RandomStream(seed: 0, replication: 0, purpose: .eviction)
    #expect(
      try victims("redis_lru:resolution=3600", capacity: 3, requests)
        == [UInt32(draws.integer(below: 1, 0, 0))])
  }

  @Test("an entry idle for 194 days seems fresh, since the clock has 24 bits")
  func clockWraps() throws {
    let turn: Int64 = 1 << 24
    let requests: [(key: UInt32, second: Int64)] = [(0, 0), (1, turn - 100), (2, turn)]
    #expect(try victims("redis_lru", capacity: 2, requests) == [1])
  }

  @Test("the entry counted least goes, and counts sink by one a minute")
  func decay() throws {
    // A first hit always counts: 0 has 6.
    #expect(try victims("redis_lfu", capacity: 2, [(0, 0), (0, 1), (1, 2), (2, 3)]) == [1])
    // After eight minutes 0 is down to 0, and 1 is new.
    let later: [(key: UInt32, second: Int64)] = [(0, 0), (0, 1), (1, 480), (2, 481)]
    #expect(try victims("redis_lfu", capacity: 2, later) == [0])
    #expect(try victims("redis_lfu:decay=0", capacity: 2, later) == [1])
  }

  /// Factor, hits, and the count to which they led in the one run of each that the Redis documentation shows.
  static let published = [
    (0.0, 100, 104.0), (1, 100, 18), (10, 100, 10), (100, 100, 8), (1, 1000, 49), (10, 1000, 18),
    (100, 1000, 11), (10, 100_000, 142), (100, 100_000, 49), (100, 1_000_000, 143),
  ]

  @Test(
    "counts grow as the table in the Redis documentation, Key eviction, The new LFU mode",
    arguments: published)
  func logarithmicCounts(factor: Double, hits: Int, expected: Double) {
    let runs = hits > 1000 ? 1 : 200
    var sum = 0.0
    for run in 0..<runs {
      let coins = RandomStream(seed: UInt64(run), replication: 0, purpose: .counting)
      var count = RedisLFU.firstCount
      for hit in 0..<hits { count = RedisLFU.raised(count, factor: factor, coin: coins.uniform(hit)) }
      sum += Double(count)
    }
    #expect(abs(sum / Double(runs) - expected) <= max(2, expected * 0.1))
  }

  @Test("a count stays at 255, and a million hits lead there with the default factor")
  func mostCount() {
    #expect(RedisLFU.raised(255, factor: 0, coin: 0) == 255)
    let coins = RandomStream(seed: 1, replication: 0, purpose: .counting)
    let count = (0..<1_000_000).reduce(RedisLFU.firstCount) {
      RedisLFU.raised($0, factor: 10, coin: coins.uniform($1))
    }
    #expect(count == 255)
  }

  @Test("many samples come close to true LRU, and few less close")
  func samples() throws {
    let trace = try ReplayTests.trace(seed: 41)
    let exact = PolicyKind.lru.replay(trace, capacity: 100).missRatio
    func distance(_ samples: Int) throws -> Double {
      let choice = try PolicyChoice(parsing: "redis_lru:resolution=0.001:samples=\(samples)")
      return abs(choice.replay(trace, capacity: 100).missRatio - exact)
    }
    #expect(try distance(10) < 0.01)
    #expect(try distance(1) > distance(10))
  }
}
