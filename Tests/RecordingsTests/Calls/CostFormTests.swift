import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// What logs say of money, and calls that are billed otherwise than by words.
@Suite("Costs in their units and currencies; models without words")
struct CostFormTests {
  private func call(_ members: String, model: String = "m") -> String {
    #"{"created":1772359200,"model":"\#(model)","usage":{"prompt_tokens":10,"completion_tokens":5},\#(members)}"#
  }

  @Test(
    "an amount is in the unit of its name, or the sum of its parts",
    arguments: [
      (#""cost_cents":2"#, 0.02), (#""costCents":2"#, 0.02), (#""cost_micros":2000"#, 0.002),
      (#""cost_nano_usd":2000000"#, 0.002), (#""cost":{"input":0.1,"output":0.2}"#, 0.3),
      (#""cost":{"input":0.1,"output":0.2,"total":0.4}"#, 0.4), (#""cost":0.5,"currency":"USD""#, 0.5),
    ])
  func units(_ members: String, _ dollars: Double) throws {
    let wanted = LogTotals(1, 10, 5, cost: dollars)
    #expect(LogTotals(try read(call(members)), as: wanted) == wanted)
  }

  @Test(
    "requests and answers of every API have the cost and the time that were logged with them",
    arguments: [
      #"{"system":"s","messages":[{"role":"user","content":"q"}],"usage":{"input_tokens":10,"output_tokens":5},"cost_usd":0.5,"latency_ms":900}"#,
      #"{"model":"m","input":"q","usage":{"input_tokens":10,"output_tokens":5},"cost":0.5,"latency_ms":900}"#,
      #"{"contents":[{"role":"user","parts":[{"text":"q"}]}],"response":{"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":5}},"cost":0.5,"latency_ms":900}"#,
      #"{"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"cost":0.5},"latency_ms":900}"#,
      #"{"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"cost":{"input_tokens_cost":0.1,"total_cost":0.5}},"latency_ms":900}"#,
      #"{"request":{"model":"m","messages":[{"role":"user","content":"q"}]},"response":{"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"cost":0.5}},"latency_ms":900}"#,
      #"{"event":"message_end","metadata":{"usage":{"prompt_tokens":10,"completion_tokens":5,"total_price":"0.5","currency":"USD"}},"latency_ms":900}"#,
    ])
  func logged(_ line: String) throws {
    let wanted = LogTotals(1, 10, 5, latency: 0.9, cost: 0.5)
    #expect(LogTotals(try read(line), as: wanted) == wanted)
  }

  @Test("what was read from a cache and written to it is part of the cost; prices of tokens are none of it")
  func parts() throws {
    let table = try read(
      "model,input_tokens,output_tokens,input_cost,output_cost,cache_read_cost,cache_write_cost\nm,10,5,0.1,0.2,0.3,0.4\n"
    )
    let row = try read(
      call(#""input_cost":0.1,"output_cost":0.2,"cache_read_cost":0.3,"cache_creation_cost":0.4"#))
    let wanted = LogTotals(1, 10, 5, cost: 1)
    for stream in [table, row] { #expect(LogTotals(stream, as: wanted) == wanted) }
    let prices = try read("model,input_tokens,output_tokens,input_price,output_price\nm,10,5,2.5,10\n")
    #expect(prices.recorded.cost.isEmpty)
    let rows = String(repeating: ",4000000", count: 4)
    #expect(
      fault(
        "model,input_tokens,output_tokens,input_cost,output_cost,cache_read_cost,cache_write_cost\nm,10,5\(rows)\n"
      )?.message == "the costs of the call are too large")
  }

  @Test("a cost in another currency is left out and told, in JSON and in tables")
  func currencies() throws {
    let table =
      "model,input_tokens,output_tokens,cost,currency\nm,10,5,0.5,EUR\nm,10,5,0.5,usd\nm,10,5,,EUR\n"
    let stream = try read(table)
    #expect(LogTotals(stream, as: LogTotals(0, 0, 0, cost: 0)) == LogTotals(3, 30, 15, cost: 0.5))
    for stream in [stream, try read(call(#""cost":0.5,"currency":"EUR""#))] {
      #expect(stream.recorded.cost[0] == nil)
      #expect(stream.reading?.remarks[Int(RecordedReading.Remark.otherCurrency.rawValue)] == 1)
    }
  }

  @Test("embeddings, moderation and speech have no output where none is recorded")
  func wordless() throws {
    let calls = [
      #"{"created":1,"model":"text-embedding-3-small","usage":{"prompt_tokens":8}}"#,
      #"{"created":2,"model":"omni-moderation-latest","results":[{"flagged":false}],"usage":null}"#,
      #"{"created":3,"model":"whisper-1","usage":{"type":"duration","seconds":9}}"#,
      #"{"created":4,"model":"m","usage":{"prompt_tokens":10,"completion_tokens":5}}"#,
    ]
    let stream = try read(calls.joined(separator: "\n"))
    #expect(LogTotals(stream, as: LogTotals(0, 0, 0)) == LogTotals(4, 18, 5))
    #expect(stream.reading?.remarks[Int(RecordedReading.Remark.wordless.rawValue)] == 3)
    let table = try read("model,prompt_tokens,completion_tokens\nm,10,5\ntext-embedding-3-small,8,\n")
    #expect(LogTotals(table, as: LogTotals(0, 0, 0)) == LogTotals(2, 18, 5))
  }

  @Test("usages that sum up several calls are refused")
  func sums() {
    let usage = #"{"timestamp":1,"model":"m","usage":{"requests":3,"request_tokens":10,"response_tokens":5}}"#
    #expect(fault(usage)?.message.contains("sums up 3 calls") == true)
    let days =
      #"{"results":[{"date":"2026-03-01","metrics":{"spend":0.1,"prompt_tokens":100,"completion_tokens":50,"api_requests":10}}]}"#
    #expect(fault(days)?.message.contains("sums") == true)
  }

  @Test("times under names with a unit are times")
  func times() throws {
    let stream = try read(
      "ts_ms,model,prompt_tokens,completion_tokens\n1772359200000,m,1,1\n1772359260000,m,1,1\n")
    #expect(stream.arrival.map(\.seconds) == [0, 60])
  }
}
