import CacheTraces
import Eviction
import TestSupport
import Testing

/// The curve of all capacities beside replays of each, and beside a stack that is a plain array.
@Suite struct LRUCurveTests {
  /// The counts at each capacity, by a list of keys in order of use.
  private func naiveHits(_ keys: [UInt32], sizes: (UInt32) -> UInt64) -> [UInt64] {
    var stack: [UInt32] = []
    var distances: [UInt64] = []
    for key in keys {
      if let depth = stack.firstIndex(of: key) {
        distances.append(stack[...depth].reduce(0) { $0 + sizes($1) })
        stack.remove(at: depth)
      }
      stack.insert(key, at: 0)
    }
    return distances
  }

  @Test("the curve by entries equals a plain stack and the replay at every capacity")
  func everyCapacity() throws {
    for seed: UInt64 in 1...40 {
      var random = SplitMix(state: seed)
      let keys = Int(random.next() % 60) + 1
      let stream = random.skewedKeys(Int(random.next() % 3000), below: keys)
      let trace = try CacheTrace(denseKeys: stream, keyCount: keys)
      let curve = LRUCurve(entries: trace)
      let distances = naiveHits(stream) { _ in 1 }
      for capacity in UInt64(0)...UInt64(keys + 2) {
        let counts = curve.counts(at: capacity)
        #expect(counts == PolicyKind.lru.replay(trace, capacity: capacity), "seed \(seed) at \(capacity)")
        #expect(counts.hits == distances.count { $0 <= capacity }, "seed \(seed) at \(capacity)")
      }
      #expect(curve.counts(at: .max) == curve.counts(at: UInt64(keys)))
    }
  }

  @Test("the curve stays exact when positions are used up again and again")
  func renumbering() throws {
    for (keys, seed) in [(7, 1), (300, 2), (5000, 3)] as [(Int, UInt64)] {
      var random = SplitMix(state: seed)
      let trace = try CacheTrace(denseKeys: random.skewedKeys(60_000, below: keys), keyCount: keys)
      let curve = LRUCurve(entries: trace)
      for capacity in [1, 2, keys / 10, keys / 3, keys - 1, keys].map({ UInt64($0) }) {
        #expect(curve.counts(at: capacity) == PolicyKind.lru.replay(trace, capacity: capacity))
      }
    }
  }

  @Test("the curve by size equals a plain stack and the replay where every key keeps its size")
  func sizes() throws {
    for seed: UInt64 in 1...20 {
      var random = SplitMix(state: seed)
      let overhead = UInt32(random.next() % 3) * 7
      let stream = random.skewedKeys(3000, below: 80)
      let trace = try CacheTrace(
        denseKeys: stream, sizes: stream.map { $0 % 13 + 1 },
        columns: TraceColumns(
          costs: stream.indices.map { Float($0 % 5) }, tokens: stream.map { $0 * 3 }),
        keyCount: 80)
      let workingSet = WorkingSet(trace)
      let capacities = (0..<60).map { 13 + UInt64(overhead) + $0 * $0 }
      let curve = try #require(
        LRUCurve(sized: trace, workingSet, overhead: overhead, capacities: capacities.reversed()))
      let distances = naiveHits(stream) { UInt64($0 % 13 + 1 + overhead) }
      for capacity in capacities {
        let counts = curve.counts(at: capacity)
        let setup = PolicyChoice(.lru).setup(capacity: capacity, trace: trace)
        let replayed = PolicyKind.lru.replay(trace, setup, rules: EntryRules(overhead: overhead))
        #expect(counts == replayed, "seed \(seed) at \(capacity)")
        #expect(counts.hits == distances.count { $0 <= capacity })
        #expect(curve.counts(at: capacity + 1).hits >= counts.hits)
      }
      #expect(curve.counts(at: 12).hits == 0)
    }
  }

  @Test("between its steps a curve by size hits what a capacity smaller by its resolution hits, or more")
  func resolution() throws {
    let trace = try ReplayTests.sizedTrace(seed: 50)
    let curve = try #require(LRUCurve(sized: trace, WorkingSet(trace), resolution: 0.02))
    for capacity in stride(from: UInt64(60), through: 14_000, by: 97) {
      let hits = curve.counts(at: capacity).hits
      #expect(hits <= PolicyKind.lru.replay(trace, capacity: capacity).hits)
      #expect(hits >= PolicyKind.lru.replay(trace, capacity: UInt64(Double(capacity) / 1.02) - 1).hits)
    }
    #expect(curve.counts(at: .max).misses == trace.keyCount)
  }

  @Test("no curve is given where the stack does not tell what is resident")
  func inexact() throws {
    let fixed = try CacheTrace(sized: [(key: 1, size: 5), (key: 2, size: 3), (key: 1, size: 5)])
    let varying = try CacheTrace(sized: [(key: 1, size: 5), (key: 2, size: 3), (key: 1, size: 4)])
    #expect(LRUCurve(sized: fixed, WorkingSet(fixed), capacities: [5, 8]) != nil)
    #expect(LRUCurve(sized: fixed, WorkingSet(fixed), capacities: [4, 8]) == nil)
    #expect(LRUCurve(sized: varying, WorkingSet(varying), capacities: [5, 8]) == nil)
  }

  @Test("a trace without requests gives a curve without any")
  func empty() throws {
    let trace = try CacheTrace([UInt64]())
    #expect(LRUCurve(entries: trace).counts(at: 3) == ReplayCounts())
    #expect(WorkingSet(trace).keys == 0)
  }

  @Test(
    "the curve equals libcachesim_small_traces.csv at all its sizes",
    .enabled(if: Reference.isAvailable),
    arguments: ["cloudPhysicsIO.oracleGeneral.bin", "multi1.txt", "loop.txt", "cpp.txt"])
  func reference(name: String) throws {
    let curve = LRUCurve(entries: try Reference.trace(name))
    let rows = Reference.rows("libcachesim_small_traces.csv").filter { $0[0] == name && $0[4] == "lru" }
    #expect(rows.count >= 3)
    for row in rows {
      #expect(curve.counts(at: try #require(UInt64(row[5]))).misses == Int(row[6]), "\(row[5])")
    }
  }
}
