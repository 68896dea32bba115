import Declarations
import Simulation
import Strategies
import Traffic

/// Runs scenarios: all strategies side by side on the same addressed randomness.
public struct Runner: Sendable {
  /// Told how many of how many cells are done; may be called from any thread.
  public typealias Progress = @Sendable (_ done: Int, _ of: Int, _ what: String) -> Void

  let scenario: Scenario
  let threads: Int
  let progress: Progress?
  /// Whether cells keep the outcome of each request.
  public var keepsOutcomes = false
  /// Whether anything beside the strategies is computed.
  var runsStudies = true

  /// A runner for a scenario.
  public init(_ scenario: Scenario, progress: Progress? = nil) {
    self.scenario = scenario
    threads = scenario.threads > 0 ? scenario.threads : Parallel.defaultThreads
    self.progress = progress
  }

  /// Runs every strategy in every replication, and the studies that the scenario asks for.
  ///
  /// - Throws: a `Diagnostic`; of kind `unexpected` when a conservation law does not hold.
  public func run() throws(Diagnostic) -> RunResult {
    var plans: [any StudyPlan] = []
    for study in StudyDeclaration.all where runsStudies && study.isWanted(by: scenario) {
      if let plan = try study.plan(scenario) { plans.append(plan) }
    }
    let strategies = scenario.strategies + plans.flatMap(\.strategies)
    try checkInputs(of: strategies)
    let world = try prepare(for: strategies)
    var jobs = cells(of: scenario.strategies, replications: world.count)
    let own = jobs.count
    // A check wants intervals only where a rule goes by them.
    let wantsIntervals = runsStudies || scenario.hasIntervalRules
    let groups = wantsIntervals ? samplingGroups(world) : nil
    for strategy in scenario.strategies {
      for group in 0..<(groups?.count ?? 0) { jobs.append((strategy, 0, UInt8(group))) }
    }
    for plan in plans {
      jobs += cells(of: plan.strategies, replications: min(plan.replications, world.count))
    }
    var cells = try runCells(jobs, world, keeping: own, groups: groups)[...]
    /// The next cells, one list a strategy.
    func take(_ strategies: Int, _ replications: Int) -> [[CellResult]] {
      (0..<strategies).map { _ in
        defer { cells = cells.dropFirst(replications) }
        return Array(cells.prefix(replications))
      }
    }
    var result = RunResult(
      provenance: provenance(world), strategies: [], baseline: scenario.baseline,
      requests: world[0].stream.count)
    for (strategy, part) in zip(scenario.strategies, take(scenario.strategies.count, world.count)) {
      result.strategies.append(StrategyResult(strategy, cells: part))
    }
    for (place, part) in take(groups == nil ? 0 : scenario.strategies.count, groups?.count ?? 0).enumerated()
    {
      result.strategies[place].leftOut = part.map { $0.metrics.scaledUp(groups: part.count) }
    }
    if scenario.isRecorded { result.profile = StreamProfile(world[0].stream) }
    result.dropped = world[0].stream.dropped
    result.models = models
    result.question = scenario.question
    result.constraints = scenario.constraints
    result.errorPrices = scenario.errorPrices
    let run = StudyRun(
      scenario: scenario, world: world, strategies: result.strategies, threads: threads, progress: progress)
    for plan in plans {
      let part = take(plan.strategies.count, min(plan.replications, world.count))
      if let found = try plan.result(run, cells: part) { result.studies.append(found) }
    }
    result.warnings = warnings(world) + IdleLayers.warnings(result)
    result.assumptions = assumptions(of: scenario.strategies, world)
    return result
  }

