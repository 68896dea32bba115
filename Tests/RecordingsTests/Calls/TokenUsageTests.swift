import Testing

@testable import Traffic

@Suite("Usage in each provider's words")
struct TokenUsageTests {
  private func row(_ usage: String, _ rest: String = "") -> String {
    #"{"messages":[{"role":"user","content":"a"}],"usage":\#(usage)\#(rest)}"#
  }

  private func counts(_ text: String) throws -> [Int?] {
    let stream = try read(text)
    let recorded = stream.recorded
    return [stream.inputTokens(0), Int(stream.outputTokens[0])]
      + [recorded.cachedTokens, recorded.writtenTokens, recorded.writtenHourTokens, recorded.reasoningTokens]
      .map {
        $0[0].map { Int($0) }
      }
  }

  @Test("input, output, cached, written for 5 minutes and an hour, and reasoning")
  func providers() throws {
    // OpenAI: cached inside the prompt, reasoning inside the completion.
    #expect(
      try counts(
        row(
          #"{"prompt_tokens":2006,"completion_tokens":300,"total_tokens":2306,"prompt_tokens_details":{"cached_tokens":1920},"completion_tokens_details":{"reasoning_tokens":64}}"#
        )) == [2006, 300, 1920, nil, nil, 64])
    // Anthropic: read and written beside the input.
    #expect(
      try counts(
        row(
          #"{"input_tokens":10,"cache_read_input_tokens":1000,"cache_creation_input_tokens":500,"cache_creation":{"ephemeral_5m_input_tokens":200,"ephemeral_1h_input_tokens":300},"output_tokens":7}"#
        )) == [1510, 7, 1000, 200, 300, nil])
    #expect(
      try counts(row(#"{"input_tokens":10,"cache_creation_input_tokens":500,"output_tokens":7}"#))
        == [510, 7, nil, 500, nil, nil])
    // LiteLLM's form of the same: all inside prompt_tokens.
    #expect(
      try counts(
        row(
          #"{"prompt_tokens":1510,"cache_read_input_tokens":1000,"cache_creation_input_tokens":500,"completion_tokens":7}"#
        )) == [1510, 7, 1000, 500, nil, nil])
    // DeepSeek.
    #expect(
      try counts(
        row(
          #"{"prompt_tokens":30,"prompt_cache_hit_tokens":20,"prompt_cache_miss_tokens":10,"completion_tokens":4}"#
        ))
        == [30, 4, 20, nil, nil, nil])
    // The Responses API.
    #expect(
      try counts(
        #"{"model":"m","input":"a","usage":{"input_tokens":36,"input_tokens_details":{"cached_tokens":8},"output_tokens":87,"output_tokens_details":{"reasoning_tokens":5}}}"#
      ) == [36, 87, 8, nil, nil, 5])
    // Gemini: cached inside, thoughts beside the answer.
    #expect(
      try counts(
        #"{"contents":[{"role":"user","parts":[{"text":"a"}]}],"usageMetadata":{"promptTokenCount":40,"cachedContentTokenCount":32,"candidatesTokenCount":9,"thoughtsTokenCount":100,"totalTokenCount":149}}"#
      ) == [40, 109, 32, nil, nil, 100])
    // Its Live API.
    #expect(
      try counts(
        #"{"contents":[{"role":"user","parts":[{"text":"a"}]}],"usageMetadata":{"promptTokenCount":40,"responseTokenCount":25,"thoughtsTokenCount":10,"totalTokenCount":75}}"#
      ) == [40, 35, nil, nil, nil, 10])
  }

  @Test(
    "what was written for an hour, where LiteLLM, LangChain, Braintrust, New API and opencode put it",
    arguments: [
      #"{"prompt_tokens":1000,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":100,"cache_creation_tokens":800,"cache_creation_token_details":{"ephemeral_5m_input_tokens":300,"ephemeral_1h_input_tokens":500}},"cache_creation_input_tokens":800,"cache_read_input_tokens":100}"#,
      #"{"input_tokens":1000,"output_tokens":7,"total_tokens":1007,"input_token_details":{"cache_read":100,"cache_creation":0,"ephemeral_5m_input_tokens":300,"ephemeral_1h_input_tokens":500}}"#,
      #"{"prompt_tokens":1000,"completion_tokens":7,"tokens":1007,"prompt_cached_tokens":100,"prompt_cache_creation_5m_tokens":300,"prompt_cache_creation_1h_tokens":500}"#,
      #"{"prompt_tokens":1000,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":100,"cached_creation_tokens":800},"claude_cache_creation_5_m_tokens":300,"claude_cache_creation_1_h_tokens":500}"#,
      #"{"inputTokens":1000,"outputTokens":7,"cacheReadTokens":100,"cacheWrite5mTokens":300,"cacheWrite1hTokens":500}"#,
      #"{"input":100,"output":7,"input_cache_read":100,"input_cache_creation":0,"input_cache_creation_5m":300,"input_cache_creation_1h":500}"#,
      #"{"input":100,"output":7,"input_cache_read":100,"input_cache_write":300,"input_cache_write_1h":500}"#,
    ])
  func hours(_ usage: String) throws {
    #expect(try counts(row(usage)) == [1000, 7, 100, 300, 500, nil])
  }

  @Test(
    "what was cached and reasoned, where LangChain names the tier, Opik the provider's own usage, and Genkit",
    arguments: [
      #"{"input_tokens":1000,"output_tokens":200,"total_tokens":1200,"input_token_details":{"audio":0,"flex_cache_read":400,"flex":600},"output_token_details":{"flex_reasoning":64,"flex":136}}"#,
      #"{"input_tokens":1000,"output_tokens":200,"total_tokens":1200,"input_token_details":{"priority_cache_read":400,"priority":600},"output_token_details":{"priority_reasoning":64,"priority":136}}"#,
      #"{"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200,"original_usage.input_tokens":1000,"original_usage.input_tokens_details.cached_tokens":400,"original_usage.output_tokens_details.reasoning_tokens":64}"#,
      #"{"prompt_tokens":1000,"completion_tokens":200,"original_usage.cached_content_token_count":400,"original_usage.thoughts_token_count":64}"#,
      #"{"inputTokens":1000,"outputTokens":136,"totalTokens":1200,"thoughtsTokens":64,"cachedContentTokens":400}"#,
    ])
  func others(_ usage: String) throws {
    #expect(try counts(row(usage)) == [1000, 200, 400, nil, nil, 64])
    let named: [ServiceTier] = [.flex, .priority].filter { usage.contains($0.name) }
    let service = named.first ?? .standard
    #expect(try read(row(usage)).marks.map(\.service) == [service])
    let elsewhere = try read(#"{"timestamp":1,"model":"m","usage_metadata":\#(usage)}"#)
    #expect(elsewhere.marks.map(\.service) == [service])
    #expect(elsewhere.recorded.cachedTokens[0] == 400)
  }

  @Test("Anthropic's own usage beside that of the AI SDK counts where both are of one call")
  func makersUsage() throws {
    func own(_ output: Int) -> String {
      #"{"anthropic":{"usage":{"input_tokens":10,"output_tokens":\#(output),"cache_read_input_tokens":5000,"#
        + #""cache_creation_input_tokens":100,"cache_creation":{"ephemeral_1h_input_tokens":100}}}}"#
    }
    func record(_ output: Int) -> String {
      #"{"timestamp":1,"modelId":"m","usage":{"inputTokens":10,"outputTokens":80,"totalTokens":90,"#
        + #""cachedInputTokens":5000},"providerMetadata":\#(own(output))}"#
    }
    #expect(try counts(record(80)) == [5110, 80, 5000, 0, 100, nil])
    #expect(try counts(record(30)) == [5010, 80, 5000, nil, nil, nil])
    let metadata = own(80).replacing("\"", with: "\\\"")
    #expect(
      try counts(
        #"{"traceId":"t","spanId":"s","start_time":1700000000,"attributes":{"ai.model.id":"m","ai.usage.inputTokens":10,"#
          + #""ai.usage.outputTokens":80,"ai.usage.cachedInputTokens":5000,"ai.response.providerMetadata":"\#(metadata)"}}"#
      ) == [5110, 80, 5000, 0, 100, nil])
  }

  @Test(
    "tokens of audio and images among the others",
    arguments: [
      #"{"prompt_tokens":100,"completion_tokens":60,"prompt_tokens_details":{"audio_tokens":40,"image_tokens":30,"text_tokens":30},"completion_tokens_details":{"audio_tokens":20,"image_tokens":10}}"#,
      #"{"input_tokens":100,"output_tokens":60,"input_token_details":{"audio":40,"image_tokens":30},"output_token_details":{"audio":20,"image_tokens":10}}"#,
      #"{"promptTokenCount":100,"candidatesTokenCount":60,"promptTokensDetails":[{"modality":"TEXT","tokenCount":30},{"modality":"AUDIO","tokenCount":40},{"modality":"IMAGE","tokenCount":30}],"candidatesTokensDetails":[{"modality":"AUDIO","tokenCount":20},{"modality":"IMAGE","tokenCount":10}]}"#,
    ])
  func otherTokens(_ usage: String) throws {
    let stream = try read(row(usage))
    #expect([stream.inputTokens(0), Int(stream.outputTokens[0])] == [100, 60])
    let recorded = stream.recorded
    let columns = [
      recorded.audioInputTokens, recorded.imageInputTokens, recorded.audioOutputTokens,
      recorded.imageOutputTokens,
    ]
    #expect(columns.map { $0[0] } == [40, 30, 20, 10])
    #expect(stream.reading?.remarks[Int(RecordedReading.Remark.audio.rawValue)] == 1)
    let table = try read(
      "model,input_tokens,output_tokens,input_audio_tokens,image_output_tokens\nm,100,60,40,10\n")
    #expect([table.recorded.audioInputTokens[0], table.recorded.imageOutputTokens[0]] == [40, 10])
  }

  @Test("what was written under other names, and a split of zeros beside it")
  func writes() throws {
    // The Responses API of models that bill what they write, and Qwen's explicit caches.
    #expect(
      try counts(
        row(
          #"{"input_tokens":2600,"output_tokens":5,"input_tokens_details":{"cached_tokens":2000,"cache_write_tokens":400}}"#
        )) == [2600, 5, 2000, 400, nil, nil])
    #expect(
      try counts(
        row(
          #"{"prompt_tokens":1000,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":100,"cache_creation_input_tokens":800,"cache_creation":{"ephemeral_5m_input_tokens":800}}}"#
        )) == [1000, 5, 100, 800, nil, nil])
    #expect(
      try counts(
        row(
          #"{"input_tokens":260,"output_tokens":5,"input_token_details":{"cache_read":10,"cache_creation":50,"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0}}"#
        )) == [260, 5, 10, 50, 0, nil])
    // LiteLLM leaves what was written in Langfuse's plain input, as the total tells.
    #expect(
      try counts(
        row(
          #"{"input":500,"output":50,"total":1050,"cache_creation_input_tokens":200,"cache_read_input_tokens":500}"#
        )) == [1000, 50, 500, 200, nil, nil])
  }

  @Test("tables tell what was written by its lifetime, or at all")
  func writtenColumns() throws {
    let head = "input_tokens,output_tokens,cache_read_tokens,"
    for (names, cells) in [
      ("cache_write_5m_tokens,cache_write_1h_tokens", "300,500"),
      ("cache_creation_tokens,cache_creation_5m_tokens,cache_creation_1h_tokens", "800,300,500"),
      ("cache_creation_tokens,cache_creation_1h_tokens", "800,500"),
      ("cache_creation_tokens,cache_creation_5m_tokens,cache_creation_1h_tokens", "300,0,500"),
    ] {
      #expect(try counts(head + names + "\n1000,7,100,\(cells)\n") == [1000, 7, 100, 300, 500, nil])
    }
    // As pandas takes an answer of Anthropic's apart.
    let flat = try counts(
      "usage.input_tokens,usage.output_tokens,usage.cache_creation_input_tokens,usage.cache_read_input_tokens,"
        + "usage.cache_creation.ephemeral_5m_input_tokens,usage.cache_creation.ephemeral_1h_input_tokens\n"
        + "100,7,800,100,300,500\n")
    #expect(flat == [1000, 7, 100, 300, 500, nil])
  }

  @Test("Bedrock's log: the answer alone tells what was written for an hour")
  func bedrockHours() throws {
    func line(_ body: String) -> String {
      #"{"schemaType":"ModelInvocationLog","timestamp":"2026-03-01T10:00:00Z","requestId":"r","modelId":"m","#
        + #""input":{"inputBodyJson":{"messages":[]},"inputTokenCount":10,"cacheReadInputTokenCount":900,"cacheWriteInputTokenCount":90},"#
        + #""output":{"outputBodyJson":\#(body),"outputTokenCount":50}}"#
    }
    let streamed = line(
      #"[{"type":"message_start","message":{"usage":{"input_tokens":10,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":90}}}}]"#
    )
    let converse = line(#"{"usage":{"inputTokens":10,"cacheDetails":[{"ttl":"1h","inputTokens":90}]}}"#)
    for text in [streamed, converse] { #expect(try counts(text) == [1000, 50, 900, 0, 90, nil]) }
    #expect(try counts(line("{}")) == [1000, 50, 900, 90, nil, nil])
  }

  @Test("Bedrock's log of InvokeModel: the answer alone tells what was cached, and how long a stream took")
  func bedrockInvocations() throws {
    func line(_ id: Int, _ more: String, _ body: String) -> String {
      #"{"schemaType":"ModelInvocationLog","timestamp":"2026-07-01T12:00:0\#(id)Z","requestId":"r\#(id)","operation":"InvokeModel","#
        + #""modelId":"us.anthropic.claude-sonnet-4-6","input":{"inputBodyJson":{"messages":[]},\#(more)},"#
        + #""output":{"outputBodyJson":\#(body),"outputTokenCount":9}}"#
    }
    let usage =
      #"{"input_tokens":600,"output_tokens":9,"cache_read_input_tokens":42,"cache_creation_input_tokens":17}"#
    let stream = try read(
      [
        line(1, #""inputTokenCount":600"#, #"{"type":"message","usage":\#(usage)}"#),
        // What the log tells itself counts.
        line(
          2, #""inputTokenCount":600,"cacheReadInputTokenCount":0,"cacheWriteInputTokenCount":0"#,
          #"{"type":"message","usage":\#(usage)}"#),
        line(
          3, #""inputTokenCount":12"#,
          #"[{"type":"message_start","message":{"usage":{"input_tokens":12,"cache_read_input_tokens":300}}},"#
            + #"{"type":"message_stop","amazon-bedrock-invocationMetrics":{"invocationLatency":800,"firstByteLatency":300}}]"#
        ),
        line(4, #""inputTokenCount":7"#, #"{"usage":{"prompt_tokens":7,"completion_tokens":9}}"#),
      ].joined(separator: "\n"))
    #expect((0..<4).map { stream.inputTokens($0) } == [659, 600, 312, 7])
    #expect((0..<4).map { stream.recorded.cachedTokens[$0] } == [42, 0, 300, nil])
    #expect((0..<4).map { stream.recorded.writtenTokens[$0] } == [17, 0, nil, nil])
    #expect((0..<4).map { stream.recorded.latency[$0] } == [nil, nil, 800_000_000, nil])
    #expect((0..<4).map { stream.recorded.firstToken[$0] } == [nil, nil, 300_000_000, nil])
  }

  @Test("Langfuse's details exclude one another, unless their total says otherwise; a call counts once")
  func langfuse() throws {
    func line(_ id: String, _ details: String, _ text: String = "a") -> String {
      #"{"id":"\#(id)","traceId":"t","type":"GENERATION","startTime":"2025-11-03T00:00:32Z","input":[{"role":"user","content":"\#(text)"}],"usageDetails":\#(details)}"#
    }
    let stream = try read(
      [
        line("1", #"{"input":86,"input_cached_tokens":17817,"output":5,"total":17908}"#),
        line("2", #"{"input":117231,"cache_read_input_tokens":115584,"output":225,"total":117456}"#),
        line("2", #"{"input":117231,"cache_read_input_tokens":115584,"output":225,"total":117456}"#),
        line("3", #"{"input":5,"output":5}"#, "redacted-by-litellm"),
        line("4", #"{"input":5,"output":5}"#, "redacted-by-litellm"),
        #"{"id":"5","traceId":"t","type":"SPAN","startTime":"2025-11-03T00:00:32Z","input":"x"}"#,
      ].joined(separator: "\n"))
    #expect((0..<stream.count).map { stream.inputTokens($0) } == [17903, 117_231, 5, 5])
    #expect((0..<2).map { stream.recorded.cachedTokens[$0] } == [17817, 115_584])
    #expect(stream.prompt == [0, 0, 1, 2])
    #expect(
      stream.reading?.notes == [
        "2 rows have a text that the log has cut or redacted; it is not compared with others",
        "1 row has a call that another row told of before; it counts once",
      ])
  }

  @Test("Langfuse: OpenInference's details are parts of the counts beside them")
  func langfuseDetails() throws {
    let details =
      #"{"input":2085,"output":29,"total":2114,"prompt_details.cache_read":1024,"prompt_details.cache_write":61,"#
      + #""completion_details.reasoning":7}"#
    let stream = try read(
      #"{"id":"1","traceId":"t","type":"GENERATION","startTime":"2025-11-03T00:00:32Z","input":"a","usageDetails":\#(details)}"#
    )
    let wanted = LogTotals(1, 2085, 29, cached: 1024, written: 61)
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.recorded.reasoningTokens[0] == 7)
  }

  @Test("what a usage does not tell is unknown, not 0")
  func unknown() throws {
    let stream = try read(row(#"{"prompt_tokens":5,"completion_tokens":6}"#))
    #expect(stream.recorded.cachedTokens.isEmpty)
    #expect(stream.recorded.reasoningTokens.isEmpty)
    #expect(stream.recorded.cost.isEmpty)
  }

  @Test("streams without usage count the answer's text, never the limit, and zeros are told")
  func streams() throws {
    func call(_ request: String, _ response: String) -> String {
      #"{"request":{"model":"m"\#(request),"messages":[{"role":"user","content":"Is water wet? One word."}]},"response":\#(response)}"#
    }
    let answer = #""choices":[{"message":{"role":"assistant","content":"Yes."}}]"#
    let stream = try read(
      [
        call(#","max_tokens":4096"#, "{\(answer),\"usage\":null}"), call("", "{\(answer)}"),
        call("", #"{\#(answer),"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}"#),
      ].joined(separator: "\n"))
    #expect(stream.userTokens == [6, 6, 6])
    #expect(stream.outputTokens == [1, 1, 1])
    #expect(stream.reading?.inputRules == [0, 3, 0])
    #expect(stream.reading?.outputRules == [0, 3, 0])
    #expect(
      stream.reading?.notes == [
        "1 row has a usage of zeros beside an answer; their tokens are estimated from the text"
      ])
  }

  @Test(
    "without usage, all that was sent counts: calls and results of tools, definitions, images, other scripts")
  func estimates() throws {
    let letters = String(repeating: "x", count: 396)
    func tokens(_ body: String) throws -> Int { try read(body).inputTokens(0) }
    let call =
      #"{"role":"assistant","content":null,"tool_calls":[{"id":"c","function":{"arguments":"\#(letters)"}}]}"#
    #expect(try tokens(#"{"messages":[{"role":"user","content":"abcd"},\#(call)]}"#) > 100)
    let result =
      #"{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"\#(letters)"}]}"#
    #expect(try tokens(#"{"messages":[\#(result)]}"#) > 100)
    #expect(
      try tokens(#"{"messages":[{"role":"user","content":"a"}],"tools":[{"description":"\#(letters)"}]}"#)
        > 100)
    let image = #"{"type":"image_url","image_url":{"url":"data:image/png;base64,\#(letters)"}}"#
    #expect(try tokens(#"{"messages":[{"role":"user","content":[\#(image)]}]}"#) == 765)
    let small = image.replacing(#""}}"#, with: #"","detail":"low"}}"#)
    #expect(try tokens(#"{"messages":[{"role":"user","content":[\#(small)]}]}"#) == 85)
    #expect(try tokens(#"{"messages":[{"role":"user","content":"日本語です"}]}"#) == 4)
    #expect(try tokens(#"{"messages":[{"role":"user","content":"Привет, мир"}]}"#) == 5)
  }

  @Test("failed calls are kept, marked and not billed; totals that do not add up are told")
  func failures() throws {
    let good = #"{"prompt_tokens":5,"completion_tokens":6,"total_tokens":11}"#
    let stream = try read(
      [
        row(good, #","status":200"#), row(good, #","status":429"#), row(good, #","error":{"message":"x"}"#),
        row(#"{"prompt_tokens":5,"completion_tokens":6,"total_tokens":99}"#, #","status":"success""#),
      ].joined(separator: "\n"))
    #expect((0..<4).map { stream.recorded.failed[$0] } == [0, 1, 1, 0])
    #expect((0..<4).map { stream.inputTokens($0) } == [5, 0, 0, 5])
    #expect(stream.outputTokens == [6, 0, 0, 6])
    #expect(
      stream.reading?.notes == [
        "1 row has a total of tokens that is not the sum of input and output",
        "2 rows have a failed call, which is kept with no tokens and not billed",
      ])
  }

  @Test(
    "a failed call that the log counts and bills keeps its tokens, in JSON and in tables; what was assumed is none"
  )
  func billedFailures() throws {
    let head = "timestamp,model,input_tokens,output_tokens,cost,status\n"
    func line(_ rest: String) -> String { #"{"timestamp":1,"model":"m","status":"cancelled"\#(rest)}"# }
    let usage = #","usage":{"prompt_tokens":100,"completion_tokens":10}"#
    for text in [head + "2026-03-01 10:00:00,m,100,10,0.5,timeout\n", line(usage + #","cost":0.5"#)] {
      let stream = try read(text)
      let wanted = LogTotals(1, 100, 10, failed: 1, cost: 0.5)
      #expect(LogTotals(stream, as: wanted) == wanted)
      #expect(
        stream.reading?.notes == ["1 row has a failed call that the log bills, which keeps its tokens"])
    }
    for text in [
      head + "2026-03-01 10:00:00,m,100,10,0,timeout\n", line(usage),
      line(#","cost":0.5,"messages":[{"role":"user","content":"q"}]"#),
    ] {
      let stream = try read(text)
      #expect(LogTotals(stream, as: LogTotals(0, 0, 0)) == LogTotals(1, 0, 0, failed: 1))
      #expect(
        stream.reading?.notes == ["1 row has a failed call, which is kept with no tokens and not billed"])
    }
  }

  @Test("recorded columns follow the rows when they are sorted and cut")
  func columns() throws {
    let csv =
      "timestamp,prompt,model,cost,cached_tokens,latency_s,status\n"
      + "30,a,m1,0.5,,1.5,200\n10,b,m2,,7,,500\n20,c,m1,2.5e-6,,,\n"
    var stream = try read(csv)
    let recorded = stream.recorded
    #expect(recorded.modelNames == ["m1", "m2"])
    #expect((0..<3).map { recorded.model[$0] } == [1, 0, 0])
    #expect((0..<3).map { recorded.cost[$0] } == [nil, 2_500_000, 500_000_000_000])
    #expect((0..<3).map { recorded.cachedTokens[$0] } == [0, nil, nil])
    #expect((0..<3).map { recorded.latency[$0] } == [nil, nil, 1_500_000_000])
    #expect((0..<3).map { recorded.failed[$0] } == [1, nil, 0])
    #expect(recorded.reasoningTokens.isEmpty)
    stream.cut(at: .seconds(15))
    #expect(stream.count == 2)
    #expect(stream.recorded.latency[2] == nil)
    #expect(stream.recorded.model.values.count == 2)
  }
}
