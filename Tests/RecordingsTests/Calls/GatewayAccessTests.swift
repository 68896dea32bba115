import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// Access logs and logs of requests of gateways; all of it is invented in their form.
@Suite("Access logs of gateways")
struct GatewayAccessTests {
  private func firstTokens(_ stream: QueryStream) -> [Int64?] {
    (0..<stream.count).map { stream.recorded.firstToken[$0].map { $0 / 1_000_000 } }
  }

  @Test("a request of APISIX that asked no model is no call, and durations are read")
  func apisix() throws {
    func row(_ id: Int, _ more: String) -> String {
      #"{"start_time":\#(1_772_359_200_000 + 1000 * id),"latency":\#(300 + id),"route_id":"1","client_ip":"10.0.0.1","#
        + #""request":{"method":"POST","uri":"/v1/chat/completions","headers":{},"size":9},"response":{"status":200}\#(more)}"#
    }
    func call(_ id: Int) -> String {
      row(
        id,
        #","consumer":{"username":"ann"},"llm_request":{"messages":[{"role":"user","content":"same"}],"stream":true},"#
          + #""llm_response_text":{"content":"x"},"llm_summary":{"request_model":"m","model":"m","duration":100,"#
          + #""prompt_tokens":\#(10 + id),"completion_tokens":5,"upstream_response_time":290}"#)
    }
    let text = [row(0, ""), call(1), row(2, ""), call(3)].joined(separator: "\n")
    let stream = try read(text)
    let wanted = LogTotals(2, 24, 10, span: 2, latency: 0.604, models: ["m"])
    #expect(stream.reading?.format == "apisix")
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(firstTokens(stream) == [100, 100])
    #expect(stream.promptCount == 1 && stream.reading?.users == 2)
  }

  @Test("a line of APISIX's access log without a model is no call")
  func apisixAccess() throws {
    func line(_ second: Int, _ kind: String, _ model: String, _ counts: (String, String), _ first: String)
      -> String
    {
      #"{"timestamp":"2026-03-01T10:00:0\#(second)Z","request_type":"\#(kind)","llm_model":"\#(model)","#
        + #""llm_time_to_first_token":"\#(first)","llm_prompt_tokens":"\#(counts.0)","#
        + #""llm_completion_tokens":"\#(counts.1)","request_time":"1.5","status":"200"}"#
    }
    let stream = try read(
      [
        line(0, "traditional_http", "", ("0", "0"), "0"), line(1, "ai_stream", "m", ("10", "5"), "250"),
        line(2, "traditional_http", "-", ("-", "-"), "-"), line(4, "ai_chat", "m", ("20", "7"), "1500"),
      ].joined(separator: "\n"))
    let wanted = LogTotals(2, 30, 12, span: 3, latency: 3, models: ["m"])
    #expect(stream.reading?.format == "apisix")
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(firstTokens(stream) == [250, 1500])
  }

  @Test("what Higress's plugin counted is a call with its durations, its user and how it went")
  func higress() throws {
    func line(_ id: Int, _ code: Int, _ log: String) -> String {
      #"{"ai_log":\#(JSONValue.quoted(log)),"bytes_received":"5","duration":"1610","method":"POST","request_id":"r\#(id)","#
        + #""response_code":"\#(code)","start_time":"2026-03-01T10:00:0\#(id).000Z"}"#
    }
    let log =
      #"{"model":"qwen-max","input_token":"10","output_token":"5","llm_first_token_duration":"309","#
      + #""llm_service_duration":"1500","consumer":"ann"}"#
    let stream = try read(
      [line(0, 200, log), line(1, 200, "{}"), line(2, 200, "-"), line(3, 429, log)].joined(separator: "\n"))
    let wanted = LogTotals(2, 10, 5, failed: 1, span: 3, latency: 3, models: ["qwen-max"])
    #expect(stream.reading?.format == "higress")
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(firstTokens(stream) == [309, 309])
    #expect(stream.reading?.users == 2)
  }

  @Test("Bifrost's logs have milliseconds, and its cache's answers are hits")
  func bifrost() throws {
    func row(_ id: Int, _ more: String) -> String {
      #"{"id":"l\#(id)","timestamp":"2026-03-01T10:00:0\#(id)Z","object":"chat.completion","provider":"openai","#
        + #""model":"gpt-4o","latency":1500.5,"stream":false,"virtual_key_id":"v","user_id":"ann","#
        + #""input_history":[{"role":"user","content":"q"}],\#(more)}"#
    }
    let usage =
      #""token_usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,"#
      + #""prompt_tokens_details":{"cached_read_tokens":40}}"#
    let rows = [
      row(0, #""status":"success","cost":0.25,\#(usage)"#),
      row(1, #""status":"success","cost":0,"cache_debug":{"cache_hit":true,"hit_type":"direct"},\#(usage)"#),
      row(2, #""status":"processing""#),
      row(3, #""status":"error","error_details":{"status_code":500}"#),
    ]
    let wanted = LogTotals(
      3, 200, 40, cached: 80, failed: 1, span: 3, latency: 4.5015, cost: 0.25, models: ["gpt-4o"])
    let page =
      #"{"logs":[\#(rows.joined(separator: ","))],"pagination":{"total_count":4},"stats":{"total_requests":4}}"#
    for text in [rows.joined(separator: "\n"), page] {
      let stream = try read(text)
      #expect(stream.reading?.format == "bifrost")
      #expect(LogTotals(stream, as: wanted) == wanted)
      #expect((0..<3).map { stream.recorded.gatewayHit[$0] } == [nil, 1, nil])
      #expect(stream.reading?.users == 3)
    }
  }

  @Test("a log with an object, a provider and a latency of its own is no log of Bifrost")
  func noBifrost() throws {
    let row =
      #"{"timestamp":"2026-03-01T10:00:00Z","object":"chat.completion","provider":"openai","model":"gpt-4o","#
      + #""status":"success","stream":false,"latency":1.25,"usage":{"prompt_tokens":100,"completion_tokens":20}}"#
    let stream = try read(row)
    #expect(stream.reading?.format == "usage_log")
    #expect(LogTotals(stream, as: LogTotals(0, 0, 0)) == LogTotals(1, 100, 20))
  }

  @Test(
    "a proxy's record of a full request and its response is no row of Vertex AI, and keeps its time, cost and user"
  )
  func fullRequests() throws {
    let row =
      #"{"timestamp":"2026-03-01T10:00:00Z","full_request":{"model":"gpt-4o","messages":[{"role":"user","content":"q"}]},"#
      + #""full_response":{"id":"c","model":"gpt-4o","choices":[{"message":{"role":"assistant","content":"a"}}],"#
      + #""usage":{"prompt_tokens":100,"completion_tokens":20}},"latency_ms":500,"user":"bob","cost":0.25}"#
    let stream = try read(row)
    let wanted = LogTotals(1, 100, 20, latency: 0.5, cost: 0.25, models: ["gpt-4o"])
    #expect(stream.reading?.format == "openai_chat")
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.reading?.users == 1 && stream.reading?.firstTime != nil && stream.reading?.texts == 1)
  }
}
