import Simulation

/// How a client tries again: exponential backoff with jitter.
public struct RetryPolicy: Sendable, Hashable {
  /// Most retries after the first try.
  public var retries: Int
  /// The first wait in seconds; it doubles each time.
  public var baseDelay: Double
  /// The longest wait in seconds.
  public var maximumDelay: Double
  /// The most that is added at random, in seconds.
  public var jitter: Double
  /// How long the client waits for an answer before it counts as failed; nil for ever.
  public var timeout: VirtualTime?
  /// What is billed of a call that the client gave up.
  public var timeoutBilling = CancellationBilling.whole
  /// Most retries at one provider over first tries so far, so that retries cannot multiply an overload; nil for none
  /// (Beyer, Jones, Petoff and Murphy, "Site Reliability Engineering", 2016, chapter 21: one in ten).
  public var budgetShare: Double?

  /// Makes a policy; the defaults are those of the common client libraries.
  public init(retries: Int = 2, baseDelay: Double = 0.5, maximumDelay: Double = 8, jitter: Double = 0.75) {
    self.retries = retries
    self.baseDelay = baseDelay
    self.maximumDelay = maximumDelay
    self.jitter = jitter
  }

  /// The wait before a retry; `retryAfter` is honoured up to 60 s.
  public func delay(attempt: Int, uniform: Double, retryAfter: VirtualTime = .zero) -> VirtualTime {
    var wait = baseDelay
    for _ in 0..<min(attempt, 40) { wait = min(wait * 2, maximumDelay) }
    let backoff = VirtualTime.seconds(min(wait, maximumDelay) + jitter * uniform)
    return max(backoff, min(retryAfter, .seconds(60)))
  }
}
