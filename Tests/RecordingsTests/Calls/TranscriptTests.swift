import Declarations
import Testing

@testable import Traffic

/// Transcripts that coding assistants leave on a disk; all of it is invented.
@Suite("Transcripts of coding assistants")
struct TranscriptTests {
  /// A line of an assistant's answer.
  private func answer(
    _ id: String, _ request: String?, _ usage: String, at second: Int = 0, model: String = "claude-opus-4-6",
    side: Bool = false
  ) -> String {
    let request = request.map { #""requestId":"\#($0)","# } ?? ""
    return #"{"type":"assistant","sessionId":"s1","uuid":"u","isSidechain":\#(side),"#
      + #""timestamp":"2026-03-11T02:40:\#(second + 10).000Z",\#(request)"message":{"id":"\#(id)","#
      + #""model":"\#(model)","role":"assistant","content":[{"type":"text","text":"private"}],"usage":\#(usage)}}"#
  }

  private let user =
    #"{"type":"user","sessionId":"s1","uuid":"u0","parentUuid":null,"isSidechain":false,"#
    + #""timestamp":"2026-03-11T02:40:00.000Z","message":{"role":"user","content":"private words"}}"#
  private let usage =
    #"{"input_tokens":3,"cache_creation_input_tokens":500,"cache_read_input_tokens":1000,"#
    + #""cache_creation":{"ephemeral_5m_input_tokens":200,"ephemeral_1h_input_tokens":300},"output_tokens":"#

  @Test("a call is counted once, as the last of its lines says, with what it read and wrote")
  func claude() throws {
    let summary = #"{"type":"summary","summary":"private title","leafUuid":"u9"}"#
    let lines = [
      summary, user, answer("msg_1", "req_1", usage + "2}"), answer("msg_1", "req_1", usage + "410}", at: 1),
      answer("msg_1", "req_1", usage + "410}", at: 2), answer("msg_2", "req_2", usage + "9}", at: 7),
    ]
    let stream = try read(lines.joined(separator: "\n"))
    #expect(stream.reading?.format == "claude_code")
    #expect(stream.count == 2)
    #expect(stream.inputTokens(0) == 1503)
    #expect(stream.outputTokens == [410, 9])
    #expect(stream.recorded.cachedTokens[0] == 1000)
    #expect(stream.recorded.writtenTokens[0] == 200)
    #expect(stream.recorded.writtenHourTokens[0] == 300)
    #expect(stream.arrival.map(\.seconds) == [0, 7])
    #expect(stream.recorded.modelNames == ["claude-opus-4-6"])
    #expect(stream.userCount == 1)
    #expect(!stream.texts.isPresent)
    #expect(
      stream.reading?.notes == [
        "2 rows have a call that another row told of before; it counts once",
        "2 rows have a session, which stands for the user",
      ])
  }

  @Test("the dollars that earlier versions wrote are what a call cost, once")
  func dollars() throws {
    func line(_ cost: String, _ second: Int) -> String {
      let text = answer("msg_1", "req_1", usage + "410}", at: second)
      return String(text.dropLast()) + #","costUSD":\#(cost),"durationMs":900}"#
    }
    let stream = try read([line("0.01", 0), line("0.01", 1)].joined(separator: "\n"))
    #expect(stream.count == 1 && stream.recorded.cost[0] == 10_000_000_000)
    #expect(try read(line("0", 0)).recorded.cost[0] == nil)
  }

  @Test("what a later line of a call tells of its speed, its place and its searches counts")
  func lateTerms() throws {
    let told = #"410,"speed":"fast","inference_geo":"us","server_tool_use":{"web_search_requests":2}}"#
    let stream = try read(
      [answer("msg_1", "req_1", usage + "2}"), answer("msg_1", "req_1", usage + told, at: 1)]
        .joined(separator: "\n"))
    #expect(stream.marks.map(\.terms) == [[.fast, .keptInUS]] && stream.recorded.webSearches[0] == 2)
  }

