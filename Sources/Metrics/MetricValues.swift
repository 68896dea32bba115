/// Values of all metrics; not a number where a metric has no meaning.
public struct MetricValues: Sendable {
  private var values = Array(repeating: Double.nan, count: Metric.allCases.count)
  private static let places: [Metric: Int] = Dictionary(
    uniqueKeysWithValues: Metric.allCases.enumerated().map { ($1, $0) })

  /// Values that are not known yet.
  public init() {}

  /// The values of a cell; those that refer to a baseline are not known.
  package init(_ figures: CellFigures) {
    for (place, metric) in Metric.allCases.enumerated() {
      if case .cell(let value) = metric.source { values[place] = value(figures) }
    }
  }

  /// The value of a metric.
  public subscript(_ metric: Metric) -> Double {
    get { values[MetricValues.places[metric] ?? 0] }
    set { values[MetricValues.places[metric] ?? 0] = newValue }
  }

  /// The value of a metric, paired with a baseline's values where it refers to one.
  package func value(_ metric: Metric, versus base: MetricValues) -> Double {
    switch metric.source {
    case .cell: self[metric]
    case .paired(let value): value(self, base)
    }
  }
}
