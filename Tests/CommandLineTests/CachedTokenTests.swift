import Foundation
import Testing

@Suite("Cached tokens of a log")
struct CachedTokenTests {
  /// Agents with their tools and sub-agents, whose pauses are shorter than the cache's lifetime.
  private static let agents = #"""
    "kind": "synthetic", "replay": "closed", "arrivals": {"rate_per_s": 0.01},
    "sessions": {"kind": "agent", "turns_median": 12, "turns_p95": 30, "think_s_median": 10, "think_s_p95": 40,
      "compact_at_tokens": 10000000}, "tokens": {"system": 2000}
    """#

  private func scenario(_ name: String, _ workload: String, model: String = "gpt-4o", more: String = "")
    -> String
  {
    """
    {"simbench": 1, "name": "\(name)", "run": {"seed": 4, \(workload.contains("synthetic") ? "\"measure_h\": 3, " : "")"replications": 1},
     "workload": {\(workload)},
     "providers": {"p": {"models": {"gpt-4o": {"output_tokens_per_s": 80}}, "prompt_cache": {"ttl_s": 1800}}},
     "strategies": [{"name": "a", "model": "\(model)", "layers": [{"use": "prompt_cache"}]},
       {"name": "as logged", "model": "\(workload.contains("synthetic") ? model : "recorded")"}], "output": {"plots": []}\(more)}
    """
  }

  private func run(_ simbench: Simbench, _ arguments: [String]) throws {
    let outcome = try simbench.run(arguments)
    #expect(outcome.code == 0, "\(outcome.errors)")
  }

  private func rows(_ simbench: Simbench, _ name: String) throws -> [[String: Any]] {
    try String(decoding: simbench.bytes(name), as: UTF8.self).split(separator: "\n").map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  private func write(_ rows: [[String: Any]], _ simbench: Simbench, _ name: String) throws {
    let lines = try rows.map { row in
      String(decoding: try JSONSerialization.data(withJSONObject: row, options: .sortedKeys), as: UTF8.self)
    }
    try simbench.write(lines.joined(separator: "\n") + "\n", to: name)
  }

  private func cache(_ simbench: Simbench, _ log: String) throws -> (all: [String: Any], cache: [String: Any])
  {
    let outcome = try simbench.run(["calibrate", log, "--json"])
    let all = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any], "\(outcome.errors)")
    return (all, try #require(all["prompt_cache"] as? [String: Any], "\(outcome.output)"))
  }

  private func requests(_ turns: Any?, _ reason: String) -> Set<Int> {
    Set(
      (turns as? [[String: Any]] ?? []).filter { $0["reason"] as? String == reason }.compactMap {
        $0["request"] as? Int
      })
  }

  /// Writes the ledger of a run of agents under a prompt cache, `log.jsonl`.
  private func writeLog(_ simbench: Simbench) throws {
    try simbench.write(scenario("own", Self.agents), to: "own.json")
    try run(
      simbench,
      ["run", "own.json", "--ledger", "log.jsonl", "--ledger-form", "table", "--ledger-strategy", "a"])
  }

  @Test("a log that a run with a prompt cache wrote gives back its cached tokens exactly, and its dollars")
  func ownLog() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try writeLog(simbench)
    let found = try cache(simbench, "log.jsonl")
    #expect(found.cache["turns"] as? Int ?? 0 > 300)
    #expect(found.cache["exact"] as? Int == found.cache["turns"] as? Int)
    #expect((found.cache["rule"] as? [String: Any])?["ttl_s"] as? Int == 1800)
    #expect((found.cache["not_reproduced"] as? [Any])?.isEmpty == true)
    #expect((found.cache["broken"] as? [Any])?.isEmpty == true)
    let total = try #require(found.all["total"] as? [String: Any])
    let recorded = (total["recorded"] as? [String: Any])?["picodollars"] as? String
    #expect(recorded != nil && recorded == (total["reproduced"] as? [String: Any])?["picodollars"] as? String)
    let text = try simbench.run(["calibrate", "log.jsonl"]).output
    #expect(text.contains("Provider's prompt cache: the cached tokens of 100 % of"), "\(text)")
  }

  @Test("a breaker planted in 5 % of the turns is named in those and in no others, with texts and without")
  func planted() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let alone = Self.agents.replacing("\"turns_median\"", with: "\"subagent_share\": 0, \"turns_median\"")
    try simbench.write(scenario("own", alone), to: "own.json")
    try run(
      simbench,
      [
        "run", "own.json", "--ledger", "plain.jsonl", "--ledger-form", "table", "--ledger-strategy",
        "as logged",
      ])
    var planted: Set<Int> = []
    var changed = try rows(simbench, "plain.jsonl")
    for place in changed.indices where place % 20 == 7 {
      // A turn of one predecessor, which is no first turn of a sub-agent.
      guard changed[place]["predecessor"] is Int, let blocks = changed[place]["prefix_blocks"] as? [Int],
        blocks.count > 4
      else { continue }
      changed[place]["prefix_blocks"] = blocks.indices.map { 1_000_000 * (place + 1) + $0 }
      planted.insert(place)
    }
    #expect(planted.count > 10)
    try write(changed, simbench, "planted.jsonl")
    try simbench.write(
      scenario("again", #""kind": "recorded", "path": "planted.jsonl", "replay": "closed""#), to: "again.json"
    )
    try run(
      simbench,
      ["run", "again.json", "--ledger", "log.jsonl", "--ledger-form", "table", "--ledger-strategy", "a"])
    let log = try rows(simbench, "log.jsonl")
    let expected = Set(
      log.indices.filter { (log[$0]["prefix_blocks"] as? [Int])?.count ?? 0 > 4 && isPlanted(log, $0) })
    #expect(expected.count == planted.count)
    let found = try cache(simbench, "log.jsonl").cache
    #expect(found["exact"] as? Int == found["turns"] as? Int)
    #expect(requests(found["broken"], "changed_head") == expected)
    #expect((found["broken"] as? [Any])?.count == expected.count)
    // The same without the prefixes: only lengths and counts, as a transcript has them.
    try write(
      log.map { row in row.filter { !$0.key.hasPrefix("prefix_block") } }, simbench, "counts.jsonl")
    let counts = try cache(simbench, "counts.jsonl").cache
    #expect(requests(counts["broken"], "changed_head") == expected)
    #expect((counts["broken"] as? [Any])?.count == expected.count)
    let missed = Set(
      (counts["not_reproduced"] as? [[String: Any]] ?? []).compactMap { $0["request"] as? Int })
    #expect(expected.isSubset(of: missed))
  }

  /// Whether a turn's blocks are its own from the first on.
  private func isPlanted(_ log: [[String: Any]], _ place: Int) -> Bool {
    guard let first = (log[place]["prefix_blocks"] as? [Int])?.first else { return false }
    return log.count { ($0["prefix_blocks"] as? [Int])?.first == first } == 1
  }

  @Test("check holds a recording to its cached share and to what is left of each prompt")
  func gate() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try writeLog(simbench)
    func check(_ least: Double) throws -> Simbench.Outcome {
      let rules = ["cached_token_share", "surviving_prefix_share"].map {
        #"{"strategy": "as logged", "metric": "\#($0)", "min": \#(least)}"#
      }
      try simbench.write(
        scenario(
          "held", #""kind": "recorded", "path": "log.jsonl""#,
          more: #", "expect": [\#(rules.joined(separator: ", "))]"#), to: "held.json")
      return try simbench.run(["check", "held.json", "--no-baseline"])
    }
    let held = try check(0.7)
    #expect(held.code == 0, "\(held.output) \(held.errors)")
    let broken = try check(0.999)
    #expect(broken.code == 3, "\(broken.output) \(broken.errors)")
    #expect(broken.output.contains("surviving_prefix_share"))
  }
}
