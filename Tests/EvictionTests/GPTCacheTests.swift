import CacheTraces
import Eviction
import TestSupport
import Testing

/// Exact counts of GPTCache's in-memory cache, which evicts a fifth of its entries at once.
@Suite struct GPTCacheTests {
  @Test("the gptcache variants hit what GPTCache 0.1.44 hits", arguments: ["lru", "fifo"])
  func hits(policy: String) throws {
    let choice = try PolicyChoice(parsing: policy + ":gptcache")
    let rows = Reference.ownRows("gptcache-0.1.44.csv").filter { $0[3] == policy }
    #expect(rows.count == 8)
    for row in rows {
      var random = SplitMix(state: try #require(UInt64(row[0])))
      let (requests, keys) = (try #require(Int(row[1])), try #require(Int(row[2])))
      let trace = try CacheTrace(random.skewedKeys(requests, below: keys).map { UInt64($0) })
      let capacity = try #require(UInt64(row[4]))
      #expect(choice.replay(trace, capacity: capacity).hits == Int(row[5]), "\(capacity)")
      if capacity < UInt64(trace.keyCount) {
        let single = PolicyChoice(choice.kind).replay(trace, capacity: capacity).hits
        #expect(single != Int(row[5]), "one at a time is another policy")
      }
    }
  }

  @Test("a curve of the variant is replayed, not read off the stack of LRU")
  func curve() throws {
    let trace = try ReplayTests.trace(seed: 51)
    let choice = try PolicyChoice(parsing: "lru:gptcache")
    let study = MissRatioStudy(policies: [choice, .init(.lru)], capacities: [40, 90, 200])
    for point in study.run(trace, threads: 1) {
      #expect(point.counts == point.policy.replay(trace, capacity: point.capacity))
    }
    #expect(choice.description == "lru:gptcache")
  }
}
