import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// What tables of people's own and of gateways call things; all of it is invented.
@Suite("Tables and logs under other names")
struct GatewayTableTests {
  @Test(
    "tokens under names that are common",
    arguments: [
      "tokens_input,tokens_output", "num_input_tokens,num_output_tokens", "inputtokencount,outputtokencount",
      "num_prefill_tokens,num_decode_tokens", "message_tokens,answer_tokens", "ContextTokens,GeneratedTokens",
    ])
  func tokens(names: String) throws {
    let stream = try read("arrived_at,\(names)\n0.5,100,20\n1.5,200,40\n")
    #expect(stream.userTokens == [100, 200])
    #expect(stream.outputTokens == [20, 40])
    #expect(stream.arrival.map(\.seconds) == [0, 1])
  }

  @Test("cached tokens under other names, beside the input under Anthropic's")
  func cached() throws {
    let inside = try read(
      "input_tokens,cached_input_tokens,cache_write_tokens,output_tokens\n1000,800,100,20\n")
    #expect(inside.userTokens == [1000])
    #expect(inside.recorded.cachedTokens[0] == 800)
    #expect(inside.recorded.writtenTokens[0] == 100)
    #expect(inside.reading?.notes == [])
    let csv =
      "input_tokens,cache_read_input_tokens,cache_creation_input_tokens,output_tokens\n100,800,100,20\n"
    let json =
      #"{"input_tokens":100,"cache_read_input_tokens":800,"cache_creation_input_tokens":100,"output_tokens":20}"#
    for text in [csv, json] {
      let beside = try read(text)
      #expect(beside.userTokens == [1000])
      #expect(
        beside.reading?.notes == [
          "1 row has cached tokens under Anthropic's names, which are taken to stand beside the input"
        ])
    }
    #expect(try read("input_tokens,cached_tokens,output_tokens\n100,800,20\n").userTokens == [900])
    // Rows of several providers in one table: those that tell nothing written count what was cached within the input.
    let mixed = try read(
      "model,input_tokens,cached_input_tokens,cache_creation_input_tokens,output_tokens,total_tokens\n"
        + "gpt-5,1000,800,,50,1050\nclaude-x,100,800,0,20,920\n")
    #expect(mixed.userTokens == [1000, 900])
    #expect(mixed.recorded.cachedTokens[0] == 800)
  }

  @Test(
    "failures under other names are not billed",
    arguments: [("success", "true", "false"), ("is_error", "false", "true"), ("error", "", "RateLimitError")])
  func failures(name: String, good: String, bad: String) throws {
    let stream = try read("prompt,input_tokens,output_tokens,\(name)\na,100,20,\(good)\nb,100,20,\(bad)\n")
    #expect((0..<2).map { stream.recorded.failed[$0] } == [0, 1])
    #expect(stream.userTokens == [100, 0])
  }

  @Test("a row that sums up calls is refused, a row that counts one is not")
  func sums() throws {
    for name in ["requests", "num_requests", "Total Requests"] {
      let wrong = fault("day,\(name),input_tokens,output_tokens\n2025-11-03,500,1000,200\n")
      #expect(
        wrong?.message
          == "the row sums up 500 calls ('\(name)'); a log with a row for each call was expected")
      #expect(wrong?.position == SourcePosition(line: 2, column: 12))
    }
    #expect(try read("requests,input_tokens,output_tokens\n1,1000,200\n").count == 1)
  }

  @Test("a count of messages is none of them")
  func messages() throws {
    let csv = try read("timestamp,messages,input_tokens,output_tokens\n1,5,100,20\n2,7,100,20\n")
    #expect(csv.reading?.format == "table")
    #expect(csv.arrival.map(\.seconds) == [0, 1])
    let json = try read(#"{"messages":5,"input_tokens":100,"output_tokens":20}"#)
    #expect(json.reading?.format == "table")
    #expect(json.userTokens == [100])
    let text = try read("messages\n\"[{\"\"role\"\":\"\"user\"\",\"\"content\"\":\"\"a\"\"}]\"\n")
    #expect(text.reading?.format == "openai_chat")
  }

  @Test(
    "usages whose names are written otherwise",
    arguments: [
      #"{"InputTokenCount":100,"OutputTokenCount":20}"#, #"{"PromptTokens":100,"CompletionTokens":20}"#,
      #"{"input_token_count":100,"generated_token_count":20}"#,
      #"{"input_tokens":100,"generated_tokens":20}"#,
    ])
  func usages(text: String) throws {
    let stream = try read(#"{"messages":[{"role":"user","content":"a"}],"usage":\#(text)}"#)
    #expect(stream.userTokens == [100])
    #expect(stream.outputTokens == [20])
    #expect(stream.reading?.inputRules == [1, 0, 0])
  }

  @Test("a usage of zeros beside messages is told")
  func zeros() throws {
    let stream = try read(
      #"{"messages":[{"role":"user","content":"a"}],"usage":{"prompt_tokens":0,"completion_tokens":0}}"#)
    #expect(
      stream.reading?.notes == ["1 row has messages, no answer and a usage of zeros, which is kept"])
  }

  @Test("Azure's API Management: a row with counts is a call, its pieces are none")
  func apiManagement() throws {
    func row(_ id: Int, _ tokens: Int, _ name: String) -> String {
      #"{"TimeGenerated":"2025-11-03T13:0\#(id):00Z","CorrelationId":"c\#(id)","ModelName":"\#(name)","#
        + #""DeploymentName":"\#(name)","PromptTokens":\#(tokens),"CompletionTokens":\#(tokens)}"#
    }
    let stream = try read(
      [row(0, 100, "gpt-4o"), row(0, 0, ""), row(1, 50, "gpt-4o")].joined(separator: "\n"))
    #expect(stream.reading?.format == "azure_apim")
    #expect(stream.userTokens == [100, 50])
    #expect(stream.arrival.map(\.seconds) == [0, 60])
    let record =
      #"{"time":"2025-11-03T13:00:00Z","correlationId":"c","properties":{"modelName":"gpt-4o","promptTokens":100,"#
      + #""completionTokens":20}}"#
    #expect(try read(#"{"records":[\#(record)]}"#).outputTokens == [20])
    #expect(
      try read(
        "\"TimeGenerated [UTC]\",CorrelationId,ModelName,PromptTokens,CompletionTokens\n1,c,m,100,20\n"
      )
      .outputTokens == [20])
  }

  @Test(
    "Azure OpenAI's log of requests: calls where it keeps counts or answers, and refused where it keeps neither"
  )
  func azureRequests() throws {
    func row(_ id: Int, _ properties: String, status: Int = 200) -> String {
      #"{"time":"2026-07-01T09:15:3\#(id)Z","category":"RequestResponse","operationName":"ChatCompletions_Create","#
        + #""durationMs":812,"resultSignature":"\#(status)","correlationId":"c\#(id)","event":"ShoeboxCallResult","#
        + #""properties":\#(properties)}"#
    }
    let names = #""modelDeploymentName":"prod","modelName":"gpt-4o""#
    let answer = #"{"choices":[],"usage":{"prompt_tokens":33,"completion_tokens":9}}"#
    let kept =
      #"{\#(names),"backend_request_body":"{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}","#
      + #""backend_response_body":\#(JSONValue.quoted(answer))}"#
    let stream = try read(
      [
        row(0, #"{\#(names),"promptTokens":120,"completionTokens":45}"#), row(1, JSONValue.quoted(kept)),
        row(2, "{\(names)}", status: 429),
      ].joined(separator: "\n"))
    #expect(stream.reading?.format == "azure_apim")
    let wanted = LogTotals(3, 153, 54, failed: 1, span: 2, latency: 2.436, models: ["gpt-4o"])
    #expect(LogTotals(stream, as: wanted) == wanted)
    let bare = #"{\#(names),"requestLength":480,"responseLength":900}"#
    let table =
      "TimeGenerated [UTC],Category,OperationName,DurationMs,ResultSignature,properties_s\n"
      + "2026-07-01T09:15:30Z,RequestResponse,ChatCompletions_Create,812,200,\"\(bare.replacing("\"", with: "\"\""))\"\n"
    for text in [row(0, bare), row(0, JSONValue.quoted(bare)), table] {
      #expect(
        fault(text)?.message.hasPrefix("the log is Azure OpenAI's of requests, which tells no tokens") == true
      )
    }
  }

  @Test("Azure OpenAI's log with a row that tells no tokens, as of a streamed answer, is read, and says so")
  func azureStreams() throws {
    func row(_ id: Int, _ counts: String) -> String {
      #"{"time":"2026-07-01T09:15:3\#(id)Z","category":"RequestResponse","operationName":"ChatCompletions_Create","#
        + #""durationMs":812,"resultSignature":"200","correlationId":"c\#(id)","#
        + #""properties":{"modelDeploymentName":"prod","modelName":"gpt-4o"\#(counts)}}"#
    }
    let counted = row(0, #","promptTokens":120,"completionTokens":45"#)
    for rows in [[counted, row(1, "")], [row(1, ""), counted]] {
      let stream = try read(rows.joined(separator: "\n"))
      let wanted = LogTotals(2, 120, 345, latency: 1.624)
      #expect(LogTotals(stream, as: wanted) == wanted)
      #expect(stream.reading?.inputRules == [1, 1, 0] && stream.reading?.outputRules == [1, 0, 1])
      #expect(
        stream.reading?.notes.contains(
          "1 row has neither a count of the input nor its text; it is taken for none") == true)
    }
  }

  @Test("a benchmark of a server is its requests; its sums alone are refused")
  func benchmarks() throws {
    let sums = #"{"model_id":"m","request_throughput":1.5,"total_input_tokens":350"#
    let stream = try read(
      sums
        + #","input_lens":[100,250],"output_lens":[3,0],"ttfts":[0.5,0],"itls":[[0.25,0.25],[]],"errors":["","x"]}"#
    )
    #expect(stream.recorded.latency[0] == 1_000_000_000)
    #expect(stream.recorded.firstToken[0] == 500_000_000)
    #expect(stream.recorded.failed[1] == 1)
    #expect(stream.userTokens == [100, 0])
    #expect(fault(sums + "}")?.message.hasPrefix("the result holds sums and no requests") == true)
    #expect(
      fault(sums + #","input_lens":[1],"output_lens":[]}"#)?.message
        == "input_lens has 1 numbers, output_lens 0; as many were expected")
  }

  @Test("promptfoo: an assertion that fails is no failed call, and its own cache a hit")
  func promptfoo() throws {
    func result(_ id: Int, _ more: String) -> String {
      #"{"id":"\#(id)","testIdx":0,"promptIdx":0,"provider":{"id":"openai:chat:gpt-4o"},"prompt":{"raw":"q"},\#(more)}"#
    }
    let usage = #""tokenUsage":{"total":120,"prompt":100,"completion":20,"cached":0}"#
    let results = [
      result(1, #""success":false,"failureReason":1,"error":"no","response":{"output":"a",\#(usage)}"#),
      result(2, #""failureReason":2,"error":"429""#),
      result(3, #""response":{"output":"a","cached":true,"tokenUsage":{"total":120,"cached":120}}"#),
    ]
    let stream = try read(#"{"results":{"version":3,"results":[\#(results.joined(separator: ","))]}}"#)
    #expect(stream.recorded.modelNames == ["gpt-4o"])
    #expect((0..<3).map { stream.recorded.failed[$0] ?? 0 } == [0, 1, 0])
    #expect(stream.recorded.gatewayHit[2] == 1)
    #expect(stream.userTokens == [100, 0, 1])
    #expect(stream.reading?.inputRules == [1, 2, 0])
  }

  @Test("promptfoo: what graders took is told")
  func promptfooGraders() throws {
    func result(_ id: Int, _ more: String) -> String {
      #"{"id":"\#(id)","testIdx":0,"promptIdx":0,"provider":{"id":"openai:gpt-4o"},"prompt":{"raw":"q"},"#
        + #""response":{"output":"a","tokenUsage":{"total":120,"prompt":100,"completion":20}},\#(more)}"#
    }
    let results = [
      result(1, #""gradingResult":{"tokensUsed":{"total":300,"prompt":250,"completion":50}}"#),
      result(2, #""tokenUsage":{"total":120,"assertions":{"total":30}}"#),
      result(
        3, #""gradingResult":{"tokensUsed":{"total":0}},"tokenUsage":{"total":120,"assertions":{"total":0}}"#),
    ]
    let stream = try read(#"{"results":{"version":3,"results":[\#(results.joined(separator: ","))]}}"#)
    #expect(LogTotals(stream, as: LogTotals(0, 0, 0)) == LogTotals(3, 300, 60))
    let note =
      "2 rows have tokens of models that graded the answer, which the log sums up without naming them; they are left out"
    #expect(stream.reading?.notes.contains(note) == true)
  }

  @Test(
    "what is no log is named",
    arguments: [
      ("- model: m\n  tokens: 5\n", "YAML"), ("calls:\n  - model: m\n", "YAML"), ("---\nmodel: m\n", "YAML"),
      ("INFO:     127.0.0.1 - \"POST /v1/chat/completions\"\n", "a text log of a server"),
      ("INFO 11-03 13:00:00 [logger.py:39] Received request\n", "a text log of a server"),
      (
        "srv  log_server_r: request: POST /v1/chat/completions 127.0.0.1 200\n",
        "a text log of llama.cpp's server (its answers, kept as JSON, have the tokens)"
      ),
      (
        "slot launch_slot_: id  0 | task 0 | processing task\n",
        "a text log of llama.cpp's server (its answers, kept as JSON, have the tokens)"
      ),
      (
        "-[ RECORD 1 ]-----+----\nmodel             | m\nprompt_tokens     | 100\n",
        "rows of psql one below the other (\\copy (SELECT ...) TO 'FILE' CSV HEADER writes a table)"
      ),
      (
        "*************************** 1. row ***************************\nmodel: m\n",
        "rows of MySQL one below the other (mysql --batch writes a table)"
      ),
      (
        "┌───────┬─────────┐\n│ model │ prompt_ │\n",
        "a table drawn in boxes (.mode csv of DuckDB and SQLite writes one that is read)"
      ),
    ])
  func foreign(text: String, name: String) {
    #expect(fault(text)?.message == "is \(name); plain text, gzip and zstd are read")
  }
}
