import Declarations
import Files
import Foundation
import Simulation
import Tables
import TestSupport
import Testing

@testable import Experiments
@testable import Metrics
@testable import Reporting
@testable import Scenarios

/// Scenarios that nobody thought of, drawn from the schema.
///
/// `SIMBENCH_SCENARIOS` says how many (2,000 in the nightly job), `SIMBENCH_SCENARIO` names the seed of a single one.
/// Before a scenario runs it is written to `simbench-random-<part>.json` in the temporary folder, where it is found
/// after a trap.
@Suite struct RandomScenarioTests {
  private static let parts = 4

  private static let seeds: ClosedRange<UInt64> = {
    let environment = ProcessInfo.processInfo.environment
    if let seed = environment["SIMBENCH_SCENARIO"].flatMap(UInt64.init) { return seed...seed }
    return 0...(environment["SIMBENCH_SCENARIOS"].flatMap(UInt64.init) ?? 240) - 1
  }()

  @Test(
    "random scenarios run, conserve and give the same at 1 and 2 threads, or are refused at a place",
    .tags(.slow), .unlessQuick, .timeLimit(.minutes(20)), arguments: 0..<parts)
  func scenarios(_ part: Int) throws {
    let folder = Sample.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let files = RandomScenario.Files(log: folder + "/log.csv", outcomes: folder + "/outcomes.csv")
    try Self.recording.write(toFile: files.log, atomically: true, encoding: .utf8)
    try Self.answers.write(toFile: files.outcomes, atomically: true, encoding: .utf8)
    let shown = FileManager.default.temporaryDirectory.appendingPathComponent("simbench-random-\(part).json")
    var (count, runs) = (0, 0)
    for seed in Self.seeds where Int(seed) % Self.parts == part {
      let drawn = RandomScenario(seed: seed, charts: Chart.all.map(\.declaration), files: files)
      var text = drawn.tree.text()
      count += 1
      guard let scenario = valid(&text, seed) else { continue }
      try? text.write(to: shown, atomically: true, encoding: .utf8)
      if run(scenario, seed) { runs += 1 }
    }
    try? FileManager.default.removeItem(at: shown)
    print("random scenarios, part \(part): \(runs) of \(count) ran, the others are refused")
    // Scenarios that are all refused would show nothing.
    #expect(count < 20 || runs * 10 >= count * 6, "\(runs) of \(count) ran")
  }

  /// The scenario without what its reader refuses; nil where nothing else is left.
  private func valid(_ text: inout String, _ seed: UInt64) -> Scenario? {
    var options = Scenario.Options()
    options.charts = Chart.all.map(\.declaration)
    for _ in 0..<60 {
      do throws(Diagnostic) {
        return try Scenario(bytes: Array(text.utf8), path: "random.json", options: options)
      } catch {
        guard error.kind == .badInput, let place = error.position,
          let root = try? JSONParser.parse(Array(text.utf8))
        else {
          Issue.record("seed \(seed): refused without a place: \(error)")
          return nil
        }
        guard let rest = ScenarioRepair.without(place, in: root) else {
          if place != root.position { Issue.record("seed \(seed): nothing stands at the place of: \(error)") }
          return nil
        }
        text = rest.text()
      }
    }
    return nil
  }

  /// Whether the scenario ran, with what must hold of a run held.
  private func run(_ scenario: Scenario, _ seed: UInt64) -> Bool {
    let one = outcome(scenario, threads: 1)
    let two = outcome(scenario, threads: 2)
    switch (one, two) {
    case (.success(let one), .success(let two)):
      #expect(files(one) == files(two), "seed \(seed): threads change the result")
      check(one, seed)
      return true
    case (.failure(let one), .failure(let two)):
      #expect(one == two, "seed \(seed)")
      #expect(one.kind == .badInput && (one.position != nil || !one.file.isEmpty), "seed \(seed): \(one)")
      return false
    default:
      Issue.record("seed \(seed): one number of threads runs, the other does not: \(one) \(two)")
      return false
    }
  }

  private func outcome(_ scenario: Scenario, threads: Int) -> Result<RunResult, Diagnostic> {
    var scenario = scenario
    scenario.threads = threads
    do throws(Diagnostic) {
      let result = try Runner(scenario).run()
      guard scenario.section("sweep") != nil else { return .success(result) }
      var swept = result
      swept.sweep = try Runner(scenario).sweep(maximumCells: 64).sweep
      return .success(swept)
    } catch { return .failure(error) }
  }

  /// Every table and text of a result.
  private func files(_ result: RunResult) -> [[UInt8]?] {
    var bytes = ResultTable.all.map { table in table.isPresent(result) ? try? table.bytes(of: result) : nil }
    bytes.append(Array(Report(result).text.utf8))
    bytes.append(Array(ReportJSON(result).value.text().utf8))
    bytes += Chart.all.map { $0.script(result).map { Array("\($0)".utf8) } }
    return bytes
  }

  private func check(_ result: RunResult, _ seed: UInt64) {
    let ends: [Metric] = [
      .exactHitShare, .semanticHitShare, .coalescedShare, .servedShare, .rejectedShare, .failedShare,
    ]
    for strategy in result.strategies {
      for (place, cell) in strategy.cells.enumerated() {
        let label = Comment(rawValue: "seed \(seed), \(strategy.name), replication \(place)")
        let requests = cell.metrics[.requests]
        // Of a sample that nobody is in nothing follows.
        if requests.isNaN, result.provenance.sample != nil { continue }
        #expect(requests.isFinite && requests >= 0, label)
        #expect(cell.metrics[.costUSD].isFinite && cell.metrics[.costUSD] >= 0, label)
        guard requests > 0 else { continue }
        // Which calls failed is not known of a log that does not tell it.
        let shares = ends.map { cell.metrics[$0] }.filter { !$0.isNaN }
        #expect(shares.count >= ends.count - 1 && abs(shares.reduce(0, +) - 1) < 1e-9, label)
        for metric: Metric in [.costPerMonth, .hitShare, .latencyP95, .providerCallsPerMonth] {
          let value = cell.metrics[metric]
          #expect(!value.isNaN || metric == .latencyP95, "\(metric.rawValue) \(label)")
        }
      }
    }
  }

  /// A log with text, users, tokens and labels.
  private static let recording: String = {
    var draws = SeededDraws(seed: 1)
    var text = "time,prompt,user,tier,input_tokens,output_tokens,intent,model\n"
    var time = 0.0
    for _ in 0..<120 {
      let intent = draws.integer(0...20)
      time += draws.logarithmic(0.01, 30)
      text += "\(time),how does thing \(intent) work \(draws.integer(0...2)),u\(draws.integer(0...9)),"
      text +=
        "\(draws.element(of: ["free", "pro"])),\(draws.integer(5...900)),\(draws.integer(0...400)),i\(intent),gpt-4o\n"
    }
    return text
  }()

  private static let answers: String = {
    var draws = SeededDraws(seed: 2)
    var text = "query,model,correct,input_tokens,output_tokens\n"
    for query in 0..<60 {
      let asked = "what is \(query) \(draws.integer(0...99))"
      for model in ["gpt-4o", "gpt-4o-mini"] {
        text += "\(asked),\(model),\(draws.integer(0...1)),"
        text += "\(draws.integer(5...200)),\(draws.integer(1...50))\n"
      }
    }
    return text
  }()
}
