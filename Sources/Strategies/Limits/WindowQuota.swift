import Simulation

/// Requests and tokens of one window after the other.
struct WindowQuota: Sendable {
  private let length: VirtualTime
  /// Where windows are those of a clock: how far it is ahead.
  private let offset: VirtualTime?
  private let requestLimit: Int
  private let tokenLimit: Double
  private var start: VirtualTime?
  private var requests = 0
  private var tokens = 0.0

  init(length: VirtualTime, offset: VirtualTime?, requests: Int, tokens: Double) {
    self.length = length
    self.offset = offset
    requestLimit = requests
    tokenLimit = tokens
  }

  mutating func ask(_ amount: Double?, at now: VirtualTime) -> VirtualTime? {
    if let start, now < start + length {} else { open(at: now) }
    let end = (start ?? now) + length
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
    guard let offset else {
      start = now
      return
    }
    let day = length.nanoseconds
    let clock = now.nanoseconds + offset.nanoseconds
    let number = clock >= 0 ? clock / day : (clock - day + 1) / day
    start = VirtualTime(nanoseconds: number * day - offset.nanoseconds)
  }
}
