import Declarations
import Scenarios
import Strategies

extension Scenario {
  /// The layers of a strategy, for whoever runs them on a stream of its own.
  package func plans(of strategy: Int) -> [any LayerPlan] { strategies[strategy].plans }
}

extension Runner {
  /// The streams of all replications with what the strategies need, for whoever runs single cells.
  package func preparedStreams() throws(Diagnostic) -> [PreparedStream] {
    try prepare(for: scenario.strategies)
  }

  /// A gateway for one strategy on a prepared stream, at the start of its replication.
  ///
  /// - Parameter isRest: whether a group of a sample is left out, and providers have what is left for the rest.
  package func gateway(
    of strategy: Scenario.Strategy, replication: Int, on stream: PreparedStream,
    isRest: Bool = false, isAbsent: (@Sendable (_ request: Int) -> Bool)? = nil
  ) -> Gateway {
    let setting = LayerSetting(
      stream: stream, catalog: isRest ? scenario.rest?.catalog ?? scenario.catalog : scenario.catalog,
      seed: scenario.seed, replication: replication,
      span: stream.stream.end, warmUp: scenario.warmUp)
    return Gateway(
      setting: setting, plans: strategy.plans, model: strategy.model,
      recordedModels: strategy.isAsRecorded ? stream.recordedModels : nil,
      keepsDetails: keepsOutcomes || SessionStudy.charts.contains(where: scenario.plots.contains),
      isAbsent: isAbsent)
  }

  /// Some strategies alone with the baseline, without studies.
  ///
  /// - Parameter names: names of strategies; those that the scenario does not have are passed over.
  package func runStrategies(named names: Set<String>) throws(Diagnostic) -> RunResult {
    let base = scenario.strategies[scenario.baseline].name
    let strategies = scenario.strategies.filter { names.contains($0.name) || $0.name == base }
    try checkInputs(of: strategies)
    let world = try prepare(for: strategies)
    let cells = try runCells(cells(of: strategies, replications: world.count), world, keeping: 0)
    var result = RunResult(
      provenance: provenance(world), strategies: [], baseline: 0, requests: world[0].stream.count)
    for (place, strategy) in strategies.enumerated() {
      let own = Array(cells[place * world.count..<(place + 1) * world.count])
      result.strategies.append(StrategyResult(strategy, cells: own))
      if strategy.name == base { result.baseline = place }
    }
    result.models = models
    result.warnings = warnings(world)
    return result
  }
}
