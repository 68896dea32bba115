import Testing

@testable import Recordings
@testable import Traffic

@Suite("Logs of gateways and tools")
struct GatewayLogTests {
  /// What a log of one call tells: format, model, input, output, cached, written, dollars, seconds, and whether a
  /// gateway's cache answered.
  struct Call: Sendable {
    var format: String
    var model = "gpt-4o"
    var input = 10
    var output = 2
    var cached: UInt32?
    var written: UInt32?
    var picodollars: Int64?
    var milliseconds: Int64?
    var isHit: UInt8?
    var users = 0
    var temperatures = 0
    var hasText = false
  }

  private static let messages = #"[{"role":"user","content":"hi"}]"#
  private static let cases: [(text: String, call: Call)] = [
    (
      "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,model_permaslug,user,finish_reason_normalized,generation_time_ms,time_to_first_token_ms\ngen-1,2026-03-27 23:28:42.132,0.00123,1200,300,100,800,openai/gpt-4o,u1,stop,2500,400\n",
      Call(
        format: "openrouter", model: "openai/gpt-4o", input: 1200, output: 300, cached: 800,
        picodollars: 1_230_000_000, milliseconds: 2500, users: 1)
    ),
    (
      #"{"data":{"id":"gen-1","model":"openai/gpt-4o","created_at":"2026-02-24T21:19:33.705Z","latency":1016,"tokens_prompt":65,"tokens_completion":116,"native_tokens_prompt":64,"native_tokens_completion":98,"native_tokens_cached":10,"total_cost":0.001}}"#,
      Call(
        format: "openrouter", model: "openai/gpt-4o", input: 64, output: 98, cached: 10,
        picodollars: 1_000_000_000, milliseconds: 1016)
    ),
    (
      #"{"result":[{"id":"1","cached":true,"cost":0,"created_at":"2026-01-01T00:00:00Z","duration":12,"metadata":"{\"user\":\"u1\"}","model":"gpt-4o","provider":"openai","status_code":200,"success":true,"tokens_in":10,"tokens_out":2}],"success":true}"#,
      Call(format: "cloudflare", picodollars: 0, milliseconds: 12, isHit: 1, users: 1)
    ),
    (
      #"{"schemaType":"ModelInvocationLog","timestamp":"2026-01-01T00:00:00Z","requestId":"r1","modelId":"arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-sonnet-4-v1:0","identity":{"arn":"arn:u"},"input":{"inputBodyJson":{"temperature":0,"messages":\#(messages)},"inputTokenCount":10,"cacheReadInputTokenCount":1000,"cacheWriteInputTokenCount":50},"output":{"outputBodyJson":[{"type":"message_start"}],"outputTokenCount":2}}"#,
      Call(
        format: "bedrock", model: "us.anthropic.claude-sonnet-4-v1:0", input: 1060, cached: 1000, written: 50,
        users: 1, temperatures: 1, hasText: true)
    ),
    (
      #"{"logging_time":"2026-01-01 00:00:00.123 UTC","request_id":"12","model":"projects/p/publishers/google/models/gemini-2.5-pro","full_request":{"contents":[{"role":"user","parts":[{"text":"hi"}]}]},"full_response":{"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":2,"totalTokenCount":12}},"metadata":{"request_latency":"123.5"}}"#,
      Call(format: "vertex", model: "gemini-2.5-pro", milliseconds: 123, temperatures: 0, hasText: true)
    ),
    (
      #"{"id":"a","run_type":"llm","start_time":"2026-01-01T00:00:00","end_time":"2026-01-01T00:00:02","inputs":{"messages":[[{"id":["HumanMessage"],"kwargs":{"content":"hi","type":"human"}}]]},"outputs":{},"extra":{"invocation_params":{"model":"gpt-4o","temperature":0.5}},"prompt_tokens":10,"completion_tokens":2,"prompt_token_details":{"cache_read":4},"total_cost":"0.00005","status":"success"}"#
        + "\n"
        + #"{"id":"p","run_type":"chain","start_time":"2026-01-01T00:00:00","inputs":{},"prompt_tokens":10}"#,
      Call(
        format: "langsmith", cached: 4, picodollars: 50_000_000, milliseconds: 2000, temperatures: 1,
        hasText: true)
    ),
    (
      #"{"id":"1","span_id":"s","input":\#(messages),"output":"yo","metadata":{"model":"gpt-4o","temperature":0,"user_id":"u"},"metrics":{"start":1767225600.5,"end":1767225602.5,"prompt_tokens":10,"completion_tokens":2,"prompt_cached_tokens":4,"estimated_cost":0.0001},"span_attributes":{"type":"llm"}}"#
        + "\n"
        + #"{"id":"2","span_id":"r","metrics":{"start":1767225600.5},"span_attributes":{"type":"task"}}"#,
      Call(
        format: "braintrust", cached: 4, picodollars: 100_000_000, milliseconds: 2000, users: 1,
        temperatures: 1, hasText: true)
    ),
    (
      "context.span_id,context.trace_id,parent_id,start_time,end_time,status_code,attributes.llm.model_name,attributes.llm.token_count.prompt,attributes.llm.token_count.completion,attributes.llm.input_messages\ns1,t,,2026-01-01 00:00:00+00:00,2026-01-01 00:00:02+00:00,OK,gpt-4o,10,2,\"[{\"\"message.role\"\":\"\"user\"\",\"\"message.content\"\":\"\"hi\"\"}]\"\ns2,t,,2026-01-01 00:00:00+00:00,2026-01-01 00:00:02+00:00,OK,,,,\n",
      Call(format: "otel", milliseconds: 2000, hasText: true)
    ),
    (
      #"{"context":{"trace_id":"t","span_id":"s"},"start_time":"2026-01-01T00:00:00+00:00","end_time":"2026-01-01T00:00:01+00:00","attributes":{"llm":{"model_name":"gpt-4o","token_count":{"prompt":10,"completion":2,"total":12},"input_messages":[{"message":{"role":"user","content":"hi"}}]}}}"#,
      Call(format: "otel", milliseconds: 1000, hasText: true)
    ),
    (
      #"{"id":"1","created_at":"2026-01-01T00:00:00.000Z","request":{"body":{"model":"gpt-4o","messages":\#(messages)}},"response":{"body":{"usage":{"prompt_tokens":10,"completion_tokens":2}}},"ai_model":"gpt-4o","cost":0.01,"response_time":900,"response_status_code":200,"cache_status":"MISS","metadata":{"_user":"u"}}"#,
      Call(format: "portkey", milliseconds: 900, isHit: 0, users: 1, hasText: true)
    ),
    (
      "Id,Created At,Ai Model,Req Units,Res Units,Total Units,Response Time,Response Status Code,Cache Status\n1,2026-01-01T00:00:00Z,gpt-4o,10,2,12,900,200,SEMANTIC HIT\n",
      Call(format: "portkey", milliseconds: 900, isHit: 1)
    ),
    (
      #"{"model":"gpt-4o","created_at":"2024-01-01T00:00:00Z","message":{"content":"He"},"done":false}"#
        + "\n"
        + #"{"model":"gpt-4o","created_at":"2024-01-01T00:00:01Z","done":true,"total_duration":5000000000,"prompt_eval_count":10,"eval_count":2}"#,
      Call(format: "ollama", milliseconds: 5000)
    ),
    (
      #"{"id":"c1","op_name":"weave:///x","started_at":"2026-01-01T00:00:00Z","ended_at":"2026-01-01T00:00:01Z","inputs":{"model":"gpt-4o","messages":\#(messages)},"output":{"usage":{"prompt_tokens":10,"completion_tokens":2}}}"#
        + "\n"
        + #"{"id":"c2","op_name":"weave:///y","started_at":"2026-01-01T00:00:00Z","inputs":{"q":"hi"}}"#,
      Call(format: "weave", milliseconds: 1000, temperatures: 0, hasText: true)
    ),
    (
      #"{"createdAt":"2026-01-01T00:00:00Z","modelId":"gpt-4o","usage":{"inputTokens":10,"outputTokens":2,"totalTokens":12,"cachedInputTokens":4}}"#,
      Call(format: "usage_log", cached: 4)
    ),
    (
      #"{"request_id":"r1","request_created_at":"2026-01-01T00:00:00Z","request_body":{"model":"gpt-4o","messages":\#(messages)},"response_body":{"usage":{"prompt_tokens":10,"completion_tokens":2}},"response_status":200,"cache_reference_id":"6b1a2c3d-0000-4000-8000-000000000001"}"#,
      Call(format: "helicone", isHit: 1, hasText: true)
    ),
    (
      #"{"request_id":"r1","request_created_at":"2026-01-01T00:00:00Z","request_body":{"model":"gpt-4o","messages":\#(messages)},"response_body":{"usage":{"prompt_tokens":10,"completion_tokens":2}},"response_status":200,"cache_reference_id":"00000000-0000-0000-0000-000000000000"}"#,
      Call(format: "helicone", isHit: 0, hasText: true)
    ),
  ]

