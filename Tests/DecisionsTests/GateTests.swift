import Declarations
import TestSupport
import Testing

import Decisions
@testable import Experiments
@testable import Metrics

@Suite("What gates")
struct GateTests {
  @Test(
    "a rule of --fail is a metric, its strategy and how far it may go",
    arguments: [
      ("hit_share", Gate.Rule(.hitShare)),
      ("hit_share:-1pt", Gate.Rule(.hitShare, worse: .less, slack: .absolute(0.01))),
      ("cost_usd_per_month:+1%", Gate.Rule(.costPerMonth, worse: .more, slack: .relative(0.01))),
      ("latency_p95_ms:200", Gate.Rule(.latencyP95, slack: .absolute(200))),
      ("served_share:-2pt", Gate.Rule(.servedShare, worse: .less, slack: .absolute(0.02))),
      ("served_share", Gate.Rule(.servedShare, worse: .either)),
      ("hit_share : -1 pt", Gate.Rule(.hitShare, worse: .less, slack: .absolute(0.01))),
      ("cost_usd_per_month: 5 %", Gate.Rule(.costPerMonth, slack: .relative(0.05))),
      (" a.b.quality:-.01 ", Gate.Rule(.quality, of: "a.b", worse: .less, slack: .absolute(0.01))),
    ])
  func rule(text: String, rule: Gate.Rule) throws {
    #expect(try Gate.rules(text) == [rule])
    #expect(try Gate.rules("quality," + text) == [Gate.Rule(.quality), rule])
  }

  @Test(
    "a slip in a rule is refused with what was expected",
    arguments: [
      (
        "hit_shar:-1pt",
        "--fail 'hit_shar:-1pt' names the metric 'hit_shar', which is unknown (did you mean 'hit_share'?); "
          + "<metric>:<tolerance> was expected, such as hit_share:-1pt, and `simbench list metrics` lists them"
      ),
      (
        "quality:-1pt",
        "--fail 'quality:-1pt' counts in points, but quality is no share; % or a plain number was expected"
      ),
      (
        "hit_share:-nan",
        "--fail 'hit_share:-nan' has the tolerance '-nan'; a number was expected, such as -1pt, +1% or 200"
      ),
      (
        "hit_share:",
        "--fail 'hit_share:' has the tolerance ''; a number was expected, such as -1pt, +1% or 200"
      ),
      (
        "hit_share:0x10",
        "--fail 'hit_share:0x10' has the tolerance '0x10'; a number was expected, such as -1pt, +1% or 200"
      ),
      ("", "--fail holds an empty rule; <metric>:<tolerance> was expected, such as hit_share:-1pt"),
      (
        ".hit_share",
        "--fail '.hit_share' names no strategy before its point; <strategy>.<metric> was expected"
      ),
      (
        "hit_share:-1",
        "--fail 'hit_share:-1' would never fail: hit_share goes from 0 to 1; -0.01, -1pt or -1% was expected"
      ),
      (
        "quality:5",
        "--fail 'quality:5' would never fail: quality goes from 0 to 1; 0.01 or 1% was expected"
      ),
      (
        "hit_share:-1%pt",
        "--fail 'hit_share:-1%pt' has the tolerance '-1%pt'; a number was expected, such as -1pt, +1% or 200"
      ),
      (
        "hit_share:--1",
        "--fail 'hit_share:--1' has the tolerance '--1'; a number was expected, such as -1pt, +1% or 200"
      ),
    ])
  func slip(text: String, message: String) {
    #expect(throws: Diagnostic(message, kind: .usage)) { try Gate.rules(text) }
  }

  @Test("a rule that names its strategy counts before others, and a later one before an earlier")
  func precedence() throws {
    let gate = Gate(try Gate.rules("exact.hit_share:1pt,hit_share:2pt,hit_share:3pt"))
    #expect(gate.rule(on: .hitShare, of: "exact")?.slack == .absolute(0.01))
    #expect(gate.rule(on: .hitShare, of: "full")?.slack == .absolute(0.03))
    #expect(gate.rule(on: .quality, of: "full") == nil)
  }

  @Test("the scenario declares its gate, and headline metrics gate where it does not")
  func declared() throws {
    let stated = try SmallScenario.make(
      SmallScenario.text(
        more: """
          , "gate": [{"metric": "hit_share", "worse_by": 0.01},
            {"strategy": "exact", "metric": "cost_usd_per_month", "worse_by_share": 0.05},
            {"metric": "provider_calls", "worse": "more"}]
          """))
    #expect(
      Gate(stated).rules == [
        Gate.Rule(.hitShare, slack: .absolute(0.01)),
        Gate.Rule(.costPerMonth, of: "exact", slack: .relative(0.05)),
        Gate.Rule(.providerCalls, worse: .more),
      ])
    let plain = Gate(try SmallScenario.make(SmallScenario.text())).rules.map(\.metric)
    #expect(plain == Gate.headlines.filter { $0 != .totalCostPerMonth })
    let priced = try SmallScenario.make(SmallScenario.text(more: ", \"analysis\": {\"false_hit_usd\": 1}"))
    #expect(Gate(priced).rules.map(\.metric) == Gate.headlines)
  }

  @Test(
    "a gate that cannot be meant is refused at its place",
    arguments: [
      (
        "[{\"metric\": \"hit_shar\"}]",
        "'gate[0].metric' 'hit_shar' is unknown (did you mean 'hit_share'?); one of requests,"
      ),
      (
        "[{\"metric\": \"hit_share\", \"strategy\": \"nobody\"}]",
        "the strategy 'nobody' is unknown; one of naive, exact, full was expected"
      ),
      (
        "[{\"metric\": \"hit_share\", \"worse_by\": 1, \"worse_by_share\": 1}]",
        "'gate[0].worse_by_share' does nothing: 'worse_by' is stated instead; one of them was expected"
      ),
      ("[]", "'gate' has 0 elements; at least 1 were expected"),
    ])
  func refused(gate: String, message: String) {
    let error = #expect(throws: Diagnostic.self) {
      try SmallScenario.make(SmallScenario.text(more: ", \"gate\": \(gate)"))
    }
    #expect(error?.message.contains(message) == true, "\(error?.description ?? "")")
    #expect(error?.position?.line == 13)
  }

  @Test("a metric has a direction only where more or less is better for everyone")
  func directions() {
    for metric: Metric in [
      .servedShare, .exactHitShare, .semanticHitShare, .coalescedShare, .providerCalls,
      .providerCallsPerMonth, .cachedTokenShare, .hitShareEligible, .retries,
    ] {
      #expect(metric.isMoreBetter == nil, "\(metric.rawValue)")
    }
    for metric in Gate.headlines { #expect(metric.isMoreBetter != nil, "\(metric.rawValue)") }
  }

  @Test("an unknown strategy of --fail is told beside each that there is, once")
  func unknownStrategy() throws {
    let fault = try #require(throws: Diagnostic.self) {
      try Gate(try Gate.rules("nobody.hit_share")).check(strategies: [
        "naive", "exact", "naive", "full", "exact",
      ])
    }
    #expect(fault.kind == .usage && fault.message.hasSuffix("; one of naive, exact, full was expected"))
  }
}
