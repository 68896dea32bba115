import Simulation
import Traffic

/// The days or months of a stated clock: an offset from UTC, and the rule by which it is put forward in summer.
///
/// The rules are written out, so that no table of time zones of the machine decides a result: `eu` is from the last
/// Sunday of March to that of October at 01:00 UTC (Directive 2000/84/EC), `us` from the second Sunday of March to the
/// first of November at 02:00 of the clock (Energy Policy Act of 2005). A recording begins when it was recorded, any
/// other run on 2026-01-01 at 0:00 UTC.
struct CalendarClock: Sendable, Hashable {
  /// What a window is.
  enum Unit: String, CaseIterable, Sendable { case day, month }

  /// When the clock is an hour ahead.
  enum Summer: String, CaseIterable, Sendable { case none, eu, us }

  let unit: Unit
  let offset: VirtualTime
  let summer: Summer
  /// When the run begins, counted from 2026-01-01 at 0:00 UTC.
  var start = VirtualTime.zero

  private static let day: Int64 = 86_400_000_000_000
  private static let hour: Int64 = 3_600_000_000_000
  /// Days from 1970-01-01 to 2026-01-01.
  private static let origin: Int64 = 20_454

  init(unit: Unit, offset: VirtualTime, summer: Summer = .none) {
    self.unit = unit
    self.offset = offset
    self.summer = summer
  }

  /// When a recording begins, counted from 2026-01-01 at 0:00 UTC; nil where its times do not count from 1970.
  static func start(of stream: QueryStream) -> VirtualTime? {
    stream.reading?.beginning.map { VirtualTime(nanoseconds: $0 - origin * day) }
  }

  /// The day or month that a time of the run falls in: its beginning, and that of the next.
  func window(at now: VirtualTime) -> (start: VirtualTime, end: VirtualTime) {
    let own = ownWindow(at: now + start)
    return (own.start - start, own.end - start)
  }

  /// The same by times that count from 2026-01-01 at 0:00 UTC.
  private func ownWindow(at now: VirtualTime) -> (start: VirtualTime, end: VirtualTime) {
    let today = CalendarClock.floor(now.nanoseconds + ahead(at: now.nanoseconds), CalendarClock.day)
    switch unit {
    case .day: return (midnight(today), midnight(today + 1))
    case .month:
      let date = CalendarClock.date(of: today + CalendarClock.origin)
      let first = CalendarClock.days(year: date.year, month: date.month)
      let next =
        date.month == 12
        ? CalendarClock.days(year: date.year + 1, month: 1)
        : CalendarClock.days(year: date.year, month: date.month + 1)
      return (midnight(first - CalendarClock.origin), midnight(next - CalendarClock.origin))
    }
  }

  /// The first moment of a day of the clock, the days and the time counted from 2026-01-01.
  private func midnight(_ number: Int64) -> VirtualTime {
    let plain = number * CalendarClock.day - offset.nanoseconds
    let early = plain - CalendarClock.hour
    return VirtualTime(nanoseconds: ahead(at: early) > offset.nanoseconds ? early : plain)
  }

  /// How far the clock is ahead of UTC at a time.
  private func ahead(at time: Int64) -> Int64 {
    guard summer != .none else { return offset.nanoseconds }
    let day = CalendarClock.floor(time, CalendarClock.day) + CalendarClock.origin
    // At the turn of the year it is winter on every clock, so that the year of UTC will do.
    let year = CalendarClock.date(of: day).year
    func sunday(_ month: Int64, number: Int64?) -> Int64 {
      let last = CalendarClock.days(year: year, month: month + 1) - 1
      // 1970-01-01 was a Thursday.
      guard let number else { return last - (last + 4) % 7 }
      let first = CalendarClock.days(year: year, month: month)
      return first + (7 - (first + 4) % 7) % 7 + 7 * (number - 1)
    }
    func moment(_ day: Int64, _ hour: Int64) -> Int64 {
      (day - CalendarClock.origin) * CalendarClock.day + hour * CalendarClock.hour
    }
    let (start, end): (Int64, Int64) =
      switch summer {
      case .us:
        (
          moment(sunday(3, number: 2), 2) - offset.nanoseconds,
          moment(sunday(11, number: 1), 1) - offset.nanoseconds
        )
      default: (moment(sunday(3, number: nil), 1), moment(sunday(10, number: nil), 1))
      }
    return offset.nanoseconds + (time >= start && time < end ? CalendarClock.hour : 0)
  }

  private static func floor(_ value: Int64, _ unit: Int64) -> Int64 {
    value >= 0 ? value / unit : (value - unit + 1) / unit
  }

  /// Days from 1970-01-01 to the first of a month of the Gregorian calendar.
  private static func days(year: Int64, month: Int64) -> Int64 {
    // Years begin in March, so that the leap day is the last.
    let year = month <= 2 ? year - 1 : year
    let month = (month + 9) % 12
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 - 719_468
  }

  /// The year and month of a day after 1970-01-01.
  private static func date(of day: Int64) -> (year: Int64, month: Int64) {
    var year = 1970 + day / 366
    while days(year: year + 1, month: 1) <= day { year += 1 }
    var month: Int64 = 1
    while month < 12, days(year: year, month: month + 1) <= day { month += 1 }
    return (year, month)
  }
}
