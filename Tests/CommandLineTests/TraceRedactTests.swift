import Foundation
import Testing

@Suite("Redaction on the command line")
struct TraceRedactTests {
  private static let log = (0..<40).map { row in
    #"{"timestamp":\#(1_762_128_000 + row),"user":"ann\#(row % 3)","model":"gpt-4o","temperature":0,"#
      + #""messages":[{"role":"user","content":"private \#(row % 7)"}],"#
      + #""usage":{"prompt_tokens":\#(100 + row),"completion_tokens":9},"cost_usd":0.00\#(row + 1)}"# + "\n"
  }.joined()

  @Test("the log without texts has the profile, the bill and the hits of the log")
  func figures() throws {
    let folder = try Simbench()
    defer { folder.remove() }
    try folder.write(TraceRedactTests.log, to: "log.jsonl")
    let outcome = try folder.run(["trace", "redact", "log.jsonl", "--out", "red.jsonl"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(
      outcome.errors.contains(
        "40 calls without texts and names written to red.jsonl; models (without the accounts that they belong to), times, counts, prices and names of tiers are as they were"
      ))
    let text = try String(decoding: folder.bytes("red.jsonl"), as: UTF8.self)
    #expect(!text.contains("private") && !text.contains("ann"))
    func lines(_ words: [String]) throws -> [Substring] {
      let outcome = try folder.run(words)
      // The invented prices are not those of the book, which calibrating says.
      #expect(outcome.code == (words[0] == "calibrate" ? 3 : 0), "\(outcome.errors)")
      return outcome.output.split(separator: "\n").filter {
        !["what was read", "times "].contains(where: $0.hasPrefix)
          && !["\"format\"", "\"time_unit\"", "red.jsonl", "log.jsonl"].contains(where: $0.contains)
      }
    }
    #expect(
      try lines(["trace", "profile", "red.jsonl", "--json"])
        == lines(["trace", "profile", "log.jsonl", "--json"]))
    #expect(try lines(["calibrate", "red.jsonl", "--json"]) == lines(["calibrate", "log.jsonl", "--json"]))
    for name in ["log", "red"] {
      let quality = #"{"quality":{"simple":0.9,"medium":0.9,"complex":0.9}}"#
      try folder.write(
        #"{"simbench":1,"name":"same","workload":{"kind":"recorded","path":"\#(name).jsonl"},"#
          + #""providers":{"openai":{"models":{"gpt-4o":\#(quality)}}},"#
          + #""strategies":[{"name":"plain","model":"recorded","layers":[]},"#
          + #"{"name":"exact","model":"recorded","layers":[{"use":"exact_cache","capacity":50}]}]}"#,
        to: "\(name).json")
      let outcome = try folder.run(["run", "\(name).json", "--no-plots", "--out", name])
      #expect(outcome.code == 0, "\(outcome.errors)")
    }
    for file in ["layers.csv", "timeline.csv"] {
      #expect(try folder.bytes("red/" + file) == folder.bytes("log/" + file))
    }
  }

  @Test("a salt is one run's own unless it is stated; a short one is refused")
  func salts() throws {
    let folder = try Simbench()
    defer { folder.remove() }
    try folder.write(TraceRedactTests.log, to: "log.jsonl")
    func output(_ words: String...) throws -> String {
      let outcome = try folder.run(["trace", "redact", "log.jsonl"] + words)
      #expect(outcome.code == 0, "\(outcome.errors)")
      return outcome.output
    }
    #expect(try output("--salt", "a long salt") == output("--salt", "a long salt"))
    #expect(try output("--salt", "a long salt") != output("--salt", "another salt"))
    #expect(try output() != output())
    let short = try folder.run(["trace", "redact", "log.jsonl", "--salt", "abc"])
    #expect(short.code == 2)
    #expect(short.errors.contains("--salt has 3 bytes; at least 8 that nobody guesses were expected"))
    let own = try folder.run(["trace", "redact", "log.jsonl", "--out", "log.jsonl"])
    #expect(own.code == 2)
    #expect(try folder.bytes("log.jsonl") == Data(TraceRedactTests.log.utf8))
  }
}
