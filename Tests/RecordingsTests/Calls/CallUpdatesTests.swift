import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// Calls whose parts come in events of their own; all of it is invented in the form of what clients send.
@Suite("Calls that a client tells in parts")
struct CallUpdatesTests {
  private func event(_ id: Int, _ type: String, _ body: String) -> String {
    #"{"id":"e\#(id)","type":"\#(type)","timestamp":"2025-06-01T10:00:0\#(id).000Z","body":{\#(body)}}"#
  }

  private var events: [String] {
    [
      event(
        1, "trace-create",
        #""id":"t1","name":"chat","userId":"ann","input":{"messages":[{"role":"user","content":"2+2?"}]}"#),
      event(
        2, "generation-create",
        #""id":"g1","traceId":"t1","model":"m","startTime":"2025-06-01T10:00:02.000Z","modelParameters":{"max_tokens":64},"#
          + #""input":{"messages":[{"role":"user","content":"2+2?"}]}"#),
      event(
        3, "span-create",
        #""id":"s1","traceId":"t1","name":"search","startTime":"2025-06-01T10:00:03.000Z","input":"query""#),
      event(
        4, "generation-update",
        #""id":"g1","traceId":"t1","endTime":"2025-06-01T10:00:04.500Z","output":"4","model":null,"#
          + #""usage":{"promptTokens":10,"completionTokens":2,"totalTokens":12},"costDetails":{"total":0.001}"#
      ),
      event(
        5, "generation-create",
        #""id":"g2","traceId":"t2","model":"n","input":"again","usageDetails":{"input":5,"output":1,"total":6}"#
      ),
      event(6, "generation-update", #""id":"g2","traceId":"t2","metadata":{"a":1}"#),
      event(7, "score-create", #""id":"c1","traceId":"t1","name":"q","value":1"#),
      event(8, "generation-update", #""id":"g9","traceId":"t9","metadata":{"a":1}"#),
    ]
  }

  @Test(
    "an event that creates a generation and one that updates it are one call, in lines, lists and batches")
  func langfuseEvents() throws {
    let batch = #"{"batch":[\#(events.joined(separator: ","))],"metadata":{"sdk_name":"python"}}"#
    let list = "[" + events.joined(separator: ",\n") + "]"
    for text in [events.joined(separator: "\n"), list, batch, batch + "\n"] {
      let stream = try read(text)
      #expect(stream.reading?.format == "langfuse")
      let wanted = LogTotals(2, 15, 3, span: 3, latency: 2.5, cost: 0.001, models: ["m", "n"])
      #expect(LogTotals(stream, as: wanted) == wanted)
      #expect(stream.reading?.users == 1)
      #expect(stream.reading?.inputRules == [2, 0, 0])
    }
  }

  @Test("events are joined whatever stands before them")
  func laterEvents() throws {
    let log = event(0, "sdk-log", #""id":"l","log":"started""#)
    let batch = #"{"batch":[\#(([log] + events).joined(separator: ","))]}"#
    let call = #"{"post":[{"id":"r","run_type":"llm","start_time":"2024-10-08T23:20:28Z","inputs":{}}]}"#
    let end = #"{"patch":[{"id":"r","trace_id":"r","end_time":"2024-10-08T23:20:29Z"}]}"#
    let wanted = LogTotals(2, 15, 3, span: 3, latency: 2.5, cost: 0.001, models: ["m", "n"])
    for before in ["", "{}\n", "{\"batch\":[]}\n"] {
      let stream = try read(before + batch)
      #expect(LogTotals(stream, as: wanted) == wanted, "\(before)")
    }
    #expect(try read([#"{"post":[],"patch":[]}"#, call, end].joined(separator: "\n")).count == 1)
  }

  @Test("a trace that tells its user behind its calls in a batch tells it of them")
  func laterTrace() throws {
    let stream = try read(#"{"batch":[\#((events.dropFirst() + [events[0]]).joined(separator: ","))]}"#)
    #expect(stream.count == 2)
    #expect(stream.reading?.users == 1)
  }

  @Test("what an event corrects behind a call's usage counts, and so does the user that a later trace tells")
  func corrections() throws {
    let corrected = [
      events[1], events[3], events[4],
      event(
        6, "generation-update",
        #""id":"g1","traceId":"t1","usageDetails":{"input":6,"input_cached_tokens":4,"output":3,"total":13},"#
          + #""costDetails":{"total":0.25}"#),
      event(7, "generation-update", #""id":"g2","usage":{"input":null,"output":null,"unit":"TOKENS"}"#),
      event(8, "generation-update", #""id":"g2","usage":{"input":7,"output":2,"total":9}"#), events[0],
    ]
    let stream = try read(corrected.joined(separator: "\n"))
    let wanted = LogTotals(2, 17, 5, cached: 4, span: 3, latency: 2.5, cost: 0.25, models: ["m", "n"])
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.reading?.users == 1)
    #expect(stream.reading?.remarks[Int(RecordedReading.Remark.late.rawValue)] == 0)
  }

  @Test("a correction and a user that come too far behind their call are told")
  func lateCorrections() throws {
    let others = (0..<2100).map {
      event(5, "generation-create", #""id":"o\#($0)","model":"n","input":"x","usage":{"input":1,"output":1}"#)
    }
    let late = [
      event(6, "generation-update", #""id":"g1","usage":{"input":100,"output":2}"#),
      event(7, "generation-update", #""id":"g1","metadata":{"a":1}"#), events[0],
    ]
    let stream = try read(([events[1], events[3]] + others + late).joined(separator: "\n"))
    #expect(LogTotals(stream, as: LogTotals(0, 0, 0)) == LogTotals(2101, 2110, 2102))
    #expect(stream.reading?.users == 0)
    #expect(stream.reading?.remarks[Int(RecordedReading.Remark.late.rawValue)] == 2)
  }

  @Test("a generation that failed is a call without an update, and so is one that no update tells of")
  func unfinished() throws {
    let stream = try read(
      [
        event(1, "generation-create", #""id":"g1","traceId":"t","model":"m","input":"four letters""#),
        event(
          2, "generation-create",
          #""id":"g2","traceId":"t","model":"m","input":"x","level":"ERROR","statusMessage":"boom""#),
      ].joined(separator: "\n"))
    let wanted = LogTotals(2, 3, 300, failed: 1)
    #expect(LogTotals(stream, as: wanted) == wanted)
  }

  @Test("however many observations never tell a usage, a later call is still joined")
  func manySteps() throws {
    let others = [
      ("tool-create", #","traceId":"t1","name":"search""#),
      ("span-create", #","traceId":"t1","input":"query""#),
      // A call that is whole, and of which more is told later, waits for nothing.
      ("generation-update", #","metadata":{"a":1}"#),
    ]
    for (type, more) in others {
      let before = (0..<16_500).map { event(1, type, #""id":"o\#($0)"\#(more)"#) }
      let stream = try read((before + [events[1], events[3]]).joined(separator: "\n"))
      let wanted = LogTotals(1, 10, 2, latency: 2.5, cost: 0.001, models: ["m"])
      #expect(LogTotals(stream, as: wanted) == wanted, "\(type)")
    }
  }

  @Test("a call has the user of its trace also where many traces came between")
  func manyTraces() throws {
    let others = (0..<20_000).map { event(1, "trace-create", #""id":"x\#($0)","userId":"other""#) }
    let stream = try read((events.prefix(1) + others + events.dropFirst()).joined(separator: "\n"))
    #expect(stream.count == 2 && stream.reading?.users == 1)
  }

  @Test("what LiteLLM billed stands among the metadata where Langfuse has no cost")
  func costOfLiteLLM() throws {
    func generation(_ id: Int, _ more: String) -> String {
      event(
        id, "generation-create",
        #""id":"g\#(id)","model":"whisper-1","input":"x","output":"y","metadata":{"litellm_response_cost":0.25}\#(more)"#
      )
    }
    let stream = try read(
      [generation(1, ""), generation(2, #","usage":{"input":3,"output":0,"totalCost":0.5}"#)].joined(
        separator: "\n"))
    #expect((0..<2).map { stream.recorded.cost[$0] } == [250_000_000_000, 500_000_000_000])
  }

  @Test("a run of LangSmith that is posted and patched is one call, in one batch or two")
  func langSmithBatches() throws {
    let post =
      #"{"id":"r","trace_id":"r","run_type":"llm","start_time":"2024-10-08T23:20:28Z","outputs":{},"#
      + #""extra":{"metadata":{"ls_model_name":"o1-mini"}},"inputs":{"messages":[{"role":"user","content":"Write"}]}}"#
    let patch =
      #"{"id":"r","trace_id":"r","parent_run_id":null,"extra":{},"end_time":"2024-10-08T23:20:46Z","outputs":{"model":"o1-mini-2024-09-12","#
      + #""choices":[{"message":{"role":"assistant","content":"Certainly!"}}],"usage_metadata":{"input_tokens":43,"output_tokens":3171,"#
      + #""total_tokens":3214,"output_token_details":{"reasoning":2176},"total_cost":0.01}}}"#
    for text in [
      #"{"post":[\#(post)],"patch":[\#(patch)]}"#,
      #"{"post":[\#(post)]}"# + "\n" + #"{"patch":[\#(patch)]}"# + "\n",
    ] {
      let stream = try read(text)
      #expect(stream.reading?.format == "langsmith")
      let wanted = LogTotals(1, 43, 3171, latency: 18, cost: 0.01, models: ["o1-mini"])
      #expect(LogTotals(stream, as: wanted) == wanted)
      #expect(stream.recorded.reasoningTokens[0] == 2176)
    }
    // A run that was never patched may be under way still.
    #expect(try read(#"{"post":[\#(post)]}"#).count == 1)
  }
}
