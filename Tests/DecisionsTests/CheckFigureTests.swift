import Declarations
import Simulation
import TestSupport
import Testing

import Decisions
@testable import Experiments
@testable import Scenarios

@Suite("Figures before and now")
struct CheckFigureTests {
  /// A run of two strategies with one metric set by hand.
  private func baseline(
    _ mean: Double?, half: Double? = nil, seed: UInt64 = 1,
    replications: Int = 3, strategy: String = "s"
  ) -> Baseline {
    Baseline(
      scenario: "x", version: "1", seed: seed, replications: replications, trace: nil,
      strategies: [
        .init(
          name: strategy,
          figures: mean.map { [.init("hit_share", mean: $0, halfWidth: half)] } ?? [
            .init("requests", mean: 1)
          ])
      ])
  }

  private func check(_ before: Baseline, _ after: Baseline, _ rules: String = "hit_share") throws -> Check {
    Check(.init(before), .init(after), gate: Gate(try Gate.rules(rules)))
  }

  private func verdict(_ before: Double?, _ after: Double?, _ rules: String) throws -> Check.Verdict? {
    let check = try check(baseline(before), baseline(after), rules)
    return check.lines.first { $0.metric == "hit_share" }?.verdict
  }

  @Test("on the same draws any step to the worse fails, and one to the better is noted")
  func exact() throws {
    #expect(try verdict(0.5, 0.5, "hit_share") == .pass)
    #expect(try verdict(0.5, 0.5.nextDown, "hit_share") == .fail)
    #expect(try verdict(0.5, 0.6, "hit_share") == .note)
    #expect(try verdict(0.5, 0.4, "quality") == .note)
  }

  @Test("what fails for being better is told, and nothing else is")
  func improvement() throws {
    var gate = Gate(try Gate.rules("hit_share"))
    gate.failsOnImprovement = true
    let better = Check(.init(baseline(0.5)), .init(baseline(0.6)), gate: gate)
    #expect(!better.passes)
    #expect(better.remarks.contains("1 figure fails for being better: better is to fail as well"))
    let worse = Check(.init(baseline(0.5)), .init(baseline(0.4)), gate: gate)
    #expect(!worse.passes && !worse.remarks.contains { $0.contains("being better") })
  }

  @Test("a tolerance lets a step pass, in points, relative and by its sign")
  func tolerance() throws {
    #expect(try verdict(0.5, 0.495, "hit_share:-1pt") == .pass)
    #expect(try verdict(0.5, 0.485, "hit_share:-1pt") == .fail)
    #expect(try verdict(0.5, 0.46, "hit_share:10%") == .pass)
    #expect(try verdict(0.5, 0.44, "hit_share:10%") == .fail)
    // Who says that more is worse means it.
    #expect(try verdict(0.5, 0.52, "hit_share:+1pt") == .fail)
    #expect(try verdict(0.5, 0.1, "hit_share:+1pt") == .note)
  }

