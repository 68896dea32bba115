import Declarations
import Metrics
import Scenarios
import Simulation
import Strategies
import Traffic

extension Runner {
  /// Runs every strategy in every replication on a stream that comes in windows, so that memory is bound by the caches and
  /// the requests under way; of a drawn sample the requests that are kept are held once.
  ///
  /// Figures are those of `run`, but for quantiles of times, which are read from a histogram.
  /// - Throws: a `Diagnostic`; where the workload or a layer wants the whole stream at once, with the way out.
  public func runWindows() throws(Diagnostic) -> RunResult {
    try checkWindows()
    switch scenario.workload.windowed {
    case .drawn(let workload): return try runDrawn(workload)
    case .recorded(let source): return try runRecorded(source)
    case .whole(let why): throw noWindows(why)
    }
  }

  private func runDrawn(_ workload: SyntheticWorkload) throws(Diagnostic) -> RunResult {
    let end = scenario.warmUp + (scenario.measured ?? .zero)
    var held: [QueryStream] = []
    if scenario.sample != nil {
      progress?(0, 0, "drawing the requests of the sample")
      held = Parallel.map(scenario.replications, threads: threads) { replication in
        workload.stream(until: end, seed: scenario.seed, replication: replication)
      }
    }
    let groups = held.first.flatMap { stream in
      stream.isEmpty ? nil : stream.sampled.map { SamplingGroups(of: $0) }
    }
    let streams = held
    let found = try runWindows(of: groups) { (job) throws(Diagnostic) in
      let needs = Set(job.strategy.plans.flatMap(\.needs))
      let prepare = { PreparedStream($0, needs: needs) }
      if !streams.isEmpty {
        return try run(job, HeldWindows(streams[job.replication]), groups, prepare)
      }
      return try run(
        job, DrawnWindows(workload, until: end, seed: scenario.seed, replication: job.replication), groups,
        prepare)
    }
    let plain = Array(repeating: QueryStream(name: scenario.name), count: scenario.replications)
    let world = (held.isEmpty ? plain : held).map { stream in
      var header = stream
      header.end = end
      return PreparedStream(header, needs: [])
    }
    let requests = found.first.map { $0.timeline.reduce(0) { $0 + $1.requests } } ?? 0
    var result = windowResult(
      found, provenance(world), groups: groups, requests: held.first?.count ?? requests)
    result.warnings = windowWarnings(result.provenance, isEmpty: requests == 0)
    result.warnings += result.intervalWarnings
    result.warnings += IdleLayers.warnings(result, scenario.strategies)
    return result
  }

  /// Runs the cells of all strategies, and of a sample or a recording those without each of its groups.
  func runWindows(
    of groups: SamplingGroups?, _ run: @Sendable (Job) throws(Diagnostic) -> CellResult
  ) throws(Diagnostic) -> [CellResult] {
    var jobs = cells(of: scenario.strategies, replications: scenario.replications)
    for strategy in scenario.rest?.strategies ?? scenario.strategies {
      for group in 0..<(groups?.count ?? 0) { jobs.append((strategy, 0, UInt8(group))) }
    }
    return try self.run(jobs, run)
  }

  /// What each of some jobs gives, in their order.
  ///
  /// - Throws: the fault of the first job that has one.
  func run<Found: Sendable>(_ jobs: [Job], _ run: @Sendable (Job) throws(Diagnostic) -> Found)
    throws(Diagnostic) -> [Found]
  {
    let meter = ProgressMeter(total: jobs.count, progress: progress)
    let results = Parallel.map(jobs.count, threads: threads) { place -> Result<Found, Diagnostic> in
      defer { meter.advance("strategy \(jobs[place].strategy.name)") }
      do throws(Diagnostic) { return .success(try run(jobs[place])) } catch { return .failure(error) }
    }
    var found: [Found] = []
    for result in results { found.append(try result.get()) }
    return found
  }

  /// A law of conservation that a cell breaks; or a sum that is beyond what is exact, which is the input's.
  func fault(_ violation: Conservation.Violation, in job: Job) -> Diagnostic {
    Diagnostic(
      "'\(job.strategy.name)', replication \(job.replication): \(violation)",
      kind: violation.isBeyondExact ? .badInput : .unexpected, position: job.strategy.position)
  }

