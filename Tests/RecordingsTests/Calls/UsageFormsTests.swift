import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// Usages of clients, gateways and APIs that came later; all of it is invented.
@Suite("Further forms of usages, and where the model stands beside them")
struct UsageFormsTests {
  @Test("the Interactions API: results of tools beside the input, thoughts beside the output")
  func interactions() throws {
    for (text, model) in [
      (
        #"{"total_input_tokens":80,"total_cached_tokens":64,"total_output_tokens":173,"total_thought_tokens":60,"total_tool_use_tokens":237,"total_tokens":550}"#,
        "gemini-3-flash-preview"
      ),
      (
        #"{"totalInputTokens":80,"totalCachedTokens":64,"totalOutputTokens":173,"totalThoughtTokens":60,"totalToolUseTokens":237,"totalTokens":550}"#,
        "m"
      ),
    ] {
      let stream = try read(
        #"{"id":"v1_a","object":"interaction","created":"2026-03-01T10:00:00Z","model":"\#(model)","status":"completed","usage":\#(text)}"#
      )
      let wanted = LogTotals(1, 317, 233, cached: 64, models: [model])
      #expect(LogTotals(stream, as: wanted) == wanted)
      #expect(stream.recorded.reasoningTokens[0] == 60)
      #expect(stream.reading?.notes.isEmpty == true)
    }
    let voice = try read(
      #"{"model":"m","usage":{"total_input_tokens":80,"total_output_tokens":5,"input_tokens_by_modality":[{"modality":"text","tokens":30},{"modality":"audio","tokens":50}]}}"#
    )
    #expect(voice.recorded.audioInputTokens[0] == 50)
  }

