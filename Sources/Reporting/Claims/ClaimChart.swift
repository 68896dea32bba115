import Decisions
import Simulation
import Tables

/// Simulated figures over claimed ones, a row a claim: what lies on the line came out as it was said.
struct ClaimChart {
  private struct Row {
    var name: String
    var verdict: ClaimVerdict
    /// What was claimed, over its middle.
    var claimed: ClosedRange<Double>
    /// What was simulated with its interval, over the same.
    var simulated: (least: Double, mean: Double, most: Double)
  }

  private let rows: [Row]
  private let left: Int
  private static let mostRows = 28
  private static let colors: [(ClaimVerdict, String)] = [
    (.holds, "#009E73"), (.holdsIf, "#0072B2"), (.inconsistent, "#D55E00"), (.impossible, "#CC79A7"),
  ]

  init(_ results: [ClaimStudy.FileResult]) {
    let all = results.flatMap(\.claims).compactMap(ClaimChart.row)
    rows = Array(all.prefix(ClaimChart.mostRows))
    left = all.count - rows.count
  }

  private static func row(_ judged: JudgedClaim) -> Row? {
    guard let claimed = judged.claim.claimed, let estimate = judged.figures.simulated, claimed.lowerBound > 0,
      estimate.mean > 0
    else { return nil }
    let middle = (claimed.lowerBound + claimed.upperBound) / 2
    let half = estimate.halfWidth.isFinite ? estimate.halfWidth : 0
    let claim = judged.claim
    let name = "\(claim.id) \(claim.says)".clipped(to: 38) + ": " + ClaimText.range(claimed, claim.unit)
    return Row(
      name: name, verdict: judged.verdict,
      claimed: claimed.lowerBound / middle...claimed.upperBound / middle,
      simulated: (
        max(estimate.mean - half, estimate.mean / 1000) / middle, estimate.mean / middle,
        (estimate.mean + half) / middle
      ))
  }

  /// Where the figures come from.
  static func origin(_ results: [ClaimStudy.FileResult]) -> String {
    results.map { $0.file.name.clipped(to: 30) }.joined(separator: ", ").clipped(to: 90)
  }

  /// What the chart finds.
  var finding: String {
    let off = rows.count {
      $0.simulated.least > $0.claimed.upperBound * 1.02 || $0.simulated.most < $0.claimed.lowerBound * 0.98
    }
    return "\(off) of \(rows.count) simulated claims come out otherwise than they were stated"
  }

  /// The script, or nil when nothing was simulated.
  var script: ChartScript? {
    guard !rows.isEmpty else { return nil }
    var script = ChartScript(finding)
    let values = rows.flatMap {
      [$0.claimed.lowerBound, $0.claimed.upperBound, $0.simulated.least, $0.simulated.most]
    }
    let low = min(values.min() ?? 1, 0.5) * 0.8
    let high = max(values.max() ?? 1, 2) * 1.25
    script.margins.left = 24 + (rows.map { ChartStyle.width(of: $0.name, size: 8.5) }.max() ?? 0)
    script.set("logscale x")
    script.set("xrange [\(GnuplotText.number(low)):\(GnuplotText.number(high))]")
    script.set("yrange [\(GnuplotText.number(Double(rows.count) + 0.7)):0.3]")
    script.set(Tics.setting("x", Tics.logarithmic(low, high)) { NumberText.tic($0) + "×" })
    script.names(rows.map(\.name), size: 8)
    script.set("ytics scale 0 font ',8'")
    script.set("grid noytics xtics")
    script.set("xlabel 'Simulated over claimed'")
    script.set("arrow 930 from first 1, graph 0 to first 1, graph 1 nohead front lc rgb '#444444' lw 1.2")
    for (place, row) in rows.enumerated() where row.claimed.lowerBound < row.claimed.upperBound {
      let y = Double(place + 1)
      script.data("range\(place)", [[row.claimed.lowerBound, y], [row.claimed.upperBound, y]])
      script.plot("$range\(place) using 1:2 with lines lc rgb '#C8C8C8' lw 8")
    }
    for (verdict, color) in ClaimChart.colors {
      let own = rows.enumerated().filter { $1.verdict == verdict }
      guard !own.isEmpty else { continue }
      let name = verdict.rawValue.replacing(" ", with: "_")
      script.data(
        name, own.map { [$1.simulated.mean, Double($0 + 1), $1.simulated.least, $1.simulated.most] })
      script.plot("$\(name) using 1:2:3:4 with xerrorbars pt 7 ps 0.9 lw 1.4 lc rgb '\(color)'")
      script.legend(verdict.rawValue, .point("pt 7 ps 1.1 lc rgb '\(color)'"))
    }
    if rows.contains(where: { $0.claimed.lowerBound < $0.claimed.upperBound }) {
      script.legend("range claimed", .line("lc rgb '#C8C8C8' lw 8"))
    }
    if left > 0 { script.note = "\(left) more in claims.csv" }
    script.endPlot()
    return script
  }
}
