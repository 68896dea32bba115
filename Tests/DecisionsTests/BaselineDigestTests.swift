import Declarations
import Scenarios
import TestSupport
import Testing

@testable import Decisions
@testable import Experiments

@Suite("The digest of a baseline")
struct BaselineDigestTests {
  private let scenario: Scenario
  private let result: RunResult
  private let text: String

  init() throws {
    scenario = try SmallScenario.make(SmallScenario.text(more: ", \"constraints\": {\"quality_min\": 0.5}"))
    result = try Runner(scenario).runStrategies()
    text = Baseline(result, of: scenario).json.text()
  }

  private func read(_ text: String) throws -> Baseline {
    try Baseline(bytes: Array(text.utf8), path: "b.json", remedy: "r")
  }

  @Test("what was written is as it was accepted, and so it is in another form")
  func intact() throws {
    #expect(text.contains("\n  \"digest\": \""))
    let node = try JSONParser.parse(Array(text.utf8))
    let turned = JSONValue(members: (node.members ?? []).reversed().map { ($0.key, $0.node.value) })
    for form in [text, text.replacing("\n", with: "\r\n"), turned.text(indent: nil)] {
      let baseline = try read(form)
      #expect(baseline.editedFile == nil && baseline.statedDigest != nil)
    }
    #expect(try read(text).json.text() == text)
    #expect(Check(result, scenario: scenario, baseline: .init(try read(text))).editedFile == nil)
  }

  @Test(
    "a figure, a rule or a setting that was changed by hand is told, and without a digest nothing is",
    arguments: [
      ("\"hit_share\": 0,", "\"hit_share\": 1,"),
      ("constraints.quality_min\": 0.5", "constraints.quality_min\": 0.1"),
      ("\"workload.intents.count\": 60", "\"workload.intents.count\": 61"), ("\"seed\": 5", "\"seed\": 6"),
    ])
  func edited(from: String, to: String) throws {
    #expect(text.contains(from))
    let changed = text.replacing(from, with: to)
    let baseline = try read(changed)
    #expect(baseline.editedFile == "b.json")
    let check = Check(result, scenario: scenario, baseline: .init(baseline))
    #expect(check.editedFile == "b.json")
    // The file itself is shown as it is.
    #expect(baseline.json.text() == changed)
    let lines = changed.split(separator: "\n", omittingEmptySubsequences: false)
    let former = lines.filter { !$0.contains("\"digest\": ") }.joined(separator: "\n")
    #expect(try read(former).editedFile == nil)
    #expect(try read(former).json.text() == former)
  }

  @Test("a digest that is no text is refused")
  func damaged() throws {
    let fault = try #require(throws: Diagnostic.self) {
      try read(text.replacing("\"digest\": \"", with: "\"digest\": 7, \"x\": \""))
    }
    #expect(fault.kind == .baseline && fault.message.hasPrefix("'digest' is a number; a text was expected"))
  }
}
