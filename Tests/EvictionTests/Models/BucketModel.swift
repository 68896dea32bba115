import CacheTraces
import Simulation
@testable import Eviction

/// libCacheSim's hash table as an array of arrays, front first, and its way of drawing from it.
struct BucketModel {
  var buckets: [[UInt32]]
  var draws = CongruentialDraws()

  init(power: Int) {
    buckets = Array(repeating: [], count: 1 << power)
  }

  mutating func insert(_ key: UInt32) {
    if buckets.reduce(0, { $0 + $1.count }) > buckets.count {
      let old = buckets
      buckets = Array(repeating: [], count: 2 * old.count)
      for key in old.joined() { push(key) }
    }
    push(key)
  }

  mutating func remove(_ key: UInt32) {
    for bucket in buckets.indices { buckets[bucket].removeAll { $0 == key } }
  }

  mutating func sample() -> UInt32 {
    while true {
      if let front = buckets[Int(draws.next() % UInt64(buckets.count))].first { return front }
    }
  }

  private mutating func push(_ key: UInt32) {
    buckets[Int(XXHash.xxh3(UInt64(key)) % UInt64(buckets.count))].insert(key, at: 0)
  }
}
