import Experiments
import Simulation

extension Chart {
  /// What a looser threshold brings in hits and saving, over what it costs in wrong answers.
  ///
  /// Two panels with one axis each: two scales in one panel would make crossings that mean nothing.
  static func thresholdTradeoff(_ result: RunResult) -> ChartScript? {
    guard let curve = result.thresholdCurve, let first = curve.points.first, let last = curve.points.last,
      first.threshold < last.threshold
    else { return nil }
    var script = ChartScript(thresholdFinding(curve))
    let low = first.threshold - (last.threshold - first.threshold) * 0.03
    let high = last.threshold + (last.threshold - first.threshold) * 0.03
    func rows(_ value: (ThresholdCurve.Point) -> Estimate) -> [[Double]] {
      curve.points.filter { value($0).mean.isFinite }.map { point in
        let half = value(point).halfWidth
        return [point.threshold, value(point).mean, half.isFinite ? half : 0]
      }
    }
    let panels: [[(name: String, mark: Mark, rows: [[Double]])]] = [
      [
        ("hits, all caches", Mark(0), rows(\.hitShare)), ("semantic hits", Mark(5), rows(\.semanticHitShare)),
        ("saving", Mark(2), rows(\.savingShare)),
      ],
      [("false hits", Mark(1), rows(\.falseHitShare))],
    ]
    script.margins.right = 160
    let own = GnuplotText.number(curve.ownThreshold)
    script.set("xrange [\(GnuplotText.number(low)):\(GnuplotText.number(high))]")
    // Screen coordinates of the upper and the lower panel.
    let edges = [(top: 0.845, bottom: 0.43), (top: 0.375, bottom: 0.11)]
    let decimals =
      curve.points.compactMap { DecimalDigits($0.threshold)?.rounded(toPlace: -4) }
      .map { $0.digits.count - $0.exponent }.max() ?? 2
    script.command("set multiplot")
    for (panel, lines) in panels.enumerated() {
      let drawn = lines.filter { !$0.rows.isEmpty }
      let values = drawn.flatMap(\.rows).map { $0[1] + $0[2] }
      let top = max(values.max() ?? 0, 1e-4) * 1.12
      let floor = min(0, drawn.flatMap(\.rows).map { $0[1] - $0[2] }.min() ?? 0)
      let step = Tics.linear(upTo: top - floor, count: panel == 0 ? 6 : 4)
      let places = stride(
        from: (floor / step).rounded(.down), through: (top / step + 1e-9).rounded(.down), by: 1
      ).map { $0 * step }
      script.command(
        "set tmargin at screen \(edges[panel].top); set bmargin at screen \(edges[panel].bottom)")
      script.command("set yrange [\(GnuplotText.number(floor)):\(GnuplotText.number(top))]")
      script.command(
        "set " + Tics.setting("y", places) { NumberText.tic($0 * 100) + " %" })
      script.command("set ylabel " + (panel == 0 ? "'Share of requests, of cost'" : "'False hits'"))
      let tics = Tics.setting("x", thinned(curve.points.map(\.threshold), low: low, high: high)) {
        panel == 0 ? "" : NumberText.fixed($0, decimals: decimals)
      }
      script.command("set \(tics)")
      script.command(
        panel == 0 ? "unset xlabel" : "set xlabel 'Threshold of similarity (left: looser, right: stricter)'")
      script.command(
        "set arrow 900 from first \(own), graph 0 to first \(own), graph 1 nohead dt (4,4) lc rgb '#444444'")
      let spread = LabelPlacement.spread(
        drawn.map { (($0.rows.last?[1] ?? 0) - floor) / (top - floor) }, gap: panel == 0 ? 0.075 : 0.12,
        within: 0...1)
      for (place, line) in drawn.enumerated() {
        script.data("panel\(panel)line\(place)", line.rows)
        let source = "$panel\(panel)line\(place)"
        script.plot("\(source) using 1:2:3 with yerrorbars pt 0 lc rgb '\(line.mark.color)' lw 1")
        script.plot(
          "\(source) using 1:2 with linespoints \(line.mark.line()) pt \(line.mark.point) ps 0.9")
        script.command(
          "set label \(910 + place) \(GnuplotText.quoted(line.name)) at graph 1.015, graph "
            + "\(GnuplotText.number(spread[place])) left font ',10' textcolor rgb '\(line.mark.color)'")
      }
      if panel == 0 {
        script.command(
          "set label 920 \(GnuplotText.quoted("in the scenario: " + NumberText.data(curve.ownThreshold))) at first \(own), "
            + "graph 1.04 center font ',9' textcolor rgb '#444444'")
      }
      script.endPlot()
      // Titles, notes and line names are drawn once.
      script.command("unset label")
    }
    script.command("unset multiplot")
    return script
  }

  /// Thresholds for tics, far enough apart to be read.
  private static func thinned(_ places: [Double], low: Double, high: Double) -> [Double] {
    var kept: [Double] = []
    for place in places where kept.last.map({ (place - $0) / (high - low) > 0.055 }) ?? true {
      kept.append(place)
    }
    return kept
  }

  private static func thresholdFinding(_ curve: ThresholdCurve) -> String {
    guard let own = curve.points.first(where: { $0.threshold == curve.ownThreshold }) else {
      return "\(curve.strategy): hits and false hits by threshold"
    }
    return
      "\(curve.strategy) at \(NumberText.data(own.threshold)): \(NumberText.percent(own.hitShare.mean)) hits, "
      + "\(NumberText.percent(own.falseHitShare.mean)) of all requests get a wrong answer"
  }
}
