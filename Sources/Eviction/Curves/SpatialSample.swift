import CacheTraces
import Simulation

/// All requests to some of the keys of a trace, which a hash of the key chooses.
///
/// Source: Waldspurger, Park, Garthwaite, Ahmad, "Efficient MRC construction with SHARDS", FAST 2015: keys whose
/// hash lies below a threshold, which is a rate, or the one that leaves a number of keys. The paper lowers that
/// one while the stream goes by; a loaded trace tells it at the start, so that one rate holds for all requests.
///
/// A stratified sample differs: keys are put in order of their requests, and of each run of 1 / rate neighbours
/// the one with the smallest hash is taken. Few popular keys make most requests, and the hash alone takes too
/// many or too few of them: at rate .01 of a Zipf stream (exponent 1, 10 M requests, 763,274 keys) the mean
/// error over 40 sizes on a logarithmic scale was .012, stratified .0013 (means over six seeds).
public struct SpatialSample: Sendable {
  /// The requests to the chosen keys, which are numbered anew.
  public let trace: CacheTrace

  /// For each key of the sample the key that it has in the whole trace.
  public let keys: [UInt32]

  private let isStratified: Bool

  /// Fewer keys than these give estimates to be wary of: the paper finds mean errors below .01 on all its
  /// traces at 8,000 keys, and several times that at a tenth of them.
  public static let fewestKeys = 8000

  /// Chooses keys of `trace`.
  ///
  /// - Throws: `EvictionError.badParameter(_:value:allowed:)` for a rate or a number out of range.
  /// - Complexity: O(requests + keys · log keys).
  public init(_ trace: CacheTrace, _ sampling: Sampling, seed: UInt64) throws(EvictionError) {
    try sampling.check()
    let chosen =
      sampling.isStratified
      ? trace.stratifiedKeys(sampling.amount, seed: seed) : trace.hashedKeys(sampling.amount, seed: seed)
    self.init(trace, chosen, isStratified: sampling.isStratified)
  }

  private init(_ whole: CacheTrace, _ keys: [UInt32], isStratified: Bool) {
    trace = whole.restricted(to: keys)
    self.keys = keys
    self.isStratified = isStratified
  }

  /// A sample whose whole was never held: its keys are known by their own numbers.
  init(streamed trace: CacheTrace) {
    self.trace = trace
    keys = (0..<trace.keyCount).map { UInt32(truncatingIfNeeded: $0) }
    isStratified = false
  }

  /// Splits the sample into up to `count` parts with keys, each chosen from it as it was from the whole.
  func parts(_ count: Int, seed: UInt64) -> [SpatialSample] {
    let stream = RandomStream(seed: seed, replication: 0, purpose: .spatialSampling)
    var parts = [[UInt32]](repeating: [], count: count)
    if isStratified {
      let order = trace.keysByPopularity()
      for start in stride(from: 0, to: order.count, by: count) {
        let neighbours = order[start..<min(start + count, order.count)]
        let shuffled = neighbours.sorted { (trace.hash($0, stream, 1), $0) < (trace.hash($1, stream, 1), $1) }
        for (part, key) in shuffled.enumerated() { parts[part].append(key) }
      }
    } else {
      for key in keys.indices.map({ UInt32(truncatingIfNeeded: $0) }) {
        parts[Int(trace.hash(key, stream, 1).multipliedFullWidth(by: UInt64(count)).high)].append(key)
      }
    }
    return parts.filter { !$0.isEmpty }.map { part in
      let sample = SpatialSample(trace, part.sorted(), isStratified: isStratified)
      return SpatialSample(sample, of: self)
    }
  }

  /// A sample of a sample, with the keys of the whole trace.
  private init(_ part: SpatialSample, of whole: SpatialSample) {
    trace = part.trace
    keys = part.keys.map { whole.keys[Int($0)] }
    isStratified = part.isStratified
  }
}

