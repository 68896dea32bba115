import Declarations
import Eviction
import Simulation
import Strategies

/// Hit share of an exact cache against its size, without latency and lifetimes.
public struct SizeCurve: StudyResult {
  /// One policy's hit shares.
  public struct Line: Sendable {
    /// The policy.
    public var policy: String
    /// Whether it is a bound.
    public var isBound: Bool
    /// The hit share at each capacity.
    public var hitShares: [Estimate]
  }

  /// Capacities in entries.
  public var capacities: [Int]
  /// Distinct keys in the first replication.
  public var distinctKeys: Int
  /// The lines.
  public var lines: [Line]
}

extension RunResult {
  /// Hit share against cache size, when it was asked for.
  public var sizeCurve: SizeCurve? {
    get { study() }
    set { replace(newValue) }
  }
}

/// Hit share of an exact cache against its size, for each policy and bound that the scenario names.
struct SizeStudy: StudyPlan {
  let policies: [PolicyKind]
  let points: Int

  static let declaration = StudyDeclaration("size", chart: "hit_vs_size") { scenario throws(Diagnostic) in
    guard let analysis = scenario.section("analysis") else { return nil }
    let names = analysis.strings("curve_policies") + analysis.strings("bounds")
    return SizeStudy(
      policies: names.compactMap(PolicyKind.init(rawValue:)), points: analysis.integer("curve_points"))
  }

  func result(_ run: StudyRun, cells: [[CellResult]]) throws(Diagnostic) -> (any StudyResult)? {
    SizeCurve.make(
      run.world, recipe: run.recipe, policies: policies, points: points, threads: run.threads,
      confidence: run.confidence)
  }
}

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
