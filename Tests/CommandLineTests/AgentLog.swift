import Foundation
import Testing

/// Logs that runs of simulated agents wrote, in a folder of their own, and what `calibrate` says of them.
struct AgentLog {
  typealias Row = [String: Any]

  let simbench: Simbench

  init() throws { simbench = try Simbench() }

  func remove() { simbench.remove() }

  /// Agents with their tools and sub-agents, whose pauses are shorter than the cache's lifetime.
  static let agents = #"""
    "kind": "synthetic", "replay": "closed", "arrivals": {"rate_per_s": 0.01},
    "sessions": {"kind": "agent", "turns_median": 12, "turns_p95": 30, "think_s_median": 10, "think_s_p95": 40,
      "compact_at_tokens": 10000000}, "tokens": {"system": 2000}
    """#
  /// The same without sub-agents.
  static let alone = agents.replacing("\"turns_median\"", with: "\"subagent_share\": 0, \"turns_median\"")

  /// The provider of OpenAI's models with a cache of half an hour.
  static let openAI = #"""
    "p": {"models": {"gpt-4o": {"output_tokens_per_s": 80}, "gpt-4o-mini": {"output_tokens_per_s": 80}},
      "prompt_cache": {"ttl_s": 1800}}
    """#

  /// Writes a scenario of a strategy `a` and of one without layers, `as logged`.
  func write(
    _ name: String, _ workload: String, provider: String = AgentLog.openAI,
    layers: String = #"{"use": "prompt_cache"}"#,
    model: String = "gpt-4o", more: String = ""
  ) throws {
    let isSynthetic = workload.contains("synthetic")
    try simbench.write(
      """
      {"simbench": 1, "name": "\(name)",
       "run": {"seed": 4, \(isSynthetic ? "\"measure_h\": 3, " : "")"replications": 1}, "workload": {\(workload)},
       "providers": {\(provider)},
       "strategies": [{"name": "a", "model": "\(model)", "layers": [\(layers)]},
         {"name": "as logged", "model": "\(isSynthetic ? model : "recorded")"}], "output": {"plots": []}\(more)}
      """, to: "\(name).json")
  }

  /// Runs a scenario and writes the ledger of one of its strategies.
  func run(_ name: String, of strategy: String = "a", to log: String) throws {
    let outcome = try simbench.run([
      "run", "\(name).json", "--ledger", log, "--ledger-form", "table", "--ledger-strategy", strategy,
    ])
    #expect(outcome.code == 0, "\(outcome.errors)")
  }

  func rows(_ name: String) throws -> [Row] {
    try String(decoding: simbench.bytes(name), as: UTF8.self).split(separator: "\n").map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? Row)
    }
  }

  func write(_ rows: [Row], to name: String) throws {
    let lines = try rows.map { row in
      String(decoding: try JSONSerialization.data(withJSONObject: row, options: .sortedKeys), as: UTF8.self)
    }
    try simbench.write(lines.joined(separator: "\n") + "\n", to: name)
  }

  /// What `calibrate` says of a log, and of its prompt cache.
  func calibrate(_ log: String) throws -> (all: Row, cache: Row) {
    let outcome = try simbench.run(["calibrate", log, "--json"])
    let all = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? Row, "\(outcome.errors)")
    return (all, try #require(all["prompt_cache"] as? Row, "\(outcome.output)"))
  }

  /// The requests that a list of turns names, for a reason.
  static func requests(_ turns: Any?, _ reason: String) -> Set<Int> {
    Set(
      (turns as? [Row] ?? []).filter { $0["reason"] as? String == reason }.compactMap {
        $0["request"] as? Int
      })
  }
}
