import Declarations
import Testing

@testable import Traffic

/// Spans within spans, and other words in which exports write what they mean.
@Suite("Nested spans")
struct SpanTreeTests {
  private func span(_ id: String, in parent: String, _ second: Int, _ input: Int?, model: String? = "m")
    -> String
  {
    var attributes: [String] = []
    if let model { attributes.append(#""gen_ai.request.model":"\#(model)""#) }
    if let input {
      attributes += [#""gen_ai.usage.input_tokens":"\#(input)""#, #""gen_ai.usage.output_tokens":"1""#]
    }
    return #"{"traceId":"t","spanId":"\#(id)","parentSpanId":"\#(parent)","#
      + #""startTimeUnixNano":"17621280\#(second + 10)000000000","#
      + #""attributes":{\#(attributes.joined(separator: ","))}}"#
  }

  @Test("an agent's span around the spans of its calls counts nothing, in whatever order they come")
  func nested() throws {
    let spans = [
      span("agent", in: "", 0, 30), span("step", in: "agent", 1, nil, model: nil),
      span("chat", in: "step", 2, 10), span("other", in: "step", 3, 20), span("alone", in: "gone", 4, 5),
    ]
    for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3]] {
      let stream = try read(order.map { spans[$0] }.joined(separator: "\n"))
      #expect(stream.reading?.format == "otel")
      #expect(stream.userTokens == [10, 20, 5])
      #expect(stream.arrival.map(\.seconds) == [0, 1, 2])
      #expect(stream.reading?.inputRules == [3, 0, 0])
      #expect(
        stream.reading?.notes == ["1 row has a span around the calls of other spans, which count instead"])
    }
  }

  @Test("a span whose usage nobody below tells stays, and a circle of spans ends")
  func others() throws {
    let without = try read(
      [span("agent", in: "", 0, 30), span("chat", in: "agent", 1, nil)].joined(separator: "\n"))
    #expect(without.count == 2)
    let bare = try read(
      [span("agent", in: "", 0, nil), span("chat", in: "agent", 1, nil)].joined(separator: "\n"))
    #expect(bare.count == 1)
    let circle = try read(
      [span("a", in: "b", 0, 1), span("b", in: "a", 1, 2), span("c", in: "c", 2, 3)].joined(separator: "\n"))
    #expect(circle.count >= 1)
  }

  @Test("agents sum up what other spans tell of, also where none names its parent; alone they stay")
  func agents() throws {
    let names = "gen_ai.request.model,gen_ai.usage.input_tokens,gen_ai.usage.output_tokens"
    for (kind, agent, chat) in [
      ("span.op", "gen_ai.invoke_agent", "gen_ai.chat"), ("gen_ai.operation.name", "invoke_agent", "chat"),
    ] {
      let header = "timestamp,\(kind),\(names)\n"
      let (whole, part) = ("1,\(agent),m,100,7\n", "2,\(chat),m,60,4\n3,\(chat),m,40,3\n")
      for text in [header + whole + part, header + part + whole] {
        let stream = try read(text)
        #expect(stream.reading?.format == "otel")
        #expect(LogTotals(stream, as: LogTotals(2, 100, 7)) == LogTotals(2, 100, 7))
        let note = "1 row has a span around the calls of other spans, which count instead"
        #expect(stream.reading?.notes == [note])
      }
      #expect(try read(header + whole).count == 1)
    }
    // What an agent's trace has no other spans of, the agent alone tells.
    let apart = try read(
      "timestamp,trace_id,span_id,gen_ai.operation.name,\(names)\n"
        + "1,t,a,invoke_agent,m,100,7\n2,t,b,chat,m,60,4\n3,u,c,chat,m,40,3\n4,v,d,invoke_agent,m,50,2\n")
    #expect(LogTotals(apart, as: LogTotals(3, 150, 9)) == LogTotals(3, 150, 9))
    // Honeycomb's names of a span and its parent.
    let tree = try read(
      "timestamp,trace.trace_id,trace.span_id,trace.parent_id,\(names)\n"
        + "1,t,a,,m,100,7\n2,t,b,a,m,60,4\n3,t,c,a,m,40,3\n")
    #expect(LogTotals(tree, as: LogTotals(2, 100, 7)) == LogTotals(2, 100, 7))
  }

  @Test("Braintrust: a wrapped model's span around those of its steps counts nothing")
  func braintrust() throws {
    func span(_ id: String, in parents: String, _ tokens: Int, _ cost: Double) -> String {
      #"{"id":"\#(id)","span_id":"\#(id)","span_parents":\#(parents),"span_attributes":{"type":"llm"},"metadata":{"model":"m"},"#
        + #""metrics":{"start":1767225600.5,"prompt_tokens":\#(tokens),"completion_tokens":5,"estimated_cost":\#(cost)}}"#
    }
    let spans = [
      span("a", in: "null", 30, 0.75), span("b", in: #"["a"]"#, 10, 0.25), span("c", in: #"["a"]"#, 20, 0.5),
    ]
    for order in [[0, 1, 2], [2, 1, 0]] {
      let stream = try read(order.map { spans[$0] }.joined(separator: "\n"))
      let wanted = LogTotals(2, 30, 10, cost: 0.75)
      #expect(LogTotals(stream, as: wanted) == wanted)
    }
  }

  @Test("counts and dollars in quotes are counts and dollars")
  func quoted() throws {
    let stream = try read(
      #"{"messages":[{"role":"user","content":"a"}],"usage":{"prompt_tokens":"12","completion_tokens":"3"},"cost_usd":"0.0025"}"#
    )
    #expect(stream.userTokens == [12])
    #expect(stream.outputTokens == [3])
    #expect(stream.recorded.cost[0] == 2_500_000_000)
  }

  @Test("times of BigQuery and of clocks of twelve hours are read")
  func times() throws {
    let stream = try read("prompt,timestamp\na,2025-11-03 13:15:00.250000 UTC\nb,2025-11-03 13:15:01 UTC\n")
    #expect(stream.arrival.map(\.seconds) == [0, 0.75])
    for text in ["2025-11-03 01:15:01 pm", "2025-11-03 1:15:01 p.m."] {
      let stream = try read("prompt,timestamp\na,2025-11-03 13:15:00 UTC\nb,\(text)\n")
      #expect(stream.arrival.map(\.seconds) == [0, 1])
    }
  }
}
