import CacheTraces

/// One point of a miss-ratio curve.
public struct MissRatioPoint: Hashable, Sendable {
  /// The policy simulated.
  public var policy: PolicyChoice

  /// The capacity, in the trace's unit.
  public var capacity: UInt64

  /// What the replay counted, or would have counted by what a sample says.
  public var counts: ReplayCounts

  /// The expected error of the miss ratio, as the root of its mean square; 0 for a replay of all requests, `nil`
  /// for a sample too small to tell.
  public var expectedError: Double?

  /// Creates a point, without an error unless stated.
  public init(policy: PolicyChoice, capacity: UInt64, counts: ReplayCounts, expectedError: Double? = 0) {
    self.policy = policy
    self.capacity = capacity
    self.counts = counts
    self.expectedError = expectedError
  }
}

/// Caches to simulate on a trace: every policy at every capacity.
public struct MissRatioStudy: Sendable {
  /// The policies.
  public var policies: [PolicyChoice]

  /// The capacities, in the trace's unit: entries when it has no sizes.
  public var capacities: [UInt64]

  /// What holds for the entries of all caches.
  public var rules: EntryRules

  /// The seed of policies that draw random numbers, of admission, and of sampling.
  public var seed: UInt64

  /// Creates a study.
  public init(
    policies: [PolicyChoice], capacities: [UInt64], rules: EntryRules = EntryRules(), seed: UInt64 = 0
  ) {
    self.policies = policies
    self.capacities = capacities
    self.rules = rules
    self.seed = seed
  }

  /// Simulates the caches on all requests of each trace.
  ///
  /// Cells share the traces and run on up to `threads` threads; the result does not depend on how many. The
  /// cells of `LRU` come from one pass (``LRUCurve``) where that is exact.
  ///
  /// - Parameters:
  ///   - traces: the traces, each with caches of its own.
  ///   - threads: the most threads.
  ///   - progress: is told how many of the simulations are done, from any thread.
  /// - Returns: for each trace the points, policy by policy and within a policy in the order of the capacities.
  /// - Complexity: O(policies · capacities · requests).
  public func run(
    _ traces: [CacheTrace], threads: Int, progress: (@Sendable (_ done: Int, _ of: Int) -> Void)? = nil
  ) -> [[MissRatioPoint]] {
    let cells = traces.indices.flatMap { stream in
      policies.flatMap { policy in
        capacities.map { CurveCell(stream: stream, policy: policy, capacity: $0) }
      }
    }
    let counts = CurveCells(streams: traces.map { CurveStream($0, rules) }, cells: cells, seed: seed)
      .counts(threads: threads, progress)
    let points = zip(cells, counts).map {
      MissRatioPoint(policy: $0.policy, capacity: $0.capacity, counts: $1)
    }
    let size = policies.count * capacities.count
    return traces.indices.map { Array(points[$0 * size..<($0 + 1) * size]) }
  }

  /// Simulates the caches on all requests of `trace`.
  public func run(
    _ trace: CacheTrace, threads: Int, progress: (@Sendable (_ done: Int, _ of: Int) -> Void)? = nil
  ) -> [MissRatioPoint] {
    run([trace], threads: threads, progress: progress)[0]
  }
}
