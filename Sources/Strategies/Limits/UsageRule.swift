import Simulation

/// How much one subject, such as a user, may use.
enum UsageRule: Sendable, Hashable {
  /// Tokens that refill continuously, and requests in any 60 s (article 002).
  case tokenBucket(capacity: Double, refillPerSecond: Double, requestsPerMinute: Int)
  /// Requests and tokens in a window that begins with the first use after the window before.
  case fixedWindow(length: VirtualTime, requests: Int, tokens: Double)
  /// Requests and tokens in a day or month of a clock.
  case calendar(CalendarClock, requests: Int, tokens: Double)
  /// Requests and tokens in every stretch of a length.
  case slidingWindow(length: VirtualTime, requests: Int, tokens: Double)
  /// Requests at a time.
  case concurrent(Int)

  /// The rule in a run that begins at a time, counted from 2026-01-01 at 0:00 UTC.
  func beginning(at start: VirtualTime) -> UsageRule {
    guard case .calendar(var clock, let requests, let tokens) = self else { return self }
    clock.start = start
    return .calendar(clock, requests: requests, tokens: tokens)
  }
}

/// When what is used is charged.
enum UsageCharge: String, CaseIterable, Sendable {
  /// All tokens when the request is let through; its answer's length is taken as known.
  case onAdmission = "on_admission"
  /// The input and the longest answer when it is let through; what was not used comes back with the answer.
  case reserve
  /// Nothing before the answer: a request is let through while anything is left.
  case after
}

/// What one subject has left of a rule.
///
/// A request that is let through is settled once: by what its answer used, or by nothing where none came.
struct UsageQuota: Sendable {
  private enum State: Sendable {
    case bucket(TokenBucketQuota)
    case window(WindowQuota)
    case log(UsageLog)
    case concurrent(running: Int, most: Int)
  }

  private var state: State

  /// A quota of which nothing is used.
  init(_ rule: UsageRule) {
    switch rule {
    case .tokenBucket(let capacity, let refill, let requests):
      state = .bucket(
        TokenBucketQuota(capacity: capacity, refillPerSecond: refill, requestsPerMinute: requests))
    case .fixedWindow(let length, let requests, let tokens):
      state = .window(WindowQuota(length: length, requests: requests, tokens: tokens))
    case .calendar(let clock, let requests, let tokens):
      state = .window(WindowQuota(clock: clock, requests: requests, tokens: tokens))
    case .slidingWindow(let length, let requests, let tokens):
      state = .log(UsageLog(length: length, requests: requests, tokens: tokens))
    case .concurrent(let most): state = .concurrent(running: 0, most: most)
    }
  }

  /// Lets a request through and takes its tokens, or says after which time it may ask again; `never` where nobody can
  /// know, or where it never may.
  ///
  /// - Parameter tokens: what it takes; nil lets it through while anything is left, and takes nothing yet.
  mutating func ask(_ tokens: Double?, at now: VirtualTime) -> VirtualTime? {
    switch state {
    case .bucket(var quota):
      defer { state = .bucket(quota) }
      return quota.ask(tokens, at: now)
    case .window(var quota):
      defer { state = .window(quota) }
      return quota.ask(tokens, at: now)
    case .log(var quota):
      defer { state = .log(quota) }
      return quota.ask(tokens, at: now)
    case .concurrent(let running, let most):
      guard running < most else { return .never }
      state = .concurrent(running: running + 1, most: most)
      return nil
    }
  }

  /// Ends a request that was let through at a time: it used more tokens than were taken, or fewer.
  mutating func settle(more tokens: Double, admitted: VirtualTime, at now: VirtualTime) {
    switch state {
    case .bucket(var quota):
      quota.settle(more: tokens, at: now)
      state = .bucket(quota)
    case .window(var quota):
      quota.settle(more: tokens, admitted: admitted, at: now)
      state = .window(quota)
    case .log(var quota):
      quota.settle(more: tokens, admitted: admitted)
      state = .log(quota)
    case .concurrent(let running, let most): state = .concurrent(running: max(0, running - 1), most: most)
    }
  }
}
