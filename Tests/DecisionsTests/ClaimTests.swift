import Declarations
import Foundation
import Simulation
import TestSupport
import Testing

@testable import Decisions
@testable import Experiments
@testable import Scenarios

@Suite("Claims")
struct ClaimTests {
  private func file(_ claims: String, head: String = "") throws -> ClaimFile {
    try ClaimFile(
      bytes: Array("{\"simbench_claims\": 1, \"name\": \"mine\", \(head)\"claims\": [\(claims)]}".utf8),
      path: "mine.json")
  }

  private func judged(_ claims: String, head: String = "") throws -> [JudgedClaim] {
    try ClaimStudy([file(claims, head: head)]).run()[0].claims
  }

  @Test(
    "a verdict goes by condition, limits, what was recomputed",
    arguments: [
      (#""claimed": 5, "formula": "2 + 3""#, ClaimVerdict.holds),
      (#""claimed": 5, "formula": 5.09"#, .holds),
      (#""claimed": 5, "formula": 5.2"#, .inconsistent),
      (#""claimed": 5, "formula": 5.2, "tolerance": 0.05"#, .holds),
      (#""claimed": [4, 6], "formula": 5"#, .holds),
      (#""claimed": [4, 6], "formula": [6.5, 9]"#, .inconsistent),
      (#""claimed": 0, "formula": 1"#, .inconsistent), (#""claimed": 0, "formula": 0"#, .holds),
      (#""claimed": 5, "greatest": 4"#, .impossible), (#""claimed": 5, "least": 4"#, .holds),
      (#""claimed": 5, "least": 6, "formula": 9"#, .impossible),
      (#""claimed": 5, "greatest": 4, "holds_if": {"says": "it rains", "formula": 5}"#, .holdsIf),
      (#""claimed": 5, "formula": 9, "holds_if": {"says": "it rains", "formula": 7}"#, .inconsistent),
      (#""claimed": 5, "holds_if": {"says": "it rains"}"#, .holdsIf),
      (#""holds_if": {"says": "it rains"}"#, .holdsIf),
      (#""because": "so it is""#, .untested), (#""claimed": 5, "formula": "1 / 0""#, .untested),
      (#""claimed": 5"#, .untested), (#""claimed": 5, "because": "so it is""#, .untested),
    ])
  func verdicts(text: String, verdict: ClaimVerdict) throws {
    #expect(try judged(#"{"id": "a", "says": "b", \#(text)}"#)[0].verdict == verdict)
  }

  @Test("formulas name values, and values those before them")
  func values() throws {
    let claims = try judged(
      #"{"id": "a", "says": "b", "claimed": 12, "formula": "six * 2"}"#,
      head: #""values": {"three": 3, "six": "2 * three"}, "#)
    #expect(claims[0].figures.recomputed == 12...12)
  }

  @Test(
    "a slip in a file is told with its place",
    arguments: [
      (
        #"{"id": "a", "says": "b", "claimed": 1, "formula": "sxi"}"#,
        "1:141: error: the name 'sxi' of the formula is unknown (did you mean 'six'?); a name under 'values' was expected"
      ),
      (
        #"{"id": "a", "says": "b", "claimed": "x"}"#,
        "1:127: error: 'claimed' is no figure; a number or [least, greatest] was expected"
      ),
      (
        #"{"id": "a", "says": "b", "claimed": [2, 1]}"#,
        "1:127: error: 'claimed' is no figure; a number or [least, greatest] was expected"
      ),
      (
        #"{"id": "a", "says": "b", "formula": 1}"#,
        "1:91: error: the claim 'a' is recomputed and states no figure; 'claimed' was expected"
      ),
      (
        #"{"id": "a", "says": "b"}, {"id": "a", "says": "c"}"#,
        "1:117: error: the id 'a' stands twice; once was expected"
      ),
      (
        #"{"id": "a", "says": "b", "claimed": 1, "formula": [1, 2, 3]}"#,
        "1:141: error: 'formula' has 3 values; one, or the least and the greatest, was expected"
      ),
      (
        #"{"id": "a", "says": "b", "claimed": 1, "simulate": {"strategy": "x", "figure": "hit_share"}}"#,
        "1:142: error: 'simulate' names no scenario, nor does the file; 'scenario' was expected"
      ),
      (
        #"{"id": "a", "says": "b", "claimed": 1, "formula": true}"#,
        "1:141: error: the formula is a boolean; a number or a formula in quotes was expected"
      ),
    ])
  func slips(text: String, message: String) throws {
    let error = #expect(throws: Diagnostic.self) {
      try file(text, head: #""values": {"six": 6, "seven": "six+1"}, "#)
    }
    #expect(error?.description == message)
  }

  /// A small scenario in a file of its own.
  private func scenario() throws -> String {
    let path = NSTemporaryDirectory() + "claims-\(UUID().uuidString).json"
    try SmallScenario.text().write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test("a simulated figure is a metric, or a formula of metrics in each replication")
  func simulated() throws {
    let path = try scenario()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let claims = try judged(
      """
      {"id": "a", "says": "b", "claimed": [0, 1], "simulate": {"strategy": "exact", "figure": "hit_share"}},
      {"id": "b", "says": "b", "claimed": [0, 1], "simulate": {"strategy": "exact", "figure": "1 - hit_share"}},
      {"id": "c", "says": "b", "claimed": 2, "simulate": {"strategy": "exact", "figure": "hit_share"}},
      {"id": "d", "says": "b", "claimed": 0, "simulate": {"strategy": "exact", "figure": "hit_share",
       "set": {"workload.intents.one_off_share": 1}}},
      {"id": "e", "says": "b", "claimed": 0, "simulate": {"strategy": "naive", "figure": "false_share_of_hits"}}
      """, head: "\"scenario\": \"\(path)\", ")
    let hits = try Runner(Scenario.load(path)).runStrategies()
    let expected = try #require(hits.strategy("exact").map { hits.estimate(.hitShare, of: $0) })
    #expect(claims[0].figures.simulated == expected)
    let other = try #require(claims[1].figures.simulated)
    #expect(
      abs(other.mean - (1 - expected.mean)) < 1e-12 && abs(other.halfWidth - expected.halfWidth) < 1e-12)
    #expect(claims.map(\.verdict) == [.holds, .holds, .inconsistent, .holds, .untested])
    let error = #expect(throws: Diagnostic.self) {
      try judged(
        #"{"id": "a", "says": "b", "claimed": 1, "simulate": {"strategy": "exakt", "figure": "hit_share"}}"#,
        head: "\"scenario\": \"\(path)\", ")
    }
    #expect(
      error?.message
        == "'\(path)' has no strategy 'exakt' (did you mean 'exact'?); one of naive, exact, full was expected"
    )
    #expect(error?.file == "mine.json")
  }

  @Test("a simulated saving has what is lost for it, and no other figure does")
  func lossesOfSavings() throws {
    let strategies = """
      {"name": "naive", "model": "gpt-4o", "layers": []}, {"name": "weak", "model": "gpt-4o-mini", "layers": []}
      """
    let path = NSTemporaryDirectory() + "claims-\(UUID().uuidString).json"
    try SmallScenario.text(strategies: strategies).write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let claims = ["cost_saving_share", "1 - cost_saving_share", "cost_usd"].map { figure in
      #"{"id": "\#(figure)", "says": "b", "claimed": 1, "simulate": {"strategy": "weak", "figure": "\#(figure)"}}"#
    }
    let judged = try judged(claims.joined(separator: ","), head: "\"scenario\": \"\(path)\", ")
    #expect(judged.map { $0.figures.losses.map(\.kind) } == [[.quality], [.quality], []])
  }

  @Test("layers of a stack save alone what their strategies do, and behind others what they save of the rest")
  func stack() throws {
    let strategies = """
      {"name": "naive", "model": "gpt-4o", "layers": []},
      {"name": "exact", "model": "gpt-4o", "layers": [\(SmallScenario.exact)]},
      {"name": "short", "model": "gpt-4o", "layers": [{"use": "compress"}]},
      {"name": "both", "extends": "exact", "add": [{"use": "compress"}]}
      """
    let path = NSTemporaryDirectory() + "claims-\(UUID().uuidString).json"
    try SmallScenario.text(strategies: strategies).write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try file(
      """
      {"id": "b", "says": "b", "unit": "share", "claimed": [0, 1], "simulate": {"strategy": "short", "figure": "cost_saving_share"}},
      {"id": "a", "says": "a", "unit": "share", "claimed": 0.5, "simulate": {"strategy": "exact", "figure": "cost_saving_share"}}
      """, head: "\"scenario\": \"\(path)\", \"stack\": [\"a\", \"b\"], ")
    let stack = try ClaimStudy([file]).run()[0].stack
    let result = try Runner(Scenario.load(path)).runStrategies()
    func saving(_ name: String) throws -> Estimate {
      result.estimate(.savingShare, of: try #require(result.strategy(name)))
    }
    #expect(stack.map(\.claim.id) == ["a", "b"])
    let alone = [try saving("exact"), try saving("short")]
    #expect(stack.map(\.alone) == alone)
    #expect(stack[0].stacked == stack[0].alone)
    let (exact, both) = (try #require(result.strategy("exact")), try #require(result.strategy("both")))
    let samples = zip(exact.cells, both.cells).map { 1 - $1.metrics[.costUSD] / $0.metrics[.costUSD] }
    let expected = samples.reduce(0, +) / Double(samples.count)
    #expect(abs(stack[1].stacked.mean - expected) < 1e-12)
    var plain = ClaimStudy([file])
    plain.isSimulated = false
    #expect(try plain.run()[0].stack.isEmpty)
  }

  @Test(
    "a stack of what is no saving of a layer is refused at its place",
    arguments: [
      (
        #""stack": ["a", "xyz"]"#,
        "1:55: error: no claim has the id 'xyz' of 'stack'; that of a simulated claim was expected"
      ),
      (
        #""stack": ["a", "b"]"#,
        "1:55: error: the claim 'b' of 'stack' is no simulated share; one of what a layer saves was expected"
      ),
    ])
  func stackFaults(head: String, message: String) throws {
    let error = #expect(throws: Diagnostic.self) {
      try file(
        """
        {"id": "a", "says": "a", "unit": "share", "claimed": 1, "simulate": {"scenario": "x", "strategy": "s", "figure": 1}},
        {"id": "b", "says": "b", "claimed": 1}
        """, head: head + ", ")
    }
    #expect(error?.description == message)
  }

  @Test("the shipped claims are every row of four articles, with the verdicts that their figures give")
  func shipped() throws {
    let root =
      URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path + "/Scenarios/Claims/"
    var study = ClaimStudy(
      try (0..<4).map { try ClaimFile.read(root + "article-00\($0).json") })
    study.isSimulated = false
    let claims = try study.run().flatMap(\.claims)
    for (article, count) in [14, 30, 62, 50].enumerated() {
      for row in 1...count {
        let id = "00\(article)-" + (row < 10 ? "0" : "") + "\(row)"
        #expect(claims.contains { $0.claim.id == id }, "\(id)")
      }
    }
    func verdict(_ id: String) -> ClaimVerdict? { claims.first { $0.claim.id == id }?.verdict }
    for id in ["003-28", "003-30", "002-37", "002-38", "002-39", "000-08"] {
      #expect(verdict(id) == .holdsIf, "\(id)")
    }
    for id in ["003-01", "003-32", "002-10", "002-43", "001-18"] {
      #expect(verdict(id) == .inconsistent, "\(id)")
    }
    for id in ["002-29", "002-09", "003-15", "003-48", "001-06"] {
      #expect(verdict(id) == .impossible, "\(id)")
    }
    for id in ["003-03", "002-04", "002-34", "000-13"] { #expect(verdict(id) == .holds, "\(id)") }
  }
}
