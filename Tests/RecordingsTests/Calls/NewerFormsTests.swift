import Declarations
import Testing

@testable import Files
@testable import Recordings
@testable import Traffic

/// What newer versions of tools write; all of it is invented.
@Suite("Newer forms of logs")
struct NewerFormsTests {
  @Test("LiteLLM: a hit with a similarity is one of a semantic cache, and told as such")
  func semanticHits() throws {
    func row(_ id: Int, _ hit: String, _ metadata: String) -> String {
      #"{"request_id":"r\#(id)","spend":0,"startTime":"2025-11-03T00:00:0\#(id)Z","model":"m","cache_hit":\#(hit),"#
        + #""messages":[{"role":"user","content":"q"}],"prompt_tokens":5,"completion_tokens":1,"metadata":\#(metadata)}"#
    }
    let stream = try read(
      [
        row(1, #""False""#, #"{"semantic-similarity":0.0}"#),
        row(2, #""True""#, #"{"semantic-similarity":0.93}"#),
        row(3, #""True""#, "{}"), row(4, "null", "{}"),
      ].joined(separator: "\n"))
    #expect((0..<4).map { stream.recorded.gatewayHit[$0] } == [0, 1, 1, nil])
    #expect((0..<4).map { stream.recorded.nearHit[$0] } == [nil, 1, nil, nil])
    #expect(
      stream.reading?.notes.contains(
        "1 row has a hit of a gateway's semantic cache, which no replay of equal requests reproduces")
        == true)
  }

  @Test("LiteLLM: rows without a whole usage tell what was cached among their metadata")
  func additionalUsage() throws {
    func row(_ id: Int, _ metadata: String) -> String {
      #"{"request_id":"r\#(id)","spend":0.01,"startTime":"2025-11-03T00:00:0\#(id)Z","model":"m","prompt_tokens":1000,"#
        + #""completion_tokens":50,"total_tokens":1050,"metadata":\#(metadata)}"#
    }
    let values =
      #"{"cache_read_input_tokens":700,"cache_creation_input_tokens":200,"prompt_tokens_details":{"cached_tokens":700}}"#
    let stream = try read(
      [
        row(1, #"{"additional_usage_values":\#(values)}"#),
        row(
          2,
          #"{"additional_usage_values":\#(values),"usage_object":{"prompt_tokens":900,"completion_tokens":5}}"#
        ),
        row(3, #"{"additional_usage_values":{"completion_tokens_details":{"reasoning_tokens":40}}}"#),
        row(4, "{}"),
      ].joined(separator: "\n"))
    #expect((0..<4).map { stream.inputTokens($0) } == [1000, 900, 1000, 1000])
    #expect((0..<4).map { stream.recorded.cachedTokens[$0] } == [700, nil, nil, nil])
    #expect((0..<4).map { stream.recorded.writtenTokens[$0] } == [200, nil, nil, nil])
    #expect((0..<4).map { stream.recorded.reasoningTokens[$0] } == [nil, nil, 40, nil])
    let cell = #"{"additional_usage_values":\#(values)}"#.replacing("\"", with: "\"\"")
    let table = try read(
      "request_id,spend,startTime,model,prompt_tokens,completion_tokens,total_tokens,metadata\n"
        + "r1,0.01,2025-11-03 00:00:01,m,1000,50,1050,\"\(cell)\"\n")
    #expect(table.inputTokens(0) == 1000 && table.recorded.cachedTokens[0] == 700)
  }

  @Test(
    "a status of a gateway's cache in its words",
    arguments: [
      ("HIT", 1, nil), ("SEMANTIC HIT", 1, 1), ("semantic_hit", 1, 1), ("MISS", 0, nil),
      ("SEMANTIC MISS", 0, nil),
      ("DISABLED", 0, nil), ("REFRESH", 0, nil), ("true", 1, nil), ("False", 0, nil), ("1", 1, nil),
      ("0", 0, nil),
    ] as [(String, UInt8, UInt8?)])
  func statuses(_ text: String, _ hit: UInt8, _ near: UInt8?) throws {
    let csv = try read("prompt,input_tokens,cache_status\nq,5,\(text)\n")
    let json = try read(
      #"{"messages":[{"role":"user","content":"q"}],"cache_status":"\#(text)","usage":{"prompt_tokens":5,"completion_tokens":1}}"#
    )
    for stream in [csv, json] {
      #expect(stream.recorded.gatewayHit[0] == hit)
      #expect(stream.recorded.nearHit[0] == near)
    }
  }

  private func line(_ second: Int, _ type: String, _ payload: String) -> String {
    #"{"timestamp":"2026-06-21T05:54:\#(second + 10).000Z","type":"\#(type)","payload":\#(payload)}"#
  }

  private func count(_ second: Int, _ total: Int, _ last: Int) -> String {
    func usage(_ input: Int) -> String {
      #"{"input_tokens":\#(input),"output_tokens":1,"total_tokens":\#(input + 1)}"#
    }
    return line(
      second, "event_msg",
      #"{"type":"token_count","info":{"total_token_usage":\#(usage(total)),"last_token_usage":\#(usage(last))}}"#
    )
  }

  @Test("Codex: a fork's copy of its parent's calls counts once, in one file with the parent and alone")
  func forks() throws {
    let parent = [
      line(0, "session_meta", #"{"id":"a"}"#), count(2, 100, 100), count(4, 300, 200), count(9, 400, 100),
    ]
    // The fork copies the first two calls under its own time, and goes on otherwise.
    let fork = [
      line(20, "session_meta", #"{"id":"b","forked_from_id":"a"}"#), line(20, "session_meta", #"{"id":"a"}"#),
      count(20, 100, 100), count(20, 300, 200), count(25, 360, 60),
    ]
    let grandchild = [
      line(40, "session_meta", #"{"id":"c","forked_from_id":"b"}"#),
      line(40, "session_meta", #"{"id":"b","forked_from_id":"a"}"#), line(40, "session_meta", #"{"id":"a"}"#),
      count(40, 100, 100), count(40, 300, 200), count(40, 360, 60), count(45, 390, 30),
    ]
    let joined = try read((parent + fork + grandchild).joined(separator: "\n"))
    #expect(joined.userTokens == [100, 200, 100, 60, 30])
    #expect(joined.userCount == 3)
    #expect(
      joined.reading?.notes.first == "5 rows have a call that another row told of before; it counts once")
    let alone = try read(fork.joined(separator: "\n"))
    #expect(alone.userTokens == [60])
    // A fork that does not name its parent is known by the parent's first line.
    let unnamed = fork.map { $0.replacing(#","forked_from_id":"a""#, with: "") }
    #expect(try read((parent + unnamed).joined(separator: "\n")).userTokens == [100, 200, 100, 60])
    // Sessions of no kin that say the same are calls of their own.
    let other = [line(20, "session_meta", #"{"id":"z"}"#), count(22, 100, 100)]
    #expect(try read((parent + other).joined(separator: "\n")).userTokens == [100, 200, 100, 100])
  }

  @Test(
    "Langfuse: of the newer types only those with a model and its usage are calls, and nested ones count once"
  )
  func observationTypes() throws {
    func row(_ id: String, _ type: String, _ parent: String?, _ usage: String?, model: String? = "gpt-4o")
      -> String
    {
      #"{"id":"\#(id)","traceId":"t","type":"\#(type)","startTime":"2025-11-03T00:00:32Z","input":"q""#
        + (parent.map { #","parentObservationId":"\#($0)""# } ?? "")
        + (model.map { #","model":"\#($0)""# } ?? "")
        + (usage.map { #","usageDetails":\#($0)"# } ?? "") + "}"
    }
    let steps = ["TOOL", "CHAIN", "RETRIEVER", "GUARDRAIL", "EVENT", "SPAN"].enumerated().map { place, type in
      row("step\(place)", type, nil, nil, model: nil)
    }
    let stream = try read(
      (steps + [
        row("agent", "AGENT", nil, #"{"input":30,"output":3}"#),
        row("chain", "CHAIN", "agent", nil, model: nil),
        row("g1", "GENERATION", "chain", #"{"input":10,"output":1}"#),
        row("g2", "GENERATION", "chain", #"{"input":20,"output":2}"#),
        row("lone", "AGENT", nil, #"{"input":40,"output":4}"#),
        row("judge", "EVALUATOR", nil, #"{"input":50,"output":5}"#),
        row("vectors", "EMBEDDING", nil, #"{"input":60}"#), row("empty", "EMBEDDING", nil, #"{"input":0}"#),
      ]).joined(separator: "\n"))
    #expect((0..<stream.count).map { stream.inputTokens($0) } == [10, 20, 40, 50, 60])
    let csv = try read(
      "id,traceId,type,startTime,model,input,inputUsage,outputUsage\n"
        + "1,t,GENERATION,2025-11-03T00:00:32Z,m,q,10,1\n2,t,SPAN,2025-11-03T00:00:32Z,,q,0,0\n"
        + "3,t,TOOL,2025-11-03T00:00:32Z,,q,,\n4,t,AGENT,2025-11-03T00:00:33Z,m,q,20,2\n")
    #expect((0..<csv.count).map { csv.inputTokens($0) } == [10, 20])
  }

  @Test("usages in the words of Bedrock, Cohere and the AI SDK")
  func usages() throws {
    func counts(_ usage: String) throws -> [Int?] {
      let stream = try read(
        #"{"messages":[{"role":"user","content":"q"}],"response":{"usage":\#(usage)}}"#)
      return [
        stream.inputTokens(0), Int(stream.outputTokens[0]), stream.recorded.cachedTokens[0].map(Int.init),
        stream.recorded.writtenTokens[0].map(Int.init), stream.recorded.reasoningTokens[0].map(Int.init),
      ]
    }
    #expect(
      try counts(
        #"{"inputTokens":10,"outputTokens":5,"totalTokens":145,"cacheReadInputTokens":100,"cacheWriteInputTokens":30}"#
      )
        == [140, 5, 100, 30, nil])
    #expect(
      try counts(
        #"{"billed_units":{"input_tokens":7,"output_tokens":3},"tokens":{"input_tokens":70,"output_tokens":4}}"#
      )
        == [7, 3, nil, nil, nil])
    #expect(
      try counts(
        #"{"billed_units":{"input_tokens":12,"output_tokens":7},"tokens":{"input_tokens":507,"output_tokens":10},"cached_tokens":448}"#
      )
        == [12, 7, nil, nil, nil])
    #expect(
      try counts(
        #"{"inputTokens":100,"outputTokens":9,"totalTokens":109,"cachedInputTokens":64,"reasoningTokens":4}"#)
        == [100, 9, 64, nil, 4])
    #expect(
      try counts(#"{"promptTokens":12,"completionTokens":3,"totalTokens":15}"#) == [12, 3, nil, nil, nil])
  }

  @Test(
    "what a body asks in other providers' words is part of its key",
    arguments: [
      #""inferenceConfig":{"maxTokens":5}"#, #""generation_config":{"max_output_tokens":5}"#,
      #""guided_json":{"a":1}"#, #""chat_template_kwargs":{"enable_thinking":false}"#, #""min_p":0.1"#,
      #""documents":[{"text":"x"}]"#, #""random_seed":4"#, #""output_format":{"type":"json_schema"}"#,
      #""additionalModelRequestFields":{"thinking":{"type":"enabled"}}"#, #""seed":7"#,
      #""logit_bias":{"50256":-100}"#,
      #""reasoning_effort":"low""#,
    ])
  func keys(_ setting: String) throws {
    func row(_ more: String) -> String {
      #"{"model":"m","messages":[{"role":"user","content":"q"}]\#(more)}"#
    }
    let stream = try read([row(""), row("," + setting), row(",\"stream\":true")].joined(separator: "\n"))
    #expect(stream.prompt == [0, 0, 0])
    #expect((0..<3).map { stream.variants.variant(of: $0) } == [0, 1, 0])
  }
}
