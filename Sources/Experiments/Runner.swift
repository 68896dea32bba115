import Declarations
import Eviction
import Foundation
import Providers
import Routing
import Similarity
import Simulation
import Strategies
import Traffic

/// Runs scenarios: all strategies side by side on the same addressed randomness.
public struct Runner: Sendable {
  /// Told how many of how many cells are done; may be called from any thread.
  public typealias Progress = @Sendable (_ done: Int, _ of: Int, _ what: String) -> Void

  let scenario: Scenario
  private let threads: Int
  private let progress: Progress?
  /// Whether cells keep the outcome of each request.
  public var keepsOutcomes = false
  /// Whether what only a chart shows is computed.
  public var drawsCharts = true

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
    let curve = studies.contains(.thresholdCurve) ? try thresholdStrategies() : nil
    let attribution = drawsCharts ? try AttributionPlan(scenario) : nil
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
        Array(cells[curveEnd...]), replications: min(attribution.replications, world.count),
        confidence: scenario.confidence)
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
      let entries = result.strategies.flatMap { strategy in
        strategy.cells.flatMap { zip(strategy.layers, $0.layers).filter { $0.0 == "semantic_cache" } }
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
    return try plain.run()
  }

  /// The streams of all replications.
  public func streams() throws(Diagnostic) -> [QueryStream] { try streams(count: scenario.replications) }

  private var isRecorded: Bool { if case .recorded = scenario.workload { true } else { false } }

  private var studies: Set<Study> { drawsCharts ? scenario.studies : [] }

  // MARK: Preparation

  private var span: VirtualTime? { scenario.measured.map { scenario.warmUp + $0 } }

  private func streams(count: Int) throws(Diagnostic) -> [QueryStream] {
    switch scenario.workload {
    case .synthetic(let workload):
      let end = span ?? .zero
      return Parallel.map(count, threads: threads) { replication in
        workload.stream(until: end, seed: scenario.seed, replication: replication)
      }
    case .recorded(let source):
      var stream = try source.read()
      if let span, span < stream.end { stream.cut(at: span) }
      return Array(repeating: stream, count: count)
    case .outcomes(let workload): return measured(of: try workload.read(), count: count)
    }
  }

  private func measured(of world: OutcomesWorld, count: Int) -> [QueryStream] {
    Parallel.map(count, threads: threads) { replication in
      var stream = world.stream(replication: replication)
      if let span, span < stream.end { stream.cut(at: span) }
      return stream
    }
  }

  func prepare(for strategies: [Scenario.Strategy]) throws(Diagnostic) -> [PreparedStream] {
    progress?(0, 0, "preparing streams")
    let outcomes: OutcomesWorld? =
      if case .outcomes(let workload) = scenario.workload { try workload.read() } else { nil }
    let streams: [QueryStream]
    if let outcomes {
      streams = measured(of: outcomes, count: scenario.replications)
    } else {
      streams = try self.streams(count: scenario.replications)
    }
    if !streams[0].isEmpty {
      do throws(Diagnostic) {
        try scenario.checkText(
          of: strategies, hasText: streams[0].texts.isPresent, hasSimilarity: streams[0].similarity != nil)
        try scenario.checkTiers(of: strategies, streams[0].tierNames)
        try scenario.checkTruth(of: strategies, hasLabels: streams[0].hasIntentLabels)
      } catch {
        throw error.placed(in: scenario.path)
      }
    }
    var needs: Set<StreamNeed> = []
    for strategy in strategies { for plan in strategy.plans { needs.formUnion(plan.needs) } }
    let compared = try compare(streams, needs)
    try checkAmounts(streams, strategies)
    let vectors = try vectors(needs, of: streams)
    if let outcomes {
      progress?(0, 0, "training routers")
      var routers: [RoutingNeed] = []
      for case .routing(let need) in strategies.flatMap(\.plans).flatMap(\.needs)
      where !routers.contains(need) {
        routers.append(need)
      }
      let routes: [[RoutingNeed: PromptRoutes]]
      do throws(Diagnostic) {
        routes = try outcomes.routes(
          routers, vectors: vectors, replications: streams.count, threads: threads)
      } catch {
        throw error.file.isEmpty ? error.placed(in: scenario.path) : error
      }
      let sharedNeeds = needs
      return Parallel.map(streams.count, threads: threads) { index in
        PreparedStream(
          streams[index], needs: sharedNeeds, neighbours: compared.neighbours, searched: compared.vectors,
          routes: routes[index], vectors: vectors)
      }
    }
    if isRecorded {
      let one = PreparedStream(
        streams[0], needs: needs, neighbours: compared.neighbours, searched: compared.vectors,
        proxy: compared.proxy, vectors: vectors)
      return Array(repeating: one, count: streams.count)
    }
    let sharedNeeds = needs
    return Parallel.map(streams.count, threads: threads) { index in
      PreparedStream(
        streams[index], needs: sharedNeeds, neighbours: compared.neighbours, searched: compared.vectors,
        vectors: vectors)
    }
  }

  /// What embedders say of the prompts.
  private struct Compared: Sendable {
    var neighbours: [EmbedderChoice: PromptNeighbours] = [:]
    var vectors: [EmbedderChoice: PromptVectors] = [:]
    var proxy: TruthProxy?
  }

  /// The vectors of all prompts by each embedder that a classifier wants; prompts are numbered alike in all streams.
  private func vectors(_ needs: Set<StreamNeed>, of streams: [QueryStream]) throws(Diagnostic)
    -> [String: TextVectors]
  {
    var choices: Set<String> = []
    for need in needs {
      if case .vectors(let choice) = need { choices.insert(choice) }
      if case .routing(let need) = need, let choice = need.embedder { choices.insert(choice) }
    }
    if choices.isEmpty { return [:] }
    var texts = TextTable()
    var buffer: [UInt8] = []
    for prompt in 0..<(streams.map(\.promptCount).max() ?? 0) {
      buffer.removeAll(keepingCapacity: true)
      streams[0].texts.append(prompt, to: &buffer)
      texts.append(buffer)
    }
    var vectors: [String: TextVectors] = [:]
    for choice in choices.sorted() {
      progress?(0, 0, "embedding prompts")
      let path = choice.hasSuffix(".npy") ? ScenarioLocator.resolve(choice, from: scenario.path) : choice
      vectors[choice] = try TextVectors.embedding(
        texts, by: path, environment: ProcessInfo.processInfo.environment, threads: threads)
    }
    return vectors
  }

  /// The similar prompts under every embedder that a strategy or the stream's proxy for labels wants.
  private func compare(_ streams: [QueryStream], _ needs: Set<StreamNeed>) throws(Diagnostic) -> Compared {
    var least: [EmbedderChoice: Double] = [:]
    for case .neighbours(let choice, let threshold) in needs {
      least[choice] = min(least[choice] ?? threshold, threshold)
    }
    var judge: (choice: EmbedderChoice, threshold: Double)?
    if isRecorded, !streams[0].hasIntentLabels, let stated = scenario.truth {
      judge = stated
      least[stated.choice] = min(least[stated.choice] ?? stated.threshold, stated.threshold)
    }
    var compared = Compared()
    guard streams[0].texts.isPresent, !streams[0].isEmpty else { return compared }
    let keepsVectors = studies.contains(.discrimination)
    for (choice, threshold) in least.sorted(by: { $0.key.name < $1.key.name }) {
      progress?(0, 0, "comparing prompts")
      let finder = NeighbourFinder(choice, threshold: threshold, threads: threads, scenario: scenario.path)
      let found = try finder.find(in: streams) { progress?(0, 0, $0) }
      compared.neighbours[choice] = found.neighbours
      if keepsVectors || needs.contains(.searched(choice)) { compared.vectors[choice] = found.vectors }
    }
    compared.proxy = judge.flatMap { judge in
      compared.neighbours[judge.choice].map {
        TruthProxy(embedder: judge.choice, threshold: judge.threshold, neighbours: $0)
      }
    }
    return compared
  }

  /// Refuses streams whose dearest call could not be billed in Int64 picodollars.
  private func checkAmounts(_ streams: [QueryStream], _ strategies: [Scenario.Strategy]) throws(Diagnostic) {
    var tokens = 0.0
    for stream in streams {
      for request in 0..<stream.count {
        tokens = max(tokens, Double(stream.inputTokens(request) + Int(stream.outputTokens[request])))
      }
    }
    // Recorded costs are at most a million dollars a call, of which Int64 holds nine.
    let members = strategies.flatMap(\.layers).compactMap { $0["max_size"]?.number }.max() ?? 1
    let tries = Double((scenario.catalog.providers.map(\.retry.retries).max() ?? 0) + 1)
    let prices = scenario.catalog.models.flatMap {
      [$0.prices.input, $0.prices.cacheWrite, $0.prices.output]
    }
    let multiplier = scenario.catalog.providers.compactMap { $0.promptCache?.writeMultiplier }.max() ?? 1
    let price =
      Double((prices + [scenario.catalog.embedder.price]).map(\.picodollars).max() ?? 0) * max(1, multiplier)
    guard tokens * price * members * tries < 9e18 else {
      throw Diagnostic(
        "a call of up to \(tokens.short) tokens at \((price / 1e6).short) USD per million tokens is beyond what is billed "
          + "exactly (9,200,000 USD a call, batches and retries included); fewer tokens or a lower price were expected"
      )
    }
  }

  // MARK: Cells

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
        gateway, model: strategy.model, warmUp: scenario.warmUp, errors: scenario.errorPrices)
      if keepsOutcomes && index < own { cell.outcomes = gateway.outcomes }
      meter.advance(strategy.name)
      return .success(cell)
    }
    var cells: [CellResult] = []
    for (result, job) in zip(results, jobs) {
      switch result {
      case .success(let cell): cells.append(cell)
      case .failure(let violation):
        throw Diagnostic(
          "conservation broke in '\(job.strategy.name)', replication \(job.replication): \(violation)",
          kind: .unexpected)
      }
    }
    return cells
  }

  // MARK: Results

  private func provenance(_ world: [PreparedStream]) -> RunResult.Provenance {
    let end = world[0].stream.end
    return RunResult.Provenance(
      scenario: scenario.name, title: scenario.title, scenarioHash: scenario.hash,
      traceHash: world[0].stream.sourceHash, seed: scenario.seed, replications: world.count,
      confidence: scenario.confidence, warmUpHours: scenario.warmUp.hours,
      measuredHours: max(0, (end - scenario.warmUp).hours), version: Version.current)
  }

  /// What the labels of each strategy's routers cost.
  private func training(_ world: [PreparedStream]) -> [RouterTraining] {
    scenario.strategies.flatMap { strategy in
      strategy.plans.flatMap(\.needs).compactMap { need -> RouterTraining? in
        guard case .routing(let need) = need else { return nil }
        let routes = world.compactMap { $0.routes[need] }
        guard let first = routes.first, first.labels > 0 else { return nil }
        return RouterTraining(
          strategy: strategy.name, router: need.router, labels: first.labels,
          cost: Estimate(samples: routes.map(\.labelCost), confidence: scenario.confidence))
      }
    }
  }

  private func warnings(_ world: [PreparedStream]) -> [String] {
    var warnings = scenario.warnings.map(\.message)
    if world[0].stream.isEmpty { warnings.append("the stream is empty: shares are n/a") }
    if let last = world[0].stream.arrival.last, last < scenario.warmUp {
      warnings.append(
        "no request arrives after the warm-up of \(scenario.warmUp.hours.short) h: shares are n/a")
    }
    if case .synthetic(let workload) = scenario.workload, let hours = scenario.measured?.hours {
      let arrivals = workload.arrivals
      if arrivals.diurnalPeakToMean > 1, hours.truncatingRemainder(dividingBy: 24) != 0 {
        warnings.append(
          "\(hours.short) h are no whole days of a daily pattern: figures for a month follow that part of the day"
        )
      } else if arrivals.weekendRatio != 1, hours.truncatingRemainder(dividingBy: 168) != 0 {
        warnings.append(
          "\(hours.short) h are no whole weeks of a weekly pattern: figures for a month follow those days")
      }
    }
    if world.count == 1 { warnings.append("one replication gives no interval") }
    if !world[0].stream.hasIntentLabels,
      scenario.strategies.contains(where: { $0.layerNames.contains("semantic_cache") })
    {
      warnings.append(
        world[0].proxy.map { proxy in
          "the stream has no labels: a hit counts as right when \(proxy.embedder.name) finds the two prompts alike, at "
            + "\(proxy.threshold.short) or more"
        } ?? "the stream has no labels: whether a semantic hit is right is unknown, not zero")
    }
    for (choice, neighbours) in world[0].neighbours.sorted(by: { $0.key.name < $1.key.name })
    where neighbours.pairCount == 0 {
      warnings.append("under \(choice.name), no two prompts are as similar as the least threshold")
    }
    return warnings
  }

  /// The keys of the first exact cache.
  private var curveRecipe: KeyRecipe {
    scenario.strategies.lazy.flatMap(\.plans).flatMap(\.needs).compactMap { need -> KeyRecipe? in
      if case .keys(let recipe) = need { return recipe }
      return nil
    }.first ?? KeyRecipe()
  }

  /// Trials over streams of the scenario's workload that are as long as the longest trial, or over the recording.
  private func decisionCurve(_ world: [PreparedStream]) throws(Diagnostic) -> DecisionCurve? {
    guard let plan = try DecisionPlan(scenario), let longest = plan.lengths.last,
      let last = world[0].stream.arrival.last, last > .zero
    else { return nil }
    let recipe = curveRecipe
    guard case .synthetic(let workload) = scenario.workload else {
      let column = world[0].column(recipe)
      return plan.curve(streams: 1, threads: threads, confidence: scenario.confidence) { _ in column.keys }
    }
    progress?(0, 0, "running trials")
    // A tenth more than the longest trial takes on average, so that hardly any stream is too short.
    let seconds = last.seconds / Double(world[0].stream.count) * Double(longest) * 1.1 + 1
    let end = VirtualTime.seconds(seconds)
    let seed = scenario.seed
    return plan.curve(streams: plan.trials, threads: threads, confidence: scenario.confidence) { stream in
      KeyColumn(recipe, of: workload.stream(until: end, seed: seed, replication: stream)).keys
    }
  }

  private func sizeCurve(_ world: [PreparedStream]) -> SizeCurve {
    let analysis = scenario.section("analysis")
    let names = (analysis?.strings("curve_policies") ?? []) + (analysis?.strings("bounds") ?? [])
    let policies = names.compactMap(PolicyKind.init(rawValue:))
    let recipe = curveRecipe
    let points = analysis?.integer("curve_points") ?? 16
    return SizeCurve.make(
      world, recipe: recipe, policies: policies, points: points, threads: threads,
      confidence: scenario.confidence)
  }

  private func thresholdStrategies() throws(Diagnostic) -> ThresholdPlan? { try ThresholdPlan(scenario) }
}

extension StrategyResult {
  init(_ strategy: Scenario.Strategy, cells: [CellResult]) {
    self.init(
      name: strategy.name, title: strategy.title, isBound: strategy.isBound, layers: strategy.layerNames,
      cells: cells)
  }
}
