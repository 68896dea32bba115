import Declarations
import Simulation
import Tables

/// What a ledger says: sums by something, and the cost of each day beside that of a single model without a cache.
package struct LedgerReport: Sendable {
  private let ledger: CallLedger
  private let grouping: LedgerGrouping
  private let budget: Double?

  /// Rows of a table that are printed.
  private static let mostRows = 40

  /// A report; `budget` in dollars for 30 days.
  package init(_ ledger: CallLedger, by grouping: LedgerGrouping, budget: Double?) {
    self.ledger = ledger
    self.grouping = grouping
    self.budget = budget
  }

  private var budgetAmount: Int128? { budget.map { Int128(min($0, 1e15) * 1e12) } }

  private static func dollars(_ amount: Int128) -> String { NumberText.dollars(Double(amount) / 1e12) }

  /// The table with what follows.
  package var text: String {
    var rows = ledger.totals(by: grouping)
    let left = max(0, rows.count - LedgerReport.mostRows)
    rows = Array(rows.prefix(LedgerReport.mostRows)) + [ledger.total]
    func column(_ heading: String, _ cell: (LedgerTotal) -> String) -> TextBlock.Column {
      TextBlock.Column(heading: heading, cells: rows.map(cell))
    }
    let block = TextBlock(
      names: column(grouping.rawValue) { $0.name },
      columns: [
        column("calls") { $0.calls.grouped },
        column("hits") {
          $0.calls > 0 ? NumberText.percent(Double($0.hits) / Double($0.calls)) : NumberText.missing
        },
        column("in") { $0.inputTokens.grouped },
        column("out") { $0.outputTokens.grouped },
        column("cost") { LedgerReport.dollars($0.cost) },
        column("uncached") { LedgerReport.dollars($0.uncached) },
        column("saved") { NumberText.percent($0.savedShare) },
      ])
    var lines = block.lines(width: 80, style: TextStyle(isANSI: false))
    if left > 0 { lines.append("\(left) more, which cost less") }
    lines.append("")
    lines += remarks
    return lines.joined(separator: "\n") + "\n"
  }

  private var remarks: [String] {
    var lines: [String] = []
    if let projection = ledger.projection {
      var line =
        "\(projection.days) of 30 days: \(LedgerReport.dollars(projection.month)) projected for the month"
      if let amount = budgetAmount {
        line +=
          projection.isAlert(budget: amount)
          ? ", more than 120 % of the budget" : ", within 120 % of the budget"
      }
      lines += line.wrapped(to: 80)
    } else if !ledger.calls.isEmpty {
      lines.append("no day is over: no month is projected")
    }
    if let score = ledger.projectionScore { lines += scoreLines(score) }
    if let amount = budgetAmount {
      for alert in ledger.alerts(budget: amount) {
        lines.append(
          "\(alert.level.rawValue) at call \(alert.call.grouped): \(LedgerReport.dollars(alert.spent)) of \(LedgerReport.dollars(amount))"
        )
      }
    }
    return lines
  }

  private func scoreLines(_ score: ProjectionScore) -> [String] {
    var line =
      "the month came to \(LedgerReport.dollars(score.actual)); projections from day "
      + "\(ProjectionScore.leastDays) on were off by \(NumberText.percent(score.meanError)) in the mean"
    if let amount = budgetAmount {
      let alarm = score.alarm(budget: amount)
      line +=
        alarm.firstDay.map { ", with an alert after \(NumberText.count($0, "day"))" } ?? ", without an alert"
      line += alarm.isTrue ? ", and the month exceeded" : ", and the month did not exceed"
      line += " 120 % of the budget"
    }
    return line.wrapped(to: 80)
  }

  /// The same as JSON; amounts in dollars.
  package var json: JSONValue {
    func amount(_ value: Int128) -> JSONValue { JSONValue(Double(value) / 1e12) }
    func row(_ total: LedgerTotal) -> JSONValue {
      JSONValue(members: [
        ("name", .string(total.name)), ("calls", JSONValue(total.calls)), ("hits", JSONValue(total.hits)),
        ("unanswered", JSONValue(total.unanswered)), ("input_tokens", JSONValue(total.inputTokens)),
        ("cached_tokens", total.cachedTokens.map { JSONValue($0) } ?? .null),
        ("output_tokens", JSONValue(total.outputTokens)),
        ("cost_usd", amount(total.cost)), ("uncached_usd", amount(total.uncached)),
        ("saved_share", JSONValue(total.savedShare)),
      ])
    }
    var members: [(String, JSONValue)] = [
      ("by", .string(grouping.rawValue)), ("rows", JSONValue(ledger.totals(by: grouping).map(row))),
      ("total", row(ledger.total)),
    ]
    if let projection = ledger.projection { members.append(("projected_usd", amount(projection.month))) }
    if let score = ledger.projectionScore {
      let alarm = budgetAmount.map(score.alarm)
      var scored: [(String, JSONValue)] = [
        ("actual_usd", amount(score.actual)), ("mean_error_share", JSONValue(score.meanError)),
        ("bias_share", JSONValue(score.bias)),
      ]
      if let day = alarm?.firstDay { scored.append(("alert_after_days", JSONValue(day))) }
      if let alarm { scored.append(("exceeds_120_percent", .boolean(alarm.isTrue))) }
      members.append(("projection_score", JSONValue(members: scored)))
    }
    if let budget = budgetAmount {
      members.append(
        (
          "alerts",
          JSONValue(
            ledger.alerts(budget: budget).map { alert in
              JSONValue(members: [
                ("level", .string(alert.level.rawValue)), ("call", JSONValue(alert.call)),
                ("spent_usd", amount(alert.spent)),
              ])
            })
        ))
    }
    return JSONValue(members: members)
  }
}
