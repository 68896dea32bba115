import Declarations
import Testing

@testable import Recordings
@testable import Traffic

@Suite("Dates and times of recordings")
struct DateTextTests {
  /// 2024-03-31 13:00:00 UTC.
  private static let one: Int128 = 1_711_890_000_000_000_000

  @Test(
    "forms whose meaning is certain are one time",
    arguments: [
      "2024-03-31T13:00:00Z", "2024/03/31 13:00:00", "2024-3-31 13:00", "20240331T130000Z", "20240331130000",
      "2024-03-31T15:00:00+02:00[Europe/Berlin]", "2024-03-31 13:00:00 +0000 UTC",
      "2024-03-31 15:00:00 +0200 m=+0.1", "31/Mar/2024:13:00:00 +0000", "Sun, 31 Mar 2024 15:00:00 +0200",
      "Sun Mar 31 13:00:00 2024", "Mar 31, 2024 13:00:00", "31 March 2024 13:00 UTC", "31-Mar-2024 13:00:00",
      "20240331T180000.000+0500", "2024-03-31t13:00:00,000-00:00", "2024-03-31 01:00:00 PM",
      "2024-03-31 1:00 p.m.", "3/31/2024 1:00 PM", "31/03/2024, 13:00:00", "31.03.2024 13:00",
      "2024-03-31 09:00:00 EDT", "2024-03-31 15:00:00 CEST", "2024-03-31 22:00:00 JST",
      "Sun Mar 31 2024 15:00:00 GMT+0200 (Central European Summer Time)", "2024-03-31 14:00:00 UTC+01:00",
      "Sun Mar 31 13:00:00 UTC 2024", "Mar 31, 2024, 1:00:00\u{202F}PM",
      "2024-03-31 13:00:00 (UTC)", "31.03.2024 13:00 Uhr", "2024年3月31日 13:00:00", "2024年03月31日13时00分00秒",
      "2024年3月31日13時",
    ])
  func forms(text: String) {
    #expect(DateText.read(ArraySlice(text.utf8)) == DateTextTests.one)
  }

  @Test("the second 60 ends the last minute of a day in UTC, and 24:00 the day")
  func ends() {
    func time(_ text: String) -> Int128? { DateText.read(ArraySlice(text.utf8)) }
    #expect(time("2016-12-31T23:59:60Z") == time("2017-01-01T00:00:00Z"))
    #expect(time("2017-01-01T00:59:60+01:00") == time("2017-01-01T00:00:00Z"))
    #expect(time("2024-03-31T24:00:00Z") == time("2024-04-01"))
    #expect(time("2024-03-31 12:00 AM") == time("2024-03-31"))
    for text in [
      "2024-03-31T24:00:01Z", "2024-03-31 13:00 PM", "2024-03-31 0:30 AM", "2016-12-31T12:30:60Z",
      "2023-02-29", "20230229T000000Z",
    ] {
      #expect(time(text) == nil)
    }
  }

  @Test(
    "what is not certain is refused, and why is said",
    arguments: [
      ("03/04/2024 13:00:00", ", which does not tell day from month"),
      ("11-03-2024", ", which does not tell day from month"),
      ("24-03-31 13:00:00", ", which does not tell day from month"),
      ("2024-03-31 01:00:00 CST", ", in a zone without its offset"),
      ("2024-03-31 01:00:00 Mars/Base", ", in a zone that /usr/share/zoneinfo/ does not have"),
      ("3/4/2024 1:00 PM", ", which does not tell day from month"),
      ("2024-W13-7T13:00:00Z", ""), ("13:00:00", ""), ("NULL", ""),
    ])
  func refused(text: String, reason: String) {
    #expect(
      fault("prompt,timestamp\na,\(text)\n")?.message
        == "the timestamp is '\(text)'\(reason); a number or a date such as 2023-11-16 18:15:46.68 was expected"
    )
  }

  @Test("a number of a day is asked about, not taken for seconds, unless the unit is stated")
  func days() throws {
    let text = "prompt,timestamp\na,20240331\nb,20240401\n"
    #expect(
      fault(text)?.message
        == "the timestamp 20240331 may be a day or seconds; a day with hyphens, or timestamp_unit, was expected"
    )
    #expect(try read(text) { $0.timestampUnit = .seconds }.arrival.map(\.seconds) == [0, 70])
    #expect(try read("prompt,timestamp\na,20241331\n").count == 1)
    let sheet = try read("prompt,timestamp\na,45000.5\nb,45001.5\n")
    #expect(
      sheet.reading?.notes == [
        "2 rows have a time between 36,526 and 73,050, taken as seconds; as days of a spreadsheet they would lie in this "
          + "century"
      ])
    #expect(try read("prompt,timestamp\na,45000\nb,99000\n").reading?.notes == [])
  }

  @Test("units that change within a file are taken by their size, and told")
  func mixed() throws {
    let stream = try read(
      "prompt,timestamp\na,1700000000\nb,1700000060000\nc,2023-11-14T22:15:20Z\nd,\"1700000180,5\"\n")
    #expect(stream.arrival.map(\.seconds) == [0, 60, 120, 180.5])
    #expect(
      stream.reading?.notes == [
        "2 rows have a time in another unit than the first one; each is taken by its own size"
      ])
  }

  @Test("numbers of other origins are named, not taken for nanoseconds")
  func origins100() {
    for (number, name) in [
      ("638977860000000000", "ticks of .NET"), ("133000000000000000", "a file time of Windows"),
    ] {
      #expect(
        fault("prompt,timestamp\na,\(number)\n")?.message
          == "the timestamp is \(number), which may be \(name); seconds since 1970 or a date were expected")
    }
  }

  @Test(
    "times that databases write as objects are read",
    arguments: [
      #"{"$date":"2023-11-14T22:13:20Z"}"#, #"{"$date":{"$numberLong":"1700000000000"}}"#,
      #"{"seconds":1700000000,"nanos":0}"#, #"{"_seconds":1700000000,"_nanoseconds":0}"#,
      #""/Date(1700000000000)/""#,
    ])
  func objects(text: String) throws {
    let table = #"{"prompt":"a","timestamp":\#(text)}"#
    let chat = #"{"messages":[{"role":"user","content":"a"}],"timestamp":\#(text)}"#
    for line in [table, chat] {
      #expect(try read(line).reading?.firstTime == 1_700_000_000_000_000_000)
    }
  }

  @Test("a time of zero beside times since 1970 is a fault of its row, either way round")
  func origins() {
    let first = fault("prompt,timestamp\na,0\nb,1700000000\n")
    #expect(
      first?.message
        == "the timestamp is since 1970, that of the first row 0 s; times from one origin were expected")
    #expect(first?.position == SourcePosition(line: 3, column: 1))
    #expect(
      fault("prompt,timestamp\na,1700000000\nb,0\n")?.message
        == "the timestamp is 0 s, that of the first row since 1970; times from one origin were expected")
    #expect(fault("prompt,timestamp\na,0\nb,1700000\n") == nil)
  }
}