extension CacheTrace {
  /// Random bits of a key, the same in every trace that knows the key by the same identity.
  @inline(__always)
  fileprivate func hash(_ key: UInt32, _ stream: RandomStream, _ sub: Int = 0) -> UInt64 {
    let identity = identities.isEmpty ? UInt64(key) : identities[Int(key)]
    return stream.bits(Int(truncatingIfNeeded: identity), sub)
  }

  /// The keys whose hash is small enough, in ascending order.
  fileprivate func hashedKeys(_ amount: Sampling.Amount, seed: UInt64) -> [UInt32] {
    let stream = RandomStream(seed: seed, replication: 0, purpose: .spatialSampling)
    let hashes = (0..<keyCount).map { hash(UInt32(truncatingIfNeeded: $0), stream) }
    let limit: UInt64
    switch amount {
    case .rate(let rate): limit = Sampling.limit(rate)
    case .keys(let count): limit = count < keyCount ? hashes.sorted()[count - 1] : .max
    }
    return hashes.indices.filter { hashes[$0] <= limit }.map { UInt32(truncatingIfNeeded: $0) }
  }

  /// A key of every run of neighbours in popularity, in ascending order.
  fileprivate func stratifiedKeys(_ amount: Sampling.Amount, seed: UInt64) -> [UInt32] {
    let stream = RandomStream(seed: seed, replication: 0, purpose: .spatialSampling)
    let order = keysByPopularity()
    let wanted =
      switch amount {
      case .rate(let rate): Int((rate * Double(order.count)).rounded(.up))
      case .keys(let count): min(count, order.count)
      }
    return (0..<wanted).compactMap { stratum in
      let start = order.count.multipliedFullWidth(by: stratum)
      let end = order.count.multipliedFullWidth(by: stratum + 1)
      let neighbours = order[
        wanted.dividingFullWidth(start).quotient..<wanted.dividingFullWidth(end).quotient]
      return neighbours.min { (hash($0, stream), $0) < (hash($1, stream), $1) }
    }.sorted()
  }

  /// The keys that are requested at all, those with most requests first, and the first requested among equals.
  fileprivate func keysByPopularity() -> [UInt32] {
    var uses = [UInt32](repeating: 0, count: keyCount)
    for key in keys { uses[Int(key)] += 1 }
    var ranks: [UInt64] = []
    ranks.reserveCapacity(keyCount)
    for key in uses.indices where uses[key] > 0 {
      ranks.append(UInt64(~uses[key]) << 32 | UInt64(key))
    }
    ranks.sort()
    return ranks.map { UInt32(truncatingIfNeeded: $0) }
  }

  /// The requests to some keys, which get new numbers in the order that they stand in.
  fileprivate func restricted(to kept: [UInt32]) -> CacheTrace {
    var numbers = [UInt32](repeating: .max, count: keyCount)
    for (number, key) in kept.enumerated() { numbers[Int(key)] = UInt32(truncatingIfNeeded: number) }
    let requests = keys.withUnsafeBufferPointer { keys in
      numbers.withUnsafeBufferPointer { numbers in
        keys.indices.filter { numbers[Int(keys[$0])] != .max }
      }
    }
    return CacheTrace(
      checked: requests.map { numbers[Int(keys[$0])] },
      sizes: sizes.map { column in requests.map { column[$0] } },
      columns: TraceColumns(
        times: columns.times.map { column in requests.map { column[$0] } },
        costs: columns.costs.map { column in requests.map { column[$0] } },
        tokens: columns.tokens.map { column in requests.map { column[$0] } }),
      keyCount: kept.count,
      identities: kept.map { identities.isEmpty ? UInt64($0) : identities[Int($0)] })
  }
}

extension EntryRules {
  /// The rules for a sample: lifetimes by key follow the new numbers of the keys.
  func restricted(to keys: [UInt32]) -> EntryRules {
    guard case .byKey(let spans, let isSliding) = lifetime else { return self }
    var rules = self
    rules.lifetime = .byKey(keys.map { spans[Int($0)] }, isSliding: isSliding)
    return rules
  }
}
