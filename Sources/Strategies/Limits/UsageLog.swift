import Simulation

/// Requests of the last stretch of time with their tokens: the exact sliding window.
struct UsageLog: Sendable {
  private let length: VirtualTime
  private let requestLimit: Int
  private let tokenLimit: Double
  private var entries: [(time: VirtualTime, tokens: Double)] = []
  /// Entries before this place have left the window.
  private var oldest = 0

  init(length: VirtualTime, requests: Int, tokens: Double) {
    self.length = length
    requestLimit = requests
    tokenLimit = tokens
  }

  mutating func ask(_ amount: Double?, at now: VirtualTime) -> VirtualTime? {
    if let wait = wait(for: amount, at: now) { return wait }
    add(amount ?? 0, at: now)
    return nil
  }

  /// After which time an amount fits, or nil where it does; nil for an amount asks whether anything is left.
  mutating func wait(for amount: Double?, at now: VirtualTime) -> VirtualTime? {
    while oldest < entries.count, now - entries[oldest].time >= length { oldest += 1 }
    if oldest > 64 && oldest * 2 > entries.count {
      entries.removeFirst(oldest)
      oldest = 0
    }
    if let amount, amount > tokenLimit { return .never }
    var used = 0.0
    if tokenLimit < .infinity { used = entries[oldest...].reduce(0) { $0 + $1.tokens } }
    var requests = entries.count - oldest
    func fits() -> Bool {
      requests < requestLimit && (amount.map { used + $0 <= tokenLimit } ?? (used < tokenLimit))
    }
    if fits() { return nil }
    for entry in entries[oldest...] {
      requests -= 1
      used -= entry.tokens
      if fits() { return entry.time + length - now }
    }
    return .never
  }

  mutating func add(_ amount: Double, at now: VirtualTime) { entries.append((now, amount)) }

  /// Changes the tokens of a request that was let through at a time; one that has left the window counts no more.
  mutating func settle(more amount: Double, admitted: VirtualTime) {
    guard let place = entries[oldest...].firstIndex(where: { $0.time == admitted }) else { return }
    entries[place].tokens += amount
  }
}
