import Declarations
import Providers
import Scenarios
import Strategies
import Traffic

/// Refuses, before anything runs, what could not be billed in Int64 picodollars.
///
/// The estimate is the dearest call of the dearest request with everything that the layers say they add; money that
/// goes beyond it all the same is refused at the end of the cell.
struct AmountGuard {
  private let catalog: ProviderCatalog
  /// The most that Int64 holds, less what rounding may add.
  private static let limit = 9e18

  init(_ catalog: ProviderCatalog) { self.catalog = catalog }

  /// Checks strategies on their streams.
  ///
  /// - Throws: a `Diagnostic` that names the strategy and what would be billed.
  func check(_ streams: [QueryStream], _ strategies: [Scenario.Strategy]) throws(Diagnostic) {
    try check(
      tokens: streams.map(AmountGuard.mostTokens).max() ?? 0,
      searches: streams.map(AmountGuard.mostSearches).max() ?? 0, strategies)
  }

  /// The most tokens that a request has with its answer.
  ///
  /// - Complexity: O(requests).
  static func mostTokens(of stream: QueryStream) -> Int {
    var tokens = 0
    for request in 0..<stream.count {
      tokens = max(tokens, stream.inputTokens(request) + Int(stream.outputTokens[request]))
    }
    return tokens
  }

  /// The most searches of the web that a log has of a request.
  ///
  /// - Complexity: O(requests).
  static func mostSearches(of stream: QueryStream) -> Int {
    let searches = stream.recorded.webSearches
    return searches.isEmpty ? 0 : (0..<stream.count).reduce(0) { max($0, Int(searches[$1] ?? 0)) }
  }

  /// The same for streams of which no request has more tokens or searches than so many.
  func check(tokens most: Int, searches: Int, _ strategies: [Scenario.Strategy]) throws(Diagnostic) {
    let tokens = Double(most)
    let searchCost = catalog.models.reduce(0.0) { greatest, model in
      guard let price = model.prices.extras.webSearch else { return greatest }
      let count = price.isByCall ? min(1, searches) : searches
      return max(greatest, Double(price.each.picodollars) * Double(count))
    }
    let tries = Double((catalog.providers.map(\.retry.retries).max() ?? 0) + 1)
    let rules = catalog.models.indices.compactMap { catalog.promptCache(of: $0) }
    let multiplier = rules.reduce(1.0) { greatest, rule in
      max(
        greatest, rule.writeMultiplier ?? 1, rule.longWriteMultiplier ?? 1,
        rule.assumedWriteMultipliers?.long ?? 1)
    }
    // A token may be held for its lifetime by each of the breakpoints.
    let storage = rules.reduce(0.0) { greatest, rule in
      let hours = max(rule.lifetime, rule.longLifetime ?? .zero).hours
      return max(
        greatest, Double(rule.storagePrice?.picodollars ?? 0) * hours * Double(rule.maximumBreakpoints))
    }
    let modelPrice =
      (catalog.models.map { Double($0.prices.greatest.picodollars) * multiplier }.max() ?? 0) + storage
    let embedderPrice = Double(catalog.embedder.price.picodollars)
    for strategy in strategies {
      let charges = strategy.plans.map(\.greatestCharge)
      let members = charges.reduce(1.0) { max($0, Double($1.members)) }
      let callTokens = tokens * members + charges.reduce(0.0) { $0 + Double($1.callTokens) }
      let calls = tries * charges.reduce(1.0) { $0 * Double($1.calls) }
      let own = charges.reduce(0.0) {
        $0 + Double($1.price.picodollars) * tokens + Double($1.amount.picodollars)
      }
      // Every layer of meaning embeds a prompt once.
      let embedding = embedderPrice * tokens * Double(charges.count)
      let amount = callTokens * calls * modelPrice + searchCost * members * calls + own + embedding
      guard amount < AmountGuard.limit else {
        throw Diagnostic(
          "a request of '\(strategy.name)' could cost \((amount / 1e12).short) USD, with up to \(tokens.short) tokens"
            + "\(searchCost > 0 ? " and \(searches) searches of the web" : ""), "
            + "\(members.short) in a call and \(calls.short) calls; at most 9,000,000 USD are billed exactly: fewer "
            + "tokens, lower prices or smaller batches were expected", position: strategy.position)
      }
    }
  }
}
