import Eviction
import Testing

@Suite struct MissRatioCurveTests {
  @Test("the curve does not depend on the number of threads")
  func threads() async throws {
    let trace = try ReplayTests.trace(seed: 21)
    let capacities: [UInt64] = [400, 1, 20, 100]
    let one = await missRatioCurve(trace, policies: ReplayTests.choices, capacities: capacities, threads: 1)
    for threads in [0, 2, 64] {
      let other = await missRatioCurve(
        trace, policies: ReplayTests.choices, capacities: capacities, threads: threads)
      #expect(one == other)
    }
    #expect(one.map(\.capacity) == ReplayTests.choices.flatMap { _ in capacities })
    #expect(one.map(\.policy) == ReplayTests.choices.flatMap { [$0, $0, $0, $0] })
  }

  @Test("a curve of no cells is empty")
  func empty() async throws {
    let trace = try CacheTrace([UInt64]())
    #expect(await missRatioCurve(trace, policies: [], capacities: [1], threads: 2).isEmpty)
    let points = await missRatioCurve(trace, policies: [.init(.lru)], capacities: [1], threads: 2)
    #expect(points.map(\.counts) == [ReplayCounts()])
    #expect(points[0].counts.missRatio == 0)
  }
}
