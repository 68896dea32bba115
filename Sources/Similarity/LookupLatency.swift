internal import Simulation

/// How long a lookup in a vector index takes, by the entries it holds.
///
/// The figures come from our own benchmark (`make bench-semantic`, the part on lookups one at a time; one core of
/// an AMD EPYC of family 25, model 17, with AVX-512, 2026): 384 dimensions, texts of CLINC150 and banking77 under
/// MiniLM, 1,000 to 100,000 entries, M 16 and efConstruction 100. They are fits: a flat scan takes a fixed time and a
/// time for each value it reads; a graph takes a fixed time and a time for each candidate kept, times the logarithm
/// of the entries. Other machines differ by a factor, which `scale` states.
package struct LookupLatency: Sendable, Hashable {
  private enum Growth: Hashable {
    case linear
    case logarithmic
  }

  private let fixed: Double
  private let slope: Double
  private let growth: Growth

  /// A scan of all entries.
  ///
  /// - Parameters:
  ///   - dimensions: of a vector; above 0.
  ///   - scale: how much slower than the machine of the benchmark.
  package static func flat(dimensions: Int, scale: Double = 1) -> LookupLatency {
    precondition(dimensions > 0 && scale > 0, "a scan has dimensions and takes time")
    return LookupLatency(
      fixed: flatFixed * scale, slope: flatPerValue * Double(dimensions) * scale, growth: .linear)
  }

  /// A search in a graph.
  ///
  /// - Parameters:
  ///   - ef: the candidates kept; above 0.
  ///   - dimensions: of a vector; above 0.
  ///   - scale: how much slower than the machine of the benchmark.
  package static func hnsw(ef: Int, dimensions: Int = 384, scale: Double = 1) -> LookupLatency {
    precondition(ef > 0 && dimensions > 0 && scale > 0, "a search keeps candidates and takes time")
    // The work of a candidate is its inner products.
    let width = Double(dimensions) / 384
    return LookupLatency(
      fixed: graphFixed * scale, slope: (graphPerLevel + graphPerCandidate * Double(ef)) * width * scale,
      growth: .logarithmic)
  }

  /// The time of one lookup, in seconds.
  ///
  /// - Parameter entries: how many the index holds; 0 takes no time but the fixed one.
  package func latency(entries: Int) -> Double {
    precondition(entries >= 0, "an index holds no fewer than 0 entries")
    switch growth {
    case .linear: return fixed + slope * Double(entries)
    case .logarithmic: return fixed + slope * Transcendental.log(1 + Double(entries))
    }
  }

  /// Seconds.
  private static var flatFixed: Double { 1e-6 }
  private static var flatPerValue: Double { 1e-10 }
  private static var graphFixed: Double { 1e-6 }
  private static var graphPerLevel: Double { 1e-6 }
  private static var graphPerCandidate: Double { 1e-7 }
}
