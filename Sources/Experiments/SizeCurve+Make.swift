import Eviction
import Simulation
import Strategies

extension SizeCurve {
  /// Replays the keys of every replication through each policy at sizes spread evenly on a logarithmic scale.
  static func make(
    _ world: [PreparedStream], recipe: KeyRecipe, policies: [PolicyKind], points: Int, threads: Int,
    confidence: Double
  ) -> SizeCurve {
    let traces = Parallel.map(world.count, threads: threads) { index in
      let column = world[index].column(recipe)
      return try? CacheTrace(denseKeys: column.keys, keyCount: column.count)
    }.compactMap(\.self)
    precondition(traces.count == world.count, "the keys of a column lie below its count")
    let distinct = max(1, Set(traces[0].keys).count)
    let capacities = SizeCurve.sizes(upTo: distinct, points: points)
    let cells = world.count * policies.count * capacities.count
    let shares = Parallel.map(cells, threads: threads) { cell -> Double in
      let trace = traces[cell % world.count]
      let place = cell / world.count
      let policy = policies[place / capacities.count]
      let counts = policy.replay(trace, capacity: UInt64(capacities[place % capacities.count]))
      return counts.requests > 0 ? Double(counts.hits) / Double(counts.requests) : .nan
    }
    let lines = policies.enumerated().map { index, policy in
      Line(
        policy: policy.rawValue, isBound: policy.isBound,
        hitShares: capacities.indices.map { size in
          let first = (index * capacities.count + size) * world.count
          return Estimate(samples: Array(shares[first..<first + world.count]), confidence: confidence)
        })
    }
    return SizeCurve(capacities: capacities, distinctKeys: distinct, lines: lines)
  }

  /// Whole sizes from about a thousandth of the keys to all of them.
  static func sizes(upTo distinct: Int, points: Int) -> [Int] {
    let low = Transcendental.log(max(1, Double(distinct) / 1000))
    let high = Transcendental.log(Double(distinct))
    var sizes: [Int] = []
    for point in 0..<points {
      let share = Double(point) / Double(max(1, points - 1))
      let size = max(1, Int(Transcendental.exp(low + share * (high - low)).rounded()))
      if size != sizes.last { sizes.append(size) }
    }
    return sizes
  }
}
