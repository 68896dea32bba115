import Testing
import Traffic

@testable import Recordings

/// What stays of first messages when dates, numbers and ids in them change.
@Suite("The shape of first messages")
struct HeadShapeTests {
  private func shape(_ text: String, frame: UInt64 = 1, isFirst: Bool = true) -> HeadShape {
    HeadShape(text, frame: frame, isFirst: isFirst)
  }

  @Test(
    "texts that differ in dates, numbers or ids alone have the same rest, and tell in which",
    arguments: [
      ("It is 2026-03-04T12:00:01.5Z now.", "It is 2026-03-05T01:59:59.25Z now.", [HeadStamps.Kind.dates]),
      (
        "Today is Tuesday, March 3, 2026, 3:05 PM.", "Today is Wednesday, April 15, 2026, 11:45 AM.", [.dates]
      ),
      ("On 4 March 2026 at 12:30", "On 15 May 2026 at 09:00", [.dates]),
      ("Since 1762128000 s", "Since 1762128060 s", [.dates]), ("On 4/3/2026", "On 5/3/2026", [.dates]),
      ("User 17 asks.", "User 4711 asks.", [.numbers]), ("Of 1,204.5 EUR", "Of 7 EUR", [.numbers]),
      (
        "Request 3f2a9c1e-77aa-4b1d-9c0e-1234567890ab.", "Request 00112233-4455-6677-8899-aabbccddeeff.",
        [.ids]
      ),
      ("v1: user 5, 2026-01-01", "v1: user 6, 2026-01-02", [.dates, .numbers]),
      ("v1: user 5, 2026-01-01", "v1: user 5, 2026-01-01", []),
    ])
  func stamps(_ first: String, _ second: String, _ kinds: [HeadStamps.Kind]) {
    let (one, other) = (shape(first), shape(second))
    #expect(one.rest == other.rest)
    #expect(HeadStamps.Kind.allCases.filter { one.stamps.differs(from: other.stamps, in: $0) } == kinds)
  }

  @Test("other words, another speaker and other tools make another rest")
  func rests() {
    #expect(shape("You help Ann.").rest != shape("You help Bob.").rest)
    #expect(shape("You help 7.").rest != shape("You help 7 8.").rest)
    #expect(shape("You help Ann.").rest != shape("You help Ann.", frame: 2).rest)
  }

  @Test("prompts of one beginning are told, where nothing stands before the message")
  func starts() {
    let rest = String(repeating: "word ", count: 1000)
    #expect(shape(rest + "1").start == shape(rest + "2").start)
    #expect(shape("1" + rest).start != shape("2" + rest).start)
    #expect(shape(rest, isFirst: false).start == nil && shape("").start != nil)
  }

  @Test("first messages are taken apart where that is asked for alone")
  func asked() throws {
    let file = try TemporaryFile(
      #"{"timestamp":1,"model":"m","messages":[{"role":"user","content":"Of 7 May"}]}"#)
    var source = RecordedSource(path: file.path)
    #expect(try source.read().recorded.headRest.isEmpty)
    source.keepsHeads = true
    #expect(try source.read().recorded.headRest[0] != nil)
  }
}
