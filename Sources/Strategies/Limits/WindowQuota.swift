import Simulation

/// Requests and tokens of one window after the other.
struct WindowQuota: Sendable {
  private let length: VirtualTime
  /// Where windows are those of a clock.
  private let clock: CalendarClock?
  private let requestLimit: Int
  private let tokenLimit: Double
  private var start: VirtualTime?
  /// The end of the window that began then.
  private var end = VirtualTime.zero
  private var requests = 0
  private var tokens = 0.0

  /// A quota whose windows begin with the first use, or are those of a clock.
  init(length: VirtualTime = .zero, clock: CalendarClock? = nil, requests: Int, tokens: Double) {
    self.length = length
    self.clock = clock
    requestLimit = requests
    tokenLimit = tokens
  }

  mutating func ask(_ amount: Double?, at now: VirtualTime) -> VirtualTime? {
    if start == nil || now >= end { open(at: now) }
    guard requests < requestLimit else { return end - now }
    if let amount {
      guard tokens + amount <= tokenLimit else { return amount > tokenLimit ? .never : end - now }
      tokens += amount
    } else if tokens >= tokenLimit {
      return end - now
    }
    requests += 1
    return nil
  }

  /// What belongs to a window that is over changes nothing.
  mutating func settle(more amount: Double, admitted: VirtualTime, at now: VirtualTime) {
    guard let start, admitted >= start else { return }
    tokens += amount
  }

  private mutating func open(at now: VirtualTime) {
    requests = 0
    tokens = 0
    let window = clock?.window(at: now) ?? (start: now, end: now + length)
    start = window.start
    end = window.end
  }
}
