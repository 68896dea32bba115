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
    switch DecimalText.read(cell.text, scale: 0) {
    case .notANumber:
      guard let time = date(cell.text) else { throw noDate(cell, "a number or a date") }
      return (time, .iso8601)
    case .tooLarge: unit = .nanoseconds
    case .value(let value):
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
    switch DecimalText.read(cell.text, scale: unit.places) {
    case .notANumber: throw fault(cell, "'\(cell.shown)'; a number (\(unit.rawValue)) was expected")
    case .value(let value) where value < 0: throw fault(cell, "\(cell.shown), negative")
    case .value(let value) where value <= limit * scale: return value
    default: throw fault(cell, "\(cell.shown); at most \(limit) was expected")
    }
  }

  /// What is wrong with a text that is no time, by name where it is a clock of twelve hours.
  private static func noDate(_ cell: Cell, _ expected: String) -> RowFault {
    let end = String(decoding: cell.text.suffix(8), as: UTF8.self).lowercased().replacing(".", with: "")
    let isHalfDay = ["am", "pm"].contains { half in
      end.hasSuffix(half) || end.contains(half + " ")
    }
    return fault(
      cell,
      "'\(cell.shown)'" + (isHalfDay ? ", on a clock of twelve hours, which is not read" : "")
        + "; \(expected) such as 2023-11-16 18:15:46.68 was expected")
  }

  private static func fault(_ cell: Cell, _ message: String) -> RowFault {
    RowFault(.badTimestamp, "the timestamp is \(message)", at: cell.position)
  }

  /// Reads `2023-11-16 18:15:46.6805900`: date and time with a blank or T between them, a fraction of any
  /// length (cut at nanoseconds), and Z, UTC, GMT, an offset as +01:00, or nothing, which is taken as UTC. A
  /// date alone is its midnight; `Sun, 31 Mar 2024 01:01:30 GMT` (RFC 1123) is read as well.
  ///
  /// - Returns: nanoseconds since 1970, or nil when the text is no such time.
  static func date(_ text: ArraySlice<UInt8>) -> Int128? {
    if let comma = text.firstIndex(of: UInt8(ascii: ",")), comma == text.startIndex + 3 {
      return webDate(text[(comma + 1)...])
    }
    var scanner = DigitScanner(text)
    guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2), scanner.take("-"),
      let day = scanner.number(2)
    else { return nil }
    if scanner.isAtEnd { return time(year, month, day) }
    guard scanner.take("T") || scanner.take("t") || scanner.take(" "),
      let hour = scanner.number(2), scanner.take(":"), let minute = scanner.number(2)
    else { return nil }
    var second = 0
    var nanosecond = 0
    if scanner.take(":") {
      guard let value = scanner.number(2) else { return nil }
      second = value
      if scanner.take(".") || scanner.take(",") {
        guard let fraction = scanner.fraction() else { return nil }
        nanosecond = fraction
      }
    }
    var offset = 0
    _ = scanner.take(" ")
    let isUniversal = ["Z", "z", "UTC", "GMT"].contains { scanner.take(word: $0) }
    _ = isUniversal && scanner.take(word: "[UTC]")
    if !isUniversal && !scanner.isAtEnd {
      let isWest = scanner.take("-")
      guard isWest || scanner.take("+"), let hours = scanner.number(2) else { return nil }
      let hasColon = scanner.take(":")
      let minutes = scanner.number(2)
      if hasColon && minutes == nil { return nil }
      guard hours < 24, minutes ?? 0 < 60 else { return nil }
      offset = (hours * 60 + (minutes ?? 0)) * (isWest ? -60 : 60)
    }
    guard scanner.isAtEnd else { return nil }
    return time(year, month, day, hour, minute, second, nanosecond, offset: offset)
  }

  /// Reads what stands behind the weekday of a date of the web: ` 31 Mar 2024 01:01:30 GMT`.
  private static func webDate(_ text: ArraySlice<UInt8>) -> Int128? {
    let words = text.split(separator: UInt8(ascii: " "))
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard words.count == 5, let day = Int(String(decoding: words[0], as: UTF8.self)),
      let month = months.firstIndex(of: String(decoding: words[1], as: UTF8.self)),
      let year = Int(String(decoding: words[2], as: UTF8.self)), (1000...9999).contains(year),
      ["GMT", "UTC", "+0000"].contains(String(decoding: words[4], as: UTF8.self))
    else { return nil }
    var scanner = DigitScanner(words[3])
    guard let hour = scanner.number(2), scanner.take(":"), let minute = scanner.number(2), scanner.take(":"),
      let second = scanner.number(2), scanner.isAtEnd
    else { return nil }
    return time(year, month + 1, day, hour, minute, second)
  }

  /// Nanoseconds since 1970, or nil when there is no such time.
  private static func time(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0,
    _ nanosecond: Int = 0, offset: Int = 0
  ) -> Int128? {
    guard (1...12).contains(month), day >= 1, day <= days(in: month, of: year), hour < 24, minute < 60,
      second <= 60
    else { return nil }
    let seconds = daysSince1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset
    return Int128(seconds) * 1_000_000_000 + Int128(nanosecond)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    if month == 2 { return isLeap ? 29 : 28 }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days from 1970-01-01 in the Gregorian calendar (Hinnant: "chrono-compatible low-level date algorithms").
  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
