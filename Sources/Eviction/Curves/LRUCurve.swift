import CacheTraces

/// What least-recently-used caches of every capacity hit, from one pass over a trace.
///
/// Source: Mattson, Gecsei, Slutz, Traiger, "Evaluation techniques for storage hierarchies", IBM Systems Journal,
/// 1970. A curve counts exactly what a replay of `LRU` at the same capacity counts.
public struct LRUCurve: Sendable {
  /// The counts of a cache that hits nothing.
  private let totals: ReplayCounts

  /// The capacities at which the curve is exact, ascending; `nil` stands for every number of entries.
  private let steps: [UInt64]?

  /// What a unit of the distances stands for.
  private let unit: UInt64

  /// The hits of each capacity: of the number of entries, or of the step with that index.
  private let hits: [UInt32]

  /// The sizes, tokens and costs of the hits; empty where they say no more than the hits.
  private let hitBytes: [UInt64]
  private let hitTokens: [UInt64]
  private let hitCosts: [Double]

  /// Walks `trace` with all entries of one size, whatever sizes it has: exact at every number of entries.
  ///
  /// - Parameters:
  ///   - trace: the requests.
  ///   - overhead: what an entry takes beside its 1.
  /// - Complexity: O(requests · log keys); 30 bytes a key beside the trace.
  public init(entries trace: CacheTrace, overhead: UInt32 = 0) {
    let trace = trace.withUnitSizes
    unit = 1 + UInt64(overhead)
    steps = nil
    let sums = HitSums(places: trace.keyCount + 1, trace)
    trace.forEachStackDistance(in: UnitRecencyOrder.self, weight: { _ in 1 }) { request, distance in
      if distance > 0 { sums.add(request, at: Int(truncatingIfNeeded: distance)) }
    }
    (totals, hits, hitBytes, hitTokens, hitCosts) = sums.finish()
  }

  /// Walks `trace` with its sizes: exact at the stated capacities, and between them what the next smaller one hits.
  ///
  /// - Parameters:
  ///   - trace: the requests.
  ///   - workingSet: the one of `trace`.
  ///   - overhead: what an entry takes beside its size.
  ///   - capacities: the capacities at which the curve is exact, none below the largest entry.
  /// - Returns: `nil` when a key has several sizes or a capacity is too small, since then no stack of
  ///   entries tells what is resident.
  /// - Complexity: O(requests · (log keys + log capacities)).
  public init?(
    sized trace: CacheTrace, _ workingSet: WorkingSet, overhead: UInt32 = 0, capacities: [UInt64]
  ) {
    let steps = Array(Set(capacities)).sorted()
    let largest = UInt64(workingSet.largest) + UInt64(overhead)
    guard workingSet.hasFixedSizes, largest <= UInt64(UInt32.max), steps.first ?? .max >= largest else {
      return nil
    }
    unit = 1
    self.steps = steps
    let sums = HitSums(places: steps.count, trace)
    let sizes = trace.sizes
    steps.withUnsafeBufferPointer { steps in
      trace.forEachStackDistance(
        in: WeightedRecencyOrder.self, weight: { request in (sizes.map { $0[request] } ?? 1) + overhead }
      ) { request, distance in
        guard distance > 0 else { return }
        let place = firstPlace(in: steps, reaching: distance)
        if place < steps.count { sums.add(request, at: place) }
      }
    }
    (totals, hits, hitBytes, hitTokens, hitCosts) = sums.finish()
  }

  /// Walks `trace` with its sizes: exact at capacities that grow by a factor of 1 + `resolution`, from the largest
  /// entry to all entries, and at any capacity between what one smaller by at most that factor hits.
  ///
  /// - Returns: `nil` when a key has several sizes.
  /// - Precondition: `resolution` is above 0.
  public init?(sized trace: CacheTrace, _ workingSet: WorkingSet, overhead: UInt32 = 0, resolution: Double) {
    precondition(resolution > 0, "A resolution is above 0.")
    var capacity = UInt64(workingSet.largest) + UInt64(overhead)
    let most = max(capacity, workingSet.capacity(overhead: overhead))
    var capacities: [UInt64] = []
    while capacity < most {
      capacities.append(capacity)
      capacity = max(capacity + 1, UInt64(Double(capacity) * (1 + resolution)))
    }
    self.init(sized: trace, workingSet, overhead: overhead, capacities: capacities + [most])
  }

