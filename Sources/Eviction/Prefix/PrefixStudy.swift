import CacheTraces
import Simulation

/// One cell of a ``PrefixStudy``.
public struct PrefixPoint: Hashable, Sendable {
  /// The policy and its order.
  public var choice: PrefixChoice

  /// The capacity in blocks.
  public var capacity: Int

  /// Whether the warm-up holds at least as many different blocks as the cache.
  ///
  /// Otherwise the cache may not be under pressure yet where the counting begins, and a longer warm-up would
  /// give other ratios; PyPI kvcache-simulator leaves such capacities out.
  public var isFilledByWarmUp: Bool

  /// What the replay counted.
  public var counts: PrefixCounts
}

/// Caches of blocks to simulate on a trace of prompts: every policy at every capacity.
public struct PrefixStudy: Sendable {
  /// The policies and their orders.
  public var policies: [PrefixChoice]

  /// The capacities in blocks, none negative.
  public var capacities: [Int]

  /// The requests that fill the caches and are not counted.
  public var warmUp: PrefixWarmUp

  /// How long a block stays after its last use, in the unit of the trace's times; nil for ever.
  public var lifetime: Int64?

  /// Creates a study.
  public init(
    policies: [PrefixChoice], capacities: [Int], warmUp: PrefixWarmUp = .none, lifetime: Int64? = nil
  ) {
    self.lifetime = lifetime
    self.policies = policies
    self.capacities = capacities
    self.warmUp = warmUp
  }

  /// Simulates the caches on all requests of `trace`.
  ///
  /// Cells share the trace and run on up to `threads` threads; the result does not depend on how many.
  ///
  /// - Returns: the points, policy by policy and within a policy in the order of the capacities.
  /// - Complexity: O(policies · capacities · blocks).
  public func run(_ trace: PrefixTrace, threads: Int) -> [PrefixPoint] {
    let distinct = trace.distinctBlocks(inFirst: warmUp.requests(of: trace.count))
    return Parallel.map(policies.count * capacities.count, threads: threads) { cell in
      let choice = policies[cell / capacities.count]
      let capacity = capacities[cell % capacities.count]
      return PrefixPoint(
        choice: choice, capacity: capacity, isFilledByWarmUp: capacity <= distinct,
        counts: trace.replay(choice, capacity: capacity, warmUp: warmUp, lifetime: lifetime))
    }
  }
}
