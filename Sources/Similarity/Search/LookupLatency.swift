internal import Simulation

/// How long a lookup in a vector index takes, by the entries it holds.
///
/// The figures come from our own benchmark (`make bench-semantic`, "One lookup"; one core of an AMD EPYC of family
/// 25, model 17, with AVX-512, 2026): 384 dimensions, texts under MiniLM, 1,000 to 100,000 entries, M 16 and
/// efConstruction 100. A scan takes a fixed time and a time for each value it reads, which is almost three times as
/// long once the values no longer fit in the processor's caches; between 16 and 46 MB it passes from the one to the
/// other. A graph takes a time for each candidate kept, and some more, times the logarithm of the entries. The
/// formulas are within 40 % of what was measured. Other machines differ by a factor, which `scale` states.
package struct LookupLatency: Sendable, Hashable {
  private enum Index: Hashable {
    case flat
    /// With the candidates kept.
    case graph(ef: Int)
  }

  private let index: Index
  private let dimensions: Int
  private let scale: Double

  /// A scan of all entries.
  ///
  /// - Parameters:
  ///   - dimensions: of a vector; above 0.
  ///   - scale: how much slower than the machine of the benchmark.
  package static func flat(dimensions: Int, scale: Double = 1) -> LookupLatency {
    precondition(dimensions > 0 && scale > 0, "a scan has dimensions and takes time")
    return LookupLatency(index: .flat, dimensions: dimensions, scale: scale)
  }

  /// A search in a graph.
  ///
  /// - Parameters:
  ///   - ef: the candidates kept; above 0.
  ///   - dimensions: of a vector; above 0.
  ///   - scale: how much slower than the machine of the benchmark.
  package static func hnsw(ef: Int, dimensions: Int = 384, scale: Double = 1) -> LookupLatency {
    precondition(ef > 0 && dimensions > 0 && scale > 0, "a search keeps candidates and takes time")
    return LookupLatency(index: .graph(ef: ef), dimensions: dimensions, scale: scale)
  }

  /// The time of one lookup, in seconds.
  ///
  /// - Parameter entries: how many the index holds; 0 takes no time but the fixed one.
  package func latency(entries: Int) -> Double {
    precondition(entries >= 0, "an index holds no fewer than 0 entries")
    switch index {
    case .flat:
      let values = Double(entries) * Double(dimensions)
      let beyond = (values - Self.cachedValues) / (Self.streamedValues - Self.cachedValues)
      let share = max(0, min(1, beyond))
      let time =
        Self.secondsPerCachedValue + share * (Self.secondsPerStreamedValue - Self.secondsPerCachedValue)
      return scale * (Self.fixedSeconds + values * time)
    case .graph(let ef):
      // The work of a candidate is its inner products.
      let width = Double(dimensions) / 384
      let level = Self.secondsPerLevel + Self.secondsPerCandidate * Double(ef)
      return scale * (Self.fixedSeconds + width * level * Transcendental.log(1 + Double(entries)))
    }
  }

  private static var fixedSeconds: Double { 1e-6 }
  private static var secondsPerCachedValue: Double { 7.5e-11 }
  private static var secondsPerStreamedValue: Double { 2.2e-10 }
  /// The values that caches hold, and those of which they hold nothing that is still wanted.
  private static var cachedValues: Double { 4e6 }
  private static var streamedValues: Double { 11.5e6 }
  private static var secondsPerLevel: Double { 1.6e-6 }
  private static var secondsPerCandidate: Double { 9.2e-8 }
}
