import Declarations

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
  /// Reads a time in a unit.
  ///
  /// Numbers are from 0 to 2^53, beyond which a double is no longer exact; nanoseconds since 1970 need more
  /// and may go to 2^63 - 1. Digits below a nanosecond are rounded.
  static func read(_ cell: Cell, _ unit: TimestampUnit) throws(RowFault) -> Int128 {
    if unit == .iso8601 {
      guard let time = date(cell.text) else {
        throw fault(cell, "'\(cell.shown)'; a date and time such as 2023-11-16 18:15:46.68 was expected")
      }
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

  private static func fault(_ cell: Cell, _ message: String) -> RowFault {
    RowFault(.badTimestamp, "the timestamp is \(message)", at: cell.position)
  }

  /// Reads `2023-11-16 18:15:46.6805900`: date and time with a blank or T between them, a fraction of any
  /// length (cut at nanoseconds), and Z, an offset as +01:00, or nothing, which is taken as UTC.
  ///
  /// - Returns: nanoseconds since 1970, or nil when the text is no such time.
  static func date(_ text: ArraySlice<UInt8>) -> Int128? {
    var scanner = DigitScanner(text)
    guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2), scanner.take("-"),
      let day = scanner.number(2), scanner.take("T") || scanner.take("t") || scanner.take(" "),
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
    if !scanner.take("Z") && !scanner.take("z") && !scanner.isAtEnd {
      let isWest = scanner.take("-")
      guard isWest || scanner.take("+"), let hours = scanner.number(2) else { return nil }
      let hasColon = scanner.take(":")
      let minutes = scanner.number(2)
      if hasColon && minutes == nil { return nil }
      guard hours < 24, minutes ?? 0 < 60 else { return nil }
      offset = (hours * 60 + (minutes ?? 0)) * (isWest ? -60 : 60)
    }
    guard scanner.isAtEnd, (1...12).contains(month), day >= 1, day <= days(in: month, of: year), hour < 24,
      minute < 60, second <= 60
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

/// Takes digits and marks from a text, left to right.
private struct DigitScanner {
  private let text: ArraySlice<UInt8>
  private var place: Int

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    place = text.startIndex
  }

  var isAtEnd: Bool { place == text.endIndex }

  /// Exactly so many digits, or nil without moving.
  mutating func number(_ digits: Int) -> Int? {
    guard place + digits <= text.endIndex else { return nil }
    var value = 0
    for byte in text[place..<(place + digits)] {
      let digit = byte &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    place += digits
    return value
  }

  /// At least one digit of a fraction, as billionths.
  mutating func fraction() -> Int? {
    var value = 0
    var count = 0
    while place < text.endIndex, text[place] &- UInt8(ascii: "0") < 10 {
      if count < 9 { value = value * 10 + Int(text[place] - UInt8(ascii: "0")) }
      count += 1
      place += 1
    }
    if count == 0 { return nil }
    for _ in min(count, 9)..<9 { value *= 10 }
    return value
  }

  mutating func take(_ mark: UnicodeScalar) -> Bool {
    guard place < text.endIndex, text[place] == UInt8(ascii: mark) else { return false }
    place += 1
    return true
  }
}
