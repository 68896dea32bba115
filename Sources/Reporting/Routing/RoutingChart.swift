import Tables
import Files
import Routing

/// Accuracy against cost beside what each router saves: which routers beat the line of random routing, and by
/// how many dollars.
struct RoutingChart {
  private let result: RoutingResult

  init(_ result: RoutingResult) { self.result = result }

  private static let better = "#009E73"
  private static let worse = "#D55E00"
  private static let undecided = "#9A9A9A"
  /// Curves that are drawn in a colour of their own.
  private static let curveColors = ["#0072B2", "#CC79A7", "#E69F00"]
  /// Rows of the right panel.
  private static let mostBars = 20
  // Screen coordinates.
  private static let (bottom, top) = (0.245, 0.845)
  private static let (leftStart, leftEnd) = (0.085, 0.50)
  private static let rightEnd = 0.965

  /// Where the figures come from.
  static func origin(_ result: RoutingResult) -> String {
    let name = FilePath.lastPart(of: result.source)
    let runs = result.study.trainShare == 0 ? "all queries" : NumberText.count(result.study.splits, "split")
    func model(_ name: String) -> String {
      (name.split(separator: "/").last.map(String.init) ?? name).clipped(to: 30)
    }
    return
      "\(model(result.weak)) and \(model(result.strong)) on \(name.clipped(to: 30)) · \(NumberText.count(result.queries, "query", "queries")), \(runs)"
  }

  /// The script, or nil when there is nothing to draw.
  var script: ChartScript? {
    let totals = result.totals
    guard totals.strongCost > totals.weakCost, totals.strongQuality > totals.weakQuality else { return nil }
    var script = ChartScript(RoutingReport(result).finding)
    script.command("set multiplot")
    drawCurves(&script)
    drawSavings(&script)
    script.command("unset multiplot")
    return script
  }

  private func panel(_ script: inout ChartScript, from start: Double, to end: Double) {
    script.command("set lmargin at screen \(start); set rmargin at screen \(end)")
    script.command("set bmargin at screen \(RoutingChart.bottom); set tmargin at screen \(RoutingChart.top)")
  }

  // MARK: Accuracy against cost

