import Foundation
import Testing

@Suite("simbench run")
struct RunTests {
  static let tables = [
    "summary.csv", "layers.csv", "timeline.csv", "requests.csv", "threshold.csv", "curve.csv",
  ]

  private func tables(_ simbench: Simbench, _ out: String) throws -> [Data] {
    try RunTests.tables.map { try simbench.bytes("\(out)/\($0)") }
  }

  @Test("the same scenario gives the same bytes, however it is named, threaded or localised")
  func sameBytes() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    func run(_ name: String, _ out: String, _ more: [String] = [], _ environment: [String: String] = [:])
      throws
    {
      let outcome = try simbench.run(
        ["run", name, "--out", out, "--requests"] + more, environment: environment)
      #expect(outcome.code == 0, "\(outcome.errors)")
    }
    try run("Scenarios/small.json", "a", ["--threads", "1"])
    let first = try tables(simbench, "a")
    #expect(first.allSatisfy { !$0.isEmpty })
    try run("scenarios/small.json", "b", ["--threads", "2"])
    try run("small", "c", [], ["LC_ALL": "de_DE.UTF-8", "TZ": "Pacific/Kiritimati"])
    try run("SMALL", "d")
    for out in ["b", "c", "d"] { #expect(try tables(simbench, out) == first, "folder \(out)") }
  }

  @Test("another seed gives other bytes")
  func otherSeed() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.run(["run", "small", "--out", "a", "--no-plots"]).code == 0)
    #expect(try simbench.run(["run", "small", "--out", "b", "--no-plots", "--seed", "4"]).code == 0)
    #expect(try simbench.bytes("a/summary.csv") != simbench.bytes("b/summary.csv"))
  }

  @Test("without gnuplot there is a warning and everything else")
  func withoutGnuplot() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.run(["run", "small"], environment: ["PATH": simbench.folder.path])
    #expect(outcome.code == 0)
    #expect(outcome.errors.contains("gnuplot is not installed"))
    #expect(simbench.exists("Results/small/summary.csv"))
    #expect(!simbench.exists("Results/small/cost_bar.svg"))
  }

  @Test("a sweep writes one row a combination")
  func sweep() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let axes = "{\"exact_cache.capacity\":[10,20],\"exact_cache.eviction\":[\"fifo\",\"lru\",\"sieve\"]}"
    let outcome = try simbench.run([
      "sweep", "small", "--set", "sweep={\"strategy\":\"exact\",\"axes\":\(axes)}", "--out", "s",
    ])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let rows = String(decoding: try simbench.bytes("s/sweep.csv"), as: UTF8.self).split(separator: "\n")
    #expect(rows.count == 7)
  }

  @Test("the report is valid JSON when asked for")
  func json() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.run(["run", "small", "--json", "--no-plots"])
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    #expect(object != nil)
  }

  @Test("an attribution that the scenario asks for is there without plots too")
  func attributionWithoutPlots() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.run([
      "run", "small", "--json", "--no-plots", "--set", "analysis.attribution=shapley",
    ])
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    #expect(object?["attribution"] is [String: Any])
    #expect(simbench.exists("Results/small/attribution.csv"))
  }

  @Test("every total of a strategy can be rebuilt from requests.csv")
  func rebuilt() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.run([
      "run", "small", "--requests", "--no-plots", "--replications", "1", "--out", "r",
    ])
    #expect(outcome.code == 0, "\(outcome.errors)")
    func table(_ name: String) throws -> [[String: String]] {
      let rows = String(decoding: try simbench.bytes("r/\(name)"), as: UTF8.self).split(separator: "\n")
        .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
      return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
    }
    let requests = try table("requests.csv")
    for strategy in try table("summary.csv") {
      let own = requests.filter { $0["strategy"] == strategy["strategy"] && $0["measured"] == "1" }
      func sum(_ column: String) -> Double { own.reduce(0) { $0 + (Double($1[column] ?? "") ?? 0) } }
      func expect(_ metric: String, _ value: Double) throws {
        let stated = try #require(Double(strategy[metric] ?? ""), "\(metric)")
        #expect(
          abs(stated - value) <= 1e-8 * max(1e-9, abs(value)), "\(strategy["strategy"] ?? "") \(metric)")
      }
      let count = Double(own.count)
      try expect("requests", count)
      try expect("cost_usd", sum("cost_usd"))
      for part in ["input", "cached_input", "cache_write", "output", "failed_calls", "embedding", "routing"] {
        try expect("cost_\(part)_usd", sum("cost_\(part)_usd"))
      }
      try expect("quality", sum("quality") / count)
      try expect("provider_calls", sum("tries"))
      try expect("exact_hit_share", Double(own.count { $0["outcome"] == "exact_hit" }) / count)
      try expect("semantic_hit_share", Double(own.count { $0["outcome"] == "semantic_hit" }) / count)
      try expect("coalesced_share", Double(own.count { $0["outcome"] == "coalesced" }) / count)
      try expect("failed_share", Double(own.count { $0["outcome"] == "failed" }) / count)
      try expect("false_hit_share", Double(own.count { $0["truth"] == "false" }) / count)
      try expect("batched_share", sum("batched") / count)
      try expect("throttled_share", sum("throttled") / count)
      try expect("deferred_share", sum("deferred") / count)
      let timed = own.filter {
        $0["latency_ms"] != "" && !($0["deferred"] == "1" && $0["outcome"] == "served")
      }
      try expect(
        "latency_mean_ms",
        timed.reduce(0) { $0 + (Double($1["latency_ms"] ?? "") ?? 0) } / Double(timed.count))
    }
  }

  @Test("a generated trace reads back with its requests and token sums")
  func generate() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.run(["trace", "generate", "small", "t.jsonl", "--limit", "500"]).code == 0)
    let own = try simbench.run(["trace", "profile", "t.jsonl", "--format", "table", "--json"])
    #expect(own.code == 0, "\(own.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(own.output.utf8)) as? [String: Any]
    #expect(object?["requests"] as? Int == 500)
  }

  @Test("tables of curves are written whether or not their charts are asked for")
  func curvesWithoutCharts() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.run(["run", "small", "--out", "a", "--no-plots"]).code == 0)
    let words = ["run", "small", "--out", "b", "--set", "output.plots=[]"]
    #expect(try simbench.run(words).code == 0)
    #expect(!simbench.exists("b/threshold.csv"))
    let outcome = try simbench.run(words + ["--set", "output.csv=[\"threshold\",\"curve\"]"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    for name in ["threshold.csv", "curve.csv"] {
      #expect(try simbench.bytes("a/\(name)") == simbench.bytes("b/\(name)"))
    }
    #expect(!simbench.exists("b/threshold_tradeoff.gp"))
  }
}
