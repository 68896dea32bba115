import Experiments
import Providers
import Simulation
import Strategies
import Traffic

/// What a gateway logged: one row a request, with the columns that article 002 lists.
///
/// Amounts are picodollars and times nanoseconds, so that every form in which it is written has the same totals.
package struct CallLedger: Sendable, Hashable {
  /// The rows in the order of their arrival.
  package var calls: [LedgerCall] = []
  /// Names of the models.
  package var models: [String] = []
  /// Names of the layers.
  package var layers: [String] = []
  /// Names of the categories.
  package var categories: [String] = []

  /// Where a run begins whose traffic is drawn, or recorded without days: 2026-01-01T00:00:00Z.
  package static let origin: Int64 = 1_767_225_600_000_000_000

  /// An empty ledger.
  package init() {}

  /// What a strategy's gateway would have logged of one replication, its warm-up included.
  ///
  /// - Parameters:
  ///   - model: the model that the strategy asks for, whose prices are those without any layer.
  ///   - accounts: how teams and API keys are told, where the recording names none.
  package init(
    stream: QueryStream, outcomes: OutcomeTable, catalog: ProviderCatalog, layers: [String], model: Int,
    accounts: Accounts = Accounts()
  ) {
    models = catalog.models.map(\.name)
    self.layers = layers
    categories = Difficulty.allCases.map(\.name)
    let list = catalog.models[model].prices
    let beginning = stream.reading?.beginning ?? CallLedger.origin
    calls.reserveCapacity(stream.count)
    for request in 0..<min(stream.count, outcomes.kind.count) where outcomes.kind[request] != .pending {
      let layer = outcomes.layer[request]
      let input = stream.inputTokens(request)
      let output = Int(stream.outputTokens[request])
      let kind = outcomes.kind[request]
      let cached: Int? =
        if let details = outcomes.details { details.cached(request) } else { kind == .served ? nil : 0 }
      let isAnswered = kind != .failed && kind != .rejected
      let sent = outcomes.details?.sent[request]
      let (billed, answered) = (sent?.input ?? input, sent?.output ?? output)
      calls.append(
        LedgerCall(
          time: beginning + outcomes.arrival(of: request, in: stream).nanoseconds,
          model: Int(outcomes.model[request]),
          inputTokens: billed, cachedTokens: cached.map { min(billed, $0) },
          outputTokens: isAnswered ? answered : 0, latency: outcomes.latency[request],
          cost: outcomes.cost[request],
          uncached: list.cost(input: input, output: output).total.picodollars,
          user: stream.user[request], outcome: kind,
          layer: layer == OutcomeTable.noLayer ? -1 : Int(layer),
          category: Int(stream.marks[request].difficulty.rawValue),
          team: accounts.team.number(of: request, stream.recorded.team, user: stream.user[request]),
          apiKey: accounts.apiKey.number(of: request, stream.recorded.apiKey, user: stream.user[request])))
    }
  }

  /// The most tokens of a row that is read: sums of as many rows as fit in memory stay exact.
  static let mostTokens: Int64 = 1_000_000_000_000
}
