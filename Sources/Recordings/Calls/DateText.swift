import Files

/// In which order the numbers of a date stand.
package enum DayOrder: Sendable, CaseIterable {
  case monthFirst, dayFirst
  /// Year, month and day, where the year has two digits.
  case yearFirst
}

/// The orders in which the numbers of a date may stand.
struct DayOrders: OptionSet, Sendable {
  let rawValue: UInt8

  static let monthFirst = DayOrders(rawValue: 1)
  static let dayFirst = DayOrders(rawValue: 2)
  static let yearFirst = DayOrders(rawValue: 4)
  static let all: DayOrders = [.monthFirst, .dayFirst, .yearFirst]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The set of one order.
  init(_ order: DayOrder) {
    self =
      switch order {
      case .monthFirst: .monthFirst
      case .dayFirst: .dayFirst
      case .yearFirst: .yearFirst
      }
  }

  /// The orders, the month first.
  var elements: [DayOrder] { DayOrder.allCases.filter { contains(DayOrders($0)) } }
  /// The only order; nil where there are several or none.
  var only: DayOrder? { rawValue.nonzeroBitCount == 1 ? elements.first : nil }
}

/// Dates and times as text, in the forms whose meaning is certain.
package enum DateText {
  /// Reads `2023-11-16 18:15:46.6805900`: date and time with a blank or T between them, a fraction of any length (cut at
  /// nanoseconds), AM or PM, and Z, UTC, an offset as +01:00, a zone's name that stands for one offset, or nothing, which
  /// is taken as UTC. A date alone is its midnight; 24:00 is the next day's. Hyphens may be strokes, or absent together
  /// with the colons; the name of a zone in brackets may follow its offset, as may Go's `UTC` and its clock. Read as well
  /// are dates with the month's name, such as `Sun, 31 Mar 2024 01:01:30 GMT` (RFC 1123), `31/Mar/2024:13:00:00 +0000` and
  /// `Mar 31, 2024 13:00`, and days before or behind the month that can be no month; years of two digits from 2015 to 2039
  /// where their place is certain. A zone such as `America/New_York` may stand behind the time of day, also in brackets.
  ///
  /// - Parameters:
  ///   - days: the order of the numbers where several may be; nil where nothing tells.
  ///   - zone: the zone of a time that names none; nil for UTC.
  /// - Returns: nanoseconds since 1970, or nil when the text is no such time.
  package static func read(_ text: ArraySlice<UInt8>, days: DayOrder? = nil) -> Int128? {
    read(text, days: days, zone: nil)
  }

  /// Reads a time in a zone, where it names none of its own.
  static func read(_ text: ArraySlice<UInt8>, days: DayOrder?, zone: ZoneRules?) -> Int128? {
    if let first = text.first, first &- UInt8(ascii: "0") >= 10 || hasMonthName(text) {
      return NamedDate.read(text, zone: zone)
    }
    if let time = compact(text, zone: zone) { return time }
    var scanner = DigitScanner(text)
    guard let year = scanner.number(4) else { return dayBeforeYear(text, days, zone) }
    if scanner.take(word: "年") { return eastern(year, &scanner, zone) }
    guard let mark = ["-", "/", "."].first(where: { scanner.take($0) }) as UnicodeScalar?,
      let month = scanner.short(), scanner.take(mark), let day = scanner.short()
    else { return nil }
    if scanner.isAtEnd { return time(year, month, day, zone: Clock.Zone(), among: zone) }
    guard scanner.take("T") || scanner.take("t") || scanner.take(" "), let clock = Clock(&scanner) else {
      return nil
    }
    return clock.time(year, month, day, in: zone)
  }

  /// Reads `2024年3月31日 13:00` and `2024年03月31日13时00分05秒` behind the year, in simplified or other characters.
  private static func eastern(_ year: Int, _ scanner: inout DigitScanner, _ zone: ZoneRules?) -> Int128? {
    guard let month = scanner.short(), scanner.take(word: "月"), let day = scanner.short(),
      scanner.take(word: "日")
    else { return nil }
    _ = scanner.take(" ")
    if scanner.isAtEnd { return time(year, month, day, zone: Clock.Zone(), among: zone) }
    var rest = scanner
    if let hour = rest.short(), ["时", "時", "点"].contains(where: { rest.take(word: $0) }) {
      let minute = rest.short()
      guard minute == nil || rest.take(word: "分") else { return nil }
      let second = rest.short()
      guard second == nil || rest.take(word: "秒"), rest.isAtEnd else { return nil }
      return time(year, month, day, hour, minute ?? 0, second ?? 0, zone: Clock.Zone(), among: zone)
    }
    return Clock(&scanner)?.time(year, month, day, in: zone)
  }

  /// Reads `31/03/2024 13:00`, `31.03.2024`, `3/31/2024 1:00 PM` and `26-03-31` where the numbers can stand in one order
  /// alone, or something else tells it; nil where several can.
  private static func dayBeforeYear(
    _ text: ArraySlice<UInt8>, _ days: DayOrder?, _ zone: ZoneRules?
  ) -> Int128? {
    var scanner = DigitScanner(text)
    guard let date = ShortDate(&scanner) else { return nil }
    let orders = date.orders
    guard !orders.isEmpty else { return nil }
    // One that cannot be is not what the file says in the end.
    guard
      let order = orders.only
        ?? days.map({ orders.contains(DayOrders($0)) ? $0 : orders.elements.first ?? $0 })
    else { return nil }
    let (year, month, day) = date.date(order)
    if scanner.isAtEnd { return time(year, month, day, zone: Clock.Zone(), among: zone) }
    _ = scanner.take(",")
    guard scanner.take("T") || scanner.take(" "), let clock = Clock(&scanner) else { return nil }
    return clock.time(year, month, day, in: zone)
  }

  /// The numbers of a date whose order is in doubt, or shown by them; nil for other texts, and where all orders say the same
  /// day.
  static func shortDate(_ text: ArraySlice<UInt8>) -> ShortDate? {
    guard text.dropFirst().prefix(2).contains(where: { "/.-".utf8.contains($0) }) else { return nil }
    var scanner = DigitScanner(text)
    guard let date = ShortDate(&scanner) else { return nil }
    let days = date.orders.elements.map { date.date($0) }
    guard let first = days.first else { return nil }
    return days.count > 1 && days.allSatisfy({ $0 == first }) ? nil : date
  }

  /// Reads `20240331T130000Z` and `20240331130000`.
  static func compact(_ text: ArraySlice<UInt8>, zone: ZoneRules? = nil) -> Int128? {
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
    guard let stated = Clock.zone(&scanner) else { return nil }
    return time(year, month, day, hour, minute, second ?? 0, fraction, zone: stated, among: zone)
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
      return zone.contains("/")
        ? "in a zone that \(ZoneRules.folder) does not have" : "in a zone without its offset"
    }
    return nil
  }

  /// Nanoseconds since 1970, or nil when there is no such time.
  ///
  /// A second 60 is the last of a day in UTC, and 24:00 the next day's midnight.
  ///
  /// - Parameters:
  ///   - zone: the zone that the text states.
  ///   - other: the zone of a text that states none.
  static func time(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0,
    _ nanosecond: Int = 0, zone: Clock.Zone, among other: ZoneRules?
  ) -> Int128? {
    guard (1...12).contains(month), day >= 1, day <= days(in: month, of: year), minute < 60,
      second <= 60, hour < 24 || (hour == 24 && minute == 0 && second == 0 && nanosecond == 0)
    else { return nil }
    let local = daysSince1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
    let seconds = local - offset(of: local, zone, among: other)
    if second == 60, seconds % 86_400 != 0 { return nil }
    return Int128(seconds) * 1_000_000_000 + Int128(nanosecond)
  }

  /// The offset of a local time; by itself, since the optimiser of Swift 6.3.1 fails where it is inlined.
  @inline(never) private static func offset(of local: Int, _ zone: Clock.Zone, among other: ZoneRules?) -> Int
  {
    if zone.isStated { return zone.rules.map { $0.offset(ofLocal: local) } ?? zone.offset }
    return other.map { $0.offset(ofLocal: local) } ?? 0
  }

  static func days(in month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    if month == 2 { return isLeap ? 29 : 28 }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days from 1970-01-01 in the Gregorian calendar (Hinnant: "chrono-compatible low-level date algorithms").
  static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

/// Three numbers of a date whose year is the last one, or has two digits.
struct ShortDate: Sendable {
  /// The numbers as they stand.
  let first: Int
  let second: Int
  let last: Int
  /// Whether the last one has four digits and so is the year.
  let hasWholeYear: Bool
  /// Whether points part them, as where days stand first.
  let isPointed: Bool

  /// Years of two digits that are taken for such, of this century.
  static let years = 15...39

  /// Takes the numbers with the mark between them.
  init?(_ scanner: inout DigitScanner) {
    guard let first = scanner.short(),
      let mark = ["/", ".", "-"].first(where: { scanner.take($0) }) as UnicodeScalar?,
      let second = scanner.short(), scanner.take(mark)
    else { return nil }
    let year = scanner.number(4)
    guard let last = year ?? scanner.short(), first <= 31 || year == nil, second <= 31 else { return nil }
    (self.first, self.second, self.last, hasWholeYear) = (first, second, last, year != nil)
    isPointed = mark == "."
  }

  /// The orders in which they may stand; of a whole year both where neither is one.
  var orders: DayOrders {
    var orders: DayOrders = []
    let isYear = hasWholeYear || ShortDate.years.contains(last)
    if isYear, first <= 12, second <= 31 { orders.insert(.monthFirst) }
    if isYear, first <= 31, second <= 12 { orders.insert(.dayFirst) }
    if !hasWholeYear, ShortDate.years.contains(first), second <= 12, last <= 31 { orders.insert(.yearFirst) }
    return orders
  }

  /// Year, month and day in an order.
  func date(_ order: DayOrder) -> (Int, Int, Int) {
    let year = hasWholeYear ? last : 2000 + last
    return switch order {
    case .monthFirst: (year, first, second)
    case .dayFirst: (year, second, first)
    case .yearFirst: (2000 + first, second, last)
    }
  }
}