  @Test("side chains are calls, what they replay of their parent is not, and synthetic messages are none")
  func sideChains() throws {
    let lines = [
      user, answer("msg_1", "req_1", usage + "10}"),
      answer("msg_1", "req_9", usage + "10}", at: 1, side: true),
      answer("msg_2", "req_2", usage + "20}", at: 2, model: "claude-haiku-4-5", side: true),
      answer("m", nil, #"{"input_tokens":0,"output_tokens":0}"#, at: 3, model: "<synthetic>"),
    ]
    let stream = try read(lines.joined(separator: "\n"))
    #expect(stream.outputTokens == [10, 20])
    #expect(stream.recorded.modelNames == ["claude-opus-4-6", "claude-haiku-4-5"])
    // Two requests that answered with one id are two calls.
    let two = try read(
      [answer("msg_1", "a", usage + "1}"), answer("msg_1", "b", usage + "2}")].joined(separator: "\n"))
    #expect(two.count == 2)
  }

  @Test("without ids of requests, what was sent tells the answers of a gateway apart")
  func withoutRequests() throws {
    let lines = [
      answer("x", nil, #"{"input_tokens":5,"output_tokens":1}"#),
      answer("x", nil, #"{"input_tokens":5,"output_tokens":8}"#, at: 1),
      answer("x", nil, #"{"input_tokens":6,"output_tokens":2}"#, at: 2),
    ]
    let stream = try read(lines.joined(separator: "\n"))
    #expect(stream.outputTokens == [8, 2])
    #expect(stream.userTokens == [5, 6])
  }

  @Test("a sub-agent's messages within lines of progress are calls of the session")
  func progress() throws {
    let inner = answer("msg_5", "req_5", usage + "33}", at: 4, side: true)
    let line = #"{"type":"progress","sessionId":"s1","data":{"type":"agent_progress","message":\#(inner)}}"#
    let stream = try read([user, answer("msg_1", "req_1", usage + "10}"), line].joined(separator: "\n"))
    #expect(stream.outputTokens == [10, 33])
    #expect(stream.userCount == 1)
  }

  @Test("a last line that is cut is told and left out; any other is a fault")
  func cut() throws {
    let first = answer("msg_1", "req_1", usage + "10}")
    let second = answer("msg_2", "req_2", usage + "20}", at: 1)
    for length in [1, 40, second.utf8.count - 1] {
      let part = String(decoding: Array(second.utf8)[..<length], as: UTF8.self)
      let stream = try read(first + "\n" + part)
      #expect(stream.outputTokens == [10])
      #expect(
        stream.reading?.notes.contains("the last line is cut, as while it was being written, and left out")
          == true)
      let error = fault(first + "\n" + part + "\n" + second)
      #expect(error?.kind == .badInput)
      #expect(error?.position?.line == 2)
    }
    // A log that is no transcript is held to its last line.
    #expect(fault(#"{"prompt":"a"}"# + "\n" + #"{"prompt":"#)?.position?.line == 2)
  }

  @Test("the result of a session sums up its calls: alone it is refused, beside them it adds nothing")
  func results() throws {
    let begin = #"{"type":"system","subtype":"init","session_id":"s","model":"m"}"#
    let result =
      #"{"type":"result","subtype":"success","session_id":"s","total_cost_usd":0.001,"usage":{"input_tokens":10,"output_tokens":5}}"#
    #expect(
      fault(begin + "\n" + result + "\n")?.message.hasPrefix(
        "was read as 'claude_code' (Claude Code and Qwen Code transcripts: the JSONL of a project), and none of its 2 rows "
          + "is a call: a message with its usage") == true)
    let answer =
      #"{"type":"assistant","session_id":"s","message":{"id":"a","model":"m","usage":{"input_tokens":4,"output_tokens":5}}}"#
    #expect(try read([begin, answer, result].joined(separator: "\n")).userTokens == [4])
  }

  @Test("Codex: a count of tokens is a call of the turn's model, and the same total again is none")
  func codex() throws {
    func line(_ second: Int, _ type: String, _ payload: String) -> String {
      #"{"timestamp":"2025-10-17T05:54:\#(second + 10).000Z","type":"\#(type)","payload":\#(payload)}"#
    }
    func usage(_ input: Int, _ cached: Int, _ output: Int, _ reasoning: Int) -> String {
      #"{"input_tokens":\#(input),"cached_input_tokens":\#(cached),"output_tokens":\#(output),"#
        + #""reasoning_output_tokens":\#(reasoning),"total_tokens":\#(input + output)}"#
    }
    func count(_ second: Int, total: String, last: String) -> String {
      line(
        second, "event_msg",
        #"{"type":"token_count","info":{"total_token_usage":\#(total),"last_token_usage":\#(last)}}"#)
    }
    let first = usage(100, 60, 20, 5)
    let stream = try read(
      [
        line(0, "session_meta", #"{"id":"s7","cwd":"/private"}"#),
        line(0, "turn_context", #"{"model":"gpt-5-codex"}"#),
        line(1, "event_msg", #"{"type":"token_count","info":null}"#), count(2, total: first, last: first),
        count(3, total: first, last: first),
        line(4, "response_item", #"{"type":"message","content":"private"}"#),
        line(5, "turn_context", #"{"model":"gpt-5-mini"}"#),
        count(6, total: usage(300, 160, 50, 5), last: usage(200, 100, 30, 0)),
        #"{"timestamp":"2025-10-17T05:54:20.000Z","type":"event_m"#,
      ].joined(separator: "\n"))
    #expect(stream.reading?.format == "codex")
    #expect(stream.userTokens == [100, 200])
    #expect(stream.outputTokens == [20, 30])
    #expect(stream.recorded.cachedTokens.values == [60, 100])
    #expect(stream.recorded.reasoningTokens.values == [5, 0])
    #expect(stream.recorded.modelNames == ["gpt-5-codex", "gpt-5-mini"])
    #expect(stream.arrival.map(\.seconds) == [0, 4])
    #expect(
      stream.reading?.notes == [
        "1 row has a call that another row told of before; it counts once",
        "2 rows have a session, which stands for the user",
        "the last line is cut, as while it was being written, and left out",
      ])
  }

  @Test("Codex: a total alone tells what a call added to it, and sums that fell begin anew")
  func codexTotals() throws {
    func count(_ second: Int, _ input: Int, _ cached: Int, _ output: Int) -> String {
      let total =
        #"{"input_tokens":\#(input),"cached_input_tokens":\#(cached),"output_tokens":\#(output),"#
        + #""total_tokens":\#(input + output)}"#
      return #"{"timestamp":"2026-01-17T05:54:\#(second + 10)Z","type":"event_msg","#
        + #""payload":{"type":"token_count","info":{"total_token_usage":\#(total)}}}"#
    }
    let start = #"{"timestamp":"2026-01-17T05:54:00Z","type":"turn_context","payload":{"model":"gpt-5"}}"#
    let stream = try read(
      [
        start, count(0, 1000, 100, 200), count(1, 1600, 300, 450), count(2, 1600, 300, 450),
        count(9, 50, 0, 7),
      ].joined(separator: "\n"))
    #expect(stream.reading?.format == "codex")
    #expect(stream.userTokens == [1000, 600, 50])
    #expect(stream.outputTokens == [200, 250, 7])
    #expect(stream.recorded.cachedTokens.values == [100, 200, 0])
    #expect(stream.reading?.notes == ["1 row has a call that another row told of before; it counts once"])
    // A count without any sum is still a fault.
    let none = #"{"type":"token_count","info":{"model_context_window":9}}"#
    let line = #"{"timestamp":"2026-01-17T05:54:00Z","type":"event_msg","payload":\#(none)}"#
    #expect(fault(start + "\n" + line + "\n" + start)?.position?.line == 2)
  }

  @Test("Codex: a call is one, whether a count, a record of its usage or both tell it")
  func codexRecords() throws {
    func line(_ second: Int, _ type: String, _ payload: String) -> String {
      #"{"timestamp":"2026-09-07T16:03:\#(second + 10).000Z","type":"\#(type)","payload":\#(payload)}"#
    }
    func usage(_ input: Int, _ output: Int) -> String {
      #"{"input_tokens":\#(input),"cached_input_tokens":10,"output_tokens":\#(output),"reasoning_output_tokens":5}"#
    }
    func count(_ second: Int, _ total: Int, _ input: Int) -> String {
      line(
        second, "event_msg",
        #"{"type":"token_count","info":{"total_token_usage":\#(usage(total, 9)),"last_token_usage":\#(usage(input, 20))}}"#
      )
    }
    func record(_ second: Int, _ input: Int, thread: String = "s7") -> String {
      line(
        second, "token_usage_record",
        #"{"thread_id":"\#(thread)","response_id":"r\#(second)","usage":\#(usage(input, 20)),"thread_token_usage":{}}"#
      )
    }
    let start = [line(0, "session_meta", #"{"id":"s7"}"#), line(0, "turn_context", #"{"model":"gpt-5"}"#)]
    // The compaction of 5000 has a record alone; the counts of its parent thread are none of its own.
    let both = [
      record(1, 100), count(1, 100, 100), count(2, 100, 100), record(3, 5000), record(4, 200),
      count(4, 300, 200), record(5, 70, thread: "other"),
    ]
    let records = both.filter { $0.contains("token_usage_record") }
    let counts = both.filter { $0.contains("token_count") } + [count(6, 5300, 5000)]
    let turned = [both[1], both[0], both[3], both[5], both[4]]
    for lines in [both, records, counts, turned] {
      let stream = try read((start + lines).joined(separator: "\n"))
      #expect(stream.reading?.format == "codex")
      let wanted = LogTotals(3, 5300, 60, cached: 30, models: ["gpt-5"])
      #expect(LogTotals(stream, as: wanted) == wanted)
    }
    // Two calls of the same counts are two.
    let equal = try read(
      (start + [record(1, 100), count(1, 100, 100), record(2, 100), count(2, 200, 100)])
        .joined(separator: "\n"))
    #expect(equal.count == 2)
  }

  @Test("a line of a transcript that cannot be has its place")
  func faults() {
    let bare = #"{"type":"assistant","sessionId":"s1","timestamp":"2026-03-11T02:40:00Z"}"#
    let missing = fault(user + "\n" + bare + "\n" + user)
    #expect(missing?.message == "the row lacks 'message'")
    #expect(missing?.position?.line == 2)
    let negative = fault(answer("m", "r", #"{"input_tokens":-3,"output_tokens":1}"#) + "\n" + user)
    #expect(
      negative?.message
        == "input_tokens is -3, negative; an integer from 0 to 2147483647 was expected")
  }
}
