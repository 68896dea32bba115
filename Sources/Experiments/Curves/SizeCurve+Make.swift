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
    let distinct = max(1, WorkingSet(traces[0]).keys)
    let capacities = CapacityScale.logarithmic(upTo: UInt64(distinct), points: points)
    let curves = MissRatioStudy(policies: policies.map { PolicyChoice($0) }, capacities: capacities)
      .run(traces, threads: threads)
    let lines = policies.enumerated().map { index, policy in
      Line(
        policy: PolicyChoice(policy).description, isBound: policy.isBound,
        hitShares: capacities.indices.map { size in
          let counts = curves.map { $0[index * capacities.count + size].counts }
          return Estimate(
            samples: counts.map { $0.requests > 0 ? Double($0.hits) / Double($0.requests) : .nan },
            confidence: confidence)
        })
    }
    return SizeCurve(capacities: capacities.map { Int($0) }, distinctKeys: distinct, lines: lines)
  }
}
