import Declarations
import Testing

@testable import Traffic

/// What recordings say of their conversations.
@Suite("Recorded conversations")
struct RecordedTurnTests {
  private let none = QueryStream.noPredecessor

  private func table(_ rows: [String]) -> String {
    (["timestamp,session,turn,predecessor,think_s,latency_s,input_tokens,output_tokens"] + rows).joined(
      separator: "\n")
  }

  private func predecessors(_ stream: QueryStream) -> [Int] {
    stream.predecessor.map { $0 == none ? -1 : Int($0) }
  }

  @Test("a turn follows the latest of its session that was answered, and thinks from its answer on")
  func implicit() throws {
    let stream = try read(
      """
      timestamp,session,latency_s,input_tokens,output_tokens
      0,a,2,10,1
      1,b,4,10,1
      3,a,9,10,1
      5,a,1,10,1
      13,a,1,10,1
      """)
    #expect(stream.session == [0, 1, 0, 0, 0])
    #expect(stream.turn == [0, 0, 1, 2, 3])
    // The third turn was sent while the second ran, so that it followed the first.
    #expect(predecessors(stream) == [-1, -1, 0, 0, 2])
    #expect(stream.think == [-1, -1, 1_000_000_000, 3_000_000_000, 1_000_000_000])
  }

  @Test("stated turns, predecessors and think times are taken, several predecessors join")
  func stated() throws {
    let stream = try read(
      table([
        "0,a,1,,,1,10,1", "2,a,2,1,,1,10,1", "2,a,3,1,,5,10,1", #"9,a,4,"[3, 2]",2.5,1,10,1"#,
      ]))
    #expect(predecessors(stream) == [-1, 0, 0, 2])
    #expect(stream.joins == [TurnJoin(request: 3, predecessor: 1)])
    #expect(stream.think == [-1, 1_000_000_000, 1_000_000_000, 2_500_000_000])
    #expect(stream.turn == [1, 2, 3, 4])
    #expect(stream.predecessors(of: 3) == [2, 1])
  }

  @Test("rows out of order keep their turns, and rows of no session have none")
  func order() throws {
    let stream = try read(
      """
      timestamp,session,input_tokens,output_tokens
      9,a,10,1
      4,,10,1
      2,a,10,1
      """)
    #expect(stream.session == [0, QueryStream.noSession, 0])
    #expect(predecessors(stream) == [-1, -1, 0])
    #expect(stream.think == [-1, -1, -1])
    #expect(stream.turn == [0, 0, 1])
  }

  @Test(
    "what cannot be is refused with its place",
    arguments: [
      (
        ["0,a,1,,,1,10,1", "5,a,2,7,,1,10,1"],
        "trace:3:7: error: predecessor is '7', which is no turn of the session; one of its turns was expected"
      ),
      (
        ["0,a,1,1,,1,10,1"],
        "trace:2:7: error: predecessor is '1', which makes a circle: that turn follows this one"
      ),
      (
        ["0,a,1,2,,1,10,1", "5,a,2,1,,1,10,1"],
        "trace:2:7: error: predecessor is '2', which makes a circle: that turn follows this one"
      ),
      (
        ["0,a,1,2,,1,10,1", "5,a,2,,,1,10,1"],
        "trace:2:7: error: predecessor is '2', which comes after this turn: the session goes back in time; a turn before it was expected"
      ),
      (
        ["0,a,1,,,9,10,1", "5,a,2,1,,1,10,1"],
        "trace:3:7: error: predecessor is '1', whose answer came 4 s after this turn; a turn that had ended was expected"
      ),
      (
        ["0,a,1,,,,10,1", "5,a,2,1,,1,10,1"],
        "trace:3:7: error: predecessor is '1', which never ends: its latency_s is empty and this turn has no think_s; one of them was expected"
      ),
      (
        ["0,a,2,,,1,10,1", "5,a,1,,,1,10,1"],
        "trace:3:5: error: turn is 1, and turn 2 of the session lies before it in time: the session goes back in time; turns in the order of their times were expected"
      ),
      (
        ["0,a,2,,,1,10,1", "5,a,2,,,1,10,1"],
        "trace:3:5: error: turn is 2, which the session has twice; each turn once was expected"
      ),
      (
        ["0,,2,,,1,10,1"],
        "trace:2:4: error: the row has a turn, a predecessor or think_s and no session; a session was expected"
      ),
      (
        ["0,a,,1,,1,10,1"],
        "trace:2:6: error: the row has a predecessor and no turn; its own turn was expected"
      ),
      (["0,a,x,,,1,10,1"], "trace:2:5: error: turn is 'x'; a whole number from 0 was expected"),
      (["0,a,1,,-3,1,10,1"], "trace:2:8: error: think_s is '-3'; seconds of at least 0 were expected"),
    ])
  func faults(rows: [String], message: String) throws {
    let found = try #require(fault(Array(table(rows).utf8)))
    let file = found.file
    #expect(found.description.replacing(file, with: "trace") == message)
  }