  /// Returns what a cache of `capacity` counts.
  ///
  /// - Complexity: O(1) for a curve by entries, O(log capacities) otherwise.
  public func counts(at capacity: UInt64) -> ReplayCounts {
    var counts = totals
    let place: Int
    if let steps {
      place = steps.withUnsafeBufferPointer { steps in
        capacity == .max ? steps.count - 1 : firstPlace(in: steps, reaching: capacity + 1) - 1
      }
    } else {
      place = min(Int(clamping: capacity / unit), hits.count - 1)
    }
    guard place >= 0 else { return counts }
    counts.hits = Int(hits[place])
    counts.misses -= counts.hits
    counts.missBytes -= hitBytes.isEmpty ? UInt64(counts.hits) : hitBytes[place]
    if !hitTokens.isEmpty { counts.missTokens -= hitTokens[place] }
    if totals.missCost > 0 { counts.missCost -= hitCosts.isEmpty ? Double(counts.hits) : hitCosts[place] }
    return counts
  }
}

/// The index of the first of the ascending `steps` that is at least `value`; their count when none is.
private func firstPlace(in steps: UnsafeBufferPointer<UInt64>, reaching value: UInt64) -> Int {
  var (low, count) = (0, steps.count)
  while count > 0 {
    let half = count / 2
    if steps[low + half] < value {
      low += half + 1
      count -= half + 1
    } else {
      count = half
    }
  }
  return low
}

/// The hits of a trace by the least capacity that makes them, and what they weigh.
private struct HitSums: ~Copyable {
  private let places: Int
  private let hits: UnsafeMutablePointer<UInt32>
  private let bytes: UnsafeMutablePointer<UInt64>
  private let tokens: UnsafeMutablePointer<UInt64>
  private let costs: UnsafeMutablePointer<Double>
  private let trace: CacheTrace
  private let hasWeights: Bool

  init(places: Int, _ trace: CacheTrace) {
    self.places = places
    self.trace = trace
    hasWeights = trace.sizes != nil || trace.columns.tokens != nil || trace.columns.costs != nil
    hits = .zeros(places)
    bytes = .zeros(trace.sizes == nil ? 0 : places)
    tokens = .zeros(trace.columns.tokens == nil ? 0 : places)
    costs = .zeros(trace.columns.costs == nil ? 0 : places)
  }

  deinit {
    hits.deallocate()
    bytes.deallocate()
    tokens.deallocate()
    costs.deallocate()
  }

  @inline(__always)
  func add(_ request: Int, at place: Int) {
    assert(place < places, "A distance is at most the number of keys.")
    hits[place] &+= 1
    if hasWeights { addWeights(request, at: place) }
  }

  @inline(never)
  private func addWeights(_ request: Int, at place: Int) {
    if let sizes = trace.sizes { bytes[place] += UInt64(sizes[request]) }
    if let column = trace.columns.tokens { tokens[place] += UInt64(column[request]) }
    if let column = trace.columns.costs { costs[place] += Double(column[request]) }
  }

  /// Adds up what smaller capacities hit already; also returns the counts without any hit.
  consuming func finish() -> (
    totals: ReplayCounts, hits: [UInt32], bytes: [UInt64], tokens: [UInt64], costs: [Double]
  ) {
    (
      trace.countsWithoutHits, Self.running(hits, places, &+),
      trace.sizes == nil ? [] : Self.running(bytes, places, +),
      trace.columns.tokens == nil ? [] : Self.running(tokens, places, +),
      trace.columns.costs == nil ? [] : Self.running(costs, places, +)
    )
  }

  private static func running<Value>(
    _ values: UnsafeMutablePointer<Value>, _ count: Int, _ add: (Value, Value) -> Value
  ) -> [Value] {
    for place in 0..<count where place > 0 { values[place] = add(values[place], values[place - 1]) }
    return Array(UnsafeBufferPointer(start: values, count: count))
  }
}

extension UnsafeMutablePointer where Pointee: Numeric {
  /// Allocates zeros.
  fileprivate static func zeros(_ count: Int) -> UnsafeMutablePointer {
    let pointer = allocate(capacity: count)
    pointer.initialize(repeating: 0, count: count)
    return pointer
  }
}

extension CacheTrace {
  /// What a replay counts that hits nothing.
  var countsWithoutHits: ReplayCounts {
    var counts = ReplayCounts()
    counts.requests = count
    counts.misses = count
    counts.missBytes = sizes.map { $0.reduce(0) { $0 + UInt64($1) } } ?? UInt64(count)
    counts.missTokens = columns.tokens.map { $0.reduce(0) { $0 + UInt64($1) } } ?? 0
    counts.missCost =
      columns.isEmpty ? 0 : columns.costs.map { $0.reduce(0) { $0 + Double($1) } } ?? Double(count)
    (counts.requestBytes, counts.requestTokens) = (counts.missBytes, counts.missTokens)
    counts.requestCost = counts.missCost
    return counts
  }
}
