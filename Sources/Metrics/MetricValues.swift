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

  /// The values of a cell whose input and output had cost so many dollars less: of all that dollars of tokens make.
  package func lessLuck(input: Double, output: Double) -> MetricValues {
    var values = self
    let whole = self[.costUSD]
    guard whole > 0 else { return self }
    let left = (whole - input - output) / whole
    for metric in [Metric.costUSD, .costPerMonth, .costPer1kRequests] { values[metric] *= left }
    values[.totalCostPerMonth] += values[.costPerMonth] - self[.costPerMonth]
    values[.inputCost] -= input
    values[.outputCost] -= output
    return values
  }

  /// The value of a metric, paired with a baseline's values where it refers to one.
  package func value(_ metric: Metric, versus base: MetricValues) -> Double {
    switch metric.source {
    case .cell: self[metric]
    case .paired(let value): value(self, base)
    }
  }
}
