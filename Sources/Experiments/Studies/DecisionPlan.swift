import CacheTraces
import Declarations
import Eviction
import Scenarios
import Simulation
import Strategies
import Traffic

/// The trials that a scenario asks for under `analysis.decision`.
struct DecisionPlan: StudyPlan {
  static let declaration = StudyDeclaration("decision", chart: "decision_vs_requests") {
    scenario throws(Diagnostic) in try DecisionPlan(scenario)
  }

  let policies: (first: PolicyChoice, second: PolicyChoice)
  let capacities: [Int]
  let lengths: [Int]
  let trials: Int

  /// Nil when the scenario asks for none.
  ///
  /// - Throws: a `Diagnostic` when there are not two different policies.
  init?(_ scenario: Scenario) throws(Diagnostic) {
    guard let settings = scenario.section("analysis")?.optionalSettings("decision") else { return nil }
    let names = settings.strings("policies")
    let kinds = names.compactMap(PolicyKind.init(rawValue:))
    guard kinds.count == 2, kinds[0] != kinds[1] else {
      throw Diagnostic(
        "'analysis.decision.policies' has \(names.joined(separator: ", ")); two different policies were expected",
        position: settings.position("policies"))
    }
    policies = (PolicyChoice(kinds[0]), PolicyChoice(kinds[1]))
    capacities = Set(settings.numbers("capacities").map { Int($0) }).sorted()
    lengths = Set(settings.numbers("requests").map { Int($0) }).sorted()
    trials = settings.integer("trials")
  }

  /// Trials over streams of the scenario's workload that are as long as the longest trial, or over the recording.
  func result(_ run: StudyRun, cells: [[CellResult]]) throws(Diagnostic) -> (any StudyResult)? {
    guard let longest = lengths.last, let last = run.stream.arrival.last, last > .zero else { return nil }
    let recipe = run.recipe
    let (threads, confidence) = (run.threads, run.confidence)
    guard run.scenario.workload.isDrawn else {
      let column = run.world[0].column(recipe)
      return curve(streams: 1, threads: threads, confidence: confidence) { _ in column.keys }
    }
    run.progress?(0, 0, "running trials")
    // A tenth more than the longest trial takes on average, so that hardly any stream is too short.
    let seconds = last.seconds / Double(run.stream.count) * Double(longest) * 1.1 + 1
    let drawn = try run.scenario.workload.world(until: .seconds(seconds), seed: run.scenario.seed)
    return curve(streams: trials, threads: threads, confidence: confidence) { stream in
      KeyColumn(recipe, of: drawn.stream(replication: stream)).keys
    }
  }

  /// Runs the trials over the keys that `column` gives for a stream's number, until there are enough of the longest.
  ///
  /// - Parameter streams: how many streams hold the trials, each with at least the longest length.
  func curve(
    streams: Int, threads: Int, confidence: Double, column: @Sendable (Int) -> [UInt32]
  ) -> DecisionCurve {
    let (capacities, lengths, policies) = (capacities, lengths, policies)
    let parts = Parallel.map(streams, threads: threads) { stream -> [Tally] in
      let keys = column(stream)
      return capacities.flatMap { capacity in
        lengths.map { Tally(keys, length: $0, capacity: capacity, policies) }
      }
    }
    let lines = capacities.indices.map { place -> DecisionCurve.Line in
      let tallies = lengths.indices.map { length in
        parts.reduce(into: Tally()) { $0.add($1[place * lengths.count + length]) }
      }
      let longest = tallies.last ?? Tally()
      let difference = Estimate(samples: longest.differences, confidence: confidence)
      let isFirst = difference.mean >= 0
      let points = zip(lengths, tallies).filter { !$1.differences.isEmpty }.map { length, tally in
        DecisionCurve.Point(
          requests: length, trials: tally.differences.count,
          right: tally.differences.count { isFirst ? $0 > 0 : $0 < 0 },
          wrong: tally.differences.count { isFirst ? $0 < 0 : $0 > 0 })
      }
      var line = DecisionCurve.Line(
        capacity: capacities[place], difference: difference, points: points, needed: nil)
      if abs(difference.mean) > difference.halfWidth {
        func crossing(_ end: (Proportion) -> Double) -> Double? {
          DecisionCurve.Line.crossing(points, target: confidence) {
            end($0.share($0.right, confidence: confidence))
          }
        }
        if let needed = crossing(\.share), let low = crossing(\.upper) {
          line.needed = (needed, low, crossing(\.lower))
        }
      }
      return line
    }
    return DecisionCurve(
      policies: (policies.first.description, policies.second.description), confidence: confidence,
      lines: lines)
  }
}

/// The difference in hit share of each trial.
private struct Tally: Sendable {
  var differences: [Double] = []

  init() {}

  init(
    _ keys: [UInt32], length: Int, capacity: Int, _ policies: (first: PolicyChoice, second: PolicyChoice)
  ) {
    var start = 0
    while start + length <= keys.count {
      guard let trace = try? CacheTrace(keys[start..<start + length].lazy.map(UInt64.init)) else { return }
      let first = policies.first.replay(trace, capacity: UInt64(capacity))
      let second = policies.second.replay(trace, capacity: UInt64(capacity))
      differences.append(Double(first.hits - second.hits) / Double(length))
      start += length
    }
  }

  mutating func add(_ other: Tally) { differences += other.differences }
}
