extension ReplacementPolicy where Self: ~Copyable {
  /// Sends every request of `trace` through the policy and returns what happened.
  ///
  /// The policy keeps its state, so that a stream longer than memory can be replayed in pieces that share keys.
  ///
  /// - Precondition: the policy was made for at least `trace.keyCount` keys.
  /// - Complexity: O(requests) for policies with constant-time operations.
  public mutating func replay(_ trace: CacheTrace) -> ReplayCounts {
    // Local copies: the arrays must outlive the pointers, the loop must not touch their reference counts.
    let next = Self.readsFuture ? trace.next : nil
    return trace.keys.withUnsafeBufferPointer { keys in
      withOptionalBuffer(trace.sizes) { sizes in
        withOptionalBuffer(next) { next in
          replay(keys, sizes: sizes, next: next)
        }
      }
    }
  }

  private mutating func replay(
    _ keys: UnsafeBufferPointer<UInt32>, sizes: UnsafeBufferPointer<UInt32>?,
    next: UnsafeBufferPointer<UInt32>?
  ) -> ReplayCounts {
    var counts = ReplayCounts()
    for index in keys.indices {
      let key = keys[index]
      let size = sizes.map { $0[index] } ?? 1
      let next = next.map { $0[index] } ?? .max
      counts.requestBytes += UInt64(size)
      if contains(key) {
        hit(key, next: next) { _ in }
        counts.hits += 1
      } else {
        insert(key, size: size, next: next) { _ in }
        counts.misses += 1
        counts.missBytes += UInt64(size)
      }
    }
    counts.requests = keys.count
    return counts
  }
}

private func withOptionalBuffer<Result>(
  _ array: [UInt32]?, _ body: (UnsafeBufferPointer<UInt32>?) -> Result
) -> Result {
  guard let array else { return body(nil) }
  return array.withUnsafeBufferPointer { body($0) }
}
