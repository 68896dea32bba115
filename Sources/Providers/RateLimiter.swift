import Simulation

/// A token bucket that refills continuously.
public struct TokenBucket: Sendable {
  /// The most it holds.
  public let capacity: Double
  /// What flows in a second.
  public let refillPerSecond: Double
  /// What it holds at `updated`.
  public private(set) var level: Double
  private var updated = VirtualTime.zero

  /// A full bucket.
  ///
  /// - Precondition: both are positive.
  public init(capacity: Double, refillPerSecond: Double) {
    precondition(capacity > 0 && refillPerSecond > 0, "a bucket has room and refills")
    self.capacity = capacity
    self.refillPerSecond = refillPerSecond
    level = capacity
  }

  /// Refills up to a time; times that lie in the past change nothing.
  public mutating func refill(to now: VirtualTime) {
    guard now > updated else { return }
    level = min(capacity, level + (now - updated).seconds * refillPerSecond)
    updated = now
  }

  /// How long until an amount is there; zero when it is. An amount above the capacity waits for a full bucket.
  public func wait(for amount: Double) -> VirtualTime {
    let missing = min(amount, capacity) - level
    return missing <= 0 ? .zero : .seconds(missing / refillPerSecond)
  }

  /// Takes an amount; the level may go below zero when the amount exceeds the capacity.
  public mutating func take(_ amount: Double) { level -= amount }

  /// Loses what exceeds the capacity, after an amount was given back.
  public mutating func spill() { level = min(level, capacity) }
}
