import Decisions
import Experiments
import Metrics
import Simulation
import Tables

/// What a sweep finds: its best cell, the cheapest that keeps every rule of the verdict.
package struct SweepFinding {
  /// What is made least: the whole cost, with that of wrong answers where they have a price.
  let metric: Metric
  /// The mean of the metric in each row.
  let costs: [Double]
  /// Whether nothing stands against each row: the stated constraints, and the defaults for what they leave out.
  let keeps: [Bool]
  /// The best row, or nil when none keeps every rule or has a cost.
  package let best: Int?
  private let result: RunResult
  private let sweep: SweepResult

  /// What the sweep of a result finds; nil when none was run.
  package init?(_ result: RunResult) {
    guard let sweep = result.sweep else { return nil }
    let metric = result.errorPrices.isStated ? Metric.totalCostPerMonth : .costPerMonth
    let costs = sweep.rows.map { result.estimate(metric, of: $0.result).mean }
    let keeps = sweep.rows.map { Verdict.objections(to: $0.result, in: result).isEmpty }
    best = costs.indices.filter { keeps[$0] && costs[$0].isFinite }.min { costs[$0] < costs[$1] }
    self.result = result
    self.sweep = sweep
    self.metric = metric
    self.costs = costs
    self.keeps = keeps
  }

  /// The values of a row: `exact_cache.capacity=500, exact_cache.eviction=lru`.
  package func cell(_ row: Int) -> String {
    zip(sweep.axes, sweep.rows[row].values).map { "\($0.singleLine)=\($1.singleLine)" }.joined(
      separator: ", ")
  }

  /// The finding in a sentence.
  package var sentence: String {
    guard let best else {
      guard let cheapest = costs.indices.filter({ costs[$0].isFinite }).min(by: { costs[$0] < costs[$1] })
      else {
        return "Best cell: none, since no cell has a cost."
      }
      return "Best cell: none, since no cell keeps every rule; the cheapest, \(cell(cheapest)) for "
        + "\(NumberText.dollars(costs[cheapest])) a month, breaks \(broken(cheapest))."
    }
    let kept = keeps.count { $0 }
    let among =
      result.constraints.isEmpty && kept == keeps.count
      ? "the cheapest of \(keeps.count); no constraints are stated"
      : kept == 1
        ? "the only one of \(keeps.count) that keeps every rule"
        : "the cheapest of the \(kept) in \(keeps.count) that keep every rule"
    let all = result.errorPrices.isStated ? " in all" : ""
    return "Best cell: \(cell(best)), \(NumberText.dollars(costs[best])) a month\(all)\(price(best)), "
      + "\(among).\(dearer(best))"
  }

  /// What a cell loses against the baseline, beside its dollars: a saving must not hide it.
  private func price(_ row: Int) -> String {
    let losses = Loss.ofCell(sweep.rows[row].result, in: result)
    guard !losses.isEmpty else { return "" }
    // A title has no room for a long name, and must not end before the losses.
    let base = result.strategies[result.baseline].name.singleLine.clipped(to: 30)
    return " (against \(base): \(VerdictText(result).brief(losses)))"
  }

  /// What is said of a best cell that costs more than doing nothing.
  private func dearer(_ row: Int) -> String {
    guard result.strategies.indices.contains(result.baseline) else { return "" }
    let base = result.strategies[result.baseline]
    let cost = result.estimate(metric, of: base).mean
    guard !base.isBound, cost < costs[row], Verdict.objections(to: base, in: result).isEmpty else {
      return ""
    }
    return " \(base.name.singleLine) costs less, \(NumberText.dollars(cost)) a month: no cell saves."
  }

  /// The sentence for a terminal, with a line end behind each line.
  package var text: String {
    sentence.wrapped(to: Report.width, indent: "  ").map { $0 + "\n" }.joined()
  }

  private func broken(_ row: Int) -> String {
    Verdict.objections(to: sweep.rows[row].result, in: result).map { objection in
      let constraint = objection.rule.constraint
      let side = constraint.isMaximum ? "at most" : "at least"
      return "\(constraint.metric.words) of \(side) \(constraint.metric.sentence(constraint.bound)) with "
        + constraint.metric.sentence(objection.value.mean)
    }.joined(separator: " and ")
  }
}
