import Experiments
import Simulation
import Tables

extension Chart {
  /// A line of a panel.
  private struct Line {
    var name: String
    var mark: Mark
    var value: (ThresholdCurve.Point) -> Estimate
    /// Whether the values lie at or above zero.
    var isPart = true

    init(
      _ name: String, _ mark: Mark, isPart: Bool = true, _ value: @escaping (ThresholdCurve.Point) -> Estimate
    ) {
      self.name = name
      self.mark = mark
      self.value = value
      self.isPart = isPart
    }
  }

  /// A panel of the threshold chart: lines over one axis.
  private struct Panel {
    var label: String
    var lines: [Line]
    /// Whether values are dollars, not shares.
    var isMoney = false
  }

  /// What a looser threshold brings in hits and saving, over what it costs in wrong answers, over both in dollars.
  ///
  /// Panels with one axis each: two scales in one panel would make crossings that mean nothing.
  static func thresholdTradeoff(_ result: RunResult) -> ChartScript? {
    guard let curve = result.thresholdCurve, let first = curve.points.first, let last = curve.points.last,
      first.threshold < last.threshold
    else { return nil }
    var script = ChartScript(thresholdFinding(curve))
    let low = first.threshold - (last.threshold - first.threshold) * 0.03
    let high = last.threshold + (last.threshold - first.threshold) * 0.03
    var panels = [
      Panel(
        label: "Share of all",
        lines: [
          Line("hits, all caches", Mark(0), \.hitShare), Line("semantic hits", Mark(5), \.semanticHitShare),
          Line("saving", Mark(2), isPart: false, \.savingShare),
        ]), Panel(label: "False hits", lines: [Line("false hits", Mark(1), \.falseHitShare)]),
    ]
    if curve.points.contains(where: { $0.staleHitShare.mean > 0 }) {
      panels[1].label = "Wrong answers"
      panels[1].lines.append(Line("stale hits", Mark(4), \.staleHitShare))
    }
    if curve.prices.isStated {
      panels.append(
        Panel(
          label: "Dollars a month",
          lines: [
            Line("in all", Mark(6), \.totalCostPerMonth), Line("bill", Mark(0), \.costPerMonth),
            Line("wrong answers", Mark(1), \.errorCostPerMonth),
          ], isMoney: true))
    }
    script.margins.right = 160
    if curve.replications < result.provenance.replications {
      script.note = "the curve's points are means of \(NumberText.count(curve.replications, "replication"))"
    }
    script.set("xrange [\(GnuplotText.number(low)):\(GnuplotText.number(high))]")
    // Screen coordinates of the panels from top to bottom.
    let edges =
      panels.count == 2
      ? [(top: 0.845, bottom: 0.43), (top: 0.375, bottom: 0.11)]
      : [(top: 0.845, bottom: 0.6), (top: 0.56, bottom: 0.42), (top: 0.38, bottom: 0.11)]
    script.command("set multiplot")
    for (place, panel) in panels.enumerated() {
      script.command(
        "set tmargin at screen \(edges[place].top); set bmargin at screen \(edges[place].bottom)")
      draw(
        panel, place, of: curve, height: (edges[place].top - edges[place].bottom) * ChartStyle.height,
        isLast: place == panels.count - 1, range: (low, high), &script)
    }
    script.command("unset multiplot")
    script.table = ChartTable(
      ["threshold"] + panels.flatMap { $0.lines.map(\.name) },
      curve.points.map { point in
        [NumberText.data(point.threshold)]
          + panels.flatMap { panel in
            panel.lines.map { line in
              let mean = line.value(point).mean
              return panel.isMoney ? NumberText.dollars(mean) : NumberText.percent(mean)
            }
          }
      })
    return script
  }

