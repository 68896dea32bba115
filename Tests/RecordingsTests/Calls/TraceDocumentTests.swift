import Declarations
import Testing

@testable import Traffic

@Suite("First lines and JSON documents")
struct TraceDocumentTests {
  private let rows = [
    #"{"messages":[{"role":"user","content":"a ] } \" ["}],"timestamp":1}"#,
    #"{"messages":[{"role":"user","content":"b"}],"timestamp":2}"#,
    #"{"messages":[{"role":"user","content":"b"}],"timestamp":4.5}"#,
  ]

  @Test("answers of models of embeddings, a line each, are calls, and their vectors are none")
  func vectors() throws {
    func answer(_ tokens: Int) -> String {
      #"{"object":"list","data":[{"object":"embedding","embedding":[0.1],"index":0}],"model":"text-embedding-3-small","#
        + #""usage":{"prompt_tokens":\#(tokens),"total_tokens":\#(tokens)}}"# + "\n"
    }
    let voyage = answer(20).replacing(#""prompt_tokens":20,"#, with: "")
      .replacing("text-embedding-3-small", with: "voyage-3")
    for text in [answer(10) + answer(20), answer(10) + voyage, voyage + answer(10)] {
      let stream = try read(text)
      #expect(stream.count == 2)
      #expect(stream.userTokens.reduce(0, +) == 30 && stream.outputTokens == [0, 0])
    }
  }

  @Test("pages of calls, a line each, are read where the usage beside a list sums it up")
  func pagesWithSums() throws {
    let usage = #"{"prompt_tokens":100,"completion_tokens":7}"#
    for call in [
      #"{"timestamp":SECOND,"model":"m","usage":\#(usage)}"#,
      #"{"timestamp":SECOND,"model":"m","prompt_tokens":100,"completion_tokens":7}"#,
    ] {
      let calls = (0..<3).map { call.replacing("SECOND", with: "\($0)") }
      let pages = [calls[0] + "," + calls[1], calls[2]].map {
        #"{"data":[\#($0)],"usage":{"prompt_tokens":300,"completion_tokens":21}}"#
      }
      let stream = try read(pages.joined(separator: "\n"))
      #expect(LogTotals(stream, as: LogTotals(3, 300, 21)) == LogTotals(3, 300, 21))
    }
  }

  @Test("what stands before the list of an envelope tells of its records, also far from the first")
  func aroundRecords() throws {
    func row(_ second: Int, _ more: String = "") -> String {
      #"{"timestamp":\#(second),"prompt_tokens":100,"completion_tokens":7\#(more)}"#
    }
    func page(_ model: String, _ rows: [String]) -> String {
      #"{"note":"a [ \" {","page":{"model":"x"},"model":"\#(model)","user":"u-\#(model)","data":[\#(rows.joined(separator: ","))],"n":1}"#
    }
    let many = (0..<90).map { row($0, $0 == 80 ? #","model":"own""# : "") }
    let wanted = LogTotals(92, 9200, 644, span: 91, models: ["a", "own", "b"])
    let text = page("a", many) + "\n" + page("b", [row(90), row(91)])
    for text in [text, text.replacing(#""model":"#, with: "\n \"model\":")] {
      let stream = try read(text)
      #expect(LogTotals(stream, as: wanted) == wanted)
      #expect(stream.userCount == 2)
    }
    // Too much stands before the list to be kept.
    let far =
      #"{"model":"a","note":"\#(String(repeating: "x", count: 70_000))","data":[\#(row(0)),\#(row(1))]}"#
    #expect(LogTotals(try read(far), as: LogTotals(2, 200, 14)) == LogTotals(2, 200, 14))
  }

  @Test("a list, an envelope, pretty-printed objects and JSON lines are the same stream")
  func documents() throws {
    let lines = try read(rows.joined(separator: "\n"))
    let expected = StreamContent(lines)
    let list = "[" + rows.joined(separator: ",") + "]"
    let pretty = rows.map {
      $0.replacing(#","timestamp""#, with: ",\n  \"timestamp\"").replacing(
        "{\"messages\"", with: "{\n \"messages\"")
    }
    let documents = [
      list, " [\n" + rows.joined(separator: " ,\n ") + "\n]\n",
      "{\"data\":" + list + ",\"meta\":{\"page\":1}}",
      "{\"object\":\"list\",\"meta\":{\"data\":[1]},\"data\":\(list)}\n",
      "{\n  \"object\": \"list\",\n  \"data\": [\n" + pretty.joined(separator: ",\n") + "\n  ]\n}\n",
      pretty.joined(separator: "\n"), "[" + pretty.joined(separator: ",") + "]", "\u{FEFF}" + list,
      "{\"data\":[\(rows[0])]}\n{\"data\":[\(rows[1]),\(rows[2])]}\n",
    ]
    for document in documents {
      #expect(StreamContent(try read(document)) == expected, "\(document)")
      #expect(StreamContent(try read(gzip(Array(document.utf8)))) == expected)
    }
  }

  @Test("a document, a table, lines behind a time and a line that a container wrote open alike")
  func beginnings() throws {
    let usage = #"{"model":"m","usage":{"prompt_tokens":10,"completion_tokens":2}}"#
    let beginnings = [
      "[\(usage)]", "{\n \"data\": [\(usage)]\n}", "model,input_tokens,output_tokens\nm,10,2\n",
      "2026-03-01T10:00:00Z INFO \(usage)\n", "2026-03-01T10:00:00.0Z stdout F \(usage)\n", usage,
    ]
    for beginning in beginnings + beginnings.reversed() {
      #expect(LogTotals(try read(beginning), as: LogTotals(1, 10, 2)) == LogTotals(1, 10, 2), "\(beginning)")
    }
  }

  @Test("a fault within a document is named at its place; a document that is cut short is told")
  func faults() throws {
    let bad = fault("[\(rows[0]),\n {\"messages\": NaN}]")
    #expect(bad?.position == SourcePosition(line: 2, column: 15))
    #expect(bad?.message.contains("NaN and Infinity are no JSON numbers") == true)
    #expect(try read("[\(rows[0]),\n {\"messages\": NaN},\(rows[1])]") { $0.skipBad = 1 }.count == 2)
    let number = fault("[\(rows[0]), 7]")
    #expect(number?.position == SourcePosition(line: 1, column: rows[0].utf8.count + 4))
    #expect(number?.message == "the element is a number; an object was expected")
    let lists = fault("[\"ts\",\"prompt_tokens\"]\n[\"2026-03-01\",100]\n")
    #expect(lists?.message.contains("rows as lists become objects by FORMAT JSONEachRow") == true)
    let cut = fault("[\(rows[0]),{\"messages\":")
    #expect(cut?.message == "the JSON document ends before it is complete: the file is cut short")
    #expect(fault("[\(rows[0])] x")?.message.hasPrefix("text behind the end of the JSON document") == true)
    let long = fault("[\(rows[0])]") { $0.maxLineBytes = 20 }
    #expect(long?.message == "the record is longer than 20 bytes (max_line_bytes)")
  }

  @Test("the fault of line 1 is named like any other, and may be skipped")
  func firstLine() throws {
    let bad = #"{"messages":[{"role":"user","content":"a"}],"x":NaN}"#
    let error = fault(bad + "\n" + rows[1])
    #expect(error?.position == SourcePosition(line: 1, column: 49))
    #expect(
      error?.message == "NaN and Infinity are no JSON numbers; a finite number was expected")
    #expect(try read(bad + "\n" + rows[1]) { $0.skipBad = 1 }.count == 1)
    #expect(fault(bad)?.position == SourcePosition(line: 1, column: 49))
    #expect(fault("{\"prompt\":\n{\"prompt\":\"b\"}\n")?.position == SourcePosition(line: 1, column: 11))
  }

  @Test("a log that no format fits is told what was seen and what was tried")
  func noFormat() {
    #expect(
      fault(#"{"alpha":1,"beta":2}"#)?.message
        == "no column holds a prompt, a prompt_id or input_tokens; name them by --column prompt=NAME, in a "
        + "scenario in 'columns' (the file has alpha, beta); "
        + "no other format fits (`simbench list formats` names them)")
    #expect(
      fault("timestamp,langfuse_id,langfuse_model\n1,a,m\n")?.message.hasSuffix(
        "no other format fits, langfuse comes nearest (`simbench list formats` names them)") == true)
    #expect(
      fault(#"{"traceId":"t","startTime":1,"request_id":"r","call_type":"c","other":2}"#)?.message.contains(
        "no other format fits, litellm and langfuse come nearest") == true)
    let many = (0..<20).map { "a\($0)" }
    #expect(
      fault(many.joined(separator: ",") + "\n" + many.map { _ in "7" }.joined(separator: ",") + "\n")?.message
        .contains(
          "a14, a15 and 4 more); no other") == true)
    #expect(
      fault("start_time,model,num_model_requests\n1,m,2\n")?.message
        == "is a usage export of OpenAI, which holds sums over buckets of time; a log with one row a call was expected"
    )
  }
}
