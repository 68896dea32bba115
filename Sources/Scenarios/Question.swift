import Declarations
import Metrics

/// What a scenario asks of its strategies, beside which of them is cheapest: how some compare with one.
public struct Question: Sendable, Hashable {
  /// The strategies that are compared.
  public var strategies: [String]
  /// The strategy that they are compared with.
  public var versus: String
  /// What is compared.
  public var metrics: [Metric]
  /// The value of the first metric that somebody claims.
  public var claimed: Double?

  static let schema = ObjectSchema(
    "question", "what the title asks: how strategies compare with one of them",
    [
      Field(
        "strategies", .list(.text, minimum: 1), "the strategies that are compared; all others by default"),
      Field("versus", .text, "the strategy that they are compared with; the baseline by default"),
      Field(
        "metrics", .list(.choice(Metric.allCases.map(\.rawValue)), minimum: 1),
        default: ["cost_usd_per_month"], "what is compared; better in one and worse in none is better"),
      Field("claimed", .number(Bounds()), "the value of the first metric that somebody claims"),
    ])

  /// The question of a scenario, or nil where it states none.
  ///
  /// - Throws: a `Diagnostic` at a strategy that is unknown, or where there is nothing to compare.
  init?(_ settings: Settings?, strategies: [Scenario.Strategy], baseline: Int) throws(Diagnostic) {
    guard let settings else { return nil }
    func place(_ name: String, _ position: SourcePosition) throws(Diagnostic) -> Int {
      try Scenario.place(of: name, in: strategies, at: position)
    }
    var versus = baseline
    if let name = settings.optionalString("versus") { versus = try place(name, settings.position("versus")) }
    self.versus = strategies[versus].name
    self.strategies = strategies.filter { !$0.isBound }.map(\.name).filter { $0 != strategies[versus].name }
    if settings.has("strategies") {
      self.strategies = []
      for node in settings.list("strategies") {
        let name = strategies[try place(node.string ?? "", node.position)].name
        guard name != self.versus else {
          throw Diagnostic(
            "'question.strategies' names '\(name)', which the others are compared with; another strategy was expected",
            position: node.position)
        }
        self.strategies.append(name)
      }
    }
    guard !self.strategies.isEmpty else {
      throw Diagnostic(
        "'question' compares nothing with '\(self.versus)'; another strategy that can be deployed was expected",
        position: settings.node.position)
    }
    metrics = settings.strings("metrics").compactMap(Metric.init(rawValue:))
    claimed = settings.optionalNumber("claimed")
  }
}