  @Test("a gate that allows a share more than there is never fails, and that is said")
  func idleGate() throws {
    let check = try check(baseline(0.5), baseline(0.1), "hit_share:-150pt")
    #expect(check.passes)
    #expect(
      check.remarks.contains("the gate on hit_share never fails: it allows 1.5 in a metric from 0 to 1"),
      "\(check.remarks)")
    let usual = try self.check(baseline(0.5), baseline(0.1), "hit_share:-1pt")
    #expect(!usual.remarks.contains { $0.contains("never") })
  }

  @Test("a gate on what has no value is told to hold nothing, and one that nobody stated is not")
  func emptyGate() throws {
    let words = "the gate on quality holds nothing: it has no value before and none now"
    let check = try check(baseline(0.5), baseline(0.5), "hit_share,quality,quality")
    #expect(check.remarks.filter { $0.contains("nothing") } == [words])
    #expect(
      try self.check(baseline(0.5), baseline(nil), "hit_share").remarks.allSatisfy { !$0.contains("nothing") }
    )
    let plain = try SmallScenario.make(
      SmallScenario.text(), ["providers.openai.models={\"gpt-4o\": {}, \"gpt-4o-mini\": {}}"])
    let result = try Runner(plain).runStrategies()
    let own = Check(result, scenario: plain, baseline: .init(Baseline(result, of: plain)))
    #expect(own.passes && own.remarks.isEmpty, "\(own.remarks)")
  }

  @Test("that a quality is not stated any more is named, and no machine is blamed")
  func unstatedQuality() throws {
    func reference(_ quality: String) throws -> Check.Reference {
      let scenario = try SmallScenario.make(
        SmallScenario.text(),
        ["providers.openai.models={\"gpt-4o\": {\(quality)}, \"gpt-4o-mini\": {\(quality)}}"])
      return .init(Baseline(try Runner(scenario).run(), of: scenario))
    }
    let (stated, bare) = (try reference("\"quality\": 0.9"), try reference(""))
    let gate = Gate(try Gate.rules("quality"))
    let gone = Check(stated, bare, gate: gate)
    #expect(!gone.passes)
    #expect(gone.remarks.contains("the quality of a model is not stated any more"), "\(gone.remarks)")
    #expect(!gone.remarks.contains { $0.contains("machine") })
    #expect(Check(bare, stated, gate: gate).remarks.contains("the quality of a model is stated now"))
  }

  @Test("no value on both sides is held; one that is gone fails where it gates")
  func missing() throws {
    #expect(try verdict(nil, nil, "hit_share") == nil)
    #expect(try check(baseline(nil), baseline(nil)).passes)
    let gone = try check(baseline(0.5), baseline(nil))
    #expect(gone.lines.first { $0.metric == "hit_share" }?.effect == .gone)
    #expect(!gone.passes)
    #expect(try verdict(0.5, nil, "quality") == .note)
    #expect(try verdict(nil, 0.5, "hit_share") == .note)
  }

  @Test("other draws are held within both intervals together")
  func noise() throws {
    func passes(_ after: Double, half: Double?) throws -> Bool {
      try self.check(baseline(0.5, half: 0.03), baseline(after, half: half, seed: 2)).passes
    }
    #expect(try passes(0.46, half: 0.04))
    #expect(try passes(0.45, half: 0.04))
    #expect(try !passes(0.449, half: 0.04))
    #expect(try !passes(0.46, half: nil))
    // One replication tells nothing of another, be the interval of the other run ever so wide.
    let single = try check(baseline(0.5, half: 0.3), baseline(0.49, replications: 1))
    #expect(!single.passes)
    #expect(single.remarks[0].contains("any difference counts"))
    let check = try check(baseline(0.5, half: 0.1), baseline(0.45, half: 0.1, replications: 5))
    #expect(check.passes)
    #expect(check.changes.map(\.description) == ["replications 3 -> 5"])
    #expect(check.remarks[0] == "other draws: a difference within both intervals together is held")
  }

  @Test("how many figures would fail by chance is told where intervals gate, and on the same seed nothing is")
  func chance() throws {
    let scenario = try SmallScenario.make(SmallScenario.text())
    let result = try Runner(scenario).runStrategies()
    func remarks(seed: UInt64, _ rules: String) throws -> [String] {
      var former = Baseline(result, of: scenario)
      former.seed = seed
      return Check(
        result, scenario: scenario, baseline: .init(former), gate: Gate(try Gate.rules(rules))
      ).remarks.filter { $0.contains("by chance") }
    }
    // Three strategies have a cost that varies, of which each may fail with one chance in forty.
    #expect(
      try remarks(seed: 9, "cost_usd_per_month") == [
        "of 3 figures that gate within intervals of 95 %, about 0.1 would fail by chance alone; on the same seed none would"
      ])
    // Either way twice as often; a tolerance that is wider than the intervals leaves nothing to chance.
    #expect(try remarks(seed: 9, "requests").first?.contains("about 0.2 would fail") == true)
    #expect(try remarks(seed: 9, "cost_usd_per_month:900%").isEmpty)
    #expect(try remarks(seed: 5, "cost_usd_per_month").isEmpty)
  }

  @Test("another measured span is another sample of the same traffic")
  func span() throws {
    func run(_ mean: Double, hours: Int) -> Baseline {
      var run = baseline(mean, half: 0.03)
      run.settings = [FigureSetting(path: "run.measure_h", value: JSONValue(hours))]
      return run
    }
    #expect(try check(run(0.5, hours: 6), run(0.47, hours: 7)).passes)
    #expect(try !check(run(0.5, hours: 6), run(0.45, hours: 7)).passes)
    #expect(try !check(run(0.5, hours: 6), run(0.47, hours: 6)).passes)
  }

  @Test("a gate with the sign of what is better, and a baseline of another scenario, are told")
  func slips() throws {
    #expect(try !check(baseline(0.5), baseline(0.4), "hit_share:-1pt").remarks[0].contains("the gate on"))
    let check = try check(baseline(0.5), baseline(0.4), "hit_share:+1pt")
    #expect(check.passes)
    #expect(check.remarks[0].hasPrefix("the gate on hit_share fails where it rises"))
    #expect(check.lines.first { $0.metric == "hit_share" }?.effect == .other)
    var other = baseline(0.5)
    other.scenario = "y"
    #expect(try self.check(other, baseline(0.5)).remarks[0] == "the baseline is that of the scenario 'y'")
  }

  @Test("a strategy that is gone fails where anything of it gates, and a new one is noted")
  func strategies() throws {
    let other = try check(baseline(0.5), baseline(0.5, strategy: "t"))
    #expect(other.lines.map(\.verdict) == [.fail, .note])
    #expect(other.changes.map(\.description) == ["strategy s removed", "strategy t added"])
    #expect(try check(baseline(0.5), baseline(0.5, strategy: "t"), "u.hit_share").passes)
  }

  @Test("where nothing changed that moves figures, the version or the machine is what changed")
  func sameInputs() throws {
    var before = baseline(0.5)
    var after = baseline(0.4)
    before.settings = [FigureSetting(path: "run.measure_h", value: 1)]
    after.settings = before.settings
    #expect(
      try check(before, after).remarks == [
        "the scenario is as accepted, and so is the version 1; another build or machine gives other figures"
      ])
    after.version = "2"
    (before.trace, after.trace) = (.init(name: "t", hash: "1"), .init(name: "t", hash: "1"))
    #expect(
      try check(before, after).remarks == ["the scenario and the trace are as accepted; version 1 -> 2"])
    // The last digits of sums over other requests are no finding.
    before.settings = [FigureSetting(path: "workload.users.count", value: 1)]
    after.settings = [FigureSetting(path: "workload.users.count", value: 2)]
    after.strategies[0].figures[0].mean = 0.5.nextDown
    #expect(try check(before, after).passes)
    #expect(try check(before, after).remarks.isEmpty)
  }

  @Test("another recommended strategy is told, where both are known")
  func recommendation() throws {
    var (before, after) = (baseline(0.5), baseline(0.5))
    after.recommendation = .strategy("s")
    #expect(try check(before, after).remarks.allSatisfy { !$0.contains("recommended") })
    before.recommendation = Baseline.Recommendation.none
    #expect(
      try check(before, after).remarks.first
        == "the recommended strategy was none in the baseline, and is 's' now")
    before.recommendation = .strategy("s")
    #expect(try check(before, after).remarks.allSatisfy { !$0.contains("recommended") })
    let bytes = Array(
      #"""
      {"simbench_baseline": 2, "scenario": "x", "seed": 1, "replications": 3, "settings": {}, "recommended": 7,
       "strategies": {"s": {"hit_share": 0.5}}}
      """#.utf8)
    let fault = try #require(throws: Diagnostic.self) {
      try Baseline(bytes: bytes, path: "b.json", remedy: "r")
    }
    #expect(
      fault.message
        == "'recommended' is a number; the name of a strategy or null was expected; `r` writes a new one")
    #expect(fault.position == SourcePosition(line: 1, column: 104))
  }

  @Test("a difference has its interval over pairs of replications, where both were run")
  func pairs() throws {
    let scenario = try SmallScenario.make(SmallScenario.text())
    let larger = try SmallScenario.make(SmallScenario.text(), ["exact.exact_cache.capacity=3"])
    let (before, after) = (try Runner(scenario).runStrategies(), try Runner(larger).runStrategies())
    let check = Check(
      .init(Baseline(before, of: scenario), result: before),
      .init(Baseline(after, of: larger), result: after),
      gate: Gate(scenario))
    let line = try #require(check.lines.first { $0.strategy == "exact" && $0.metric == "hit_share" })
    #expect(line.verdict == .fail)
    let difference = try #require(line.difference)
    #expect(abs(difference.mean - ((line.value ?? 0) - (line.expected ?? 0))) < 1e-12)
    #expect(difference.halfWidth > 0)
  }

  @Test("a baseline that lost a figure is refused, for nothing would be held to it")
  func lostFigure() throws {
    func text(_ figures: String) -> String {
      #"""
      {"simbench_baseline": 2, "scenario": "x", "seed": 1, "replications": 3, \#(figures) "settings": {},
       "strategies": {"s": {"hit_share": 0.5}, "t": {"hit_share": 0.5}}}
      """#
    }
    func read(_ text: String) throws -> Baseline {
      try Baseline(bytes: Array(text.utf8), path: "b.json", remedy: "r")
    }
    // A baseline of an earlier version does not count its figures.
    for figures in ["", "\"figures\": 2,"] { #expect(try read(text(figures)).strategies.count == 2) }
    let fault = try #require(throws: Diagnostic.self) { try read(text("\"figures\": 3,")) }
    #expect(fault.kind == .baseline)
    #expect(
      fault.message
        == "'figures' is 3, and 'strategies' holds 2: some were taken out or put in by hand, or in a merge; "
        + "`r` writes a new one")
  }

  @Test("a baseline reads back as it was written, and one of version 1 by names")
  func reading() throws {
    let scenario = try SmallScenario.make(SmallScenario.text())
    let result = try Runner(scenario).runStrategies()
    let written = Baseline(result, of: scenario)
    let text = written.json.text()
    let read = try Baseline(bytes: Array(text.utf8), path: "b.json", remedy: "r")
    #expect(read.json.text() == text)
    #expect(read.strategies == written.strategies)
    #expect(written.recommendation != nil && read.recommendation == written.recommendation)
    let check = Check(result, scenario: scenario, baseline: .init(read))
    #expect(check.passes && check.changes.isEmpty && check.remarks.isEmpty)
    #expect(check.lines.allSatisfy { $0.verdict == .pass })
    let former = """
      {"simbench_baseline": 1, "scenario": "small", "scenario_hash": "0", "seed": 5, "replications": 3,
       "strategies": {"exact": {"requests": \(try #require(written.strategies[1].figure("requests")).mean)}}}
      """
    let first = try Baseline(bytes: Array(former.utf8), path: "b.json", remedy: "r")
    let second = Check(result, scenario: scenario, baseline: .init(first))
    #expect(second.passes)
    #expect(second.remarks.count == 1 && second.remarks[0].contains("a baseline of version 1 does not say"))
  }
}
