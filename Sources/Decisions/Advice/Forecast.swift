import Simulation
import Traffic

/// How a log's bill goes on: days drawn again from its own, weekdays and weekends apart.
package struct Forecast: Sendable {
  /// A day of the coming month: what was spent up to its end in 5, 50 and 95 of 100 draws.
  package struct Day: Sendable {
    /// Its number, from 1 on.
    package var number: Int
    /// Dollars in all up to its end.
    package var low, middle, high: Double
  }

  /// The coming 30 days; empty where the log is shorter than a week.
  package private(set) var days: [Day] = []
  /// Days of the log with their dollars, whole days only.
  package let past: [(day: String, dollars: Double)]
  /// The budget of a month, where one is stated.
  package let budget: Double?
  /// The day on which it ends, in the middle draw; nil where it does not.
  package private(set) var endOfBudget: Int?
  /// The share of draws in which it ends within the month.
  package private(set) var endingShare: Double?

  private static let draws = 2000

  /// Draws the coming month from the days of a log.
  init(_ facts: LogFacts, budget: Double?) {
    self.budget = budget
    let all = facts.calibration.days ?? []
    // The first and the last day are cut.
    let whole = all.count > 2 ? all.dropFirst().dropLast() : []
    past = whole.map { ($0.name, Double($0.recorded + $0.unrecorded) / 1e12) }
    guard past.count >= 5, let last = past.last else { return }
    let kinds = past.map { Forecast.isWeekend($0.day) }
    func values(_ weekend: Bool) -> [Double] {
      let own = zip(past, kinds).filter { $0.1 == weekend }.map(\.0.dollars)
      return own.isEmpty ? past.map(\.dollars) : own
    }
    let pools = [values(false), values(true)]
    let start = Forecast.number(of: last.day) + 1
    let random = RandomStream(seed: 1, replication: 0, purpose: .optimum)
    var paths = [[Double]](repeating: [], count: Forecast.draws)
    for draw in paths.indices {
      var sum = 0.0
      for day in 0..<30 {
        let pool = pools[Forecast.isWeekend(start + day) ? 1 : 0]
        sum += pool[random.integer(below: pool.count, draw, day)]
        paths[draw].append(sum)
      }
    }
    days = (0..<30).map { day in
      let sums = paths.map { $0[day] }.sorted()
      func level(_ share: Double) -> Double { sums[Int(share * Double(sums.count - 1))] }
      return Day(number: day + 1, low: level(0.05), middle: level(0.5), high: level(0.95))
    }
    if let budget {
      endOfBudget = days.first { $0.middle > budget }?.number
      endingShare = Double(paths.count { ($0.last ?? 0) > budget }) / Double(paths.count)
    }
  }

  private static func isWeekend(_ day: String) -> Bool { isWeekend(number(of: day)) }

  /// Day 0 is 1970-01-01, a Thursday.
  private static func isWeekend(_ number: Int) -> Bool { [2, 3].contains((number % 7 + 7) % 7) }

  /// Days since 1970 of a day such as 2026-03-31 (Hinnant: "chrono-compatible low-level date algorithms").
  private static func number(of day: String) -> Int {
    let parts = day.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return 0 }
    let year = parts[1] <= 2 ? parts[0] - 1 : parts[0]
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (parts[1] > 2 ? parts[1] - 3 : parts[1] + 9) + 2) / 5 + parts[2] - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
