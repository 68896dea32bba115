import Declarations
import Providers
import TestSupport
import Testing

@testable import Routing

@Suite("Modelled outcomes")
struct ModelledTests {
  private func study(_ preset: String, _ routers: String, queries: Int = 60_000) throws -> RoutingResult {
    let model = try #require(try ModelledOutcomes.preset("model:" + preset))
    let table = model.table(queries: queries, seed: 4)
    var study = RoutingStudy()
    study.trainShare = 0
    study.resamples = 0
    return try study.run(
      table, pair: try RoutePair(weak: nil, strong: nil, in: table),
      routers: try RouterSpecification.list(routers))
  }

  /// The figures of reference/routing.md.
  @Test(
    "presets have the accuracies they were fitted to",
    arguments: [("mmlu", 0.681, 0.806), ("gsm8k", 0.637, 0.858)])
  func accuracies(_ preset: String, _ weak: Double, _ strong: Double) throws {
    let result = try study(preset, "random")
    #expect(abs(result.totals.weakQuality - weak) < 0.004)
    #expect(abs(result.totals.strongQuality - strong) < 0.004)
  }

  /// The figures of reference/routing.md.
  @Test("an observer's noise takes its APGR", arguments: [(0.0, 0.687), (1, 0.620), (2, 0.572), (4, 0.538)])
  func observer(_ noise: Double, _ expected: Double) throws {
    let result = try study("mmlu", "observer:noise=\(noise)")
    #expect(abs(result.routers[0][.apgr].value - expected) < 0.006)
  }

  @Test("routers that read texts are left out, and a misspelt preset is told")
  func texts() throws {
    let result = try study("chat", "random,linear,observer,oracle", queries: 500)
    #expect(result.routers.map(\.label) == ["random", "observer", "oracle"])
    #expect(result.notes == ["linear was left out: it wants training queries"])
    let fault = #expect(throws: Diagnostic.self) { try ModelledOutcomes.preset("model:mlmu") }
    #expect(fault?.kind == .usage && fault?.message.contains("did you mean 'mmlu'?") == true)
    #expect(try ModelledOutcomes.preset("mmlu.csv") == nil)
  }

  @Test("an offset gives a domain its accuracy", arguments: [0.3, 0.68, 0.95])
  func offsets(_ accuracy: Double) throws {
    let offset = ModelledOutcomes.offset(accuracy: accuracy, ability: 1.45, slope: 2.53)
    var model = ModelledOutcomes(
      name: "own",
      models: [
        (
          "weak", .itemResponse(ability: 1.45, slope: 2.53),
          ModelPrices(input: .init(picodollars: 1), output: .init(picodollars: 1)), 1
        )
      ], inputTokens: 1)
    model.domains = [("plain", [0]), ("own", [offset])]
    let table = model.table(queries: 40_000, seed: 1)
    let rows = (0..<table.count).filter { table.domains[$0] == 1 }
    #expect(abs(table.meanScore(of: 0, rows) - accuracy) < 0.01)
  }

  @Test("domains of a recorded table keep their accuracies in the model", .enabled(if: Reference.isAvailable))
  func fitted() throws {
    let recorded = try #require(Reference.cleaned[.mmlu])
    let pair = try RoutePair(weak: nil, strong: nil, in: recorded)
    let model = try #require(try ModelledOutcomes.preset("model:mmlu")).fitted(to: recorded, pair: pair)
    #expect(model.domains.count == 57)
    let table = model.table(queries: 57 * 800, seed: 2)
    for domain in [0, 20, 56] {
      let own = (0..<table.count).filter { Int(table.domains[$0]) == domain }
      let theirs = (0..<recorded.count).filter { Int(recorded.domains[$0]) == domain }
      #expect(abs(table.meanScore(of: 0, own) - recorded.meanScore(of: pair.weak, theirs)) < 0.04)
    }
  }
}