  private static func draw(
    _ panel: Panel, _ number: Int, of curve: ThresholdCurve, height: Double, isLast: Bool,
    range: (low: Double, high: Double), _ script: inout ChartScript
  ) {
    let drawn = panel.lines.map { line in
      curve.points.filter { line.value($0).mean.isFinite }.map { point in
        let value = line.value(point)
        let half = value.halfWidth.isFinite ? value.halfWidth : 0
        // What cannot lie below zero is not drawn there.
        let low = value.mean >= 0 && line.isPart ? max(0, value.mean - half) : value.mean - half
        return [point.threshold, value.mean, low, value.mean + half]
      }
    }
    let values = drawn.flatMap(\.self)
    let top = max(values.map { $0[3] }.max() ?? 0, 1e-4) * 1.12
    let floor = min(0, values.map { $0[2] }.min() ?? 0)
    let step = Tics.linear(upTo: top - floor, count: max(2, (height / 30).rounded(.down)))
    let places = stride(
      from: (floor / step).rounded(.down), through: (top / step + 1e-9).rounded(.down), by: 1
    ).map { $0 * step }
    script.command("set yrange [\(GnuplotText.number(floor)):\(GnuplotText.number(top))]")
    let tics = Tics.setting("y", places) {
      panel.isMoney ? NumberText.dollars($0, beside: top) : NumberText.tic($0 * 100) + " %"
    }
    script.command("set " + tics)
    script.command("set ylabel \(GnuplotText.quoted(panel.label))")
    let decimals =
      curve.points.compactMap { DecimalDigits($0.threshold)?.rounded(toPlace: -4) }
      .map { $0.digits.count - $0.exponent }.max() ?? 2
    let thresholds = Tics.setting(
      "x", thinned(curve.points.map(\.threshold), low: range.low, high: range.high)
    ) { isLast ? NumberText.fixed($0, decimals: decimals) : "" }
    script.command("set \(thresholds)")
    let (name, ends) =
      curve.isDistance
      ? ("distance", "left: stricter, right: looser") : ("similarity", "left: looser, right: stricter")
    script.command(isLast ? "set xlabel 'Threshold of \(name) (\(ends))'" : "unset xlabel")
    let own = GnuplotText.number(curve.ownThreshold)
    script.command(
      "set arrow 900 from first \(own), graph 0 to first \(own), graph 1 nohead dt (4,4) lc rgb '#444444'")
    if panel.isMoney, let optimum = curve.optimum {
      // The interval of the optimum, as wide as a line where it is one threshold.
      let thin = (range.high - range.low) * 0.002
      script.command(
        "set object 930 rectangle from first \(GnuplotText.number(optimum.low - thin)), graph 0 to first "
          + "\(GnuplotText.number(optimum.high + thin)), graph 1 behind fc rgb '#E3E3E3' fs solid 1 noborder")
    }
    let spread = LabelPlacement.spread(
      drawn.map { (($0.last?[1] ?? 0) - floor) / (top - floor) }, gap: 17 / height, within: 0...1)
    for (place, line) in panel.lines.enumerated() where !drawn[place].isEmpty {
      let source = "panel\(number)line\(place)"
      script.data(source, drawn[place])
      script.plot("$\(source) using 1:2:3:4 with yerrorbars pt 0 lc rgb '\(line.mark.color)' lw 1")
      script.plot("$\(source) using 1:2 with linespoints \(line.mark.line()) pt \(line.mark.point) ps 0.9")
      script.command(
        "set label \(910 + place) \(GnuplotText.quoted(line.name)) at graph 1.015, graph "
          + "\(GnuplotText.number(spread[place])) left font ',10' textcolor rgb '\(Ink.of(line.mark.color))'")
    }
    if number == 0 {
      script.command(
        "set label 920 \(GnuplotText.quoted("in the scenario: " + NumberText.data(curve.ownThreshold))) at first \(own), "
          + "graph 1.06 center font ',9' textcolor rgb '#444444'")
    }
    script.endPlot()
    // Titles, notes and line names are drawn once.
    script.command("unset label; unset object 930")
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
    if let optimum = curve.optimum {
      let best = curve.points[optimum.place]
      return "\(curve.strategy) costs least in all at \(curve.interval(optimum)): "
        + "\(NumberText.dollars(best.totalCostPerMonth.mean)) a month with "
        + "\(NumberText.percent(best.hitShare.mean)) hits, \(NumberText.percent(best.falseHitShare.mean)) false"
    }
    guard let own = curve.points.first(where: { $0.threshold == curve.ownThreshold }) else {
      return "\(curve.strategy): hits and false hits by threshold"
    }
    guard own.falseHitShare.mean.isFinite else {
      return
        "\(curve.strategy) at \(NumberText.data(own.threshold)): \(NumberText.percent(own.hitShare.mean)) hits; "
        + "whether they are right is unknown"
    }
    let hits =
      "\(curve.strategy) at \(NumberText.data(own.threshold)): \(NumberText.percent(own.hitShare.mean)) hits"
    // Stale answers are wrong as well, and false ones alone are not all that are.
    guard own.staleHitShare.mean == 0 else {
      let stale =
        own.staleHitShare.mean.isFinite
        ? "\(NumberText.percent(own.staleHitShare.mean)) a stale one" : "how many a stale one is unknown"
      return hits
        + "; of all requests \(NumberText.percent(own.falseHitShare.mean)) get another's answer, \(stale)"
    }
    return hits + ", \(NumberText.percent(own.falseHitShare.mean)) of all requests get a wrong answer"
  }
}

extension ThresholdCurve {
  /// The threshold of an optimum with its interval.
  func interval(_ optimum: Optimum) -> String {
    let best = NumberText.data(points[optimum.place].threshold)
    return "\(best) [\(NumberText.data(optimum.low)), \(NumberText.data(optimum.high))]"
  }
}
