import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// Tables and lines with the names that programs and people give to columns; all of it is invented.
@Suite("Names of columns, their units and what they hold")
struct RowNamesTests {
  @Test(
    "JSON lines of counts may keep the model in an object",
    arguments: [
      #""metadata":{"model_name":"m","model_provider":"p"}"#, #""model":{"id":"m","display_name":"M"}"#,
    ])
  func nestedModels(_ model: String) throws {
    let stream = try read(#"{"timestamp":1,"prompt_tokens":10,"completion_tokens":5,\#(model)}"#)
    let wanted = LogTotals(1, 10, 5, models: ["m"])
    #expect(LogTotals(stream, as: wanted) == wanted)
  }

  @Test(
    "tokens are told by the names of servers, gateways and data frames, in a table and in JSON",
    arguments: [
      ("prompt_len", "output_len"), ("input_len", "output_len"), ("prompt_len", "completion_len"),
      ("num_prompt_tokens", "num_generated_tokens"), ("input_length", "output_length"), ("ISL", "OSL"),
      ("prompt_length", "generation_length"), ("prefill_tokens", "decode_tokens"),
      ("InputLength", "OutputLength"),
      ("promptTokens", "generatedTokens"), ("tokensIn", "tokensOut"),
      ("n_prompt_tokens", "n_completion_tokens"),
      ("usage.prompt_tokens", "usage.completion_tokens"), ("usage_prompt_tokens", "usage_completion_tokens"),
      ("llm_usage_prompt_tokens", "llm_usage_completion_tokens"),
      ("genai_tokens_input", "genai_tokens_output"),
      ("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens"), ("tokens_prompt", "tokens_completion"),
      ("llm_input_token", "llm_output_token"), ("prompt_eval_count", "eval_count"),
      ("Input Tokens", "Output Tokens"),
    ])
  func names(_ input: String, _ output: String) throws {
    let wanted = LogTotals(2, 300, 15, span: 1, models: ["m"])
    let table = try read("timestamp,\(input),\(output),model\n0.5,100,7,m\n1.5,200,8,m\n")
    #expect(LogTotals(table, as: wanted) == wanted)
    let lines = try read(
      #"{"timestamp":0.5,"\#(input)":100,"\#(output)":7,"model":"m"}"# + "\n"
        + #"{"timestamp":1.5,"\#(input)":200,"\#(output)":8,"model":"m"}"#)
    #expect(LogTotals(lines, as: wanted) == wanted)
  }

  @Test("lengths beside the prompt's text, or of one side alone, are no tokens")
  func lengths() throws {
    let stream = try read("prompt,prompt_length,response_length\nfour letters,12,400\n")
    #expect(stream.inputTokens(0) == 3 && stream.outputTokens == [300])
    #expect(fault("prompt_length,model\n12,m\n")?.message.hasPrefix("no column holds a prompt") == true)
  }

  @Test("users, models and counts under further names; an amount with its currency")
  func furtherNames() throws {
    let stream = try read(
      "timestamp,user_email,request_model,response_model,num_prompt_tokens,num_generation_tokens,cached_token_count\n"
        + "1,a@x.y,auto,m,100,10,64\n2,b@x.y,auto,n,100,10,64\n")
    let wanted = LogTotals(2, 200, 20, cached: 128, models: ["m", "n"])
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.userCount == 2)
    func call(_ currency: String) -> String {
      #"{"model":"m","usage":{"prompt_tokens":10,"completion_tokens":5},"cost":{"amount":0.5,"currency":"\#(currency)"}}"#
    }
    #expect(try read(call("USD")).recorded.cost[0] == 500_000_000_000)
    #expect(try read(call("EUR")).recorded.cost[0] == nil)
  }

  private static let usage =
    #"{"prompt_tokens": 100, "completion_tokens": 7, "prompt_tokens_details": {"cached_tokens": 64}}"#

  @Test(
    "a column may hold the usage as JSON, as Python prints a dictionary, or as it prints an object",
    arguments: [
      usage.replacing("\"", with: "\"\""), usage.replacing("\"", with: "'"),
      "CompletionUsage(completion_tokens=7, prompt_tokens=100, "
        + "prompt_tokens_details=PromptTokensDetails(audio_tokens=None, cached_tokens=64))",
    ], ["usage", "token_usage", "response_usage"])
  func usageColumn(_ usage: String, _ name: String) throws {
    let wanted = LogTotals(2, 200, 14, cached: 128, span: 9, latency: 1.2, models: ["gpt-4o", "m"])
    let name = name == "response_usage" ? "response.usage" : name
    let stream = try read(
      "timestamp,model,prompt,\(name),latency_ms\n2026-03-01T10:00:00Z,gpt-4o,hi,\"\(usage)\",500\n"
        + "2026-03-01T10:00:09Z,m,ho,\"\(usage)\",700\n")
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.texts.isPresent)
  }

