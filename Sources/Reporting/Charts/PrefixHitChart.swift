import Tables
import Eviction
import Experiments
import Simulation

/// Hit tokens against the size of a prefix cache, a line a policy, with the room that the bound leaves.
package struct PrefixHitChart {
  /// The name of its files.
  package static let name = "prefix_hits"

  private let result: PrefixResult
  private let lines: [(choice: PrefixChoice, points: [PrefixPoint])]
  private let low: Double
  private let high: Double
  private let top: Double

  /// The chart of a result, or nil where there is nothing to draw.
  init?(_ result: PrefixResult) {
    let lines = result.lines.map { ($0.choice, $0.points.filter { $0.capacity > 0 }) }
    guard result.unlimited.tokenHitRatio > 0, let first = lines.first?.1.first, let last = lines.first?.1.last
    else { return nil }
    self.result = result
    self.lines = lines
    low = first.capacity < last.capacity ? Double(first.capacity) : Double(first.capacity) / 2
    high = first.capacity < last.capacity ? Double(last.capacity) : Double(first.capacity) * 2
    top = min(1, result.unlimited.tokenHitRatio * 1.12)
  }

  /// The script.
  func text(formats: [ChartFile]) -> String {
    var script = ChartScript(finding)
    script.margins.right = 150
    let deployable = lines.filter { !$0.choice.policy.isBound }
    if let bound = lines.first(where: \.choice.policy.isBound), !deployable.isEmpty, bound.points.count > 1 {
      script.data(
        "room",
        bound.points.indices.map { place in
          let best = deployable.map { $0.points[place].counts.tokenHitRatio }.max() ?? 0
          let limit = bound.points[place].counts.tokenHitRatio
          return [Double(bound.points[place].capacity), best, max(best, limit)]
        })
      script.plot("$room using 1:2:3 with filledcurves fc rgb '#EFE6C8' fs solid 1")
    }
    var labels: [(text: String, color: String, y: Double)] = []
    for (place, line) in lines.enumerated() {
      let isBound = line.choice.policy.isBound
      let mark = Mark(place)
      script.data("line\(place)", line.points.map { [Double($0.capacity), $0.counts.tokenHitRatio] })
      script.plot(
        isBound
          ? "$line\(place) using 1:2 with lines lc rgb '#000000' lw 2 dt (8,5)"
          : "$line\(place) using 1:2 with linespoints \(mark.line()) pt \(mark.point) ps 0.7")
      let end = line.points.last?.counts.tokenHitRatio ?? 0
      labels.append(
        (
          line.choice.description.clipped(to: 18) + (isBound ? " (bound)" : ""),
          isBound ? "#000000" : mark.color, end / top * script.plotHeight
        ))
    }
    let spread = LabelPlacement.spread(labels.map(\.y), gap: 15, within: 0...script.plotHeight)
    for (label, y) in zip(labels, spread) {
      script.label(
        label.text, at: "graph 1.012, graph \(GnuplotText.number(y / script.plotHeight))", color: label.color)
    }
    let limit = GnuplotText.number(result.unlimited.tokenHitRatio)
    script.set(
      "arrow from graph 0, first \(limit) to graph 1, first \(limit) nohead dt (3,4) lc rgb '#666666'")
    script.label(
      "without limit", at: "graph 0.01, first \(limit)", size: 9, color: "#666666", offset: "0,0.5")
    script.set("logscale x 10")
    script.set("xrange [\(GnuplotText.number(low)):\(GnuplotText.number(high))]")
    script.set(Tics.setting("x", Tics.logarithmic(low, high)) { NumberText.fixed($0) })
    script.set("yrange [0:\(GnuplotText.number(top))]")
    let step = Tics.linear(upTo: top)
    script.set(
      Tics.setting("y", stride(from: 0, through: top, by: step).map { $0 }) {
        NumberText.tic($0 * 100) + " %"
      })
    script.set("xlabel 'Size of the cache (blocks of \(result.blockTokens) tokens, logarithmic)'")
    script.set("ylabel 'Prompt tokens hit (share of tokens)'")
    script.endPlot()
    let origin = "\(result.trace.clipped(to: 40)) · \(PrefixReport(result).provenance)".clipped(to: 130)
    return script.text(name: PrefixHitChart.name, origin: origin, formats: formats)
  }

  /// What the chart finds.
  var finding: String {
    let most = NumberText.percent(result.unlimited.tokenHitRatio, decimals: 1)
    guard let smallest = result.smallestNearBest else {
      return "No cache simulated comes within 1 % of the \(most) of tokens that one without limit hits"
    }
    return
      "\(smallest.choice) needs \(PrefixReport(result).size(smallest.capacity)) for 99 % of the hits there are"
  }
}
