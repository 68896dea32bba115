import Tables
import Experiments
import Simulation

extension Chart {
  /// Hit share against the size of an exact cache, with the room that the bound leaves.
  static func hitVersusSize(_ result: RunResult) -> ChartScript? {
    guard let curve = result.sizeCurve, let least = curve.capacities.first, let most = curve.capacities.last
    else {
      return nil
    }
    let greatest = curve.lines.flatMap(\.hitShares).map(\.mean).filter(\.isFinite).max() ?? 0
    guard greatest > 0 else { return nil }
    var script = ChartScript(sizeFinding(curve))
    let (low, high) = least < most ? (Double(least), Double(most)) : (Double(least) / 2, Double(most) * 2)
    let widest = curve.lines.map { ChartStyle.width(of: name($0), size: 11) }.max() ?? 0
    script.margins.right = max(150, widest + 30)
    let room = curve.capacities.indices.compactMap { place -> [Double]? in
      guard let policy = curve.best(at: place), let bound = curve.best(at: place, isBound: true) else {
        return nil
      }
      return [Double(curve.capacities[place]), policy.share, max(policy.share, bound.share)]
    }
    if room.count > 1 {
      script.data("room", room)
      script.plot("$room using 1:2:3 with filledcurves fc rgb '#EFE6C8' fs solid 1")
    }
    let end = min(greatest * 1.06, 1)
    var policies = 0
    var labels: [(text: String, color: String, y: Double)] = []
    for (place, line) in curve.lines.enumerated() {
      let rows = zip(curve.capacities, line.hitShares).filter { $0.1.mean.isFinite }.map {
        [Double($0.0), $0.1.mean]
      }
      guard let last = rows.last else { continue }
      var mark = Mark(policies)
      if line.isBound { mark = Mark(6) } else { policies += 1 }
      script.data("line\(place)", rows)
      script.plot(
        line.isBound
          ? "$line\(place) using 1:2 with lines lc rgb '#000000' lw 2 dt (8,5)"
          : "$line\(place) using 1:2 with linespoints \(mark.line()) pt \(mark.point) ps 0.8")
      let text = name(line)
      labels.append((text, mark.color, last[1] / end * script.plotHeight))
    }
    let spread = LabelPlacement.spread(labels.map(\.y), gap: 15, within: 0...script.plotHeight)
    for (label, y) in zip(labels, spread) {
      script.label(
        label.text, at: "graph 1.012, graph \(GnuplotText.number(y / script.plotHeight))", color: label.color)
    }
    if let strategy = curve.strategy {
      script.note = "as in \(strategy.clipped(to: 20)), without calls in flight"
    }
    if let gap = curve.widestHeadRoom, gap.boundShare - gap.share > 0.05 * end {
      let middle = GnuplotText.number((gap.boundShare + gap.share) / 2)
      script.label(
        "head-room", at: "first \(curve.capacities[gap.place]), first \(middle)", alignment: "center",
        size: 9,
        color: "#7A6A20")
    }
    script.set("logscale x 10")
    script.set("xrange [\(GnuplotText.number(low)):\(GnuplotText.number(high))]")
    script.set(Tics.setting("x", Tics.logarithmic(low, high)) { NumberText.fixed($0) })
    script.set("yrange [0:\(GnuplotText.number(end))]")
    script.set(
      Tics.setting("y", steps(Tics.linear(upTo: end), upTo: end)) {
        NumberText.tic($0 * 100) + " %"
      })
    script.set("xlabel 'Size of the cache (entries, logarithmic)'")
    script.set("ylabel 'Hits of an exact cache (share of requests)'")
    script.table = ChartTable(
      "entries",
      curve.lines.map { line in
        (name(line), zip(curve.capacities, line.hitShares).map { [Double($0), $1.mean] })
      }, place: { NumberText.fixed($0) }, value: { NumberText.percent($0) })
    script.endPlot()
    return script
  }

  /// What stands beside a line.
  private static func name(_ line: SizeCurve.Line) -> String {
    line.policy.clipped(to: 18) + (line.isBound ? " (bound)" : "")
  }

  private static func sizeFinding(_ curve: SizeCurve) -> String {
    if let gap = curve.widestHeadRoom {
      let points = NumberText.significant((gap.boundShare - gap.share) * 100, digits: 2)
      let entries = curve.capacities[gap.place].grouped
      let others = curve.lines.filter { !$0.isBound }.count
      let best =
        others > 2
        ? "the best of \(others) policies, \(gap.policy),"
        : others == 2 ? "\(gap.policy), the better policy," : gap.policy
      return
        "At \(entries) entries \(best) stays \(points) points behind the bound, \(gap.bound)"
    }
    let last = curve.capacities.count - 1
    guard let best = curve.best(at: last) else { return "Hit share by size of the cache" }
    return
      "\(best.policy) hits \(NumberText.percent(best.share)) with \(NumberText.count(curve.capacities[last], "entry", "entries"))"
  }
}
