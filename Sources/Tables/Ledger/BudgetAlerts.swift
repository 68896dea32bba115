import Strategies

/// Thresholds of a budget that each fire once, the lower before the higher, even when one call jumps them all.
package struct BudgetAlerts: Sendable, Hashable {
  /// A threshold.
  package enum Level: String, CaseIterable, Sendable {
    /// Somebody is told.
    case warning
    /// Only the cheapest model answers.
    case throttle
    /// Only caches answer.
    case stop

    /// The share of the budget at which it fires (article 002).
    package var share: Int128 {
      switch self {
      case .warning: 70
      case .throttle: 85
      case .stop: 95
      }
    }
  }

  /// A threshold that fired.
  package struct Alert: Sendable, Hashable {
    /// The threshold.
    package var level: Level
    /// The call at which it fired, counted from 1.
    package var call: Int
    /// What was spent by then, in picodollars.
    package var spent: Int128
  }

  private let budget: Int128
  private var next = 0
  private var calls = 0
  private var spent: Int128 = 0

  /// Thresholds of a budget in picodollars.
  package init(budget: Int128) { self.budget = budget }

  /// Books a call; the thresholds that it reaches, in order.
  package mutating func book(_ cost: Int64) -> [Alert] {
    calls += 1
    spent += Int128(cost)
    var alerts: [Alert] = []
    while next < Level.allCases.count, spent * 100 >= budget * Level.allCases[next].share {
      alerts.append(Alert(level: Level.allCases[next], call: calls, spent: spent))
      next += 1
    }
    return alerts
  }
}

extension CallLedger {
  /// The thresholds that the calls reach one after the other.
  package func alerts(budget: Int128) -> [BudgetAlerts.Alert] {
    var alerts = BudgetAlerts(budget: budget)
    return calls.flatMap { alerts.book($0.cost) }
  }
}
