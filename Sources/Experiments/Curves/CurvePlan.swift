import CacheTraces
import Declarations
import Eviction
import Recordings
import Simulation
import Traffic

/// The miss-ratio curves to draw of a trace.
package struct CurvePlan: Sendable {
  /// The sizes of the caches.
  package enum Sizes: Sendable {
    /// These.
    case list([CacheSize])

    /// A number of sizes from a thousandth of the working set to all of it, even on a logarithmic scale.
    case points(Int)
  }

  /// The policies, bounds among them or not.
  package var policies: [PolicyChoice]
  /// Whether the policy of the unit that knows the future joins them.
  package var drawsBound = true
  /// The sizes of the caches.
  package var sizes = Sizes.points(40)
  /// The unit of the sizes.
  package var unit = CapacityUnit.entries
  /// What holds for the entries.
  package var rules = EntryRules()
  /// How the keys are sampled; nil simulates all.
  package var sampling: Sampling?
  /// The seed of sampling, admission and policies.
  package var seed: UInt64 = 1

  /// A plan of policies with the usual settings.
  package init(policies: [PolicyChoice]) { self.policies = policies }

  /// What the plan needs of a trace beside its keys, and what hits save where the trace knows it.
  package var wants: TraceWants {
    var wants: TraceWants = [.identities, .costs, .tokens]
    if unit == .bytes { wants.insert(.sizes) }
    let hasLifetimes = if case .unlimited = rules.lifetime { false } else { true }
    if hasLifetimes || choices.contains(where: { $0.kind.reads.contains(.time) }) { wants.insert(.times) }
    return wants
  }

  /// The policies without repetition, the bound last.
  package var choices: [PolicyChoice] {
    var choices: [PolicyChoice] = []
    for choice in policies + (drawsBound ? [PolicyChoice(bound)] : []) where !choices.contains(choice) {
      choices.append(choice)
    }
    return choices
  }

  /// What knows the future and is worth a look: with sizes the policy that knows of them.
  private var bound: PolicyKind { unit == .bytes ? .beladysize : .belady }

  /// Fits the plan to a trace.
  ///
  /// - Parameter name: what the trace is called in reports.
  /// - Throws: a `Diagnostic` of kind `usage` for what the trace cannot serve, and a sample that leaves nothing.
  package func job(for trace: CacheTrace, name: String) throws(Diagnostic) -> CurveJob {
    let trace = unit == .entries ? trace.withUnitSizes : trace
    try check(requests: trace.count, hasSizes: trace.sizes != nil, hasTimes: trace.columns.times != nil)
    guard let sampling, trace.count > 0 else {
      let result = CurveResult(
        trace: name, plan: self, workingSet: WorkingSet(trace), requests: trace.count,
        hasTokens: trace.columns.tokens != nil, hasCosts: trace.columns.costs != nil)
      return try job(.whole(trace), result)
    }
    let sampled: SampledTrace
    do throws(EvictionError) { sampled = try SampledTrace(trace, sampling, seed: seed) } catch {
      throw Diagnostic("\(error)", kind: .usage)
    }
    return try job(for: sampled, trace.columns, name: name)
  }

  /// Fits the plan to a sample whose whole was never held.
  ///
  /// - Throws: a `Diagnostic` of kind `usage` for what the sample cannot serve.
  package func job(for sampled: SampledTrace, name: String) throws(Diagnostic) -> CurveJob {
    let columns = sampled.sample.trace.columns
    try check(
      requests: sampled.all.requests, hasSizes: sampled.whole.largest > 1, hasTimes: columns.times != nil)
    return try job(for: sampled, columns, name: name)
  }

  private func job(
    for sampled: SampledTrace, _ columns: TraceColumns, name: String
  ) throws(Diagnostic) -> CurveJob {
    var result = CurveResult(
      trace: name, plan: self, workingSet: sampled.whole, requests: sampled.all.requests,
      hasTokens: columns.tokens != nil, hasCosts: columns.costs != nil)
    result.isCounted = sampled.uncountedRate == nil
    return try job(.sampled(sampled), result)
  }

  private func job(_ content: CurveJob.Content, _ empty: CurveResult) throws(Diagnostic) -> CurveJob {
    var result = empty
    if result.requests > 0 {
      result.capacities = try capacities(content, &result)
    } else {
      result.warnings.append("the trace is empty: there is no curve")
    }
    return CurveJob(content: content, empty: result)
  }

  private func check(requests: Int, hasSizes: Bool, hasTimes: Bool) throws(Diagnostic) {
    if unit == .bytes && !hasSizes && requests > 0 {
      throw Diagnostic(
        "the trace has no sizes; capacities in entries, without --bytes, were expected", kind: .usage)
    }
    if case .unlimited = rules.lifetime { return }
    guard !hasTimes, requests > 0 else { return }
    throw Diagnostic(
      "the trace has no times, which lifetimes need; a trace with times was expected", kind: .usage)
  }

  private func capacities(
    _ content: CurveJob.Content, _ result: inout CurveResult
  ) throws(Diagnostic) -> [UInt64] {
    let workingSet = result.workingSetCapacity
    switch sizes {
    case .points(let count):
      guard case .sampled(let sampled) = content, let least = leastCapacity(sampled) else {
        return CapacityScale.logarithmic(upTo: workingSet, points: count)
      }
      let entries = least.policy.leastSampledEntries
      guard least.capacity < workingSet else {
        throw Diagnostic(
          "the sample is too small for '\(least.policy)', which wants more than \(entries.grouped) keys; a larger sample, or "
            + "all keys, was expected", kind: .usage)
      }
      if Double(least.capacity) > Double(workingSet) / 1000 {
        result.warnings.append(
          "sizes begin at \(least.capacity.grouped): below, fewer than \(entries.grouped) sampled entries would stand for a cache of "
            + "\(least.policy); a higher rate helps")
      }
      return CapacityScale.logarithmic(upTo: workingSet, points: count, least: least.capacity)
    case .list(let sizes):
      for case .capacity(let size) in sizes where size > workingSet {
        result.warnings.append(
          "the size \(size.grouped) is above the working set, whose \(workingSet.grouped) \(unit == .bytes ? "bytes" : "entries") "
            + "stand for it")
      }
      return Array(Set(sizes.map { $0.capacity(of: workingSet) })).sorted()
    }
  }
}

