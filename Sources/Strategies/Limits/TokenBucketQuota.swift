import Providers
import Simulation

/// A token bucket and a sliding minute of requests.
struct TokenBucketQuota: Sendable {
  private var bucket: TokenBucket
  private var minute: UsageLog

  init(capacity: Double, refillPerSecond: Double, requestsPerMinute: Int) {
    bucket = TokenBucket(capacity: capacity, refillPerSecond: refillPerSecond)
    minute = UsageLog(length: .seconds(60), requests: requestsPerMinute, tokens: .infinity)
  }

  /// What the bucket holds.
  var level: Double { bucket.level }

  mutating func ask(_ tokens: Double?, at now: VirtualTime) -> VirtualTime? {
    bucket.refill(to: now)
    if let wait = minute.wait(for: 0, at: now) { return wait }
    if let tokens {
      guard bucket.level >= tokens else {
        // A hair too little is there within the nanosecond.
        return tokens > bucket.capacity ? .never : max(bucket.wait(for: tokens), VirtualTime(nanoseconds: 1))
      }
      bucket.take(tokens)
    } else if bucket.level <= 0 {
      // The first nanosecond at which anything is left.
      return bucket.wait(for: 0) + VirtualTime(nanoseconds: 1)
    }
    minute.add(0, at: now)
    return nil
  }

  mutating func settle(more tokens: Double, at now: VirtualTime) {
    bucket.refill(to: now)
    bucket.take(tokens)
    bucket.spill()
  }
}
