import CacheTraces
import Eviction
import TestSupport
import Testing

@Suite struct MissRatioStudyTests {
  @Test("the points do not depend on the number of threads")
  func threads() throws {
    let trace = try ReplayTests.trace(seed: 21)
    let study = MissRatioStudy(policies: ReplayTests.choices, capacities: [400, 1, 20, 100], seed: 5)
    let one = study.run(trace, threads: 1)
    for threads in [0, 2, 64] { #expect(study.run(trace, threads: threads) == one) }
    #expect(one.map(\.capacity) == ReplayTests.choices.flatMap { _ in study.capacities })
    #expect(one.map(\.policy) == ReplayTests.choices.flatMap { [$0, $0, $0, $0] })
    let few = MissRatioStudy(policies: [.init(.lru), .init(.sieve)], capacities: [400, 450], seed: 5)
    let sampled = try few.run(trace, .rate(0.3), threads: 1)
    #expect(try few.run(trace, .rate(0.3), threads: 3).points == sampled.points)
  }

  @Test("every point is what a replay of its cell counts, by entries and by size")
  func replays() throws {
    let lifetimes = EntryRules(lifetime: .fixed(300))
    for (trace, rules) in [
      (try ReplayTests.trace(seed: 22), EntryRules()), (try ReplayTests.trace(seed: 22), lifetimes),
      (try ReplayTests.sizedTrace(seed: 23), EntryRules()),
      (try ReplayTests.sizedTrace(seed: 23), EntryRules(overhead: 9)),
      (try ReplayTests.sizedTrace(seed: 23), EntryRules(admission: .size(most: 20))),
      (try varying(), EntryRules()),
    ] {
      let timed = try CacheTrace(
        denseKeys: trace.keys, sizes: trace.sizes,
        columns: TraceColumns(times: trace.keys.indices.map { Int64($0) }), keyCount: trace.keyCount)
      let policies = [PolicyChoice(.lru), PolicyChoice(.sieve), PolicyChoice(.belady)]
      let capacities: [UInt64] = [0, 1, 30, 49, 59, 200, 1000, 100_000]
      let study = MissRatioStudy(policies: policies, capacities: capacities, rules: rules)
      for point in study.run([trace, timed], threads: 2)[1] {
        let setup = point.policy.setup(capacity: point.capacity, trace: timed)
        #expect(point.counts == point.policy.kind.replay(timed, setup, rules: rules), "\(point.capacity)")
        #expect(point.expectedError == 0)
      }
    }
  }

  /// A trace in which keys change their sizes.
  private func varying() throws -> CacheTrace {
    var random = SplitMix(state: 24)
    let keys = random.skewedKeys(5000, below: 200)
    return try CacheTrace(sized: keys.map { (key: UInt64($0), size: UInt32(random.next() % 50 + 1)) })
  }

  @Test("the traces of a study are told apart")
  func traces() throws {
    let traces = try [25, 26].map { try ReplayTests.trace(seed: $0, requests: 3000) }
    let study = MissRatioStudy(policies: [.init(.lru), .init(.fifo)], capacities: [10, 100])
    let both = study.run(traces, threads: 2)
    #expect(both == traces.map { study.run($0, threads: 1) })
    #expect(both[0] != both[1])
  }

  @Test("a study of no cells has no points, and one of no requests counts nothing")
  func empty() throws {
    let trace = try CacheTrace([UInt64]())
    #expect(MissRatioStudy(policies: [], capacities: [1]).run(trace, threads: 2).isEmpty)
    let points = MissRatioStudy(policies: [.init(.lru)], capacities: [1, 2]).run(trace, threads: 2)
    #expect(points.map(\.counts) == [ReplayCounts(), ReplayCounts()])
    #expect(points[0].counts.missRatio == 0)
  }

  @Test("the working set is what a cache without a limit comes to hold")
  func workingSet() throws {
    for trace in [try ReplayTests.sizedTrace(seed: 27), try varying(), try ReplayTests.trace(seed: 28)] {
      let workingSet = WorkingSet(trace)
      let unlimited = PolicyKind.fifo.replay(trace, capacity: .max)
      #expect(workingSet.keys == trace.keyCount)
      #expect(workingSet.first.misses == unlimited.misses)
      #expect(workingSet.first.missBytes == unlimited.missBytes)
      #expect(workingSet.size == unlimited.missBytes)
      #expect(workingSet.capacity(overhead: 3) == workingSet.size + 3 * UInt64(trace.keyCount))
      let enough = PolicyKind.fifo.replay(trace, capacity: workingSet.size)
      #expect(enough.misses == unlimited.misses)
      #expect(PolicyKind.fifo.replay(trace, capacity: workingSet.size - 1).misses > unlimited.misses)
    }
    #expect(!WorkingSet(try varying()).hasFixedSizes)
    #expect(WorkingSet(try ReplayTests.sizedTrace(seed: 27)).hasFixedSizes)
  }

  @Test(
    "capacities rise from a thousandth of the working set to all of it",
    arguments: [(1_000_000, 40), (763_274, 13), (1000, 5), (7, 40), (1, 3), (0, 2)] as [(UInt64, Int)])
  func scale(workingSet: UInt64, points: Int) {
    let capacities = CapacityScale.logarithmic(upTo: workingSet, points: points)
    #expect(capacities.count <= points)
    #expect(capacities.last == max(1, workingSet))
    #expect(capacities[0] == max(1, (workingSet + 500) / 1000))
    #expect(zip(capacities, capacities.dropFirst()).allSatisfy { $0 < $1 })
    if workingSet >= 1_000_000 { #expect(capacities.count == points) }
  }

  @Test(
    "capacities between two others lie there, evenly where there is room",
    arguments: [
      (10, 10_000, [40, 158, 631, 2512]), (7, 9, [8]), (7, 8, []), (8, 8, []), (9, 2, []), (5, 9, [6, 7, 8]),
    ]
      as [(UInt64, UInt64, [UInt64])])
  func between(low: UInt64, high: UInt64, expected: [UInt64]) {
    #expect(CapacityScale.between(low, high, count: 4) == expected)
  }
}
