import Declarations
import Recordings
import Strategies
import Traffic

extension Runner {
  /// What a command found, made of its cells; one that is missing takes its strategy with it, and all studies.
  ///
  /// - Throws: a `Diagnostic` of kind `incomplete` when the baseline is not whole.
  func result(_ work: CellWork, _ world: [PreparedStream], cells: [CellResult?]) throws(Diagnostic)
    -> RunResult
  {
    let isWhole = !cells.contains { $0 == nil }
    var rest = cells[...]
    /// The next cells, one list a strategy; nil where one is missing.
    func take(_ strategies: Int, _ replications: Int) -> [[CellResult]?] {
      (0..<strategies).map { _ in
        defer { rest = rest.dropFirst(replications) }
        let own = rest.prefix(replications).compactMap(\.self)
        return own.count == replications ? own : nil
      }
    }
    if let plan = work.sweep { return try sweepResult(plan, world, take(work.strategies.count, world.count)) }
    var result = RunResult(
      provenance: provenance(world), strategies: [], baseline: scenario.baseline,
      requests: world[0].stream.count)
    let count = scenario.strategies.count
    let own = take(count, world.count)
    let groups = work.groups?.count ?? 0
    let leftOut = take(work.groups == nil ? 0 : count, groups)
    for (place, strategy) in scenario.strategies.enumerated() {
      if place == scenario.baseline { result.baseline = result.strategies.count }
      guard let part = own[place], let left = work.groups == nil ? [] : leftOut[place] else {
        guard place != scenario.baseline else { throw baselineIsMissing }
        continue
      }
      var found = StrategyResult(strategy, cells: part)
      found.leftOut = zip(left, work.groups?.factors ?? []).map {
        scenario.sample == nil ? $0.metrics.scaledUp(by: $1) : $0.metrics
      }
      if let groups = work.groups {
        found.linearizeQuantiles(of: left, groups.interval, confidence: scenario.confidence)
      }
      result.strategies.append(found)
    }
    if scenario.isRecorded { result.profile = RecordingSummary(world[0].stream) }
    result.dropped = world[0].stream.dropped
    result.models = models
    result.question = scenario.question
    result.constraints = scenario.constraints
    result.errorPrices = scenario.errorPrices
    if isWhole {
      let run = StudyRun(
        scenario: scenario, world: world, strategies: result.strategies, threads: threads,
        progress: progress)
      for plan in work.plans {
        let part = take(plan.strategies.count, min(plan.replications, world.count)).compactMap {
          $0.map(LengthLuck.taken)
        }
        if let found = try plan.result(run, cells: part) { result.studies.append(found) }
      }
    }
    result.warnings = warnings(world) + result.intervalWarnings
    result.warnings += IdleLayers.warnings(result, scenario.strategies)
    result.assumptions = assumptions(of: scenario.strategies, world)
    return result
  }

  private func sweepResult(_ plan: SweepPlan, _ world: [PreparedStream], _ cells: [[CellResult]?])
    throws(Diagnostic) -> RunResult
  {
    guard let base = cells[0] else { throw baselineIsMissing }
    let baseline = StrategyResult(scenario.strategies[scenario.baseline], cells: base)
    var run = RunResult(
      provenance: provenance(world), strategies: [baseline], baseline: 0, requests: world[0].stream.count)
    run.models = models
    run.constraints = scenario.constraints
    run.errorPrices = scenario.errorPrices
    run.sweep = SweepResult(
      strategy: plan.strategy, axes: plan.axes,
      rows: zip(plan.values, zip(plan.strategies, cells.dropFirst())).compactMap { values, part in
        part.1.map { (values, StrategyResult(part.0, cells: $0)) }
      })
    run.warnings = warnings(world) + IdleLayers.warnings(run, scenario.strategies)
    return run
  }

  private var baselineIsMissing: Diagnostic {
    Diagnostic(
      "the baseline '\(scenario.strategies[scenario.baseline].name)' lacks cells, and everything is compared with it; "
        + "its shards were expected", kind: .incomplete)
  }
}
