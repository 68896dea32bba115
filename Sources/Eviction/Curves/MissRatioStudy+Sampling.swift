import CacheTraces

/// Points of miss-ratio curves that a sample of the keys estimates.
public struct SampledCurves: Sendable {
  /// The points, policy by policy and within a policy in the order of the capacities.
  public var points: [MissRatioPoint]

  /// The keys of the sample.
  public var keys: Int

  /// The requests to them.
  public var requests: Int
}

extension MissRatioStudy {
  /// The parts of a sample whose spread gives the standard error.
  static let sampleParts = 10

  /// Simulates small caches on a sample of the keys of `trace`, and says what whole caches would count.
  ///
  /// Sources: Waldspurger, Saemundsson, Ahmad, Park, "Cache modeling and optimization using miniature
  /// simulations", USENIX ATC 2017, for any policy: capacities shrink as the working set does, and what a policy
  /// counts in requests as those do; and SHARDS (FAST 2015) for `LRU`, from one pass over the sample.
  ///
  /// The first requests to all keys are known to miss; only the other misses are estimated, as those of the
  /// sample divided by its share of the keys. All other requests hit, so that a sample with too many or too few
  /// requests to popular keys errs in hits that are no part of the estimate: the count correction of SHARDS,
  /// with the rate that the sample has in place of the one that it was drawn with.
  ///
  /// The expected error comes from ten parts of the sample, each simulated by itself. Their spread gives the
  /// standard error (random groups: Wolter, "Introduction to variance estimation", Springer 2007, chapter 2).
  /// What their mean differs from the estimate by tells how much a miniature errs by being small. For the stack of
  /// `LRU` that shrinks about as the root of the entries grows, so that the sample has the difference / (√10 - 1)
  /// of it left. Other policies promise no such law, and the whole difference is taken: on streams whose popular
  /// keys change, SIEVE and LFU err by as much. A cache of few entries errs in ways that its parts do not show, and
  /// is refused (``PolicyChoice/leastSampledEntries``).
  ///
  /// - Throws: `EvictionError` when the sampling is out of range, leaves no key, or leaves a cache too few entries.
  public func run(
    _ trace: CacheTrace, _ sampling: Sampling, threads: Int,
    progress: (@Sendable (_ done: Int, _ of: Int) -> Void)? = nil
  ) throws(EvictionError) -> SampledCurves {
    try run(SampledTrace(trace, sampling, seed: seed), threads: threads, progress: progress)
  }

  /// Simulates small caches on a sample, and says what whole caches would count.
  ///
  /// Where the keys of the whole were not counted (``SpatialSampler``), all misses are those of the sample divided by
  /// its rate, first requests included, and the expected error has that in it.
  ///
  /// - Throws: `EvictionError` when the sample leaves a cache too few entries.
  public func run(
    _ sampled: SampledTrace, threads: Int, progress: (@Sendable (_ done: Int, _ of: Int) -> Void)? = nil
  ) throws(EvictionError) -> SampledCurves {
    let (sample, whole) = (sampled.sample, sampled.whole)
    try check(sampled)
    let miniatures =
      [Miniature(sample, of: sampled, rules, share: sampled.uncountedRate)]
      + sample.parts(Self.sampleParts, seed: seed).map { part in
        Miniature(
          part, of: sampled, rules, share: sampled.uncountedRate.map { $0 / Double(Self.sampleParts) })
      }
    var cells: [CurveCell] = []
    // For each point the cells of each miniature, whose counts are added up by their weights.
    let plans = policies.flatMap { policy in
      capacities.map { capacity in
        miniatures.enumerated().map { stream, miniature in
          miniature.capacities(for: policy, capacity).map { scaled in
            cells.append(CurveCell(stream: stream, policy: policy, capacity: scaled.capacity))
            return (cell: cells.count - 1, weight: scaled.weight)
          }
        }
      }
    }
    let counts = CurveCells(streams: miniatures.map(\.stream), cells: cells, seed: seed)
      .counts(threads: threads, progress)
    let (all, known) = (sampled.all, sampled.known)
    let stream = CurveStream(sample.trace, rules, whole)
    let points = plans.enumerated().map { place, plan in
      let misses = zip(miniatures, plan).map { miniature, terms in
        miniature.misses(terms.map { (counts[$0.cell], $0.weight) }, known: known)
      }
      return MissRatioPoint(
        policy: policies[place / capacities.count], capacity: capacities[place % capacities.count],
        counts: misses[0].counts(among: all, atLeast: known),
        expectedError: Self.expectedError(
          misses.map { $0.requests / Double(max(1, all.requests)) }, share: miniatures[0].keyShare,
          isStack: stream.isStackCell(
            policies[place / capacities.count], capacity: capacities[place % capacities.count])))
    }
    return SampledCurves(points: points, keys: sample.keys.count, requests: sample.trace.count)
  }

