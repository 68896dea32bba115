import CacheTraces
import Eviction
import TestSupport
import Testing

/// Samples whose whole goes by and is never held.
@Suite struct SpatialSamplerTests {
  /// Feeds a trace to a sampler in batches of a size.
  static func sampled(_ trace: CacheTrace, rate: Double, seed: UInt64, batch size: Int = 100) throws
    -> SampledTrace
  {
    var wants: TraceWants = [.identities]
    if trace.sizes != nil { wants.insert(.sizes) }
    if trace.columns.times != nil { wants.insert(.times) }
    if trace.columns.costs != nil { wants.insert(.costs) }
    if trace.columns.tokens != nil { wants.insert(.tokens) }
    var sampler = try SpatialSampler(rate: rate, seed: seed)
    let batch = RequestBatch(capacity: size, wants: wants)
    for start in stride(from: 0, to: trace.count, by: size) {
      batch.count = 0
      for request in start..<min(start + size, trace.count) {
        let key = trace.keys[request]
        batch.append(
          trace.identities.isEmpty ? UInt64(key) : trace.identities[Int(key)],
          size: trace.sizes?[request] ?? 1, time: trace.columns.times?[request] ?? 0,
          cost: trace.columns.costs?[request] ?? 1, tokens: trace.columns.tokens?[request] ?? 0)
      }
      try sampler.append(batch)
    }
    return try sampler.finish()
  }

  /// A stream with all columns, of `keys` keys.
  static func columns(seed: UInt64, requests: Int = 60_000, keys: Int = 8000) throws -> CacheTrace {
    var random = SplitMix(state: seed)
    let drawn = random.skewedKeys(requests, below: keys)
    return try CacheTrace(
      denseKeys: drawn, sizes: drawn.map { $0 % 90 + 10 },
      columns: TraceColumns(
        times: drawn.indices.map { Int64($0) }, costs: drawn.map { Float($0 % 10) + 1 },
        tokens: drawn.map { $0 % 100 + 50 }), keyCount: keys)
  }

  @Test("the sample is that of the whole by hash alone, however it is cut", arguments: [1, 7, 100, 70_000])
  func requests(batch: Int) throws {
    for trace in [
      try SamplingTests.zipf(seed: 51, requests: 20_000), try Self.columns(seed: 52, requests: 20_000),
      try ReplayTests.sizedTrace(seed: 53),
    ] {
      let sampled = try Self.sampled(trace, rate: 0.1, seed: 4, batch: batch)
      let whole = try SpatialSample(trace, .rate(0.1, isStratified: false), seed: 4)
      func identities(_ sample: CacheTrace) -> [UInt64] { sample.keys.map { sample.identities[Int($0)] } }
      #expect(identities(sampled.sample.trace) == identities(whole.trace))
      #expect(sampled.sample.trace.sizes == whole.trace.sizes)
      #expect(sampled.sample.trace.columns.times == whole.trace.columns.times)
      #expect(sampled.sample.trace.columns.costs == whole.trace.columns.costs)
      #expect(sampled.sample.trace.columns.tokens == whole.trace.columns.tokens)
    }
  }

  @Test("what all requests ask for is counted, and what all keys take told by the sample")
  func totals() throws {
    let trace = try Self.columns(seed: 54)
    let sampled = try Self.sampled(trace, rate: 0.2, seed: 1)
    let exact = MissRatioStudy(policies: [.init(.lru)], capacities: [0]).run(trace, threads: 1)[0].counts
    #expect(sampled.all == exact)
    let whole = WorkingSet(trace)
    #expect(sampled.whole.keys == sampled.sample.keys.count * 5)
    #expect(abs(Double(sampled.whole.keys) / Double(whole.keys) - 1) < 0.1)
    #expect(abs(Double(sampled.whole.size) / Double(whole.size) - 1) < 0.1)
    #expect(sampled.whole.largest == whole.largest)
    #expect(sampled.whole.hasFixedSizes == whole.hasFixedSizes)
    #expect(!sampled.whole.hasEqualSizes)
  }

  @Test("all keys give the exact counts, without error", arguments: ReplayTests.choices)
  func everything(choice: PolicyChoice) throws {
    for trace in [try ReplayTests.trace(seed: 55, requests: 4000), try ReplayTests.sizedTrace(seed: 56)] {
      let study = MissRatioStudy(policies: [choice], capacities: [0, 1, 60, 700, 20_000])
      let sampled = try study.run(Self.sampled(trace, rate: 1, seed: 0), threads: 1)
      // Dense keys are numbered anew, which no policy reads.
      #expect(sampled.points == study.run(trace, threads: 1))
    }
  }

  @Test("errors are within twice the stated ones, which are not far too large", arguments: ["lru", "s3fifo"])
  func coverage(policy: String) throws {
    let trace = try SamplingTests.zipf(seed: 57)
    let capacities = CapacityScale.logarithmic(upTo: UInt64(trace.keyCount), points: 12).filter { $0 >= 1500 }
    var study = MissRatioStudy(policies: [try PolicyChoice(parsing: policy)], capacities: capacities)
    let exact = study.run(trace, threads: 2)
    var ratios: [Double] = []
    for seed in 0..<40 as Range<UInt64> {
      study.seed = seed
      let sampled = try Self.sampled(trace, rate: 0.1, seed: seed)
      for (point, exact) in zip(try study.run(sampled, threads: 2).points, exact) {
        let error = point.counts.missRatio - exact.counts.missRatio
        ratios.append(abs(error) / (try #require(point.expectedError)))
      }
    }
    #expect(
      Double(ratios.count { $0 <= 2 }) >= 0.85 * Double(ratios.count),
      "\(ratios.count { $0 <= 2 }) of \(ratios.count)")
    let meanSquare = ratios.reduce(0) { $0 + $1 * $1 } / Double(ratios.count)
    #expect(meanSquare > 0.3 && meanSquare < 2.5, "\(meanSquare)")
  }

  @Test("rates out of range, nothing at all and a sample of nothing")
  func edges() throws {
    for rate in [0, -1, 1.01, .nan] {
      #expect(throws: EvictionError.self) { _ = try SpatialSampler(rate: rate, seed: 0).finish() }
    }
    let nothing = try SpatialSampler(rate: 0.5, seed: 0).finish()
    #expect(nothing.all.requests == 0 && nothing.whole.keys == 0)
    let error = #expect(throws: EvictionError.self) {
      try Self.sampled(CacheTrace([1, 2, 3]), rate: 1e-12, seed: 0)
    }
    #expect(error == .emptySample(keys: nil))
  }
}
