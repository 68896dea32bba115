import Eviction
import Recordings
import Traffic

/// Miss-ratio curves of a trace, and how they came about.
package struct CurveResult: Sendable {
  /// The part of the trace that was simulated.
  package struct Sample: Sendable {
    /// The keys.
    package var keys: Int
    /// The requests to them.
    package var requests: Int
  }

  /// One policy's curve.
  package struct Line: Sendable {
    /// The policy.
    package var policy: PolicyChoice
    /// The points, by ascending capacity.
    package var points: [MissRatioPoint]
    /// What stands out.
    package var shape: CurveShape
  }

  /// What the trace is called.
  package var trace: String
  /// What was asked for.
  package var plan: CurvePlan
  /// What all keys take.
  package var workingSet: WorkingSet
  /// The requests of the trace.
  package var requests: Int
  /// Whether the keys were counted, and not told by a sample whose whole was never held.
  package var isCounted = true
  /// Whether requests have tokens that a hit saves.
  package var hasTokens: Bool
  /// Whether requests have costs that a hit saves.
  package var hasCosts: Bool
  /// The capacities, ascending; none for an empty trace.
  package var capacities: [UInt64] = []
  /// The points, policy by policy and within a policy by ascending capacity.
  package var points: [MissRatioPoint] = []
  /// What was simulated in place of the whole trace.
  package var sample: Sample?
  /// The smallest cache that comes within 1 % of the most hits of any policy that is no bound, to about 1 % of its
  /// capacity; nil without hits.
  package var smallestNearBest: CurveFindings.Cache?
  /// What the reader should know.
  package var warnings: [String] = []
  /// Rows of the trace that were left out, by reason.
  package var dropped: [DroppedRows] = []

  /// The capacity that holds every entry.
  package var workingSetCapacity: UInt64 { workingSet.capacity(overhead: plan.rules.overhead) }

  /// What the misses of a policy that knows the future say of the others.
  package func standing(_ policy: PolicyChoice) -> PolicyChoice.Standing {
    policy.standing(hasEqualSizes: workingSet.hasEqualSizes, rules: plan.rules)
  }

  /// A capacity as a share of the working set.
  package func share(_ capacity: UInt64) -> Double {
    workingSetCapacity > 0 ? Double(capacity) / Double(workingSetCapacity) : .nan
  }

  /// The curves in the order of the policies, those that know the future last.
  package var lines: [Line] {
    guard !capacities.isEmpty else { return [] }
    let lines = stride(from: 0, to: points.count, by: capacities.count).map { start in
      let points = Array(points[start..<start + capacities.count])
      return Line(policy: points[0].policy, points: points, shape: CurveShape(points))
    }
    return lines.filter { !$0.policy.kind.isBound } + lines.filter(\.policy.kind.isBound)
  }
}

/// What the curves of several policies say together.
package struct CurveFindings: Sendable {
  /// A policy with a capacity, and what it misses there.
  package struct Cache: Sendable {
    /// The policy.
    package var policy: PolicyChoice
    /// The capacity.
    package var capacity: UInt64
    /// Its miss ratio.
    package var missRatio: Double

    init(_ point: MissRatioPoint) {
      policy = point.policy
      capacity = point.capacity
      missRatio = point.counts.missRatio
    }
  }

  /// The policy that is no bound and misses least, at each capacity; the first of several.
  package let best: [Cache]
  /// What misses least at each capacity of the policies that are bounds, or where there is none that know the
  /// future; empty without either.
  package let bound: [Cache]
  /// The indices of the capacities at which several policies miss least.
  package let ties: [Int]

  /// Looks at the curves of a result.
  package init(_ result: CurveResult) {
    func least(_ lines: [CurveResult.Line]) -> [Cache] {
      guard !lines.isEmpty else { return [] }
      return result.capacities.indices.compactMap { place in
        lines.map { Cache($0.points[place]) }.min { $0.missRatio < $1.missRatio }
      }
    }
    let policies = result.lines.filter { !$0.policy.kind.isBound }
    let best = least(policies)
    self.best = best
    ties = best.indices.filter { place in
      policies.count { $0.points[place].counts.missRatio == best[place].missRatio } > 1
    }
    let bounds = result.lines.filter { result.standing($0.policy) == .bound }
    bound = least(bounds.isEmpty ? result.lines.filter(\.policy.kind.isBound) : bounds)
  }

  /// The smallest of the caches that hit most; nil without hits.
  package var most: Cache? {
    best.min { $0.missRatio < $1.missRatio }.flatMap { $0.missRatio < 1 ? $0 : nil }
  }

  /// Where the best policy stays furthest behind the bound.
  package var widestHeadRoom: (best: Cache, bound: Cache)? {
    zip(best, bound).max { $0.0.missRatio - $0.1.missRatio < $1.0.missRatio - $1.1.missRatio }
      .map { (best: $0.0, bound: $0.1) }
  }

  /// The policies that miss less than all others somewhere, with the number of capacities at which they do, most
  /// first.
  package var winners: [(policy: PolicyChoice, count: Int)] {
    var winners: [(policy: PolicyChoice, count: Int)] = []
    for (place, cache) in best.enumerated() where !ties.contains(place) {
      if let place = winners.firstIndex(where: { $0.policy == cache.policy }) {
        winners[place].count += 1
      } else {
        winners.append((cache.policy, 1))
      }
    }
    return winners.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
      .map(\.element)
  }
}
