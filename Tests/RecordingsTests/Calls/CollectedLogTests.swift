import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// Logs as collectors keep them: a record in another, or behind something in its line.
@Suite("Logs that a collector wrote")
struct CollectedLogTests {
  private func answer(_ id: Int) -> String {
    #"{"id":"c\#(id)","object":"chat.completion","created":\#(1_700_000_000 + 60 * id),"model":"m","choices":[],"#
      + #""usage":{"prompt_tokens":100,"completion_tokens":20}}"#
  }

  private func quoted(_ text: String) -> String { JSONValue.quoted(text) }

  private func expectTwo(_ stream: QueryStream, others: Int = 0) {
    #expect(stream.count == 2)
    #expect(stream.userTokens == [100, 100])
    #expect(stream.outputTokens == [20, 20])
    #expect(stream.arrival.map(\.seconds) == [0, 60])
    let rows = others == 1 ? "1 row has" : "\(others) rows have"
    let note = "\(rows) no record of the log, such as lines of another program, and are left out"
    #expect(stream.reading?.notes.contains(note) == (others > 0))
  }

  @Test("a record within another is read", arguments: ["log", "message", "_raw", "value"])
  func texts(place: String) throws {
    let lines = [answer(0), answer(1)].map { "{\"n\":1,\"\(place)\":\(quoted($0))}" }
    expectTwo(try read(lines.joined(separator: "\n")))
    expectTwo(try read("{\"n\":1,\"\(place)\":\"started\"}\n" + lines.joined(separator: "\n")), others: 1)
  }

