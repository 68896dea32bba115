import Declarations
import Foundation
import TestSupport
import Testing

@testable import Decisions
@testable import Experiments
import Providers
@testable import Scenarios

@Suite("What changed")
struct ChangeTests {
  /// The figures of a scenario without running it.
  private func figures(_ text: String, _ overrides: [String] = []) throws -> Baseline {
    let scenario = try SmallScenario.make(text, overrides)
    var figures = Baseline(
      scenario: "small", version: "1", seed: scenario.seed, replications: scenario.replications, trace: nil,
      strategies: scenario.strategies.map { .init(name: $0.name, figures: []) })
    figures.settings = scenario.figureSettings
    return figures
  }

  private func changes(_ after: String, _ overrides: [String] = []) throws -> [String] {
    Change.all(from: try figures(SmallScenario.text()), to: try figures(after, overrides)).map(\.description)
  }

  @Test("a parameter is named with its strategy, and those that take it over")
  func parameter() throws {
    #expect(
      try changes(SmallScenario.text(), ["exact.exact_cache.capacity=5"]) == [
        "strategies.exact.exact_cache.capacity 50 -> 5 (also in full)"
      ])
    #expect(
      try changes(SmallScenario.text(), ["full.exact_cache.capacity=5"]) == [
        "strategies.full.exact_cache.capacity 50 -> 5"
      ])
  }

  @Test("workload, span, prices, seed, replications and what errors cost are named")
  func others() throws {
    #expect(
      try changes(
        SmallScenario.text(),
        [
          "workload.arrivals.rate_per_s=2", "run.measure_h=0.4", "run.seed=6", "run.replications=2",
          "analysis.stale_hit_usd=0.5", "providers.openai.models.gpt-4o.input_usd_per_1m=3",
        ]) == [
          "seed 5 -> 6", "replications 3 -> 2", "run.measure_h 0.3 -> 0.4",
          "workload.arrivals.rate_per_s 1 -> 2", "providers.openai.models.gpt-4o.input_usd_per_1m 2.5 -> 3",
          "analysis.stale_hit_usd 0 -> 0.5",
        ])
  }

  @Test("prices above a length of the input and of the batch API are settings of a gate")
  func otherPrices() throws {
    let text = SmallScenario.text().replacing(
      "\"models\"", with: "\"batch\": {}, \"models\"", maxReplacements: 1)
    func settings(_ above: Double?, _ batch: Double) throws -> Baseline {
      let long = above.map { "\"input_cost_per_token_above_200k_tokens\": \($0)," } ?? ""
      let book = try PriceBook.parse(
        Array(
          """
          {"gpt-4o-mini": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-6,
            "output_cost_per_token": 1e-6}, "gpt-4o": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 2.5e-6,
            "output_cost_per_token": 1e-5, \(long)
            "input_cost_per_token_batches": \(batch), "output_cost_per_token_batches": 5e-6}}
          """.utf8), source: "book")
      var options = Scenario.Options()
      options.prices = book
      let scenario = try Scenario(bytes: Array(text.utf8), path: "s.json", options: options)
      var figures = Baseline(
        scenario: "s", version: "1", seed: 1, replications: 3, trace: nil,
        strategies: [.init(name: "naive", figures: [.init("requests", mean: 1)])])
      figures.settings = scenario.figureSettings
      return figures
    }
    let before = try settings(5e-6, 1.25e-6)
    let path = "providers.openai.models.gpt-4o."
    #expect(Change.all(from: before, to: before).isEmpty)
    #expect(
      Change.all(from: before, to: try settings(9e-6, 1e-6)).map(\.description).filter {
        $0.contains(".input_usd")
      }
        == [
          path + "above_200000_tokens.input_usd_per_1m 5 -> 9", path + "batch.input_usd_per_1m 1.25 -> 1",
        ])
    // A book that begins to price long prompts moves figures, as does one that ends to.
    for (former, now, words) in [(nil, 5e-6, "unset -> 5"), (5e-6, nil, "5 -> unset")]
      as [(Double?, Double?, String)]
    {
      #expect(
        Change.all(from: try settings(former, 1.25e-6), to: try settings(now, 1.25e-6)).map(\.description)
          .contains(path + "above_200000_tokens.input_usd_per_1m " + words))
    }
  }

  @Test("a change of many strategies names some of them")
  func many() {
    let names = (1...9).map { "s\($0)" }
    let change = Change(kind: .layerAdded, subject: "coalesce", strategies: names)
    #expect(change.description == "layer coalesce added to s1, s2, s3, s4 and 5 more")
    #expect(
      Change(kind: .layerAdded, subject: "coalesce", strategies: Array(names.prefix(5))).description
        == "layer coalesce added to s1, s2, s3, s4, s5")
  }

  @Test("titles, notes, limits, rules, output, threads and white space are no change")
  func nothing() throws {
    let more = """
      , "title": "Another question?", "notes": "n", "constraints": {"quality_min": 0.99},
      "expect": [{"strategy": "exact", "metric": "hit_share", "min": 0}], "gate": [{"metric": "hit_share"}]
      """
    let text = SmallScenario.text(more: more, run: "\"replications\": 3, \"threads\": 2, \"notes\": \"n\"")
    #expect(try changes(text.replacing("\n", with: "\n \n")).isEmpty)
    #expect(try changes(SmallScenario.text(), ["output.format=svg"]).isEmpty)
  }

  @Test("layers and strategies that came, went or moved are named without their parameters")
  func structure() throws {
    let naive = "{\"name\": \"naive\", \"model\": \"gpt-4o\", \"layers\": []}"
    let exact = "{\"name\": \"exact\", \"model\": \"gpt-4o\", \"layers\": [\(SmallScenario.exact)]}"
    func figures(_ strategies: String) throws -> Baseline {
      try self.figures(SmallScenario.text(strategies: strategies))
    }
    func changes(_ before: String, _ after: String) throws -> [String] {
      Change.all(from: try figures(before), to: try figures(after)).map(\.description)
    }
    let both = exact.replacing("}]}", with: "}, {\"use\": \"coalesce\"}]}")
    let moved = exact.replacing("[{", with: "[{\"use\": \"coalesce\"}, {")
    #expect(try changes(exact, both) == ["layer coalesce added to exact"])
    #expect(try changes(both, exact) == ["layer coalesce removed from exact"])
    #expect(
      try changes(both, moved) == [
        "order of layers exact_cache, coalesce -> coalesce, exact_cache in exact"
      ])
    #expect(
      try changes(both, moved.replacing("}]}", with: "}, {\"use\": \"compress\"}]}")) == [
        "layer compress added to exact",
        "order of layers exact_cache, coalesce -> coalesce, exact_cache, compress in exact",
      ])
    #expect(
      try changes("\(naive), \(exact)", "\(naive), \(exact.replacing("exact\",", with: "other\","))") == [
        "strategy exact removed", "strategy other added",
      ])
  }

  @Test("a trace with other bytes is named, also where settings are not known")
  func trace() throws {
    var before = try figures(SmallScenario.text())
    var after = before
    before.trace = .init(name: "a.csv", hash: "1")
    after.trace = .init(name: "a.csv", hash: "2")
    #expect(
      Change.all(from: before, to: after).map(\.description) == ["the trace differs (a.csv 1 -> a.csv 2)"])
    before.settings = nil
    #expect(Change.all(from: before, to: after).count == 1)
    after.trace = .init(name: "b.csv", hash: "1")
    #expect(Change.all(from: before, to: after).isEmpty)
    after.trace = .init(name: "a.csv", hash: "xxh64:2")
    #expect(Change.all(from: before, to: after).isEmpty, "two ways of hashing tell nothing apart")
    after.trace = nil
    #expect(Change.all(from: before, to: after).isEmpty)
  }

  @Test("vectors with other bytes under the same name are named")
  func vectors() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vectors-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = SmallScenario.text(
      strategies: """
        {"name": "s", "model": "gpt-4o", "layers": [{"use": "semantic_cache", "embedder": "v.npy"}]}
        """
    ).replacing("\"similarity\": {}", with: "\"text\": \"grammar:support\"")
    func settings(_ bytes: String) throws -> [FigureSetting] {
      try Data(bytes.utf8).write(to: folder.appendingPathComponent("v.npy"))
      return try Scenario(bytes: Array(text.utf8), path: folder.path + "/s.json").figureSettings
    }
    let (before, after) = (try settings("a"), try settings("b"))
    let changed = zip(before, after).filter { $0.text != $1.text }.map(\.0.path)
    #expect(changed == ["strategies.s.semantic_cache.embedder.hash"])
  }

  @Test("strategies whose names hold points, or begin alike, keep their settings apart")
  func names() throws {
    func figures(_ capacity: Int) throws -> Baseline {
      try self.figures(
        SmallScenario.text(
          strategies: """
            {"name": "a", "model": "gpt-4o", "layers": []},
            {"name": "a.exact_cache", "model": "gpt-4o", "layers": [{"use": "exact_cache", "capacity": \(capacity)}]}
            """))
    }
    let changes = Change.all(from: try figures(50), to: try figures(5))
    #expect(
      changes.map(\.description) == ["strategies.a.exact_cache.exact_cache.capacity 50 -> 5"])
    #expect(changes.first?.strategies == ["a.exact_cache"])
    #expect(changes.first?.concerns("a") == false)
  }
}
