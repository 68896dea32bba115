import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// Spans as other tools than the collector write them; all of it is invented.
@Suite("Spans of models in other forms")
struct SpanFormTests {
  private func expectCall(_ stream: QueryStream, _ format: String, cached: UInt32? = nil) {
    #expect(stream.reading?.format == format)
    #expect(stream.count == 1)
    #expect(stream.userTokens == [100])
    #expect(stream.outputTokens == [20])
    #expect(stream.recorded.modelNames == ["gpt-4o"])
    #expect(stream.recorded.cachedTokens[0] == cached)
    #expect(stream.recorded.latency[0] == 1_500_000_000)
    #expect(stream.reading?.firstTime == 1_700_000_000_000_000_000)
  }

  private static let tags =
    #"{"key":"gen_ai.request.model","value":"gpt-4o"},{"key":"gen_ai.usage.input_tokens","value":100},"#
    + #"{"key":"gen_ai.usage.output_tokens","value":20}"#

  private func jaeger(_ more: String = "") -> String {
    #"{"data":[{"traceID":"t","spans":[{"traceID":"t","spanID":"a","references":[],"startTime":1700000000000000,"#
      + #""duration":1500000,"tags":[\#(SpanFormTests.tags)\#(more)]},{"traceID":"t","spanID":"b","references":"#
      + #"[{"refType":"CHILD_OF","spanID":"a"}],"startTime":1700000000000001,"duration":1,"tags":[]}]}]}"#
  }

  /// A span of the collector's form with its attributes as an object.
  private func plain(_ attributes: String) -> String {
    #"{"traceId":"t","spanId":"a","startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"1700000001500000000","#
      + #""attributes":{\#(attributes)}}"#
  }

  @Test("Sentry: spans of a transaction begin at their start, and end at their time")
  func sentry() throws {
    func span(_ operation: String, _ id: String, in parent: String, _ model: String) -> String {
      #"{"op":"gen_ai.\#(operation)","span_id":"\#(id)","parent_span_id":"\#(parent)","start_timestamp":1700000000.0,"#
        + #""timestamp":1700000001.5,"data":{"gen_ai.operation.name":"\#(operation)",\#(model)"#
        + #""gen_ai.usage.input_tokens":100,"gen_ai.usage.output_tokens":20,"gen_ai.usage.total_tokens":120}}"#
    }
    let model = #""gen_ai.request.model":"gpt-4o","#
    let stream = try read(
      #"{"type":"transaction","start_timestamp":1699999999,"timestamp":1700000002,"spans":["#
        + [span("invoke_agent", "1", in: "0", ""), span("chat", "2", in: "1", model)].joined(separator: ",")
        + "]}")
    expectCall(stream, "otel")
  }

