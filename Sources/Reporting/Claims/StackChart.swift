import Decisions
import Simulation
import Tables

/// What layers save alone and behind each other, beside the ranges that were claimed.
struct StackChart {
  private let layers: [ClaimStack.Layer]
  /// The file that claims it.
  private let name: String

  /// Nil where no file has a stack.
  init?(_ results: [ClaimStudy.FileResult]) {
    guard let result = results.first(where: { !$0.stack.isEmpty }) else { return nil }
    layers = result.stack
    name = result.file.name
  }

  /// Whether an estimate reaches into a claimed range.
  private static func meets(_ estimate: Estimate, _ claim: Claim) -> Bool {
    guard let claimed = claim.claimed, estimate.mean.isFinite else { return false }
    let half = estimate.halfWidth.isFinite ? estimate.halfWidth : 0
    return estimate.mean + half >= claimed.lowerBound * (1 - claim.tolerance)
      && estimate.mean - half <= claimed.upperBound * (1 + claim.tolerance)
  }

  /// What the chart finds.
  var finding: String {
    let alone = layers.count { StackChart.meets($0.alone, $0.claim) }
    let stacked = layers.count { StackChart.meets($0.stacked, $0.claim) }
    return "\(alone) of \(layers.count) layers save alone what is claimed, and \(stacked) behind the others"
  }

  /// The script.
  var script: ChartScript {
    var script = ChartScript(finding)
    let names = layers.map { $0.claim.says.clipped(to: 40) }
    script.margins.left = 24 + (names.map { ChartStyle.width(of: $0, size: 10) }.max() ?? 0)
    let drawn = layers.flatMap { [$0.alone, $0.stacked] }.filter(\.mean.isFinite)
    let known = drawn.map { $0.halfWidth.isFinite ? $0.halfWidth : 0 }
    let starts = zip(drawn, known).map { $0.mean - $1 }
    let ends = zip(drawn, known).map { $0.mean + $1 } + layers.map { $0.claim.claimed?.upperBound ?? 0 }
    let low: Double = min(0, (starts.min() ?? 0) * 1.05)
    let high: Double = max(ends.max() ?? 1, 0.1) * 1.06
    script.set("xrange [\(GnuplotText.number(low)):\(GnuplotText.number(high))]")
    script.set("yrange [\(GnuplotText.number(Double(layers.count) + 0.6)):0.4]")
    script.set(
      Tics.setting("x", Chart.steps(Tics.linear(upTo: high), upTo: high)) { NumberText.percent($0) })
    script.names(names, size: 10)
    script.set("ytics scale 0 font ',10'")
    script.set("grid noytics xtics")
    script.set("xlabel 'Saving, of the cost without the layer (%)'")
    for (place, layer) in layers.enumerated() {
      guard let claimed = layer.claim.claimed else { continue }
      let y = Double(place + 1)
      // A single figure is a mark, a range a bar.
      let pad = claimed.lowerBound == claimed.upperBound ? high * 0.004 : 0
      script.data(
        "range\(place)",
        [
          [
            claimed.lowerBound - pad, y, claimed.lowerBound - pad, claimed.upperBound + pad, y - 0.32,
            y + 0.32,
          ]
        ])
      script.plot("$range\(place) using 1:2:3:4:5:6 with boxxyerror fs solid 1 noborder lc rgb '#D2D2D2'")
    }
    for (name, label, color, point, shift, value) in [
      ("alone", "alone", "#0072B2", 7, -0.13, \ClaimStack.Layer.alone),
      ("stacked", "behind those above, of the cost that they leave", "#D55E00", 5, 0.13, \.stacked),
    ] {
      let rows = layers.enumerated().compactMap { place, layer -> [Double]? in
        let estimate = layer[keyPath: value]
        guard estimate.mean.isFinite else { return nil }
        let half = estimate.halfWidth.isFinite ? estimate.halfWidth : 0
        return [estimate.mean, Double(place + 1) + shift, estimate.mean - half, estimate.mean + half]
      }
      guard !rows.isEmpty else { continue }
      script.data(name, rows)
      script.plot("$\(name) using 1:2:3:4 with xerrorbars pt \(point) ps 1 lw 1.5 lc rgb '\(color)'")
      script.legend(label, .point("pt \(point) ps 1.1 lc rgb '\(color)'"))
    }
    script.legend("claimed", .box("#D2D2D2"))
    script.endPlot()
    return script
  }

  /// Where the figures come from.
  var origin: String { name.clipped(to: 60) }
}
