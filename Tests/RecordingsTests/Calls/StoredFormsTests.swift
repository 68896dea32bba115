import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// Records as data frames, databases and printed objects have them; all of it is invented.
@Suite("Tables in JSON, items of DynamoDB, objects that Python printed")
struct StoredFormsTests {
  private static let wanted = LogTotals(2, 200, 14, span: 5, models: ["m"])

  @Test(
    "tables in JSON may keep names and values apart, or a list or an object of values a column",
    arguments: [
      #"{"columns":["timestamp","model","input_tokens","output_tokens"],"index":[0,1],"data":[[0,"m",100,7],[5,"m",100,7]]}"#,
      #"{"timestamp":{"0":0,"1":5},"model":{"0":"m","1":"m"},"input_tokens":{"0":100,"1":100},"output_tokens":{"0":7,"1":7}}"#,
      #"{"timestamp":[0,5],"model":["m","m"],"input_tokens":[100,100],"output_tokens":[7,7]}"#,
      #"{"0":{"timestamp":0,"model":"m","input_tokens":100,"output_tokens":7},"1":{"timestamp":5,"model":"m","input_tokens":100,"output_tokens":7}}"#,
      #"{"tables":[{"name":"PrimaryResult","columns":[{"name":"timestamp"},{"name":"model"},{"name":"input_tokens"},{"name":"output_tokens"}],"rows":[[0,"m",100,7],[5,"m",100,7]]}]}"#,
    ])
  func tables(_ text: String) throws {
    let stream = try read(text)
    #expect(LogTotals(stream, as: StoredFormsTests.wanted) == StoredFormsTests.wanted)
  }

  @Test("items of DynamoDB have their types taken off, in an export and in an answer of its API")
  func dynamoDB() throws {
    func item(_ time: Int) -> String {
      #"{"timestamp":{"N":"\#(time)"},"model":{"S":"m"},"usage":{"M":{"prompt_tokens":{"N":"100"},"completion_tokens":{"N":"7"}}}}"#
    }
    for text in [
      #"{"Item":\#(item(0))}"# + "\n" + #"{"Item":\#(item(5))}"#,
      #"{"Items":[\#(item(0)),\#(item(5))],"Count":2}"#,
    ] {
      let stream = try read(text)
      #expect(LogTotals(stream, as: StoredFormsTests.wanted) == StoredFormsTests.wanted)
    }
  }

  @Test("dictionaries as Python prints them are records, alone or behind a time; other faults of JSON stay")
  func python() throws {
    func record(_ time: Int) -> String {
      "{'timestamp': \(time), 'model': 'm', 'usage': {'prompt_tokens': 100, 'completion_tokens': 7}, 'ok': True}"
    }
    for prefix in ["", "2026-03-01 10:00:00,000 INFO usage: "] {
      let stream = try read(prefix + record(0) + "\n" + prefix + record(5) + "\n")
      #expect(LogTotals(stream, as: StoredFormsTests.wanted) == StoredFormsTests.wanted)
    }
    #expect(fault(#"{"timestamp":NaN,"usage":{"prompt_tokens":1}}"#)?.message.contains("NaN") == true)
  }

  @Test("a record two objects deep has what stands around it on the way")
  func deeper() throws {
    let lines = [0, 5].map {
      #"{"id":"x","type":"log","attributes":{"timestamp":\#($0),"attributes":{"model":"m","usage":{"prompt_tokens":100,"completion_tokens":7}}}}"#
    }
    let stream = try read(#"{"data":[\#(lines.joined(separator: ","))]}"#)
    #expect(LogTotals(stream, as: StoredFormsTests.wanted) == StoredFormsTests.wanted)
  }

  @Test(
    "a cost may be an object with its total, or have commas between thousands",
    arguments: [
      (#"{"input":0.001,"total":0.003}"#, 0.003), (#"{"total_cost":"0.5"}"#, 0.5), (#""$1,234.50""#, 1234.5),
    ])
  func costs(_ cost: String, _ dollars: Double) throws {
    let stream = try read(#"{"model":"m","cost":\#(cost),"usage":{"prompt_tokens":1,"completion_tokens":1}}"#)
    #expect(stream.recorded.cost[0].map { Double($0) / 1e12 } == dollars)
  }

  @Test(
    "times as Kibana, German tables and .NET write them",
    arguments: ["Mar 1, 2026 @ 10:00:00.000", "2026.03.01 10:00:00", "/Date(1772359200000+0100)/"])
  func times(_ text: String) throws {
    let stream = try read(
      #"{"timestamp":"\#(text)","model":"m","usage":{"prompt_tokens":1,"completion_tokens":1}}"#)
    #expect(stream.reading?.firstTime == 1_772_359_200_000_000_000 as Int128)
  }

  @Test(
    "pieces of Gemini's answers have the name of the answer, and each tells the usage so far; so may their costs"
  )
  func growingPieces() throws {
    func piece(_ output: Int, _ name: String) -> String {
      #"{"candidates":[{"content":{"parts":[{"text":"a"}]}}],"modelVersion":"gemini-2.5-pro","responseId":"\#(name)","usageMetadata":"#
        + #"{"promptTokenCount":1000,"candidatesTokenCount":\#(output),"totalTokenCount":\#(1000 + output)}}"#
    }
    let stream = try read(
      [piece(1, "a"), piece(1, "b"), piece(20, "a"), piece(9, "b")].joined(separator: "\n"))
    let wanted = LogTotals(2, 2000, 29)
    #expect(LogTotals(stream, as: wanted) == wanted)
    func chunk(_ output: Int) -> String {
      #"{"id":"c","object":"chat.completion.chunk","created":1772359200,"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":"#
        + #"\#(output),"cost":0.\#(output)}}"#
    }
    let priced = LogTotals(1, 10, 5, cost: 0.5)
    #expect(LogTotals(try read(chunk(1) + "\n" + chunk(5)), as: priced) == priced)
  }

  @Test("pictures and speech without counts are calls with their cost, and chats without are faults")
  func blankCounts() throws {
    let head = "model,input_tokens,output_tokens,cost\nm,10,5,0.25\n"
    let wanted = LogTotals(2, 10, 5, cost: 0.5)
    #expect(LogTotals(try read(head + "dall-e-3,,,0.25\n"), as: wanted) == wanted)
    #expect(fault(head + "m,,,0.25\n")?.message.hasPrefix("input_tokens is empty") == true)
  }

  @Test("pieces of a stream that say so count nothing beside the one with the usage")
  func pieces() throws {
    let stream = try read(
      #"{"id":"c","timestamp":0,"model":"m","delta":"a","usage":null}"# + "\n"
        + #"{"id":"c","timestamp":1,"model":"m","delta":"","usage":{"prompt_tokens":100,"completion_tokens":7}}"#
    )
    #expect(LogTotals(stream, as: LogTotals(0, 0, 0)) == LogTotals(1, 100, 7))
  }
}