extension CurvePlan {
  private func leastCapacity(_ sampled: SampledTrace) -> (capacity: UInt64, policy: PolicyChoice)? {
    MissRatioStudy(policies: choices, capacities: [], rules: rules, seed: seed).leastCapacity(sampled)
  }
}

/// Miss-ratio curves that are ready to be simulated.
package struct CurveJob: Sendable {
  /// What is simulated.
  fileprivate enum Content: Sendable {
    case whole(CacheTrace)
    case sampled(SampledTrace)
  }

  fileprivate let content: Content
  fileprivate var empty: CurveResult

  /// Rows of the trace that were left out, by reason, for the result.
  package var dropped: [DroppedRows] {
    get { empty.dropped }
    set { empty.dropped = newValue }
  }

  /// Simulates the caches.
  ///
  /// - Parameter progress: is told how many of the simulations are done, from any thread.
  /// - Throws: a `Diagnostic` of kind `usage` when a sample leaves nothing to simulate.
  package func run(threads: Int, progress: (@Sendable (Int, Int) -> Void)? = nil) throws(Diagnostic)
    -> CurveResult
  {
    var result = empty
    guard !result.capacities.isEmpty else { return result }
    (result.points, result.sample) = try simulate(
      result.plan.choices, at: result.capacities, threads: threads, progress: progress)
    result.smallestNearBest = try smallestNearBest(result, threads: threads)
    result.warnings += result.plan.warnings(result)
    return result
  }

  private func simulate(
    _ policies: [PolicyChoice], at capacities: [UInt64], threads: Int,
    progress: (@Sendable (Int, Int) -> Void)? = nil
  ) throws(Diagnostic) -> ([MissRatioPoint], CurveResult.Sample?) {
    let plan = empty.plan
    let study = MissRatioStudy(policies: policies, capacities: capacities, rules: plan.rules, seed: plan.seed)
    switch content {
    case .whole(let trace):
      return (study.run(trace, threads: threads, progress: progress), nil)
    case .sampled(let sampled):
      do throws(EvictionError) {
        let curves = try study.run(sampled, threads: threads, progress: progress)
        return (curves.points, CurveResult.Sample(keys: curves.keys, requests: curves.requests))
      } catch {
        throw Diagnostic("\(error)", kind: .usage)
      }
    }
  }

  /// Looks for the least capacity between two neighbours on the curves.
  ///
  /// Each round divides what is left by five: the four capacities between are simulated side by side, those of LRU in
  /// one pass.
  private func smallestNearBest(_ result: CurveResult, threads: Int) throws(Diagnostic) -> CurveFindings
    .Cache?
  {
    let findings = CurveFindings(result)
    guard let most = findings.most else { return nil }
    func isNear(_ cache: CurveFindings.Cache) -> Bool { 1 - cache.missRatio >= 0.99 * (1 - most.missRatio) }
    guard let place = findings.best.firstIndex(where: isNear), place > 0 else { return findings.best.first }
    var smallest = findings.best[place]
    // Sizes that were asked for are the ones to choose among.
    if case .list = result.plan.sizes { return smallest }
    var tooSmall = result.capacities[place - 1]
    var policies = result.lines.filter {
      !$0.policy.kind.isBound && isNear(CurveFindings.Cache($0.points[place]))
    }
    .map(\.policy)
    while Double(smallest.capacity) > 1.01 * Double(tooSmall), smallest.capacity - tooSmall > 1 {
      let between = CapacityScale.between(tooSmall, smallest.capacity, count: 4)
      let caches = try simulate(policies, at: between, threads: threads).0.map { CurveFindings.Cache($0) }
      let near = caches.filter(isNear)
      guard let least = near.map(\.capacity).min() else {
        tooSmall = between[between.count - 1]
        continue
      }
      let candidates = near.filter { $0.capacity == least }
      smallest = candidates.min { $0.missRatio < $1.missRatio } ?? smallest
      policies = candidates.map(\.policy)
      tooSmall = between.last { $0 < least } ?? tooSmall
    }
    return smallest
  }
}

extension CurvePlan {
  fileprivate func warnings(_ result: CurveResult) -> [String] {
    var warnings: [String] = []
    if let sample = result.sample, sample.keys < SpatialSample.fewestKeys,
      sample.keys < result.workingSet.keys
    {
      warnings.append(
        "the sample has \(sample.keys.grouped) keys: below \(SpatialSample.fewestKeys.grouped) its errors, and what it says of them, "
          + "are rough; a higher rate helps")
    }
    for policy in choices where result.standing(policy) == .heuristic {
      var reasons: [String] = []
      if policy.variant != .bypass { reasons.append("it stores every miss") }
      if !result.workingSet.hasEqualSizes { reasons.append("entries have unequal sizes") }
      let isPlain = if case .unlimited = rules.lifetime { rules.admission == .always } else { false }
      if !isPlain { reasons.append("lifetimes and admission hold for it too") }
      warnings.append(
        "\(policy) knows the future but is a heuristic, no bound, as \(reasons.joined(separator: " and "))")
    }
    return warnings
  }
}
