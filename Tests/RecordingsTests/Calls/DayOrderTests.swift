import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// Dates whose day and month another date of the file tells apart.
@Suite("The order of days and months")
struct DayOrderTests {
  private func table(_ times: [String]) -> String {
    "timestamp,input_tokens,output_tokens\n" + times.map { "\"\($0)\",1,1\n" }.joined()
  }

  /// 2026-03-01T10:00:00Z.
  private static let first: Int128 = 1_772_359_200_000_000_000

  @Test(
    "one date with a number above 12 tells it for all, wherever it stands",
    arguments: [
      ["01/03/2026 10:00:00", "02/03/2026 10:00:00", "13/03/2026 10:00:00"],
      ["03/01/2026 10:00:00", "03/02/2026 10:00:00", "03/13/2026 10:00:00"],
      ["13.03.2026 10:00", "01.03.2026 10:00", "02.03.2026 10:00"],
      ["3/1/2026 10:00:00 AM", "3/13/2026 10:00:00 AM", "3/2/2026 10:00:00 AM"],
    ])
  func told(_ times: [String]) throws {
    let lines = times.map {
      #"{"created_at":"\#($0)","model":"m","usage":{"prompt_tokens":1,"completion_tokens":1}}"#
    }
    for text in [table(times), lines.joined(separator: "\n")] {
      let stream = try read(text)
      #expect(stream.reading?.firstTime == DayOrderTests.first)
      #expect(stream.arrival.map(\.seconds) == [0, 86_400, 12 * 86_400])
    }
  }

  @Test("where none tells, or some contradict each other, the line is named")
  func untold() {
    let none = fault(table(["05/05/2026 10:00", "01/03/2026 10:00:00", "02/03/2026 10:00:00"]))
    #expect(none?.position?.line == 3)
    #expect(none?.message.contains("which does not tell day from month") == true)
    let both = fault(table(["01/03/2026 10:00", "03/13/2026 10:00", "13/03/2026 10:00"]))
    #expect(both?.position?.line == 4)
    #expect(both?.message.contains("another order than that of line 3") == true)
  }

  @Test("numbers with points between them begin with the day unless a date tells otherwise")
  func pointed() throws {
    let stream = try read(table(["01.03.2026 10:00:00", "02.03.2026 10:00:00"]))
    #expect(stream.reading?.firstTime == DayOrderTests.first)
    #expect(stream.arrival.map(\.seconds) == [0, 86_400])
    let told = try read(table(["03.01.2026 10:00:00", "03.13.2026 10:00:00"]))
    #expect(told.reading?.firstTime == DayOrderTests.first)
    #expect(fault(table(["01.03.2026 10:00:00", "02/03/2026 10:00:00"])) != nil)
  }

  @Test("dates that are the same either way need nothing to tell, and each that tells itself is read alone")
  func either() throws {
    #expect(try read(table(["05/05/2026 10:00", "05/05/2026 10:01"])).arrival.map(\.seconds) == [0, 60])
    #expect(try read(table(["13/03/2026 10:00", "03/14/2026 10:00"])).arrival.map(\.seconds) == [0, 86_400])
  }

  @Test(
    "years of two digits are read where all dates of the file can stand in one order alone",
    arguments: [
      ["03/01/26 10:00", "03/02/26 10:00", "03/13/26 10:00"],
      ["01.03.26 10:00", "02.03.26 10:00", "13.03.26 10:00"],
      ["26-03-01 10:00", "26-03-02 10:00", "26-03-13 10:00"],
      ["26/3/1 10:00", "26/3/2 10:00", "26/3/13 10:00"],
      ["01-Mar-26 10:00:00", "02-Mar-26 10:00:00", "13-Mar-26 10:00:00"],
      ["01-MAR-26 10.00.00.000000 AM", "02-MAR-26 10.00.00.000000 AM", "13-MAR-26 10.00.00.000000 AM"],
    ])
  func shortYears(_ times: [String]) throws {
    let stream = try read(table(times))
    #expect(stream.reading?.firstTime == DayOrderTests.first)
    #expect(stream.arrival.map(\.seconds) == [0, 86_400, 12 * 86_400])
  }

  @Test("of a first and a last number that may both be the year, the one that stays the same is it")
  func constantYear() throws {
    let before = try read(table(["26-03-16 10:00", "26-03-28 10:00"]))
    let behind = try read(table(["16-03-26 10:00", "28-03-26 10:00"]))
    #expect(before.arrival.map(\.seconds) == [0, 12 * 86_400])
    #expect(behind.arrival.map(\.seconds) == [0, 12 * 86_400])
    #expect(before.reading?.firstTime == DayOrderTests.first + 15 * 86_400_000_000_000)
    #expect(behind.reading?.firstTime == before.reading?.firstTime)
    #expect(try read(table(["26-03-26 10:00"])).count == 1)
  }

  @Test("years of two digits that nothing places are refused by name")
  func untoldYears() {
    for times in [
      ["03/01/26 10:00", "03/02/26 10:00"], ["25-03-26 10:00"], ["16-03-26 10:00", "27-03-28 10:00"],
    ] {
      #expect(fault(table(times))?.message.contains("does not tell day from month") == true)
    }
    #expect(fault(table(["01/03/99 10:00"])) != nil)
  }
}
