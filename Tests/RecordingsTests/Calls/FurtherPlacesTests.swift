import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// Counts in places and words of further providers and tools; all of it is invented.
@Suite("Further places of usage")
struct FurtherPlacesTests {
  private func totals(_ text: String, like wanted: LogTotals) throws -> LogTotals {
    LogTotals(try read(text), as: wanted)
  }

  @Test(
    "a usage counts what its provider means",
    arguments: [
      // What was read and written under these names stands beside the input, unless the total says otherwise.
      (#"{"input":4,"output":30,"cacheRead":900,"cacheWrite":100}"#, 1004, 30, 900),
      (#"{"input":1004,"output":30,"cacheRead":900,"cacheWrite":100,"totalTokens":1034}"#, 1004, 30, 900),
      (#"{"input":10,"output":5,"cached":4}"#, 10, 5, 4),
      (
        #"{"prompt_tokens":4,"completion_tokens":30,"original_usage.cache_read_input_tokens":900}"#, 904, 30,
        900
      ),
      (#"{"uncached_input_tokens":100,"cached_input_tokens":900,"output_tokens":30}"#, 1000, 30, 900),
      (
        #"{"uncached_input_tokens":100,"cache_creation_5m_input_tokens":20,"cache_creation_1h_input_tokens":30,"cache_read_input_tokens":900,"output_tokens":30}"#,
        1050, 30, 900
      ),
      (
        #"{"uncached_input_tokens":100,"cached_tokens":900,"cache_write_tokens":50,"output_tokens":30,"total_tokens":1030}"#,
        1000, 30, 900
      ),
    ])
  func words(_ usage: String, _ input: Int, _ output: Int, _ cached: Int) throws {
    let wanted = LogTotals(1, input, output, cached: cached)
    #expect(try totals(#"{"created":1,"model":"m","usage":\#(usage)}"#, like: wanted) == wanted)
  }

  @Test("thoughts that Gemini counts in the total alone are output; of other models the total is told")
  func thoughts() throws {
    func call(_ model: String) -> String {
      #"{"created":1,"model":"\#(model)","usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":420}}"#
    }
    let gemini = LogTotals(1, 100, 320)
    #expect(try totals(call("gemini-2.5-pro"), like: gemini) == gemini)
    let other = try read(call("m"))
    #expect(other.outputTokens == [20])
    #expect(other.reading?.remarks[Int(RecordedReading.Remark.unequalTotal.rawValue)] == 1)
  }

  @Test("an answer of embeddings alone in its file is a call, printed in one line or over several")
  func vectors() throws {
    let vector = #"{"object":"embedding","index":0,"embedding":[0.5,-0.25]}"#
    let usage = #""model":"text-embedding-3-small","usage":{"prompt_tokens":12,"total_tokens":12}"#
    let wanted = LogTotals(1, 12, 0, models: ["text-embedding-3-small"])
    for gap in ["", "\n  "] {
      let text =
        "{\(gap)" + #""object":"list",\#(gap)"data":[\#(vector),\#(vector)],\#(gap)\#(usage)"# + "\(gap)}"
      let stream = try read(text)
      #expect(LogTotals(stream, as: wanted) == wanted)
    }
  }

  @Test("a total alone is the input of a model of embeddings; llama.cpp's cache is none of the input")
  func alone() throws {
    let embedding = LogTotals(1, 10, 0)
    #expect(
      try totals(#"{"created":1,"model":"voyage-3","usage":{"total_tokens":10}}"#, like: embedding)
        == embedding)
    let llama = try read(
      #"{"timestamp":1,"model":"l","usage":{"tokens_predicted":5,"tokens_evaluated":10,"tokens_cached":14}}"#
    )
    #expect(llama.inputTokens(0) == 10)
    #expect(llama.recorded.cachedTokens[0] == nil)
    let bare = try read(
      #"{"content":"a","model":"l","tokens_predicted":5,"tokens_evaluated":10,"tokens_cached":14}"#)
    #expect(LogTotals(bare, as: LogTotals(1, 10, 5)) == LogTotals(1, 10, 5))
    #expect(bare.recorded.cachedTokens[0] == nil)
  }

  @Test(
    "numbers under the names of texts are tokens",
    arguments: [
      #"{"timestamp":1,"model":"m","input":10,"output":5}"#,
      #"{"timestamp":1,"model":"m","prompt":10,"completion":5}"#,
      "timestamp,model,input,output\n1,m,10,5\n", "timestamp,model,prompt,completion\n1,m,10,5\n",
    ])
  func numbers(_ text: String) throws {
    let wanted = LogTotals(1, 10, 5, models: ["m"])
    #expect(try totals(text, like: wanted) == wanted)
  }

  @Test(
    "bodies under further names have the model and the messages",
    arguments: [
      #"{"timestamp":1,"request_body":"{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}","#
        + #""response_body":"{\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}"}"#,
      #"{"timestamp":1,"requestBody":{"model":"m","messages":[{"role":"user","content":"x"}]},"#
        + #""responseBody":{"usage":{"prompt_tokens":10,"completion_tokens":5}}}"#,
      #"{"timestamp":1,"input":{"model":"m","messages":[{"role":"user","content":"x"}]},"#
        + #""output":{"usage":{"prompt_tokens":10,"completion_tokens":5}}}"#,
    ])
  func bodies(_ text: String) throws {
    let stream = try read(text)
    let wanted = LogTotals(1, 10, 5, models: ["m"])
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.texts.text(0).contains("x"))
  }

  @Test("events of Anthropic's streams: the input of the start, the output of the end")
  func anthropicEvents() throws {
    let start =
      #"{"type":"message_start","message":{"id":"1","model":"c","usage":{"input_tokens":25,"cache_read_input_tokens":75,"#
      + #""output_tokens":1}}}"#
    let delta = #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}"#
    let end = #"{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":15}}"#
    let stop = #"{"type":"message_stop"}"#
    let text = [start, delta, end, stop, start.replacing(#""id":"1""#, with: #""id":"2""#), delta].joined(
      separator: "\n")
    let wanted = LogTotals(1, 100, 15, cached: 75, models: ["c"])
    #expect(try read(text).reading?.format == "anthropic_events")
    #expect(try totals(text, like: wanted) == wanted)
  }

  @Test(
    "PostHog: an event tells itself whether cached tokens stand beside the input",
    arguments: [
      (#""$ai_provider":"anthropic""#, 5110), (#""$ai_provider":"openai""#, 6000),
      (#""$ai_provider":"anthropic","$ai_cache_reporting_exclusive":false"#, 6000),
      (#""$ai_provider":"bedrock","$ai_cache_reporting_exclusive":true"#, 11_100),
    ])
  func postHogCached(_ members: String, _ input: Int) throws {
    let plain = input == 5110 ? 10 : 6000
    let stream = try read(
      #"{"event":"$ai_generation","uuid":"e","timestamp":"2026-03-01T10:00:00Z","properties":{"$ai_model":"m","$ai_input_tokens":\#(plain),"#
        + #""$ai_output_tokens":80,"$ai_cache_read_input_tokens":5000,"$ai_cache_creation_input_tokens":100,\#(members)}}"#
    )
    let wanted = LogTotals(1, input, 80, cached: 5000, written: 100)
    #expect(LogTotals(stream, as: wanted) == wanted)
  }

  @Test("PostHog: generations are calls, spans are none, and cached tokens stand where the provider has them")
  func postHog() throws {
    func event(_ kind: String, _ provider: String) -> String {
      #"{"uuid":"\#(provider)\#(kind)","event":"$ai_\#(kind)","timestamp":"2026-03-01T10:00:00Z","distinct_id":"u","#
        + #""properties":{"$ai_provider":"\#(provider)","$ai_model":"m","$ai_input_tokens":100,"$ai_output_tokens":5,"#
        + #""$ai_cache_read_input_tokens":40,"$ai_latency":1.5,"$ai_total_cost_usd":0.25}}"#
    }
    let text = [event("generation", "openai"), event("generation", "anthropic"), event("trace", "openai")]
      .joined(separator: "\n")
    let wanted = LogTotals(2, 240, 10, cached: 80, latency: 3, cost: 0.5, models: ["m"])
    #expect(try totals(text, like: wanted) == wanted)
    let table =
      "uuid,event,timestamp,properties\nu,$ai_generation,2026-03-01T10:00:00Z,\"{\"\"$ai_model\"\":\"\"m\"\",\"\"$ai_input_tokens\"\":10,\"\"$ai_output_tokens\"\":5}\"\n"
    let one = LogTotals(1, 10, 5, models: ["m"])
    #expect(try totals(table, like: one) == one)
  }

  @Test("lists within the elements of a list are records, with what stands around them")
  func nested() throws {
    let call = #"{"timestamp":1,"model":"m","input_tokens":10,"output_tokens":5}"#
    let text =
      #"{"sessions":[{"session_id":"a","calls":[\#(call),\#(call)]},{"session_id":"b","calls":[\#(call)]}]}"#
    let wanted = LogTotals(3, 30, 15)
    #expect(try totals(text, like: wanted) == wanted)
  }

  @Test("titles above the header, comments among the rows and delimiters behind them are none of the table")
  func titles() throws {
    let header = "timestamp,model,prompt_tokens,completion_tokens"
    let wanted = LogTotals(2, 20, 10)
    for text in [
      "LLM usage,,,\n" + header + "\n1,m,10,5\n2,m,10,5\n",
      "Report\nGenerated: today\n\n" + header + "\n1,m,10,5\n2,m,10,5\n",
      header + "\n1,m,10,5\n# end of day\n2,m,10,5\n", header + "\n1,m,10,5,\n2,m,10,5,,\n",
    ] {
      #expect(try totals(text, like: wanted) == wanted)
      let file = try TemporaryFile(text, name: "log.csv")
      #expect(try CacheTraceFile(path: file.path).isRecordedStream())
      withExtendedLifetime(file) {}
    }
  }

  @Test("numbers of MongoDB, JSON within a text, and words for nothing")
  func values() throws {
    let wanted = LogTotals(1, 10, 5)
    let mongo =
      #"{"createdAt":{"$date":"2026-03-01T10:00:00Z"},"promptTokens":{"$numberInt":"10"},"completionTokens":{"$numberLong":"5"}}"#
    #expect(try totals(mongo, like: wanted) == wanted)
    let text = JSONValue.quoted(
      #"{"created":1,"model":"m","usage":{"prompt_tokens":10,"completion_tokens":5}}"#)
    let both = LogTotals(2, 20, 10)
    #expect(try totals(text + "\n" + text + "\n", like: both) == both)
    for word in ["n/a", "NA", "\u{2013}", "#N/A", "[NULL]", "(null)"] {
      let table =
        "timestamp,input_tokens,output_tokens,cost,cached_tokens,ttft_ms\n1,10,5,\(word),\(word),-1\n"
      let stream = try read(table)
      #expect(LogTotals(stream, as: LogTotals(0, 0, 0, cached: 0, cost: 0)) == wanted)
      #expect(stream.recorded.firstToken[0] == nil)
    }
  }

  @Test(
    "dollars within a usage are those of the call",
    arguments: [
      (#""estimated_cost":0.002"#, 0.002), (#""cost_in_usd_ticks":20000000"#, 0.002),
      (#""total_cost":0.002"#, 0.002),
    ])
  func dollars(_ member: String, _ amount: Double) throws {
    let wanted = LogTotals(1, 10, 5, cost: amount)
    #expect(
      try totals(
        #"{"created":1,"model":"m","usage":{"prompt_tokens":10,"completion_tokens":5,\#(member)}}"#,
        like: wanted)
        == wanted)
  }

  @Test("the text of an answer in a table tells its tokens, where no column does")
  func answers() throws {
    let wanted = LogTotals(1, 2, 4)
    #expect(try totals("timestamp,prompt,response\n1,hello,hi there friend\n", like: wanted) == wanted)
    #expect(
      try totals(#"{"timestamp":1,"question":"hello","answer":"hi there friend"}"#, like: wanted) == wanted)
    #expect(
      try read("timestamp,prompt,response,output_tokens\n1,hello,hi there friend,9\n").outputTokens == [9])
  }

  @Test(
    "amounts with points or blanks between thousands and a decimal comma",
    arguments: [("1.234,50", 1234.5), ("1 234,50", 1234.5), ("1,234", 1.234), ("0,5", 0.5)])
  func amounts(_ text: String, _ amount: Double) throws {
    let wanted = LogTotals(1, 10, 5, cost: amount)
    #expect(try totals("input_tokens;output_tokens;cost_usd\n10;5;\(text)\n", like: wanted) == wanted)
  }

  @Test("rows that count their calls are refused, and cached tokens of OpenAI's realtime API are read")
  func counted() throws {
    #expect(
      fault("date,model,count,prompt_tokens,completion_tokens\n2026-03-01,m,9,1,1\n")?.message.contains(
        "9 calls") == true)
    let realtime = LogTotals(1, 100, 50, cached: 64)
    #expect(
      try totals(
        #"{"created":1,"model":"m","usage":{"input_tokens":100,"output_tokens":50,"input_token_details":{"cached_tokens":64}}}"#,
        like: realtime) == realtime)
    #expect(DateText.read(Array("2026-03-01 11:00:00 GMT+1".utf8)[...]) == 1_772_359_200_000_000_000)
  }
}
