import Files

/// Which of the two numbers before a year is the day.
package enum DayOrder: Sendable {
  case dayFirst, monthFirst
}

/// Dates and times as text, in the forms whose meaning is certain.
package enum DateText {
  /// Reads `2023-11-16 18:15:46.6805900`: date and time with a blank or T between them, a fraction of any length (cut at
  /// nanoseconds), AM or PM, and Z, UTC, an offset as +01:00, a zone's name that stands for one offset, or nothing, which
  /// is taken as UTC. A date alone is its midnight; 24:00 is the next day's. Hyphens may be strokes, or absent together
  /// with the colons; the name of a zone in brackets may follow its offset, as may Go's `UTC` and its clock. Read as well
  /// are dates with the month's name, such as `Sun, 31 Mar 2024 01:01:30 GMT` (RFC 1123), `31/Mar/2024:13:00:00 +0000` and
  /// `Mar 31, 2024 13:00`, and days before or behind the month that can be no month.
  ///
  /// - Parameter days: which number is the day where both may be; nil where nothing tells.
  /// - Returns: nanoseconds since 1970, or nil when the text is no such time.
  package static func read(_ text: ArraySlice<UInt8>, days: DayOrder? = nil) -> Int128? {
    if let first = text.first, first &- UInt8(ascii: "0") >= 10 || hasMonthName(text) {
      return NamedDate.read(text)
    }
    if let time = compact(text) { return time }
    var scanner = DigitScanner(text)
    guard let year = scanner.number(4) else { return dayBeforeYear(text, days) }
    guard let mark = ["-", "/", "."].first(where: { scanner.take($0) }) as UnicodeScalar?,
      let month = scanner.short(), scanner.take(mark), let day = scanner.short()
    else { return nil }
    if scanner.isAtEnd { return time(year, month, day) }
    guard scanner.take("T") || scanner.take("t") || scanner.take(" "), let clock = Clock(&scanner) else {
      return nil
    }
    return clock.time(year, month, day)
  }

  /// Reads `31/03/2024 13:00`, `31.03.2024` and `3/31/2024 1:00 PM` where one of the first two numbers can be no
  /// month, or something else tells their order; nil where both can.
  private static func dayBeforeYear(_ text: ArraySlice<UInt8>, _ days: DayOrder?) -> Int128? {
    var scanner = DigitScanner(text)
    guard let (first, second, year) = numbers(&scanner),
      let order = order(first, second) ?? days
    else { return nil }
    let (month, day) = order == .dayFirst ? (second, first) : (first, second)
    if scanner.isAtEnd { return time(year, month, day) }
    _ = scanner.take(",")
    guard scanner.take("T") || scanner.take(" "), let clock = Clock(&scanner) else { return nil }
    return clock.time(year, month, day)
  }

  /// The numbers of a date whose year is the last.
  private static func numbers(_ scanner: inout DigitScanner) -> (Int, Int, Int)? {
    guard let first = scanner.short(),
      let mark = ["/", ".", "-"].first(where: { scanner.take($0) }) as UnicodeScalar?,
      let second = scanner.short(), scanner.take(mark), let year = scanner.number(4)
    else { return nil }
    return (first, second, year)
  }

  /// The order of the numbers before a year, where one of them can be no month; nil where both can.
  private static func order(_ first: Int, _ second: Int) -> DayOrder? {
    (first > 12) == (second > 12) ? nil : first > 12 ? .dayFirst : .monthFirst
  }

  /// Whether a text is a date whose year is the last, and the order that it shows; the order is nil where both numbers
  /// can be the month and are not the same.
  static func dayOrder(_ text: ArraySlice<UInt8>) -> (order: DayOrder?, isEither: Bool)? {
    guard text.dropFirst().prefix(2).contains(where: { "/.-".utf8.contains($0) }) else { return nil }
    var scanner = DigitScanner(text)
    guard let (first, second, _) = numbers(&scanner), first <= 31, second <= 31 else { return nil }
    return (order(first, second), first == second)
  }

  /// Reads `20240331T130000Z` and `20240331130000`.
  static func compact(_ text: ArraySlice<UInt8>) -> Int128? {
    var scanner = DigitScanner(text)
    guard let year = scanner.number(4), (1970...2099).contains(year), let month = scanner.number(2),
      let day = scanner.number(2)
    else { return nil }
    let hasMark = scanner.take("T")
    guard let hour = scanner.number(2), let minute = scanner.number(2) else { return nil }
    let second = scanner.number(2)
    guard hasMark || second != nil && scanner.isAtEnd else { return nil }
    var fraction = 0
    if scanner.take(".") {
      guard let digits = scanner.fraction() else { return nil }
      fraction = digits
    }
    guard let offset = Clock.zone(&scanner) else { return nil }
    return time(year, month, day, hour, minute, second ?? 0, fraction, offset: offset)
  }

  private static func hasMonthName(_ text: ArraySlice<UInt8>) -> Bool {
    text.prefix(7).contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
  }

  /// Why a text that looks like a time is not read.
  static func reasonUnread(_ text: ArraySlice<UInt8>) -> String? {
    let words = String(decoding: text, as: UTF8.self).lowercased()
    let date = words.prefix { $0 != " " && $0 != "," }
    let parts = date.split(whereSeparator: { "/.-".contains($0) })
    if parts.count == 3, parts.allSatisfy({ $0.allSatisfy(\.isNumber) && $0.count <= 2 || $0.count == 4 }),
      parts[0].count <= 2
    {
      return "which does not tell day from month"
    }
    let zone = words.split(separator: " ").last ?? ""
    if parts.count == 3, zone.contains("/") || (2...5).contains(zone.count),
      zone.allSatisfy({ $0.isLetter || "/_".contains($0) })
    {
      return "in a zone without its offset"
    }
    return nil
  }

  /// Nanoseconds since 1970, or nil when there is no such time.
  ///
  /// A second 60 is the last of a day in UTC, and 24:00 the next day's midnight.
  static func time(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0,
    _ nanosecond: Int = 0, offset: Int = 0
  ) -> Int128? {
    guard (1...12).contains(month), day >= 1, day <= days(in: month, of: year), minute < 60,
      second <= 60, hour < 24 || (hour == 24 && minute == 0 && second == 0 && nanosecond == 0)
    else { return nil }
    let seconds = daysSince1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset
    if second == 60, seconds % 86_400 != 0 { return nil }
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
