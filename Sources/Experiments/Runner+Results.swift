import Declarations
import Eviction
import Simulation
import Strategies
import Traffic

extension Runner {
  func provenance(_ world: [PreparedStream]) -> RunResult.Provenance {
    let end = world[0].stream.end
    return RunResult.Provenance(
      scenario: scenario.name, title: scenario.title, scenarioHash: scenario.hash,
      traceHash: world[0].stream.sourceHash, seed: scenario.seed, replications: world.count,
      confidence: scenario.confidence, warmUpHours: scenario.warmUp.hours,
      measuredHours: max(0, (end - scenario.warmUp).hours), version: Version.current)
  }

  /// What the labels of each strategy's routers cost.
  func training(_ world: [PreparedStream]) -> [RouterTraining] {
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

  func warnings(_ world: [PreparedStream]) -> [String] {
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
      scenario.strategies.contains(where: { $0.similarityLayer != nil })
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
  func decisionCurve(_ world: [PreparedStream]) throws(Diagnostic) -> DecisionCurve? {
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

  func sizeCurve(_ world: [PreparedStream]) -> SizeCurve {
    let analysis = scenario.section("analysis")
    let names = (analysis?.strings("curve_policies") ?? []) + (analysis?.strings("bounds") ?? [])
    let policies = names.compactMap(PolicyKind.init(rawValue:))
    let recipe = curveRecipe
    let points = analysis?.integer("curve_points") ?? 16
    return SizeCurve.make(
      world, recipe: recipe, policies: policies, points: points, threads: threads,
      confidence: scenario.confidence)
  }
}
