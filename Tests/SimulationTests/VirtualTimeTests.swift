import Testing

@testable import Simulation

@Suite("Virtual time")
struct VirtualTimeTests {
  @Test("spans are rounded to the nearest nanosecond")
  func rounding() {
    #expect(VirtualTime.seconds(1.5).nanoseconds == 1_500_000_000)
    #expect(VirtualTime.milliseconds(0.25).nanoseconds == 250_000)
    #expect(VirtualTime.hours(720).nanoseconds == 2_592_000_000_000_000)
    #expect(VirtualTime.seconds(0.7e-9).nanoseconds == 1)
    #expect(VirtualTime.seconds(-0.7e-9).nanoseconds == -1)
  }

  @Test("spans beyond what Int64 holds are clamped", arguments: [9.3e9, 1e300, .infinity])
  func clamped(_ seconds: Double) {
    #expect(VirtualTime.seconds(seconds) == .never)
    #expect(VirtualTime.seconds(-seconds).nanoseconds < -9_000_000_000_000_000_000)
  }

  @Test("not a number is no time")
  func notANumber() { #expect(VirtualTime.seconds(.nan) == .zero) }

  @Test("sums and differences saturate at both ends")
  func saturation() {
    let least = VirtualTime(nanoseconds: .min)
    let one = VirtualTime(nanoseconds: 1)
    #expect(.never + one == .never)
    #expect(.never + .never == .never)
    #expect(.never - VirtualTime(nanoseconds: -1) == .never)
    #expect(least + VirtualTime(nanoseconds: -1) == least)
    #expect(least - one == least)
    #expect(least + least == least)
    #expect(least - .never == least)
    #expect(.never + least == VirtualTime(nanoseconds: -1))
    var time = VirtualTime.never
    time += one
    #expect(time == .never)
  }

  @Test("times are ordered and convert back")
  func order() {
    #expect(VirtualTime.zero < .seconds(1))
    #expect(VirtualTime.seconds(1) < .never)
    #expect(VirtualTime.hours(2).seconds == 7200)
    #expect(VirtualTime.seconds(2).milliseconds == 2000)
    #expect(VirtualTime.seconds(5400).hours == 1.5)
  }
}
