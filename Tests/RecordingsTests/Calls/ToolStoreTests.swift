import Declarations
import Testing

@testable import Files
@testable import Recordings
@testable import Traffic

/// Logs that tools keep in forms of their own; all of it is invented.
@Suite("GuideLLM, llm, VS Code's changes, and databases")
struct ToolStoreTests {
  private func request(_ start: Double, isWhole: Bool = true) -> String {
    #"{"type_":"generative_request_stats","request_id":"g\#(start)","request_args":"{\"body\":{\"model\":\"m\","#
      + #"\"messages\":[{\"role\":\"user\",\"content\":\"p\"}]}}","info":{"status":"\#(isWhole ? "completed" : "errored")"},"#
      + #""request_start_time":\#(start),"request_end_time":\#(start + 2.5),"prompt_tokens":10,"output_tokens":5,"#
      + #""cached_tokens":4,"time_to_first_token_ms":300.0}"#
  }

  @Test("GuideLLM: the requests of all benchmarks are calls; those in error failed; sums alone are refused")
  func guideLLM() throws {
    func benchmark(_ successful: [Double], _ errored: [Double]) -> String {
      #"{"config":{"backend":{"model":"m"}},"metrics":{"request_totals":{"successful":\#(successful.count)}},"requests":{"#
        + #""successful":[\#(successful.map { request($0) }.joined(separator: ","))],"incomplete":[],"errored":["#
        + "\(errored.map { request($0, isWhole: false) }.joined(separator: ","))]}}"
    }
    let both =
      benchmark([1_772_359_200, 1_772_359_210], [1_772_359_220]) + "," + benchmark([1_772_359_300], [])
    let report = #"{"metadata":{"version":1},"args":{"model":"m"},"benchmarks":[\#(both)]}"#
    let wanted = LogTotals(4, 30, 15, cached: 12, failed: 1, span: 100, latency: 10, models: ["m"])
    for text in [report, report.replacing(#""benchmarks""#, with: "\n\"benchmarks\"")] {
      let stream = try read(text)
      #expect(stream.reading?.format == "guidellm")
      #expect(LogTotals(stream, as: wanted) == wanted)
    }
    let old =
      #"{"benchmarks":[{"worker":{"backend_model":"n"},"request_totals":{"successful":1},"metrics":{},"requests":{"successful":["#
      + #"{"request_id":"a","prompt":"p","output":"x","prompt_tokens":10,"output_tokens":5,"start_time":1772359200.0,"#
      + #""end_time":1772359202.0}],"incomplete":[],"errored":[]}}]}"#
    let earlier = LogTotals(1, 10, 5, latency: 2, models: ["n"])
    #expect(LogTotals(try read(old), as: earlier) == earlier)
    let sums =
      #"{"benchmarks":[{"metrics":{"request_totals":{"successful":9}},"requests":{"successful":[],"incomplete":[],"errored":[]}}]}"#
    #expect(fault(sums)?.message.contains("sums and no requests") == true)
  }

  private func row(_ id: Int, _ conversation: String, _ details: String) -> String {
    #"{"id":"\#(id)","model":"m","prompt":"hi","system":null,"prompt_json":null,"options_json":"{}","response":"yo","#
      + #""conversation_id":"\#(conversation)","duration_ms":1200,"datetime_utc":"2026-03-01T10:00:0\#(id).5+00:00","#
      + #""input_tokens":10,"output_tokens":5,"token_details":\#(JSONValue.quoted(details))}"#
  }

  @Test("llm: its rows are calls, cached tokens in each provider's words; going on equals no other request")
  func llm() throws {
    let rows = [
      row(0, "a", #"{"prompt_tokens_details":{"cached_tokens":8}}"#), row(1, "b", "null"),
      row(2, "a", "null"),
      row(3, "c", #"{"cache_read_input_tokens":900,"cache_creation_input_tokens":100}"#),
    ]
    let stream = try read("[" + rows.joined(separator: ",\n") + "]")
    let wanted = LogTotals(4, 1040, 20, cached: 908, written: 100, span: 3, latency: 4.8, models: ["m"])
    #expect(stream.reading?.format == "llm")
    #expect(LogTotals(stream, as: wanted) == wanted)
    let variants = (0..<4).map { stream.variants.variant(of: $0) }
    #expect(variants[0] == variants[1])
    #expect(variants[2] != variants[0])
    let turn =
      #"{"id":"t","thread_id":"h","model":"m","options_json":null,"input_tokens":10,"output_tokens":5,"token_details":null,"#
      + #""duration_ms":900,"datetime_utc":"2026-03-01T10:00:00+00:00"}"#
    #expect(LogTotals(try read(turn), as: LogTotals(0, 0, 0)) == LogTotals(1, 10, 5))
  }

  private static let chat = [
    #"{"kind":0,"v":{"version":3,"creationDate":1772359200000,"sessionId":"s","requests":[],"inputState":{"inputText":""}}}"#,
    #"{"kind":1,"k":["inputState","inputText"],"v":"a"}"#,
    #"{"kind":2,"k":["requests"],"v":[{"requestId":"1","timestamp":1772359200000,"message":{"text":"p"},"modelId":"m"},"#
      + #"{"requestId":"gone","timestamp":1772359201000,"modelId":"m","promptTokens":7,"completionTokens":7}]}"#,
    #"{"kind":1,"k":["requests",0,"result"],"v":{"metadata":{"promptTokens":1000,"outputTokens":50}}}"#,
    #"{"kind":2,"k":["requests"],"i":1,"v":[{"requestId":"2","timestamp":1772359260000,"message":{"text":"q"},"modelId":"m"}]}"#,
    #"{"kind":1,"k":["requests",1,"promptTokens"],"v":500}"#,
    #"{"kind":1,"k":["requests",1,"completionTokens"],"v":20}"#,
    #"{"kind":2,"k":["requests"],"v":[{"requestId":"3","timestamp":1772359270000,"message":{"text":"r"},"modelState":{"value":0}}]}"#,
    #"{"kind":3,"k":["inputState","inputText"]}"#,
  ]

  @Test(
    "VS Code: a chat is what its changes make of it; what is not answered yet is no call, a cut end is left out"
  )
  func changes() throws {
    let wanted = LogTotals(2, 1500, 70, span: 60, models: ["m"])
    for end in ["", #"{"kind":2,"k":["requests"],"v":[{"requ"#] {
      let stream = try read((ToolStoreTests.chat + [end]).joined(separator: "\n"))
      #expect(stream.reading?.format == "vscode_chat")
      #expect(LogTotals(stream, as: wanted) == wanted)
    }
    let broken = fault(
      (ToolStoreTests.chat + [#"{"kind":2"#, ToolStoreTests.chat[1]]).joined(separator: "\n"))
    #expect(broken?.position?.line == 10)
  }

  @Test("changes to places that are not there change nothing, and list places are bound")
  func places() throws {
    var log = try #require(
      MutationLog(try JSONParser.parse(Array(#"{"kind":0,"v":{"a":[1,2],"b":{"c":1}}}"#.utf8))))
    for line in [
      #"{"kind":1,"k":["a",9],"v":1}"#, #"{"kind":1,"k":["a",-1],"v":1}"#, #"{"kind":1,"k":["x","y"],"v":1}"#,
      #"{"kind":3,"k":["b","z"]}"#, #"{"kind":1,"k":["b","d"],"v":2}"#,
      #"{"kind":2,"k":["a"],"i":1,"v":[3]}"#,
      #"{"kind":1,"k":["a",2],"v":4}"#, #"{"kind":3,"k":["b","c"]}"#,
    ] {
      #expect(log.take(try JSONParser.parse(Array(line.utf8))))
    }
    #expect(!log.take(try JSONParser.parse(Array(#"{"kind":9,"k":["a"]}"#.utf8))))
    #expect(log.state.canonicalText == #"{"a":[1,3,4],"b":{"d":2}}"#)
  }

  @Test(
    "a database is refused with the command that prints its rows, Parquet with one that turns it into lines")
  func stores() {
    func refusal(_ tables: String) -> String {
      fault(Array("SQLite format 3\0".utf8) + [UInt8](repeating: 0, count: 100) + Array(tables.utf8))?.message
        ?? ""
    }
    #expect(
      refusal("CREATE TABLE [responses] ([id] TEXT)").contains("sqlite3 -json FILE \"SELECT * FROM responses")
    )
    #expect(
      refusal("CREATE TABLE \"turns\" (id)CREATE TABLE responses (id)").contains("llm logs list -n 0 --json"))
    #expect(
      refusal(
        "CREATE TABLE IF NOT EXISTS `calls` (id)CREATE TABLE sqlite_sequence(name)CREATE TABLE users(id)"
      )
      .contains("of its calls, users"))
    #expect(refusal("").hasSuffix("> FILE.json`"))
    #expect(
      fault(Array("PAR1".utf8) + [UInt8](repeating: 0, count: 300))?.message.contains("read_parquet") == true)
  }

  @Test("Opik's costs, AgentOps's times, Databricks's durations and answers of Workers AI are read")
  func furtherNames() throws {
    let opik =
      #"{"id":"s","traceId":"t","type":"llm","startTime":"2026-03-01T10:00:00Z","endTime":"2026-03-01T10:00:01Z","#
      + #""input":{"messages":[{"role":"user","content":"q"}]},"output":{},"model":"m","totalEstimatedCost":0.25,"#
      + #""usage":{"prompt_tokens":100,"completion_tokens":20}}"#
    let agentOps = [0, 5].map {
      #"{"event_type":"llms","init_timestamp":"2026-03-01T10:00:0\#($0)Z","end_timestamp":"2026-03-01T10:00:0\#($0 + 1)Z","#
        + #""model":"m","prompt_tokens":100,"completion_tokens":20}"#
    }
    let databricks =
      #"{"databricks_request_id":"r","timestamp_ms":1772359200000,"status_code":200,"execution_time_ms":1000,"#
      + #""request":"{\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}","#
      + #""response":"{\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20}}"}"#
    for (text, wanted) in [
      (opik, LogTotals(1, 100, 20, latency: 1, cost: 0.25)),
      (agentOps.joined(separator: "\n"), LogTotals(2, 200, 40, span: 5)),
      (databricks, LogTotals(1, 100, 20, latency: 1, models: ["m"])),
      (
        #"{"result":{"response":"a","usage":{"prompt_tokens":100,"completion_tokens":20}},"success":true,"errors":[],"messages":[]}"#,
        LogTotals(1, 100, 20)
      ),
    ] {
      #expect(LogTotals(try read(text), as: wanted) == wanted, "\(text)")
    }
  }

  @Test("New Relic: a summary is a call, its messages and chains are none")
  func newRelic() throws {
    func summary(_ id: Int, _ more: String) -> String {
      #"{"eventType":"LlmChatCompletionSummary","timestamp":177235920\#(id)000,"id":"u\#(id)","duration":1500.5,"#
        + #""request.model":"gpt-4o","response.model":"gpt-4o-2024-08-06","vendor":"openai","ingest_source":"Python","#
        + #""llm.conversation_id":"c"\#(more)}"#
    }
    func message(_ id: Int) -> String {
      #"{"eventType":"LlmChatCompletionMessage","timestamp":177235920\#(id)000,"id":"m\#(id)","content":"hi","role":"user","#
        + #""completion_id":"u\#(id)","token_count":100,"response.model":"gpt-4o-2024-08-06","vendor":"openai","#
        + #""ingest_source":"Python"}"#
    }
    let chain =
      #"{"timestamp":1772359200000,"id":"v","vendor":"langchain","ingest_source":"Python","virtual_llm":true,"duration":9}"#
    let usage =
      #","response.usage.prompt_tokens":100,"response.usage.completion_tokens":20,"response.usage.total_tokens":120"#
    let events = [
      message(0), summary(0, usage), chain, message(3), summary(3, usage), summary(4, #","error":true"#),
    ]
    let wanted = LogTotals(3, 200, 40, failed: 1, span: 4, latency: 4.5015, models: ["gpt-4o"])
    for text in [events.joined(separator: "\n"), "[\(events.joined(separator: ","))]"] {
      let stream = try read(text)
      #expect(stream.reading?.format == "new_relic")
      #expect(LogTotals(stream, as: wanted) == wanted)
    }
  }

  @Test("threads of Zed and transactions of LibreChat are named, and refused")
  func sums() {
    let thread =
      #"{"version":"0.3.0","title":"x","messages":[{"User":{"id":"a","content":[]}}],"updated_at":"2026-03-01T10:00:00Z","#
      + #""model":{"provider":"zed.dev","model":"m"},"request_token_usage":{"a":{"input_tokens":5,"output_tokens":6}},"#
      + #""cumulative_token_usage":{"input_tokens":12,"output_tokens":14}}"#
    #expect(fault(thread)?.message.hasPrefix("holds sums of usage") == true)
    let side =
      #"{"_id":"1","user":"u","conversationId":"c","tokenType":"prompt","model":"m","rawAmount":-375,"rate":0.15,"#
      + #""createdAt":"2026-03-01T10:00:00Z"}"#
    let table = "_id,user,tokenType,model,rawAmount,rate\n1,u,prompt,m,-375,0.15\n"
    for text in [side, table] {
      #expect(fault(text)?.message.hasPrefix("holds LibreChat's transactions") == true)
    }
  }

  @Test("usage of Databricks's AI gateway has its model and the parts of its counts")
  func databricksUsage() throws {
    func row(_ second: Int, _ details: String) -> String {
      #"{"event_id":"e\#(second)","event_time":"2026-03-01T10:00:0\#(second)Z","endpoint_name":"g","destination_model":"m","#
        + #""requester":"ann","status_code":200,"latency_ms":1500,"input_tokens":100,"output_tokens":20,"#
        + #""total_tokens":120,"token_details":\#(details)}"#
    }
    let details =
      #"{"cache_read_input_tokens":60,"cache_creation_input_tokens":10,"output_reasoning_tokens":5}"#
    let wanted = LogTotals(2, 200, 40, cached: 60, written: 10, span: 3, latency: 3, models: ["m"])
    for rows in [[row(0, details), row(3, "null")], [row(0, "null"), row(3, details)]] {
      #expect(LogTotals(try read(rows.joined(separator: "\n")), as: wanted) == wanted)
    }
  }
}
