import Declarations
import Metrics
import Scenarios
import Simulation
import Strategies
import Traffic

extension Runner {
  /// Runs every strategy in every replication on a stream that comes in windows, so that memory is bound by the caches and
  /// the requests under way; of a sample the requests that are kept are held once.
  ///
  /// Figures are those of `run`, but for quantiles of times, which are read from a histogram.
  /// - Throws: a `Diagnostic`; where the workload or a layer wants the whole stream at once, with the way out.
  public func runWindows() throws(Diagnostic) -> RunResult {
    try checkWindows()
    let end = scenario.warmUp + (scenario.measured ?? .zero)
    var held: [QueryStream] = []
    if scenario.sample != nil {
      progress?(0, 0, "drawing the requests of the sample")
      held = Parallel.map(scenario.replications, threads: threads) { replication in
        scenario.workload.windowed.map {
          $0.stream(until: end, seed: scenario.seed, replication: replication)
        } ?? QueryStream(name: scenario.name)
      }
    }
    let groups = held.first.flatMap { stream in
      stream.isEmpty ? nil : stream.sampled.map { SamplingGroups(of: $0) }
    }
    var jobs = cells(of: scenario.strategies, replications: scenario.replications)
    for strategy in scenario.rest?.strategies ?? [] {
      for group in 0..<(groups?.count ?? 0) { jobs.append((strategy, 0, UInt8(group))) }
    }
    let streams = held
    let meter = ProgressMeter(total: jobs.count, progress: progress)
    let listed = jobs
    let results = Parallel.map(listed.count, threads: threads) { place -> Result<CellResult, Diagnostic> in
      defer { meter.advance("strategy \(listed[place].strategy.name)") }
      do throws(Diagnostic) {
        return .success(try runWindows(listed[place], of: streams, groups, until: end))
      } catch {
        return .failure(error)
      }
    }
    var found: [CellResult] = []
    for result in results {
      switch result {
      case .success(let cell): found.append(cell)
      case .failure(let fault): throw fault
      }
    }
    return windowResult(found, of: held, until: end)
  }

  /// One cell, window by window.
  private func runWindows(
    _ job: Job, of held: [QueryStream], _ groups: SamplingGroups?, until end: VirtualTime
  ) throws(Diagnostic) -> CellResult {
    guard let workload = scenario.workload.windowed else { throw noWindows }
    if !held.isEmpty {
      return try run(job, HeldWindows(held[job.replication]), groups)
    }
    return try run(
      job, DrawnWindows(workload, until: end, seed: scenario.seed, replication: job.replication), groups)
  }

  private func run(_ job: Job, _ source: some RequestWindows, _ groups: SamplingGroups?) throws(Diagnostic)
    -> CellResult
  {
    var source = source
    let needs = Set(job.strategy.plans.flatMap(\.needs))
    let header = source.header
    let share = (header.sampled?.share ?? 1) * (job.leftOut.flatMap { groups?.rest[Int($0)] } ?? 1)
    func absence(_ window: QueryStream) -> (@Sendable (Int) -> Bool)? {
      guard let leftOut = job.leftOut, let groups = window.sampled?.groups else { return nil }
      return { groups[$0] == leftOut }
    }
    var window = header
    var isOpen = source.fill(&window, most: windowRequests)
    var gateway = self.gateway(
      of: job.strategy, replication: job.replication, on: PreparedStream(window, needs: needs),
      isRest: job.leftOut != nil, isAbsent: absence(window))
    var sums = CellSums(
      gateway, model: job.strategy.model, baseline: baselineModel, warmUp: scenario.warmUp,
      errors: scenario.errorPrices, goodput: scenario.goodput, share: share, isWindow: true)
    var tally = WindowTally()
    var first = 0
    while true {
      try checkPrompts(window)
      tally.arrive(gateway.runWindow(from: first))
      guard isOpen else { break }
      let ended = gateway.firstUnderWay
      sums.add(gateway, 0..<ended)
      sums.note(gateway)
      tally.add(gateway.outcomes, 0..<ended)
      window = gateway.stream.continued(from: ended, header: header)
      first = window.count
      isOpen = source.fill(&window, most: first + windowRequests)
      gateway = gateway.continued(
        on: PreparedStream(window, needs: needs), from: ended, isAbsent: absence(window))
    }
    gateway.runOut()
    sums.add(gateway, 0..<gateway.stream.count)
    tally.add(gateway.outcomes, 0..<gateway.stream.count)
    do throws(Conservation.Violation) {
      try tally.check(gateway)
    } catch {
      throw Diagnostic(
        "'\(job.strategy.name)', replication \(job.replication): \(error)",
        kind: error.isBeyondExact ? .badInput : .unexpected, position: job.strategy.position)
    }
    var cell = sums.result(gateway)
    if let part = header.sampled { cell.scaleUp(from: share, by: part.sample.unit) }
    return cell
  }

