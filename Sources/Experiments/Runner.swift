import Declarations
import Recordings
import Scenarios
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
  /// Requests that a window of a stream holds beside those under way.
  var windowRequests = 1 << 18
  /// Rows of a log that are held while it is read into a temporary file, at least.
  var spooledRows = 1 << 17
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
  public func run() throws(Diagnostic) -> RunResult { try compute(.run, maximumCells: .max) }

  /// Runs the scenario's sweep.
  ///
  /// - Throws: a `Diagnostic` when there is none, or more cells than `maximumCells`.
  public func sweep(maximumCells: Int = 1_000_000) throws(Diagnostic) -> RunResult {
    try compute(.sweep, maximumCells: maximumCells)
  }

  private func compute(_ command: CellCommand, maximumCells: Int) throws(Diagnostic) -> RunResult {
    if scenario.sample?.part != nil {
      throw Diagnostic(
        "a part of a stream has no results of its own; `run --shard i/N --by UNIT --partial FILE`, and `merge`, were expected",
        position: scenario.tree["sample"]?.position)
    }
    var work = try work(of: command, maximumCells: maximumCells)
    try checkInputs(of: work.strategies)
    let world = try prepare(for: work.strategies)
    work.list(for: self, replications: world.count, groups: groups(for: work, world))
    let cells = try runCells(work.jobs, world, keeping: work.reported, groups: work.groups)
    return try result(work, world, cells: cells)
  }

  /// The model that the baseline asks for.
  var baselineModel: Int { scenario.strategies[scenario.baseline].model }

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

  /// Whether intervals of quantiles want the times of a cell: of the first replication of a recording or a sample, which is
  /// replayed without each group too.
  func keepsTimes(of job: Job, _ groups: SamplingGroups?) -> Bool { groups != nil && job.replication == 0 }

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
        of: strategy, replication: replication, on: stream, isRest: leftOut != nil, isAbsent: isAbsent)
      do throws(Conservation.Violation) {
        try gateway.run()
      } catch {
        return .failure(error)
      }
      let share =
        (stream.stream.sampled?.share ?? 1) * (leftOut.flatMap { groups?.rest[Int($0)] } ?? 1)
      var cell = CellResult(
        gateway, model: strategy.model, baseline: baselineModel, warmUp: scenario.warmUp,
        errors: scenario.errorPrices, goodput: scenario.goodput, share: share,
        keepsTimes: (index < own || leftOut != nil) && keepsTimes(of: jobs[index], groups))
      if let part = stream.stream.sampled { cell.scaleUp(from: share, by: part.sample.unit) }
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
      name: strategy.name, title: strategy.title, isBound: strategy.isBound,
      isAsRecorded: strategy.isAsRecorded, model: strategy.model, layers: strategy.layerNames,
      cells: StaleLuck.taken(outOf: LengthLuck.taken(outOf: cells)))
  }
}
