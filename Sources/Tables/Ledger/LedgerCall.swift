import Strategies

/// A call as a gateway logs it: a row of a ledger.
package struct LedgerCall: Sendable, Hashable {
  /// Nanoseconds since 1970-01-01T00:00:00Z.
  package var time: Int64
  /// The model, by its place in the ledger's names.
  package var model: Int
  /// Tokens of the prompt.
  package var inputTokens: Int
  /// Those of it that were read from the provider's prompt cache; nil where nobody knows.
  package var cachedTokens: Int?
  /// Tokens of the answer.
  package var outputTokens: Int
  /// Nanoseconds to the complete answer; -1 where there was none.
  package var latency: Int64
  /// Picodollars.
  package var cost: Int64
  /// Picodollars of the same request at the strategy's model, with nothing in front of it.
  package var uncached: Int64
  /// The user.
  package var user: UInt32
  /// The number of the team on whose account it went; -1 where that is not known.
  package var team: Int64
  /// The number of the API key by which it came; -1 where that is not known.
  package var apiKey: Int64
  /// How it ended.
  package var outcome: OutcomeKind
  /// The layer that ended it, by its place in the ledger's names; -1 for the provider.
  package var layer: Int
  /// The category, by its place in the ledger's names.
  package var category: Int

  /// A row.
  package init(
    time: Int64, model: Int, inputTokens: Int, cachedTokens: Int? = 0, outputTokens: Int, latency: Int64 = 0,
    cost: Int64, uncached: Int64 = 0, user: UInt32 = 0, outcome: OutcomeKind = .served, layer: Int = -1,
    category: Int = 0, team: Int64 = -1, apiKey: Int64 = -1
  ) {
    self.time = time
    self.model = model
    self.inputTokens = inputTokens
    self.cachedTokens = cachedTokens
    self.outputTokens = outputTokens
    self.latency = latency
    self.cost = cost
    self.uncached = uncached
    self.user = user
    self.outcome = outcome
    self.layer = layer
    self.category = category
    self.team = team
    self.apiKey = apiKey
  }
}