  @Test("blocks that are shorter than the prompt are refused")
  func shortBlocks() throws {
    let row =
      #"{"timestamp":0,"input_tokens":100,"output_tokens":1,"prefix_blocks":[1,2],"prefix_block_lengths":[40,50]}"#
    let found = try #require(fault(Array(row.utf8)))
    #expect(
      found.description.replacing(found.file, with: "trace")
        == "trace:1:98: error: prefix_block_lengths add up to 90 tokens, fewer than the 100 of the prompt; blocks of the "
        + "whole prompt were expected")
    let few = #"{"timestamp":0,"input_length":1000,"output_length":1,"hash_ids":[1,2]}"#
    let other = try #require(
      fault(Array((few + "\n" + few.replacing("1000", with: "9000").replacing(":0,", with: ":1,")).utf8)))
    #expect(
      other.description.hasSuffix(
        "2 blocks do not make an input of 9000 tokens with the size of a block that the rows before allow (500 to 999, or "
          + "334 to 500)"), "\(other.description)")
  }

  @Test("a transcript that is cut in the middle of a line is read to its end, and elsewhere refused")
  func cutTranscript() throws {
    func line(_ id: String, _ second: Int) -> String {
      #"{"type":"assistant","sessionId":"s","timestamp":"2026-01-01T00:00:0\#(second)Z","requestId":"\#(id)","#
        + #""message":{"id":"\#(id)","model":"claude-opus-4-5","usage":{"input_tokens":5,"output_tokens":1}}}"#
    }
    let cut = String(line("b", 2).prefix(70))
    let stream = try read(line("a", 1) + "\n" + cut)
    #expect(stream.count == 1 && stream.session == [0])
    let found = try #require(fault(Array([line("a", 1), cut, line("c", 3)].joined(separator: "\n").utf8)))
    #expect(found.description.contains(":2:"), "\(found.description)")
  }

  private func request(_ time: Double, _ ids: [Int], _ latency: Double = 1.5) -> String {
    #"{"t":\#(time),"in":\#(64 * ids.count),"out":7,"hash_ids":\#(ids),"api_time":\#(latency)}"#
  }

  @Test("Weka: sub-agents start behind their parent's turn, run beside it and are joined")
  func weka() throws {
    func agent(_ time: Double, _ requests: [String]) -> String {
      #"{"t":\#(time),"type":"subagent","agent_id":"a","requests":[\#(requests.joined(separator: ","))]}"#
    }
    let inner = agent(4, [request(4.5, [1])])
    let parts = [
      request(0, [1]), agent(2, [request(2, [1]), request(4, [1, 2]), inner, request(7, [1, 2, 3])]),
      agent(2, [request(3, [1], 2)]), request(10, [1, 2]), request(20, [1, 2]),
    ]
    let stream = try read(#"{"id":"s","block_size":64,"requests":[\#(parts.joined(separator: ","))]}"#)
    #expect(stream.arrival.map(\.seconds) == [0, 2, 3, 4, 4.5, 7, 10, 20])
    #expect(Set(stream.session) == [0])
    #expect(predecessors(stream) == [-1, 0, 0, 1, 1, 3, 0, 6])
    #expect(
      stream.joins == [
        TurnJoin(request: 5, predecessor: 4), TurnJoin(request: 6, predecessor: 5),
        TurnJoin(request: 6, predecessor: 2),
      ])
    #expect(stream.think[6] == 1_500_000_000)
  }

  @Test("Bailian: a chat follows the one that it names")
  func bailian() throws {
    func chat(_ id: Int, _ parent: Int, _ time: Double) -> String {
      #"{"chat_id":\#(id),"parent_chat_id":\#(parent),"timestamp":\#(time),"input_length":16,"output_length":1,"#
        + #""type":"text","turn":1,"hash_ids":[1]}"#
    }
    let stream = try read(
      [chat(1, -1, 0), chat(2, -1, 1), chat(3, 1, 2), chat(4, 1, 3)].joined(separator: "\n"))
    #expect(predecessors(stream) == [-1, -1, 0, 0])
    #expect(stream.session == [0, 1, 0, 0])
    #expect(stream.think == [-1, -1, -1, -1])
  }

  @Test("Claude Code: side chains run beside their session and join it")
  func claudeCode() throws {
    func line(_ id: String, _ time: String, side: Bool = false) -> String {
      #"{"type":"assistant","sessionId":"s","isSidechain":\#(side),"timestamp":"2026-01-01T00:00:\#(time)Z","#
        + #""requestId":"\#(id)","message":{"id":"\#(id)","model":"claude-opus-4-5","usage":{"input_tokens":5,"#
        + #""output_tokens":1}}}"#
    }
    let stream = try read(
      [line("a", "01"), line("b", "02", side: true), line("c", "03", side: true), line("d", "04")].joined(
        separator: "\n"))
    #expect(predecessors(stream) == [-1, 0, 1, 0])
    #expect(stream.joins == [TurnJoin(request: 3, predecessor: 2)])
  }

  @Test(
    "session fields of gateways' logs",
    arguments: [
      #"{"request_id":"1","spend":0.1,"startTime":"2026-01-01T00:00:01Z","model":"m","session_id":"x","prompt_tokens":5,"completion_tokens":1}"#,
      #"{"id":"1","traceId":"t","startTime":"2026-01-01T00:00:01Z","model":"m","sessionId":"x","usage":{"input":5,"output":1}}"#,
      #"{"request_id":"1","request_created_at":"2026-01-01T00:00:01Z","request_body":{"model":"m","messages":[{"role":"user","content":"a"}]},"request_properties":{"Helicone-Session-Id":"x"},"response_body":{"usage":{"prompt_tokens":5,"completion_tokens":1}}}"#,
      #"{"timestamp":1,"input_length":5,"output_length":1,"hash_ids":[1],"session_id":"x"}"#,
    ])
  func sessions(line: String) throws {
    let stream = try read(
      line + "\n" + line.replacing(":01Z", with: ":05Z").replacing(#""1""#, with: #""2""#))
    #expect(stream.session == [0, 0])
    #expect(predecessors(stream) == [-1, 0])
  }

  @Test("a cut stream keeps the turns before its end")
  func cut() throws {
    var stream = try read(table(["0,a,1,,,1,10,1", "2,a,2,1,,1,10,1", #"9,a,3,"1,2",,1,10,1"#]))
    stream.cut(at: .seconds(5))
    #expect(stream.session.count == 2 && stream.think.count == 2 && stream.joins.isEmpty)
  }
}