  @Test("columns of requests and responses are a pair, whether JSON or printed by Python")
  func pairs() throws {
    let request = #"{"model": "gpt-4o", "messages": [{"role": "user", "content": "it is"}]}"#
    let response = #"{"id": "x", "usage": \#(RowNamesTests.usage)}"#
    for (from, to) in [("\"", "\"\""), ("\"", "'")] {
      let cells = [request, response].map { "\"" + $0.replacing(from, with: to) + "\"" }.joined(
        separator: ",")
      let stream = try read(
        "time,request,response,status_code\n2026-03-01T10:00:00Z,\(cells),200\n2026-03-01T10:00:04Z,\(cells),200\n"
      )
      let wanted = LogTotals(2, 200, 14, cached: 128, span: 4, models: ["gpt-4o"])
      #expect(LogTotals(stream, as: wanted) == wanted)
      #expect(stream.texts.text(0) == "it is")
    }
  }

  @Test(
    "dollars are in the unit that the column's name says, or the sum of their parts",
    arguments: [
      ("cost_cents", "1.5", 0.015), ("cost_microusd", "1500", 0.0015), ("total_cost_usd", "$0.25", 0.25),
      ("input_cost,output_cost", "0.01,0.02", 0.03),
    ])
  func dollars(_ names: String, _ values: String, _ cost: Double) throws {
    let stream = try read("timestamp,input_tokens,output_tokens,\(names)\n1,100,10,\(values)\n")
    let wanted = LogTotals(1, 100, 10, cost: cost)
    #expect(LogTotals(stream, as: wanted) == wanted)
  }

  @Test(
    "durations are in the unit behind them, or in the name; without either they are unknown",
    arguments: [
      ("latency", "1200ms", 1.2), ("latency", "0.9s", 0.9), ("duration", "850 us", 0.000_85),
      ("duration_ns", "1500000000", 1.5), ("elapsedMs", "500", 0.5), ("duration_seconds", "2,5", 2.5),
      ("end_time", "11.5", 1.5), ("latency", "1200", nil),
    ] as [(String, String, Double?)])
  func durations(_ name: String, _ value: String, _ seconds: Double?) throws {
    let stream = try read("timestamp;input_tokens;output_tokens;\(name)\n10;100;10;\(value)\n")
    #expect(stream.recorded.latency[0].map { Double($0) / 1e9 } == seconds)
  }

  @Test("parts of input and output may have the shortest names, and headers other characters than UTF-8's")
  func shortNames() throws {
    let wanted = LogTotals(1, 1000, 50, cached: 640)
    let both = LogTotals(2, 2000, 50, cached: 640)
    let table = try read(
      "timestamp,model,input,output,cached,reasoning\n2026-03-01 10:00:00,m,1000,50,640,20\n2026-03-01 10:00:00,m,1_000,0,0,0\n"
    )
    #expect(LogTotals(table, as: both) == both)
    #expect(table.recorded.reasoningTokens[0] == 20)
    let line = try read(#"{"timestamp":1,"model":"m","input":1000,"output":50,"cached":640}"#)
    #expect(LogTotals(line, as: wanted) == wanted)
    // A word is no count.
    let flag = try read("timestamp,model,input,output,cached\n2026-03-01 10:00:00,m,1000,50,true\n")
    #expect(flag.recorded.cachedTokens[0] == nil)
    let latin =
      Array("Zeit,mod".utf8) + [0xE8]
      + Array("le,Eingabe-Tokens,Ausgabe-Tokens\n2026-03-01 10:00:00,m,9,1\n".utf8)
    let named = LogTotals(1, 9, 1, span: 0, models: ["m"])
    #expect(LogTotals(try read(latin), as: named) == named)
  }

  @Test("sums over days look like calls; what cannot be one is told")
  func daySums() throws {
    func notes(_ text: String) throws -> [String] { try read(text).reading?.notes ?? [] }
    let head = "date,model,input_tokens,output_tokens\n"
    let day =
      "1 row has a day without a time of day, which is taken for its midnight; rows that sum up a day look like that too"
    #expect(try notes(head + "2026-03-01,m,345678,100\n") == [day])
    #expect(
      try notes(head + "2026-03-01,m,12345678,100\n") == [
        day,
        "1 row has more than ten million input tokens, which no model takes at once; such a row sums up calls",
      ])
    for time in ["2026-03-01T00:00:00Z", "20260301T000000Z", "20260301000000", "1772323200"] {
      #expect(try notes(head + "\(time),m,1000000,100\n") == [])
    }
  }