  @Test("a log is told by its content, and every figure that it holds is read", arguments: 0..<16)
  func call(place: Int) throws {
    let (text, call) = try #require(GatewayLogTests.cases.dropFirst(place).first)
    let stream = try read(text)
    let reading = try #require(stream.reading)
    #expect(reading.format == call.format)
    try #require(stream.count == 1)
    #expect(reading.firstTime != nil)
    #expect(stream.recorded.modelNames == [call.model])
    #expect(stream.inputTokens(0) == call.input)
    #expect(Int(stream.outputTokens[0]) == call.output)
    #expect(stream.recorded.cachedTokens[0] == call.cached)
    #expect(stream.recorded.writtenTokens[0] == call.written)
    #expect(stream.recorded.cost[0] == call.picodollars)
    #expect(stream.recorded.latency[0].map { $0 / 1_000_000 } == call.milliseconds)
    #expect(stream.recorded.gatewayHit[0] == call.isHit)
    #expect(reading.users == call.users)
    #expect(reading.temperatures == call.temperatures)
    #expect((reading.texts > 0) == call.hasText)
    #expect(reading.inputRules[0] == 1 && reading.outputRules[0] == 1)
    let windows = try read(text.replacing("\n", with: "\r\n"))
    #expect(StreamContent(windows) == StreamContent(stream))
  }

