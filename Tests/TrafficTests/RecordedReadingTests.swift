import Testing

@testable import Traffic

@Suite("What is said of how a log was read")
struct RecordedReadingTests {
  @Test("notes have their counts as tables have them")
  func counts() {
    var reading = RecordedReading()
    reading.remarks[Int(RecordedReading.Remark.noUser.rawValue)] = 4000
    #expect(reading.notes == ["4,000 rows have no user, although other rows have one"])
  }
}
