import Traffic

/// How right the projections of a month were, day by day, once the month is over.
///
/// The projection is made at the end of each day from the seventh to the last but one, each from the days before it
/// alone, and compared with what the 30 days came to.
package struct ProjectionScore: Sendable, Hashable {
  /// Picodollars of the whole month.
  package let actual: Int128
  /// The projections, the first made when seven days were over.
  package let projections: [SpendProjection]

  /// The days that a projection looks back on.
  package static let leastDays = 7

  /// The score of a month, or nil where it is not over.
  ///
  /// - Parameters:
  ///   - costs: picodollars of each day that is over, the first of the month first.
  ///   - firstDay: days from 1970-01-01 to the first of them.
  package init?(costs: [Int128], firstDay: Int) {
    guard costs.count >= SpendProjection.length else { return nil }
    let month = Array(costs.prefix(SpendProjection.length))
    actual = month.reduce(0, +)
    projections = (ProjectionScore.leastDays..<SpendProjection.length).map {
      SpendProjection(costs: Array(month.prefix($0)), firstDay: firstDay)
    }
  }

  /// The error of each projection over what the month came to; not numbers where that is nothing.
  package var errors: [Double] {
    projections.map { actual > 0 ? Double($0.month - actual) / Double(actual) : .nan }
  }

  /// The mean of the errors without their signs.
  package var meanError: Double { errors.reduce(0) { $0 + abs($1) } / Double(max(1, errors.count)) }

  /// The mean of the errors with their signs: above zero where too much was projected.
  package var bias: Double { errors.reduce(0, +) / Double(max(1, errors.count)) }

  /// What alerts on a budget were worth.
  package struct Alarm: Sendable, Hashable {
    /// Days that were over at the first alert, or nil where there was none.
    package var firstDay: Int?
    /// Whether the month exceeded the budget by more than a fifth.
    package var isTrue: Bool
  }

  /// When a projection first exceeded a budget by more than a fifth, and whether the month did.
  package func alarm(budget: Int128) -> Alarm {
    Alarm(
      firstDay: projections.first { $0.isAlert(budget: budget) }?.days, isTrue: actual * 100 > budget * 120)
  }
}

extension CallLedger {
  /// How right the projections of the month that begins with the first call were; nil where it is not over.
  package var projectionScore: ProjectionScore? {
    guard let first = calls.map(\.time).min(), let last = calls.map(\.time).max() else { return nil }
    let start = CallLedger.day(of: first)
    // The last day may still be going on.
    guard CallLedger.day(of: last) - start >= SpendProjection.length else { return nil }
    var costs = [Int128](repeating: 0, count: SpendProjection.length)
    for call in calls where CallLedger.day(of: call.time) - start < costs.count {
      costs[CallLedger.day(of: call.time) - start] += Int128(call.cost)
    }
    return ProjectionScore(costs: costs, firstDay: start)
  }

  /// Days from 1970-01-01 to the day of a time.
  static func day(of time: Int64) -> Int {
    Int(time / CallLedger.day) - (time % CallLedger.day < 0 ? 1 : 0)
  }
}