  @Test("a day and a time of day in columns of their own are one time, under whatever names")
  func clocks() throws {
    let start: Int128 = 1_772_359_200_000_000_000
    for (day, clock, rows) in [
      ("Date", "Time", [("2026-03-01", "10:00:00"), ("2026-03-02", "10:00:05")]),
      ("date", "time_of_day", [("2026-03-01 00:00:00", "10:00:00.0"), ("2026-03-02 00:00:00", "10:00:05")]),
      ("Date", "Heure", [("01/03/2026", "10:00"), ("02/03/2026", "10:00:05"), ("13/03/2026", "10:00:00")]),
      ("Datum", "Uhrzeit", [("2026-03-01", "10:00:00"), ("2026-03-02", "10:00:05")]),
      ("Day", "Start time (UTC)", [("Mar 1 2026", "10:00:00 AM"), ("Mar 2 2026", "10:00:05 AM")]),
    ] {
      let lines = rows.map { "\($0.0),\($0.1),m,100,10\n" }
      let stream = try read("\(day),\(clock),Model,Prompt Tokens,Completion Tokens\n" + lines.joined())
      #expect(stream.reading?.firstTime == start)
      #expect(stream.arrival[1].seconds == 86_405)
    }
    // A whole time needs no day beside it.
    let text = "timestamp,date,time,input_tokens,output_tokens\n2026-03-01 10:00:00,2026-01-01,23:00,1,1\n"
    #expect(try read(text).reading?.firstTime == start)
  }