  @Test("users and sessions of the AI SDK and of Laminar; costs and durations of TrueFoundry")
  func furtherNames() throws {
    let counts =
      #""gen_ai.request.model":"gpt-4o","gen_ai.usage.input_tokens":100,"gen_ai.usage.output_tokens":20"#
    for (user, session) in [
      ("ai.telemetry.metadata.userId", "ai.telemetry.metadata.sessionId"),
      ("lmnr.association.properties.user_id", "lmnr.association.properties.session_id"),
    ] {
      let stream = try read(plain(counts + #","\#(user)":"ann","\#(session)":"s""#))
      #expect(stream.reading?.users == 1 && stream.sessionCount == 1)
    }
    let span = try read(
      #"{"traceId":"t","spanId":"s","timestamp":"2023-11-14T22:13:20Z","durationNs":1500000000,"#
        + #""spanAttributes":{\#(counts),"tfy.request_cost":0.5}}"#)
    expectCall(span, "otel")
    #expect(span.recorded.cost[0] == 500_000_000_000)
  }

  @Test(
    "the model that answered counts, unless it is the one that was asked for under another name",
    arguments: [
      ("auto", "claude-haiku-4.5", "claude-haiku-4.5"),
      ("prod-chat", "gpt-4o-2024-08-06", "gpt-4o-2024-08-06"),
      ("gpt-4o", "gpt-4o-2024-08-06", "gpt-4o"), ("openai/gpt-4o", "gpt-4o-2024-08-06", "openai/gpt-4o"),
      ("us.anthropic.claude-sonnet-4", "claude-sonnet-4", "us.anthropic.claude-sonnet-4"),
      ("gpt-4o", "", "gpt-4o"), ("gpt-4o", "unknown", "gpt-4o"), ("gpt-4o", "None", "gpt-4o"),
      ("unknown", "gpt-4o", "gpt-4o"),
    ])
  func answeringModels(asked: String, answered: String, wanted: String) throws {
    let stream = try read(
      plain(
        #""gen_ai.request.model":"\#(asked)","gen_ai.response.model":"\#(answered)","#
          + #""gen_ai.usage.input_tokens":100,"gen_ai.usage.output_tokens":20"#))
    #expect(stream.recorded.modelNames == [wanted])
    let note = "1 row has an answer of another model than was asked for, which is the one that counts"
    #expect(stream.reading?.notes.contains(note) == (wanted != asked))
  }

  @Test("Azure Monitor: tables of dependencies tell times, places in a trace and failures")
  func azureTables() throws {
    let attributes =
      #"{"gen_ai.request.model":"gpt-4o","gen_ai.usage.input_tokens":"100","gen_ai.usage.output_tokens":"20"}"#
    func row(_ time: String, _ id: String, under parent: String, _ hasSucceeded: Bool) -> String {
      #"["\#(time)","\#(id)","chat",1500,\#(hasSucceeded),"op","\#(parent)",\#(JSONValue.quoted(attributes))]"#
    }
    let columns = [
      "TimeGenerated", "Id", "Name", "DurationMs", "Success", "OperationId", "ParentId", "Properties",
    ]
    let rows = [
      row("2026-03-01T10:00:00Z", "a", under: "", true), row("2026-03-01T10:00:00.5Z", "b", under: "a", true),
      row("2026-03-01T10:00:05.5Z", "c", under: "", false),
    ]
    let stream = try read(
      #"{"tables":[{"name":"PrimaryResult","columns":["#
        + columns.map { #"{"name":"\#($0)","type":"string"}"# }.joined(separator: ",")
        + #"],"rows":[\#(rows.joined(separator: ","))]}]}"#)
    // The first lies around the second.
    let wanted = LogTotals(2, 100, 20, failed: 1, span: 5, latency: 3, models: ["gpt-4o"])
    #expect(LogTotals(stream, as: wanted) == wanted)
    let cell = attributes.replacing("\"", with: "\"\"")
    for name in ["timestamp [UTC]", "TimeGenerated [UTC]"] {
      let table = try read(
        "\(name),id,name,success,duration,operation_Id,customDimensions\n"
          + "\"11/14/2023, 10:13:20.000 PM\",a,chat,True,1500,op,\"\(cell)\"\n")
      expectCall(table, "otel")
    }
  }

  @Test("counts that older versions of Semantic Kernel tell of the response")
  func countsOfResponses() throws {
    let names = #""gen_ai.request.model":"gpt-4o","gen_ai.response."#
    expectCall(
      try read(plain(names + #"prompt_tokens":100,"gen_ai.response.completion_tokens":20"#)), "otel")
    expectCall(
      try read(
        plain(
          names + #"prompt_tokens":1,"gen_ai.usage.input_tokens":100,"gen_ai.usage.output_tokens":20"#)),
      "otel")
  }

  @Test("Jaeger: tags are attributes, times microseconds, an error tag a failure")
  func jaegerTraces() throws {
    expectCall(try read(jaeger()), "jaeger")
    #expect(try read(jaeger(#",{"key":"error","value":true}"#)).recorded.failed[0] == 1)
  }

  @Test("events of spans tell when the first piece of an answer came")
  func firstPieces() throws {
    func span(_ events: String) -> String {
      #"{"traceId":"t","spanId":"a","name":"x","startTimeUnixNano":"1700000000000000000","#
        + #""endTimeUnixNano":"1700000001500000000","attributes":{"llm.model_name":"gpt-4o","#
        + #""llm.token_count.prompt":100,"llm.token_count.completion":20},"events":[\#(events)]}"#
    }
    func event(_ name: String, _ milliseconds: Int) -> String {
      #"{"name":"\#(name)","timeUnixNano":"\#(1_700_000_000_000 + milliseconds)000000"}"#
    }
    let noted = [event("exception", 1), event("First Token Stream Event", 250), event("other", 300)]
    let first = try read(span(noted.joined(separator: ",")))
    expectCall(first, "otel")
    #expect(first.recorded.firstToken[0] == 250_000_000)
    let pieces = ["llm.content.completion.chunk", "gen_ai.content.completion.chunk"].map { name in
      event(name, 400) + "," + event(name, 600)
    }
    for events in pieces { #expect(try read(span(events)).recorded.firstToken[0] == 400_000_000) }
    let stamped = #"{"name":"First Token Stream Event","timestamp":"2023-11-14T22:13:20.25Z"}"#
    #expect(try read(span(stamped)).recorded.firstToken[0] == 250_000_000)
    #expect(try read(span("")).recorded.firstToken[0] == nil)
  }

  @Test("Weave: the costs of a call stand in its summary, by model and part")
  func weaveCosts() throws {
    let call =
      #"{"id":"c1","op_name":"weave:///x","started_at":"2026-01-01T00:00:00Z","inputs":{"model":"m","messages":[]},"output":{"usage":"#
      + #"{"prompt_tokens":100,"completion_tokens":20}},"summary":{"weave":{"costs":{"m":{"prompt_tokens":100,"prompt_token_cost":0.01,"#
      + #""prompt_tokens_total_cost":0.25,"completion_tokens_total_cost":0.5}}}}}"#
    let wanted = LogTotals(1, 100, 20, cost: 0.75)
    #expect(LogTotals(try read(call), as: wanted) == wanted)
  }

  @Test("Agenta and Mastra: their own names of model, usage and cost; what is summed up is no call")
  func makers() throws {
    func agenta(_ kind: String, _ rest: String) -> String {
      #"{"trace_id":"t","span_id":"\#(kind)","start_time":1700000000,"end_time":1700000001.5,"attributes":{"ag":{"type":{"span":"\#(kind)"},"#
        + #""metrics":{\#(rest)},"data":{"parameters":{"model":"gpt-4o"}}}}}"#
    }
    let tokens = #"{"prompt":100,"completion":20,"total":120}"#
    let stream = try read(
      agenta("workflow", #""tokens":{"cumulative":\#(tokens)}"#) + "\n"
        + agenta("chat", #""tokens":{"incremental":\#(tokens)},"costs":{"incremental":{"total":0.5}}"#))
    expectCall(stream, "otel")
    #expect(stream.recorded.cost[0] == 500_000_000_000)
    let mastra =
      #"{"traceId":"t","id":"a","type":"model_generation","startTime":1700000000,"endTime":1700000001.5,"attributes":{"model":"gpt-4o","#
      + #""provider":"openai","usage":{"inputTokens":100,"outputTokens":20,"inputDetails":{"cacheRead":64},"outputDetails":{"reasoning":7}}}}"#
    let generation = try read(mastra)
    expectCall(generation, "otel", cached: 64)
    #expect(generation.recorded.reasoningTokens[0] == 7)
  }

  private let zipkin =
    #"{"traceId":"t","id":"a","timestamp":1700000000000000,"duration":1500000,"localEndpoint":{},"tags":"#
    + #"{"gen_ai.request.model":"gpt-4o","gen_ai.usage.input_tokens":"100","gen_ai.usage.output_tokens":"20"}}"#

  @Test("Zipkin: lists of spans and lists of traces")
  func zipkinTraces() throws {
    expectCall(try read("[\(zipkin)]"), "zipkin")
    expectCall(try read("[[\(zipkin)]]"), "zipkin")
    let other = zipkin.replacing("\"t\"", with: "\"u\"").replacing(
      "\"tags\":{", with: "\"tags\":{\"error\":\"x\",")
    let two = try read("[[\(zipkin)],\n[\(other)],[]]")
    #expect((0..<two.count).map { two.recorded.failed[$0] ?? 9 } == [9, 1])
  }

  @Test("Datadog: cached tokens are part of the input, other kinds of spans no calls")
  func datadog() throws {
    func span(_ kind: String, _ id: String) -> String {
      #"{"parent_id":"undefined","trace_id":"t","span_id":"\#(id)","start_ns":1700000000000000000,"duration":1500000000,"#
        + #""meta":{"kind":"\#(kind)","model_name":"gpt-4o","input":{"messages":[{"role":"user","content":"q"}]}},"#
        + #""metrics":{"input_tokens":100,"output_tokens":20,"cache_read_input_tokens":64}}"#
    }
    let sent =
      #"{"data":{"type":"span","attributes":{"ml_app":"a","tags":["user_id:7"],"spans":[\#(span("agent", "a")),"#
      + #"\#(span("llm", "b"))]}}}"#
    let stream = try read(sent)
    expectCall(stream, "datadog", cached: 64)
    #expect(stream.reading?.users == 1)
    expectCall(
      try read(
        #"{"data":[{"id":"x","type":"span","attributes":{"span_kind":"llm","span_id":"b","trace_id":"t","#
          + #""model_name":"gpt-4o","start_ns":1700000000000000000,"duration":1500000000,"#
          + #""metrics":{"input_tokens":100,"output_tokens":20}}}]}"#), "datadog")
  }

  @Test("Datadog: costs are sent in dollars and stored in billionths of one")
  func datadogCosts() throws {
    func span(_ cost: String) -> String {
      #"{"span_kind":"llm","span_id":"b","trace_id":"t","model_name":"gpt-4o","start_ns":1700000000000000000,"duration":1500000000,"#
        + #""metrics":{"input_tokens":100,"output_tokens":20,\#(cost)}}"#
    }
    let stored = try read(
      #"{"data":[{"id":"x","type":"span","attributes":\#(span(#""estimated_total_cost":5615000"#))}]}"#)
    expectCall(stored, "datadog")
    #expect(stored.recorded.cost[0] == 5_615_000_000)
    let sent = try read(
      #"{"data":{"type":"span","attributes":{"ml_app":"a","spans":[\#(span(#""total_cost":0.005615"#))]}}}"#)
    expectCall(sent, "datadog")
    #expect(sent.recorded.cost[0] == 5_615_000_000)
  }

  @Test("OpenAI's Agents SDK: spans that generate are calls")
  func agents() throws {
    func span(_ type: String, _ id: String) -> String {
      #"{"object":"trace.span","id":"\#(id)","trace_id":"t","parent_id":null,"started_at":"2023-11-14T22:13:20+00:00","#
        + #""ended_at":"2023-11-14T22:13:21.5+00:00","error":null,"span_data":{"type":"\#(type)","model":"gpt-4o","#
        + #""input":[{"role":"user","content":"q"}],"usage":{"input_tokens":100,"output_tokens":20}}}"#
    }
    let lines = [
      #"{"object":"trace","id":"t","workflow_name":"w"}"#, span("agent", "a"), span("generation", "b"),
    ]
    expectCall(try read(lines.joined(separator: "\n")), "openai_agents")
    expectCall(try read(#"{"data":[\#(lines.joined(separator: ","))]}"#), "openai_agents")
  }

  @Test("OpenTelemetry's spans lie under other names in Tempo and Jaeger's newer API")
  func otherEnvelopes() throws {
    let spans =
      #"[{"spans":[{"traceId":"t","spanId":"s","startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"#
      + #""1700000001500000000","attributes":[{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},"#
      + #"{"key":"gen_ai.usage.input_tokens","value":{"intValue":"100"}},"#
      + #"{"key":"gen_ai.usage.output_tokens","value":{"intValue":"20"}}]}]}]"#
    expectCall(try read(#"{"batches":[{"resource":{},"instrumentationLibrarySpans":\#(spans)}]}"#), "otel")
    expectCall(try read(#"{"result":{"resourceSpans":[{"resource":{},"scopeSpans":\#(spans)}]}}"#), "otel")
  }

  @Test(
    "OpenTelemetry: Pydantic AI's details and Langfuse's attributes, whose parts of the cost make the whole")
  func details() throws {
    func span(_ attributes: String) -> String {
      #"{"trace_id":"t","span_id":"s","start_time":"2023-11-14T22:13:20Z","end_time":"2023-11-14T22:13:21.5Z","name":"chat","#
        + #""attributes":{\#(attributes)}}"#
    }
    let pydantic = try read(
      span(
        #""gen_ai.request.model":"gpt-4o","gen_ai.usage.input_tokens":100,"gen_ai.usage.output_tokens":20,"#
          + #""gen_ai.usage.details.input_tokens":6,"gen_ai.usage.details.cache_read_tokens":64,"#
          + #""gen_ai.usage.details.cache_write_tokens":30,"gen_ai.usage.details.reasoning_tokens":7"#))
    expectCall(pydantic, "otel", cached: 64)
    #expect(pydantic.recorded.writtenTokens[0] == 30 && pydantic.recorded.reasoningTokens[0] == 7)
    let usage = #"{\"input\":36,\"input_cached_tokens\":64,\"output\":20}"#
    let cost = #"{\"input\":0.01,\"input_cached_tokens\":0.02,\"output\":0.03}"#
    let langfuse = try read(
      span(
        #""langfuse.observation.type":"generation","langfuse.observation.model.name":"gpt-4o","#
          + #""langfuse.observation.usage_details":"\#(usage)","langfuse.observation.cost_details":"\#(cost)""#
      ))
    expectCall(langfuse, "otel", cached: 64)
    #expect(langfuse.recorded.cost[0] == 60_000_000_000)
    let observation = try read(
      #"{"id":"o","traceId":"t","type":"GENERATION","startTime":"2023-11-14T22:13:20Z","endTime":"2023-11-14T22:13:21.5Z","#
        + #""model":"gpt-4o","input":"q","usageDetails":{"input":100,"output":20},"costDetails":{"input":0.01,"output":0.05}}"#
    )
    expectCall(observation, "langfuse")
    #expect(observation.recorded.cost[0] == 60_000_000_000)
  }

  @Test("Langfuse: observations lie in traces, which tell users; traces that only name them are refused")
  func langfuseTraces() throws {
    func trace(_ observations: String) -> String {
      #"{"data":[{"id":"t","timestamp":"2023-11-14T22:13:20Z","userId":"u","observations":[\#(observations)]}]}"#
    }
    let stream = try read(
      trace(
        #"{"id":"s","type":"SPAN"},{"id":"o","traceId":"t","type":"GENERATION","startTime":"2023-11-14T22:13:20Z","#
          + #""endTime":"2023-11-14T22:13:21.5Z","model":"gpt-4o","usageDetails":{"input":100,"output":20}}"#)
    )
    expectCall(stream, "langfuse")
    #expect(stream.reading?.users == 1)
    let observation =
      #"{"id":"o","traceId":"t","type":"GENERATION","startTime":"2023-11-14T22:13:20Z","#
      + #""endTime":"2023-11-14T22:13:21.5Z","model":"gpt-4o","usageDetails":{"input":100,"output":20}}"#
    let told = #""timestamp":"2023-11-14T22:13:20Z","userId":"u","sessionId":"s""#
    for text in [
      // The API's answer for one trace, and what the page of a trace saves.
      #"{"id":"t",\#(told),"observations":[\#(observation)]}"#,
      #"{"trace":{"id":"t",\#(told)},"observations":[\#(observation)]}"#,
      "{\n\"trace\":{\"id\":\"t\",\(told)},\n\"observations\":[\(observation)]\n}",
    ] {
      let one = try read(text)
      expectCall(one, "langfuse")
      #expect(one.reading?.users == 1 && one.session == [0])
    }
    expectCall(try read(#"{"meta":{"page":1},"observations":[\#(observation)]}"#), "langfuse")
    #expect(
      fault(trace("\"o\""))?.message
        == "the trace only names its observations; the observations, or traces with them, were expected")
  }

  @Test("attributes that lie within one another, as Elasticsearch keeps them, are those of the conventions")
  func nestedAttributes() throws {
    func document(_ id: Int) -> String {
      #"{"@timestamp":"2026-03-01T10:00:0\#(id).000Z","gen_ai":{"request":{"model":"m"},"response":{"model":"m-1"},"#
        + #""usage":{"input_tokens":\#(100 + id),"output_tokens":20},"operation":{"name":"chat"}},"#
        + #""event":{"duration":1500000000},"span":{"id":"s\#(id)"},"trace":{"id":"t"}}"#
    }
    let documents = [document(0), document(2)]
    let wanted = LogTotals(2, 202, 40, span: 2, latency: 3, models: ["m"])
    for lines in [documents, documents.map { #"{"_index":"logs","_source":\#($0)}"# }] {
      let stream = try read(lines.joined(separator: "\n"))
      #expect(stream.reading?.format == "otel")
      #expect(LogTotals(stream, as: wanted) == wanted)
    }
  }

  @Test("lines of agentgateway: today's names and those of 2025, with blanks or tabs before their pairs")
  func agentgateway() throws {
    func line(_ second: Int, _ more: String, status: Int = 200) -> String {
      "2026-03-01T10:00:0\(second).000000Z\tinfo\trequest gateway=default/gw listener=http http.method=POST "
        + "http.status=\(status) protocol=llm \(more) duration=1500ms"
    }
    let today =
      "gen_ai.operation.name=chat gen_ai.provider.name=openai gen_ai.request.model=m gen_ai.response.model=m "
      + "gen_ai.usage.input_tokens=100 gen_ai.usage.output_tokens=20"
    let earlier =
      "llm.provider=openai llm.request.model=m llm.request.tokens=100 llm.response.model=m llm.response.tokens=20"
    for call in [today, earlier] {
      let lines = [
        line(0, call),
        "2026-03-01T10:00:01.000000Z\tinfo\trequest gateway=default/gw http.method=GET http.status=200",
        line(3, call), line(4, call, status: 429),
      ]
      for text in [lines, lines.map { $0.replacing("\t", with: " ") }].map({ $0.joined(separator: "\n") }) {
        let stream = try read(text)
        let wanted = LogTotals(3, 200, 40, failed: 1, span: 4, latency: 4.5, models: ["m"])
        #expect(stream.reading?.format == "otel")
        #expect(LogTotals(stream, as: wanted) == wanted)
      }
    }
    // A request that names no model, and what agentgateway works out.
    let unnamed = line(
      0,
      earlier.replacing("llm.request.model=m", with: "llm.request.model=") + " agw.ai.usage.cost.total=0.25")
    let priced = line(3, today + " agw.ai.usage.cost.total=0.5")
    for (call, cost) in [(unnamed, 0.25), (priced, 0.5)] {
      let wanted = LogTotals(1, 100, 20, cost: cost, models: ["m"])
      #expect(LogTotals(try read(call), as: wanted) == wanted, "\(call)")
    }
  }

  @Test("documents of Elastic's integrations: Bedrock's calls name the model alone, OpenAI's usage is a sum")
  func integrations() throws {
    func document(_ second: Int) -> String {
      #"{"@timestamp":"2026-03-01T10:00:0\#(second).000Z","aws_bedrock":{"invocation":{"model_id":"m"}},"#
        + #""gen_ai":{"model":{"id":"m"},"performance":{"request_size":9,"response_time":1500},"#
        + #""request":{"id":"r\#(second)","max_tokens":9},"response":{"id":"a\#(second)"},"#
        + #""usage":{"prompt_tokens":100,"completion_tokens":20},"user":{"id":"u"}},"cloud":{"provider":"aws"}}"#
    }
    let stream = try read([document(0), document(2)].joined(separator: "\n"))
    let wanted = LogTotals(2, 200, 40, span: 2, latency: 3, models: ["m"])
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.reading?.users == 2)
    let usage =
      #"{"openai":{"base":{"start_time":"2026-03-01T00:00:00.000Z","num_model_requests":1,"model":"m"},"#
      + #""completions":{"input_tokens":22,"output_tokens":149}},"@timestamp":"2026-03-01T00:00:00.000Z"}"#
    #expect(fault(usage)?.message.contains("sums over buckets of time") == true)
  }
}
