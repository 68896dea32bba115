import Decisions
import Declarations
import Experiments
import Tables

/// What was accepted, as text.
package struct BaselineReport {
  private let baseline: Baseline

  /// A report on a baseline.
  package init(_ baseline: Baseline) { self.baseline = baseline }

  /// The headline figures of each strategy, or every figure and the settings that they come from.
  package func text(showsAll: Bool) -> String {
    var lines = [
      "\(baseline.scenario): \(NumberText.count(baseline.replications, "replication")), seed \(baseline.seed)"
        + (baseline.version.map { ", version \($0)" } ?? "")
        + (baseline.trace.map { ", trace \($0.name.map { $0 + " " } ?? "")\($0.hash)" } ?? "")
    ]
    if showsAll { lines += (baseline.settings ?? []).map { "  \($0.path) \($0.text)" } }
    for strategy in baseline.strategies {
      if showsAll {
        lines.append("\(strategy.name):")
        lines += strategy.figures.map { "  \($0.metric) \(words($0))" }
      } else {
        let parts = Gate.headlines.compactMap { metric -> String? in
          guard let figure = strategy.figure(metric.rawValue), metric != .totalCostPerMonth else {
            return nil
          }
          let name = FigureText.name(metric.rawValue)
          return name.isEmpty ? "\(words(figure)) a month" : "\(name) \(words(figure))"
        }
        lines.append("  \(strategy.name): \(parts.joined(separator: ", "))")
      }
    }
    return lines.map { $0.singleLine + "\n" }.joined()
  }

  private func words(_ figure: Baseline.Figure) -> String {
    FigureText(figure.metric, [figure.mean]).text(figure.mean)
  }
}
