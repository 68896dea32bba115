import Foundation
import Testing

/// What is wrong in a scenario is told at once, and not one fault a run.
@Suite("several faults of a scenario")
struct SeveralFaultTests {
  private func lines(_ text: String, _ words: [String] = ["run", "x.json"]) throws -> [String] {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(text, to: "x.json")
    let outcome = try simbench.run(words)
    #expect(outcome.code == 65)
    #expect(!simbench.exists("Results"))
    return outcome.errors.split(separator: "\n").map(String.init)
  }

  private func places(_ lines: [String]) -> [String] {
    lines.map { line in line.split(separator: ":").prefix(3).joined(separator: ":") }
  }

  @Test("wrong keys and values of every section have a line each, in their order")
  func sections() throws {
    let lines = try lines(
      """
      { "simbench": 1, "nme": "x",
        "run": { "replicatons": 3, "seed": -1 },
        "workload": { "kind": "synthetic", "arrivals": { "rate_per_s": 0 } },
        "providers": { "openai": { "models": { "gpt-4o": { "qualty": 0.9 } } } },
        "strategies": [ { "name": "a", "model": "gpt-4o", "layers": [ { "use": "exact_cach" }, { "use": "exact_cache", "capacity": 0 } ] } ],
        "expect": [ { "strategy": "a", "metric": "hit_shar" } ] }
      """)
    #expect(
      places(lines) == [
        "x.json:1:18", "x.json:2:12", "x.json:2:38", "x.json:3:66", "x.json:4:54", "x.json:5:74",
        "x.json:5:126",
        "x.json:6:44",
      ], "\(lines)")
    #expect(lines.allSatisfy { $0.contains(": error: ") })
  }

  @Test("names and references that sections hold are told together")
  func references() throws {
    let lines = try lines(
      """
      { "simbench": 1, "name": "a/b", "run": { "measure_h": 1 }, "workload": { "kind": "synthetic" },
        "providers": { "openai": { "models": { "gpt-4o": {} } } },
        "strategies": [ { "name": "a", "model": "gpt-5o" },
          { "name": "b", "extends": "c" },
          { "name": "d", "model": "gpt-4o", "layers": [ { "use": "router", "routes": { "simple": "gpt4o" } } ] } ],
        "constraints": { "qualty_min": 0.8, "quality_min": "x" },
        "gate": [ { "strategy": "zz", "metric": "hit_share" } ],
        "analysis": { "baseline": "yy" },
        "expect": [ { "strategy": "ww", "metric": "hit_share" } ] }
      """)
    let parts = [
      "'name' is 'a/b'", "'gpt-5o'", "'c'", "'gpt4o'", "'qualty_min'", "'constraints.quality_min'", "'zz'",
      "'yy'",
    ]
    #expect(lines.count == parts.count + 2, "\(lines)")
    for (line, part) in zip(lines, parts) { #expect(line.contains(part), "\(line)") }
    #expect(lines.contains { $0.contains("'ww'") } && lines.contains { $0.contains("a rule of 'expect'") })
  }

  @Test("each key that stands twice is told")
  func duplicates() throws {
    let lines = try lines("{ \"simbench\": 1,\n \"simbench\": 1, \"run\": {\"seed\": 1,\n \"seed\": 2} }")
    #expect(places(lines) == ["x.json:2:2", "x.json:3:2"], "\(lines)")
  }

  @Test("a comment is named as what JSON does not have", arguments: ["// c", "# c", "/* c */"])
  func comments(comment: String) throws {
    for text in ["{ \"simbench\": 1, \(comment)\n}", "{ \"simbench\": 1 \(comment)\n}", "{} \(comment)"] {
      let lines = try lines(text)
      #expect(lines.count == 1 && lines[0].contains("(JSON has no comments)"), "\(lines)")
    }
  }

  @Test("a scenario that is named twice is checked once")
  func once() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.run(["check", "small", "Scenarios", "Scenarios/small.json", "--no-baseline"])
    #expect(outcome.output.components(separatedBy: "regressed, 0 noted").count == 2, "\(outcome.output)")
  }
}
