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
  /// Whether what only a chart shows is computed.
  public var drawsCharts = true
  /// Whether anything beside the strategies is computed.
  var runsStudies = true

  /// A runner for a scenario.
  public init(_ scenario: Scenario, progress: Progress? = nil) {
    self.scenario = scenario
    threads = scenario.threads > 0 ? scenario.threads : Parallel.defaultThreads
    self.progress = progress
  }

  /// Runs every strategy in every replication, and the curves that the scenario's charts want.
  ///
  /// - Throws: a `Diagnostic`; of kind `unexpected` when a conservation law does not hold.
  public func run() throws(Diagnostic) -> RunResult {
    let curve = studies.contains(.thresholdCurve) ? try ThresholdPlan(scenario) : nil
    let attribution = runsStudies ? try AttributionPlan(scenario) : nil
    let extra = (curve?.strategies ?? []) + (attribution?.strategies ?? [])
    let world = try prepare(for: scenario.strategies + extra)
    var jobs: [(strategy: Scenario.Strategy, replication: Int)] = []
    for strategy in scenario.strategies {
      for replication in 0..<world.count { jobs.append((strategy, replication)) }
    }
    let own = jobs.count
    let curveReplications = curve.map { min($0.replications, world.count) } ?? 0
    for strategy in curve?.strategies ?? [] {
      for replication in 0..<curveReplications { jobs.append((strategy, replication)) }
    }
    let curveEnd = jobs.count
    for strategy in attribution?.strategies ?? [] {
      for replication in 0..<min(attribution?.replications ?? 0, world.count) {
        jobs.append((strategy, replication))
      }
    }
    let cells = try runCells(jobs, world, keeping: own)
    var result = RunResult(
      provenance: provenance(world), strategies: [], baseline: scenario.baseline,
      requests: world[0].stream.count)
    for (place, strategy) in scenario.strategies.enumerated() {
      let part = Array(cells[place * world.count..<(place + 1) * world.count])
      result.strategies.append(StrategyResult(strategy, cells: part))
    }
    result.dropped = world[0].stream.dropped
    result.constraints = scenario.constraints
    result.training = training(world)
    if let curve {
      result.thresholdCurve = curve.result(
        Array(cells[own..<curveEnd]), replications: curveReplications,
        baseline: result.strategies[scenario.baseline].cells, confidence: scenario.confidence,
        prices: scenario.errorPrices, isRecorded: isRecorded,
        random: RandomStream(seed: scenario.seed, replication: 0, purpose: .optimum))
    }
    if let attribution {
      result.attribution = attribution.result(
        Array(cells[curveEnd...]), whole: result.strategy(attribution.name)?.cells ?? [],
        replications: min(attribution.replications, world.count), confidence: scenario.confidence)
    }
    result.errorPrices = scenario.errorPrices
    result.falseHits = result.strategies.filter { !$0.isBound }.compactMap {
      FalseHitList($0.name, cells: $0.cells, texts: world[0].stream.texts)
    }
    if studies.contains(.discrimination), world[0].stream.hasIntentLabels {
      result.discrimination = world[0].neighbours.sorted { $0.key.name < $1.key.name }.map {
        DiscriminationCurve(
          $0.key.name, on: world[0].stream, vectors: world[0].searched[$0.key], threads: threads)
      }
    }
    if studies.contains(.lookupCurve) {
      let entries = zip(scenario.strategies, result.strategies).flatMap { strategy, result in
        result.cells.flatMap { zip(strategy.plans, $0.layers).filter { $0.0.threshold != nil } }
      }.map(\.1.entries).max()
      result.lookupCurve = LookupCurve(world[0].neighbours, entries: entries ?? 0)
    }
    if studies.contains(.decisionCurve) { result.decisionCurve = try decisionCurve(world) }
    if studies.contains(.sizeCurve) { result.sizeCurve = sizeCurve(world) }
    result.warnings = warnings(world)
    return result
  }

  /// Runs the scenario's sweep.
  ///
  /// - Throws: a `Diagnostic` when there is none, or more cells than `maximumCells`.
  public func sweep(maximumCells: Int = 1_000_000) throws(Diagnostic) -> RunResult {
    let plan = try SweepPlan(scenario, maximumCells: maximumCells)
    let baseline = scenario.strategies[scenario.baseline]
    let strategies = [baseline] + plan.strategies
    let world = try prepare(for: strategies)
    var jobs: [(strategy: Scenario.Strategy, replication: Int)] = []
    for strategy in strategies {
      for replication in 0..<world.count { jobs.append((strategy, replication)) }
    }
    let cells = try runCells(jobs, world, keeping: 0)
    func result(_ place: Int) -> StrategyResult {
      StrategyResult(strategies[place], cells: Array(cells[place * world.count..<(place + 1) * world.count]))
    }
    var run = RunResult(
      provenance: provenance(world), strategies: [result(0)], baseline: 0, requests: world[0].stream.count)
    run.constraints = scenario.constraints
    run.sweep = SweepResult(
      strategy: plan.strategy, axes: plan.axes,
      rows: plan.values.enumerated().map { ($1, result($0 + 1)) })
    run.warnings = warnings(world)
    return run
  }

  /// The stream of the first replication, as every strategy sees it.
  public func stream() throws(Diagnostic) -> QueryStream { try streams(count: 1)[0] }

  /// Every strategy alone, without what only a chart shows.
  public func runStrategies() throws(Diagnostic) -> RunResult {
    var plain = self
    plain.drawsCharts = false
    plain.runsStudies = false
    return try plain.run()
  }

  /// The streams of all replications.
  public func streams() throws(Diagnostic) -> [QueryStream] { try streams(count: scenario.replications) }

  var isRecorded: Bool { if case .recorded = scenario.workload { true } else { false } }

  var studies: Set<Study> { drawsCharts ? scenario.studies : [] }

  func runCells(
    _ jobs: [(strategy: Scenario.Strategy, replication: Int)], _ world: [PreparedStream], keeping own: Int
  ) throws(Diagnostic) -> [CellResult] {
    let meter = ProgressMeter(total: jobs.count, progress: progress)
    let results = Parallel.map(jobs.count, threads: threads) {
      index -> Result<CellResult, Conservation.Violation> in
      let (strategy, replication) = jobs[index]
      let stream = world[replication]
      let gateway = self.gateway(of: strategy, replication: replication, on: stream)
      do throws(Conservation.Violation) {
        try gateway.run()
      } catch {
        return .failure(error)
      }
      var cell = CellResult(
        gateway, model: strategy.model, warmUp: scenario.warmUp, errors: scenario.errorPrices,
        goodput: scenario.goodput)
      if index < own {
        // Only the scenario's own strategies are reported in words.
        cell.falseHits = CellResult.falseHits(gateway)
        if keepsOutcomes { cell.outcomes = gateway.outcomes }
      }
      meter.advance(strategy.name)
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
      name: strategy.name, title: strategy.title, isBound: strategy.isBound, layers: strategy.layerNames,
      cells: cells)
  }
}
