import Declarations
import Testing

@testable import Recordings
@testable import Traffic

@Suite("Durations without a unit in their names")
struct ToolDurationTests {
  private func unitless(_ stream: QueryStream) -> Int? {
    stream.reading?.remarks[Int(RecordedReading.Remark.unitless.rawValue)]
  }

  private let counts = #""prompt_tokens":100,"completion_tokens":20,"total_tokens":120"#

  @Test("a tool that is known by the fields beside a duration has seconds")
  func tools() throws {
    let price =
      #""prompt_unit_price":"0.0025","prompt_price_unit":"0.001","total_price":"0.00045","currency":"USD","latency":1.25"#
    let records = [
      // SGLang, alone and as its request logger has it.
      #"{"text":"a b","meta_info":{"id":"r","finish_reason":{"type":"stop"},\#(counts),"cached_tokens":50,"e2e_latency":1.25}}"#,
      #"{"event":"request.finished","rid":"r","out":{"meta_info":{"id":"r","finish_reason":{"type":"stop"},\#(counts),"#
        + #""e2e_latency":1.25}}}"#,
      // Dify's messages and nodes.
      #"{"event":"message","answer":"a","metadata":{"usage":{\#(counts),\#(price)}},"created_at":1762160400}"#,
      #"{"node_type":"llm","created_at":1762160400,"outputs":{"text":"a","usage":{\#(counts),\#(price)}}}"#,
      #"{"model":"m",\#(counts),"latency":1.25,"ttft":0.5,"keywordsai_params":{"environment":"prod"}}"#,
    ]
    for record in records {
      let stream = try read(record)
      let wanted = LogTotals(1, 100, 20, latency: 1.25)
      #expect(LogTotals(stream, as: wanted) == wanted, "\(record)")
      #expect(unitless(stream) == 0, "\(record)")
    }
    #expect(try read(records[4]).recorded.firstToken[0] == 500_000_000)
    // Names that any log may have tell nothing of their unit.
    let word = #""finish_reason":"stop","e2e_latency":1834"#
    let plain = try read(#"{"timestamp":"2026-03-01T10:00:00Z","model":"m",\#(counts),\#(word)}"#)
    #expect(plain.recorded.latency[0] == nil && unitless(plain) == 1)
    #expect(try read(records[3]).recorded.cost[0] == 450_000_000)
  }

  @Test(
    "metrics of LiveKit's agents and Dify's table of messages have seconds, and journald its microseconds")
  func stores() throws {
    func metrics(_ id: Int) -> String {
      #"{"type":"llm_metrics","label":"x","request_id":"r\#(id)","timestamp":177235920\#(id).5,"duration":1.25,"ttft":0.5,"#
        + #""cancelled":false,"prompt_cached_tokens":64,"tokens_per_second":16.0,\#(counts)}"#
    }
    let speech =
      #"{"type":"stt_metrics","label":"y","timestamp":1772359201.5,"duration":0.5,"audio_duration":5.0}"#
    let wanted = LogTotals(2, 200, 40, cached: 128, span: 5, latency: 2.5)
    let stream = try read([metrics(0), speech, metrics(5)].joined(separator: "\n"))
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.recorded.firstToken[1] == 500_000_000)

    let table =
      "created_at,message_tokens,answer_tokens,provider_response_latency\n2026-03-01 10:00:00,100,20,1.25\n"
    let dify = LogTotals(1, 100, 20, latency: 1.25)
    #expect(LogTotals(try read(table), as: dify) == dify)

    func entry(_ second: Int) -> String {
      let message = JSONValue.quoted(#"{"model":"m",\#(counts)}"#)
      return #"{"__REALTIME_TIMESTAMP":"177235920\#(second)000000","_HOSTNAME":"h","MESSAGE":\#(message)}"#
    }
    let journal = LogTotals(2, 200, 40, span: 5)
    #expect(LogTotals(try read(entry(0) + "\n" + entry(5)), as: journal) == journal)
  }

  @Test("spans of Logfire have seconds, and those of Axiom their attributes beside the rest")
  func spans() throws {
    let wanted = LogTotals(2, 200, 40, span: 5, latency: 2.5, models: ["m"])
    let logfire = [0, 5].map { second in
      #"{"start_timestamp":"2026-03-01T10:00:0\#(second)Z","duration":1.25,"span_name":"chat m","trace_id":"t","#
        + #""span_id":"\#(second)","attributes":{"gen_ai.operation.name":"chat","gen_ai.request.model":"m","#
        + #""gen_ai.usage.input_tokens":100,"gen_ai.usage.output_tokens":20}}"#
    }
    let axiom = [0, 5].map { second in
      #"{"_time":"2026-03-01T10:00:0\#(second)Z","name":"chat","duration":"1.25s","trace_id":"t","span_id":"\#(second)","#
        + #""attributes.gen_ai.request.model":"m","attributes.gen_ai.usage.input_tokens":100,"#
        + #""attributes.gen_ai.usage.output_tokens":20}"#
    }
    for records in [logfire, axiom] {
      let stream = try read(records.joined(separator: "\n"))
      #expect(stream.reading?.format == "otel")
      #expect(LogTotals(stream, as: wanted) == wanted, "\(records)")
    }
  }

  @Test("a duration of which nothing tells the unit is left out and told, one that was not measured is not")
  func unknown() throws {
    let usage = #""usage":{"input_tokens":100,"output_tokens":20}"#
    for (text, rows) in [
      (#"{"model":"m",\#(counts),"latency":1.5}"#, 1), (#"{"model":"m",\#(usage),"duration":1500}"#, 1),
      ("model,input_tokens,output_tokens,latency\nm,100,20,1230\n", 1),
      ("model,input_tokens,output_tokens,latency\nm,100,20,-1\n", 0),
      ("model,input_tokens,output_tokens,latency\nm,100,20,1.5s\n", 0),
      ("model,input_tokens,output_tokens,latency_ms\nm,100,20,1230\n", 0),
      (#"{"model":"m",\#(usage),"duration":1500,"latency_ms":1500}"#, 0),
    ] {
      let stream = try read(text)
      #expect(stream.count == 1 && unitless(stream) == rows, "\(text)")
    }
  }
}
