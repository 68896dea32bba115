import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// Traces of sessions with prefix blocks.
@Suite("Traces of sessions")
struct SessionTraceTests {
  private func request(_ time: Double, _ input: Int, _ ids: [Int], model: String = "m") -> String {
    #"{"t":\#(time),"type":"n","model":"\#(model)","in":\#(input),"out":7,"hash_ids":\#(ids),"api_time":1.5}"#
  }

  private func session(_ id: String, _ requests: [String], _ more: String = #""block_size":64,"#) -> String {
    #"{"id":"\#(id)","models":["m"],\#(more)"hash_id_scope":"local","requests":[\#(requests.joined(separator: ","))]}"#
  }

  private func agent(_ time: Double, _ requests: [String]) -> String {
    #"{"t":\#(time),"type":"subagent","agent_id":"a","requests":[\#(requests.joined(separator: ","))]}"#
  }

  @Test("Weka: requests with tokens, models and times; ids are those of a session and its sub-agents")
  func weka() throws {
    let first = session(
      "one",
      [
        request(0, 130, [1, 2]), agent(10, [request(0, 70, [1], model: "small"), request(5, 129, [1, 9])]),
        request(20, 200, [1, 2, 3]),
      ])
    let second = session(
      "two", [request(0, 130, [1, 2]), agent(10, [request(10, 70, [1]), request(12, 140, [1, 2])])])
    let stream = try read(first + "\n" + second)
    #expect(stream.reading?.format == "weka")
    #expect(stream.arrival.map(\.seconds) == [0, 0, 10, 10, 12, 15, 20])
    #expect(stream.userTokens == [130, 130, 70, 70, 140, 129, 200])
    #expect(stream.user == [0, 1, 0, 1, 1, 0, 0])
    #expect(stream.recorded.modelNames == ["m", "small"])
    #expect(stream.recorded.latency[0] == 1_500_000_000)
    let blocks = try #require(stream.prefixBlocks)
    #expect(blocks.blockTokens == 64)
    #expect(blocks.blockCount == 6)
    #expect(blocks.ids == [0, 1, 4, 5, 0, 4, 4, 5, 0, 2, 0, 1, 3])
    let pretty = try read(
      Array(
        first.replacing("\"requests\"", with: "\n  \"requests\"").replacing("{\"id", with: "{\n \"id").utf8))
    #expect(pretty.count == 4)
  }