  @Test("a streamed answer that was kept as the list of its pieces is one call")
  func pieces() throws {
    func gemini(_ text: String, _ usage: String) -> String {
      #"{"candidates":[{"content":{"parts":[{"text":"\#(text)"}]}}],"usageMetadata":{\#(usage)},"#
        + #""modelVersion":"gemini-3-flash"}"#
    }
    let first = gemini("a", #""promptTokenCount":100,"totalTokenCount":100"#)
    let counts = #""candidatesTokenCount":20,"thoughtsTokenCount":5,"cachedContentTokenCount":60"#
    let last = gemini("b", #""promptTokenCount":100,"# + counts)
    let whole = gemini("c", #""promptTokenCount":30,"candidatesTokenCount":2"#)
    let recorded = try read(
      #"{"method":"generateContentStream","response":[\#(first),\#(last)]}"# + "\n"
        + #"{"method":"generateContent","response":\#(whole)}"#)
    let wanted = LogTotals(2, 130, 27, cached: 60, models: ["gemini-3-flash"])
    #expect(LogTotals(recorded, as: wanted) == wanted)
    func line(_ second: Int, _ key: String, _ pieces: String) -> String {
      #"{"timestamp":"2026-03-01T10:00:0\#(second)Z","model":"m","\#(key)":[\#(pieces)]}"#
    }
    func chat(_ usage: String) -> String {
      #"{"object":"chat.completion.chunk","choices":[{"delta":{"content":"a"}}]},{"choices":[],"usage":\#(usage)}"#
    }
    let start = #"{"type":"message_start","message":{"usage":{"input_tokens":9,"output_tokens":1}}}"#
    let end = #"{"type":"message_delta","delta":{},"usage":{"output_tokens":4}}"#
    let log = try read(
      [
        line(0, "response", chat(#"{"prompt_tokens":100,"completion_tokens":7}"#)),
        line(2, "chunks", chat(#"{"prompt_tokens":50,"completion_tokens":3}"#)),
        line(5, "response", start + "," + end),
      ].joined(separator: "\n"))
    let calls = LogTotals(3, 159, 14, span: 5, models: ["m"])
    #expect(LogTotals(log, as: calls) == calls)
  }

  @Test("what Azure's filters say before and after a streamed answer is a piece of it")
  func filters() throws {
    func piece(_ more: String, _ created: Int = 1_772_359_200) -> String {
      let model = created == 0 ? "" : "gpt-5-nano"
      return #"{"id":"c","object":"\#(created == 0 ? "" : "chat.completion.chunk")","created":\#(created),"#
        + #""model":"\#(model)",\#(more)}"# + "\n"
    }
    let filter = #""choices":[],"prompt_filter_results":[{"prompt_index":0}]"#
    let usage = #""choices":[],"usage":{"prompt_tokens":15,"completion_tokens":78,"total_tokens":93}"#
    let offsets = #""choices":[{"index":0,"finish_reason":null,"content_filter_offsets":{"end_offset":9}}]"#
    let stream = try read(
      piece(filter, 0) + piece(#""choices":[{"delta":{"content":"a"}}],"usage":null"#) + piece(offsets, 0)
        + piece(usage))
    let wanted = LogTotals(1, 15, 78, span: 0, models: ["gpt-5-nano"])
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.reading?.remarks[Int(RecordedReading.Remark.piece.rawValue)] == 3)
    // A whole answer without a kind is none.
    let whole = try read(
      #"{"id":"d","object":"","created":1772359200,"model":"m","#
        + #""choices":[{"index":0,"message":{"role":"assistant","content":"an answer"}}]}"#)
    #expect(whole.count == 1 && whole.outputTokens[0] > 0)
  }

  @Test("events of the Responses API tell the time of their answer")
  func responseEvents() throws {
    func event(_ type: String, _ created: Int, _ usage: String) -> String {
      #"{"type":"response.\#(type)","response":{"id":"r\#(created)","object":"response","#
        + #""created_at":\#(1_772_359_200 + created),"model":"m","usage":\#(usage)}}"#
    }
    let stream = try read(
      [
        event("created", 0, "null"), #"{"type":"response.output_text.delta","delta":"a"}"#,
        event("completed", 0, #"{"input_tokens":10,"output_tokens":5}"#),
        event("completed", 7, #"{"input_tokens":20,"output_tokens":6}"#),
      ].joined(separator: "\n"))
    let wanted = LogTotals(2, 30, 11, span: 7, models: ["m"])
    #expect(LogTotals(stream, as: wanted) == wanted)
  }

  @Test("answers that were kept under 'body' are no requests")
  func bodies() throws {
    let stream = try read(
      #"{"body":{"file":"a","model":"m","usage":{"input_tokens":14,"cache_read_input_tokens":6,"output_tokens":65}},"model":"m"}"#
    )
    let wanted = LogTotals(1, 20, 65, cached: 6, models: ["m"])
    #expect(LogTotals(stream, as: wanted) == wanted)
    // The Responses API's Python client writes a template of the prompt that there is not.
    let client = try read(
      #"{"body":{"object":"response","model":"m","prompt":null,"usage":{"input_tokens":20,"output_tokens":65,"#
        + #""input_tokens_details":{"cached_tokens":6}}},"model":"m"}"#)
    #expect(LogTotals(client, as: wanted) == wanted)
  }

  @Test("Moonshot's streams have the usage in a choice of the last piece")
  func choices() throws {
    func piece(_ choice: String) -> String {
      #"{"id":"c","object":"chat.completion.chunk","created":1772359200,"model":"kimi-k3","choices":[{"index":0,\#(choice)}]}"#
        + "\n"
    }
    let usage = #"{"prompt_tokens":100,"completion_tokens":7,"total_tokens":107,"cached_tokens":64}"#
    let stream = try read(
      piece(#""delta":{"content":"a"}"#)
        + piece(#""delta":{},"finish_reason":"stop","usage":\#(usage)"#))
    let wanted = LogTotals(1, 100, 7, cached: 64, models: ["kimi-k3"])
    #expect(LogTotals(stream, as: wanted) == wanted)
    let list = try read(
      #"{"messages":[{"role":"user","content":"q"}],"response":[{"choices":[{"delta":{"content":"a"}}]},{"choices":[{"delta":{},"usage":\#(usage)}]}]}"#
    )
    let listed = LogTotals(1, 100, 7, cached: 64)
    #expect(LogTotals(list, as: listed) == listed)
  }

  @Test(
    "usages and models of clients lie among metadata, metrics and settings",
    arguments: [
      // LobeChat, in its two forms.
      #""model":"m","metadata":{"usage":{"inputCachedTokens":64,"inputCacheMissTokens":36,"totalInputTokens":100,"outputTextTokens":5,"outputReasoningTokens":2,"totalOutputTokens":7,"totalTokens":107}}"#,
      #""model":"m","metadata":{"inputCachedTokens":64,"totalInputTokens":100,"totalOutputTokens":7}"#,
      // AnythingLLM.
      #""prompt":"hi","response":"{\"text\":\"yo\",\"metrics\":{\"prompt_tokens\":100,\"completion_tokens\":7,\"cached_tokens\":64,\"model\":\"m\"}}""#,
      // HoneyHive and Parea.
      #""config":{"model":"m"},"metadata":{"prompt_tokens":100,"completion_tokens":7,"cached_tokens":64}"#,
      #""configuration":"{\"model\":\"m\"}","input_tokens":100,"output_tokens":7,"cached_tokens":64"#,
      // LLM Gateway and PromptLayer.
      #""messages":[{"role":"user","content":"q"}],"requestedModel":"auto","usedModel":"m","promptTokens":"100","completionTokens":"7","cachedTokens":"64""#,
      #""engine":"m","input_tokens":100,"output_tokens":7,"cached_tokens":64"#,
    ])
  func places(_ members: String) throws {
    let stream = try read(#"{"createdAt":"2026-03-01T10:00:00Z",\#(members)}"#)
    let wanted = LogTotals(1, 100, 7, cached: 64, models: ["m"])
    #expect(LogTotals(stream, as: wanted) == wanted)
  }

  @Test("counts among metadata that are no usage change nothing")
  func metadata() throws {
    let stream = try read(
      #"{"messages":[{"role":"user","content":"four letters"}],"metadata":{"requests":2,"token_limit":5}}"#)
    #expect(stream.inputTokens(0) > 0 && stream.outputTokens == [300])
  }

  @Test("sums of several calls under the name of those that succeeded are refused")
  func sums() {
    let counts = #""prompt_tokens":10000,"completion_tokens":1000,"successful_requests":10"#
    for text in [#"{"model":"m",\#(counts)}"#, #"{"model":"m","usage":{\#(counts)}}"#] {
      #expect(fault(text)?.message.contains("sums up 10 calls") == true)
    }
  }

  @Test("a flag `cached` is a gateway's hit unless the call cost something; a number counts tokens")
  func cachedFlags() throws {
    let table = try read(
      "timestamp,model,input_tokens,output_tokens,cached,cost\n"
        + "1,m,100,7,false,0.1\n2,m,100,7,true,0\n3,m,100,7,true,\n4,m,100,7,true,0.1\n")
    let lines = try read(
      [(1, "false", "0.1"), (2, "true", "0"), (3, "true", "null"), (4, "true", "0.1")].map {
        #"{"timestamp":\#($0),"model":"m","input_tokens":100,"output_tokens":7,"cached":\#($1),"cost":\#($2)}"#
      }.joined(separator: "\n"))
    let usages = try read(
      [(1, "false", "0.1"), (2, "true", "0"), (3, "true", "null"), (4, "true", "0.1")].map {
        #"{"timestamp":\#($0),"model":"m","usage":{"input_tokens":100,"output_tokens":7},"cached":\#($1),"cost":\#($2)}"#
      }.joined(separator: "\n"))
    for stream in [table, lines, usages] {
      #expect((0..<4).map { stream.recorded.gatewayHit[$0] } == [0, 1, 1, nil])
      #expect(stream.recorded.cachedTokens[0] == nil)
    }
    // Beside tokens that the provider's cache gave it may mean that cache, unless the call cost nothing.
    let usage = #""usage":{"input_tokens":100,"output_tokens":7,"cache_read_input_tokens":64}"#
    let asked = #""messages":[{"role":"user","content":"q"}]"#
    for text in [
      "timestamp,model,input_tokens,output_tokens,cached_tokens,cached,cost\n1,m,100,7,64,true,\n"
        + "2,m,100,7,64,true,0\n",
      [("null", 1), ("0", 2)].map {
        #"{"timestamp":\#($0.1),"model":"m",\#(usage),"cached":true,"cost":\#($0.0)}"#
      }.joined(separator: "\n"),
      [("null", 1), ("0", 2)].map {
        #"{"timestamp":\#($0.1),"model":"m",\#(asked),\#(usage),"cached":true,"cost":\#($0.0)}"#
      }.joined(separator: "\n"),
    ] {
      let stream = try read(text)
      #expect((0..<2).map { stream.recorded.gatewayHit[$0] } == [nil, 1])
    }
    let tokens = try read("timestamp,model,input,output,cached\n1,m,100,7,64\n")
    #expect(tokens.recorded.cachedTokens[0] == 64 && tokens.recorded.gatewayHit[0] == nil)
  }

  @Test(
    "what columns beside a record tell of it is told under any form of their names",
    arguments: [
      "START_TIME,END_TIME,REQUEST_ID,MODEL_NAME,TOKENS_GRANULAR,USER_ID",
      "Created At,x,Request ID,Model,Counts,User", "createdAt,x,requestId,modelName,counts,userId",
    ])
  func columnsBeside(_ header: String) throws {
    let record = #""{""input"":100,""output"":7,""cache_read_input"":64}""#
    let rows = [0, 5].map {
      "2026-03-01 10:00:0\($0).000 -0700,2026-03-01 10:00:09.000 -0700,r\($0),m,\(record),u\n"
    }
    let stream = try read(header + "\n" + rows.joined())
    let wanted = LogTotals(2, 200, 14, cached: 128, span: 5, models: ["m"])
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.reading?.users == 2)
  }

  @Test(
    "a start time is one under any form of a common name, as it is in tables",
    arguments: [
      "createTime", "create_time", "loggedAt", "eventTimestamp", "requestedAt", "LogTime", "Date",
      "CREATED_AT",
    ])
  func times(_ name: String) throws {
    let lines = [0, 5].map {
      #"{"\#(name)":"2026-03-01T10:00:0\#($0)Z","model":"m","usage":{"input_tokens":100,"output_tokens":7}}"#
    }
    let stream = try read(lines.joined(separator: "\n"))
    let wanted = LogTotals(2, 200, 14, span: 5)
    #expect(LogTotals(stream, as: wanted) == wanted)
    // The end of a call and its change are no start.
    for other in ["updatedAt", "finishedAt", "expirationDate"] {
      let without = try read(lines.joined(separator: "\n").replacing(name, with: other))
      #expect(without.reading?.firstTime == nil)
    }
  }

  @Test("of several times in other forms the commonest name's counts, and what is no time is none")
  func otherTimes() throws {
    func stream(_ members: (Int) -> String) throws -> QueryStream {
      try read(
        [0, 5].map { #"{\#(members($0)),"model":"m","usage":{"input_tokens":100,"output_tokens":7}}"# }
          .joined(separator: "\n"))
    }
    let wanted = LogTotals(2, 200, 14, span: 5)
    for other in ["CreatedAt", "InsertedAt", "CreateTime"] {
      let both = try stream {
        #""\#(other)":"2026-02-01T00:00:00Z","RequestTime":"2026-03-01T10:00:0\#($0)Z""#
      }
      #expect(LogTotals(both, as: wanted) == wanted)
    }
    for none in [#""Date":"Monday""#, #""LogTime":"n/a""#, #""TimeMs":800"#, #""Time":1.25"#] {
      #expect(try stream { _ in none }.reading?.firstTime == nil)
    }
  }

  @Test("a record that only names a model is no call; one with a text, a measure, a cost or a failure is")
  func mentions() throws {
    let call =
      #"{"ts":1,"id":"a","event":"end","model":"m","status":"ok","usage":{"input_tokens":100,"output_tokens":7}}"#
    func both(_ members: String) throws -> QueryStream {
      try read(call + "\n" + #"{"ts":2,"id":"b","model":"m",\#(members)}"#)
    }
    for start in [#""event":"start","status":"started""#, #""message":"chose a model","score":0.7"#] {
      let stream = try both(start)
      #expect(LogTotals(stream, as: LogTotals(1, 100, 7)) == LogTotals(1, 100, 7))
      #expect(stream.reading?.notes.first?.contains("left out") == true)
    }
    for one in [
      #""messages":[{"role":"user","content":"q"}]"#, #""response":"yo""#, #""usage":null"#,
      #""error":"timeout""#, #""status":"cancelled""#, #""latency_ms":900"#, #""cost":0.1"#,
      #""cache_hit":true"#, #""data":[{"url":"x"}]"#, #""status":200"#, #""status":"success""#,
      #""statusCode":200"#, #""finish_reason":"stop""#, #""ok":true"#, #""ttft":0.5"#, #""elapsed":"1.5s""#,
    ] {
      #expect(try both(one).count == 2)
    }
  }

  @Test("counts in the metadata of a record without a model, as of a session's end, are no call")
  func sessionEnds() throws {
    let call = #"{"ts":1,"model":"m","usage":{"input_tokens":100,"output_tokens":7}}"#
    let counts = #""metadata":{"input_tokens":200,"output_tokens":14}"#
    let end = try read(call + "\n" + #"{"ts":2,"type":"session_end",\#(counts)}"#)
    #expect(LogTotals(end, as: LogTotals(1, 100, 7)) == LogTotals(1, 100, 7))
    let other = try read(call + "\n" + #"{"ts":2,"model":"m",\#(counts)}"#)
    #expect(LogTotals(other, as: LogTotals(2, 300, 21)) == LogTotals(2, 300, 21))
  }

  private func call(_ members: String, usage: String = #"{"input_tokens":100,"output_tokens":7}"#) -> String {
    #"{"ts":1,"model":"m","usage":\#(usage),\#(members)}"#
  }

  @Test(
    "users are known by the same names in records and tables",
    arguments: [
      "userName", "customer_identifier", "customerId", "distinct_id", "end_user_email", "caller", "consumer",
    ])
  func users(_ name: String) throws {
    let record = try read(call(#""\#(name)":"ann""#))
    #expect(record.reading?.users == 1)
    guard !["customerId", "end_user_email"].contains(name) else { return }
    let table = try read("ts,model,input_tokens,output_tokens,\(name)\n1,m,100,7,ann\n")
    #expect(table.reading?.users == 1)
  }

  @Test("a place in a program's code, which loggers call `caller`, is no user")
  func callers() throws {
    for place in ["proxy/handler.go:87", "app.py:12", "/srv/src/main.rs:7"] {
      #expect(try read(call(#""caller":"\#(place)""#)).reading?.users == 0)
      let table = try read("ts,model,input_tokens,output_tokens,caller\n1,m,100,7,\(place)\n")
      #expect(table.reading?.users == 0)
    }
  }

  @Test(
    "latencies have their unit in their name or behind the number, and none without",
    arguments: [
      (#""latencyInMs":1500"#, 1_500_000_000), (#""time_taken_ms":1500"#, 1_500_000_000),
      (#""response_time_s":1.5"#, 1_500_000_000), (#""duration":"1.5s""#, 1_500_000_000),
      (#""latency":"1500 ms""#, 1_500_000_000), (#""latency":1.5"#, nil), (#""duration":1500"#, nil),
    ] as [(String, Int64?)])
  func latencies(_ members: String, _ nanoseconds: Int64?) throws {
    #expect(try read(call(members)).recorded.latency[0] == nanoseconds)
  }

  @Test(
    "flags, codes and kinds of a failure make one, and stated as none they do not",
    arguments: [
      (#""is_error":true"#, 1), (#""isError":false"#, 0), (#""error_code":"429""#, 1),
      (#""error_code":0"#, 0), (#""error_code":"nan""#, 0),
      (#""errorCode":"ThrottlingException""#, 1), (#""exception":"Timeout""#, 1), (#""failed":1"#, 1),
      (#""outcome":"error""#, 1), (#""http_code":500"#, 1), (#""httpStatusCode":200"#, 0),
      (#""error_type":"none""#, 0), (#""error_code":"SUCCESS""#, 0), (#""error_type":"N/A""#, 0),
      (#""errorCode":"noError""#, 0), (#""error_code":"ERROR_CODE_UNSPECIFIED""#, 0),
      (#""error_type":"undefined""#, 0), (#""error_code":"200 OK""#, 0),
      (#""error_type":"no_response""#, 1), (#""error_code":"error""#, 1),
    ] as [(String, UInt8)])
  func failures(_ members: String, _ failed: UInt8) throws {
    let stream = try read(call(members, usage: "null") + "\n" + call(#""error_code":null"#))
    #expect(stream.recorded.failed[0] == failed && stream.recorded.failed[1] ?? 0 == 0)
    #expect(stream.outputTokens == [failed == 1 ? 0 : 300, 7])
  }

  @Test("a total alone is kept: the part whose text is there is estimated, and the other has the rest")
  func totals() throws {
    let usage = #"{"total_tokens":1000}"#
    for (members, output) in [
      (#""ok":true"#, 300...300), (#""response":"some words""#, 1...9),
      (#""question":"some words""#, 991...999),
    ] {
      let stream = try read(call(members, usage: usage))
      #expect(output.contains(Int(stream.outputTokens[0])))
      #expect(stream.inputTokens(0) + Int(stream.outputTokens[0]) == 1000)
      #expect(stream.reading?.inputRules.first == 0)
    }
    let few = try read(call(#""ok":true"#, usage: #"{"total_tokens":50}"#))
    #expect(LogTotals(few, as: LogTotals(1, 0, 50)) == LogTotals(1, 0, 50))
  }

  @Test("a request and its response in lines of one name are one call, with the prompt and the usage")
  func pairs() throws {
    func ask(_ id: String, _ second: Int, _ question: String) -> String {
      #"{"ts":\#(second),"msg":"request","request_id":"\#(id)","model":"m","status":"started",\#(question)}"#
        + "\n"
    }
    func answer(_ id: String, _ second: Int, _ rest: String) -> String {
      #"{"ts":\#(second),"msg":"response","request_id":"\#(id)","model":"m",\#(rest)}"# + "\n"
    }
    let usage = #""status":"ok","usage":{"prompt_tokens":100,"completion_tokens":7}"#
    for question in [#""messages":[{"role":"user","content":"q"}]"#, #""prompt":"q""#] {
      let stream = try read(
        ask("a", 1, question) + ask("b", 2, question) + #"{"ts":3,"msg":"retrying","request_id":"b"}"# + "\n"
          + answer("b", 4, usage) + answer("a", 6, usage) + ask("c", 7, question)
          + answer("c", 9, #""error":"timeout""#))
      let wanted = LogTotals(3, 200, 14, failed: 1, span: 6, models: ["m"])
      #expect(LogTotals(stream, as: wanted) == wanted)
      #expect(stream.promptCount == 1 && stream.recorded.latency[0] == 5_000_000_000)
      // A request whose response is not in the file is a call still.
      let open = try read(ask("a", 1, question) + answer("a", 2, usage) + ask("b", 3, question))
      #expect(open.count == 2 && open.outputTokens[0] == 7)
    }
    // A response without a usage tells its text and its time, unless one with a usage comes.
    let text = #""response":"some words","latency_ms":1500"#
    let asked = #""messages":[{"role":"user","content":"q"}]"#
    let bare = try read(
      ask("a", 1, asked) + answer("a", 2, text) + answer("a", 3, usage) + ask("b", 4, asked)
        + answer("b", 5, text))
    #expect(bare.count == 2 && bare.outputTokens[0] == 7 && (1...9).contains(bare.outputTokens[1]))
    #expect(bare.recorded.latency[1] == 1_500_000_000)
    // Requests alone stay what they are, whatever stands beside them.
    let alone = ask("a", 1, #""messages":[{"role":"user","content":"q"}]"#)
    #expect(try read(alone + alone.replacing("\"a\"", with: "\"b\"")).count == 2)
    #expect(fault(alone + answer("b", 2, usage))?.message == "the row lacks 'messages'")
  }
}
