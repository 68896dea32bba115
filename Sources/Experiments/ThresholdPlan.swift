import Declarations
import Simulation
import Strategies

/// The strategies of the threshold chart: one strategy with its semantic cache at each threshold.
struct ThresholdPlan {
  let name: String
  let ownThreshold: Double
  let thresholds: [Double]
  let strategies: [Scenario.Strategy]
  let replications: Int

  /// Nil when no strategy holds a semantic cache.
  init?(_ scenario: Scenario) throws(Diagnostic) {
    guard let analysis = scenario.section("analysis") else { return nil }
    let wanted = analysis.optionalString("threshold_strategy")
    let found = scenario.strategies.first { strategy in
      strategy.layerNames.contains("semantic_cache") && (wanted == nil || strategy.name == wanted)
    }
    guard let base = found else {
      guard let wanted else { return nil }
      throw Diagnostic(
        "the strategy '\(wanted)' of 'threshold_strategy' has no semantic_cache",
        position: analysis.position("threshold_strategy"))
    }
    let own = base.layers.first { $0["use"]?.string == "semantic_cache" }?["threshold"]?.number ?? 0
    let resolver = StrategyResolver(catalog: scenario.catalog)
    var strategies: [Scenario.Strategy] = []
    let values = Set(analysis.numbers("thresholds") + [own]).sorted()
    for value in values {
      let layers = try resolver.setting(
        "semantic_cache.threshold", to: JSONNode(JSONValue(value)), in: base.layers, at: base.position)
      strategies.append(try resolver.strategy(base, named: "\(base.name) at \(value.short)", layers: layers))
    }
    name = base.name
    ownThreshold = own
    thresholds = values
    self.strategies = strategies
    replications = analysis.integer("threshold_replications")
  }

  /// The curve, from cells in the order of strategies, then replications.
  func result(_ cells: [CellResult], replications: Int, baseline: [CellResult], confidence: Double)
    -> ThresholdCurve
  {
    let points = thresholds.enumerated().map { place, threshold in
      let own = Array(cells[place * replications..<(place + 1) * replications])
      func estimate(_ metric: Metric) -> Estimate {
        Estimate(
          samples: zip(own, baseline).map { RunResult.value(metric, of: $0, versus: $1) },
          confidence: confidence)
      }
      return ThresholdCurve.Point(
        threshold: threshold, hitShare: estimate(.hitShare), semanticHitShare: estimate(.semanticHitShare),
        falseHitShare: estimate(.falseHitShare), savingShare: estimate(.savingShare),
        quality: estimate(.quality))
    }
    return ThresholdCurve(strategy: name, ownThreshold: ownThreshold, points: points)
  }
}
