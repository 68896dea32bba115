import Declarations
import Scenarios
import Strategies
import Traffic

/// Layers that did nothing for any request, or cannot where they stand: a figure beside them says nothing about them.
struct IdleLayers {
  private var found: [(what: String, strategies: [String])] = []

  /// A sentence a layer and reason, with the strategies that it holds for, of what was counted in a run.
  ///
  /// - Parameter strategies: what was run, in any order.
  static func warnings(_ result: RunResult, _ strategies: [Scenario.Strategy]) -> [String] {
    var layers = IdleLayers()
    for strategy in result.strategies where !strategy.isBound {
      let own = strategies.first { $0.name == strategy.name }
      let plans = own?.plans ?? []
      for (position, layer) in strategy.layers.enumerated() {
        let count = counts(at: position, of: strategy)
        let settings = own?.layers ?? []
        if settings.indices.contains(position), isUnmet(layer, settings[position], count, in: result) {
          layers.add(
            "'\(layer)' held no user of the sample, which says nothing of those left out: the greatest may reach it",
            strategy.name)
        }
        if let what = fault(layer, count, of: strategy, in: result) {
          layers.add(what, strategy.name)
        } else if plans.indices.contains(position), result.estimate(.requests, of: strategy).mean > 0 {
          for what in plans[position].idleness(after: count) { layers.add(what, strategy.name) }
        }
      }
    }
    return layers.sentences
  }

  /// The same of what can be told before anything runs.
  static func warnings(_ strategies: [Scenario.Strategy], on stream: QueryStream) -> [String] {
    if stream.isEmpty { return [] }
    var layers = IdleLayers()
    for strategy in strategies where !strategy.isBound {
      for (position, plan) in strategy.plans.enumerated() {
        for what in plan.idleness(at: LayerPlace(position, of: strategy.plans, stream)) {
          layers.add(what, strategy.name)
        }
      }
    }
    return layers.sentences
  }

  private mutating func add(_ what: String, _ strategy: String) {
    if let place = found.firstIndex(where: { $0.what == what }) {
      found[place].strategies.append(strategy)
    } else {
      found.append((what, [strategy]))
    }
  }

  private var sentences: [String] {
    found.map { what, strategies in
      let names = strategies.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
      let more = strategies.count > 3 ? " and \(strategies.count - 3) more" : ""
      return "the layer \(what) (in \(names)\(more))"
    }
  }

  private static func counts(at position: Int, of strategy: StrategyResult) -> (LayerCounter) -> Int {
    let counts = strategy.cells.compactMap {
      $0.layers.indices.contains(position) ? $0.layers[position] : nil
    }
    return { counter in counts.reduce(0) { $0 + $1[counter] } }
  }

  /// Whether a limit that each user has for himself did nothing to those of a sample.
  private static func isUnmet(
    _ layer: String, _ settings: JSONNode, _ count: (LayerCounter) -> Int, in result: RunResult
  ) -> Bool {
    guard result.provenance.sample?.sample.unit == .user, result.requests > 0,
      let declaration = LayerRegistry.declaration(layer), declaration.isLimit,
      declaration.sampling.fit(Settings(settings), .user) == .separable
    else { return false }
    let works = declaration.counters.filter { [.rejections, .throttles, .held].contains($0) }
    return !works.isEmpty && works.allSatisfy { count($0) == 0 }
  }

  private static func fault(
    _ layer: String, _ count: (LayerCounter) -> Int, of strategy: StrategyResult, in result: RunResult
  ) -> String? {
    guard let declaration = LayerRegistry.declaration(layer), !declaration.isLimit,
      result.estimate(.requests, of: strategy).mean > 0
    else { return nil }
    let counters = declaration.counters
    if declaration.usesPromptCache {
      return result.estimate(.cachedTokenShare, of: strategy).mean == 0
        ? "'\(layer)' read no token: the provider has no prompt_cache, or no prefix came again that is long enough for it"
        : nil
    }
    if counters.contains(.hits) {
      if count(.hits) > 0 { return nil }
      return count(.lookups) == 0
        ? "'\(layer)' looked nothing up: every request passed it by"
        : "'\(layer)' found nothing: no request came again that it may answer"
    }
    let works = counters.filter {
      $0 != .arrivals && $0 != .bypasses && $0 != .rejections && $0 != .escalations
    }
    guard !works.isEmpty, works.allSatisfy({ count($0) == 0 }) else { return nil }
    return "'\(layer)' treated no request" + (declaration.idleness.map { ": " + $0 } ?? "")
  }
}
