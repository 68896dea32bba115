/// A moment since 1970 in the Gregorian calendar, in UTC.
package struct CalendarTime: Sendable, Hashable {
  /// The day, such as 2026-03-31.
  package let day: String
  /// The year.
  let year: Int
  private let secondOfDay: Int
  private let fraction: Int

  /// The moment some nanoseconds after 1970-01-01T00:00:00Z.
  package init(nanoseconds: Int128) {
    let daysNanoseconds: Int128 = 86_400_000_000_000
    var days = nanoseconds / daysNanoseconds
    var rest = nanoseconds % daysNanoseconds
    if rest < 0 {
      days -= 1
      rest += daysNanoseconds
    }
    secondOfDay = Int(rest / 1_000_000_000)
    fraction = Int(rest % 1_000_000_000)
    // Hinnant: "chrono-compatible low-level date algorithms".
    let shifted = Int(days) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
    day =
      "\(year)-\(CalendarTime.two(month < 10 ? month + 3 : month - 9))-"
      + CalendarTime.two(dayOfYear - (153 * month + 2) / 5 + 1)
  }

  /// The moment as ISO 8601 in UTC, with decimals of a second, up to nine.
  package func text(decimals: Int = 0) -> String {
    let time =
      "\(day)T\(CalendarTime.two(secondOfDay / 3600)):\(CalendarTime.two(secondOfDay / 60 % 60)):"
      + CalendarTime.two(secondOfDay % 60)
    if decimals == 0 { return time + "Z" }
    let digits = String(fraction)
    let all = String(repeating: "0", count: 9 - digits.count) + digits
    return "\(time).\(all.prefix(decimals))Z"
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
