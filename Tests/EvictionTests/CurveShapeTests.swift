import Eviction
import Testing

@Suite struct CurveShapeTests {
  @Test("the knee of -1/(x + 0.1) in ten points is at x = 2/9, as in figure 2 of the Kneedle paper")
  func paper() throws {
    let places = (1...9).map { Double($0) / 9 }
    let shape = CurveShape(
      capacities: (1...9).map { $0 * 100 }, hitRatios: places.map { (10 - 1 / ($0 + 0.1)) / 10 })
    #expect(shape.capacities[try #require(shape.knee)] == 200)
  }

  @Test("the knee of two straight pieces is where they meet, however the sizes are spread")
  func pieces() throws {
    for capacities in [Array(stride(from: 5, through: 100, by: 5)), [1, 2, 4, 10, 20, 50, 100]] as [[UInt64]]
    {
      let shape = CurveShape(
        capacities: capacities,
        hitRatios: capacities.map { $0 <= 10 ? Double($0) * 0.06 : 0.6 + Double($0 - 10) / 900 })
      #expect(shape.capacities[try #require(shape.knee)] == 10)
    }
  }

  @Test("a cliff is a knee, a straight line and a curve without hits have none")
  func extremes() throws {
    let cliff = CurveShape(capacities: [10, 20, 30, 60], hitRatios: [0, 0, 0.9, 0.9])
    #expect(cliff.knee == 2)
    let line = CurveShape(capacities: [10, 20, 30, 40], hitRatios: [0.1, 0.2, 0.3, 0.4])
    #expect(line.knee == nil)
    #expect(CurveShape(capacities: [10, 20], hitRatios: [0, 0]).knee == nil)
    #expect(CurveShape(capacities: [], hitRatios: []).knee == nil)
    #expect(CurveShape(capacities: [], hitRatios: []).smallest(reaching: 0.5) == nil)
  }

  @Test("the smallest capacity that comes near the best is the first to do so")
  func smallest() {
    let shape = CurveShape(capacities: [1, 2, 3, 4, 5], hitRatios: [0.1, 0.73, 0.7, 0.795, 0.8])
    #expect(shape.best == 0.8)
    #expect(shape.smallest(reaching: 0.9) == 1)
    #expect(shape.smallest(reaching: 0.99) == 3)
    #expect(shape.smallest(reaching: 1) == 4)
  }

  @Test("the points of a policy may come in any order")
  func order() {
    var points: [MissRatioPoint] = []
    for (capacity, hits) in [(30, 9), (10, 3), (20, 8)] as [(UInt64, Int)] {
      var counts = ReplayCounts()
      (counts.requests, counts.hits, counts.misses) = (10, hits, 10 - hits)
      points.append(MissRatioPoint(policy: PolicyChoice(.lru), capacity: capacity, counts: counts))
    }
    let shape = CurveShape(points)
    #expect(shape.capacities == [10, 20, 30])
    #expect(shape.smallest(reaching: 1) == 2)
  }
}
