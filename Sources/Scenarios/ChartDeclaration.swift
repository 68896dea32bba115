/// A chart as a scenario names it; whoever draws declares it.
public struct ChartDeclaration: Sendable, Hashable {
  /// The name under `output.plots`, and of the files.
  public let name: String

  /// Declares a chart.
  public init(name: String) { self.name = name }
}
