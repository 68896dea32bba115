import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// What logs say of money, and calls that are billed otherwise than by words.
@Suite("Costs in their units and currencies; models without words")
struct CostFormTests {
  private func call(_ members: String, model: String = "m") -> String {
    #"{"created":1772359200,"model":"\#(model)","usage":{"prompt_tokens":10,"completion_tokens":5},\#(members)}"#
  }

  @Test(
    "an amount is in the unit of its name, or the sum of its parts",
    arguments: [
      (#""cost_cents":2"#, 0.02), (#""costCents":2"#, 0.02), (#""cost_micros":2000"#, 0.002),
      (#""cost_nano_usd":2000000"#, 0.002), (#""cost":{"input":0.1,"output":0.2}"#, 0.3),
      (#""cost":{"input":0.1,"output":0.2,"total":0.4}"#, 0.4), (#""cost":0.5,"currency":"USD""#, 0.5),
      (#""cost_micro_cents":200000"#, 0.002), (#""costMicroCents":200000"#, 0.002),
      (#""cost":{"value":0.5,"currency":"USD"}"#, 0.5),
    ])
  func units(_ members: String, _ dollars: Double) throws {
    let wanted = LogTotals(1, 10, 5, cost: dollars)
    #expect(LogTotals(try read(call(members)), as: wanted) == wanted)
  }

  @Test("an amount with another currency beside it, in an object or a table, is left out and told")
  func euros() throws {
    let stream = try read(call(#""cost":{"value":0.5,"currency":"EUR"}"#))
    #expect(stream.recorded.cost.isEmpty)
    let note = "1 row has a cost in another currency than dollars, which is left out"
    #expect(stream.reading?.notes == [note])
    let table = try read("model,input_tokens,output_tokens,cost_micro_cents\nm,10,5,200000\n")
    let wanted = LogTotals(1, 10, 5, cost: 0.002)
    #expect(LogTotals(table, as: wanted) == wanted)
  }

  @Test(
    "requests and answers of every API have the cost and the time that were logged with them",
    arguments: [
      #"{"system":"s","messages":[{"role":"user","content":"q"}],"usage":{"input_tokens":10,"output_tokens":5},"cost_usd":0.5,"latency_ms":900}"#,
      #"{"model":"m","input":"q","usage":{"input_tokens":10,"output_tokens":5},"cost":0.5,"latency_ms":900}"#,
      #"{"contents":[{"role":"user","parts":[{"text":"q"}]}],"response":{"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":5}},"cost":0.5,"latency_ms":900}"#,
      #"{"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"cost":0.5},"latency_ms":900}"#,
      #"{"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"cost":{"input_tokens_cost":0.1,"total_cost":0.5}},"latency_ms":900}"#,
      #"{"request":{"model":"m","messages":[{"role":"user","content":"q"}]},"response":{"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"cost":0.5}},"latency_ms":900}"#,
      #"{"event":"message_end","metadata":{"usage":{"prompt_tokens":10,"completion_tokens":5,"total_price":"0.5","currency":"USD"}},"latency_ms":900}"#,
      #"{"model":"m","usage":{"prompt_tokens":10,"completion_tokens":5,"response_cost":0.5},"latency_ms":900}"#,
      #"{"model":"m","usage":{"prompt_tokens":10,"completion_tokens":5},"_hidden_params":{"response_cost":0.5},"latency_ms":900}"#,
    ])
  func logged(_ line: String) throws {
    let wanted = LogTotals(1, 10, 5, latency: 0.9, cost: 0.5)
    #expect(LogTotals(try read(line), as: wanted) == wanted)
  }

  @Test("what was read from a cache and written to it is part of the cost; prices of tokens are none of it")
  func parts() throws {
    let table = try read(
      "model,input_tokens,output_tokens,input_cost,output_cost,cache_read_cost,cache_write_cost\nm,10,5,0.1,0.2,0.3,0.4\n"
    )
    let row = try read(
      call(#""input_cost":0.1,"output_cost":0.2,"cache_read_cost":0.3,"cache_creation_cost":0.4"#))
    let wanted = LogTotals(1, 10, 5, cost: 1)
    for stream in [table, row] { #expect(LogTotals(stream, as: wanted) == wanted) }
    let prices = try read("model,input_tokens,output_tokens,input_price,output_price\nm,10,5,2.5,10\n")
    #expect(prices.recorded.cost.isEmpty)
    let sum = #"{"input":4000000,"output":4000000}"#
    let cell = "\"" + sum.replacing("\"", with: "\"\"") + "\""
    for text in [
      call("\"input_cost\":\(sum),\"output_cost\":\(sum)"),
      "model,input_tokens,output_tokens,input_cost,output_cost\nm,10,5,\(cell),\(cell)\n",
    ] { #expect(fault(text)?.message == "the costs of the call are too large") }
    let rows = String(repeating: ",4000000", count: 4)
    #expect(
      fault(
        "model,input_tokens,output_tokens,input_cost,output_cost,cache_read_cost,cache_write_cost\nm,10,5\(rows)\n"
      )?.message == "the costs of the call are too large")
  }

  @Test(
    "with a key of one's own the gateway's cost is its fee, and what the provider billed stands beside it")
  func ownKeys() throws {
    func answer(_ isOwn: String) -> String {
      #"{"choices":[],"model":"m","usage":{"prompt_tokens":10,"completion_tokens":5,"cost":0.25,"is_byok":\#(isOwn),"#
        + #""cost_details":{"upstream_inference_cost":0.5}}}"#
    }
    func row(_ isOwn: String) -> String {
      #"{"data":{"id":"g","created_at":"2026-03-01T10:00:00Z","model":"m","tokens_prompt":10,"tokens_completion":5,"#
        + #""total_cost":0.25,"upstream_inference_cost":0.5,"is_byok":\#(isOwn)}}"#
    }
    let head =
      "generation_id,created_at,cost_total,byok_usage_inference,tokens_prompt,tokens_completion,model_permaslug\n"
    func table(_ upstream: String) -> String { head + "g,2026-03-01 10:00:00,0.25,\(upstream),10,5,m\n" }
    for (text, dollars) in [
      (answer("true"), 0.75), (answer("false"), 0.25), (row("true"), 0.75), (row("false"), 0.25),
      (table("0.5"), 0.75), (table("0"), 0.25), (table(""), 0.25),
    ] {
      let wanted = LogTotals(1, 10, 5, cost: dollars)
      #expect(LogTotals(try read(text), as: wanted) == wanted)
    }
  }

  @Test(
    "what was billed comes before an estimate, a cell may hold the parts, and a unit beside it may be none of dollars",
    arguments: [
      ("estimated_cost,actual_cost\nm,10,5,0.5,0.25", 0.25), ("list_cost,net_cost\nm,10,5,0.5,0.25", 0.25),
      ("estimated_cost,billed_cost\nm,10,5,0.5,0.25", 0.25),
      ("input_cost,cached_input_cost,output_cost\nm,10,5,0.125,0.0625,0.0625", 0.25),
      (#"cost\#nm,10,5,"{""input"":0.125,""output"":0.125}""#, 0.25),
      ("cost,cost_unit\nm,10,5,0.25,USD", 0.25),
    ])
  func billed(_ columns: String, _ dollars: Double) throws {
    let wanted = LogTotals(1, 10, 5, cost: dollars)
    #expect(LogTotals(try read("model,input_tokens,output_tokens," + columns + "\n"), as: wanted) == wanted)
    let cents = try read("model,input_tokens,output_tokens,cost,cost_unit\nm,10,5,25,cents\n")
    #expect(cents.recorded.cost[0] == nil)
    #expect(try read(call(#""cost":0.25,"cost_unit":"CNY""#)).recorded.cost[0] == nil)
    #expect(try read(call(#""cost":0.25,"cost_unit":"USD""#)).recorded.cost[0] == 250_000_000_000)
  }

  @Test("another tier, audio and searches are billed otherwise, and told wherever they stand")
  func otherPrices() throws {
    func counts(_ text: String) throws -> [Int] {
      let remarks = try read(text).reading?.remarks ?? []
      return [RecordedReading.Remark.servedTier, .audio, .searches].map { remarks[Int($0.rawValue)] }
    }
    let usage =
      #""usage":{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"audio_tokens":4}}"#
    let answer = #"{"object":"chat.completion","choices":[],"created":1772359200,"model":"m","#
    #expect(try counts(answer + #""service_tier":"flex",\#(usage)}"#) == [1, 1, 0])
    #expect(
      try counts(#"{"timestamp":1,"response":\#(answer)"service_tier":"priority",\#(usage)}}"#) == [1, 1, 0])
    #expect(
      try counts(answer + #""service_tier":"default",\#(usage.replacing("4", with: "0"))}"#) == [0, 0, 0])
    let table = "model,service_tier,input_tokens,output_tokens\nm,batch,10,5\nm,default,10,5\n"
    #expect(try counts(table) == [1, 0, 0])
    #expect(
      try counts("model,is_batch,input_tokens,output_tokens\nm,true,10,5\nm,false,10,5\n") == [1, 0, 0])
    let searched =
      #"{"object":"response","created_at":1,"model":"m","output":[{"type":"web_search_call"}],"usage":{"input_tokens":10,"output_tokens":5}}"#
    #expect(try counts(searched) == [0, 0, 1])
    func searches(_ text: String) throws -> UInt32? { try read(text).recorded.webSearches[0] }
    #expect(try searches(searched) == 1)
    let actions = ["search", "open_page", "search", "find_in_page"].map {
      #"{"type":"web_search_call","action":{"type":"\#($0)"}}"#
    }
    let opened = searched.replacing(
      #"{"type":"web_search_call"}"#, with: actions.joined(separator: ","))
    #expect(try searches(opened) == 2)
    #expect(
      try searches(
        opened.replacing("\"model\"", with: #""tool_usage":{"web_search":{"num_requests":7}},"model""#))
        == 7)
    for told in [
      #""num_search_queries":3"#, #""prompt_tokens_details":{"web_search_requests":3}"#,
      #""server_side_tool_usage_details":{"web_search_calls":3}"#,
      #""server_tool_use":{"web_search_requests":3}"#,
    ] {
      let text = #"{"timestamp":1,"model":"m","usage":{"prompt_tokens":10,"completion_tokens":5,\#(told)}}"#
      #expect(try searches(text) == 3 && counts(text) == [0, 0, 1], "\(told)")
    }
    // Kept as the list of its pieces.
    let line = #"{"timestamp":1,"model":"m","response":["#
    let pieces =
      line
      + #"{"type":"message_start","message":{"usage":{"input_tokens":10,"output_tokens":1,"inference_geo":"us","#
      + #""service_tier":"priority"}}},{"type":"message_delta","usage":{"output_tokens":5,"#
      + #""server_tool_use":{"web_search_requests":3}}}]}"#
    #expect(try searches(pieces) == 3 && counts(pieces) == [1, 0, 1])
    #expect(try read(pieces).marks.map(\.terms) == [.keptInUS])
    let events =
      line + #"{"type":"response.created","response":{"service_tier":"auto"}},{"type":"response.completed","#
      + #""response":{"service_tier":"flex","output":[{"type":"web_search_call"}],"#
      + #""usage":{"input_tokens":10,"output_tokens":5}}}]}"#
    #expect(try searches(events) == 1 && counts(events) == [1, 0, 1])
    let columns = try read(
      "model,input_tokens,output_tokens,web_searches,speed,inference_geo\nm,10,5,2,fast,us\nm,10,5,0,standard,eu\n"
    )
    #expect(columns.recorded.webSearches[0] == 2 && columns.recorded.webSearches[1] == nil)
    #expect(columns.marks.map(\.terms) == [[.fast, .keptInUS], []])
    let gemini =
      #"{"timestamp":1,"model":"gemini-2.5-flash","usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":5,"promptTokensDetails":[{"modality":"AUDIO","tokenCount":4}]}}"#
    #expect(try counts(gemini) == [0, 1, 0])
  }

  @Test(
    "the service that processed a call is read wherever it is told",
    arguments: [
      (#""model":"m","service_tier":"flex","usage":{USED}"#, ServiceTier.flex),
      (#""model":"m","response_metadata":{"service_tier":"priority"},"usage":{USED}"#, .priority),
      (#""model":"m","usage":{"service_tier":"batch",USED}"#, .batch),
      (#""model":"gemini-2.5-flash","usage":{"trafficType":"ON_DEMAND_FLEX",USED}"#, .flex),
      (#""model":"gemini-2.5-flash","usage":{"trafficType":"ON_DEMAND",USED}"#, .standard),
      (#""model":"m","service_tier":"default","usage":{USED}"#, .standard),
      (
        #""id":"o","traceId":"t","type":"GENERATION","input":"q","model":"m","usageDetails":{"input":0,"input_priority":6,"input_priority_cache_read":4,"output_priority":5}"#,
        .priority
      ),
      (
        #""timestamp":"2026-03-01T10:00:00Z","schemaType":"ModelInvocationLog","modelId":"m","input":{"inputTokenCount":10},"output":{"outputTokenCount":5,"outputBodyJson":{"serviceTier":{"type":"flex"}}}"#,
        .flex
      ),
      (
        #""request_id":"r","spend":0,"model":"m","metadata":{"cost_breakdown":{"service_tier":"flex"},"usage_object":{USED}}"#,
        .flex
      ),
      (
        #""attributes":{"gen_ai.request.model":"m","openai.response.service_tier":"flex","gen_ai.usage.input_tokens":10,"gen_ai.usage.output_tokens":5}"#,
        .flex
      ),
    ])
  func services(_ rest: String, _ service: ServiceTier) throws {
    let used = #""input_tokens":10,"output_tokens":5"#
    let stream = try read(#"{"startTime":1772359200,\#(rest.replacing("USED", with: used))}"#)
    #expect(LogTotals(stream, as: LogTotals(1, 10, 5)) == LogTotals(1, 10, 5))
    #expect(stream.marks.map(\.service) == [service])
    let told = stream.reading?.remarks[Int(RecordedReading.Remark.servedTier.rawValue)]
    #expect(told == (service == .standard ? 0 : 1))
  }

  @Test(
    "hits of a gateway's cache stand under many names",
    arguments: [
      #""cacheHit":true"#, #""cache":{"status":"hit"}"#,
      #""cache_debug":{"cache_hit":true,"hit_type":"direct"}"#,
      #""x_cache_status":"HIT""#, #""response_headers":{"x-litellm-cache-hit":"True"}"#,
    ])
  func hits(_ member: String) throws {
    let stream = try read(call(member) + "\n" + call(#""cost":1"#))
    #expect((0..<2).map { stream.recorded.gatewayHit[$0] } == [1, nil])
  }

  @Test("a cost in another currency is left out and told, in JSON and in tables")
  func currencies() throws {
    let table =
      "model,input_tokens,output_tokens,cost,currency\nm,10,5,0.5,EUR\nm,10,5,0.5,usd\nm,10,5,,EUR\n"
    let stream = try read(table)
    #expect(LogTotals(stream, as: LogTotals(0, 0, 0, cost: 0)) == LogTotals(3, 30, 15, cost: 0.5))
    for stream in [stream, try read(call(#""cost":0.5,"currency":"EUR""#))] {
      #expect(stream.recorded.cost[0] == nil)
      #expect(stream.reading?.remarks[Int(RecordedReading.Remark.otherCurrency.rawValue)] == 1)
    }
  }

  @Test("embeddings, moderation and speech have no output where none is recorded")
  func wordless() throws {
    let calls = [
      #"{"created":1,"model":"text-embedding-3-small","usage":{"prompt_tokens":8}}"#,
      #"{"created":2,"model":"omni-moderation-latest","results":[{"flagged":false}],"usage":null}"#,
      #"{"created":3,"model":"whisper-1","usage":{"type":"duration","seconds":9}}"#,
      #"{"created":4,"model":"m","usage":{"prompt_tokens":10,"completion_tokens":5}}"#,
    ]
    let stream = try read(calls.joined(separator: "\n"))
    #expect(LogTotals(stream, as: LogTotals(0, 0, 0)) == LogTotals(4, 18, 5))
    #expect(stream.reading?.remarks[Int(RecordedReading.Remark.wordless.rawValue)] == 3)
    let table = try read("model,prompt_tokens,completion_tokens\nm,10,5\ntext-embedding-3-small,8,\n")
    #expect(LogTotals(table, as: LogTotals(0, 0, 0)) == LogTotals(2, 18, 5))
  }

  @Test("usages that sum up several calls are refused")
  func sums() throws {
    let usage = #"{"timestamp":1,"model":"m","usage":{"requests":3,"request_tokens":10,"response_tokens":5}}"#
    #expect(fault(usage)?.message.contains("sums up 3 calls") == true)
    for name in ["num_llm_calls", "llm_call_count", "total_llm_calls", "n_calls"] {
      let counts = #""prompt_tokens":10,"completion_tokens":5,"\#(name)":3"#
      for text in [#"{"model":"m",\#(counts)}"#, #"{"model":"m","usage":{\#(counts)}}"#] {
        #expect(fault(text)?.message.contains("sums up 3 calls ('\(name)')") == true, "\(text)")
      }
    }
    // A turn of Grok's assistant may hold several, and bills in ten thousand millionths of a dollar.
    func turn(_ calls: Int) -> String {
      #"{"timestamp":1772359200,"method":"_x.ai/session/update","params":{"update":{"sessionUpdate":"turn_completed","#
        + #""usage":{"inputTokens":100,"outputTokens":7,"totalTokens":107,"cachedReadTokens":64,"#
        + #""modelCalls":\#(calls),"costUsdTicks":20000000}}}}"#
    }
    #expect(fault(turn(6))?.message.contains("sums up 6 calls ('modelCalls')") == true)
    // What `claude -p` prints at its end.
    func end(_ turns: Int) -> String {
      #"{"type":"result","subtype":"success","is_error":false,"num_turns":\#(turns),"result":"private","#
        + #""session_id":"s","total_cost_usd":0.02,"usage":{"input_tokens":4,"cache_read_input_tokens":900,"#
        + #""output_tokens":30},"modelUsage":{"claude-opus-5[1m]":{"inputTokens":4,"outputTokens":30,"#
        + #""canonicalModel":"claude-opus-5"}}}"#
    }
    let ended = try read(end(1))
    #expect(ended.recorded.modelNames == ["claude-opus-5"] && ended.inputTokens(0) == 904)
    #expect(ended.recorded.cost[0] == 20_000_000_000)
    #expect(fault(end(3))?.message.contains("the calls of 3 turns ('num_turns')") == true)
    #expect((try? read(turn(1)))?.recorded.cost[0] == 2_000_000_000)
    let days =
      #"{"results":[{"date":"2026-03-01","metrics":{"spend":0.1,"prompt_tokens":100,"completion_tokens":50,"api_requests":10}}]}"#
    #expect(fault(days)?.message.contains("sums") == true)
    let metrics = #"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"tokens"}]}]}]}"#
    #expect(fault(metrics)?.message.contains("sums") == true)
  }

  @Test("times under names with a unit are times")
  func times() throws {
    let stream = try read(
      "ts_ms,model,prompt_tokens,completion_tokens\n1772359200000,m,1,1\n1772359260000,m,1,1\n")
    #expect(stream.arrival.map(\.seconds) == [0, 60])
  }

  @Test(
    "what an agent took in several turns is told beside the calls, and refused where a session is summed up")
  func turns() throws {
    func row(_ second: Int, _ input: Int, _ more: String) -> String {
      #"{"timestamp":"2026-03-01T10:00:0\#(second)Z","model":"m","usage":{"input_tokens":\#(input),"output_tokens":5}\#(more)}"#
    }
    let note =
      "1 row has more than one turn or call beside their usage, which may sum up calls that other rows tell of"
    for more in [#","num_turns":2"#, #","num_llm_calls":2"#] {
      let mixed = try read([row(0, 10, ""), row(1, 20, ""), row(2, 30, more)].joined(separator: "\n"))
      #expect(mixed.reading?.notes == [note])
    }
    // One turn is one call, and beside messages it is a conversation that is counted.
    let chat = #","turns":3,"messages":[{"role":"user","content":"q"}]"#
    for more in [#","num_turns":1"#, #","num_llm_calls":1"#, chat] {
      #expect(try read(row(0, 10, more)).reading?.notes.contains(note) == false)
    }
    // Whoever calls turns so counts those of a conversation, and has what one call cost beside them.
    let counted = try read(row(0, 10, #","turns":2,"total_cost_usd":0.25"#))
    #expect(LogTotals(counted, as: LogTotals(0, 0, 0)) == LogTotals(1, 10, 5))
    #expect(counted.reading?.notes.contains(note) == true)
    for more in [#","num_turns":3,"total_cost_usd":0.1"#, #","num_turns":3,"duration_api_ms":5"#] {
      #expect(fault(row(0, 10, more))?.message.contains("the calls of 3 turns ('num_turns')") == true)
    }
  }

  @Test("where a run counts its calls beside their sums, the list of them is read")
  func runs() throws {
    func call(_ input: Int) -> String {
      #"{"name":"a","model":"m","input_tokens":\#(input),"output_tokens":20,"duration_ms":1000}"#
    }
    func run(_ id: Int) -> String {
      #"{"run_id":"r\#(id)","started_at":"2026-03-01T10:00:0\#(id)Z","metrics":{"llm_call_count":2,"#
        + #""total_input_tokens":300,"total_output_tokens":40},"llm_calls":[\#(call(100)),\#(call(200))],"tools":[]}"#
    }
    let wanted = LogTotals(4, 600, 80, latency: 4, models: ["m"])
    #expect(LogTotals(try read([run(1), run(2)].joined(separator: "\n")), as: wanted) == wanted)
  }

  @Test("a result of the AI SDK is a call for each of its steps; their sum alone is told")
  func steps() throws {
    func usage(_ input: Int, _ output: Int) -> String {
      #"{"inputTokens":\#(input),"outputTokens":\#(output),"totalTokens":\#(input + output)}"#
    }
    func result(_ more: String) -> String {
      #"{"timestamp":"2026-03-01T10:00:00Z","id":"r","model":"m","cost":0.25,"text":"a"\#(more)}"#
    }
    let steps =
      #","steps":[{"usage":\#(usage(100, 20)),"response":{"modelId":"n"}},{"usage":\#(usage(150, 30))}]"#
    // Today's versions have the usage of the last step beside the sum, earlier ones the sum.
    for sums in [
      #","usage":\#(usage(150, 30)),"totalUsage":\#(usage(250, 50))"#, #","usage":\#(usage(250, 50))"#,
    ] {
      let stream = try read(result(sums + steps))
      let wanted = LogTotals(2, 250, 50, cost: 0.25, models: ["n", "m"])
      #expect(LogTotals(stream, as: wanted) == wanted)
    }
    let sum = try read(result(#","usage":\#(usage(150, 30)),"totalUsage":\#(usage(250, 50))"#))
    #expect(LogTotals(sum, as: LogTotals(0, 0, 0)) == LogTotals(1, 250, 50))
    #expect(sum.reading?.remarks[Int(RecordedReading.Remark.turns.rawValue)] == 1)
    // One step is one call.
    let same = #","usage":\#(usage(100, 20)),"totalUsage":\#(usage(100, 20))"#
    for more in [same, same + #","steps":[{"usage":\#(usage(100, 20))}]"#] {
      let stream = try read(result(more))
      #expect(LogTotals(stream, as: LogTotals(0, 0, 0)) == LogTotals(1, 100, 20))
      #expect(stream.reading?.notes.isEmpty == true)
    }
  }
  @Test("steps of a result are no equal requests, and none has the time or the cost of all")
  func stepsAreApart() throws {
    func usage(_ input: Int) -> String { #"{"inputTokens":\#(input),"outputTokens":5}"# }
    let result =
      #"{"timestamp":"2026-03-01T10:00:00Z","id":"r","model":"m","prompt":"plan a trip","user_id":"ann","#
      + #""latency_s":9,"metadata":{"cost":0.25},"usage":\#(usage(30)),"#
      + #""steps":[{"usage":\#(usage(10))},{"usage":\#(usage(20))},{"usage":\#(usage(30))}]}"#
    let stream = try read(result)
    let wanted = LogTotals(3, 60, 15, cost: 0.25)
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(Set(stream.prompt).count == 3)
    #expect((0..<3).allSatisfy { stream.recorded.latency[$0] == nil })
    #expect(stream.reading?.users == 3)
  }
}