  /// One cell, window by window.
  ///
  /// - Parameter prepare: gives a window what the strategy needs.
  func run<Source: RequestWindows>(
    _ job: Job, _ source: Source, _ groups: SamplingGroups?, _ prepare: (QueryStream) -> PreparedStream
  ) throws(Diagnostic) -> CellResult {
    var source = source
    let header = source.header
    let share =
      (header.sampled?.share ?? 1) * (job.leftOut.flatMap { groups?.rest[Int($0)] } ?? 1)
    func absence(_ window: QueryStream) -> (@Sendable (Int) -> Bool)? {
      guard let leftOut = job.leftOut, let groups else { return nil }
      return groups.absence(of: leftOut, in: window)
    }
    func fill(_ window: inout QueryStream, most: Int) throws(Diagnostic) -> Bool {
      do throws(Source.Fault) {
        return try source.fill(&window, most: most)
      } catch {
        throw (error as? Diagnostic) ?? Diagnostic("\(error)", kind: .unexpected)
      }
    }
    var window = header
    var isOpen = try fill(&window, most: windowRequests)
    var gateway = self.gateway(
      of: job.strategy, replication: job.replication, on: prepare(window),
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
      // As many more as are under way, if those are many, so that each is moved on a few times at most.
      isOpen = try fill(&window, most: first + max(windowRequests, first))
      gateway = gateway.continued(on: prepare(window), from: ended, isAbsent: absence(window))
    }
    gateway.runOut()
    sums.add(gateway, 0..<gateway.stream.count)
    tally.add(gateway.outcomes, 0..<gateway.stream.count)
    do throws(Conservation.Violation) {
      try tally.check(gateway)
    } catch {
      throw fault(error, in: job)
    }
    var cell = sums.result(gateway, keepsTimes: keepsTimes(of: job, groups))
    if let part = header.sampled { cell.scaleUp(from: share, by: part.sample.unit) }
    return cell
  }

  /// A stream that asks more questions once than anybody could expect has no place for them.
  private func checkPrompts(_ window: QueryStream) throws(Diagnostic) {
    if window.isEmpty { return }
    let greatest = window.prompt.last.map { Int($0) } ?? 0
    guard greatest < window.promptCount, Int(window.prompt.max() ?? 0) < max(1, window.promptCount) else {
      throw Diagnostic(
        "the stream asks far more questions once than it states; a run without --stream was expected")
    }
  }

  /// What the cells say, those without each group behind those of all strategies.
  func windowResult(
    _ cells: [CellResult], _ provenance: RunResult.Provenance, groups: SamplingGroups?, requests: Int
  ) -> RunResult {
    var provenance = provenance
    provenance.replications = scenario.replications
    var result = RunResult(
      provenance: provenance, strategies: [], baseline: scenario.baseline, requests: requests)
    var rest = cells[...]
    func take(_ count: Int) -> [CellResult] {
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    for strategy in scenario.strategies {
      result.strategies.append(StrategyResult(strategy, cells: take(scenario.replications)))
    }
    let count = groups?.count ?? 0
    for place in result.strategies.indices {
      let left = take(count)
      result.strategies[place].leftOut = zip(left, groups?.factors ?? []).map {
        scenario.sample == nil ? $0.metrics.scaledUp(by: $1) : $0.metrics
      }
      if let groups {
        result.strategies[place].linearizeQuantiles(
          of: left, groups.interval, confidence: scenario.confidence)
      }
    }
    result.models = models
    result.question = scenario.question
    result.constraints = scenario.constraints
    result.errorPrices = scenario.errorPrices
    return result
  }

  /// What is to be known of a run in windows.
  func windowWarnings(_ provenance: RunResult.Provenance, isEmpty: Bool) -> [String] {
    var warnings = scenario.warnings.map(\.message) + scenario.catalog.notes
    warnings += provenance.sample?.warnings ?? []
    warnings += unbalanced()
    if isEmpty { warnings.append("the stream is empty: shares are n/a") }
    warnings += scenario.workload.warnings(measuredHours: scenario.measured?.hours)
    if provenance.sampling == nil, scenario.replications == 1 {
      warnings.append("one replication gives no interval")
    }
    warnings.append(
      "run as a stream: quantiles of times are within 0.01 % of the exact ones, and there are no studies")
    return warnings
  }
}

extension Runner {
  private func noWindows(_ why: String) -> Diagnostic {
    Diagnostic(
      "the workload cannot run as a stream: \(why); a run without --stream, of a sample if the whole does not fit, was "
        + "expected", position: scenario.section("workload")?.node.position)
  }

  /// Refuses what wants the whole stream at once.
  func checkWindows() throws(Diagnostic) {
    let windows: WindowedStream
    switch scenario.workload.windowed {
    case .whole(let why): throw noWindows(why)
    case .recorded: windows = WindowedStream(hasKeys: true, hasTexts: true, isRecorded: true)
    case .drawn(let workload):
      windows = WindowedStream(hasKeys: false, hasTexts: workload.grammar != nil, isRecorded: false)
    }
    for strategy in scenario.strategies {
      for (plan, layer) in zip(strategy.plans, strategy.layers) {
        guard let fault = plan.windowFault(in: windows) else { continue }
        throw Diagnostic(
          "'\(layer["use"]?.string ?? "")' of '\(strategy.name)' cannot run as a stream: \(fault); a run without --stream, "
            + "of a sample if the whole does not fit, was expected", position: layer.position)
      }
    }
  }
}
