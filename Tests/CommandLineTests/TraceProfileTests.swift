import Foundation
import Testing

@Suite("Profiles of logs on the command line")
struct TraceProfileTests {
  private static let log = """
    {"when":1730932263691,"usage":{"in":7,"out":3},"who":"ann","text":"Hi"}
    {"when":1730932264691,"usage":{"in":9,"out":4},"who":"bob","text":"Hi"}

    """

  private static let map = [
    "--column", "timestamp=when", "--column", "input_tokens=usage.in", "--column=output_tokens=usage.out",
    "--column", "prompt=text", "--column", "user=who",
  ]

  @Test("columns are mapped by meaning, with paths; standard input is a file")
  func columns() throws {
    let folder = try Simbench()
    defer { folder.remove() }
    try folder.write(TraceProfileTests.log, to: "log.jsonl")
    let outcome = try folder.run(["trace", "profile", "log.jsonl"] + TraceProfileTests.map)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("input tokens                   16\n"))
    #expect(
      outcome.output.contains(
        "times                          ms, 2024-11-06T22:31:03Z to 2024-11-06T22:31:04Z\n"))
    #expect(outcome.output.contains("cached tokens                  n/a\n"))
    let words = TraceProfileTests.map.joined(separator: " ")
    for line in ["cat log.jsonl | $S trace profile - \(words)", "$S trace profile - \(words) < log.jsonl"] {
      let piped = try folder.shell(line)
      #expect(piped.output == outcome.output, "\(piped.errors)")
    }
    let json = try folder.run(["trace", "profile", "log.jsonl", "--json"] + TraceProfileTests.map)
    #expect(json.output.contains("\"time_unit\": \"ms\""))
    #expect(json.output.contains("\"cached_tokens\": null"))
  }

  @Test("a meaning that there is not, one stated twice, and a format that has no columns are refused")
  func wrongColumns() throws {
    let folder = try Simbench()
    defer { folder.remove() }
    try folder.write(TraceProfileTests.log, to: "log.jsonl")
    func errors(_ words: String...) throws -> String {
      let outcome = try folder.run(["trace", "profile", "log.jsonl"] + words)
      #expect(outcome.code == 2)
      return outcome.errors
    }
    #expect(try errors("--column", "promt=text").contains("(did you mean 'prompt'?)"))
    #expect(try errors("--column", "prompt=a", "--column", "prompt=b").contains("states 'prompt' twice"))
    #expect(
      try errors("--column", "prompt=a", "--format", "azure").contains(
        "says nothing about the format 'azure'"))
  }

  @Test("a log of a tool is never taken for a cache trace")
  func langfuse() throws {
    let folder = try Simbench()
    defer { folder.remove() }
    try folder.write(
      "id,traceId,startTime,endTime,model,input,output,inputUsage,outputUsage,totalUsage,totalCost,level\n"
        + "1,t,2025-11-03T00:00:32.609Z,2025-11-03T00:00:33Z,gpt-4o,\"[{\"\"role\"\":\"\"user\"\",\"\"content\"\":\"\"a\"\"}]\",b,12,3,15,0.001,DEFAULT\n",
      to: "langfuse.csv")
    let outcome = try folder.run(["trace", "profile", "langfuse.csv"])
    #expect(
      outcome.output.contains("what was read                  langfuse\n"),
      "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains("recorded spend                 $0.001\n"))
    #expect(outcome.output.contains("models with calls              gpt-4o 1\n"))
  }

  @Test("the span of a recording ends with its last request: 1,001 requests in a second are 1,001 a second")
  func span() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = (0...1000).map {
      "{\"timestamp\":\($0),\"input_length\":5,\"output_length\":5,\"hash_ids\":[1]}\n"
    }
    try simbench.write(rows.joined(), to: "t.jsonl")
    let outcome = try simbench.run(["trace", "profile", "t.jsonl", "--json"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    #expect(object?["span_s"] as? Double == 1)
    #expect(object?["mean_rate_per_s"] as? Double == 1001)
  }
}
