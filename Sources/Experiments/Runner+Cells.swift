import Declarations
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
  package func gateway(
    of strategy: Scenario.Strategy, replication: Int, on stream: PreparedStream,
    isAbsent: (@Sendable (_ request: Int) -> Bool)? = nil
  ) -> Gateway {
    let setting = LayerSetting(
      stream: stream, catalog: scenario.catalog, seed: scenario.seed, replication: replication,
      span: stream.stream.end, warmUp: scenario.warmUp)
    return Gateway(
      setting: setting, plans: strategy.plans, model: strategy.model,
      recordedModels: strategy.isAsRecorded ? stream.recordedModels : nil,
      keepsDetails: keepsOutcomes || SessionStudy.charts.contains(where: scenario.plots.contains),
      isAbsent: isAbsent)
  }
}
