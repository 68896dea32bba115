import Declarations
import Files

/// How the times of a recording are written.
package enum TimestampUnit: String, CaseIterable, Sendable {
  case seconds = "s"
  case milliseconds = "ms"
  case microseconds = "us"
  case nanoseconds = "ns"
  case iso8601 = "iso8601"

  /// Decimal places between the unit and a nanosecond.
  var places: Int {
    switch self {
    case .seconds: 9
    case .milliseconds: 6
    case .microseconds: 3
    case .nanoseconds, .iso8601: 0
    }
  }
}

/// Times of a recording in nanoseconds, exact.
enum Timestamp {
  /// Reads a time whose unit follows from its size: a number from 10^11 is in milliseconds, from 10^14 in
  /// microseconds, from 10^17 in nanoseconds, since in seconds it would lie beyond the year 5100; what is no
  /// number is a date.
  static func read(_ cell: Cell) throws(RowFault) -> (time: Int128, unit: TimestampUnit) {
    let unit: TimestampUnit
    switch DecimalText.read(cell.text.withDecimalPoint, scale: 0) {
    case .notANumber:
      guard let time = date(cell.text) else { throw noDate(cell, "a number or a date") }
      return (time, .iso8601)
    case .tooLarge: unit = .nanoseconds
    case .value(let value):
      // Fourteen digits of a calendar would be milliseconds from the year 2594 on.
      if cell.text.count == 14, let time = DateText.compact(cell.text) { return (time, .iso8601) }
      let ranges: [(Int128, TimestampUnit)] = [
        (100_000_000_000_000_000, .nanoseconds), (100_000_000_000_000, .microseconds),
        (100_000_000_000, .milliseconds),
      ]
      unit = ranges.first { value >= $0.0 }?.1 ?? .seconds
    }
    return (try read(cell, unit), unit)
  }

  /// Reads a time in a unit.
  ///
  /// Numbers are from 0 to 2^53, beyond which a double is no longer exact; nanoseconds since 1970 need more
  /// and may go to 2^63 - 1. Digits below a nanosecond are rounded.
  static func read(_ cell: Cell, _ unit: TimestampUnit) throws(RowFault) -> Int128 {
    if unit == .iso8601 {
      guard let time = date(cell.text) else { throw noDate(cell, "a date and time") }
      return time
    }
    let limit: Int128 = unit == .nanoseconds ? Int128(Int64.max) : Int128(1) << 53
    var scale: Int128 = 1
    for _ in 0..<unit.places { scale *= 10 }
    switch DecimalText.read(cell.text.withDecimalPoint, scale: unit.places) {
    case .notANumber: throw fault(cell, "'\(cell.shown)'; a number (\(unit.rawValue)) was expected")
    case .value(let value) where value < 0: throw fault(cell, "\(cell.shown), negative")
    case .value(let value) where value <= limit * scale: return value
    default: throw fault(cell, "\(cell.shown); at most \(limit) was expected")
    }
  }

  /// What is wrong with a text that is no time, by name where it is one that is not read.
  private static func noDate(_ cell: Cell, _ expected: String) -> RowFault {
    fault(
      cell,
      "'\(cell.shown)'" + (DateText.reasonUnread(cell.text).map { ", \($0)" } ?? "")
        + "; \(expected) such as 2023-11-16 18:15:46.68 was expected")
  }

  private static func fault(_ cell: Cell, _ message: String) -> RowFault {
    RowFault(.badTimestamp, "the timestamp is \(message)", at: cell.position)
  }

  /// Reads a date and time as text; nil when it is none.
  static func date(_ text: ArraySlice<UInt8>) -> Int128? { DateText.read(text) }
}