  /// A stream that asks more questions once than anybody could expect has no place for them.
  private func checkPrompts(_ window: QueryStream) throws(Diagnostic) {
    let greatest = window.prompt.last.map { Int($0) } ?? 0
    guard greatest < window.promptCount, Int(window.prompt.max() ?? 0) < max(1, window.promptCount) else {
      throw Diagnostic(
        "the stream asks far more questions once than it states; a run without --stream was expected")
    }
  }

  private func windowResult(_ cells: [CellResult], of held: [QueryStream], until end: VirtualTime)
    -> RunResult
  {
    let plain = Array(repeating: QueryStream(name: scenario.name), count: scenario.replications)
    let world = (held.isEmpty ? plain : held).map { stream in
      var header = stream
      header.end = end
      return PreparedStream(header, needs: [])
    }
    var provenance = provenance(world)
    provenance.replications = scenario.replications
    let requests = cells.first.map { $0.timeline.reduce(0) { $0 + $1.requests } } ?? 0
    var result = RunResult(
      provenance: provenance, strategies: [], baseline: scenario.baseline,
      requests: held.first?.count ?? requests)
    var rest = cells[...]
    func take(_ count: Int) -> [CellResult] {
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    for strategy in scenario.strategies {
      result.strategies.append(StrategyResult(strategy, cells: take(scenario.replications)))
    }
    let count = rest.count / max(1, scenario.strategies.count)
    for place in result.strategies.indices { result.strategies[place].leftOut = take(count).map(\.metrics) }
    result.models = models
    result.question = scenario.question
    result.constraints = scenario.constraints
    result.errorPrices = scenario.errorPrices
    result.warnings =
      windowWarnings(provenance, requests: requests) + IdleLayers.warnings(result, scenario.strategies)
    return result
  }

  private func windowWarnings(_ provenance: RunResult.Provenance, requests: Int) -> [String] {
    var warnings = scenario.warnings.map(\.message) + scenario.catalog.notes
    warnings += provenance.sample?.warnings ?? []
    warnings += unbalanced()
    if requests == 0 { warnings.append("the stream is empty: shares are n/a") }
    warnings += scenario.workload.warnings(measuredHours: scenario.measured?.hours)
    if scenario.replications == 1 { warnings.append("one replication gives no interval") }
    warnings.append(
      "run as a stream: quantiles of times are within 0.05 % of the exact ones, and there are no studies")
    return warnings
  }
}

extension Runner {
  private var noWindows: Diagnostic {
    Diagnostic(
      "--stream wants requests that are drawn one by one; a synthetic workload without sessions, "
        + "'per_user_share' and 'volatile_keywords', or a run without --stream was expected",
      position: scenario.section("workload")?.node.position)
  }

  /// Refuses what wants the whole stream at once.
  func checkWindows() throws(Diagnostic) {
    guard scenario.workload.windowed != nil else { throw noWindows }
    for strategy in scenario.strategies {
      for (plan, layer) in zip(strategy.plans, strategy.layers) {
        guard let fault = plan.windowFault else { continue }
        throw Diagnostic(
          "'\(layer["use"]?.string ?? "")' of '\(strategy.name)' cannot run as a stream: \(fault); a run without --stream, "
            + "of a sample if the whole does not fit, was expected", position: layer.position)
      }
    }
  }
}
