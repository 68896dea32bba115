import Declarations
import Metrics
import Scenarios
import Simulation
import Strategies

/// Shares a strategy's saving out among its layers.
///
/// Shapley values (Shapley: "A value for n-person games", 1953) average a layer's saving over all orders in
/// which the layers could be added, so 2^n subsets are run; `leave_one_out` runs the strategy without each. Each
/// share of the saving has the share of the quality beside it. Layers that save only by refusing or degrading are no
/// players: without a cache a budget refuses more, and would be given what the cache saves.
struct AttributionPlan: StudyPlan {
  static let declaration = StudyDeclaration("attribution", takesSamples: true) {
    scenario throws(Diagnostic) in
    try AttributionPlan(scenario)
  }

  let method: String
  let name: String
  let layers: [String]
  /// Layers that are left out.
  let limits: [String]
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
    let players = base.layers.filter { !AttributionPlan.isLimit($0) }
    limits = base.layers.filter(AttributionPlan.isLimit).compactMap { $0["use"]?.string }
    let count = players.count
    method = analysis.string("attribution")
    guard method != "shapley" || count <= 10 else {
      throw Diagnostic(
        "'\(base.name)' has \(count) layers that save; at most 10 were expected for shapley",
        position: analysis.position("attribution"))
    }
    guard count > 0 else { return nil }
    let full = (1 << count) - 1
    masks = method == "shapley" ? Array(0...full) : [0, full] + (0..<count).map { full & ~(1 << $0) }
    let resolver = scenario.resolver
    var strategies: [Scenario.Strategy] = []
    for mask in masks {
      let kept = players.indices.filter { mask & (1 << $0) != 0 }.map { players[$0] }
      strategies.append(try resolver.strategy(base, named: "\(base.name) part \(mask)", layers: kept))
    }
    self.strategies = strategies
    name = base.name
    layers = players.compactMap { $0["use"]?.string }
    replications = analysis.integer("attribution_replications")
  }

  private static func isLimit(_ layer: JSONNode) -> Bool {
    layer["use"]?.string.flatMap(LayerRegistry.declaration)?.isLimit == true
  }

  func result(_ run: StudyRun, cells: [[CellResult]]) throws(Diagnostic) -> (any StudyResult)? {
    // The strategy itself, with the layers that are left out.
    guard let whole = run.strategies.first(where: { $0.name == name })?.cells else { return nil }
    let replications = cells[0].count
    let full = (1 << layers.count) - 1
    func value(_ metric: Metric, _ mask: Int, _ replication: Int) -> Double {
      let place = masks.firstIndex(of: mask) ?? 0
      return cells[place][replication].value(metric)
    }
    func estimate(_ sample: (_ replication: Int) -> Double) -> Estimate {
      Estimate(samples: (0..<replications).map(sample), confidence: run.confidence)
    }
    /// By how much a metric grows through a layer.
    func change(_ metric: Metric, by layer: Int) -> Estimate {
      estimate { replication in
        if method != "shapley" {
          return value(metric, full, replication) - value(metric, full & ~(1 << layer), replication)
        }
        var sum = 0.0
        for mask in 0...full where mask & (1 << layer) == 0 {
          let weight = AttributionPlan.weight(mask.nonzeroBitCount, of: layers.count)
          sum +=
            weight * (value(metric, mask | 1 << layer, replication) - value(metric, mask, replication))
        }
        return sum
      }
    }
    let parts = layers.indices.map { layer -> Attribution.Part in
      let cost = change(.costPerMonth, by: layer)
      return Attribution.Part(
        layer: layers[layer], saving: Estimate(mean: -cost.mean, halfWidth: cost.halfWidth),
        quality: change(.quality, by: layer))
    }
    var attribution = Attribution(
      method: method, strategy: name, parts: parts,
      total: estimate { value(.costPerMonth, 0, $0) - whole[$0].value(.costPerMonth) })
    if !limits.isEmpty {
      attribution.limits = Attribution.Part(
        layer: limits.joined(separator: " + "),
        saving: estimate { value(.costPerMonth, full, $0) - whole[$0].value(.costPerMonth) },
        quality: estimate { whole[$0].metrics[.quality] - value(.quality, full, $0) })
    }
    return attribution
  }

  /// |S|! (n - |S| - 1)! / n!
  static func weight(_ size: Int, of count: Int) -> Double {
    var value = 1.0 / Double(count)
    for step in 0..<size { value *= Double(step + 1) / Double(count - 1 - step) }
    return value
  }
}