  @Test("an object within another is read, with the collector's time where it has none")
  func objects() throws {
    let inner =
      #"{"messages":[{"role":"user","content":"a"}],"usage":{"prompt_tokens":100,"completion_tokens":20}}"#
    for place in ["jsonPayload", "_source"] {
      let lines = [0, 1].map { #"{"timestamp":"2025-11-03T13:0\#($0):00Z","\#(place)":\#(inner)}"# }
      expectTwo(try read(lines.joined(separator: "\n")))
    }
    let billed = try read(
      #"{"timestamp":"2025-11-03T13:00:00Z","message":{"model":"m","usage":{"input_tokens":10,"output_tokens":2}},"#
        + #""costUSD":0.01}"#)
    #expect(billed.recorded.cost[0] == 10_000_000_000)
  }

  @Test("lists of events hold records")
  func events() throws {
    let events = [answer(0), answer(1)].map { #"{"timestamp":1,"message":\#(quoted($0))}"# }
    for name in ["events", "logEvents"] {
      expectTwo(try read(#"{"\#(name)":[\#(events.joined(separator: ","))],"owner":"1"}"#))
    }
  }

  @Test("what stands before a record in its line is passed over, and faults have their place")
  func prefixes() throws {
    for prefix in ["2025-11-03T13:00:00.000Z ", "2025-11-03T13:00:00Z stdout F ", "key\t"] {
      let lines = [answer(0), answer(1)].map { prefix + $0 }
      expectTwo(try read(lines.joined(separator: "\n")))
      expectTwo(try read(lines[0] + "\n\(prefix)started\n" + lines[1]), others: 1)
      let wrong = fault(lines[0] + "\n" + prefix + #"{"id":}"#)
      #expect(wrong?.position == SourcePosition(line: 2, column: prefix.utf8.count + 7))
    }
  }

  @Test("a column of a table may hold the records")
  func tables() throws {
    let cells = [answer(0), answer(1)].map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
    expectTwo(try read("@timestamp,@message\n1,\(cells[0])\n2,\(cells[1])\n"))
    expectTwo(try read("@timestamp,@message\n1,\(cells[0])\n2,text\n3,\(cells[1])\n"), others: 1)
    #expect(
      fault("@timestamp,@message\n1,\(cells[0])\n2\n")?.message == "the row has 1 fields; 2 were expected")
  }

  @Test("a call that succeeds under the name of a failed one stands for it, and a failure behind it does not")
  func retries() throws {
    func row(_ second: Int, _ status: String, _ tokens: Int, _ spend: String) -> String {
      #"{"request_id":"r1","spend":\#(spend),"startTime":"2025-11-03T13:00:0\#(second)Z","model":"m","#
        + #""prompt_tokens":\#(tokens),"completion_tokens":\#(tokens),"status":"\#(status)"}"#
    }
    let rows = [row(1, "failure", 0, "0.25"), row(2, "success", 10, "0.5"), row(3, "failure", 0, "0")]
    let stream = try read(rows.joined(separator: "\n"))
    #expect(stream.count == 1)
    #expect(stream.userTokens == [10])
    #expect(stream.recorded.failed[0] == 0)
    #expect(stream.recorded.cost[0] == 750_000_000_000)
    #expect(
      stream.reading?.notes == [
        "1 row has a call that another row told of before; it counts once",
        "1 row has a call that had failed before under the same name; it counts once, as what succeeded and was billed",
      ])
    #expect(try read([rows[0], rows[2]].joined(separator: "\n")).recorded.failed[0] == 1)
  }
}

extension CollectedLogTests {
  /// Two lines of a program as Docker keeps them, in parts of some bytes.
  private func docker(_ lines: [String], bytes: Int, stream: String = "stdout") -> [String] {
    lines.flatMap { line in
      var rest = Array((line + "\n").utf8)
      var records: [String] = []
      while !rest.isEmpty {
        let part = String(decoding: rest.prefix(bytes), as: UTF8.self)
        rest.removeFirst(min(bytes, rest.count))
        records.append(
          #"{"log":\#(quoted(part)),"stream":"\#(stream)","time":"2026-03-01T10:00:00.123456789Z"}"#)
      }
      return records
    }
  }

  @Test("a line that Docker split is one line", arguments: [40, 100, 1000])
  func dockerParts(bytes: Int) throws {
    let text = docker(["started", answer(0), answer(1)], bytes: bytes).joined(separator: "\n")
    expectTwo(try read(text + "\n"), others: 1)
    // The last line may lack its line feed.
    let whole = docker(["started", answer(0), answer(1)], bytes: bytes).joined(separator: "\n")
    let end = #"\n","stream":"stdout","time":"2026-03-01T10:00:00.123456789Z"}"#
    try #require(whole.hasSuffix(end))
    expectTwo(try read(String(whole.dropLast(end.count)) + end.dropFirst(2)), others: 1)
  }

  @Test("a part that ends with a line feed within a record is not the end of its line")
  func dockerFeeds() throws {
    let start = #"{"note":"a\n"#
    let lines = [0, 1].map { start + #"b","# + answer($0).dropFirst() }
    let parts = docker(["started"] + lines, bytes: start.utf8.count)
    #expect(parts.count { $0.contains(#"a\\n","stream""#) } == 2)
    expectTwo(try read(parts.joined(separator: "\n")), others: 1)
  }

  @Test("the parts of two streams are not mixed")
  func dockerStreams() throws {
    let out = docker([answer(0), answer(1)], bytes: 60)
    let errors = docker(["warning of some length"], bytes: 9, stream: "stderr")
    let mixed = zip(out, errors).flatMap { [$0, $1] } + out.dropFirst(errors.count)
    expectTwo(try read(mixed.joined(separator: "\n")), others: 1)
  }

  @Test("texts of a collector that keeps no line feeds are whole lines")
  func strippedTexts() throws {
    let long = #"{"content":""# + String(repeating: "a", count: 20_000) + #"","# + answer(0).dropFirst()
    let lines = [long, answer(1)].map { #"{"log":\#(quoted($0)),"stream":"stdout","n":1}"# }
    expectTwo(try read(lines.joined(separator: "\n")))
  }

  @Test("a line that a runtime split, as Kubernetes keeps it, is one line", arguments: ["", "INFO call "])
  func runtimeParts(before: String) throws {
    func line(_ stream: String, _ mark: String, _ text: some StringProtocol) -> String {
      "2026-03-01T10:00:00.123456789Z \(stream) \(mark) \(text)"
    }
    let lines = [answer(0), answer(1)].flatMap { answer in
      let text = before + answer
      return [
        line("stdout", "P", text.prefix(30)), line("stderr", "F", "noise"),
        line("stdout", "P", text.dropFirst(30).prefix(30)), line("stdout", "F", text.dropFirst(60)),
      ]
    }
    expectTwo(try read(lines.joined(separator: "\n") + "\n"), others: 2)
  }

  @Test("a record behind a program's words in a collector's text is read")
  func prefixedTexts() throws {
    let lines = [answer(0), answer(1)].map { #"{"log":\#(quoted("INFO usage " + $0 + "\n")),"n":1}"# }
    expectTwo(try read(lines.joined(separator: "\n")))
  }
}
