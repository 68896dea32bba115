import Synchronization

/// One cell of a miss-ratio curve.
public struct MissRatioPoint: Hashable, Sendable {
  /// The policy replayed.
  public var policy: PolicyChoice

  /// The capacity, in the trace's unit.
  public var capacity: UInt64

  /// What the replay counted.
  public var counts: ReplayCounts
}

/// Replays `trace` through every policy at every capacity.
///
/// Cells share the trace and run on up to `threads` threads; the result does not depend on how many.
///
/// - Returns: the cells, policy by policy and within a policy in the order of `capacities`.
/// - Complexity: O(policies · capacities · requests).
public func missRatioCurve(
  _ trace: CacheTrace, policies: [PolicyChoice], capacities: [UInt64], threads: Int
) async -> [MissRatioPoint] {
  let cells = policies.flatMap { policy in capacities.map { (policy: policy, capacity: $0) } }
  let queue = CellQueue(count: cells.count)
  return await withTaskGroup(of: [(cell: Int, counts: ReplayCounts)].self) { group in
    for _ in 0..<max(1, min(threads, cells.count)) {
      group.addTask {
        var done: [(cell: Int, counts: ReplayCounts)] = []
        while let cell = queue.take() {
          let (policy, capacity) = cells[cell]
          let counts = policy.replay(trace, capacity: capacity)
          done.append((cell: cell, counts: counts))
        }
        return done
      }
    }
    var points = cells.map {
      MissRatioPoint(policy: $0.policy, capacity: $0.capacity, counts: ReplayCounts())
    }
    for await done in group {
      for (cell, counts) in done { points[cell].counts = counts }
    }
    return points
  }
}

/// Hands out cell numbers in order, each once.
private final class CellQueue: Sendable {
  private let count: Int
  private let taken = Atomic<Int>(0)

  init(count: Int) {
    self.count = count
  }

  func take() -> Int? {
    let cell = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    return cell < count ? cell : nil
  }
}
