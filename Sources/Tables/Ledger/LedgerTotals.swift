import Recordings
import Strategies
import Traffic

/// By what the calls of a ledger are added up.
package enum LedgerGrouping: String, CaseIterable, Sendable {
  case user, team, key, model, category, layer, day
}

/// Sums over some calls.
package struct LedgerTotal: Sendable, Hashable {
  /// What they have in common.
  package var name: String
  /// How many there are.
  package var calls = 0
  /// Those that a response cache or another's call answered.
  package var hits = 0
  /// Those without an answer.
  package var unanswered = 0
  /// Tokens of their prompts.
  package var inputTokens = 0
  /// Those of them that the provider had cached; nil where that is known of no call that read any.
  package var cachedTokens: Int? { isUntold && knownCachedTokens == 0 ? nil : knownCachedTokens }
  private var knownCachedTokens = 0
  private var isUntold = false
  /// Tokens of their answers.
  package var outputTokens = 0
  /// Picodollars.
  package var cost: Int128 = 0
  /// Picodollars with a single model and no cache.
  package var uncached: Int128 = 0

  /// Nothing yet, under a name.
  package init(name: String) { self.name = name }

  /// The share of the uncached cost that was saved; not a number where there is none.
  package var savedShare: Double { uncached > 0 ? 1 - Double(cost) / Double(uncached) : .nan }

  mutating func add(_ call: LedgerCall) {
    calls += 1
    if call.outcome.isHit || call.outcome == .coalesced { hits += 1 }
    if call.outcome == .failed || call.outcome == .rejected { unanswered += 1 }
    inputTokens += call.inputTokens
    knownCachedTokens += call.cachedTokens ?? 0
    isUntold = isUntold || call.cachedTokens == nil
    outputTokens += call.outputTokens
    cost += Int128(call.cost)
    uncached += Int128(call.uncached)
  }
}

extension CallLedger {
  /// The sums of all calls.
  package var total: LedgerTotal {
    calls.reduce(into: LedgerTotal(name: "total")) { $0.add($1) }
  }

  /// The sums by something: days in order, others with the dearest first.
  package func totals(by grouping: LedgerGrouping) -> [LedgerTotal] {
    var places: [Int: Int] = [:]
    var totals: [LedgerTotal] = []
    for call in calls {
      let key = key(of: call, grouping)
      if let place = places[key] {
        totals[place].add(call)
      } else {
        places[key] = totals.count
        var total = LedgerTotal(name: name(of: key, grouping))
        total.add(call)
        totals.append(total)
      }
    }
    if grouping == .day { return totals.sorted { $0.name < $1.name } }
    return totals.sorted { ($1.cost, $0.name) < ($0.cost, $1.name) }
  }

  static let day: Int64 = 86_400_000_000_000

  private func key(of call: LedgerCall, _ grouping: LedgerGrouping) -> Int {
    switch grouping {
    case .user: Int(call.user)
    case .team: Int(call.team)
    case .key: Int(call.apiKey)
    case .model: call.model
    case .category: call.category
    case .layer: call.layer
    case .day:
      CallLedger.day(of: call.time)
    }
  }

  private func name(of key: Int, _ grouping: LedgerGrouping) -> String {
    func name(in names: [String]) -> String { names.indices.contains(key) ? names[key] : "-" }
    return switch grouping {
    case .user: "user-\(key)"
    case .team: key < 0 ? "-" : "team-\(key)"
    case .key: key < 0 ? "-" : "key-\(key)"
    case .model: name(in: models)
    case .category: name(in: categories)
    case .layer: key < 0 ? "provider" : name(in: layers)
    case .day: CalendarTime(nanoseconds: Int128(key) * Int128(CallLedger.day)).day
    }
  }
}