  private func drawCurves(_ script: inout ChartScript) {
    let totals = result.totals
    let (low, high) = (totals.weakCost * 1000, totals.strongCost * 1000)
    let shown = result.tested.filter { !$0.curve.isEmpty }
    let oracle = result.routers.first { $0.isBound && !$0.curve.isEmpty }
    let greatest = (shown + (oracle.map { [$0] } ?? [])).flatMap(\.curve).map(\.accuracy).max() ?? 1
    let gap = totals.strongQuality - totals.weakQuality
    let floor = min(totals.weakQuality, shown.flatMap(\.curve).map(\.accuracy).min() ?? 1) - gap * 0.06
    let ceiling = max(greatest, totals.strongQuality) + gap * 0.08
    let end = high + (high - low) * 0.06
    panel(&script, from: RoutingChart.leftStart, to: RoutingChart.leftEnd)
    script.command("set xrange [0:\(GnuplotText.number(end))]")
    script.command("set yrange [\(GnuplotText.number(floor)):\(GnuplotText.number(ceiling))]")
    let step = Tics.linear(upTo: end, count: 5)
    script.command(
      "set " + Tics.setting("x", Chart.steps(step, upTo: end)) { NumberText.dollars($0, beside: end) })
    let rise = Tics.linear(upTo: ceiling - floor, count: 7)
    let places = stride(from: (floor / rise).rounded(.up), through: (ceiling / rise).rounded(.down), by: 1)
      .map {
        $0 * rise
      }
    script.command("set " + Tics.setting("y", places) { NumberText.tic($0 * 100) + " %" })
    script.command("set xlabel 'Dollars per 1,000 queries'")
    script.command("set ylabel 'Accuracy' offset character 1, 0")
    // Below the line of random routing a router is worth less than a coin.
    let line = [[low, totals.weakQuality], [high, totals.strongQuality]]
    script.data("loss", line.map { [$0[0], floor, $0[1]] })
    script.plot("$loss using 1:2:3 with filledcurves fc rgb '#FBEAE2' fs solid 1")
    let colored = min(shown.count, RoutingChart.curveColors.count)
    for (place, router) in shown.enumerated().reversed() {
      let color = place < colored ? RoutingChart.curveColors[place] : "#C8C8C8"
      script.data("curve\(place)", router.curve.map { [$0.cost, $0.accuracy] })
      script.plot(
        "$curve\(place) using 1:2 with lines lc rgb '\(color)' lw \(place < colored ? 2.2 : 1)")
    }
    if let oracle {
      script.data("oracle", oracle.curve.map { [$0.cost, $0.accuracy] })
      script.plot("$oracle using 1:2 with lines lc rgb '#000000' lw 1.6 dt (8,5)")
    }
    let hull = hull(shown)
    script.data("hull", hull)
    script.plot("$hull using 1:2 with lines lc rgb '#444444' lw 1.4 dt (2,3)")
    script.data("random", line)
    script.plot("$random using 1:2 with lines lc rgb '\(RoutingChart.worse)' lw 2.4")
    script.data("models", line)
    script.plot("$models using 1:2 with points pt 7 ps 1.1 lc rgb '#000000'")
    for (place, router) in shown.enumerated().reversed() {
      let color = place < colored ? RoutingChart.curveColors[place] : "#777777"
      script.data("point\(place)", [[router[.cost].value, router[.accuracy].value]])
      let type = router.beatsRandom ? 7 : 6
      script.plot("$point\(place) using 1:2 with points pt \(type) ps 1.1 lw 1.6 lc rgb '\(color)'")
    }
    func label(_ tag: Int, _ text: String, _ x: Double, _ y: Double, _ style: String) {
      script.command(
        "set label \(tag) \(GnuplotText.quoted(text)) at first \(GnuplotText.number(x)), first "
          + "\(GnuplotText.number(y)) \(style) front font ',9'")
    }
    let dark = "textcolor rgb '#222222'"
    label(910, "weak", low, totals.weakQuality, "left offset character 0.7, -0.6 \(dark)")
    label(911, "strong", high, totals.strongQuality, "right offset character -0.2, -1.3 \(dark)")
    label(
      912, "worse than random", low + (high - low) * 0.97, floor + gap * 0.05,
      "right textcolor rgb '\(Ink.of(RoutingChart.worse))'")
    for (place, router) in shown.prefix(colored).enumerated() {
      script.legend(
        router.label, .line("lc rgb '\(RoutingChart.curveColors[place])' lw 2.2"))
    }
    if shown.count > colored { script.legend("other routers", .line("lc rgb '#C8C8C8' lw 2")) }
    script.legend("hull of all", .line("lc rgb '#444444' lw 1.4 dt (2,3)"))
    if oracle != nil { script.legend("oracle (bound)", .line("lc rgb '#000000' lw 1.6 dt (8,5)")) }
    script.legend("random routing", .line("lc rgb '\(RoutingChart.worse)' lw 2.4"))
    script.legend("where a router works", .point("pt 7 ps 1.1 lc rgb '#777777'"))
    script.endPlot()
    script.command("unset label; unset arrow; unset object; unset ylabel")
  }

  /// The non-decreasing hull of all curves.
  private func hull(_ routers: [RouterResult]) -> [[Double]] {
    let totals = result.totals
    var points = routers.flatMap(\.curve).map { ($0.cost, $0.accuracy) }
    points.append((totals.weakCost * 1000, totals.weakQuality))
    points.append((totals.strongCost * 1000, totals.strongQuality))
    points.sort { $0.0 != $1.0 ? $0.0 < $1.0 : $0.1 < $1.1 }
    var hull: [(Double, Double)] = []
    for point in points {
      while let last = hull.last {
        if last.0 == point.0 {
          hull.removeLast()
          continue
        }
        guard hull.count > 1 else { break }
        let before = hull[hull.count - 2]
        guard (last.1 - before.1) * (point.0 - before.0) <= (point.1 - before.1) * (last.0 - before.0) else {
          break
        }
        hull.removeLast()
      }
      hull.append(point)
    }
    let top = hull.map(\.1).max() ?? 0
    var rising: [[Double]] = []
    for point in hull {
      rising.append([point.0, point.1])
      if point.1 == top { break }
    }
    rising.append([totals.strongCost * 1000, top])
    return rising
  }

