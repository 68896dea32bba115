import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// Transcripts of further coding assistants; all of it is invented.
@Suite("Transcripts of Gemini CLI, opencode, Cline, pi and Qwen Code")
struct AssistantFormsTests {
  private func cached(_ stream: QueryStream) -> [UInt32?] {
    (0..<stream.count).map { stream.recorded.cachedTokens[$0] }
  }

  private func written(_ stream: QueryStream) -> [UInt32?] {
    (0..<stream.count).map { stream.recorded.writtenTokens[$0] }
  }

  private func inputs(_ stream: QueryStream) -> [Int] { (0..<stream.count).map(stream.inputTokens) }

  private func gemini(_ id: String, _ second: Int, _ tokens: String) -> String {
    #"{"id":"\#(id)","timestamp":"2026-03-01T10:00:\#(second + 10)Z","type":"gemini","content":"private","#
      + #""thoughts":[],"tokens":\#(tokens),"model":"gemini-3-flash"}"#
  }

  private let first = #"{"input":100,"output":20,"cached":60,"thoughts":5,"tool":7,"total":132}"#

  @Test(
    "Gemini CLI: a document and lines give the same calls, thoughts beside the answer, tools in the input")
  func geminiCLI() throws {
    let user = #"{"id":"u","timestamp":"2026-03-01T10:00:09Z","type":"user","content":"private"}"#
    let second = #"{"input":300,"output":1,"cached":0,"thoughts":0,"tool":0,"total":301}"#
    let head = #""sessionId":"s1","projectHash":"h","startTime":"2026-03-01T10:00:00Z""#
    let messages = [user, gemini("a", 0, first), gemini("b", 9, second)]
    let document = try read("{\(head),\"messages\":[\(messages.joined(separator: ","))]}")
    let lines = try read(
      ([#"{\#(head),"kind":"main"}"#] + messages + [#"{"$set":{"summary":"private"}}"#]).joined(
        separator: "\n")
    )
    // Of some documents the header has other names.
    let other = try read(
      #"{"sessionId":"s1","createdAt":"2026-03-01T10:00:00Z","messages":[\#(messages.joined(separator: ","))]}"#
    )
    for stream in [document, lines, other] {
      #expect(stream.reading?.format == "gemini_cli")
      #expect(inputs(stream) == [107, 300])
      #expect(stream.outputTokens == [25, 1])
      #expect(cached(stream) == [60, 0])
      #expect(stream.recorded.reasoningTokens[0] == 5)
      #expect(stream.recorded.modelNames == ["gemini-3-flash"])
      #expect(stream.session == [0, 0])
      #expect(stream.arrival.map(\.seconds) == [0, 9])
    }
  }

  @Test("Gemini CLI: a message that is written again as it grows is one call, one without tokens is none")
  func geminiGrows() throws {
    let none = #"{"id":"a","timestamp":"2026-03-01T10:00:10Z","type":"gemini","content":""}"#
    let zero = gemini("z", 3, #"{"input":0,"output":0,"cached":0,"thoughts":0,"tool":0,"total":0}"#)
    let head = #"{"sessionId":"s1","projectHash":"h"}"#
    let stream = try read(
      [
        head, none, gemini("a", 0, first.replacing("\"output\":20", with: "\"output\":2")), zero,
        gemini("a", 0, first),
      ]
      .joined(separator: "\n"))
    #expect(stream.outputTokens == [25])
    #expect(
      fault(head + "\n" + gemini("a", 0, #"{"input":-1,"output":2}"#) + "\n" + none)?.position?.line == 2)
  }

  @Test("Amp: the answers of a thread are its calls, at the times of its ledger")
  func amp() throws {
    let answer =
      #""usage":{"model":"claude-sonnet-4-5","inputTokens":10,"outputTokens":200,"cacheCreationInputTokens":3000,"#
      + #""cacheReadInputTokens":12000}"#
    let thread =
      #"{"v":9,"id":"T-1","messages":[{"role":"user","messageId":0,"content":[{"type":"text","text":"private"}]},"#
      + #"{"role":"assistant","messageId":1,"content":[],\#(answer)},"#
      + #"{"role":"assistant","messageId":2,"content":[],\#(answer.replacing(":200,", with: ":7,"))}],"#
      + #""usageLedger":{"events":[{"id":"a","timestamp":"2026-03-01T10:00:00Z","toMessageId":1,"credits":1.2},"#
      + #"{"id":"b","timestamp":"2026-03-01T10:00:09Z","toMessageId":2,"credits":0.2}]}}"#
    let stream = try read(thread)
    #expect(stream.reading?.format == "amp")
    #expect(inputs(stream) == [15_010, 15_010] && cached(stream) == [12_000, 12_000])
    #expect(stream.outputTokens == [200, 7] && stream.session == [0, 0])
    #expect(stream.arrival.map(\.seconds) == [0, 9])
    #expect(stream.recorded.modelNames == ["claude-sonnet-4-5"])
    #expect(
      fault(#"{"messages":{"a":1},"usageLedger":{}}"#)?.message.contains("messages is no list") == true)
    let timed = answer.replacing(#""usage":{"#, with: #""usage":{"timestamp":"2026-03-01T10:00:00Z","#)
    let alone = try read(
      #"{"v":9,"id":"T-2","messages":[{"role":"user","messageId":0,"content":[]},"#
        + #"{"role":"assistant","messageId":1,"content":[],\#(timed)}]}"#)
    #expect(alone.reading?.format == "amp" && inputs(alone) == [15_010] && alone.outputTokens == [200])
    let counted = try read(
      #"{"id":"T-3","messages":[{"role":"assistant","messageId":2,"usage":{"cacheReadInputTokens":40}}],"#
        + #""usageLedger":{"events":[{"id":"a","timestamp":"2026-03-01T10:00:00Z","model":"m","toMessageId":2,"#
        + #""tokens":{"input":100,"output":50}}]}}"#)
    #expect(inputs(counted) == [140] && counted.outputTokens == [50])
  }

  private func openCode(_ id: String, _ created: Int, _ tokens: String, more: String = "") -> String {
    #"{"id":"\#(id)","sessionID":"ses_1","role":"assistant","modelID":"claude-sonnet-4-5","providerID":"anthropic","#
      + #""time":{"created":\#(1_772_000_000_000 + created),"completed":\#(1_772_000_000_000 + created + 1500)},"#
      + #""tokens":\#(tokens)\#(more)}"#
  }

  @Test("opencode: messages, an export, and rows of its database give the same calls")
  func openCode() throws {
    let user =
      #"{"id":"msg_0","sessionID":"ses_1","role":"user","time":{"created":1772000000000},"model":{"modelID":"m"}}"#
    let one = openCode(
      "msg_1", 0, #"{"input":3,"output":40,"reasoning":0,"cache":{"read":1000,"write":200}}"#)
    let two = openCode(
      "msg_2", 9000, #"{"input":5,"output":7,"reasoning":0,"cache":{"read":1200,"write":0}}"#,
      more: #","cost":0.25"#)
    let forms = [
      [user, one, two].joined(separator: "\n"), "[\(user),\(one),\(two)]",
      #"{"info":{"id":"ses_1","title":"private"},"messages":[{"info":\#(user),"parts":[]},{"info":\#(one),"parts":[]},"#
        + #"{"info":\#(two),"parts":[]}]}"#,
    ]
    for form in forms {
      let stream = try read(form)
      #expect(stream.reading?.format == "opencode")
      #expect(inputs(stream) == [1203, 1205])
      #expect(stream.outputTokens == [40, 7])
      #expect(cached(stream) == [1000, 1200])
      #expect(written(stream) == [200, 0])
      #expect((0..<2).map { stream.recorded.latency[$0] } == [1_500_000_000, 1_500_000_000])
      #expect((0..<2).map { stream.recorded.cost[$0] } == [nil, 250_000_000_000])
      #expect(stream.session == [0, 0])
    }
    let row = one.replacing(#""id":"msg_1","sessionID":"ses_1","#, with: "")
    #expect(try read(row).outputTokens == [40])
  }

  @Test("opencode: reasoning beside the output where the total says so, zeros are no call, errors fail")
  func openCodeReasoning() throws {
    let beside = openCode(
      "a", 0, #"{"total":150,"input":100,"output":30,"reasoning":20,"cache":{"read":0,"write":0}}"#)
    let within = openCode(
      "b", 1, #"{"total":150,"input":100,"output":50,"reasoning":20,"cache":{"read":0,"write":0}}"#)
    let zero = openCode("c", 2, #"{"input":0,"output":0,"reasoning":0,"cache":{"read":0,"write":0}}"#)
    let failed = openCode(
      "d", 3, #"{"input":0,"output":0,"reasoning":0,"cache":{"read":0,"write":0}}"#,
      more: #","error":{"name":"APIError"},"cost":0"#)
    let stream = try read([beside, within, zero, failed].joined(separator: "\n"))
    #expect(stream.outputTokens == [50, 50, 0])
    #expect((0..<3).map { stream.recorded.failed[$0] } == [nil, nil, 1])
    let step =
      #"{"type":"step_finish","timestamp":1772000000000,"sessionID":"ses_1","part":{"id":"p","type":"step-finish","#
      + #""cost":0,"tokens":{"total":16932,"input":65,"output":119,"reasoning":0,"cache":{"read":4623,"write":12125}}}}"#
    let printed = try read(#"{"type":"step_start","sessionID":"ses_1","part":{"id":"q"}}"# + "\n" + step)
    #expect(inputs(printed) == [16_813] && printed.outputTokens == [119])
  }

  private func cline(_ ts: Int, _ text: String, model: String? = nil) -> String {
    let info = model.map { #","modelInfo":{"providerId":"anthropic","modelId":"\#($0)"}"# } ?? ""
    let quoted = text.replacing("\"", with: "\\\"")
    return
      #"{"ts":\#(1_772_000_000_000 + ts),"type":"say","say":"api_req_started","text":"\#(quoted)"\#(info)}"#
  }

  @Test("Cline and Roo Code: tokens within a text, the cache beside or within the input, tasks as sessions")
  func cline() throws {
    func task(_ ts: Int) -> String {
      #"{"ts":\#(1_772_000_000_000 + ts),"type":"say","say":"task","text":"private"}"#
    }
    let messages = [
      task(0),
      cline(
        1,
        #"{"request":"private","tokensIn":10,"tokensOut":20,"cacheWrites":300,"cacheReads":4000,"cost":0.5}"#,
        model: "claude-sonnet-5"),
      cline(2, #"{"request":"in flight"}"#),
      #"{"ts":1772000000003,"type":"say","say":"text","text":"{\"tokensIn\":999}"}"#,
      #"{"ts":1772000000004,"type":"say","say":"deleted_api_reqs","text":"{\"tokensIn\":999,\"tokensOut\":9}"}"#,
      task(5),
      cline(
        6,
        #"{"apiProtocol":"openai","tokensIn":100,"tokensOut":2,"cacheWrites":0,"cacheReads":80,"cost":0}"#),
      cline(7, #"{"apiProtocol":"anthropic","tokensIn":100,"tokensOut":2,"cacheWrites":0,"cacheReads":80}"#),
    ]
    let stream = try read("[\(messages.joined(separator: ",\n"))]")
    #expect(stream.reading?.format == "cline")
    #expect(inputs(stream) == [4310, 100, 100])
    #expect(stream.outputTokens == [20, 2, 2])
    #expect(cached(stream) == [4000, 80, 80])
    #expect(written(stream) == [300, 0, 0])
    #expect(stream.session == [0, 1, 1])
    #expect(stream.recorded.modelNames == ["claude-sonnet-5"])
    #expect((0..<3).map { stream.recorded.cost[$0] } == [500_000_000_000, nil, nil])
  }

  @Test("pi: a session's calls, a copy in the session that goes on from it counted once, errors failed")
  func pi() throws {
    func head(_ id: String) -> String {
      #"{"type":"session","version":3,"id":"\#(id)","timestamp":"2026-05-01T00:00:00Z","cwd":"/private"}"#
    }
    func line(_ id: String, _ second: Int, _ usage: String, stop: String = "stop") -> String {
      #"{"type":"message","id":"\#(id)","parentId":null,"timestamp":"2026-05-01T00:00:\#(second + 10)Z","message":{"#
        + #""role":"assistant","provider":"anthropic","model":"claude-opus-4-5","usage":\#(usage),"stopReason":"\#(stop)"}}"#
    }
    let usage =
      #"{"input":3,"output":50,"cacheRead":900,"cacheWrite":47,"totalTokens":1000,"cost":{"total":0.125}}"#
    let empty = #"{"input":0,"output":0,"cacheRead":0,"cacheWrite":0,"totalTokens":0,"cost":{"total":0}}"#
    let copied = line("a1", 0, usage)
    let stream = try read(
      [
        head("s1"), #"{"type":"model_change","id":"m","parentId":null,"modelId":"x"}"#, copied,
        line("a2", 5, empty, stop: "error"), line("a3", 6, empty), head("s2"), copied, line("a1", 9, usage),
      ].joined(separator: "\n"))
    #expect(stream.reading?.format == "pi")
    #expect(inputs(stream) == [950, 0, 950])
    #expect(stream.outputTokens == [50, 0, 50])
    #expect(cached(stream) == [900, 0, 900])
    #expect((0..<3).map { stream.recorded.failed[$0] } == [nil, 1, nil])
    #expect(stream.recorded.cost[0] == 125_000_000_000)
    #expect(stream.session == [0, 0, 1])
  }

  @Test(
    "Roo Code and Cline: whether the input holds what was cached, by time and provider",
    arguments: [
      // Before November 2025, since then, and since then with less than was cached.
      (1_760_000_000_000, #""apiProtocol":"anthropic","#, "anthropic", 900, 1400),
      (1_762_000_000_000, #""apiProtocol":"anthropic","#, "anthropic", 900, 900),
      (1_762_000_000_000, #""apiProtocol":"anthropic","#, "anthropic", 10, 510),
      (1_760_000_000_000, #""apiProtocol":"openai","#, "openai", 900, 900),
      // Cline itself.
      (1_762_000_000_000, "", "anthropic", 900, 1400), (1_762_000_000_000, "", "xai", 900, 900),
    ])
  func clineCache(time: Int, form: String, provider: String, input: Int, wanted: Int) throws {
    let request = #"{\#(form)"tokensIn":\#(input),"tokensOut":2,"cacheWrites":100,"cacheReads":400}"#
    let line =
      #"{"ts":\#(time),"type":"say","say":"api_req_started","text":"\#(request.replacing("\"", with: "\\\""))","#
      + #""modelInfo":{"providerId":"\#(provider)","modelId":"m"}}"#
    #expect(inputs(try read("[\(line)]")) == [wanted])
  }

  @Test("Cline: the answers of a session's messages, each once, the cache within the input")
  func clineSession() throws {
    func answer(
      _ id: String, _ second: Int, _ input: Int, _ read: Int, _ written: Int, _ cost: String
    ) -> String {
      #"{"id":"\#(id)","role":"assistant","ts":\#(1_772_000_000_000 + second * 1000),"content":[{"type":"text","#
        + #""text":"private"}],"modelInfo":{"id":"claude-sonnet-4-5","provider":"anthropic"},"metrics":{"#
        + #""inputTokens":\#(input),"outputTokens":7,"cacheReadTokens":\#(read),"cacheWriteTokens":\#(written),"#
        + #""cost":\#(cost)}}"#
    }
    let messages = [
      #"{"id":"u","role":"user","ts":1772000000000,"content":[{"type":"text","text":"private"}]}"#,
      answer("a", 3, 9000, 0, 8800, "0.03"), answer("a", 3, 9000, 0, 8800, "0.03"),
      answer("b", 8, 9100, 8800, 200, "0.004"),
    ]
    let stream = try read(
      #"{"version":1,"updated_at":"2026-02-25T06:14:00Z","agent":"lead","sessionId":"s1","messages":["#
        + messages.joined(separator: ",") + #"],"system_prompt":"private"}"#)
    #expect(stream.reading?.format == "cline")
    #expect(inputs(stream) == [9000, 9100] && cached(stream) == [0, 8800])
    #expect(stream.outputTokens == [7, 7] && stream.session == [0, 0])
    #expect(stream.arrival.map(\.seconds) == [0, 5])
    #expect(stream.recorded.modelNames == ["claude-sonnet-4-5"])
  }

  @Test("Qwen Code: lines like Claude Code's with Gemini's usage")
  func qwenCode() throws {
    func line(_ id: String, _ second: Int, _ prompt: Int) -> String {
      #"{"uuid":"\#(id)","parentUuid":null,"sessionId":"s1","timestamp":"2026-05-01T00:00:\#(second + 10)Z","#
        + #""type":"assistant","cwd":"/private","model":"qwen3-coder-plus","message":{"role":"model","parts":[]},"#
        + #""usageMetadata":{"promptTokenCount":\#(prompt),"candidatesTokenCount":9,"thoughtsTokenCount":1,"#
        + #""totalTokenCount":\#(prompt + 10),"cachedContentTokenCount":40}}"#
    }
    let telemetry =
      #"{"uuid":"t","sessionId":"s1","type":"system","subtype":"ui_telemetry","systemPayload":{}}"#
    let stream = try read(
      [telemetry, line("a", 0, 100), line("a", 0, 100), line("b", 4, 200)].joined(separator: "\n"))
    #expect(inputs(stream) == [100, 200])
    #expect(stream.outputTokens == [10, 10])
    // What came from OpenAI's API counts its thoughts within the answer.
    let within = line("c", 5, 300).replacing(#""totalTokenCount":310"#, with: #""totalTokenCount":309"#)
    #expect(try read(within).outputTokens == [9])
    #expect(cached(stream) == [40, 40])
    #expect(stream.recorded.modelNames == ["qwen3-coder-plus"])
  }

  @Test("Claude Code: what it prints as stream-json is its calls, and the sum at the end is none")
  func streamJSON() throws {
    func line(_ id: String, _ read: Int, parent: String = "null") -> String {
      #"{"type":"assistant","session_id":"s","parent_tool_use_id":\#(parent),"message":{"id":"\#(id)","model":"m","#
        + #""usage":{"input_tokens":3,"cache_read_input_tokens":\#(read),"output_tokens":9}}}"#
    }
    let stream = try read(
      [
        #"{"type":"system","subtype":"init","session_id":"s","model":"m"}"#, line("a", 100), line("a", 100),
        line("b", 50, parent: #""tool_1""#), line("c", 200),
        #"{"type":"result","subtype":"success","session_id":"s","total_cost_usd":1,"usage":{"input_tokens":9,"output_tokens":27}}"#,
      ].joined(separator: "\n"))
    #expect(stream.reading?.format == "claude_code")
    #expect(inputs(stream) == [103, 53, 203] && stream.session == [0, 0, 0])
    #expect(stream.recorded.modelNames == ["m"])
  }

  @Test("Codex: the usage that it prints of a turn is the sum of its thread")
  func codexThreads() throws {
    func started(_ thread: String) -> String { #"{"type":"thread.started","thread_id":"\#(thread)"}"# }
    func turn(_ input: Int, _ cached: Int, _ output: Int) -> String {
      #"{"type":"turn.completed","usage":{"input_tokens":\#(input),"cached_input_tokens":\#(cached),"output_tokens":\#(output)}}"#
    }
    let stream = try read(
      [
        started("a"), turn(100, 60, 20), turn(300, 160, 50), started("b"), turn(40, 0, 5), started("a"),
        turn(350, 170, 60),
      ].joined(separator: "\n"))
    #expect(inputs(stream) == [100, 200, 40, 50])
    #expect(stream.outputTokens == [20, 30, 5, 10])
    #expect(cached(stream) == [60, 100, 0, 10])
  }

  @Test("Codex: events that it prints are no calls, and settings that are applied name the model")
  func codex() throws {
    let printed = try read(
      [
        #"{"type":"thread.started","thread_id":"t"}"#, #"{"type":"turn.started"}"#,
        #"{"type":"turn.completed","usage":{"input_tokens":2400,"cached_input_tokens":2000,"output_tokens":120}}"#,
      ].joined(separator: "\n"))
    #expect(inputs(printed) == [2400] && printed.outputTokens == [120])
    func line(_ payload: String) -> String {
      #"{"timestamp":"2026-05-01T00:00:01Z","type":"event_msg","payload":\#(payload)}"#
    }
    let usage = #"{"input_tokens":100,"cached_input_tokens":60,"output_tokens":20,"total_tokens":120}"#
    let applied = try read(
      [
        line(#"{"type":"thread_settings_applied","thread_settings":{"model":"gpt-5.5"}}"#),
        line(#"{"type":"token_count","info":{"total_token_usage":\#(usage),"last_token_usage":\#(usage)}}"#),
      ].joined(separator: "\n"))
    #expect(applied.recorded.modelNames == ["gpt-5.5"])
  }

  @Test("what is billed otherwise than by the standard prices of tokens is told")
  func tiers() throws {
    func line(_ id: String, _ more: String) -> String {
      #"{"type":"assistant","sessionId":"s","timestamp":"2026-05-01T00:00:00Z","requestId":"\#(id)","message":{"id":"\#(id)","#
        + #""model":"m","usage":{"input_tokens":3,"output_tokens":9,\#(more)}}}"#
    }
    let stream = try read(
      [
        line("a", #""service_tier":"standard","server_tool_use":{"web_search_requests":0}"#),
        line("b", #""service_tier":"priority""#), line("c", #""speed":"fast""#),
        line("d", #""server_tool_use":{"web_search_requests":2}"#), line("e", #""inference_geo":"us""#),
        line("f", #""inference_geo":"global""#),
      ].joined(separator: "\n"))
    let notes = stream.reading?.notes ?? []
    let services: [ServiceTier] = [.standard, .priority, .standard, .standard, .standard, .standard]
    #expect(stream.marks.map(\.service) == services)
    #expect(stream.marks.map(\.terms) == [[], [], .fast, [], .keptInUS, []])
    #expect((0..<6).map { stream.recorded.webSearches[$0] } == [nil, nil, nil, 2, nil, nil])
    #expect(notes.contains("2 rows have \(RecordedReading.Remark.multiplied.text)"))
    #expect(notes.contains("1 row has \(RecordedReading.Remark.searches.text)"))
  }

  @Test("CodeBuddy: lines with a usage are calls of the model that was asked for, others are none")
  func codeBuddy() throws {
    func line(_ id: String, _ second: Int, _ more: String) -> String {
      #"{"id":"\#(id)","timestamp":\#(1_772_359_200_000 + second * 1000),"sessionId":"s","cwd":"/private",\#(more)}"#
    }
    func usage(_ input: Int, _ output: Int, _ read: Int, _ written: Int) -> String {
      #""providerData":{"model":"inner","requestModelId":"claude-opus-4.7","rawUsage":{"prompt_tokens":\#(input),"#
        + #""completion_tokens":\#(output),"total_tokens":\#(input + output),"cache_creation_input_tokens":\#(written),"#
        + #""cache_read_input_tokens":\#(read),"credit":1.5}}"#
    }
    let stream = try read(
      [
        line("t", 0, #""type":"topic","title":"private""#),
        line("u", 0, #""type":"message","role":"user","content":[],"providerData":{}"#),
        line("a", 1, #""type":"function_call","# + usage(7000, 30, 0, 6990)),
        line("r", 2, #""type":"function_call_result","content":[]"#),
        line("b", 5, #""type":"message","role":"assistant","# + usage(7500, 40, 6990, 0)),
      ].joined(separator: "\n"))
    let wanted = LogTotals(
      2, 14_500, 70, cached: 6990, written: 6990, span: 4, models: ["claude-opus-4.7"])
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.session == [0, 0])
  }

  @Test("Claude Code: a compaction on the server is billed beside the last message")
  func iterations() throws {
    let usage =
      #"{"input_tokens":23,"cache_read_input_tokens":100,"output_tokens":10,"iterations":["#
      + #"{"type":"compaction","input_tokens":180,"cache_read_input_tokens":1000,"output_tokens":35},"#
      + #"{"type":"message","input_tokens":23,"cache_read_input_tokens":100,"output_tokens":10}]}"#
    let stream = try read(
      #"{"type":"assistant","sessionId":"s","timestamp":"2026-05-01T00:00:00Z","requestId":"r","message":{"id":"m","#
        + #""model":"claude-opus-4-6","usage":\#(usage)}}"#)
    #expect(inputs(stream) == [1303] && stream.outputTokens == [45] && cached(stream) == [1100])
  }

  @Test("what advised a message of Anthropic's is a call of its own model, beside the counts of the message")
  func advisors() throws {
    let usage =
      #"{"input_tokens":23,"cache_read_input_tokens":100,"output_tokens":10,"iterations":["#
      + #"{"type":"message","input_tokens":20,"cache_read_input_tokens":60,"output_tokens":4},"#
      + #"{"type":"advisor_message","model":"claude-opus-5","input_tokens":900,"output_tokens":70},"#
      + #"{"type":"message","input_tokens":3,"cache_read_input_tokens":40,"output_tokens":6}]}"#
    func line(_ block: String) -> String {
      #"{"type":"assistant","sessionId":"s","timestamp":"2026-05-01T00:00:00Z","requestId":"r","message":{"id":"m","#
        + #""model":"claude-sonnet-5","content":[{"type":"\#(block)"}],"usage":\#(usage)}}"#
    }
    let answer =
      #"{"id":"m","type":"message","created_at":"2026-05-01T00:00:00Z","cost_usd":1,"#
      + #""model":"claude-sonnet-5","usage":\#(usage)}"#
    let events =
      #"{"type":"message_start","timestamp":"2026-05-01T00:00:00Z","message":{"id":"m","model":"claude-sonnet-5","#
      + #""usage":{"input_tokens":20,"output_tokens":1}}}"#
      + "\n" + #"{"type":"message_delta","delta":{},"usage":\#(usage)}"#
    let wanted = LogTotals(2, 1023, 80, cached: 100, span: 0, models: ["claude-sonnet-5", "claude-opus-5"])
    for (text, format) in [
      (line("thinking") + "\n" + line("text"), "claude_code"), (answer, "usage_log"),
      (events, "anthropic_events"),
      // Some streams tell their counts twice.
      (events + "\n" + #"{"type":"message_delta","delta":{},"usage":\#(usage)}"#, "anthropic_events"),
    ] {
      let stream = try read(text)
      #expect(stream.reading?.format == format)
      #expect(LogTotals(stream, as: wanted) == wanted, "\(format)")
      #expect(inputs(stream) == [123, 900])
    }
    let other = events.replacing("advisor_message", with: "fallback_message")
    #expect(try read(other).recorded.modelNames == ["claude-opus-5"])
    let costs = try read(answer).recorded.cost
    #expect(costs[0] == 1_000_000_000_000 && costs[1] == nil)
  }
}
