import CacheTraces
import Eviction
import TestSupport
import Testing

/// Blocks with a lifetime that starts anew at each use.
@Suite struct PrefixLifetimeTests {
  /// A plain cache: blocks with their last use and its time, the oldest first out.
  private static func hits(
    _ trace: PrefixTrace, capacity: Int, lifetime: Int64, isReversed: Bool
  ) -> Int {
    var residents: [(block: UInt32, time: Int64)] = []
    var hits = 0
    for request in 0..<trace.count {
      let now = trace.times[request]
      residents.removeAll { now - $0.time > lifetime }
      let blocks = Array(trace.blocks[trace.offsets[request]..<trace.offsets[request + 1]])
      hits += blocks.prefix { block in residents.contains { $0.block == block } }.count
      for block in isReversed ? blocks.reversed() : blocks {
        if let place = residents.firstIndex(where: { $0.block == block }) {
          residents.remove(at: place)
        } else if residents.count == capacity {
          residents.removeFirst()
        }
        residents.append((block, now))
      }
    }
    return hits
  }

  private static func trace(seed: UInt64) throws -> PrefixTrace {
    var random = SplitMix(state: seed)
    let prompts = (0..<Int(random.next() % 40)).map { _ -> (blocks: [UInt64], inputTokens: UInt32) in
      let blocks = (0..<Int(random.next() % 6)).map { _ in random.next() % 9 }
      return (blocks, UInt32(blocks.count * 4))
    }
    var time: Int64 = 0
    let times = prompts.map { _ -> Int64 in
      time += Int64(random.next() % 4)
      return time
    }
    return try PrefixTrace(prompts, blockTokens: 4, identity: seed % 2 == 0 ? .path : .given).timed(times)
  }

  @Test("LRU hits what its plain model hits, on 2,000 streams", arguments: ["lru", "lru:last-to-first"])
  func model(name: String) throws {
    let choice = try PrefixChoice(parsing: name)
    for seed in 0..<UInt64(2000) {
      let trace = try Self.trace(seed: seed)
      let (capacity, lifetime) = (Int(seed % 7) + 1, Int64(seed % 11))
      let expected = Self.hits(
        trace, capacity: capacity, lifetime: lifetime, isReversed: choice.order == .lastToFirst)
      let counts = trace.replay(choice, capacity: capacity, lifetime: lifetime)
      #expect(counts.blocksHit == expected, "seed \(seed)")
    }
  }

  @Test("Belady hits no less than LRU where blocks name their path, and no lifetime is the longest one")
  func bound() throws {
    for seed in stride(from: UInt64(0), to: 1000, by: 2) {
      let trace = try Self.trace(seed: seed)
      for capacity in 1...5 {
        let least = trace.replay(PrefixChoice(.lru), capacity: capacity, lifetime: 3).blocksHit
        #expect(trace.replay(PrefixChoice(.belady), capacity: capacity, lifetime: 3).blocksHit >= least)
      }
      for policy in [PrefixPolicy.lru, .belady] {
        let choice = PrefixChoice(policy)
        #expect(
          trace.replay(choice, capacity: 3, lifetime: .max) == trace.replay(choice, capacity: 3),
          "seed \(seed)")
      }
    }
  }

  @Test("times that descend or are too few are refused")
  func faults() throws {
    let prompts: [(blocks: [UInt64], inputTokens: UInt32)] = [([1], 4), ([2], 4)]
    let trace = try PrefixTrace(prompts, blockTokens: 4)
    #expect(throws: EvictionError.columnCount("times", requests: 2, values: 1)) { try trace.timed([1]) }
    #expect(throws: EvictionError.self) { try trace.timed([2, 1]) }
  }
}
