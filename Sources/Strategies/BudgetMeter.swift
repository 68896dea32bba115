/// What was spent of one budget, and which of its thresholds have fired.
///
/// Invariant: `fired` thresholds, the first ones, are not above `spentInPeriod`; the others are.
package struct BudgetMeter: Sendable, Hashable {
  /// The thresholds in picodollars, in ascending order.
  package let levels: [Int128]
  /// Picodollars spent in all periods.
  package private(set) var spent: Int128 = 0
  /// How many thresholds have fired in this period.
  package private(set) var fired = 0
  private var period: Int64 = 0
  private var before: Int128 = 0

  /// A budget of which nothing is spent.
  package init(levels: [Int128]) { self.levels = levels }

  /// Picodollars spent in the present period.
  package var spentInPeriod: Int128 { spent - before }

  /// Begins a later period: the budget is whole again, and every threshold may fire again.
  package mutating func open(period number: Int64) {
    guard number > period else { return }
    period = number
    before = spent
    fired = 0
  }

  /// Books an amount; the thresholds that it reaches, in order, each once.
  package mutating func book(_ amount: Int128) -> Range<Int> {
    spent += amount
    let first = fired
    while fired < levels.count, spentInPeriod >= levels[fired] { fired += 1 }
    return first..<fired
  }
}