  /// Returns the least capacity from which on a sample can simulate every policy, and the policy that needs it; `nil`
  /// where all can be simulated at any capacity.
  public func leastCapacity(_ sampled: SampledTrace) -> (capacity: UInt64, policy: PolicyChoice)? {
    let keys = sampled.sample.keys.count
    guard keys < sampled.whole.keys else { return nil }
    let stream = CurveStream(sampled.sample.trace, rules, sampled.whole)
    let size = sampled.whole.capacity(overhead: rules.overhead)
    return policies.filter { !stream.isStackCell($0, capacity: size) }
      .map { (capacity: $0.leastCapacity(sampledKeys: keys, workingSet: size), policy: $0) }
      .max { $0.capacity < $1.capacity }
  }

  /// Checks that every cache to simulate keeps enough entries in the sample.
  private func check(_ sampled: SampledTrace) throws(EvictionError) {
    let (sample, whole) = (sampled.sample, sampled.whole)
    guard sample.keys.count < whole.keys else { return }
    let stream = CurveStream(sample.trace, rules, whole)
    let size = whole.capacity(overhead: rules.overhead)
    for policy in policies {
      for capacity in capacities where capacity > 0 && capacity < size {
        guard !stream.isStackCell(policy, capacity: capacity) else { continue }
        let least = policy.leastCapacity(sampledKeys: sample.keys.count, workingSet: size)
        guard capacity < least else { continue }
        throw .miniatureTooSmall(
          policy: policy.description, capacity: capacity, least: least, entries: policy.leastSampledEntries)
      }
    }
  }

  /// The root of the mean square error of `estimates[0]`, made from a `share` of all keys, by the other
  /// estimates, each made from a part of those keys.
  ///
  /// With y the term of a key, n parts spread around their mean by Σy² · n / share, whereas the sample as a whole
  /// varies by Σy² · (1 - share) / share.
  static func expectedError(_ estimates: [Double], share: Double, isStack: Bool = true) -> Double? {
    if share >= 1 { return 0 }
    // From here on relative to the estimate, so that estimates without spread have an error of 0.
    let parts = estimates.dropFirst().map { $0 - estimates[0] }
    guard parts.count > 1 else { return nil }
    let count = Double(parts.count)
    let mean = parts.reduce(0, +) / count
    let variance = parts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let bias = isStack ? mean / (count.squareRoot() - 1) : mean
    return ((1 - share) * variance / count + bias * bias).squareRoot()
  }
}

extension PolicyChoice {
  /// The fewest entries that a cache in a sample may have to stand for a larger one: a hundred, and ten in the
  /// smallest part that the policy keeps apart.
  ///
  /// Measured over eight seeds on streams of 200,000 keys with fixed, drifting and changing popularity: from here on
  /// errors are within twice the stated ones. W-TinyLFU with 4 entries in its window erred by 12 points where 1 was
  /// stated, SIEVE with 15 entries by 4 where 2 was.
  public var leastSampledEntries: Int {
    guard let part = kind.smallestPart else { return Self.fewestEntries }
    let share = parameters[part.name] ?? part.defaultValue(in: variant)
    guard share > 0 else { return Self.fewestEntries }
    return max(Self.fewestEntries, Int(min(1e9, (Self.fewestInPart / share).rounded(.up))))
  }

  private static var fewestEntries: Int { 100 }
  private static var fewestInPart: Double { 10 }

