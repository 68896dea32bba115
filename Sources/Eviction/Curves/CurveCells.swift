import CacheTraces
import Simulation
import Synchronization

/// A stream that caches are simulated on, and what holds for their entries.
struct CurveStream: Sendable {
  let trace: CacheTrace
  let rules: EntryRules

  /// How many requests of the whole one of the trace stands for (``PolicySetup/pace``).
  let pace: Double

  /// What all keys take; only a trace with sizes has to know.
  private let workingSet: WorkingSet?

  init(_ trace: CacheTrace, _ rules: EntryRules, _ workingSet: WorkingSet? = nil, pace: Double = 1) {
    self.trace = trace
    self.rules = rules
    self.pace = pace
    self.workingSet = trace.sizes == nil ? nil : workingSet ?? WorkingSet(trace)
  }

  /// Whether one pass over the trace tells what `policy` counts at `capacity`.
  func isStackCell(_ policy: PolicyChoice, capacity: UInt64) -> Bool {
    guard policy.isStack, case .unlimited = rules.lifetime, case .always = rules.admission else {
      return false
    }
    guard let workingSet else { return true }
    return workingSet.hasFixedSizes && capacity >= UInt64(workingSet.largest) + UInt64(rules.overhead)
  }

  /// The curve that is exact at `capacities`, all of stack cells.
  func stackCurve(_ capacities: [UInt64]) -> LRUCurve? {
    guard let workingSet else { return LRUCurve(entries: trace, overhead: rules.overhead) }
    return LRUCurve(sized: trace, workingSet, overhead: rules.overhead, capacities: capacities)
  }
}

/// One cache to simulate.
struct CurveCell: Sendable {
  /// The index of its stream.
  let stream: Int
  let policy: PolicyChoice
  let capacity: UInt64
}

/// Simulates caches on shared streams.
struct CurveCells: Sendable {
  let streams: [CurveStream]
  let cells: [CurveCell]
  let seed: UInt64

  /// What one thread does at a time: a replay of one cell, or one pass for all stack cells of a stream.
  private enum Job {
    case replay(cell: Int)
    case pass(stream: Int, cells: [Int])
  }

  /// Returns the counts of the cells, in their order; they do not depend on the number of threads.
  ///
  /// - Parameter progress: is told how many jobs are done, from any thread.
  func counts(threads: Int, _ progress: (@Sendable (Int, Int) -> Void)?) -> [ReplayCounts] {
    let jobs = jobs()
    let done = Atomic<Int>(0)
    let results = Parallel.map(jobs.count, threads: threads) { job in
      let result = run(jobs[job])
      if let progress { progress(done.add(1, ordering: .relaxed).newValue, jobs.count) }
      return result
    }
    var counts = [ReplayCounts](repeating: ReplayCounts(), count: cells.count)
    for (cell, result) in results.joined() { counts[cell] = result }
    return counts
  }

  /// The jobs, the longer ones first, so that the threads end at about the same time: bounds keep a heap, and
  /// a large cache misses the processor's own.
  private func jobs() -> [Job] {
    var passes = [[Int]](repeating: [], count: streams.count)
    var replays: [Int] = []
    for (index, cell) in cells.enumerated() {
      if streams[cell.stream].isStackCell(cell.policy, capacity: cell.capacity) {
        passes[cell.stream].append(index)
      } else {
        replays.append(index)
      }
    }
    var jobs: [Job] = []
    for (stream, cells) in passes.enumerated() {
      // A single replay is quicker than the pass.
      if cells.count > 1 { jobs.append(.pass(stream: stream, cells: cells)) } else { replays += cells }
    }
    replays.sort { left, right in
      let (first, second) = (cells[left], cells[right])
      if first.policy.kind.isBound != second.policy.kind.isBound { return first.policy.kind.isBound }
      return (second.capacity, left) < (first.capacity, right)
    }
    return jobs + replays.map { .replay(cell: $0) }
  }

  private func run(_ job: Job) -> [(cell: Int, counts: ReplayCounts)] {
    switch job {
    case .replay(let index): return [(index, replay(cells[index]))]
    case .pass(let stream, let indices):
      guard let curve = streams[stream].stackCurve(indices.map { cells[$0].capacity }) else {
        return indices.map { ($0, replay(cells[$0])) }
      }
      return indices.map { ($0, curve.counts(at: cells[$0].capacity)) }
    }
  }

  private func replay(_ cell: CurveCell) -> ReplayCounts {
    let stream = streams[cell.stream]
    var setup = cell.policy.setup(capacity: cell.capacity, trace: stream.trace, seed: seed)
    setup.pace = stream.pace
    return cell.policy.kind.replay(stream.trace, setup, rules: stream.rules)
  }
}

extension PolicyChoice {
  /// Whether the choice is `LRU` that evicts one entry after the other, so that larger caches hold what smaller do.
  fileprivate var isStack: Bool {
    let share = EntryStore.evictShare
    return kind == .lru && (parameters[share.name] ?? share.defaultValue(in: variant)) == 0
  }
}
