import Declarations
import TestSupport
import Testing

@testable import Decisions
@testable import Experiments

@Suite("A gate that is loosened")
struct LooseningTests {
  private static let former = """
    , "gate": [{"metric": "hit_share", "worse_by": 0.01}, {"metric": "cost_usd_per_month", "worse_by_share": 0.05}],
    "constraints": {"latency_p95_ms_max": 5000, "quality_min": 0.5},
    "expect": [{"strategy": "exact", "metric": "hit_share", "min": 0.01, "rule": "ci"},
      {"strategy": "exact", "metric": "hit_share", "greater_than": "naive"},
      {"strategy": "full", "metric": "quality", "equals": 0.5, "tolerance": 0.5}]
    """

  private func loosened(_ from: String, _ to: String, in text: String = former) throws -> [String] {
    #expect(text.contains(from))
    func baseline(_ more: String) throws -> Baseline {
      let scenario = try SmallScenario.make(SmallScenario.text(more: more))
      return Baseline(try Runner(scenario).runStrategies(), of: scenario)
    }
    // What is read from a file is what was written to it.
    let written = try baseline(text).json.text()
    let before = try Baseline(bytes: Array(written.utf8), path: "b.json", remedy: "r")
    #expect(before.json.text() == written)
    return Loosening.all(from: before, to: try baseline(text.replacing(from, with: to))).map(\.text)
  }

  @Test(
    "what is laxer or gone is named, and what is stricter is not",
    arguments: [
      ("\"worse_by\": 0.01", "\"worse_by\": 0.02", ["hit_share may get worse by 0.01 -> 0.02"]),
      ("\"worse_by\": 0.01", "\"worse_by\": 0.001", []),
      (
        "\"worse_by_share\": 0.05", "\"worse_by_share\": 9",
        ["cost_usd_per_month may get worse by 5 % -> 900 %"]
      ),
      (
        "{\"metric\": \"hit_share\", \"worse_by\": 0.01}, ",
        "{\"metric\": \"hit_share\", \"worse\": \"more\"}, ", ["hit_share fails only where it rises"]
      ),
      ("{\"metric\": \"hit_share\", \"worse_by\": 0.01}, ", "", ["hit_share gates no more"]),
      (
        "{\"metric\": \"hit_share\", \"worse_by\": 0.01}, ",
        "{\"metric\": \"hit_share\", \"worse_by\": 0.01}, {\"metric\": \"hit_share\", \"strategy\": \"exact\", \"worse_by\": 1}, ",
        ["hit_share of exact may get worse by 0.01 -> 1"]
      ),
      (
        "\"latency_p95_ms_max\": 5000", "\"latency_p95_ms_max\": 6000",
        ["constraints.latency_p95_ms_max 5000 -> 6000"]
      ),
      ("\"latency_p95_ms_max\": 5000", "\"latency_p95_ms_max\": 4000", []),
      (", \"quality_min\": 0.5", "", ["constraints.quality_min 0.5 removed"]),
      ("\"quality_min\": 0.5", "\"quality_min\": 0.4", ["constraints.quality_min 0.5 -> 0.4"]),
      ("\"min\": 0.01", "\"min\": 0.02", []),
      ("\"min\": 0.01", "\"min\": 0", ["expect.exact.hit_share.min 0.01 -> 0"]),
      (
        ", \"rule\": \"ci\"", "", ["expect.exact.hit_share.min is held to the mean and not to its interval"]
      ),
      ("\"tolerance\": 0.5", "\"tolerance\": 0.25", []),
      (
        "\"tolerance\": 0.5", "\"tolerance\": 0.75",
        ["expect.full.quality.equals 0.5 ±0.5 -> 0.5 ±0.75"]
      ),
      ("\"equals\": 0.5, \"tolerance\": 0.5", "\"min\": 0", ["expect.full.quality.max 1 removed"]),
      (
        "\"metric\": \"quality\", \"equals\": 0.5, \"tolerance\": 0.5",
        "\"metric\": \"requests\", \"min\": 0",
        ["expect.full.quality.equals 0.5 ±0.5 removed"]
      ),
      (
        "\"greater_than\": \"naive\"", "\"min\": 0.01",
        ["expect.exact.hit_share.greater_than.naive removed"]
      ),
    ] as [(String, String, [String])])
  func named(from: String, to: String, expected: [String]) throws {
    #expect(try loosened(from, to) == expected)
  }

