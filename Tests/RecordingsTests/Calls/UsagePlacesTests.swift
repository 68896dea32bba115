import Testing

@testable import Recordings
@testable import Traffic

@Suite("Usage wherever a provider puts it")
struct UsagePlacesTests {
  private func counts(_ line: String) throws -> [Int?] {
    let stream = try read(line)
    let recorded = stream.recorded
    return [stream.inputTokens(0), Int(stream.outputTokens[0])]
      + [recorded.cachedTokens, recorded.writtenTokens, recorded.reasoningTokens].map {
        $0[0].map { Int($0) }
      }
  }

  private func answered(_ response: String) throws -> [Int?] {
    try counts(#"{"model":"m","messages":[{"role":"user","content":"a"}],"response":\#(response)}"#)
  }

  private func used(_ usage: String) throws -> [Int?] { try answered(#"{"choices":[],"usage":\#(usage)}"#) }

  @Test("answers keep their usage under other names, and in other places")
  func places() throws {
    #expect(
      try answered(#"{"choices":[],"x_groq":{"usage":{"prompt_tokens":11,"completion_tokens":3}}}"#)
        == [11, 3, nil, nil, nil])
    #expect(
      try answered(#"{"message":{"content":"b"},"prompt_eval_count":26,"eval_count":298}"#)
        == [26, 298, nil, nil, nil])
    #expect(
      try answered(#"{"content":"b","timings":{"cache_n":7,"prompt_n":30,"predicted_n":12}}"#)
        == [37, 12, 7, nil, nil])
    #expect(
      try answered(#"{"text":"b","meta":{"billed_units":{"input_tokens":10,"output_tokens":5}}}"#)
        == [10, 5, nil, nil, nil])
    #expect(
      try answered(
        #"{"content":[],"amazon-bedrock-invocationMetrics":{"inputTokenCount":10,"cacheReadInputTokenCount":90,"outputTokenCount":4}}"#
      ) == [100, 4, 90, nil, nil])
    #expect(
      try counts(
        #"{"contents":[{"role":"user","parts":[{"text":"a"}]}],"response":{"usage_metadata":{"prompt_token_count":100,"candidates_token_count":10,"thoughts_token_count":50,"cached_content_token_count":80,"total_token_count":160}}}"#
      ) == [100, 60, 80, nil, 50])
    #expect(
      try used(
        #"{"inputTokens":{"total":100,"cacheRead":40,"cacheWrite":10},"outputTokens":{"total":9,"reasoning":2}}"#
      )
        == [100, 9, 40, 10, 2])
    #expect(
      try used(#"{"prompt_tokens":10,"completion_tokens":5,"num_cached_tokens":8}"#) == [10, 5, 8, nil, nil])
  }

  @Test("the total tells what stands beside input and output")
  func totals() throws {
    // xAI: reasoning beside the completion.
    #expect(
      try used(
        #"{"prompt_tokens":10,"completion_tokens":5,"total_tokens":115,"completion_tokens_details":{"reasoning_tokens":100}}"#
      ) == [10, 105, nil, nil, 100])
    // OpenAI: within it.
    #expect(
      try used(
        #"{"prompt_tokens":10,"completion_tokens":105,"total_tokens":115,"completion_tokens_details":{"reasoning_tokens":100}}"#
      ) == [10, 105, nil, nil, 100])
    #expect(
      try used(#"{"prompt_tokens":10,"completion_tokens":null,"total_tokens":17}"#) == [10, 7, nil, nil, nil])
    #expect(try used(#"{"prompt_tokens":8,"total_tokens":8}"#) == [8, 0, nil, nil, nil])
    #expect(
      try used(
        #"{"prompt_tokens":100,"completion_tokens":5,"total_tokens":169,"prompt_tokens_details":{"cached_tokens":64}}"#
      )
        == [164, 5, 64, nil, nil])
  }

  @Test("Bedrock tells what was written for an hour beside the sum")
  func hours() throws {
    let stream = try read(
      #"{"messages":[{"role":"user","content":"a"}],"usage":{"inputTokens":10,"outputTokens":5,"cacheReadInputTokens":60,"cacheWriteInputTokens":40,"cacheDetails":[{"ttl":"1h","inputTokens":30},{"ttl":"5m","inputTokens":10}]}}"#
    )
    #expect(stream.inputTokens(0) == 110)
    #expect(stream.recorded.writtenTokens[0] == 10)
    #expect(stream.recorded.writtenHourTokens[0] == 30)
  }

  @Test("counts whose sums pass 32 bits are no trap")
  func greatSums() throws {
    let most = "2147483647"
    let details = (0..<4).map { "\"input_cache\($0)\":\(most)" }.joined(separator: ",")
    let langfuse = try read(
      #"{"id":"1","traceId":"t","type":"GENERATION","startTime":"2025-11-03T00:00:32Z","usageDetails":{\#(details),"output":1}}"#
    )
    #expect(langfuse.recorded.cachedTokens[0] == .some(.max) || langfuse.recorded.cachedTokens[0] == nil)
    let hours = (0..<4).map { _ in "{\"ttl\":\"1h\",\"inputTokens\":\(most)}" }.joined(separator: ",")
    let bedrock = try read(
      #"{"messages":[{"role":"user","content":"a"}],"usage":{"inputTokens":1,"outputTokens":1,"cacheWriteInputTokens":1,"cacheDetails":[\#(hours)]}}"#
    )
    #expect(bedrock.inputTokens(0) > 0)
  }

  @Test("more cached tokens than input tokens stand beside it, and it is told")
  func cachedBeside() throws {
    let stream = try read(
      #"{"messages":[{"role":"user","content":"a"}],"usage":{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":40}}}"#
    )
    #expect(stream.inputTokens(0) == 50)
    #expect(
      stream.reading?.notes == [
        "1 row has more cached tokens than input tokens; the input is taken to lack the cached ones"
      ])
  }

  @Test(
    "where some rows of a model have more cached tokens than input, all of its input lacks them",
    arguments: [true, false])
  func cachedBesideOfModel(isTable: Bool) throws {
    func row(_ model: String, _ input: Int, _ read: Int, _ total: Int? = nil) -> String {
      isTable
        ? "\(model),\(input),\(read),5,\(total.map { String($0) } ?? "")\n"
        : #"{"model":"\#(model)","usage":{"input_tokens":\#(input),"cache_read_tokens":\#(read),"output_tokens":5"#
          + (total.map { ",\"total_tokens\":\($0)" } ?? "") + "}}\n"
    }
    let head = isTable ? "model,input_tokens,cache_read_tokens,output_tokens,total_tokens\n" : ""
    let rows = [
      row("a", 10, 900), row("a", 2000, 900), row("a", 30, 0), row("b", 2000, 900), row("b", 2000, 900),
      // The total says that the input lacks what was read, and where it does not, that it holds it.
      row("c", 10, 900, 915), row("c", 2000, 900, 2005),
    ]
    let stream = try read(head + rows.joined())
    #expect((0..<7).map { stream.inputTokens($0) } == [910, 2900, 30, 2000, 2000, 910, 2000])
    #expect(
      stream.reading?.notes == [
        "2 rows have more cached tokens than input tokens; the input is taken to lack the cached ones",
        "1 row has cached tokens of a model whose other rows have more of them than input tokens; the input is taken to lack them too",
      ])
    // One row of many is a fault of the log.
    let fault = try read(head + row("a", 10, 900) + String(repeating: row("a", 2000, 900), count: 11))
    #expect(fault.inputTokens(1) == 2000)
  }

  @Test("where reasoning stands is the same in all rows of a model, and some of them tell it")
  func reasoningOfModels() throws {
    let head = "timestamp,model,input_tokens,output_tokens,reasoning_tokens\n"
    func row(_ model: String, _ output: Int, _ reasoning: Int) -> String {
      "2026-03-01T10:00:00Z,\(model),100,\(output),\(reasoning)\n"
    }
    let stream = try read(
      head + row("a", 500, 200) + row("a", 10, 200) + row("b", 500, 200) + row("a", 500, 0))
    #expect(stream.outputTokens == [700, 210, 500, 500])
    #expect(
      stream.reading?.notes == [
        "1 row has tokens of reasoning of a model whose other rows have more of them than output tokens; the output is taken to lack them too"
      ])
    func usage(_ output: Int, _ rest: String = "") -> String {
      #"{"model":"m","usage":{"prompt_tokens":100,"completion_tokens":\#(output)\#(rest),"completion_tokens_details":{"reasoning_tokens":200}}}"#
    }
    let lines = [usage(10), usage(500), usage(500, #","total_tokens":600"#)]
    #expect(try read(lines.joined(separator: "\n")).outputTokens == [210, 700, 500])
    // One row of many is a fault of the log.
    let fault = try read(head + row("a", 10, 200) + String(repeating: row("a", 500, 200), count: 11))
    #expect(fault.outputTokens[1] == 500)
  }

  @Test("a record that names its type has no answer but what its content says")
  func typedRecords() throws {
    for (members, output) in [
      (#""type":"turn.completed""#, 0),
      (#""type":"generation","model":"m","metadata":{"a":"some words"}"#, 0),
      (#""type":"message","model":"m","content":[{"type":"text","text":"12345678"}]"#, 2),
    ] {
      let stream = try read("{\(members),\"usage\":{\"input_tokens\":0,\"output_tokens\":0}}")
      #expect(LogTotals(stream, as: LogTotals(1, 0, output)) == LogTotals(1, 0, output), "\(members)")
    }
  }

  @Test("a zero beside a text is estimated and told, on either side")
  func zeros() throws {
    let stream = try read(
      #"{"messages":[{"role":"user","content":"12345678"}],"response":{"choices":[{"message":{"content":"1234"}}],"usage":{"prompt_tokens":50,"completion_tokens":0}}}"#
        + "\n"
        + #"{"messages":[{"role":"user","content":"12345678"}],"response":{"choices":[{"message":{"content":"1234"}}],"usage":{"prompt_tokens":0,"completion_tokens":9}}}"#
    )
    #expect((0..<2).map { stream.inputTokens($0) } == [50, 2])
    #expect(stream.outputTokens == [1, 9])
    #expect(
      stream.reading?.notes == [
        "2 rows have a usage of zeros beside an answer; their tokens are estimated from the text"
      ])
  }

  @Test("the names of .NET's clients, and what Anthropic's models thought")
  func furtherNames() throws {
    #expect(
      try counts(
        #"{"model":"m","usage":{"inputTokenCount":100,"outputTokenCount":10,"totalTokenCount":110,"cachedInputTokenCount":64,"reasoningTokenCount":4}}"#
      ) == [100, 10, 64, nil, 4])
    #expect(
      try used(
        #"{"inputTokenCount":100,"outputTokenCount":10,"inputTokenDetails":{"cachedTokenCount":64},"outputTokenDetails":{"reasoningTokenCount":4}}"#
      ) == [100, 10, 64, nil, 4])
    #expect(
      try counts(
        #"{"Model":"m","Usage":{"InputTokenCount":100,"OutputTokenCount":10,"CachedInputTokenCount":64,"ReasoningTokenCount":4}}"#
      ) == [100, 10, 64, nil, 4])
    #expect(
      try used(#"{"input_tokens":100,"output_tokens":500,"output_tokens_details":{"thinking_tokens":300}}"#)
        == [100, 500, nil, nil, 300])
  }

  @Test("what gateways call the cached parts and the cost")
  func gatewayNames() throws {
    #expect(
      try used(
        #"{"prompt_tokens":1000,"completion_tokens":5,"prompt_tokens_details":{"cached_read_tokens":700,"cached_write_tokens":200}}"#
      ) == [1000, 5, 700, 200, nil])
    #expect(
      try used(
        #"{"prompt_tokens":1000,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":700},"cache_creation_prompt_tokens":200}"#
      ) == [1000, 5, 700, 200, nil])
    let table = try read(
      "model,tokens_input,tokens_output,prompt_cache_hit_tokens,prompt_cache_creation_tokens,cost_input,cost_total\n"
        + "m,1000,5,700,200,0.1,0.5\n")
    let wanted = LogTotals(1, 1000, 5, cached: 700, written: 200, cost: 0.5)
    #expect(LogTotals(table, as: wanted) == wanted)
    let span = try read(
      #"{"type":"llm","span_id":"s","trace_id":"t","model":"m","input":{"value":"q"},"metrics":{"prompt_tokens":10,"completion_tokens":5,"cost":0.5},"#
        + #""timestamps":{"started_at":1772359200000,"finished_at":1772359200900}}"#)
    let call = LogTotals(1, 10, 5, span: 0, latency: 0.9, cost: 0.5)
    #expect(LogTotals(span, as: call) == call)
  }

  @Test("what a batch API answered has the prices of a batch, which is told")
  func batchPrices() throws {
    let stream = try read(
      #"{"custom_id":"a","response":{"status_code":200,"body":{"model":"m","usage":{"prompt_tokens":10,"completion_tokens":5}}},"error":null}"#
        + "\n"
        + #"{"custom_id":"b","result":{"type":"succeeded","message":{"model":"m","usage":{"input_tokens":10,"output_tokens":5,"service_tier":"batch"}}}}"#
    )
    #expect(stream.reading?.format == "openai_batch_output")
    #expect(stream.marks.map(\.service) == [.batch, .batch])
    #expect(stream.reading?.notes == ["2 rows have \(RecordedReading.Remark.servedTier.text)"])
  }

  @Test(
    "outputs of the batch APIs of Bedrock, Vertex AI and Gemini, and what LiteLLM writes of a batch",
    arguments: [
      #"{"recordId":"R","modelInput":{"max_tokens":9,"messages":[{"role":"user","content":"q"}]},"modelOutput":{"model":"m","content":[],"usage":{"input_tokens":10,"output_tokens":5}}}"#,
      #"{"status":"","processed_time":"2026-03-01T10:00:00.000+00:00","request":{"contents":[{"role":"user","parts":[{"text":"q"}]}]},"response":{"modelVersion":"m","usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":5,"trafficType":"ON_DEMAND"}}}"#,
      #"{"key":"k","response":{"candidates":[],"modelVersion":"m","usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":5}}}"#,
      #"{"request_id":"b_batch_cost","call_type":"aretrieve_batch","spend":0,"startTime":1,"model":"m","prompt_tokens":10,"completion_tokens":5}"#,
    ])
  func batches(_ row: String) throws {
    let stream = try read(row)
    #expect(LogTotals(stream, as: LogTotals(1, 10, 5, models: ["m"])) == LogTotals(1, 10, 5, models: ["m"]))
    #expect(stream.marks.map(\.service) == [.batch])
  }

  @Test("what failed in a batch of Bedrock and Vertex AI is a failure")
  func failedBatches() throws {
    let answered =
      #"{"recordId":"R","modelInput":{"messages":[]},"modelOutput":{"model":"m","usage":{"input_tokens":10,"output_tokens":5}}}"#
    let refused =
      #"{"recordId":"S","modelInput":{"messages":[]},"error":{"errorCode":400,"errorMessage":"bad"}}"#
    let wanted = LogTotals(2, 10, 5, failed: 1)
    #expect(LogTotals(try read(answered + "\n" + refused), as: wanted) == wanted)
    let google =
      #"{"status":"Bad Request: {}","processed_time":"2026-03-01T10:00:00.000+00:00","request":{"contents":[{"role":"user","parts":[{"text":"q"}]}]},"response":{}}"#
    let none = LogTotals(1, 0, 0, failed: 1)
    #expect(LogTotals(try read(google), as: none) == none)
  }

  @Test("a streamed answer is one call, in a line a piece or as a list of pieces")
  func streams() throws {
    func piece(_ id: String, _ rest: String) -> String {
      #"{"id":"\#(id)","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[]\#(rest)}"#
    }
    let usage = #","usage":{"prompt_tokens":10,"completion_tokens":"#
    let stream = try read(
      [
        piece("1", ""), piece("1", #","usage":null"#), piece("1", usage + "2}"), piece("2", usage + "1}"),
        piece("2", usage + "2}"), piece("2", usage + "7}"),
      ].joined(separator: "\n"))
    #expect(stream.count == 2)
    #expect(stream.outputTokens == [2, 7])
    #expect(
      stream.reading?.notes == [
        "2 rows have a call that another row told of before; it counts once",
        "2 rows have a piece of a streamed answer without usage; the piece with the usage counts",
      ])
    #expect(
      try answered(
        #"[{"type":"message_start","message":{"usage":{"input_tokens":10,"cache_read_input_tokens":90,"output_tokens":1}}},{"type":"content_block_delta","delta":{"text":"b"}},{"type":"message_delta","usage":{"output_tokens":12}}]"#
      ) == [100, 12, 90, nil, nil])
    #expect(
      try answered(
        #"[{"choices":[{"delta":{"content":"1234"}}]},{"choices":[{"delta":{"content":"5678"}}]}]"#)[1]
        == 2)
  }

  @Test("a call that is logged twice at one time counts once; a cache's copy of an answer is another call")
  func twice() throws {
    func line(_ time: Int, _ rest: String = "") -> String {
      #"{"timestamp":\#(time),"messages":[{"role":"user","content":"a"}],"response":{"id":"chatcmpl-1","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}\#(rest)}"#
    }
    #expect(try read(line(1) + "\n" + line(1)).count == 1)
    #expect(try read(line(1) + "\n" + line(2)).count == 2)
    #expect(try read(line(1) + "\n" + line(1, #","cache_hit":true"#)).count == 2)
  }

  @Test(
    "calls of one name and time are several where their counts or costs differ, and one where a row tells them later"
  )
  func figures() throws {
    func line(_ rest: String) -> String {
      #"{"id":"u1","timestamp":"2026-03-01T10:00:00Z","model":"m"\#(rest)}"#
    }
    func usage(_ input: Int, _ cost: String) -> String {
      line(#","usage":{"prompt_tokens":\#(input),"completion_tokens":10},"cost":\#(cost)"#)
    }
    let rows = [usage(100, "0.25"), usage(900, "0.25"), usage(900, "0.5"), usage(900, "0.25")]
    let stream = try read(rows.joined(separator: "\n"))
    let wanted = LogTotals(3, 1900, 30, cost: 1, models: ["m"])
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.reading?.notes == ["1 row has a call that another row told of before; it counts once"])
    let hedged = [usage(100, "0.25"), usage(100, "0.25").replacing(#""m""#, with: #""n""#)]
    #expect(try read(hedged.joined(separator: "\n")).count == 2)
    let table =
      "id,timestamp,model,input_tokens,output_tokens,cost\nu1,2026-03-01 10:00:00,m,1,1,0.5\nu1,2026-03-01 10:00:00,"
    #expect(try read(table + "m,1,1,0.5\n").count == 1)
    #expect(try read(table + "m,1,1,0.25\n").count == 2)
    #expect(try read(table + "n,1,1,0.5\n").count == 2)
    let body = #","messages":[{"role":"user","content":"q"}]"#
    func asked(_ rest: String) -> String { line(body + rest) }
    let answer = #","response":{"usage":{"prompt_tokens":100,"completion_tokens":10}}"#
    let once = LogTotals(1, 100, 10)
    for rows in [
      [asked(""), asked(answer)], [asked(answer), asked("")], [asked(#","status":500"#), asked(answer)],
    ] {
      #expect(LogTotals(try read(rows.joined(separator: "\n")), as: once) == once)
    }
  }

  @Test("an error is one whatever it says, unless it says that there is none")
  func errors() throws {
    func isFailed(_ error: String) throws -> UInt8? {
      try read(#"{"messages":[{"role":"user","content":"a"}],"error":\#(error)}"#).recorded.failed[0]
    }
    #expect(try isFailed(#""content filter""#) == 1)
    #expect(try isFailed(#"{"message":"x"}"#) == 1)
    #expect(try isFailed(#""none""#) == 0)
    #expect(try isFailed("null") == nil)
  }

  @Test("counts that n8n estimates are read beside those of providers, and told")
  func guesses() throws {
    func row(_ name: String, _ input: Int) -> String {
      #"{"response":{"generations":[[{"text":"a\#(input)"}]]},"model":"m","\#(name)":{"completionTokens":20,"#
        + #""promptTokens":\#(input),"totalTokens":\#(input + 20)}}"#
    }
    let rows = [row("tokenUsageEstimate", 200), row("tokenUsage", 100)]
    for lines in [rows, rows.reversed()] {
      let stream = try read(lines.joined(separator: "\n"))
      let wanted = LogTotals(2, 300, 40, models: ["m"])
      #expect(LogTotals(stream, as: wanted) == wanted)
      #expect(stream.reading?.remarks[Int(RecordedReading.Remark.guessed.rawValue)] == 1)
    }
  }
}
