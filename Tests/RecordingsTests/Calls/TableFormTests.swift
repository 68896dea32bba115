import Declarations
import Testing

@testable import Files
@testable import Recordings
@testable import Traffic

@Suite("Tables as people hold them")
struct TableFormTests {
  @Test(
    "fields lie between commas, tabs, semicolons or strokes, as the header shows or a line before it states",
    arguments: [
      "timestamp;prompt;input_tokens;output_tokens;cost\n1700000000;a, b;10;5;0,0123\n",
      "timestamp\tprompt\tinput_tokens\toutput_tokens\tcost\n1700000000\ta, b\t10\t5\t0.0123\n",
      "timestamp|prompt|input_tokens|output_tokens|cost\n1700000000|a, b|10|5|0.0123\n",
      "sep=;\r\ntimestamp;prompt;input_tokens;output_tokens;cost\r\n1700000000;\"a, b\";10;5;0.0123\r\n",
      "# exported by hand\n\" timestamp \",\"prompt\" ,input_tokens,output_tokens,cost\n1700000000,\"a, b\" ,10,5,$0.0123\n",
      "Timestamp,Prompt,Input Tokens,Output Tokens,Cost (USD),,\n1700000000,\"a, b\",10,5,0.0123 USD,,\n",
    ])
  func delimiters(text: String) throws {
    let stream = try read(text)
    #expect(stream.reading?.firstTime == 1_700_000_000_000_000_000)
    #expect(stream.texts.text(0) == "a, b")
    #expect(stream.inputTokens(0) == 10)
    #expect(stream.outputTokens == [5])
    #expect(stream.recorded.cost[0] == 12_300_000_000)
  }

  @Test("rows without a prompt in its column, or with a word in its place, are not equal for that")
  func withoutPrompt() throws {
    let stream = try read(
      "timestamp,prompt,input_tokens,output_tokens\n1,,900,5\n2,a,9,5\n3,,800,5\n4,[REDACTED],7,5\n5,a,9,5\n"
        + "6,[REDACTED],8,5\n")
    #expect(stream.prompt == [0, 1, 2, 3, 1, 4])
    #expect(stream.reading?.texts == 2)
    #expect(stream.reading?.notes.contains { $0.hasPrefix("4 rows have a text that") } == true)
  }

  @Test("a name of another form is the column's only where the file has none of its own")
  func names() throws {
    let stream = try read("Prompt,prompt,Input-Tokens,input_tokens\nb,a,9,10\n")
    #expect(stream.texts.text(0) == "a")
    #expect(stream.inputTokens(0) == 10)
    #expect(ColumnName.plain("  Latency (ms) ") == "latency_ms")
    var names = ColumnNames(["Cost"])
    #expect(names.find(["cost"]) == "Cost")
    #expect(names.find(["cost"], taken: ["Cost"]) == nil)
  }

  @Test(
    "a name is read in one form, whatever stands around its letters and in which script",
    arguments: [
      ("", ""), ("_", ""), ("__a--B  c__", "a_b_c"), ("9 (USD)", "9_usd"), ("\u{0}a\u{7F}", "a"),
      ("Größe/Ж (ms)", "größe_ж_ms"), ("é", "é"), ("a\r\nb", "a_b"), ("½ x", "½_x"), ("a²", "a²"),
    ])
  func plainNames(name: String, plain: String) {
    #expect(ColumnName.plain(name) == plain)
    #expect(ColumnName.letters(name) == plain.replacing("_", with: ""))
  }