  @Test(
    "a rule `equals` that is gone is named once, and one bound that stays is not named",
    arguments: [
      ("\"metric\": \"requests\", \"min\": 0", ["expect.exact.false_hit_share.equals 0 removed"]),
      ("\"metric\": \"false_hit_share\", \"max\": 0", ["expect.exact.false_hit_share.min 0 removed"]),
      ("\"metric\": \"false_hit_share\", \"min\": 0", ["expect.exact.false_hit_share.max 0 removed"]),
    ])
  func equals(_ now: String, _ expected: [String]) throws {
    let rule = "\"metric\": \"false_hit_share\", \"equals\": 0"
    let text = ", \"expect\": [{\"strategy\": \"exact\", \(rule)}]"
    #expect(try loosened(rule, now, in: text) == expected)
  }

  @Test(
    "a rule `equals` is a rule of its own, be it beside bounds or in a baseline of an earlier version",
    arguments: [
      ("\"equals\": 0.5", "\"equals\": 0.5, \"tolerance\": 0.25", ["equals 0.5 -> 0.5 ±0.25"]),
      ("\"equals\": 0.5", "\"min\": 0.5, \"max\": 0.5", []),
      ("\"equals\": 0.5", "\"min\": 0.25, \"max\": 0.5", ["min 0.5 -> 0.25"]),
      (
        "\"equals\": 0.5, \"rule\": \"ci\"", "\"equals\": 0.5",
        ["equals is held to the mean and not to its interval"]
      ),
      ("\"min\": 0.5, \"max\": 0.5", "\"equals\": 0.5", []),
      ("\"min\": 0.5, \"max\": 0.75", "\"equals\": 0.5, \"tolerance\": 0.25", ["min 0.5 -> 0.25"]),
      // As an earlier version kept a rule `equals`.
      ("\"min\": 0.5, \"max\": 0.5", "\"metric\": \"requests\", \"min\": 0", ["equals 0.5 removed"]),
    ] as [(String, String, [String])])
  func equality(_ from: String, _ to: String, _ expected: [String]) throws {
    func text(_ rule: String) -> String {
      let metric = rule.contains("metric") ? "" : "\"metric\": \"quality\", "
      return ", \"expect\": [{\"strategy\": \"full\", \(metric)\(rule)}]"
    }
    let named = try loosened(text(from), text(to), in: text(from))
    #expect(named == expected.map { "expect.full.quality.\($0)" })
  }

  @Test(
    "what must exceed a strategy is no upper bound, whatever the strategy is called",
    arguments: ["naive", "ttl_max", "max", "a.max"])
  func exceeding(_ name: String) {
    let zero = JSONNode(JSONValue(0.0), at: SourcePosition(line: 1, column: 1))
    let demand = Demand(path: "expect.exact.hit_share.greater_than.\(name)", zero)
    #expect(demand?.terms == .least(0, isOnInterval: false))
  }

  @Test("headline metrics that a stated gate leaves out are named together")
  func headlines() throws {
    let named = try loosened(
      "\"title\": \"x\"", "\"gate\": [{\"metric\": \"hit_share\"}]", in: ", \"title\": \"x\"")
    #expect(named.count == 1)
    let words = try #require(named.first)
    #expect(
      words.hasPrefix("cost_usd_per_month, quality, ") && words.hasSuffix(", rejected_share gate no more"),
      "\(words)")
  }
}
