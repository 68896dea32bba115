import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// Traces of MLflow, and spans as stores of telemetry have them; all of it is invented.
@Suite("Traces of MLflow, and spans in the columns of stores")
struct TracedFormsTests {
  private static let start = 1_772_359_200

  private func quoted(_ text: String) -> String { JSONValue.quoted(text) }

  /// A span of MLflow 3, whose attributes are JSON in texts.
  private func span(
    _ id: String, in trace: String, under parent: String?, _ type: String, _ milliseconds: Range<Int>,
    _ attributes: [String: String] = [:], status: String = "STATUS_CODE_OK"
  ) -> String {
    let own = (attributes.sorted { $0.key < $1.key } + [("spanType", quoted(type))]).map {
      #""mlflow.\#($0.0)":\#(quoted($0.1))"#
    }
    func time(_ place: Int) -> String { "\(TracedFormsTests.start * 1000 + place)000000" }
    return
      #"{"trace_id":"\#(trace)","span_id":"\#(id)","parent_span_id":\#(parent.map(quoted) ?? "null"),"name":"x","#
      + #""start_time_unix_nano":\#(time(milliseconds.lowerBound)),"end_time_unix_nano":\#(time(milliseconds.upperBound)),"#
      + #""status":{"code":"\#(status)"},"events":[],"attributes":{\#(own.joined(separator: ","))}}"#
  }

  private func trace(_ id: String, _ spans: [String], session: String = "s") -> String {
    #"{"info":{"trace_id":"\#(id)","state":"OK","trace_metadata":{"mlflow.trace.session":"\#(session)","#
      + #""mlflow.trace.user":"ann","mlflow.trace.tokenUsage":"{\"input_tokens\":300}"}},"#
      + #""data":{"spans":[\#(spans.joined(separator: ","))]}}"#
  }

  private func answer(_ input: Int, _ output: Int, cached: Int) -> [String: String] {
    [
      "spanInputs": #"{"model":"gpt-4o","messages":[{"role":"user","content":"hello"}]}"#,
      "spanOutputs":
        #"{"usage":{"prompt_tokens":\#(input),"completion_tokens":\#(output),"prompt_tokens_details":{"cached_tokens":\#(cached)}}}"#,
      "chat.tokenUsage": #"{"input_tokens":\#(input),"output_tokens":\#(output)}"#,
    ]
  }

  private var traces: [String] {
    [
      trace(
        "one",
        [
          span("a", in: "one", under: nil, "CHAIN", 0..<2500),
          span("b", in: "one", under: "a", "CHAT_MODEL", 100..<1100, answer(100, 10, cached: 64)),
          span("c", in: "one", under: "a", "CHAT_MODEL", 1200..<2200, answer(200, 20, cached: 0)),
        ]),
      trace(
        "two",
        [
          span(
            "a", in: "two", under: nil, "LLM", 5000..<6000,
            [
              "llm.model": quoted("gpt-4o-mini"),
              "chat.tokenUsage": #"{"input_tokens":50,"output_tokens":5}"#,
              "llm.cost": #"{"total_cost":0.3}"#,
            ])
        ], session: "t"),
    ]
  }

  private let wanted = LogTotals(
    3, 350, 35, cached: 64, span: 4.9, latency: 3, cost: 0.3, models: ["gpt-4o", "gpt-4o-mini"])

