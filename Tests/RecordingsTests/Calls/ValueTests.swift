import Declarations
import Testing

@testable import Files
@testable import Recordings
@testable import Traffic

@Suite("Values of recordings")
struct ValueTests {
  private func cell(_ text: String) -> Cell {
    Cell(text: ArraySlice(text.utf8), position: SourcePosition(line: 3, column: 5))
  }

  @Test(
    "a decimal number is read exactly",
    arguments: [
      ("0", 9, 0), ("1.5", 9, 1_500_000_000), ("1700000000.123456789", 9, 1_700_000_000_123_456_789),
      ("-2.25", 3, -2250), ("+7", 0, 7), ("1.7e9", 9, 1_700_000_000_000_000_000), ("5e-10", 9, 1),
      ("4e-10", 9, 0),
      (" 12 ", 0, 12), (".5", 1, 5), ("5.", 1, 50),
      ("0.10000000000000000000000000000000000000000000001", 9, 100_000_000),
      ("0e999999", 9, 0), ("1e-999", 9, 0),
    ])
  func decimal(text: String, scale: Int, value: Int) {
    #expect(DecimalText.read(ArraySlice(text.utf8), scale: scale) == .value(Int128(value)))
  }

  @Test(
    "what is no decimal number is none",
    arguments: ["", " ", "-", "NaN", "nan", "inf", "0x10", "1,5", "1e", "e5", "1.2.3", "1 2", "--1", "1e5x"])
  func noDecimal(text: String) {
    #expect(DecimalText.read(ArraySlice(text.utf8), scale: 9) == .notANumber)
  }

  @Test(
    "numbers beyond 38 digits are too large and never trap",
    arguments: ["1e400", "9e37", String(repeating: "9", count: 400)])
  func hugeDecimal(text: String) {
    #expect(DecimalText.read(ArraySlice(text.utf8), scale: 9) == .tooLarge)
  }

  @Test(
    "a date is read to the nanosecond",
    arguments: [
      ("1970-01-01 00:00:00", 0), ("2023-11-16 18:15:46.6805900", 1_700_158_546_680_590_000),
      ("2023-11-16T18:15:46.680590000999Z", 1_700_158_546_680_590_000),
      ("2024-02-29T00:00:00+01:00", 1_709_161_200_000_000_000),
      ("2000-01-01 00:00:00.000000001-0530", 946_704_600_000_000_001),
      ("1969-12-31T23:59:59Z", -1_000_000_000),
      ("2024-05-10 00:00:00.009930+00:00", 1_715_299_200_009_930_000),
      ("2024-05-10 12:30", 1_715_344_200_000_000_000), ("2024-03-31", 1_711_843_200_000_000_000),
      ("2024-03-31 01:01:30.123 UTC", 1_711_846_890_123_000_000),
      ("2024-03-31T01:01:30.000Z[UTC]", 1_711_846_890_000_000_000),
      ("Sun, 31 Mar 2024 01:01:30 GMT", 1_711_846_890_000_000_000),
    ])
  func date(text: String, nanoseconds: Int) {
    #expect(Timestamp.date(ArraySlice(text.utf8)) == Int128(nanoseconds))
  }

  @Test(
    "what is no date is none",
    arguments: [
      "", "2023-02-29 00:00:00", "2023-13-01 00:00:00", "2023-00-01 00:00:00", "2023-01-01 24:00:01",
      "2023-01-01 00:60:00", "2023-01-01 00:00:00.", "2023-01-01 00:00:00+", "2023-01-01 00:00:00Zx",
      "18:15:46",
      "2023-01-01 00:00:61", "2100-02-29 00:00:00",
    ])
  func noDate(text: String) {
    #expect(Timestamp.date(ArraySlice(text.utf8)) == nil)
  }

  @Test(
    "the unit of a time follows from its size",
    arguments: [
      ("1730932263.691", "s"), ("1730932263691", "ms"), ("1730932263691000", "us"),
      ("1730932263691000000", "ns"), ("2024-11-06T22:31:03.691Z", "iso8601"),
    ])
  func unitBySize(text: String, unit: String) throws {
    let read = try Timestamp.read(cell(text))
    #expect(read.time == 1_730_932_263_691_000_000)
    #expect(read.unit.rawValue == unit)
  }

  @Test("numbers of a span that begins at zero are seconds; what is neither number nor date is a fault")
  func smallTimes() throws {
    #expect(try Timestamp.read(cell("0")).time == 0)
    #expect(try Timestamp.read(cell("99999999999")).unit == .seconds)
    #expect(try Timestamp.read(cell("100000000000")).unit == .milliseconds)
    let fault = #expect(throws: RowFault.self) { try Timestamp.read(cell("yesterday")) }
    #expect(
      fault?.diagnostic.message
        == "the timestamp is 'yesterday'; a number or a date such as 2023-11-16 18:15:46.68 was expected")
  }

  @Test("timestamps have a range by their unit")
  func range() throws {
    #expect(
      try Timestamp.read(cell("9007199254740992"), .milliseconds) == Int128(9_007_199_254_740_992) * 1_000_000
    )
    #expect(throws: RowFault.self) { try Timestamp.read(cell("9007199254740993"), .milliseconds) }
    #expect(throws: RowFault.self) { try Timestamp.read(cell("-1"), .seconds) }
    #expect(throws: RowFault.self) { try Timestamp.read(cell("NaN"), .seconds) }
    #expect(try Timestamp.read(cell("1700000000123456789"), .nanoseconds) == 1_700_000_000_123_456_789)
    #expect(throws: RowFault.self) { try Timestamp.read(cell("9223372036854775808"), .nanoseconds) }
  }

  @Test(
    "token counts",
    arguments: [
      ("0", 0), ("374", 374), ("12.0", 12), ("1e3", 1000), ("2147483647", 2_147_483_647), ("7.0000004", 7),
    ])
  func tokens(text: String, count: UInt32) throws {
    #expect(try TokenCount.read(cell(text), "tokens") == count)
  }

  @Test(
    "token counts that are none",
    arguments: [
      ("-1", "negative"), ("NaN", "no number"), ("", "empty"), ("3.5", "a fraction"),
      ("2147483648", "too large"),
      ("4294967297", "too large"), ("1e300", "too large"), ("12abc", "no number"),
    ])
  func badTokens(text: String, words: String) {
    let fault = #expect(throws: RowFault.self) { try TokenCount.read(cell(text), "tokens") }
    #expect(fault?.reason == .badTokenCount)
    #expect(fault?.diagnostic.position == SourcePosition(line: 3, column: 5))
    #expect(fault?.diagnostic.message.contains(words) == true, "\(fault?.diagnostic.message ?? "")")
  }

  @Test("fingerprints are MurmurHash3 x64 128")
  func fingerprint() {
    func digits(_ text: String) -> [UInt64] {
      let fingerprint = Fingerprint(Array(text.utf8))
      return [fingerprint.high, fingerprint.low]
    }
    // Reference values of the SMHasher implementation.
    #expect(digits("") == [0, 0])
    #expect(digits("hello") == [0xcbd8_a7b3_41bd_9b02, 0x5b1e_906a_48ae_1d19])
    #expect(
      digits("The quick brown fox jumps over the lazy dog") == [0xe34b_bc7b_bc07_1b6c, 0x7a43_3ca9_c49a_9347])
  }
}
