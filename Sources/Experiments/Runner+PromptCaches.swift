import Providers
import Strategies

/// What a report says of deployments and prompt caches.
extension Runner {
  /// Deployments that no layer shares calls out to.
  func unbalanced() -> [String] {
    let catalog = scenario.catalog
    let names = scenario.strategies.filter { strategy in
      catalog.models[strategy.model].firstDeployment != nil
        && !strategy.layers.contains { $0["use"]?.string == "balance" }
    }.map { "'\($0.name)'" }
    guard let first = names.first else { return [] }
    let others = names.count > 1 ? " and \(names.count - 1) more" : ""
    return ["\(first)\(others) has no layer 'balance': its calls go to the first deployment of a model"]
  }

  /// How far a look-back reaches where a recording does not tell where messages end.
  func assumedBlocks(_ world: [PreparedStream]) -> [String] {
    guard let blocks = world.first?.stream.prefixBlocks, blocks.lengths.isEmpty else { return [] }
    let catalog = scenario.catalog
    let rules = catalog.models.indices.compactMap { catalog.promptCache(of: $0) }
    guard let rule = rules.first(where: { $0.kind == .breakpoints && ($0.lookbackBlocks ?? 1) > 1 }),
      let count = rule.lookbackBlocks,
      scenario.strategies.contains(where: { $0.layers.contains { $0["use"]?.string == "prompt_cache" } })
    else { return [] }
    return [
      "the recording does not tell where messages end: a look-back of \(count) blocks is taken to reach "
        + "\(count * rule.contentBlockTokens) tokens (content_block_tokens)"
    ]
  }
}