  @Test(
    "a capital behind a small letter or a digit begins a word",
    arguments: [
      ("promptTokens", "prompt_tokens"), ("HTTPStatus", "httpstatus"), ("p95Ms", "p95_ms"),
      ("größeÄb", "größe_äb"), ("a_B", "a_b"), ("Überschrift A", "überschrift_a"),
    ])
  func words(name: String, words: String) { #expect(ColumnName.words(name) == words) }

  @Test("what is too long for a name is one only as it stands")
  func longNames() {
    let long = "prompt" + String(repeating: " ", count: 2000)
    var names = ColumnNames([long, "", "Model"])
    #expect(names.find(["prompt"]) == nil)
    #expect(names.find([long]) == long)
    #expect(names.find(["model"]) == "Model")
  }

  @Test("a table with tokens of questions and answers under common names is a log, for profiles too")
  func isLog() throws {
    let file = try TemporaryFile(
      "Date,Model,Prompt tokens,Completion tokens\n2024-01-01,m,10,5\n", name: "log.csv")
    #expect(try CacheTraceFile(path: file.path).isRecordedStream())
  }

  @Test("lines that end with CR alone, and UTF-16 without a mark, are refused by name")
  func encodings() throws {
    let ends = fault("prompt,input_tokens\ra,1\r")
    #expect(ends?.message == "the lines end with CR alone; LF or CRLF was expected")
    #expect(ends?.position == SourcePosition(line: 1, column: 20))
    let wide = Array("prompt,input_tokens\na,1\n".utf8.map { [$0, UInt8(0)] }.joined())
    #expect(fault(wide)?.message == UTF16Mark.fault)
    #expect(UTF16Mark.begins([0, 0x61, 0, 0x62, 0, 0x63, 0, 0x64]))
    #expect(!UTF16Mark.begins([0x61, 0, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67]))
  }

  @Test(
    "numbers with commas are read where they can mean but one thing",
    arguments: [
      ("0,0123", "0.0123"), ("2,5", "2.5"), ("-0,125", "-0.125"), ("1,234", "1,234"), ("1,2,3", "1,2,3"),
      ("1.5,2", "1.5,2"), (",5", ",5"), ("5,", "5,"), ("12", "12"),
    ])
  func commas(text: String, point: String) {
    #expect(String(decoding: ArraySlice(text.utf8).withDecimalPoint, as: UTF8.self) == point)
  }

  @Test("counts may have commas between thousands; what is a fraction stays refused")
  func thousands() throws {
    let stream = try read("prompt,input_tokens,output_tokens\na,\"1,234\",\"1,234,567\"\n")
    #expect(stream.inputTokens(0) == 1234)
    #expect(stream.outputTokens == [1_234_567])
    for text in ["\"1,23\"", "\"0,123\"", "1.234", "\"1,2345\""] {
      #expect(fault("prompt,input_tokens\na,\(text)\n")?.message.hasPrefix("input_tokens is ") == true)
    }
    #expect(
      fault("prompt,input_tokens,cost\na,1,\"1,234\"\n")?.message
        == "the cost is '1,234'; an amount of dollars from 0 to 4 million was expected")
    #expect(fault("prompt,input_tokens,cost\na,1,€0.5\n")?.message.hasPrefix("the cost is '€0.5'") == true)
  }

  @Test(
    "words for nothing are no users, no models and no dollars", arguments: ["NULL", "\\N", "None", "nan", ""])
  func nothing(word: String) throws {
    let stream = try read("prompt,input_tokens,user,model,cost,status\na,1,\(word),\(word),\(word),\(word)\n")
    #expect(stream.reading?.users == 0)
    #expect(stream.recorded.modelNames.isEmpty)
    #expect(stream.recorded.cost[0] == nil)
    #expect(stream.recorded.failed[0] == nil)
  }

  @Test(
    "hits of a gateway's cache and failures are told by the words that logs use",
    arguments: [
      ("Yes", 1, "200 OK", 0), ("y", 1, "HTTP 500", 1), ("1.0", 1, "Timeout", 1),
      ("no", 0, "rate_limited", 1),
      ("None", nil, "500.0", 1), ("MISS", 0, "Cancelled", 1), ("HIT", 1, "OK", 0), ("0.0", 0, "429", 1),
      ("maybe", 0, "Rate limit exceeded", 1), ("1", 1, "completed", 0), ("true", 1, "error 404", 0),
    ] as [(String, UInt8?, String, UInt8)])
  func words(hit: String, isHit: UInt8?, status: String, isFailed: UInt8) throws {
    let stream = try read("prompt,input_tokens,cache_hit,status\na,1,\(hit),\(status)\n")
    #expect(stream.recorded.gatewayHit[0] == isHit)
    #expect(stream.recorded.failed[0] == isFailed)
  }

  @Test("a column of milliseconds is one of seconds by its name")
  func milliseconds() throws {
    let stream = try read("prompt,input_tokens,latency_ms,TTFT (ms)\na,1,1500,250.5\n")
    #expect(stream.recorded.latency[0] == 1_500_000_000)
    #expect(stream.recorded.firstToken[0] == 250_500_000)
  }
}

