import Declarations
import Files
import Scenarios
import Strategies

extension Runner {
  /// Refuses streams that do not fit in memory together with what the strategies make of them.
  ///
  /// - Parameter prompts: the different prompts, where they are known.
  func checkMemory(
    requests: Double, replications: Int, prompts: Int? = nil, for strategies: [Scenario.Strategy]
  ) throws(Diagnostic) {
    var estimate = MemoryEstimate(requests: requests, replications: replications)
    estimate.cellsAtOnce = max(1, min(threads, replications * max(1, strategies.count)))
    estimate.keptStrategies = keepsOutcomes ? scenario.strategies.count : 0
    estimate.distinctPrompts = prompts.map(Double.init)
    scenario.workload.describe(&estimate)
    // Tables of prompts are made by layers that have keys or read prompts.
    if !strategies.contains(where: { !$0.plans.isEmpty }) { estimate.possiblePrompts = 0 }
    let compares = strategies.contains { strategy in
      strategy.plans.contains { plan in
        plan.needs.contains { need in
          switch need {
          case .neighbours, .searched, .vectors: true
          default: false
          }
        }
      }
    }
    estimate.comparedPrompts = compares ? estimate.distinctPrompts ?? requests : 0
    do throws(Diagnostic) {
      try estimate.check(free: FreeMemory.bytes)
    } catch {
      throw error.placed(in: scenario.path)
    }
  }
}