  @Test("a total tells the count that is not there, and what stands beside the others")
  func totals() throws {
    #expect(try read("input_tokens,total_tokens\n100,110\n").outputTokens == [10])
    let thoughts = try read("input_tokens,output_tokens,reasoning_tokens,total_tokens\n100,10,30,140\n")
    #expect(thoughts.outputTokens == [40])
    let unequal = try read("input_tokens,output_tokens,total_tokens\n100,10,140\n")
    #expect(
      unequal.reading?.notes == ["1 row has a total of tokens that is not the sum of input and output"])
  }

  @Test("lines that tell of a call again count once: those of one id that agree in time and tokens")
  func doubled() throws {
    let header = "request_id,timestamp,input_tokens,output_tokens\n"
    let stream = try read(header + "a,10,100,10\na,10,100,10\na,12,100,10\nb,10,100,10\n")
    #expect(stream.count == 3)
  }

  @Test("a failed call may have no counts, another may not")
  func failed() throws {
    let header = "input_tokens,output_tokens,status\n"
    let stream = try read(header + "100,10,200\n-,-,503\n")
    #expect(stream.count == 2 && stream.recorded.failed[1] == 1 && stream.outputTokens == [10, 0])
    #expect(fault(header + "100,10,200\n,,200\n")?.position?.line == 3)
  }

  @Test(
    "blanks around values are none of them; thousands may be apart by blanks, narrow ones and apostrophes")
  func blanks() throws {
    let stream = try read(
      "timestamp; model; input_tokens; output_tokens\n1; gpt-4o; 1 200; 10\n2; gpt-4o; 2\u{202F}300; 10\n3;gpt-4o;1'000;1\n"
    )
    let wanted = LogTotals(3, 4500, 21, span: 2, models: ["gpt-4o"])
    #expect(LogTotals(stream, as: wanted) == wanted)
  }

  @Test(
    "such tables are logs for profiles too, also with blanks in the names of columns",
    arguments: [
      "timestamp,prompt_len,output_len\n1,2,3\n", "timestamp,prompt_tokens,total_tokens\n1,2,3\n",
      "Time (UTC),Prompt tokens (in),Completion tokens (out)\n1,2,3\n",
      "Date,Kind,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost\n1,I,m,1,1,1,1,4,1\n",
    ])
  func profiles(_ text: String) throws {
    let file = try TemporaryFile(text, name: "log.csv")
    #expect(try CacheTraceFile(path: file.path).isRecordedStream())
  }

  @Test("tokens that were sent and received, and costs of tokens, are those of a call")
  func sentAndReceived() throws {
    let table =
      "timestamp,model_id,session_id,tokens_sent,tokens_received,tokens_cached,error,latency_ms,prompt_tokens_cost,"
      + "completion_tokens_cost\n2026-03-01T10:00:00Z,m,c,100,20,60,0,1500,0.25,0.5\n"
      + "2026-03-01T10:00:02Z,m,c,0,0,0,1,10,,\n"
    let wanted = LogTotals(
      2, 100, 20, cached: 60, failed: 1, span: 2, latency: 1.51, cost: 0.75, models: ["m"])
    #expect(LogTotals(try read(table), as: wanted) == wanted)
    // What counts the calls it sums up is no call.
    #expect(
      fault(#"{"tokens_sent":100,"tokens_received":20,"api_calls":3}"#)?.message.contains("sums up 3 calls")
        == true)
  }

  @Test("events of applications: the time around a call, its parts of a dollar, pieces beside it")
  func events() throws {
    func call(_ second: Int, _ more: String) -> String {
      #"{"kind":"request","at":"2026-03-01T10:00:0\#(second)Z","userId":"u","payload":{"model":"m","inputTokens":100,"#
        + #""outputTokens":20,\#(more)}}"#
    }
    let other = #"{"kind":"write","at":"2026-03-01T10:00:02Z","userId":"u","payload":{"bytes":9,"ok":true}}"#
    let events = [call(0, #""costUsd":0.25,"ok":true"#), other, call(4, #""costUsd":null,"ok":false"#)]
    let wanted = LogTotals(2, 100, 20, failed: 1, span: 4, cost: 0.25, models: ["m"])
    #expect(LogTotals(try read(events.joined(separator: "\n")), as: wanted) == wanted)
    let costs = [
      #"{"model":"m","prompt_tokens":10,"completion_tokens":5,"total_cost_micro_usd":500000}"#,
      #"{"model":"m","usage":{"inputTokens":10,"outputTokens":5,"costUsd":0.5}}"#,
    ]
    for text in costs {
      let wanted = LogTotals(1, 10, 5, cost: 0.5)
      #expect(LogTotals(try read(text), as: wanted) == wanted, "\(text)")
    }
    let pieces = [
      #"{"type":"selected","model":"m","ts":"2026-03-01T10:00:00Z"}"#,
      #"{"type":"token","token":"The ","ts":"2026-03-01T10:00:01Z"}"#,
      #"{"type":"usage","input_tokens":10,"output_tokens":5,"ts":"2026-03-01T10:00:02Z"}"#,
    ]
    let alone = LogTotals(1, 10, 5)
    #expect(LogTotals(try read(pieces.joined(separator: "\n")), as: alone) == alone)
  }

  @Test("a step of the AI SDK's streams has the model that answered; what sums them up is no call")
  func streamedSteps() throws {
    func step(_ input: Int) -> String {
      #"{"type":"finish-step","response":{"id":"r\#(input)","modelId":"m"},"usage":{"inputTokens":\#(input),"#
        + #""outputTokens":20,"totalTokens":\#(input + 20)}}"#
    }
    let sum = #"{"type":"finish","totalUsage":{"inputTokens":250,"outputTokens":40,"totalTokens":290}}"#
    let wanted = LogTotals(2, 250, 40, models: ["m"])
    let parts = [#"{"type":"text-delta","text":"a"}"#, step(100), step(150), sum]
    #expect(LogTotals(try read(parts.joined(separator: "\n")), as: wanted) == wanted)
  }
}
