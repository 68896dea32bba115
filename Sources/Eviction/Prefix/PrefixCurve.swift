import Synchronization

/// One cell of a curve of prefix hits.
public struct PrefixPoint: Hashable, Sendable {
  /// The policy and its order.
  public var choice: PrefixChoice

  /// The capacity in blocks.
  public var capacity: Int

  /// Whether the warm-up holds at least as many different blocks as the cache.
  ///
  /// Otherwise the cache may not be under pressure yet where the counting begins, and a longer warm-up would give
  /// other ratios; PyPI kvcache-simulator leaves such capacities out.
  public var isFilledByWarmUp: Bool

  /// What the replay counted.
  public var counts: PrefixCounts
}

/// Replays `trace` through every policy at every capacity, in blocks.
///
/// Cells share the trace and run on up to `threads` threads; the result does not depend on how many.
///
/// - Returns: the cells, policy by policy and within a policy in the order of `capacities`.
/// - Complexity: O(policies · capacities · blocks).
public func prefixCurve(
  _ trace: PrefixTrace, policies: [PrefixChoice], capacities: [Int], warmUp: PrefixWarmUp = .none,
  threads: Int
) async -> [PrefixPoint] {
  let distinct = trace.distinctBlocks(inFirst: warmUp.requests(of: trace.count))
  var points = policies.flatMap { choice in
    capacities.map {
      PrefixPoint(choice: choice, capacity: $0, isFilledByWarmUp: $0 <= distinct, counts: PrefixCounts())
    }
  }
  let cells = points
  let taken = SharedCount()
  return await withTaskGroup(of: [(cell: Int, counts: PrefixCounts)].self) { group in
    for _ in 0..<max(1, min(threads, cells.count)) {
      group.addTask {
        var done: [(cell: Int, counts: PrefixCounts)] = []
        while let cell = taken.next(below: cells.count) {
          let point = cells[cell]
          done.append((cell, trace.replay(point.choice, capacity: point.capacity, warmUp: warmUp)))
        }
        return done
      }
    }
    for await done in group {
      for (cell, counts) in done { points[cell].counts = counts }
    }
    return points
  }
}

/// Hands out numbers from 0 on, each once.
private final class SharedCount: Sendable {
  private let count = Atomic<Int>(0)

  func next(below limit: Int) -> Int? {
    let number = count.wrappingAdd(1, ordering: .relaxed).oldValue
    return number < limit ? number : nil
  }
}
