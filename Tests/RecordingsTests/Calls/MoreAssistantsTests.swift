import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// Logs of further assistants and gateways; all of it is invented.
@Suite("Logs of aider, Kimi, Cursor, Copilot, Kong, Databricks and LiteLLM's callbacks")
struct MoreAssistantsTests {
  @Test("aider: events of messages are calls; its history of chats is named")
  func aider() throws {
    func event(_ name: String, _ time: Int, _ properties: String) -> String {
      #"{"event":"\#(name)","properties":\#(properties),"user_id":"u","time":\#(time)}"#
    }
    let sent =
      #"{"main_model":"m","prompt_tokens":8203,"completion_tokens":123,"cost":0.02,"total_cost":0.05}"#
    let stream = try read(
      [
        event("launched", 1, "{}"), event("message_send", 2, sent), event("message_send", 12, sent),
        event("exit", 13, "{}"),
      ]
      .joined(separator: "\n"))
    let wanted = LogTotals(2, 16_406, 246, span: 10, cost: 0.04, models: ["m"])
    #expect(stream.reading?.format == "aider")
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(
      fault("\n# aider chat started at 2026-03-01 10:00:00\n\n#### hi\n")?.message.contains("aider") == true)
  }

  @Test("telemetry of Claude Code, Codex and Gemini CLI: OTLP logs, and their attributes a line")
  func telemetry() throws {
    let claude =
      #""session.id":"s","user.id":"u","model":"m","cost_usd":"0.5","duration_ms":"900","input_tokens":"1000","#
      + #""output_tokens":"50","cache_read_tokens":"700","cache_creation_tokens":"200""#
    let events = [
      (
        "claude_code.api_request",
        #""event.name":"api_request","event.timestamp":"2026-03-01T10:00:00Z",\#(claude)"#
      ),
      ("claude_code.tool_result", #""event.name":"tool_result","session.id":"s","tool_name":"Bash""#),
      (
        "claude_code.api_error",
        #""event.name":"api_error","event.timestamp":"2026-03-01T10:00:02Z","session.id":"s","model":"m""#
      ),
      (
        "x",
        #""event.name":"codex.sse_event","event.kind":"response.completed","event.timestamp":"2026-03-01T10:00:03Z","#
          + #""conversation.id":"t","model":"n","input_token_count":"1000","output_token_count":"50","#
          + #""cached_token_count":"700","reasoning_token_count":"20","tool_token_count":"1050""#
      ),
      ("x", #""event.name":"codex.sse_event","event.kind":"response.created","model":"n""#),
      (
        "API response",
        #""event.name":"gemini_cli.api_response","event.timestamp":"2026-03-01T10:00:04Z","model":"gemini-2.5-pro","#
          + #""duration_ms":900,"input_token_count":100,"output_token_count":10,"cached_content_token_count":64,"#
          + #""thoughts_token_count":20,"tool_token_count":5,"total_token_count":135"#
      ),
      // Gemini CLI tells the same again under OpenTelemetry's own name.
      ("x", #""event.name":"gen_ai.client.inference.operation.details","gen_ai.usage.input_tokens":100"#),
    ]
    let wanted = LogTotals(
      4, 3005, 130, cached: 1464, written: 200, failed: 1, span: 4, latency: 1.8, cost: 0.5,
      models: ["m", "n", "gemini-2.5-pro"])
    let lines = try read(events.map { "{\"attributes\":{\($0.1)}}" }.joined(separator: "\n"))
    let records = try events.map { (body, attributes) throws -> String in
      let pairs = try JSONParser.parse(Array("{\(attributes)}".utf8)).members ?? []
      let list = pairs.map {
        #"{"key":"\#($0.key)","value":{"stringValue":"\#($0.node.string ?? $0.node.number.map { "\(Int($0))" } ?? "")"}}"#
      }
      return
        #"{"timeUnixNano":"1772359200000000000","body":{"stringValue":"\#(body)"},"attributes":[\#(list.joined(separator: ","))]}"#
    }
    let batch = try read(
      #"{"resourceLogs":[{"resource":{},"scopeLogs":[{"scope":{},"logRecords":[\#(records.joined(separator: ","))]}]}]}"#
    )
    for stream in [lines, batch] {
      #expect(stream.reading?.format == "otel_logs")
      #expect(LogTotals(stream, as: wanted) == wanted)
      #expect(stream.inputTokens(0) == 1900)
    }
  }

  @Test("Kimi: updates with a usage are calls, those of agents beside the main one too, in wire mode as well")
  func kimi() throws {
    func update(_ id: Int, _ input: Int, _ read: Int) -> String {
      #"{"type":"StatusUpdate","payload":{"token_usage":{"input_other":\#(input),"output":7,"input_cache_read":\#(read),"#
        + #""input_cache_creation":1},"message_id":"c\#(id)"}}"#
    }
    let messages = [
      update(1, 100, 0), #"{"type":"StatusUpdate","payload":{"token_usage":null}}"#, update(2, 10, 90),
      #"{"type":"SubagentEvent","payload":{"event":\#(update(3, 5, 0))}}"#,
    ]
    let wanted = LogTotals(3, 208, 21, cached: 90, written: 3)
    let session = messages.enumerated().map { #"{"timestamp":\#(1_772_359_200 + $0),"message":\#($1)}"# }
    let stream = try read(
      ([#"{"type":"metadata","protocol_version":"1.1"}"#] + session).joined(separator: "\n"))
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.arrival.map(\.seconds) == [0, 2, 3])
    let printed = try read(
      messages.map { #"{"jsonrpc":"2.0","method":"event","params":\#($0)}"# }.joined(separator: "\n"))
    #expect(LogTotals(printed, as: wanted) == wanted)
    let newer = try read(
      #"{"type":"metadata","protocol_version":"1.4","created_at":1}"# + "\n"
        + #"{"type":"usage.record","model":"k","usage":{"inputOther":5,"output":2,"inputCacheRead":9},"time":1772359200500}"#
    )
    #expect(LogTotals(newer, as: LogTotals(0, 0, 0, cached: 0)) == LogTotals(1, 14, 2, cached: 9))
  }

  @Test(
    "Cursor: the two columns of input, by the row's total; what was not charged failed; words are no dollars")
  func cursor() throws {
    let header =
      "Date,User,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost\n"
    let apart = try read(
      header + "2026-03-01T10:00:09Z,a,Included,m,No,36285,10,190484,1546,228325,Included\n"
        + "2026-03-01T10:00:04Z,b,\"Errored, No Charge\",n,No,0,900,0,0,900,-\n"
        + "2026-03-01T10:00:00Z,a,On-Demand,n,No,0,500,1000,20,1520,$0.12\n")
    let wanted = LogTotals(3, 228_279, 1566, cached: 191_484, written: 36_285, failed: 1, span: 9, cost: 0.12)
    #expect(apart.reading?.format == "cursor")
    #expect(LogTotals(apart, as: wanted) == wanted)
    let within = try read(header + "2026-03-01T10:00:00Z,a,Included,m,No,1200,1000,5000,300,6500,0.1\n")
    #expect(LogTotals(within, as: LogTotals(0, 0, 0, written: 0)) == LogTotals(1, 6200, 300, written: 200))
    let events = try read(
      #"{"totalUsageEventsCount":1,"usageEvents":[{"timestamp":"1772359200000","model":"m","kind":"Usage-based","#
        + #""isTokenBasedCall":true,"tokenUsage":{"inputTokens":126,"outputTokens":450,"cacheWriteTokens":6112,"#
        + #""cacheReadTokens":11964,"totalCents":20.18232},"userEmail":"a"}]}"#)
    let event = LogTotals(1, 18_202, 450, cached: 11_964, written: 6112, cost: 0.201_823_2)
    #expect(LogTotals(events, as: event) == event)
  }

  @Test("Cursor: events that the plan includes have no dollars, and numbers may be texts")
  func cursorEvents() throws {
    func event(_ id: Int, _ more: String, cents: String = "12.5") -> String {
      #"{"timestamp":"177235920\#(id)000","model":"m","owningUser":"7","chargedCents":62.5,\#(more),"#
        + #""tokenUsage":{"inputTokens":"100","outputTokens":20,"cacheReadTokens":"50","totalCents":\#(cents)}}"#
    }
    let events = [
      event(0, #""kind":"USAGE_EVENT_KIND_USAGE_BASED","usageBasedCosts":"$0.13","cursorTokenFee":50"#),
      event(1, #""kind":"USAGE_EVENT_KIND_INCLUDED_IN_BUSINESS","usageBasedCosts":"-""#),
      event(2, #""kind":"USAGE_EVENT_KIND_USAGE_BASED""#, cents: #""25""#),
      event(3, #""usageBasedCosts":"-""#), event(4, #""kind":"USAGE_EVENT_KIND_ERRORED_NOT_CHARGED""#),
    ]
    let stream = try read(
      #"{"totalUsageEventsCount":5,"usageEventsDisplay":[\#(events.joined(separator: ","))]}"#)
    let wanted = LogTotals(5, 600, 80, cached: 200, failed: 1, span: 4, cost: 0.375)
    #expect(stream.reading?.format == "cursor")
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.reading?.users == 5)
  }

  @Test("Cursor: a bubble of a chat with counts is a call, those of zeros and the chat itself are none")
  func cursorBubbles() throws {
    func bubble(_ id: Int, _ input: Int, _ output: Int, _ more: String = "") -> String {
      #"{"_v":2,"type":2,"bubbleId":"b\#(id)","tokenCount":{"inputTokens":\#(input),"outputTokens":\#(output)},"#
        + #""createdAt":"2026-03-01T10:00:0\#(id)Z","text":"t\#(id)"\#(more)}"#
    }
    let model = #","modelInfo":{"modelName":"claude-4-sonnet"}"#
    let bubbles = [
      bubble(0, 0, 0), bubble(1, 1200, 80, model), bubble(2, 0, 0), bubble(4, 1500, 90, model),
      bubble(5, 0, 0),
    ]
    let wanted = LogTotals(2, 2700, 170, span: 3, models: ["claude-4-sonnet"])
    let table = bubbles.enumerated().map { "bubbleId:c:b\($0),\"\($1.replacing("\"", with: "\"\""))\"\n" }
    for text in [
      (bubbles + [#"{"composerId":"c","name":"A chat"}"#]).joined(separator: "\n"),
      "[\(bubbles.joined(separator: ","))]", "key,value\n" + table.joined(),
    ] {
      let stream = try read(text)
      #expect(stream.reading?.format == "cursor")
      #expect(LogTotals(stream, as: wanted) == wanted, "\(text)")
    }
  }

  @Test("Copilot: events of usage are calls, cached tokens part of the input; sums alone are refused")
  func copilot() throws {
    let start = #"{"type":"session.start","data":{"sessionId":"s"},"timestamp":"2026-03-01T10:00:00Z"}"#
    func usage(_ id: Int, _ second: Int) -> String {
      #"{"type":"assistant.usage","data":{"model":"m","inputTokens":1500,"outputTokens":20,"cacheReadTokens":1000,"#
        + #""cacheWriteTokens":100,"duration":2500,"apiCallId":"c\#(id)"},"timestamp":"2026-03-01T10:00:0\#(second)Z"}"#
    }
    let end =
      #"{"type":"session.shutdown","data":{"modelMetrics":{"m":{"usage":{"inputTokens":3000}}}},"timestamp":"2026-03-01T10:00:09Z"}"#
    let stream = try read([start, usage(1, 2), usage(2, 7), end].joined(separator: "\n"))
    let wanted = LogTotals(2, 3000, 40, cached: 2000, written: 200, span: 5, latency: 5, models: ["m"])
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.session == [0, 0])
    let sums = fault(start + "\n" + end)
    #expect(sums?.position?.line == 2 && sums?.message.contains("and no call") == true)
  }

  @Test("Copilot's chats in VS Code: a request is a call; one without tokens is named")
  func visualStudioCode() throws {
    func chat(_ metadata: String) -> String {
      #"{"version":3,"responderUsername":"GitHub Copilot","sessionId":"s","requests":[{"requestId":"r","message":{"text":"hi"},"#
        + #""response":[],"result":{"timings":{"firstProgress":800,"totalElapsed":2500},"metadata":\#(metadata)},"#
        + #""modelId":"copilot/gpt-4o","timestamp":1772359200000}]}"#
    }
    let stream = try read(chat(#"{"promptTokens":1200,"outputTokens":40}"#))
    let wanted = LogTotals(1, 1200, 40, latency: 2.5, models: ["copilot/gpt-4o"])
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.recorded.firstToken[0] == 800_000_000 && stream.texts.text(0) == "hi")
    #expect(fault(chat("{}"))?.message.contains("tells no tokens") == true)
  }

  @Test("Kong: what a plugin tells of a model is the call; other requests are none")
  func kong() throws {
    func request(_ time: Int, _ status: Int, _ ai: String) -> String {
      #"{"started_at":\#(time),"latencies":{"request":1200},"response":{"status":\#(status)},"consumer":{"username":"ann"}\#(ai)}"#
    }
    let usage = #"{"prompt_tokens":100,"completion_tokens":10,"cost":0.01}"#
    let stream = try read(
      [
        request(1_772_359_200_000, 200, #","ai":{"proxy":{"meta":{"request_model":"m"},"usage":\#(usage)}}"#),
        request(1_772_359_205_000, 429, #","ai":{"ai-proxy":{"meta":{"request_model":"m"},"usage":{}}}"#),
        request(1_772_359_206_000, 200, ""),
      ].joined(separator: "\n"))
    let wanted = LogTotals(2, 100, 10, failed: 1, span: 5, latency: 2.4, cost: 0.01, models: ["m"])
    #expect(stream.reading?.format == "kong")
    #expect(LogTotals(stream, as: wanted) == wanted)
  }

  @Test(
    "Databricks' inference tables and LiteLLM's callbacks: codes of failure, users, what tells more than its envelope"
  )
  func gateways() throws {
    let request = #"{"model":"m","messages":[{"role":"user","content":"q"}]}"#
    let response = #"{"usage":{"prompt_tokens":100,"completion_tokens":10}}"#
    func row(_ second: Int, _ code: Int, _ response: String?) -> String {
      #"{"databricks_request_id":"\#(second)","request_time":"2026-03-01T10:00:0\#(second)Z","status_code":\#(code),"#
        + #""execution_duration_ms":600,"request":\#(JSONValue.quoted(request)),"#
        + #""response":\#(response.map(JSONValue.quoted) ?? "null"),"requester":"u\#(second)"}"#
    }
    let table = try read(row(0, 200, response) + "\n" + row(5, 429, nil))
    let wanted = LogTotals(2, 100, 10, failed: 1, span: 5, latency: 1.2, models: ["m"])
    #expect(LogTotals(table, as: wanted) == wanted)
    #expect(table.userCount == 2)
    let payload =
      #"{"id":"a","call_type":"acompletion","response_cost":0.01,"prompt_tokens":100,"completion_tokens":10,"#
      + #""startTime":1772359200.25,"endTime":1772359201.25,"model":"m","status":"success"}"#
    let wrapped = try read(
      #"{"model":"m","messages":[{"role":"user","content":"q"}],"standard_logging_object":\#(payload)}"#)
    let call = LogTotals(1, 100, 10, latency: 1, cost: 0.01)
    #expect(wrapped.reading?.format == "litellm")
    #expect(LogTotals(wrapped, as: call) == call)
  }

  @Test("a table of promptfoo has no tokens, and is told by name")
  func promptfoo() {
    let error = fault("question,[openai:gpt-4o] Answer {{question}}\nhi,[PASS] hello\n")
    #expect(error?.message == "is a table of promptfoo, which holds no tokens; its JSON output was expected")
  }

  @Test("Junie: an event of an answer has a call for each usage, at the start of its time")
  func junie() throws {
    func event(_ end: Int, _ usages: String, kind: String = "") -> String {
      #"{\#(kind)"timestampMs":\#(end),"event":{"agentEvent":{"kind":"LlmResponseMetadataEvent","modelUsage":[\#(usages)]}}}"#
    }
    func usage(_ model: String, _ more: String) -> String {
      #"{"model":"\#(model)","inputTokens":100,"outputTokens":20\#(more)}"#
    }
    let prompt = #"{"kind":"UserPromptEvent","prompt":"p"}"#
    let cached = usage("m", #","cacheInputTokens":60,"cacheCreateTokens":10,"time":2000,"cost":0.25"#)
    let first = event(1_772_359_202_000, cached)
    let lines = [
      prompt, first, event(1_772_359_203_000, cached, kind: #""kind":"AgentStateUpdatedEvent","#), first,
      event(1_772_359_206_000, usage("m", "") + "," + usage("n", "")),
    ]
    for text in [lines, Array(lines.dropFirst())].map({ $0.joined(separator: "\n") }) {
      let stream = try read(text)
      let wanted = LogTotals(
        3, 370, 60, cached: 60, written: 10, span: 6, latency: 2, cost: 0.25, models: ["m", "n"])
      #expect(stream.reading?.format == "junie")
      #expect(LogTotals(stream, as: wanted) == wanted)
    }
  }

  @Test("OpenHands: each usage is a call, with its latency by its name, and dollars where there are as many")
  func openHands() throws {
    func usage(_ id: String, _ cached: Int) -> String {
      #"{"model":"m","prompt_tokens":200,"completion_tokens":20,"cache_read_tokens":\#(cached),"cache_write_tokens":0,"#
        + #""context_window":9,"per_turn_token":220,"response_id":"\#(id)"}"#
    }
    func cost(_ second: Int) -> String { #"{"model":"m","cost":0.25,"timestamp":177235920\#(second).5}"# }
    let total = #""accumulated_token_usage":{"model":"m","prompt_tokens":400,"completion_tokens":40}"#
    let usages = #""token_usages":[\#(usage("a", 0)),\#(usage("b", 100))]"#
    let latencies =
      #""response_latencies":[{"model":"m","latency":2.5,"response_id":"b"},{"model":"m","latency":1,"response_id":"a"}]"#
    func metrics(_ costs: [Int]) -> String {
      let costs = costs.map(cost).joined(separator: ",")
      return #"{"accumulated_cost":0.5,\#(total),"costs":[\#(costs)],\#(latencies),\#(usages)}"#
    }
    for text in [
      #"{"instance_id":"i","history":[],"metrics":\#(metrics([0, 4]))}"#,
      #"{"id":"c","stats":{"usage_to_metrics":{"agent":\#(metrics([0, 4])),"condenser":{\#(total),"token_usages":[]}}}}"#,
    ] {
      let stream = try read(text)
      let wanted = LogTotals(2, 400, 40, cached: 100, span: 4, latency: 3.5, cost: 0.5, models: ["m"])
      #expect(stream.reading?.format == "openhands")
      #expect(LogTotals(stream, as: wanted) == wanted, "\(text)")
    }
    let unpaired = LogTotals(try read(metrics([0])), as: LogTotals(0, 0, 0, span: 0, cost: 0))
    #expect(unpaired == LogTotals(2, 400, 40))
  }

  @Test("sums of OpenHands, Vibe and Mux are refused as sums")
  func sums() {
    let total =
      #"{"accumulated_token_usage":{"prompt_tokens":400,"completion_tokens":40},"accumulated_cost":1}"#
    for text in [
      #"{"instance_id":"i","metrics":\#(total)}"#,
      #"{"id":1,"source":"user","message":"m"}"# + "\n"
        + #"{"id":2,"source":"agent","llm_metrics":\#(total)}"#,
      #"{"session_id":"s","config":{"active_model":"m"},"stats":{"steps":3,"session_prompt_tokens":9,"session_completion_tokens":1}}"#,
      #"{"version":1,"byModel":{"p:m":{"input":{"tokens":1,"cost_usd":0.1}}},"lastRequest":{"timestamp":1772359200000}}"#,
    ] {
      #expect(fault(text)?.message.contains("sums of usage or costs") == true, "\(text)")
    }
  }
}
