import CacheTraces
import Simulation

/// A sample of a trace's keys, and what is known of the whole trace.
public struct SampledTrace: Sendable {
  /// The requests to the keys of the sample.
  public let sample: SpatialSample

  /// What all keys take: counted, or what the sample says of it.
  public let whole: WorkingSet

  /// What a replay of all requests counts that hits nothing.
  public let all: ReplayCounts

  /// The rate of a sample whose whole was never held, so that its keys were not counted; otherwise `nil`.
  public let uncountedRate: Double?

  /// Takes a sample of the keys of a trace.
  ///
  /// - Throws: `EvictionError` when the sampling is out of range or leaves no key.
  /// - Complexity: O(requests + keys · log keys).
  public init(_ trace: CacheTrace, _ sampling: Sampling, seed: UInt64) throws(EvictionError) {
    sample = try SpatialSample(trace, sampling, seed: seed)
    guard !sample.keys.isEmpty else { throw .emptySample(keys: trace.keyCount) }
    whole = WorkingSet(trace)
    all = trace.countsWithoutHits
    uncountedRate = nil
  }

  fileprivate init(_ sample: SpatialSample, _ whole: WorkingSet, _ all: ReplayCounts, rate: Double) {
    self.sample = sample
    self.whole = whole
    self.all = all
    uncountedRate = rate
  }

  /// What is known to miss at any capacity: the first request to each key, where the keys were counted.
  var known: ReplayCounts { uncountedRate == nil ? whole.first : ReplayCounts() }
}

/// Takes a sample of the keys of a trace while it goes by, so that what is left out is never held.
///
/// Source: Waldspurger, Park, Garthwaite, Ahmad, "Efficient MRC construction with SHARDS", FAST 2015, at a fixed rate.
/// The sample is that of a ``Sampling`` of the same rate that is not stratified.
public struct SpatialSampler: ~Copyable {
  private let rate: Double
  private let limit: UInt64
  private let stream: RandomStream
  /// The requests so far, from the first batch on, which says what columns there are.
  private var builder: CacheTraceBuilder?
  private var all = ReplayCounts()
  private var smallest = UInt32.max
  private var largest = UInt32.min
  /// Places of a batch; room is made once.
  private var places: [Int32] = []

  /// Creates a sampler that has seen nothing.
  ///
  /// - Throws: `EvictionError.badParameter(_:value:allowed:)` for a rate out of range.
  public init(rate: Double, seed: UInt64) throws(EvictionError) {
    try Sampling.rate(rate).check()
    self.rate = rate
    limit = Sampling.limit(rate)
    stream = RandomStream(seed: seed, replication: 0, purpose: .spatialSampling)
  }

  /// Counts the requests of a batch, which has the columns of the first, and takes those to keys of the sample; the batch keeps only these.
  ///
  /// - Throws: `EvictionError` when the sample becomes too large.
  /// - Complexity: O(requests of the batch).
  package mutating func append(_ batch: RequestBatch) throws(EvictionError) {
    count(batch)
    if places.count < batch.count { places = [Int32](repeating: 0, count: batch.capacity) }
    let (limit, stream) = (self.limit, self.stream)
    let kept = places.withUnsafeMutableBufferPointer { places in
      var kept = 0
      for place in 0..<batch.count {
        places[kept] = Int32(truncatingIfNeeded: place)
        kept += stream.bits(Int(truncatingIfNeeded: batch.keys[place])) <= limit ? 1 : 0
      }
      return kept
    }
    batch.keep(places.span.extracting(first: kept))
    if builder == nil {
      builder = CacheTraceBuilder(expectedRequests: 0, wants: batch.wants.union(.identities))
    }
    try builder?.append(batch)
  }

  /// The sample of what went by.
  ///
  /// - Throws: `EvictionError.emptySample(keys:)` when requests went by and none was to a key of the sample.
  public consuming func finish() throws(EvictionError) -> SampledTrace {
    let trace = (builder.take() ?? CacheTraceBuilder()).finish()
    guard trace.count > 0 || all.requests == 0 else { throw .emptySample(keys: nil) }
    let whole = WorkingSet(trace).ofWhole(rate: rate, smallest: min(smallest, largest), largest: largest)
    return SampledTrace(SpatialSample(streamed: trace), whole, all, rate: rate)
  }

  /// Counts what all caches are asked for.
  private mutating func count(_ batch: RequestBatch) {
    all.requests += batch.count
    all.requestBytes += bytes(batch)
    if let tokens = batch.tokens {
      for place in 0..<batch.count { all.requestTokens += UInt64(tokens[place]) }
    }
    if let costs = batch.costs {
      for place in 0..<batch.count { all.requestCost += Double(costs[place]) }
    } else if !batch.wants.isDisjoint(with: [.times, .tokens]) {
      all.requestCost += Double(batch.count)
    }
    all.misses = all.requests
    (all.missBytes, all.missTokens, all.missCost) = (all.requestBytes, all.requestTokens, all.requestCost)
  }

  /// The sizes of a batch together; notes the smallest and the largest.
  private mutating func bytes(_ batch: RequestBatch) -> UInt64 {
    guard let sizes = batch.sizes else {
      (smallest, largest) = (1, 1)
      return UInt64(batch.count)
    }
    var bytes: UInt64 = 0
    for place in 0..<batch.count {
      bytes += UInt64(sizes[place])
      smallest = min(smallest, sizes[place])
      largest = max(largest, sizes[place])
    }
    return bytes
  }
}
