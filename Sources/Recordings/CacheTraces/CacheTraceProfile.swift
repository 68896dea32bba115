import CacheTraces
import Declarations
import Simulation

/// What a cache trace looks like: how many keys, how large, how skewed, how soon again.
///
/// A figure that does not exist, as the median of no sizes, is not a number and prints as `n/a`.
package struct CacheTraceProfile: Sendable {
  /// Quantiles of a distribution.
  package struct Quantiles: Sendable {
    /// The median.
    package let p50: Double
    /// The 90 % quantile.
    package let p90: Double
    /// The 99 % quantile.
    package let p99: Double

    init(_ values: [Int64]) {
      var values = values
      let quantiles = Quantile.select(&values, at: [0.5, 0.9, 0.99])
      (p50, p90, p99) = (quantiles[0], quantiles[1], quantiles[2])
    }
  }

  /// The sizes of a trace that has them.
  package struct Sizes: Sendable {
    /// The sum over all requests.
    package let requested: UInt64
    /// The sum over the keys, each with its greatest size: what a cache for everything holds.
    package let footprint: UInt64
    /// Over the requests.
    package let quantiles: Quantiles
    /// The greatest.
    package let most: UInt32
    /// Keys that were requested with more than one size.
    package let changingKeys: Int
  }

  /// Number of requests.
  package let requests: Int
  /// Different keys.
  package let distinctKeys: Int
  /// Share of requests whose key came before: the hit ratio of a cache for everything.
  package let repeatedShare: Double
  /// Share of keys that are requested once.
  package let oneHitWonderShare: Double
  /// Share of requests to the most requested hundredth of the keys, one key at least.
  package let topKeysShare: Double
  /// The exponent of the Zipf distribution nearest to the frequent keys; see `zipfExponent(of:)`.
  package let zipfExponent: Double
  /// Requests from one request to the next to the same key; 1 for two in a row.
  package let reuseInterval: Quantiles
  /// Sizes, unless each is 1.
  package let sizes: Sizes?
  /// Seconds from the first to the last request in time, where times are known.
  package let span: Double?
  /// Tokens of all requests, where they are known.
  package let tokens: UInt64?
  /// The cost of all requests, where it is known.
  package let cost: Double?
  /// The format of the file.
  package let format: CacheTraceFormat
  /// How the file is compressed.
  package let compression: String
  /// The hash of everything that the trace holds.
  package let contentHash: String
  /// What was left out, by reason.
  package let dropped: [DroppedRows]
  /// What was taken to be so, and what was passed over, in sentences.
  package let notes: [String]

  /// Profiles a trace.
  ///
  /// - Complexity: O(requests + keys · log keys).
  package init(_ loaded: LoadedCacheTrace) {
    let trace = loaded.trace
    var counts = [Int](repeating: 0, count: trace.keyCount)
    for key in trace.keys { counts[Int(key)] += 1 }
    counts = counts.filter { $0 > 0 }
    counts.sort(by: >)
    let count = Double(trace.count)
    requests = trace.count
    distinctKeys = counts.count
    repeatedShare = trace.count > 0 ? Double(trace.count - counts.count) / count : .nan
    oneHitWonderShare =
      counts.isEmpty ? .nan : Double(counts.count { $0 == 1 }) / Double(counts.count)
    let top = counts.prefix(max(1, counts.count / 100)).reduce(0, +)
    topKeysShare = trace.count > 0 ? Double(top) / count : .nan
    zipfExponent = CacheTraceProfile.zipfExponent(of: counts)
    reuseInterval = Quantiles(CacheTraceProfile.intervals(trace))
    sizes = trace.sizes.map { CacheTraceProfile.sizes($0, trace) }
    let times = trace.columns.times ?? []
    span = times.min().flatMap { first in times.max().map { Double(Int128($0) - Int128(first)) / 1000 } }
    tokens = trace.columns.tokens?.reduce(0) { $0 + UInt64($1) }
    cost = trace.columns.costs?.reduce(0) { $0 + Double($1) }
    format = loaded.format
    compression = loaded.compression
    contentHash = trace.contentHash
    dropped = loaded.dropped
    notes = loaded.notes
  }

  /// The exponent of a Zipf distribution, from the slope of the logarithms of frequency and rank.
  ///
  /// Least squares over ranks in equal ratio, so that the few frequent keys weigh as much as the many rare ones; keys
  /// requested fewer than ten times say more about chance than about the distribution and are left out.
  ///
  /// - Parameter counts: how often each key was requested, the most first.
  /// - Returns: not a number with fewer than five ranks.
  static func zipfExponent(of counts: [Int]) -> Double {
    var points: [(x: Double, y: Double)] = []
    var rank = 1
    while rank <= counts.count, counts[rank - 1] >= 10 {
      points.append((Transcendental.log(Double(rank)), Transcendental.log(Double(counts[rank - 1]))))
      rank = max(rank + 1, rank * 5 / 4)
    }
    guard points.count >= 5 else { return .nan }
    let count = Double(points.count)
    let meanX = points.reduce(0) { $0 + $1.x } / count
    let meanY = points.reduce(0) { $0 + $1.y } / count
    let covariance = points.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) }
    let variance = points.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
    return 0 - covariance / variance
  }

  private static func intervals(_ trace: CacheTrace) -> [Int64] {
    var last = [UInt32](repeating: .max, count: trace.keyCount)
    var intervals: [Int64] = []
    for (request, key) in trace.keys.enumerated() {
      let before = last[Int(key)]
      if before != .max { intervals.append(Int64(request) - Int64(before)) }
      last[Int(key)] = UInt32(truncatingIfNeeded: request)
    }
    return intervals
  }

  private static func sizes(_ sizes: [UInt32], _ trace: CacheTrace) -> Sizes {
    var most = [UInt32](repeating: 0, count: trace.keyCount)
    var least = [UInt32](repeating: .max, count: trace.keyCount)
    for (size, key) in zip(sizes, trace.keys) {
      most[Int(key)] = max(most[Int(key)], size)
      least[Int(key)] = min(least[Int(key)], size)
    }
    return Sizes(
      requested: sizes.reduce(0) { $0 + UInt64($1) }, footprint: most.reduce(0) { $0 + UInt64($1) },
      quantiles: Quantiles(sizes.map(Int64.init)), most: sizes.max() ?? 0,
      changingKeys: zip(most, least).count { $0 > $1 })
  }
}
