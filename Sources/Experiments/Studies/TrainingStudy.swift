import Declarations
import Simulation
import Strategies

/// What a router was taught with.
public struct RouterTraining: StudyRow, Hashable {
  /// The strategy.
  public var strategy: String
  /// The router with its parameters.
  public var router: String
  /// Labelled queries a replication.
  public var labels: Int
  /// Dollars for the answers that label them, by every model the router chooses among.
  public var cost: Estimate
}

extension RunResult {
  /// Routers that learnt from recorded outcomes, and what their labels cost: no part of any strategy's cost.
  public var training: [RouterTraining] {
    get { study() ?? [] }
    set { replace(newValue) }
  }
}

/// What the labels of each strategy's routers cost.
struct TrainingStudy: StudyPlan {
  static let declaration = StudyDeclaration("training") { _ throws(Diagnostic) in TrainingStudy() }

  func result(_ run: StudyRun, cells: [[CellResult]]) throws(Diagnostic) -> (any StudyResult)? {
    run.scenario.strategies.flatMap { strategy in
      strategy.plans.flatMap(\.needs).compactMap { need -> RouterTraining? in
        guard case .routing(let need) = need else { return nil }
        let routes = run.world.compactMap { $0.routes[need] }
        guard let first = routes.first, first.labels > 0 else { return nil }
        return RouterTraining(
          strategy: strategy.name, router: need.router, labels: first.labels,
          cost: Estimate(samples: routes.map(\.labelCost), confidence: run.confidence))
      }
    }
  }
}
