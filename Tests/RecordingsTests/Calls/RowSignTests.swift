import Testing

@testable import Recordings
@testable import Traffic

@Suite("What rows say of themselves")
struct RowSignTests {
  private func remarks(_ stream: QueryStream, _ remark: RecordedReading.Remark) -> Int? {
    stream.reading?.remarks[Int(remark.rawValue)]
  }

  private func line(_ second: Int, _ input: Int, _ output: Int, _ more: String = "", within: String = "")
    -> String
  {
    #"{"timestamp":"2026-03-01T10:00:0\#(second)Z","model":"m","usage":{"input_tokens":\#(input),"#
      + #""output_tokens":\#(output)\#(within)}\#(more)}"#
  }

  @Test(
    "kinds of rows are looked at where a format says that it may have any: the last of all, so that others go before"
  )
  func anyKind() {
    let names = TraceFormat.all.filter(\.hasAnyKind).map(\.name)
    #expect(names == ["usage_log", "table"] && TraceFormat.all.suffix(2).map(\.name) == names)
  }

  @Test("a running total beside the calls that it sums up is left out and told, alone it is refused")
  func runningTotals() throws {
    let wanted = LogTotals(2, 300, 50, span: 3)
    let flag = #","cumulative":true"#
    let calls = [line(0, 100, 20, #","cumulative":false"#), line(3, 200, 30)]
    let table = "timestamp,model,input_tokens,output_tokens,Cumulative\n2026-03-01T10:00:00Z,m,100,20,false\n"
    for text in [
      (calls + [line(4, 300, 50, flag)]).joined(separator: "\n"),
      [calls[0], line(1, 100, 20, flag), calls[1]].joined(separator: "\n"),
      (calls + [line(4, 300, 50, within: #","is_cumulative":true"#)]).joined(separator: "\n"),
      table + "2026-03-01T10:00:03Z,m,200,30,false\n2026-03-01T10:00:04Z,m,300,50,true\n",
    ] {
      let stream = try read(text)
      #expect(LogTotals(stream, as: wanted) == wanted, "\(text)")
      #expect(remarks(stream, .runningTotal) == 1, "\(text)")
    }
    let alone = fault([line(0, 100, 20, flag), line(3, 300, 50, flag)].joined(separator: "\n"))
    #expect(alone?.message.contains("all of its 2 rows say that they are running totals") == true)
  }

  @Test("a share of calls that were logged is told where it is below 1, in records and tables of Databricks")
  func samples() throws {
    func record(_ id: Int, _ share: String) -> String {
      let response = #"{"model":"m","choices":[],"usage":{"prompt_tokens":100,"completion_tokens":20}}"#
      return #"{"databricks_request_id":"d\#(id)","timestamp_ms":176216760\#(id)000,"status_code":200,"#
        + #""sampling_fraction":\#(share),"request":{"messages":[{"role":"user","content":"q\#(id)"}]},"#
        + #""response":\#(response)}"#
    }
    let names = "timestamp,model,input_tokens,output_tokens,sampling_fraction\n"
    for (text, rows) in [
      (record(0, "0.1") + "\n" + record(5, "0.1"), 2), (record(0, "1") + "\n" + record(5, "1.0"), 0),
      (names + "2026-03-01T10:00:00Z,m,100,20,0.25\n2026-03-01T10:00:05Z,m,100,20,1\n", 1),
    ] {
      let stream = try read(text)
      let wanted = LogTotals(2, 200, 40, span: 5)
      #expect(LogTotals(stream, as: wanted) == wanted, "\(text)")
      #expect(remarks(stream, .sampled) == rows, "\(text)")
    }
  }

  @Test(
    "rows of tools that name a model are left out unless they count tokens, and sums of sessions are none")
  func kinds() throws {
    func row(_ second: Int, _ kind: String, _ counts: String) -> String {
      "2026-03-01T10:00:0\(second)Z,\(kind),m,\(counts)\n"
    }
    let names = "timestamp,event_type,model,input_tokens,output_tokens\n"
    func event(_ second: Int, _ kind: String, _ more: String) -> String {
      #"{"timestamp":"2026-03-01T10:00:0\#(second)Z","type":"\#(kind)","model":"m",\#(more)}"#
    }
    func usage(_ input: Int, _ output: Int) -> String {
      #""usage":{"input_tokens":\#(input),"output_tokens":\#(output)}"#
    }
    let events = [
      event(0, "llm_call", usage(100, 20)), event(1, "tool_call", #""input":{"q":"x"},"output":"y""#),
      event(3, "llm_call", usage(200, 30)), event(4, "session_total", usage(300, 50)),
    ]
    let texts = [
      names + row(0, "llm", "100,20") + row(1, "tool", ",") + row(3, "llm", "200,30")
        + row(4, "Tool_Use", "0,0"),
      events.joined(separator: "\n"),
    ]
    let wanted = LogTotals(2, 300, 50, span: 3)
    for text in texts {
      let stream = try read(text)
      #expect(LogTotals(stream, as: wanted) == wanted, "\(text)")
    }
    // The start of a call names its model, and its end tells what it took.
    for start in ["llm_start", "on_chat_model_start", "requestStarted"] {
      let table =
        names + row(0, start, ",") + row(1, "llm_end", "100,20") + row(4, start, "0,0")
        + row(4, "llm_end", "200,30")
      #expect(LogTotals(try read(table), as: wanted) == wanted, "\(start)")
      let counts = #""input_tokens":100,"output_tokens":20"#
      let begun = event(0, start, #""prompt":"q""#)
      #expect(try read([begun, event(1, "llm_end", counts)].joined(separator: "\n")).count == 1, "\(start)")
    }
    // A tool that asks a model counts its tokens.
    #expect(try read(names + row(0, "llm", "100,20") + row(1, "tool", "50,5")).count == 2)
  }

  @Test("calls whose kind is that of how they answered stay, by tokens of any name or question and answer")
  func kindsOfAnswers() throws {
    func records(_ kind: String, _ more: String) -> String {
      (0..<2).map { second in
        #"{"timestamp":"2026-03-01T10:00:0\#(second)Z","type":"\#(second == 0 ? "chat" : kind)","model":"m",\#(more)}"#
      }.joined(separator: "\n")
    }
    func table(_ names: String, _ row: String) -> String {
      "timestamp,type,model,\(names)\n2026-03-01T10:00:00Z,chat,m,\(row)\n"
        + "2026-03-01T10:00:01Z,function_call,m,\(row)\n"
    }
    for text in [
      records("tool_use", #""input":100,"output":20"#),
      records("tool_calls", #""usage":{"input":100,"output":20}"#),
      records("function_call", #""prompt":"what is it?","response":"a thing""#),
      table("input,output", "100,20"), table("prompt,response,cost", "what is it?,a thing,0.01"),
    ] {
      let stream = try read(text)
      #expect(stream.count == 2 && remarks(stream, .otherKind) == 0, "\(text)")
    }
    // What a tool took and gave is no number, and what a call begins with has no answer yet.
    for text in [
      table("prompt,response", "what is it?,a thing") + "2026-03-01T10:00:02Z,tool,m,,\n",
      table("input,output,prompt", "100,20,q") + "2026-03-01T10:00:02Z,llm_start,m,,,q\n",
    ] {
      let stream = try read(text)
      #expect(stream.count == 2 && remarks(stream, .otherKind) == 1, "\(text)")
    }
  }

  @Test("a table of LangSmith's runs has the calls of its models, not the chains around them")
  func runs() throws {
    let stream = try read(
      "id,run_type,start_time,parent_run_id,model,prompt_tokens,completion_tokens,total_cost\n"
        + "1,chain,2026-03-01T10:00:00Z,,m,300,50,0.75\n2,llm,2026-03-01T10:00:01Z,1,m,100,20,0.25\n"
        + "3,tool,2026-03-01T10:00:02Z,1,,,,\n4,llm,2026-03-01T10:00:05Z,1,m,200,30,0.5\n")
    let wanted = LogTotals(2, 300, 50, span: 4, cost: 0.75)
    #expect(LogTotals(stream, as: wanted) == wanted)
  }

  @Test("a chain of LangSmith's without runs of models within it stays, as one of the outermost alone")
  func outermostRuns() throws {
    func row(_ second: Int, _ id: String, _ kind: String, _ parent: String, _ counts: String) -> String {
      "\(id),\(kind),2026-03-01T10:00:0\(second)Z,\(parent)m,\(counts)\n"
    }
    let names = "id,run_type,start_time,parent_run_id,model,prompt_tokens,completion_tokens\n"
    let bare = "id,run_type,start_time,model,prompt_tokens,completion_tokens\n"
    let traced = "id,run_type,start_time,trace_id,model,prompt_tokens,completion_tokens\n"
    let chain = row(0, "1", "chain", ",", "300,50")
    let model = row(1, "2", "llm", ",", "100,20")
    let inner = row(2, "3", "llm", "1,", "300,50")
    let outermost = row(0, "1", "chain", "1,", "300,50")
    let (alone, both) = (LogTotals(1, 300, 50), LogTotals(2, 400, 70))
    let logs: [(text: String, wanted: LogTotals)] = [
      (names + chain + model, both), (names + chain + model + inner, both), (names + chain, alone),
      (traced + outermost + row(1, "2", "llm", "2,", "100,20"), both), (traced + outermost + inner, alone),
      (bare + row(0, "1", "chain", "", "300,50"), alone),
      // Nothing tells what lies in what.
      (bare + row(0, "1", "chain", "", "400,70") + row(1, "2", "llm", "", "300,50"), alone),
      // A chain that counts nothing is none, and what lies in it lies in the one around it.
      (names + chain + row(1, "2", "chain", "1,", ",") + row(2, "3", "llm", "2,", "300,50"), alone),
    ]
    for (text, wanted) in logs {
      #expect(LogTotals(try read(text), as: LogTotals(0, 0, 0)) == wanted, "\(text)")
    }
  }

  @Test(
    "a span of an agent around those of its calls counts nothing in tables and JSON lines, alone it stays")
  func spans() throws {
    func row(_ second: Int, _ span: String, _ parent: String, _ counts: String) -> String {
      "2026-03-01T10:00:0\(second)Z,\(span),\(parent),m,\(counts)\n"
    }
    func record(_ second: Int, _ span: String, _ parent: String, _ input: Int, _ output: Int) -> String {
      line(second, input, output, #","span_id":"\#(span)","parent_span_id":\#(parent)"#)
    }
    let names = "timestamp,Span ID,parent_id,model,prompt_tokens,completion_tokens\n"
    let agent = row(0, "a", "", "300,50")
    let calls = row(1, "b", "a", "100,20") + row(5, "c", "a", "200,30")
    let wanted = LogTotals(2, 300, 50, span: 4)
    for text in [
      names + agent + calls, names + calls + agent,
      [record(0, "a", "null", 300, 50), record(1, "b", #""a""#, 100, 20), record(5, "c", #""a""#, 200, 30)]
        .joined(separator: "\n"),
    ] {
      let stream = try read(text)
      #expect(LogTotals(stream, as: LogTotals(0, 0, 0)) == LogTotals(2, 300, 50), "\(text)")
      #expect(remarks(stream, .nested) == 1, "\(text)")
    }
    #expect(LogTotals(try read(names + calls), as: wanted) == wanted)
    #expect(try read(names + agent).count == 1)
    // A tool's span is no call, and one may lie within it.
    let kinds = "timestamp,span_id,parent_id,type,model,prompt_tokens,completion_tokens\n"
    let steps =
      "2026-03-01T10:00:00Z,a,,agent,m,300,50\n2026-03-01T10:00:01Z,t,a,tool,m,,\n"
      + "2026-03-01T10:00:02Z,b,t,llm,m,100,20\n2026-03-01T10:00:03Z,c,a,llm,m,200,30\n"
    let inTool = try read(kinds + steps)
    #expect(LogTotals(inTool, as: LogTotals(0, 0, 0)) == LogTotals(2, 300, 50))
    // A parent of messages is the one before.
    let chat =
      "timestamp,id,parent_id,model,prompt_tokens,completion_tokens\n" + calls + row(6, "d", "c", "10,2")
    #expect(try read(chat).count == 3)
  }

  @Test("a call around others whose tokens it does not sum up is one of its own")
  func nestedCalls() throws {
    func row(_ second: Int, _ span: String, _ parent: String, _ counts: String) -> String {
      "2026-03-01T10:00:0\(second)Z,\(span),\(parent),m,\(counts)\n"
    }
    let names = "timestamp,span_id,parent_span_id,model,prompt_tokens,completion_tokens\n"
    // One that starts an agent, one before the other in a chain, and an agent within the sum of another.
    let started = row(0, "a", "", "10000,500") + row(1, "b", "a", "2000,100") + row(2, "c", "a", "3000,100")
    let chain = row(0, "a", "", "100,20") + row(1, "b", "a", "160,20") + row(2, "c", "b", "220,30")
    let twice =
      row(0, "a", "", "600,60") + row(1, "b", "a", "500,50") + row(2, "c", "b", "200,20")
      + row(3, "d", "b", "300,30") + row(4, "e", "a", "100,10")
    for (rows, wanted) in [
      (started, LogTotals(3, 15_000, 700)), (chain, LogTotals(3, 480, 70)), (twice, LogTotals(3, 600, 60)),
    ] {
      #expect(LogTotals(try read(names + rows), as: LogTotals(0, 0, 0)) == wanted, "\(rows)")
    }
    // Spans in a circle are calls as any.
    #expect(try read(names + row(0, "a", "b", "100,20") + row(1, "b", "a", "300,30")).count == 2)
  }
}
