import Providers
import Similarity

/// What each of several models did on each of many queries.
///
/// Arrays with one value a query and model are row-major by query: the value of query `q` and model `m` stands
/// at `q * models.count + m`.
package struct RecordedOutcomes: Sendable {
  /// The models' names.
  package let models: [String]
  /// The texts of the queries.
  package let texts: TextTable
  /// The names of the domains; empty when none are stated.
  package let domainNames: [String]
  /// The domain of each query; all 0 when none are stated.
  package let domains: [UInt16]
  /// How good each answer was, 0...1.
  package let scores: [Double]
  /// What each answer cost in picodollars.
  package let costs: [Int64]
  /// Seconds each answer took; empty when none are stated.
  package let latencies: [Double]
  /// Input tokens of each call.
  package let inputTokens: [Int32]
  /// Output tokens of each call.
  package let outputTokens: [Int32]
  /// Where the table came from.
  package let source: String
  /// Queries that a list excluded.
  package let excluded: Int
  /// Latent difficulty of each query; empty unless the outcomes are modelled.
  package var latent: [Double] = []
  /// The conversations that queries are turns of; nil unless they are stated.
  package var conversations: Conversations?
  /// Whether `costs` were recorded; otherwise they follow from prices and tokens.
  package var hasRecordedCosts = false
  /// A hash of the files that were read; empty for a table that was not read.
  package var hash = ""

  /// The number of queries.
  package var count: Int { domains.count }

  /// The mean score of a model over some queries.
  package func meanScore(of model: Int, _ rows: some Sequence<Int>) -> Double {
    mean(rows) { scores[$0 * models.count + model] }
  }

  /// The mean cost of a model in dollars a query.
  package func meanCost(of model: Int, _ rows: some Sequence<Int>) -> Double {
    mean(rows) { Double(costs[$0 * models.count + model]) / 1e12 }
  }

  private func mean(_ rows: some Sequence<Int>, _ value: (Int) -> Double) -> Double {
    var sum = 0.0
    var count = 0
    for row in rows {
      sum += value(row)
      count += 1
    }
    return sum / Double(count)
  }

  /// Pairs of models of which the first is at least as good and at most as dear as the second, and not alike
  /// in both.
  package var dominations: [(better: Int, worse: Int)] {
    let quality = models.indices.map { meanScore(of: $0, 0..<count) }
    let cost = models.indices.map { meanCost(of: $0, 0..<count) }
    var pairs: [(better: Int, worse: Int)] = []
    for first in models.indices {
      for second in models.indices where first != second {
        guard quality[first] >= quality[second], cost[first] <= cost[second] else { continue }
        if quality[first] > quality[second] || cost[first] < cost[second] { pairs.append((first, second)) }
      }
    }
    return pairs
  }
}

/// Queries that are turns of conversations: a model that answered the turn before has its prefix in its prompt
/// cache, and a switch to another loses that.
///
/// What a table says a call costs supposes that the model answered the turns before.
package struct Conversations: Sendable {
  /// The first turn of each query's conversation, as a row.
  let first: [Int32]
  /// The turn before, or -1.
  let previous: [Int32]
  /// Dollars that a call costs more when the model did not answer the turn before: one value a query and model.
  let losses: [Double]
}