  /// Runs the scenario's sweep.
  ///
  /// - Throws: a `Diagnostic` when there is none, or more cells than `maximumCells`.
  public func sweep(maximumCells: Int = 1_000_000) throws(Diagnostic) -> RunResult {
    let plan = try SweepPlan(scenario, maximumCells: maximumCells)
    let baseline = scenario.strategies[scenario.baseline]
    let strategies = [baseline] + plan.strategies
    try checkInputs(of: strategies)
    let world = try prepare(for: strategies)
    let cells = try runCells(
      cells(of: strategies, replications: world.count), world, keeping: 0)
    func result(_ place: Int) -> StrategyResult {
      StrategyResult(strategies[place], cells: Array(cells[place * world.count..<(place + 1) * world.count]))
    }
    var run = RunResult(
      provenance: provenance(world), strategies: [result(0)], baseline: 0, requests: world[0].stream.count)
    run.models = models
    run.constraints = scenario.constraints
    run.errorPrices = scenario.errorPrices
    run.sweep = SweepResult(
      strategy: plan.strategy, axes: plan.axes,
      rows: plan.values.enumerated().map { ($1, result($0 + 1)) })
    run.warnings = warnings(world) + IdleLayers.warnings(run)
    return run
  }

  /// The stream of the first replication, as every strategy sees it.
  public func stream() throws(Diagnostic) -> QueryStream { try streams(count: 1)[0] }

  /// Every strategy alone, without studies.
  public func runStrategies() throws(Diagnostic) -> RunResult {
    var plain = self
    plain.runsStudies = false
    return try plain.run()
  }

  /// The streams of all replications.
  public func streams() throws(Diagnostic) -> [QueryStream] { try streams(count: scenario.replications) }

  /// A cell to run: a strategy in a replication, without one group of a recording.
  typealias Job = (strategy: Scenario.Strategy, replication: Int, leftOut: UInt8?)

  func cells(of strategies: [Scenario.Strategy], replications: Int) -> [Job] {
    strategies.flatMap { strategy in (0..<replications).map { (strategy, $0, nil) } }
  }

  func runCells(
    _ jobs: [Job], _ world: [PreparedStream], keeping own: Int, groups: SamplingGroups? = nil
  ) throws(Diagnostic) -> [CellResult] {
    let meter = ProgressMeter(total: jobs.count, progress: progress)
    if let first = jobs.first { progress?(0, jobs.count, "strategy \(first.strategy.name)") }
    let results = Parallel.map(jobs.count, threads: threads) {
      index -> Result<CellResult, Conservation.Violation> in
      let (strategy, replication, leftOut) = jobs[index]
      let stream = world[replication]
      var isAbsent: (@Sendable (Int) -> Bool)?
      if let groups, let leftOut { isAbsent = { groups.ofRequest[$0] == leftOut } }
      let gateway = self.gateway(
        of: strategy, replication: replication, on: stream, isAbsent: isAbsent)
      do throws(Conservation.Violation) {
        try gateway.run()
      } catch {
        return .failure(error)
      }
      var cell = CellResult(
        gateway, model: strategy.model, warmUp: scenario.warmUp, errors: scenario.errorPrices,
        goodput: scenario.goodput,
        share: leftOut == nil ? 1 : 1 - 1 / Double(groups?.count ?? 1))
      if index < own {
        // Only the scenario's own strategies are reported in words.
        cell.falseHits = CellResult.falseHits(gateway)
        cell.turns = CellResult.turnTokens(gateway)
        if keepsOutcomes { cell.outcomes = gateway.outcomes }
      }
      meter.advance("strategy \(strategy.name)")
      return .success(cell)
    }
    var cells: [CellResult] = []
    for (result, job) in zip(results, jobs) {
      switch result {
      case .success(let cell): cells.append(cell)
      case .failure(let violation):
        guard !violation.isBeyondExact else {
          throw Diagnostic("'\(job.strategy.name)': \(violation)", position: job.strategy.position)
        }
        throw Diagnostic(
          "conservation broke in '\(job.strategy.name)', replication \(job.replication): \(violation)",
          kind: .unexpected)
      }
    }
    return cells
  }
}

extension StrategyResult {
  init(_ strategy: Scenario.Strategy, cells: [CellResult]) {
    self.init(
      name: strategy.name, title: strategy.title, isBound: strategy.isBound, model: strategy.model,
      layers: strategy.layerNames, cells: cells)
  }
}
