/// A point or a span of virtual time in integer nanoseconds.
///
/// Nothing in a simulation reads a wall clock. Points count from the start of the simulated span.
public struct VirtualTime: Hashable, Comparable, Sendable {
  /// Nanoseconds since the start of the simulated span, or of the span itself.
  public var nanoseconds: Int64

  /// Wraps a count of nanoseconds.
  @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The start of the simulated span, or an empty span.
  public static let zero = VirtualTime(nanoseconds: 0)

  /// A point that no event reaches.
  public static let never = VirtualTime(nanoseconds: .max)

  /// A span given in seconds, rounded to the nearest nanosecond and clamped to what Int64 holds.
  @inlinable public static func seconds(_ value: Double) -> VirtualTime {
    scaled(value, by: 1e9)
  }

  /// A span given in milliseconds, rounded to the nearest nanosecond.
  @inlinable public static func milliseconds(_ value: Double) -> VirtualTime {
    scaled(value, by: 1e6)
  }

  /// A span given in hours, rounded to the nearest nanosecond.
  @inlinable public static func hours(_ value: Double) -> VirtualTime {
    scaled(value, by: 3600e9)
  }

  /// The span times a factor, rounded to the nearest nanosecond.
  @inlinable public func times(_ factor: Double) -> VirtualTime {
    factor == 1 ? self : VirtualTime.scaled(Double(nanoseconds), by: factor)
  }

  @inlinable static func scaled(_ value: Double, by unit: Double) -> VirtualTime {
    let nanoseconds = (value * unit).rounded()
    if nanoseconds >= 9.2e18 { return .never }
    if nanoseconds <= -9.2e18 { return VirtualTime(nanoseconds: -9_200_000_000_000_000_000) }
    if nanoseconds != nanoseconds { return .zero }
    return VirtualTime(nanoseconds: Int64(nanoseconds))
  }

  /// The span in seconds.
  @inlinable public var seconds: Double { Double(nanoseconds) / 1e9 }

  /// The span in milliseconds.
  @inlinable public var milliseconds: Double { Double(nanoseconds) / 1e6 }

  /// The span in hours.
  @inlinable public var hours: Double { Double(nanoseconds) / 3600e9 }

  @inlinable public static func < (left: VirtualTime, right: VirtualTime) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The later point, or the sum of two spans; saturates instead of overflowing.
  @inlinable public static func + (left: VirtualTime, right: VirtualTime) -> VirtualTime {
    let (sum, overflow) = left.nanoseconds.addingReportingOverflow(right.nanoseconds)
    guard overflow else { return VirtualTime(nanoseconds: sum) }
    return right.nanoseconds > 0 ? .never : VirtualTime(nanoseconds: .min)
  }

  /// The span between two points; saturates instead of overflowing.
  @inlinable public static func - (left: VirtualTime, right: VirtualTime) -> VirtualTime {
    let (difference, overflow) = left.nanoseconds.subtractingReportingOverflow(right.nanoseconds)
    guard overflow else { return VirtualTime(nanoseconds: difference) }
    return right.nanoseconds < 0 ? .never : VirtualTime(nanoseconds: .min)
  }

  @inlinable public static func += (left: inout VirtualTime, right: VirtualTime) {
    left = left + right
  }
}