  /// The least capacity below `workingSet` that a sample of some keys can simulate, or `workingSet`.
  public func leastCapacity(sampledKeys: Int, workingSet: UInt64) -> UInt64 {
    guard sampledKeys > leastSampledEntries else { return workingSet }
    let least = Double(leastSampledEntries) / Double(sampledKeys) * Double(workingSet)
    return min(workingSet, UInt64(clamping: least.rounded(.up)))
  }
}

/// A sample, or a part of one, with caches as much smaller as its working set is.
private struct Miniature: Sendable {
  let stream: CurveStream
  let keyShare: Double
  private let first: ReplayCounts
  private let sizeShare: Double

  /// - Parameter share: the part of all keys that was to be taken, where nobody counted them.
  init(_ sample: SpatialSample, of sampled: SampledTrace, _ rules: EntryRules, share: Double?) {
    let (own, whole) = (WorkingSet(sample.trace), sampled.whole)
    stream = CurveStream(
      sample.trace, rules.restricted(to: sample.keys), own,
      pace: max(1, Double(sampled.all.requests) / Double(max(1, sample.trace.count))))
    first = share == nil ? own.first : ReplayCounts()
    keyShare = share ?? Double(own.keys) / Double(whole.keys)
    let size = Double(whole.capacity(overhead: rules.overhead))
    // Without a count of all keys, a cache shrinks by the rate, whatever the sample happens to hold: so do its parts.
    sizeShare = share ?? (size > 0 ? Double(own.capacity(overhead: rules.overhead)) / size : 1)
  }

  /// The capacities that stand for `capacity`, and how much each counts.
  ///
  /// Between two numbers of entries a curve of the stack is a line. A key at depth d of the whole stack is at
  /// depth 1 + Binomial(d - 1, share) of the sample's: half of what the share lacks to 1 makes up for that.
  func capacities(for policy: PolicyChoice, _ capacity: UInt64) -> [(capacity: UInt64, weight: Double)] {
    let scaled = Double(capacity) * sizeShare
    guard capacity > 0 else { return [(0, 1)] }
    guard stream.trace.sizes == nil, stream.isStackCell(policy, capacity: capacity) else {
      return [(max(1, UInt64(clamping: scaled.rounded())), 1)]
    }
    let shifted = scaled + (1 - sizeShare) / 2
    let floor = shifted.rounded(.down)
    return [
      (UInt64(clamping: floor), 1 - (shifted - floor)), (UInt64(clamping: floor + 1), shifted - floor),
    ]
  }

  /// The misses of the whole trace by the counts of the miniature.
  func misses(_ terms: [(counts: ReplayCounts, weight: Double)], known: ReplayCounts) -> MissEstimate {
    func scaled(_ value: (ReplayCounts) -> Double) -> Double {
      let mean = terms.reduce(0) { $0 + $1.weight * value($1.counts) }
      return value(known) + (mean - value(first)) / keyShare
    }
    return MissEstimate(
      requests: scaled { Double($0.misses) }, bytes: scaled { Double($0.missBytes) },
      tokens: scaled { Double($0.missTokens) }, cost: scaled(\.missCost),
      expired: terms.reduce(0) { $0 + $1.weight * Double($1.counts.expired) } / keyShare)
  }
}

/// Misses as numbers that need not be whole.
private struct MissEstimate {
  var requests: Double
  var bytes: Double
  var tokens: Double
  var cost: Double
  var expired: Double

  /// The nearest whole counts that are possible.
  func counts(among all: ReplayCounts, atLeast first: ReplayCounts) -> ReplayCounts {
    func whole(_ value: Double, _ least: UInt64, _ most: UInt64) -> UInt64 {
      min(max(UInt64(clamping: value.rounded()), least), most)
    }
    var counts = all
    counts.misses = Int(whole(requests, UInt64(first.misses), UInt64(all.misses)))
    counts.hits = counts.requests - counts.misses
    counts.missBytes = whole(bytes, first.missBytes, all.missBytes)
    counts.missTokens = whole(tokens, first.missTokens, all.missTokens)
    counts.missCost = min(max(cost, first.missCost), all.missCost)
    counts.expired = Int(whole(expired, 0, UInt64(counts.misses)))
    return counts
  }
}

extension UInt64 {
  /// The value without its fraction, brought into range.
  init(clamping value: Double) {
    self = value >= 0x1p64 ? .max : value > 0 ? UInt64(value) : 0
  }
}
