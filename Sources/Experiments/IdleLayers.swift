import Strategies

/// Layers that did nothing for any request: a figure beside them says nothing about them.
enum IdleLayers {
  /// A sentence a layer and reason, with the strategies that it holds for.
  static func warnings(_ result: RunResult) -> [String] {
    var found: [(what: String, strategies: [String])] = []
    for strategy in result.strategies where !strategy.isBound {
      for (position, layer) in strategy.layers.enumerated() {
        guard let what = fault(layer, at: position, of: strategy, in: result) else { continue }
        if let place = found.firstIndex(where: { $0.what == what }) {
          found[place].strategies.append(strategy.name)
        } else {
          found.append((what, [strategy.name]))
        }
      }
    }
    return found.map { what, strategies in
      let names = strategies.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
      let more = strategies.count > 3 ? " and \(strategies.count - 3) more" : ""
      return "the layer \(what) (in \(names)\(more))"
    }
  }

  private static func fault(
    _ layer: String, at position: Int, of strategy: StrategyResult, in result: RunResult
  ) -> String? {
    guard let declaration = LayerRegistry.declaration(layer), !declaration.isLimit,
      result.estimate(.requests, of: strategy).mean > 0
    else { return nil }
    let counts = strategy.cells.compactMap {
      $0.layers.indices.contains(position) ? $0.layers[position] : nil
    }
    func count(_ counter: LayerCounter) -> Int { counts.reduce(0) { $0 + $1[counter] } }
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
    return "'\(layer)' treated no request"
  }
}
