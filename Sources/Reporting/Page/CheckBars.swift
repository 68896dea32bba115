import Decisions
import Metrics
import Tables

/// The bills of strategies before and now, where they changed.
struct CheckBars {
  /// What the figure finds.
  let title: String
  /// The bars.
  let figure: HTML

  private static let most = 6

  /// Nil where no bill changed.
  init?(_ check: Check) {
    let lines = check.lines.filter {
      $0.kind == .figure && $0.metric == Metric.costPerMonth.rawValue && $0.effect != .same
        && ($0.expected ?? -1) >= 0 && ($0.value ?? -1) >= 0
    }
    guard !lines.isEmpty else { return nil }
    let shown = lines.sorted { CheckBars.size($0) > CheckBars.size($1) }.prefix(CheckBars.most)
    let bars = shown.flatMap { line -> [BarFigure.Bar] in
      let (before, now) = (line.expected ?? 0, line.value ?? 0)
      let words = FigureText(line.metric, [before, now])
      return [
        .init(
          name: "\(line.strategy.clipped(to: 34)), \(check.reference.clipped(to: 18))", from: 0, to: before,
          text: words.text(before),
          isWhole: true),
        .init(name: "\(line.strategy.clipped(to: 34)), now", from: 0, to: now, text: words.text(now)),
      ]
    }
    let dearer = lines.count { ($0.value ?? 0) > ($0.expected ?? 0) }
    title =
      "The bill of \(NumberText.count(lines.count, "strategy", "strategies")) changed: \(dearer) dearer, "
      + "\(lines.count - dearer) cheaper"
    let left = lines.count - shown.count
    figure =
      BarFigure(
        title: title,
        caption: "Dollars a month, the greatest changes first"
          + (left > 0 ? "; \(left) more are in the table." : "."), bars: bars
      ).figure
  }

  private static func size(_ line: Check.Line) -> Double { abs((line.value ?? 0) - (line.expected ?? 0)) }
}