  @Test("the size of a block is found from tokens and ids, with an id for a partial block or without")
  func blockSizes() throws {
    func row(_ input: Int, _ blocks: Int) -> String {
      #"{"timestamp":0,"input_length":\#(input),"output_length":1,"hash_ids":\#(Array(1...blocks))}"#
    }
    #expect(try read([row(33, 3), row(16, 1)].joined(separator: "\n")).prefixBlocks?.blockTokens == 16)
    #expect(try read([row(1100, 3), row(600, 2)].joined(separator: "\n")).prefixBlocks?.blockTokens == 512)
    // The smallest that fits, where the usual one does not.
    #expect(try read(row(100, 2)).prefixBlocks?.blockTokens == 50)
    #expect(try read([row(130, 2), row(191, 2)].joined(separator: "\n")).prefixBlocks?.blockTokens == 96)
    #expect(
      try read([row(130, 2), row(191, 2), row(640, 10)].joined(separator: "\n")).prefixBlocks?.blockTokens
        == 64)
    let none = fault([row(1024, 2), row(1030, 9)].joined(separator: "\n"))
    #expect(
      none?.message
        == "9 blocks do not make an input of 1030 tokens with the size of a block that the rows before allow "
        + "(512 to 1023, or 342 to 512)")
    #expect(none?.position?.line == 2)
    #expect(try read([row(1024, 2), row(1030, 9)].joined(separator: "\n")) { $0.skipBad = 1 }.count == 1)
    // A stated size is taken where it fits, the usual one as any other, and refused where it does not.
    for size in [512, 600] {
      let stated = try read([row(1024, 2), row(600, 1)].joined(separator: "\n")) { $0.blockTokens = size }
      #expect(stated.prefixBlocks?.blockTokens == size)
    }
    for size in [256, 512] {
      let wrong = fault([row(2 * size, 2), row(1030, 9)].joined(separator: "\n")) { $0.blockTokens = size }
      #expect(
        wrong?.message == "9 blocks of the stated \(size) tokens do not make an input of 1030")
      #expect(wrong?.position?.line == 2)
    }
  }

  @Test("Mooncake with session ids: the session stands for the user")
  func mooncakeSessions() throws {
    let rows = ["a", "b", "a"].map {
      #"{"session_id":"\#($0)","timestamp":0,"input_length":600,"output_length":1,"hash_ids":[1,2]}"#
    }
    let stream = try read(rows.joined(separator: "\n"))
    #expect(stream.reading?.format == "mooncake")
    #expect(stream.user == [0, 1, 0])
  }

  private func chat(_ id: Int, _ parent: Int, _ time: Double, _ input: Int = 33) -> String {
    #"{"chat_id":\#(id),"parent_chat_id":\#(parent),"timestamp":\#(time),"input_length":\#(input),"#
      + #""output_length":9,"type":"text","turn":1,"hash_ids":\#(Array(1...((input + 15) / 16)))}"#
  }

  @Test("Bailian: chats that follow one another are a session, times are seconds, blocks 16 tokens")
  func bailian() throws {
    let stream = try read(
      [chat(1, -1, 0.5), chat(2, -1, 1), chat(3, 1, 2), chat(4, 3, 9), chat(5, 77, 10)].joined(
        separator: "\n"))
    #expect(stream.reading?.format == "bailian")
    #expect(stream.user == [0, 1, 0, 0, 2])
    #expect(stream.arrival.map(\.seconds) == [0, 0.5, 1.5, 8.5, 9.5])
    #expect(stream.prefixBlocks?.blockTokens == 16)
    #expect(
      stream.reading?.notes.contains(
        "1 row has a predecessor that is not in the file; they begin a session")
        == true)
  }

  @Test("sessions that cannot be are faults with their place")
  func faults() {
    func message(_ text: String...) -> [String] {
      let error = fault(text.joined(separator: "\n"))
      return [error?.message ?? "", "\(error?.position?.line ?? 0)"]
    }
    #expect(
      message(chat(1, -1, 5), chat(2, 1, 4)) == [
        "the timestamp lies before that of the parent chat '1'; a later one was expected", "2",
      ])
    #expect(
      message(chat(1, 1, 5))
        == ["parent_chat_id '1' makes a circle: the chat '1' comes before itself", "1"])
    #expect(
      message(chat(1, 2, 5), chat(2, 1, 6))
        == ["parent_chat_id '1' makes a circle: the chat '2' comes before itself", "2"])
    #expect(
      message(session("one", [request(5, 70, [1]), request(4, 70, [1])])) == [
        "t is 4, before that of a request before it in its session; times in order were expected", "1",
      ])
    #expect(
      message(session("one", [request(5, 700, [1])])) == [
        "1 blocks of the stated 64 tokens do not make an input of 700", "1",
      ])
    #expect(
      message(session("one", [request(5, 70, [1])], #""block_size":0,"#)) == [
        "block_size is 0; at least 1 was expected", "1",
      ])
    #expect(
      message(session("one", [request(5, 70, [1]), #"{"t":6,"type":"n","in":70,"out":1}"#]))
        == ["the row lacks 'hash_ids'", "1"])
  }

  @Test("the Weka sessions reuse 95.2135 % of their tokens", .enabled(if: TraceData.isPresent))
  func sessions() throws {
    let stream = try RecordedSource(path: TraceData.path("weka_cc/sessions.jsonl")).read()
    #expect(stream.count == 1727)
    #expect(stream.userCount == 48)
    let share = try #require(stream.profile().prefix).reusableShare
    #expect((share * 1e6).rounded() == 952_135)
  }
}