  // MARK: Dollars saved

  private func drawSavings(_ script: inout ChartScript) {
    let rows = result.ranked.filter { $0.label != "random" && $0[.dollarsSaved].value.isFinite }
      .prefix(RoutingChart.mostBars)
    guard !rows.isEmpty else { return }
    let names = rows.map { $0.label + $0.mark }.map { $0.clipped(to: 22) }
    let start =
      RoutingChart.leftEnd + 0.035 + (names.map { ChartStyle.width(of: $0, size: 9) }.max() ?? 0)
      / ChartStyle.width
    let values = rows.map { $0[.dollarsSaved] }
    let ends = values.flatMap { [$0.value, $0.lower, $0.upper] }.filter(\.isFinite)
    let greatest = max(ends.max() ?? 0, 0)
    let least = min(ends.min() ?? 0, 0)
    let span = max(greatest - least, 1e-9)
    let decimals = span >= 100 ? 0 : span >= 2 ? 2 : 3
    // Room for the figures behind the bars.
    let right = greatest + span * 0.30
    let left = least < 0 ? least - span * 0.04 : 0
    panel(&script, from: start, to: RoutingChart.rightEnd)
    script.command("set xrange [\(GnuplotText.number(left)):\(GnuplotText.number(right))]")
    script.command("set yrange [\(GnuplotText.number(Double(rows.count) + 0.7)):0.3]")
    let step = Tics.linear(upTo: right - left, count: 4)
    let places = stride(from: (left / step).rounded(.up), through: (right / step).rounded(.down), by: 1).map {
      $0 * step
    }
    script.command("set " + Tics.setting("x", places) { NumberText.dollars($0, beside: 0) })
    script.command("set " + Tics.setting("y", names.indices.map { Double($0 + 1) }) { names[Int($0) - 1] })
    script.command("set ytics scale 0 font ',9'; set grid noytics xtics")
    script.command("set xlabel 'Saved per 1,000 queries, same accuracy'")
    script.command(
      "set arrow 930 from first 0, graph 0 to first 0, graph 1 nohead front lc rgb '#444444' lw 1.2")
    for (place, router) in rows.enumerated() {
      let value = values[place]
      let y = Double(place + 1)
      let color =
        router.isBound
        ? "#BBBBBB"
        : router.beatsRandom
          ? RoutingChart.better
          : value.upper < 0
            ? RoutingChart.worse
            : RoutingChart.undecided
      script.data(
        "bar\(place)", [[value.value, y, min(0, value.value), max(0, value.value), y - 0.34, y + 0.34]])
      let fill = router.isAssumed || router.isBound ? "fs solid 0.35 noborder" : "fs solid 0.9 noborder"
      script.plot("$bar\(place) using 1:2:3:4:5:6 with boxxyerror \(fill) lc rgb '\(color)'")
      if value.lower.isFinite {
        script.data("interval\(place)", [[value.value, y, value.lower, value.upper]])
        script.plot("$interval\(place) using 1:2:3:4 with xerrorbars pt 0 lw 1 lc rgb '#222222'")
      }
      let edge = max(0, value.value, value.upper.isFinite ? value.upper : 0)
      script.command(
        "set label \(940 + place) \(GnuplotText.quoted(RoutingChart.signed(value.value, decimals: decimals))) at first "
          + "\(GnuplotText.number(edge)), first \(GnuplotText.number(y)) left offset character 0.6, 0 font ',9' "
          + "textcolor rgb '\(router.isBound ? ChartStyle.faint : Ink.of(color))'")
    }
    script.endPlot()
    script.command("unset label; unset arrow")
  }

  private static func signed(_ dollars: Double, decimals: Int) -> String {
    let text = NumberText.fixed(dollars.magnitude, decimals: decimals)
    return (dollars < 0 ? "-$" : "+$") + text
  }
}
