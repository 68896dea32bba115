import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// Logs of gateways, evaluations, benchmarks and chats; all of it is invented.
@Suite("Logs of One API, Inspect, AIPerf, Lunary, HTTP archives and exported chats")
struct LaterFormsTests {
  private func quoted(_ text: String) -> String { JSONValue.quoted(text) }

  private let request = #"{"model":"m","messages":[{"role":"user","content":"hi"}]}"#
  private let response = #"{"usage":{"prompt_tokens":100,"completion_tokens":10}}"#

  @Test("One API: uses are calls and errors failed ones, other kinds are none; quota makes dollars")
  func oneAPI() throws {
    func log(_ id: Int, _ kind: Int, _ quota: Int, _ input: Int) -> String {
      #"{"id":\#(id),"created_at":\#(1_772_359_200 + id),"type":\#(kind),"username":"ann","token_name":"k","#
        + #""model_name":"m","quota":\#(quota),"prompt_tokens":\#(input),"completion_tokens":\#(input / 10),"use_time":2}"#
    }
    let logs = [log(9, 5, 0, 0), log(5, 2, 5000, 100), log(1, 1, 500_000, 0)].joined(separator: ",")
    let stream = try read(#"{"success":true,"data":{"page":1,"items":[\#(logs)]}}"#)
    let wanted = LogTotals(2, 100, 10, failed: 1, span: 4, latency: 4, cost: 0.01, models: ["m"])
    #expect(stream.reading?.format == "one_api")
    #expect(LogTotals(stream, as: wanted) == wanted)
    let table = try read(
      "id,created_at,type,token_name,model_name,quota,prompt_tokens,completion_tokens,use_time\n"
        + "1,1772359200,1,,,500000,0,0,0\n2,1772359205,2,k,m,5000,100,10,3\n")
    let row = LogTotals(1, 100, 10, latency: 3, cost: 0.01)
    #expect(LogTotals(table, as: row) == row)
  }

  @Test("New API: what was cached stands in a text beside, and beside the input where Anthropic's meaning is")
  func newAPI() throws {
    func log(_ id: Int, _ input: Int, _ other: String) -> String {
      #"{"id":\#(id),"created_at":\#(1_772_359_200 + id),"type":2,"username":"ann","token_name":"k","model_name":"m","#
        + #""quota":500,"prompt_tokens":\#(input),"completion_tokens":10,"other":\#(quoted(other))}"#
    }
    let stream = try read(
      [
        log(1, 1000, #"{"cache_tokens":700,"cache_ratio":0.5,"model_ratio":1.25}"#),
        log(2, 100, #"{"cache_tokens":700,"cache_creation_tokens":200,"claude":true}"#),
        log(
          3, 100,
          #"{"cache_tokens":600,"cache_creation_tokens":300,"cache_creation_tokens_5m":200,"cache_creation_tokens_1h":100,"cache_write_tokens":300,"usage_semantic":"anthropic"}"#
        ), log(4, 50, #"{"model_ratio":1.25}"#),
      ].joined(separator: "\n"))
    #expect(stream.reading?.format == "one_api")
    #expect((0..<4).map { stream.inputTokens($0) } == [1000, 1000, 1000, 50])
    #expect((0..<4).map { stream.recorded.cachedTokens[$0] } == [700, 700, 600, nil])
    #expect((0..<4).map { stream.recorded.writtenTokens[$0] } == [nil, 200, 200, nil])
    #expect(stream.recorded.writtenHourTokens[2] == 100)
  }

  @Test("Inspect: the models' events are the calls, not the sums of samples; cached tokens by their total")
  func inspect() throws {
    func event(_ second: Int, _ usage: String) -> String {
      #"{"event":"model","timestamp":"2026-03-01T10:00:0\#(second)Z","model":"openai/m","input":[{"role":"user","content":"q"}],"#
        + #""output":{"usage":\#(usage),"time":1.5},"config":{"temperature":0}}"#
    }
    let events = [
      #"{"event":"state","timestamp":"2026-03-01T10:00:00Z"}"#,
      event(0, #"{"input_tokens":100,"output_tokens":10,"total_tokens":110}"#),
      event(5, #"{"input_tokens":20,"output_tokens":5,"total_tokens":105,"input_tokens_cache_read":80}"#),
    ]
    func log(_ events: String) -> String {
      #"{"version":2,"eval":{"model":"openai/m"},"stats":{"model_usage":{"openai/m":{"input_tokens":300,"output_tokens":30}}},"#
        + #""samples":[{"id":1,"epoch":1,"output":{"usage":{"input_tokens":20,"output_tokens":5}}\#(events)}]}"#
    }
    let stream = try read(log(#","events":[\#(events.joined(separator: ","))]"#))
    let wanted = LogTotals(2, 200, 15, cached: 80, span: 5, latency: 3, models: ["openai/m"])
    #expect(stream.reading?.format == "inspect")
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(fault(log(""))?.message.hasPrefix("the sample has no events") == true)
  }

  @Test("AIPerf and LLMPerf: each value with its unit, and what failed")
  func benchmarks() throws {
    let record =
      #"{"metadata":{"x_request_id":"a","request_start_ns":1772359200000000000,"request_end_ns":1772359202000000000},"#
      + #""metrics":{"input_sequence_length":{"value":550,"unit":"tokens"},"output_sequence_length":{"value":48,"unit":"tokens"},"#
      + #""time_to_first_token":{"value":255.8,"unit":"ms"}},"error":null}"#
    let stream = try read(record)
    let wanted = LogTotals(1, 550, 48, latency: 2)
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.recorded.firstToken[0] == 255_800_000)
    let start = #"{"metadata":{"x_request_id":"a","timestamp_ns":1772359200000000000},"metrics":"#
    let earlier = try read(
      start + #"{"error_request_count":{"value":1}},"error":{"code":499,"message":"cancelled"}}"# + "\n"
        + start.replacing(":\"a\"", with: ":\"b\"")
        + #"{"input_sequence_length":{"value":550},"ttft":{"value":255.8},"max_response_timestamp":"#
        + #"{"value":1772359202000000000},"output_sequence_length":{"value":193},"#
        + #""reasoning_token_count":{"value":132}},"error":null}"#)
    let second = LogTotals(2, 550, 193, failed: 1, latency: 2)
    #expect(LogTotals(earlier, as: second) == second)
    #expect(earlier.recorded.firstToken[1] == 255_800_000 && earlier.recorded.reasoningTokens[1] == 132)
    let responses = try read(
      #"[{"error_code":null,"error_msg":"","ttft_s":0.5,"end_to_end_latency_s":2.5,"number_output_tokens":150,"number_input_tokens":140},"#
        + #"{"error_code":429,"error_msg":"Rate limit","ttft_s":0,"end_to_end_latency_s":0,"number_output_tokens":0,"number_input_tokens":140}]"#
    )
    let both = LogTotals(2, 140, 150, failed: 1, latency: 2.5)
    #expect(LogTotals(responses, as: both) == both)
  }

  @Test("HTTP archives: the requests to models among the others, streamed answers too")
  func archives() throws {
    func entry(_ second: Int, _ status: Int, _ request: String?, _ response: String) -> String {
      let body = request.map { #","postData":{"text":\#(quoted($0))}"# } ?? ""
      return
        #"{"startedDateTime":"2026-03-01T10:00:0\#(second)Z","time":600,"request":{"method":"POST"\#(body)},"#
        + #""response":{"status":\#(status),"content":{"text":\#(quoted(response))}}}"#
    }
    let streamed =
      "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\ndata: \(response)\n\ndata: [DONE]\n\n"
    let entries = [
      entry(0, 200, request, response), entry(1, 200, nil, "<html>"), entry(3, 200, request, streamed),
      entry(5, 429, request, #"{"error":{}}"#),
    ]
    let stream = try read(#"{"log":{"version":"1.2","entries":[\#(entries.joined(separator: ","))]}}"#)
    let wanted = LogTotals(3, 200, 20, failed: 1, span: 5, latency: 1.8, models: ["m"])
    #expect(stream.reading?.format == "har")
    #expect(LogTotals(stream, as: wanted) == wanted)
  }

  @Test("pairs whose bodies lie deeper, with an answer as it was streamed, and what AutoGen's table holds")
  func pairs() throws {
    let raw =
      "event: message_start\ndata: {\"message\":{\"usage\":{\"input_tokens\":10,\"cache_read_input_tokens\":1000,\"output_tokens\":1}}}\n\n"
      + "event: message_delta\ndata: {\"usage\":{\"output_tokens\":50}}\n\n"
    let traced = try read(
      #"{"request":{"timestamp":1772359200.5,"url":"u","body":\#(request)},"#
        + #""response":{"timestamp":1772359202.5,"status_code":200,"body_raw":\#(quoted(raw))},"logged_at":"2026-03-01T10:00:03Z"}"#
    )
    let one = LogTotals(1, 1010, 50, cached: 1000, models: ["m"])
    #expect(LogTotals(traced, as: one) == one)
    func cell(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
    let table = try read(
      "session_id,request,response,is_cached,cost,start_time,end_time\n"
        + "s,\(cell(request)),\(cell(response)),0,0.01,2026-03-01 10:00:00.0,2026-03-01 10:00:02.0\n"
        + "s,\(cell(request)),\(cell(response)),1,0.0,2026-03-01 10:00:05.0,2026-03-01 10:00:05.0\n")
    let two = LogTotals(2, 200, 20, span: 5, latency: 2, cost: 0.01)
    #expect(LogTotals(table, as: two) == two)
    #expect((0..<2).map { table.recorded.gatewayHit[$0] } == [0, 1])
  }

  @Test("Lunary: runs of models are calls; parts of a cost make the whole; lengths are told")
  func others() throws {
    let runs = try read(
      #"{"id":"a","type":"llm","name":"m","createdAt":"2026-03-01T10:00:00Z","endedAt":"2026-03-01T10:00:02Z","tokens":{"prompt":100,"completion":10},"input":[{"role":"user","content":"q"}]}"#
        + "\n"
        + #"{"id":"b","type":"agent","name":"x","createdAt":"2026-03-01T10:00:03Z","endedAt":"2026-03-01T10:00:04Z","tokens":{"prompt":0,"completion":0}}"#
    )
    let wanted = LogTotals(1, 100, 10, latency: 2, models: ["m"])
    #expect(LogTotals(runs, as: wanted) == wanted)
    let parts = try read(
      #"{"messages":[{"role":"user","content":"q"}],"prompt_tokens":9,"output_tokens":1,"prompt_cost":0.01,"output_cost":0.02,"prompt":{"model":"m"}}"#
    )
    let cost = LogTotals(1, 9, 1, cost: 0.03, models: ["m"])
    #expect(LogTotals(parts, as: cost) == cost)
    let lengths = try read("input_len,output_len\n9,1\n")
    #expect(
      lengths.reading?.notes == ["1 row has lengths in columns that do not say of what, taken as tokens"])
    #expect(
      fault(#"{"category":"RequestResponse","properties":{"requestLength":12000,"responseLength":400}}"#)
        != nil)
  }

  @Test(
    "sums of traces and of hours are refused",
    arguments: [
      #"{"id":"t","start_time":"2026-03-01T10:00:00Z","usage":{"prompt_tokens":300,"completion_tokens":30},"llm_span_count":3}"#,
      "start_time,end_time,usage_type,base_model_name,prompt_tokens,completion_tokens\n1,2,TEXT,m,1000000,20000\n",
    ])
  func sums(_ text: String) {
    #expect(fault(text)?.message.hasPrefix("holds sums of usage or costs") == true)
  }

  @Test(
    "exported chats: each turn of the user is a call, with the usage that is kept, and each answer of a tree")
  func chats() throws {
    func node(_ id: String, _ role: String, _ second: Int, _ parent: String?, _ children: [String]) -> String
    {
      let names = children.map(quoted).joined(separator: ",")
      return #""\#(id)":{"message":{"author":{"role":"\#(role)"},"create_time":\#(1_772_359_200 + second),"#
        + #""content":{"parts":["text of \#(id)"]},"metadata":{"model_slug":"gpt-4o"}},"parent":\#(parent.map(quoted) ?? "null"),"#
        + #""children":[\#(names)]}"#
    }
    let tree = [
      node("a", "user", 0, nil, ["b", "e"]), node("b", "assistant", 1, "a", ["c"]),
      node("e", "assistant", 2, "a", []),
      node("c", "user", 5, "b", ["d"]), node("d", "assistant", 6, "c", []),
    ].joined(separator: ",")
    let chatGPT = try read(
      #"[{"title":"t","create_time":1772359200,"conversation_id":"x","mapping":{\#(tree)}}]"#)
    #expect(chatGPT.count == 3 && chatGPT.prompt == [0, 0, 1] && chatGPT.session == [0, 0, 0])
    #expect(chatGPT.arrival.map(\.seconds) == [0, 0, 5] && chatGPT.texts.text(1) == "text of c")
    #expect(chatGPT.recorded.modelNames == ["gpt-4o"])
    func message(_ role: String, _ second: Int, _ more: String = "") -> String {
      #"{"sender":"\#(role)","role":"\#(role)","text":"t\#(second)","content":"t\#(second)","created_at":"2026-03-01T10:00:0\#(second)Z"\#(more)}"#
    }
    let claude = try read(
      #"[{"uuid":"u","name":"n","chat_messages":[\#(message("human", 0)),\#(message("assistant", 1)),\#(message("human", 5))]}]"#
    )
    #expect(claude.count == 2 && claude.arrival.map(\.seconds) == [0, 5])
    let usage = #","model":"m","usage":{"prompt_tokens":100,"completion_tokens":10}"#
    let openWebUI = try read(
      #"[{"id":"c","user_id":"u","chat":{"messages":[\#(message("user", 0)),\#(message("assistant", 1, usage))]}}]"#
    )
    let wanted = LogTotals(1, 100, 10, models: ["m"])
    #expect(LogTotals(openWebUI, as: wanted) == wanted)
  }
}
