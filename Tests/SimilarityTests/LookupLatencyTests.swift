import Testing

@testable import Similarity

@Suite struct LookupLatencyTests {
  /// Benchmarks/semantic/semantic.md, "One lookup": microseconds at 384 dimensions.
  @Test(
    "the formulas are within 40 % of the measured times",
    arguments: [
      (LookupLatency.flat(dimensions: 384), [26.5, 75.6, 299.1, 2248.8, 8630.4]),
      (.hnsw(ef: 16), [13.6, 15.6, 29.2, 45.7, 47.4]), (.hnsw(ef: 64), [38.2, 46.4, 81.6, 122.8, 114.0]),
      (.hnsw(ef: 256), [106.8, 138.2, 236.9, 391.6, 345.2]),
    ])
  func measured(model: LookupLatency, microseconds: [Double]) {
    for (entries, expected) in zip([1000, 3000, 10_000, 30_000, 100_000], microseconds) {
      let ratio = model.latency(entries: entries) * 1e6 / expected
      #expect(ratio > 0.6 && ratio < 1.67, "\(ratio) at \(entries)")
    }
  }

  @Test("a lookup takes longer with more entries, dimensions, candidates and a slower machine")
  func monotone() {
    for model in [LookupLatency.flat(dimensions: 384), .hnsw(ef: 64)] {
      let times = [0, 1, 10, 1000, 20_000, 30_000, 40_000, 1_000_000].map { model.latency(entries: $0) }
      #expect(times[0] == 1e-6)
      for (less, more) in zip(times, times.dropFirst()) { #expect(less < more) }
    }
    let scan = LookupLatency.flat(dimensions: 384).latency(entries: 5000)
    #expect(LookupLatency.flat(dimensions: 768).latency(entries: 5000) > scan)
    #expect(abs(LookupLatency.flat(dimensions: 384, scale: 3).latency(entries: 5000) - 3 * scan) < 1e-12)
    let search = LookupLatency.hnsw(ef: 16).latency(entries: 5000)
    #expect(LookupLatency.hnsw(ef: 17).latency(entries: 5000) > search)
    #expect(LookupLatency.hnsw(ef: 16, dimensions: 768).latency(entries: 5000) > search)
    #expect(LookupLatency.hnsw(ef: 16, scale: 2).latency(entries: 5000) == 2 * search)
  }
}
