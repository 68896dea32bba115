import Simulation
import Testing

@testable import Strategies

@Suite("Days and months of a clock")
struct CalendarClockTests {
  /// Hours from 2026-01-01 0:00 UTC to a day of 2026, counted from 0, and an hour of it.
  private func hours(_ day: Int, _ hour: Double = 0) -> VirtualTime { .hours(Double(day) * 24 + hour) }

  @Test("months begin at midnight of the clock and have their lengths")
  func months() {
    let clock = CalendarClock(unit: .month, offset: .hours(-5))
    #expect(clock.window(at: hours(0, 4.9)).end == hours(0, 5))
    #expect(clock.window(at: hours(0, 5)) == (hours(0, 5), hours(31, 5)))
    #expect(clock.window(at: hours(40)) == (hours(31, 5), hours(59, 5)))
    #expect(clock.window(at: hours(59, 5)) == (hours(59, 5), hours(90, 5)))
    // 2028 has a February of 29 days.
    let first = 365 + 365 + 31
    let utc = CalendarClock(unit: .month, offset: .zero)
    #expect(utc.window(at: hours(first + 28, 23)) == (hours(first), hours(first + 29)))
    #expect(utc.window(at: hours(364, 23)) == (hours(334), hours(365)))
  }

  @Test("in Berlin the day on which summer time begins has 23 hours, that on which it ends 25")
  func berlin() {
    let clock = CalendarClock(unit: .day, offset: .hours(1), summer: .eu)
    // 2026-03-29 is day 87, 2026-10-25 day 297.
    #expect(clock.window(at: hours(87, 12)) == (hours(86, 23), hours(87, 22)))
    #expect(clock.window(at: hours(87, 22)) == (hours(87, 22), hours(88, 22)))
    #expect(clock.window(at: hours(297, 12)) == (hours(296, 22), hours(297, 23)))
    #expect(clock.window(at: hours(10, 23)) == (hours(10, 23), hours(11, 23)))
  }

  @Test("in New York summer time is from the second Sunday of March to the first of November")
  func newYork() {
    let clock = CalendarClock(unit: .day, offset: .hours(-5), summer: .us)
    // 2026-03-08 is day 66, 2026-11-01 day 304.
    #expect(clock.window(at: hours(66, 12)) == (hours(66, 5), hours(67, 4)))
    #expect(clock.window(at: hours(304, 12)) == (hours(304, 4), hours(305, 5)))
  }

  @Test("a run that begins at a time of its own has the days and months of that time")
  func ownStart() {
    var clock = CalendarClock(unit: .day, offset: .zero)
    // 2026-06-03, 20:00.
    clock.start = hours(153, 20)
    #expect(clock.window(at: .zero) == (.hours(-20), .hours(4)))
    #expect(clock.window(at: .hours(4)) == (.hours(4), .hours(28)))
    // 2025-12-31, 22:00.
    clock.start = .hours(-2)
    #expect(clock.window(at: .zero) == (.hours(-22), .hours(2)))
    var berlin = CalendarClock(unit: .month, offset: .hours(1), summer: .eu)
    // 2025-10-31, 0:00 UTC: October began in summer time, 30 days and two hours before.
    berlin.start = .hours(-62 * 24)
    #expect(berlin.window(at: .zero) == (.hours(-30 * 24 - 2), .hours(23)))
  }

  @Test("windows follow each other without a gap, whatever the clock", arguments: [-11.5, -3, 0, 5.75, 14])
  func gapless(_ offset: Double) {
    for unit in CalendarClock.Unit.allCases {
      for summer in CalendarClock.Summer.allCases {
        let clock = CalendarClock(unit: unit, offset: .hours(offset), summer: summer)
        var now = VirtualTime.zero
        var lengths: Set<Double> = []
        for _ in 0..<(unit == .day ? 800 : 30) {
          let (start, end) = clock.window(at: now)
          #expect(start <= now && now < end)
          #expect(clock.window(at: end - VirtualTime(nanoseconds: 1)).start == start)
          if now > .zero { #expect(start == now) }
          lengths.insert((end - start).hours)
          now = end
        }
        if unit == .day { #expect(lengths == (summer == .none ? [24] : [23, 24, 25])) }
      }
    }
  }
}
