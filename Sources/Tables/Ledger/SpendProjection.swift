import Traffic

/// What a month will cost, from the days of a ledger that are over.
///
/// Weekdays and weekend days are projected each by their own mean over the last seven days; where those have only one
/// kind, by the mean of all of them.
package struct SpendProjection: Sendable, Hashable {
  /// Picodollars spent in the month so far.
  package let spent: Int128
  /// Picodollars that the whole month will have cost.
  package let month: Int128
  /// Days of the month that are over.
  package let days: Int

  /// The days of a month, as ledgers count it.
  package static let length = 30

  /// A projection from the cost of each day, the first of the month first.
  ///
  /// - Parameters:
  ///   - costs: picodollars of each day that is over, at most 30.
  ///   - firstDay: days from 1970-01-01 to the first of them.
  package init(costs: [Int128], firstDay: Int) {
    days = min(costs.count, SpendProjection.length)
    spent = costs.prefix(days).reduce(0, +)
    let recent = max(0, days - 7)..<days
    func mean(_ isWeekend: Bool?) -> Int128? {
      let own = recent.filter { isWeekend == nil || SpendProjection.isWeekend(firstDay + $0) == isWeekend }
      return own.isEmpty ? nil : own.reduce(0) { $0 + costs[$1] } / Int128(own.count)
    }
    let all = mean(nil) ?? 0
    let (weekday, weekend) = (mean(false) ?? all, mean(true) ?? all)
    month =
      spent
      + (days..<max(days, SpendProjection.length)).reduce(Int128(0)) {
        $0 + (SpendProjection.isWeekend(firstDay + $1) ? weekend : weekday)
      }
  }

  /// Whether the month will exceed a budget by more than a fifth.
  package func isAlert(budget: Int128) -> Bool { month * 100 > budget * 120 }

  /// 1970-01-01 was a Thursday.
  private static func isWeekend(_ day: Int) -> Bool {
    (day % 7 + 7 + 4) % 7 == 6 || (day % 7 + 7 + 4) % 7 == 0
  }
}

extension CallLedger {
  /// What the month that begins with the first call will cost. The last day counts as one that is still going on; a day
  /// that is the only one, and ends before its last hour, tells nothing of a month.
  package var projection: SpendProjection? {
    guard let first = calls.map(\.time).min(), let last = calls.map(\.time).max() else { return nil }
    let start = CallLedger.day(of: first)
    let hour = (last % CallLedger.day + CallLedger.day) % CallLedger.day / (CallLedger.day / 24)
    if CallLedger.day(of: last) == start, hour < 23 { return nil }
    let count = min(max(1, CallLedger.day(of: last) - start), SpendProjection.length)
    var costs = [Int128](repeating: 0, count: count)
    for call in calls where CallLedger.day(of: call.time) - start < count {
      costs[CallLedger.day(of: call.time) - start] += Int128(call.cost)
    }
    return SpendProjection(costs: costs, firstDay: start)
  }
}