@Suite("What a file is, and its first line")
struct ForeignFileTests {
  @Test(
    "files of other kinds are named",
    arguments: [
      ("Obj\u{1}avro.schema", "Avro"), ("%PDF-1.4\n", "a PDF document"),
      ("<!DOCTYPE html><html><body>Sign in</body></html>\n", "an HTML page"), ("\n <HTML>\n", "an HTML page"),
      ("<?xml version=\"1.0\"?><x/>\n", "XML"),
      ("data: {\"choices\":[]}\n\ndata: [DONE]\n", "a stream of server-sent events"),
      (
        "version https://git-lfs.github.com/spec/v1\noid sha256:1\n",
        "a pointer of Git LFS, not the file itself"
      ),
      ("ORC\u{1}\u{2}", "ORC"),
      ("# HELP tokens Tokens\ntokens{model=\"m\"} 1\n", "metrics of Prometheus, which sum up calls"),
      ("12345678DUCK\u{1}", "a DuckDB database"),
    ])
  func foreign(text: String, name: String) {
    #expect(fault(text)?.message == "is \(name); plain text, gzip and zstd are read")
    #expect(
      fault(gzip(Array(text.utf8)))?.message == "is \(name) within gzip; a log within gzip was expected")
  }

  @Test("dumps of databases and text logs of Ollama are named, with what is read in their place")
  func texts() {
    for text in [
      "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE calls(id INTEGER, model TEXT);\n",
      "COPY public.calls (id, model, prompt_tokens, completion_tokens) FROM stdin;\n1\tm\t100\t20\n\\.\n",
      "--\n-- PostgreSQL database dump\n--\n", "-- MySQL dump 10.13  Distrib 8.0.36\n",
    ] {
      #expect(fault(text)?.message.hasPrefix("is a dump of SQL (") == true, "\(text)")
    }
    let requests =
      "[GIN] 2026/03/01 - 10:00:00 | 200 |  1.234567s |       127.0.0.1 | POST     \"/api/chat\"\n"
    #expect(fault(requests)?.message.hasPrefix("is a text log of Ollama") == true)
  }

  @Test("pictures, pickles and arrays are named by their first bytes")
  func binary() {
    let files: [([UInt8], String)] = [
      ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "a PNG picture"),
      ([0x80, 0x04, 0x95, 0x0B, 0, 0, 0], "a Python pickle"),
      ([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], "HDF5"),
      ([0xFF, 6, 0, 0, 0x73, 0x4E, 0x61, 0x50, 0x70, 0x59, 0], "snappy"),
    ]
    for (bytes, name) in files {
      #expect(fault(bytes)?.message == "is \(name); plain text, gzip and zstd are read")
    }
  }

  @Test("a first line that is no JSON before lines that are is a bad row, named and skipped as one")
  func firstLine() throws {
    let text = "not json\n{\"prompt\":\"a\",\"input_tokens\":1}\n{\"prompt\":\"b\",\"input_tokens\":2}\n"
    let first = fault(text)
    #expect(first?.message == "unexpected 'n' where a value was expected")
    #expect(first?.position == SourcePosition(line: 1, column: 1))
    let stream = try read(text) { $0.skipBad = 1 }
    #expect(stream.count == 2)
    #expect(stream.dropped.map(\.count) == [1])
    let file = try TemporaryFile(text)
    #expect(try CacheTraceFile(path: file.path).isRecordedStream())
    // A first record of another kind is no other than a bad row either.
    let header = "{\"type\":\"header\",\"version\":1}\n{\"prompt\":\"a\",\"input_tokens\":5}\n"
    #expect(fault(header)?.message == "the row lacks 'prompt'")
    #expect(try read(header) { $0.skipBad = 1 }.count == 1)
    #expect(
      try read("{}\n{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}\n") { $0.skipBad = 1 }.count == 1)
    // A table's quoted rows may hold JSON.
    let table = try read("prompt,input_tokens\n\"{\"\"a\"\":1}\",1\n")
    #expect(table.texts.text(0) == "{\"a\":1}")
  }

  @Test("rows of tools and speech beside those of calls are left out; calls that lack their counts are not")
  func otherRows() throws {
    let wanted = LogTotals(2, 200, 14, span: 5)
    let note = "1 row has no record of the log, such as lines of another program, and are left out"
    let kind =
      "1 row has a kind that is none of a call's, such as a tool's or a start's, and no tokens, and are left out"
    let texts: [String] = [
      "timestamp,type,model,tool,input_tokens,output_tokens\n1,llm,m,,100,7\n2,tool,,search,,\n6,llm,m,,100,7\n",
      #"{"timestamp":1,"model":"m","prompt_tokens":100,"completion_tokens":7}"# + "\n"
        + #"{"timestamp":2,"type":"tool_call","tool":"search","duration_ms":100,"status":"ok"}"# + "\n"
        + #"{"timestamp":6,"model":"m","prompt_tokens":100,"completion_tokens":7}"#,
      // LiveKit's metrics name no model.
      #"{"type":"llm_metrics","timestamp":1,"prompt_tokens":100,"completion_tokens":7}"# + "\n"
        + #"{"type":"tts_metrics","timestamp":2,"characters_count":300}"# + "\n"
        + #"{"type":"llm_metrics","timestamp":6,"prompt_tokens":100,"completion_tokens":7}"#,
      // AgentOps's events of agents have prompts where models were asked.
      #"{"event_type":"llms","init_timestamp":1,"prompt":"p","model":"m","prompt_tokens":100,"completion_tokens":7}"#
        + "\n"
        + #"{"event_type":"actions","init_timestamp":2,"action_type":"search","params":{}}"# + "\n"
        + #"{"event_type":"llms","init_timestamp":6,"prompt":"q","model":"m","prompt_tokens":100,"completion_tokens":7}"#,
    ]
    for (place, text) in texts.enumerated() {
      let stream = try read(text)
      #expect(LogTotals(stream, as: wanted) == wanted)
      #expect(stream.reading?.notes == [place < 2 ? kind : note])
    }
    let blank = fault("timestamp,model,input_tokens,output_tokens\n1,m,100,7\n2,m,,\n")
    #expect(blank?.message.contains("input_tokens is empty") == true)
    let unnamed = fault("timestamp,input_tokens,output_tokens\n1,100,7\n2,,\n")
    #expect(unnamed?.message.contains("input_tokens is empty") == true)
    let renamed = fault(
      #"{"model":"m","prompt_tokens":100,"completion_tokens":7}"# + "\n"
        + #"{"input_tokens":100,"output_tokens":7}"#)
    #expect(renamed?.message == "the row lacks 'model'")
  }

  @Test("counts of what a prompt cache had and lacked are tokens; flags of a gateway's cache are none")
  func cacheHits() throws {
    func row(_ second: Int, _ hit: Int, _ miss: Int) -> String {
      #"{"ts":"2026-03-01T10:00:0\#(second)Z","model":"m","prompt":100,"completion":20,"cache_hit":\#(hit),"#
        + #""cache_miss":\#(miss),"total":120}"#
    }
    let wanted = LogTotals(2, 200, 40, cached: 30, span: 4)
    let lines = [row(0, 30, 70), row(4, 0, 100), #"{"ts":"2026-03-01T10:00:05Z","turn":true}"#]
    #expect(LogTotals(try read(lines.joined(separator: "\n")), as: wanted) == wanted)
    let table =
      "ts,model,prompt_tokens,completion_tokens,cache_hit,cache_miss\n1772359200,m,100,20,30,70\n1772359204,m,100,20,0,100\n"
    #expect(LogTotals(try read(table), as: wanted) == wanted)
    let flags = LogTotals(try read([row(0, 1, 0), row(4, 0, 1)].joined(separator: "\n")), as: wanted)
    #expect(flags.calls == 2 && flags.cached == nil)
  }

  @Test("turns without a conversation are no places in one, unless the settings say so")
  func turnsAlone() throws {
    let row = #"{"turn":1,"model":"m","input_tokens":10,"output_tokens":5}"#
    let wanted = LogTotals(2, 20, 10)
    for text in [row + "\n" + row, "turn,input_tokens,output_tokens\n1,10,5\n1,10,5\n"] {
      #expect(LogTotals(try read(text), as: wanted) == wanted)
    }
    #expect(
      fault(row) { $0.columns = ["turn": "turn"] }?.message.contains("a session was expected") == true)
  }
}
