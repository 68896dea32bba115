import Declarations
import Providers
import Scenarios
import Simulation
import Strategies
import Traffic

/// What a study found.
public protocol StudyResult: Sendable {}

/// One of several alike that a study found.
public protocol StudyRow: Sendable {}

extension Array: StudyResult where Element: StudyRow {}

/// A study as a scenario asks for it: the cells that it wants, and what it makes of them.
protocol StudyPlan: Sendable {
  /// The strategies that it runs beside the scenario's own.
  var strategies: [Scenario.Strategy] { get }
  /// In how many replications it runs them, at most those of the run.
  var replications: Int { get }
  /// What it makes of the run and of its own cells, one list a strategy.
  ///
  /// - Returns: nil when the run has nothing for it.
  func result(_ run: StudyRun, cells: [[CellResult]]) throws(Diagnostic) -> (any StudyResult)?
}

extension StudyPlan {
  /// None.
  var strategies: [Scenario.Strategy] { [] }
  /// None.
  var replications: Int { 0 }
}

/// A run whose strategies are done, as a study sees it.
struct StudyRun {
  let scenario: Scenario
  let world: [PreparedStream]
  /// The scenario's own strategies with their cells.
  let strategies: [StrategyResult]
  let threads: Int
  let progress: Runner.Progress?

  var confidence: Double { scenario.confidence }

  /// The first replication.
  var stream: QueryStream { world[0].stream }

  /// The first layer that answers by key, with the name of its strategy.
  var keyedStore: (strategy: String, store: KeyedStore)? {
    for strategy in scenario.strategies {
      if let store = strategy.plans.lazy.compactMap(\.keyedStore).first { return (strategy.name, store) }
    }
    return nil
  }

  /// The keys of the first layer that has any.
  var recipe: KeyRecipe {
    scenario.strategies.lazy.flatMap(\.plans).flatMap(\.needs).compactMap { need -> KeyRecipe? in
      if case .keys(let recipe) = need { return recipe }
      return nil
    }.first ?? KeyRecipe()
  }
}

/// A study by name: when it is done, and its plan.
struct StudyDeclaration: Sendable {
  /// The name.
  let name: String
  /// Whether it says of a sample what it would say of the whole.
  let takesSamples: Bool
  /// The chart under `output.plots` that asks for it, or nil for a study that the scenario asks for otherwise.
  let chart: String?
  /// The plan; nil where a scenario has nothing for it.
  let plan: @Sendable (Scenario) throws(Diagnostic) -> (any StudyPlan)?

  init(
    _ name: String, chart: String? = nil, takesSamples: Bool = false,
    plan: @escaping @Sendable (Scenario) throws(Diagnostic) -> (any StudyPlan)?
  ) {
    self.name = name
    self.chart = chart
    self.takesSamples = takesSamples
    self.plan = plan
  }

  /// Every study in the order of the report. A new one is a file and a line here.
  static let all: [StudyDeclaration] = [
    ThresholdPlan.declaration, AttributionPlan.declaration, FalseHitStudy.declaration,
    DiscriminationStudy.declaration, LookupStudy.declaration, DecisionPlan.declaration,
    SizeStudy.declaration, TrainingStudy.declaration, SessionStudy.declaration,
  ]

  /// Charts that a scenario asks for and a sample does not give.
  static func leftOut(of scenario: Scenario) -> [String] {
    if scenario.sample == nil { return [] }
    return all.compactMap { $0.takesSamples ? nil : $0.chart }.filter(scenario.plots.contains)
  }

  /// Whether a scenario asks for it.
  func isWanted(by scenario: Scenario) -> Bool {
    (scenario.sample == nil || takesSamples) && (chart.map(scenario.plots.contains) ?? true)
  }
}

extension RunResult {
  /// What a study found, by the type of its result.
  public func study<Result: StudyResult>(_ type: Result.Type = Result.self) -> Result? {
    // By the type itself: an empty list can be cast to a list of anything.
    studies.first { Swift.type(of: $0) == type } as? Result
  }

  /// Puts what a study found in the place of what was there.
  mutating func replace<Result: StudyResult>(_ result: Result?) {
    studies.removeAll { type(of: $0) == Result.self }
    if let result { studies.append(result) }
  }
}
