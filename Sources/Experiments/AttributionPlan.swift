import Declarations
import Simulation
import Strategies

/// Shares a strategy's saving out among its layers.
///
/// Shapley values (Shapley: "A value for n-person games", 1953) average a layer's saving over all orders in
/// which the layers could be added, so 2^n subsets are run; `leave_one_out` runs the strategy without each.
struct AttributionPlan {
  let method: String
  let name: String
  let layers: [String]
  /// Bit masks of the layers that each strategy holds.
  let masks: [Int]
  let strategies: [Scenario.Strategy]
  let replications: Int

  /// Nil when the scenario asks for none.
  init?(_ scenario: Scenario) throws(Diagnostic) {
    guard let analysis = scenario.section("analysis"), analysis.string("attribution") != "none" else {
      return nil
    }
    let wanted = analysis.optionalString("attribution_strategy")
    guard let base = scenario.strategies.last(where: { wanted == nil ? !$0.isBound : $0.name == wanted })
    else {
      return nil
    }
    let count = base.layers.count
    method = analysis.string("attribution")
    guard method != "shapley" || count <= 10 else {
      throw Diagnostic(
        "'\(base.name)' has \(count) layers; at most 10 were expected for shapley",
        position: analysis.position("attribution"))
    }
    guard count > 0 else { return nil }
    let full = (1 << count) - 1
    masks = method == "shapley" ? Array(0...full) : [0, full] + (0..<count).map { full & ~(1 << $0) }
    let resolver = StrategyResolver(catalog: scenario.catalog)
    var strategies: [Scenario.Strategy] = []
    for mask in masks {
      let kept = base.layers.indices.filter { mask & (1 << $0) != 0 }.map { base.layers[$0] }
      strategies.append(try resolver.strategy(base, named: "\(base.name) part \(mask)", layers: kept))
    }
    self.strategies = strategies
    name = base.name
    layers = base.layerNames
    replications = analysis.integer("attribution_replications")
  }

  /// The parts, from cells in the order of strategies, then replications.
  func result(_ cells: [CellResult], replications: Int, confidence: Double) -> Attribution {
    let full = (1 << layers.count) - 1
    func cost(_ mask: Int, _ replication: Int) -> Double {
      let place = masks.firstIndex(of: mask) ?? 0
      return cells[place * replications + replication].metrics[.costPerMonth]
    }
    let parts = layers.indices.map { layer -> (layer: String, saving: Estimate) in
      let samples = (0..<replications).map { replication -> Double in
        if method != "shapley" { return cost(full & ~(1 << layer), replication) - cost(full, replication) }
        var sum = 0.0
        for mask in 0...full where mask & (1 << layer) == 0 {
          let weight = AttributionPlan.weight(mask.nonzeroBitCount, of: layers.count)
          sum += weight * (cost(mask, replication) - cost(mask | 1 << layer, replication))
        }
        return sum
      }
      return (layers[layer], Estimate(samples: samples, confidence: confidence))
    }
    let total = Estimate(
      samples: (0..<replications).map { cost(0, $0) - cost(full, $0) }, confidence: confidence)
    return Attribution(method: method, strategy: name, parts: parts, total: total)
  }

  /// |S|! (n - |S| - 1)! / n!
  static func weight(_ size: Int, of count: Int) -> Double {
    var value = 1.0 / Double(count)
    for step in 0..<size { value *= Double(step + 1) / Double(count - 1 - step) }
    return value
  }
}