  @Test("Langfuse, LangSmith: a row that tells the usage stands for one of the same call that could not")
  func completed() throws {
    func observation(_ id: String, _ more: String) -> String {
      #"{"id":"\#(id)","traceId":"t","type":"GENERATION","startTime":"2026-03-01T10:00:00Z","model":"m","input":"q"\#(more)}"#
    }
    let usage =
      #","endTime":"2026-03-01T10:00:02Z","output":"a","usageDetails":{"input":100,"output":10},"costDetails":{"total":0.5}"#
    let rows = [
      observation("a", #","usageDetails":{}"#), observation("b", usage), observation("a", usage),
      observation("b", #","usageDetails":{}"#), observation("a", usage), observation("c", ""),
    ]
    let stream = try read(rows.joined(separator: "\n"))
    #expect((0..<stream.count).map { stream.inputTokens($0) } == [100, 100, 1])
    #expect(stream.outputTokens == [10, 10, 300])
    #expect((0..<3).map { stream.recorded.cost[$0] } == [500_000_000_000, 500_000_000_000, nil])
    #expect(stream.reading?.inputRules == [2, 1, 0])
    #expect(
      stream.reading?.notes.first == "3 rows have a call that another row told of before; it counts once")
    let run =
      #"{"id":"r","run_type":"llm","start_time":"2026-03-01T10:00:00Z","inputs":{"prompts":["q"]},"extra":{"metadata":{"ls_model_name":"m"}}"#
    let output =
      #"{"generations":[[{"text":"a"}]],"llm_output":{"token_usage":{"prompt_tokens":100,"completion_tokens":10}}}"#
    let runs = try read(run + "}\n" + run + #","end_time":"2026-03-01T10:00:02Z","outputs":\#(output)}"#)
    let wanted = LogTotals(1, 100, 10, latency: 2, models: ["m"])
    #expect(LogTotals(runs, as: wanted) == wanted)
  }

  @Test("MLflow: a trace's spans of models are the calls, in documents, lines and tables of search_traces")
  func mlflow() throws {
    let rows = traces.map { trace in
      #"{"trace_id":"x","state":"OK","request":"{\"messages\":[]}","trace_metadata":{},"spans":[],"trace":\#(quoted(trace))}"#
    }
    let cells = traces.map { "x,\"" + $0.replacing("\"", with: "\"\"") + "\",\"{'mlflow.user': 'a'}\"\n" }
    for text in [
      "[\(traces.joined(separator: ","))]", traces.joined(separator: "\n"),
      #"{"traces":[\#(traces.joined(separator: ","))]}"#, rows.joined(separator: "\n"),
      "request,trace,trace_metadata\n" + cells.joined(),
    ] {
      let stream = try read(text)
      #expect(stream.reading?.format == "mlflow")
      #expect(LogTotals(stream, as: wanted) == wanted)
      #expect(stream.session == [0, 0, 1])
      #expect(stream.userCount == 1 && stream.texts.text(0) == "hello")
    }
  }

  @Test(
    "MLflow: cached tokens lie beside the input of Anthropic's models, within that of others and of LangChain"
  )
  func mlflowCached() throws {
    func input(_ model: String, _ more: [String: String] = [:]) throws -> Int {
      let usage =
        #"{"input_tokens":2000,"output_tokens":5,"cache_read_input_tokens":1000,"cache_creation_input_tokens":200}"#
      let attributes = ["llm.model": quoted(model), "chat.tokenUsage": usage].merging(more) { $1 }
      return try read(trace("a", [span("a", in: "a", under: nil, "CHAT_MODEL", 0..<9, attributes)]))
        .inputTokens(0)
    }
    #expect(try input("claude-sonnet-4-5") == 3200)
    #expect(try input("gpt-4o") == 2000)
    #expect(try input("claude-sonnet-4-5", ["message.format": quoted("langchain")]) == 2000)
  }

  @Test("MLflow: failures have no tokens, MLflow 2 has contexts, and traces without spans are refused")
  func mlflowOthers() throws {
    let failed = span(
      "z", in: "z", under: nil, "CHAT_MODEL", 0..<9, answer(9, 9, cached: 0), status: "STATUS_CODE_ERROR")
    let both = try read(trace("z", [failed]) + "\n" + traces[1])
    #expect(LogTotals(both, as: LogTotals(0, 0, 0)) == LogTotals(2, 50, 5, failed: 1))
    let old =
      #"{"info":{"request_id":"r","timestamp_ms":1,"request_metadata":{}},"data":{"spans":[{"name":"x","#
      + #""context":{"span_id":"0x1","trace_id":"0x9"},"parent_id":null,"start_time":1772359200000000000,"#
      + #""end_time":1772359201500000000,"status_code":"OK","attributes":{"mlflow.spanType":"\"CHAT_MODEL\"","#
      + #""mlflow.spanInputs":"{\"model\":\"gpt-4o\"}","#
      + #""mlflow.spanOutputs":"{\"usage\":{\"prompt_tokens\":70,\"completion_tokens\":7}}"}}]}}"#
    let wanted = LogTotals(1, 70, 7, latency: 1.5, models: ["gpt-4o"])
    #expect(LogTotals(try read(old), as: wanted) == wanted)
    let sums = #"{"spans":[],"trace_metadata":{"mlflow.trace.tokenUsage":"{}"}}"#
    #expect(fault(sums)?.message.contains("none of its spans") == true)
  }

  private static let attributes =
    #"{"gen_ai.request.model":"gpt-4o","gen_ai.usage.input_tokens":"100","gen_ai.usage.output_tokens":"9"}"#
  private static let model = #"{"gen_ai.request.model":"gpt-4o"}"#

  @Test(
    "spans are found in the columns of ClickHouse, Application Insights, Logfire, Elastic, gateways and Node's tracers",
    arguments: [
      [
        #"{"Timestamp":"2026-03-01 10:00:00.0","TraceId":"t","SpanId":"a","SpanAttributes":A,"Duration":2000000000,"StatusCode":"Ok"}"#,
        #"{"Timestamp":"2026-03-01 10:00:05.0","TraceId":"t","SpanId":"b","SpanAttributes":M,"Duration":1000000000,"StatusCode":"Error"}"#,
      ],
      [
        #"{"timestamp":"2026-03-01T10:00:00Z","id":"a","operation_Id":"t","duration":2000,"success":"True","customDimensions":Q}"#,
        #"{"timestamp":"2026-03-01T10:00:05Z","id":"b","operation_Id":"t","duration":1000,"success":"False","customDimensions":M}"#,
      ],
      [
        #"{"start_timestamp":"2026-03-01T10:00:00Z","end_timestamp":"2026-03-01T10:00:02Z","span_id":"a","attributes":A}"#,
        #"{"start_timestamp":"2026-03-01T10:00:05Z","end_timestamp":"2026-03-01T10:00:06Z","span_id":"b","attributes":M,"otel_status_code":"ERROR"}"#,
      ],
      [
        #"{"@timestamp":"2026-03-01T10:00:00Z","span":{"id":"a","duration":{"us":2000000}},"labels":{"gen_ai_request_model":"gpt-4o"},"numeric_labels":{"gen_ai_usage_input_tokens":100,"gen_ai_usage_output_tokens":9}}"#,
        #"{"@timestamp":"2026-03-01T10:00:05Z","span":{"id":"b","duration":{"us":1000000}},"labels":{"gen_ai_request_model":"gpt-4o"},"success":false}"#,
      ],
      [
        #"{"start_time":"2026-03-01T10:00:00Z","duration":2000,"response_code":200,"gen_ai.request.model":"gpt-4o","gen_ai.usage.input_tokens":"100","gen_ai.usage.output_tokens":"9"}"#,
        #"{"start_time":"2026-03-01T10:00:05Z","duration":1000,"response_code":503,"gen_ai.request.model":"gpt-4o","gen_ai.usage.input_tokens":"-","gen_ai.usage.output_tokens":"-"}"#,
      ],
      [
        #"{"spanId":"a","startTime":[1772359200,0],"endTime":[1772359202,0],"attributes":A,"status":{"code":0}}"#,
        #"{"spanId":"b","startTime":[1772359205,0],"endTime":[1772359206,0],"attributes":M,"status":{"code":2}}"#,
      ],
    ])
  func stores(_ lines: [String]) throws {
    let text = lines.joined(separator: "\n").replacing("A,", with: TracedFormsTests.attributes + ",")
      .replacing(":A}", with: ":" + TracedFormsTests.attributes + "}")
      .replacing(":Q", with: ":" + quoted(TracedFormsTests.attributes)).replacing(
        ":M", with: ":" + TracedFormsTests.model)
    let stream = try read(text)
    let wanted = LogTotals(2, 100, 9, failed: 1, span: 5, latency: 3, models: ["gpt-4o"])
    #expect(stream.reading?.format == "otel")
    #expect(LogTotals(stream, as: wanted) == wanted)
  }

  @Test("flat attributes of a table are those of a span, whose cached tokens are part of the input")
  func flat() throws {
    let stream = try read(
      "timestamp,gen_ai.request.model,gen_ai.usage.input_tokens,gen_ai.usage.output_tokens,gen_ai.usage.cache_read.input_tokens\n"
        + "1,gpt-4o,100,9,64\n")
    let wanted = LogTotals(1, 100, 9, cached: 64, models: ["gpt-4o"])
    #expect(LogTotals(stream, as: wanted) == wanted)
  }
}
