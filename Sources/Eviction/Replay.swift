import CacheTraces

extension ReplacementPolicy where Self: ~Copyable {
  /// Sends every request of `trace` through the policy and returns what happened.
  ///
  /// The policy keeps its state, so that a stream longer than memory can be replayed in pieces that share keys.
  ///
  /// - Precondition: the policy was made for at least `trace.keyCount` keys.
  /// - Complexity: O(requests) for policies with constant-time operations.
  package mutating func replay(_ trace: CacheTrace) -> ReplayCounts {
    replay(trace, after: 0)
  }

  /// Sends every request of `trace`, which follows `earlier` requests of its stream, through the policy.
  ///
  /// - Parameter pace: how far a request moves the clock of a trace without times (``PolicySetup/pace``).
  mutating func replay(_ trace: CacheTrace, after earlier: Int, pace: Double = 1) -> ReplayCounts {
    guard trace.columns.isEmpty else {
      return replay(trace, rules: EntryRules(), after: earlier, pace: pace)
    }
    // Local copies: the arrays must outlive the pointers, the loop must not touch their reference counts.
    let next = Self.reads.contains(.future) ? trace.next : nil
    return trace.keys.withUnsafeBufferPointer { keys in
      withOptionalBuffer(trace.sizes) { sizes in
        withOptionalBuffer(next) { next in
          replay(keys, sizes: sizes, next: next, after: earlier, pace: pace)
        }
      }
    }
  }

  /// The requests that a policy is told of together, so that it can overlap its reads from memory.
  private static var lookAhead: Int { 32 }

  private mutating func replay(
    _ keys: UnsafeBufferPointer<UInt32>, sizes: UnsafeBufferPointer<UInt32>?,
    next: UnsafeBufferPointer<UInt32>?, after earlier: Int, pace: Double
  ) -> ReplayCounts {
    var counts = ReplayCounts()
    var start = 0
    while start < keys.count {
      let end = min(start + Self.lookAhead, keys.count)
      anticipate(keys.span.extracting(start..<end))
      for index in start..<end {
        let key = keys[index]
        let ahead = index &+ prefetchDistance
        if ahead < keys.count { prefetch(keys[ahead]) }
        let size = sizes.map { $0[index] } ?? 1
        let next = next.map { $0[index] } ?? .max
        let time = Self.reads.contains(.time) ? paced(earlier + index, pace) : 0
        counts.requestBytes += UInt64(size)
        if contains(key) {
          hit(key, Access(size: size, next: next, time: time)) { _ in }
          counts.hits += 1
        } else {
          insert(key, Access(size: size, next: next, time: time)) { _ in }
          counts.misses += 1
          counts.missBytes += UInt64(size)
        }
      }
      start = end
    }
    counts.requests = keys.count
    return counts
  }

  /// Sends every request of `trace` through the policy under `rules`, counting what the trace's columns hold.
  ///
  /// - Precondition: the policy was made for at least `trace.keyCount` keys, and can serve the admission rule
  ///   (``AdmissionRule/validate(for:)``).
  package mutating func replay(
    _ trace: CacheTrace, rules: EntryRules, seed: UInt64 = 0, pace: Double = 1
  ) -> ReplayCounts {
    replay(trace, rules: rules, seed: seed, after: 0, pace: pace)
  }

  private mutating func replay(
    _ trace: CacheTrace, rules: EntryRules, seed: UInt64 = 0, after earlier: Int, pace: Double
  ) -> ReplayCounts {
    precondition(
      rules.admission != .tinylfu || Self.namesVictim,
      "Admission by TinyLFU asks a policy that names its victim.")
    var counts = ReplayCounts()
    let next = Self.reads.contains(.future) ? trace.next : nil
    var filter = AdmissionFilter(rules.admission, capacity: capacity, keys: trace.keyCount, seed: seed)
    var lifetimes = EntryLifetimes(rules.lifetime, keys: trace.keyCount)
    let (keys, sizes, columns) = (trace.keys, trace.sizes, trace.columns)
    for index in keys.indices {
      let key = keys[index]
      let size = sizes.map { $0[index] } ?? 1
      let time = columns.times.map { $0[index] } ?? paced(earlier + index, pace)
      let cost = columns.costs.map { $0[index] } ?? 1
      let tokens = columns.tokens.map { UInt64($0[index]) } ?? 0
      let stored = size.addingReportingOverflow(rules.overhead)
      let access = Access(
        size: stored.overflow ? .max : stored.partialValue, next: next.map { $0[index] } ?? .max, cost: cost,
        time: time)
      counts.requestBytes += UInt64(size)
      counts.requestTokens += tokens
      counts.requestCost += Double(cost)
      filter.record(key, cache: AdmissionFilter.Occupancy(capacity: capacity, used: used, count: count))
      if contains(key) {
        if lifetimes.isOver(key, at: time) {
          _ = remove(key)
          counts.expired += 1
        } else {
          hit(key, access) { _ in }
          lifetimes.renew(key, at: time)
          counts.hits += 1
          continue
        }
      }
      counts.misses += 1
      counts.missBytes += UInt64(size)
      counts.missTokens += tokens
      counts.missCost += Double(cost)
      let hasRoom = capacity - used >= UInt64(access.size)
      guard filter.admits(key, size: size, request: index, hasRoom: hasRoom, victim: { victim() }) else {
        continue
      }
      insert(key, access) { _ in }
      lifetimes.begin(key, at: time)
    }
    counts.requests = keys.count
    return counts
  }
}

/// How many requests ahead a replay loads: about as many as are served while one cache line arrives.
private let prefetchDistance = 12

/// When each entry's time is over.
private struct EntryLifetimes {
  private let lifetime: EntryRules.Lifetime
  private var ends: [Int64]

  init(_ lifetime: EntryRules.Lifetime, keys: Int) {
    self.lifetime = lifetime
    if case .unlimited = lifetime { ends = [] } else { ends = Array(repeating: .max, count: keys) }
  }

  func isOver(_ key: UInt32, at time: Int64) -> Bool {
    !ends.isEmpty && ends[Int(key)] <= time
  }

  mutating func begin(_ key: UInt32, at time: Int64) {
    switch lifetime {
    case .unlimited: break
    case .fixed(let span), .sliding(let span): end(key, at: time, after: span)
    case .byKey(let spans, _): end(key, at: time, after: spans[Int(key)])
    }
  }

  mutating func renew(_ key: UInt32, at time: Int64) {
    switch lifetime {
    case .unlimited, .fixed, .byKey(_, isSliding: false): break
    case .sliding, .byKey(_, isSliding: true): begin(key, at: time)
    }
  }

  private mutating func end(_ key: UInt32, at time: Int64, after span: Int64) {
    let (end, overflow) = time.addingReportingOverflow(span)
    ends[Int(key)] = overflow ? .max : end
  }
}

private func withOptionalBuffer<Result>(
  _ array: [UInt32]?, _ body: (UnsafeBufferPointer<UInt32>?) -> Result
) -> Result {
  guard let array else { return body(nil) }
  return array.withUnsafeBufferPointer { body($0) }
}

/// The time of a request of a trace without times, of which each stands for `pace` of a whole one.
@inline(__always)
private func paced(_ index: Int, _ pace: Double) -> Int64 {
  pace == 1 ? Int64(index) : Int64(Double(index) * pace)
}
