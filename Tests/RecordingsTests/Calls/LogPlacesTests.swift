import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// Where programs put their records: behind a time in a line, within lists and objects, as pairs; all of it is
/// invented.
@Suite("Places of records in their files")
struct LogPlacesTests {
  private static let usage = #"{"prompt_tokens":100,"completion_tokens":7}"#
  /// 2026-03-01T10:00:00Z.
  private static let start: Int128 = 1_772_359_200_000_000_000
  private static let record = #"{"model":"m","usage":\#(usage)}"#

  @Test(
    "what stands before a record in its line tells its time",
    arguments: [
      "[2026-03-01T10:00:0#Z] INFO ", "[INFO][2026-03-01T10:00:0#Z]",
      "2026-03-01 10:00:0#,000 - llm - INFO - ",
      "2026-03-01T10:00:0#.000000000Z stdout F ", "<134>1 2026-03-01T10:00:0#Z host app 12 - - ",
      "2026-03-01 10:00:0#.000 | INFO     | app:run:12 - ", "[177235920#.000] ",
      "[pod/api-7/app] 2026-03-01T10:00:0#Z ",
      "127.0.0.1 - - [01/Mar/2026:10:00:0# +0000] ",
    ])
  func prefixes(_ prefix: String) throws {
    let lines = [0, 5].map { prefix.replacing("#", with: "\($0)") + LogPlacesTests.record + "\n" }
    let wanted = LogTotals(2, 200, 14, span: 5, models: ["m"])
    for text in [lines.joined(), "Starting up\n" + lines.joined() + "[2026-03-01T10:01:00Z] INFO done\n"] {
      let stream = try read(text)
      #expect(LogTotals(stream, as: wanted) == wanted)
      #expect(stream.reading?.firstTime == LogPlacesTests.start)
    }
  }

  @Test("a record's own time counts before that of its line; a level alone is passed over")
  func ownTimes() throws {
    let own = [0, 5].map {
      #"{"timestamp":"2026-03-01T10:00:0\#($0)Z","model":"m","usage":\#(LogPlacesTests.usage)}"#
    }
    for prefix in ["INFO:root:", "[2020-01-01T00:00:00Z] ", "api-1  | ", "\u{1E}"] {
      let stream = try read(own.map { prefix + $0 + "\n" }.joined())
      let wanted = LogTotals(2, 200, 14, span: 5)
      #expect(LogTotals(stream, as: wanted) == wanted)
    }
  }

