/// A figure with its interval.
package struct IntervalEstimate: Sendable, Hashable {
  /// The figure on the recorded queries.
  package let value: Double
  /// The lower end; not a number without resamples.
  package let lower: Double
  /// The upper end.
  package let upper: Double
}

/// A point of a curve.
package struct CurvePoint: Sendable, Hashable {
  /// Dollars per 1,000 queries.
  package let cost: Double
  /// Mean score.
  package let accuracy: Double
}

/// What one router does, as a mean over the splits.
package struct RouterResult: Sendable {
  /// How the router was asked for.
  package let label: String
  /// A line of explanation.
  package let summary: String
  /// Whether it knows what no router can know.
  package let isBound: Bool
  /// Whether it rests on a stated accuracy.
  package let isAssumed: Bool
  /// The figures in the order of ``RoutingMetric``.
  package let figures: [IntervalEstimate]
  /// Standard deviation of each figure over the splits; not a number with one.
  package let deviations: [Double]
  /// Accuracy against cost as the threshold moves, the mean over the splits; empty without a threshold.
  package let curve: [CurvePoint]
  /// Mean seconds of an answer with the router's own; not a number where the table has none.
  package let latency: Double
  /// Dollars per 1,000 queries for the router itself.
  package let fee: Double
  /// Whether at least 95 % of the calls go one way.
  package let isOneSided: Bool

  /// A figure.
  package subscript(_ metric: RoutingMetric) -> IntervalEstimate { figures[metric.place] }
}

/// What a study found.
package struct RoutingResult: Sendable {
  /// The table's path.
  package let source: String
  /// Names of the models.
  package let weak: String
  /// The good model's name.
  package let strong: String
  /// All models of the table: name, mean score and dollars per 1,000 queries over all queries.
  package let models: [(name: String, accuracy: Double, cost: Double)]
  /// Queries in the table, and those excluded by a list.
  package let queries: Int
  package let excluded: Int
  /// The domains' number; 0 when none are stated.
  package let domains: Int
  /// The study's settings.
  package let study: RoutingStudy
  /// The means of the weak and the strong model over the test queries of all splits.
  package let totals: PairTotals
  /// Queries that a split trains and tests on.
  package let trainingQueries: Int
  package let testQueries: Int
  /// Dollars that the answers of both models to the training queries of one split cost: the labels.
  package let trainingCost: Double
  /// The routers in the order they were asked for.
  package let routers: [RouterResult]
  /// Pairs of models of which the first is better and cheaper.
  package let dominations: [(better: String, worse: String)]
  /// Routers that were left out, and why.
  package let notes: [String]
}
