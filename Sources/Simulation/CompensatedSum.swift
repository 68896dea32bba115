/// A sum that keeps what rounding drops (Neumaier: "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
/// Summen", ZAMM 54, 1974): a million shares of 0.93 have the mean 0.93.
public struct CompensatedSum: Sendable, Hashable {
  @usableFromInline var sum = 0.0
  @usableFromInline var lost = 0.0

  /// Nothing yet.
  public init() {}

  /// A sum and what rounding dropped of it.
  public init(sum: Double, lost: Double) { (self.sum, self.lost) = (sum, lost) }

  /// The sum as it was rounded, and what that dropped.
  public var parts: (sum: Double, lost: Double) { (sum, lost) }

  /// Adds another sum.
  public mutating func add(_ other: CompensatedSum) {
    add(other.sum)
    add(other.lost)
  }

  /// Adds a value.
  @inlinable public mutating func add(_ value: Double) {
    let next = sum + value
    lost += sum.magnitude >= value.magnitude ? (sum - next) + value : (value - next) + sum
    sum = next
  }

  /// The sum.
  public var value: Double { sum + lost }
}