  @Test(
    "records lie in lists and objects within a document, under whatever name, in one line or many",
    arguments: [
      "calls", "entries", "history", "hits.hits", "payload.data", "response.items", "value", "interactions",
    ], [" ", "\n"])
  func documents(_ path: String, _ blank: String) throws {
    let records = [0, 5].map {
      #"{"timestamp":"2026-03-01T10:00:0\#($0)Z","model":"m","usage":\#(LogPlacesTests.usage)}"#
    }
    let named = #"{"a":\#(records[0]),\#(blank)"b":\#(records[1])}"#
    for list in ["[\(records.joined(separator: "," + blank))]", named] {
      let document = path.split(separator: ".").reversed().reduce(list) {
        #"{\#(blank)"\#($1)":\#(blank)\#($0)}"#
      }
      let stream = try read(document.replacing("{", with: #"{"version":1,"#, maxReplacements: 1))
      let wanted = LogTotals(2, 200, 14, span: 5, models: ["m"])
      #expect(LogTotals(stream, as: wanted) == wanted)
    }
  }

  @Test("hits of Elasticsearch and streams of Loki hold their records a level deeper")
  func stores() throws {
    let hits = [0, 5].map {
      #"{"_index":"x","_source":{"@timestamp":"2026-03-01T10:00:0\#($0)Z","model":"m","usage":\#(LogPlacesTests.usage)}}"#
    }
    let line = LogPlacesTests.record.replacing("\"", with: "\\\"")
    let values = [0, 5].map { #"["177235920\#($0)000000000","\#(line)"]"# }
    // CloudWatch names each value, of whole messages or of their fields.
    func fields(_ fields: String) -> String {
      let rows = [0, 5].map {
        #"[{"field":"@timestamp","value":"2026-03-01 10:00:0\#($0).000"},\#(fields)]"#
      }
      let list = rows.joined(separator: ",")
      return #"{"results":[\#(list)],"statistics":{"recordsMatched":2},"status":"Complete"}"#
    }
    let parsed =
      #"{"field":"model","value":"m"},{"field":"usage.prompt_tokens","value":"100"},{"field":"usage.completion_tokens","value":"7"}"#
    let wanted = LogTotals(2, 200, 14, span: 5, models: ["m"])
    for text in [
      fields(#"{"field":"@message","value":"\#(line)"},{"field":"@ptr","value":"x"}"#), fields(parsed),
      fields(parsed).replacing(",\"", with: ",\n\""),
      #"{"took":1,"hits":{"total":{"value":2},"hits":[\#(hits.joined(separator: ","))]}}"#,
      #"{"status":"success","data":{"result":[{"stream":{"app":"x"},"values":[\#(values.joined(separator: ","))]}]}}"#,
    ] {
      let stream = try read(text)
      #expect(LogTotals(stream, as: wanted) == wanted)
    }
  }

  @Test("objects one behind the other need no line of their own")
  func joined() throws {
    let records = [0, 5].map {
      #"{"timestamp":\#(1_772_359_200 + $0),"model":"m","usage":\#(LogPlacesTests.usage)}"#
    }
    for mark in ["", ",\n", ", ", "\n\n"] {
      let stream = try read(records.joined(separator: mark))
      let wanted = LogTotals(2, 200, 14, span: 5)
      #expect(LogTotals(stream, as: wanted) == wanted)
    }
  }

  @Test(
    "a usage lies where programs put it, with the model beside it or above",
    arguments: [
      #""response":{"id":"@","model":"m","usage":U}"#, #""ctx":{"model":"m","usage":U}"#,
      #""model":"m","tokens":{"input":100,"output":7}"#,
      #""model":"m","tokens":{"prompt":100,"completion":7}"#,
      #""model":"m","token_usage":U"#, #""model":"m","input":"hi","output":{"text":"yo"},"metrics":U"#,
      #""prompt":"hi","response":"yo","metadata":{"model":"m","usage":U}"#,
      #""type":"ai","usage_metadata":{"input_tokens":100,"output_tokens":7},"response_metadata":{"model_name":"m"}"#,
      #""model":"m","usageMetadata":{"promptTokenCount":100,"candidatesTokenCount":5,"thoughtsTokenCount":2}"#,
      #""model":"m","meta":{"billed_units":{"input_tokens":100,"output_tokens":7}}"#,
      #""level":"info","model":"m","llm":{"usage":U}"#,
    ])
  func usages(_ members: String) throws {
    let lines = [0, 5].map { second in
      #"{"timestamp":"2026-03-01T10:00:0\#(second)Z",\#(members)}"#.replacing("U", with: LogPlacesTests.usage)
        .replacing("@", with: "\(second)")
    }
    let stream = try read(lines.joined(separator: "\n"))
    let wanted = LogTotals(2, 200, 14, span: 5, models: ["m"])
    #expect(LogTotals(stream, as: wanted) == wanted)
  }

  @Test(
    "what a collector tells around a record counts where the record does not: time, user, session, latency")
  func context() throws {
    let stream = try read(
      #"{"ts":1772359200,"user_id":"u","session_id":"s","latency_ms":1500,"level":"info","llm":\#(LogPlacesTests.record)}"#
    )
    #expect(stream.reading?.users == 1 && stream.session == [0])
    #expect(stream.recorded.latency[0] == 1_500_000_000)
    #expect(stream.reading?.firstTime == LogPlacesTests.start)
  }

  @Test("lines of pairs are read, also those with quotes")
  func pairs() throws {
    let stream = try read(
      "time=2026-03-01T10:00:00Z level=info msg=\"llm call\" model=m prompt_tokens=100 completion_tokens=7 latency=1.5s\n"
        + "time=2026-03-01T10:00:05Z level=info msg=\"a \\\"b\\\"\" model=m prompt_tokens=100 completion_tokens=7 latency=900ms\n"
    )
    let wanted = LogTotals(2, 200, 14, span: 5, latency: 2.4, models: ["m"])
    #expect(LogTotals(stream, as: wanted) == wanted)
  }

  @Test("pairs may stand behind words, whose time is theirs; lines of words alone are left out")
  func pairsBehindWords() throws {
    func line(_ second: Int, _ pairs: String) -> String {
      "2026-03-01T10:00:0\(second).000000Z info request gateway=default/ai \(pairs) duration=900ms\n"
    }
    let call =
      "gen_ai.request.model=m gen_ai.usage.input_tokens=100 gen_ai.usage.output_tokens=7"
    for end in ["", "2026-03-01T10:00:06.000000Z info state_manager Watching config file\n"] {
      let stream = try read(line(0, call) + line(3, "http.path=/health") + line(5, call) + end)
      let wanted = LogTotals(2, 200, 14, span: 5, models: ["m"])
      #expect(LogTotals(stream, as: wanted) == wanted)
    }
    #expect(PairedLine.start(in: Array("2026-03-01 10:00:00,000 INFO a=b".utf8)) == 29)
    #expect(PairedLine.start(in: Array("timestamp,a=b,model".utf8)) == nil)
    #expect(PairedLine.start(in: Array("{\"a\": 1} a=b".utf8)) == nil)
    #expect(PairedLine.start(in: Array("a words b".utf8)) == nil)
  }

  @Test("events of Anthropic's managed agents have the times at which they were processed")
  func managedAgents() throws {
    func event(_ second: Int, _ more: String) -> String {
      #"{"id":"e\#(second)","processed_at":"2026-07-06T14:16:3\#(second).5Z",\#(more)}"#
    }
    func end(_ second: Int, _ read: Int) -> String {
      event(
        second,
        #""is_error":false,"model_usage":{"cache_creation_input_tokens":0,"cache_read_input_tokens":\#(read),"input_tokens":2,"#
          + #""output_tokens":50},"type":"span.model_request_end""#)
    }
    let start = #""type":"span.model_request_start""#
    let stream = try read(
      [event(0, start), end(6, 7201), event(7, start), end(9, 7271)].joined(separator: "\n"))
    let wanted = LogTotals(2, 14_476, 100, cached: 14_472, span: 3)
    #expect(LogTotals(stream, as: wanted) == wanted)
  }

  @Test("lines of other kinds beside those with a usage are no calls, and a file of nothing else says so")
  func others() throws {
    let other = #"{"timestamp":1,"level":"info","msg":"started"}"#
    let stream = try read(#"{"timestamp":2,"model":"m","usage":\#(LogPlacesTests.usage)}"# + "\n" + other)
    #expect(stream.count == 1)
    let none = try read(#"{"type":"system","subtype":"init","session_id":"s"}"# + "\n")
    #expect(none.reading?.notes == ["1 row has no call of a model; the file has no others"])
    let span = #"{"trace_id":"t","span_id":"a","start_time":1,"attributes":{"http.route":"/"}}"#
    #expect(fault(span)?.message.contains("a span with a model: gen_ai.request.model") == true)
    let piece =
      #"{"id":"c","object":"chat.completion.chunk","created":1772359200,"choices":[{"delta":{"content":"a"}}]}"#
    #expect(fault(piece)?.message.contains("stream_options.include_usage") == true)
  }

  @Test("what sums up others is no record")
  func sums() {
    let sums = #""totals":{"input_tokens":10,"output_tokens":20}"#
    #expect(fault(#"{"session":{"input_tokens":10,"output_tokens":20},\#(sums)}"#) != nil)
    for text in [
      #"{"daily":[{"date":"2026-03-01","inputTokens":10,"outputTokens":20,"totalTokens":30,"modelsUsed":["m"]}],\#(sums)}"#,
      #"{"blocks":[{"id":"a","isActive":false,"entries":42,"tokenCounts":{"inputTokens":10,"outputTokens":20}}]}"#,
      #"{"model":"m","providerLock":"anthropic","tokenUsage":{"inputTokens":10,"outputTokens":20}}"#,
      #"{"id":"s","conversation":[],"accumulated_total_tokens":90,"input_tokens":4,"output_tokens":1}"#,
      #"{"data":[{"date":"2026-03-01","countTraces":10,"usage":[{"inputUsage":100,"outputUsage":10}]}]}"#,
      "Date,Models,Input,Output,Cache Create,Cache Read,Total Tokens\n2026-03-01,m,10,20,30,40,100\n",
    ] {
      #expect(fault(text)?.message.hasPrefix("holds sums of usage or costs") == true)
    }
  }
}