  @Test("failed calls are not billed")
  func failures() throws {
    for text in [
      #"{"schemaType":"ModelInvocationLog","timestamp":"2026-01-01T00:00:05Z","requestId":"r2","modelId":"m","errorCode":"ThrottlingException","input":{"inputTokenCount":9}}"#,
      #"{"id":"2","cached":false,"created_at":"2026-01-01T00:00:01Z","model":"m","provider":"openai","status_code":429,"tokens_in":10,"tokens_out":0}"#,
      #"{"id":"a","run_type":"llm","start_time":"2026-01-01T00:00:00","inputs":{},"prompt_tokens":5,"completion_tokens":2,"error":"RateLimitError(...)"}"#,
    ] {
      let stream = try read(text)
      #expect(stream.recorded.failed[0] == 1)
      #expect(stream.inputTokens(0) == 0)
    }
  }

  @Test(
    "exports of sums are refused as what they are",
    arguments: [
      "date,model_permaslug,usage,byok_usage_inference,requests,prompt_tokens,completion_tokens\n2026-01-16,a,1,0,50,9,5\n",
      "usage_date_utc,model_version,usage_input_tokens_no_cache,usage_output_tokens\n2026-01-01,c,10,5\n",
      "start_time,end_time,amount_value,amount_currency,line_item\n1,2,0.5,usd,gpt-4o\n",
      "start_time,end_time,start_time_iso,end_time_iso,model,input_tokens,output_tokens\n"
        + "1780272000,1780358400,2026-06-01T00:00:00+00:00,2026-06-02T00:00:00+00:00,gpt-4o,900,80\n",
      "user_id,start_time_iso,end_time_iso,model,api_key_name,api_key,type,price,amount\n"
        + "u,2026-06-01T08:00:00+08:00,2026-06-01T09:00:00+08:00,deepseek-chat,k,sk-x,output_tokens,0.000002,70\n",
      "user_id,start_time_iso,end_time_iso,model,wallet_type,cost,currency\n"
        + "u,2026-06-01T08:00:00+08:00,2026-06-01T09:00:00+08:00,deepseek-chat,paid,0.3,CNY\n",
      #"{"data":[{"starting_at":"2026-01-01T00:00:00Z","results":[{"uncached_input_tokens":10,"output_tokens":5}]}]}"#,
    ])
  func sums(text: String) {
    #expect(
      fault(text)?.message
        == "holds sums of usage or costs over periods, sessions or models; a log with one row a call was expected"
    )
  }
}
