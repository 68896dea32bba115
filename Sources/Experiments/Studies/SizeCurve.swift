import CacheTraces
import Declarations
import Eviction
import Simulation
import Strategies

/// Hit share of an exact cache against its size, as a strategy's cache would have it but for calls in flight.
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
  /// The strategy whose cache it is: its key, lifetime and what passes it by; nil where none has one.
  public var strategy: String?
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
    SizeCurve.make(run, policies: policies, points: points)
  }
}

extension SizeCurve {
  /// Replays the keys of every replication through each policy at sizes spread evenly on a logarithmic scale.
  ///
  /// Requests that the strategy's cache passes by are neither looked up nor stored, entries have its lifetime, and hits
  /// are counted from the end of the warm-up on, over all measured requests.
  static func make(_ run: StudyRun, policies: [PolicyKind], points: Int) -> SizeCurve {
    let (world, threads) = (run.world, run.threads)
    let found = run.keyedStore
    let recipe = found?.store.recipe ?? run.recipe
    let streams = Parallel.map(world.count, threads: threads) { index in
      trace(
        world[index], recipe, found?.store,
        from: Gateway.firstMeasured(of: world[index].stream, warmUp: run.scenario.warmUp))
    }
    let traces = streams.compactMap(\.trace)
    precondition(traces.count == world.count, "the keys of a column lie below its count")
    var rules = EntryRules()
    if let store = found?.store, streams.contains(where: \.hasLifetimes) {
      let span = Int64(store.lifetime.milliseconds)
      rules.lifetime = store.isSliding ? .sliding(span) : .fixed(span)
    }
    let distinct = max(1, WorkingSet(traces[0]).keys)
    let capacities = CapacityScale.logarithmic(upTo: UInt64(distinct), points: points)
    // Lifetimes are nothing that a bound plans for: without them it stays one.
    let curves = [false, true].map { isBound in
      MissRatioStudy(
        policies: policies.filter { $0.isBound == isBound }.map { PolicyChoice($0) }, capacities: capacities,
        rules: isBound ? EntryRules() : rules
      ).run(traces, threads: threads)
    }
    let lines = policies.enumerated().map { index, policy in
      Line(
        policy: PolicyChoice(policy).description, isBound: policy.isBound,
        hitShares: capacities.indices.map { size in
          let place = policies[..<index].count { $0.isBound == policy.isBound }
          let hits = curves[policy.isBound ? 1 : 0].map { points in
            let counts = points[place * capacities.count + size].counts
            return counts.requestTokens - counts.missTokens
          }
          return Estimate(
            samples: zip(hits, streams).map { $1.measured > 0 ? Double($0) / Double($1.measured) : .nan },
            confidence: run.confidence)
        })
    }
    return SizeCurve(
      capacities: capacities.map { Int($0) }, strategy: found?.strategy, distinctKeys: distinct, lines: lines)
  }

  /// What a cache sees of a stream: the keys that it does not pass by, with a token for each measured request.
  private static func trace(
    _ world: PreparedStream, _ recipe: KeyRecipe, _ store: KeyedStore?, from first: Int
  ) -> (trace: CacheTrace?, measured: Int, hasLifetimes: Bool) {
    let stream = world.stream
    let column = world.column(recipe)
    var keys: [UInt32] = []
    var columns = TraceColumns(tokens: [])
    let hasLifetimes = store.map { $0.lifetime < stream.end } ?? false
    if hasLifetimes { columns.times = [] }
    for request in 0..<stream.count where store?.admits(stream.marks[request]) ?? true {
      keys.append(column.keys[request])
      columns.tokens?.append(request >= first ? 1 : 0)
      columns.times?.append(stream.arrival[request].nanoseconds / 1_000_000)
    }
    let trace = try? CacheTrace(denseKeys: keys, columns: columns, keyCount: column.count)
    return (trace, stream.count - first, hasLifetimes)
  }
}
