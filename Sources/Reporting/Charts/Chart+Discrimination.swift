import Tables
import Experiments

extension Chart {
  /// How well embedders part right answers from wrong ones: the ROC curve, and precision over recall.
  static func discrimination(_ result: RunResult) -> ChartScript? {
    let curves = result.discrimination.filter { !$0.points.isEmpty && $0.area.isFinite }
    guard let best = curves.max(by: { $0.area < $1.area }) else { return nil }
    var script = ChartScript(finding(best, of: curves))
    script.set("xtics 0, 0.2, 1 format '%g'")
    script.set("xrange [0:1]")
    for (place, curve) in curves.enumerated() {
      let mark = Mark(place)
      let line = mark.line(width: ChartStyle.width(ofLine: place, of: curves.count))
      script.data(
        "roc\(place)",
        [[0, 0]] + curve.points.map { [curve.falsePositiveShare($0), curve.truePositiveShare($0)] }
      )
      script.data(
        "rest\(place)",
        curve.points.suffix(1).map { [curve.falsePositiveShare($0), curve.truePositiveShare($0)] } + [[1, 1]])
      script.data(
        "precision\(place)", curve.points.map { [curve.recall($0), curve.precision($0)] })
      script.legend("\(curve.embedder), area \(NumberText.fixed(curve.area, decimals: 3))", .line(line))
    }
    script.legend("chance", .line("lc rgb '\(ChartStyle.neutral)' lw 1.2 dt (4,4)"))
    let bottom = script.margins.bottom / ChartStyle.height
    script.command("set multiplot")
    script.command("set tmargin at screen 0.845; set bmargin at screen \(GnuplotText.number(bottom))")
    script.command(
      "set lmargin at screen 0.085; set rmargin at screen 0.48; set yrange [0:1]; set ytics 0, 0.2, 1")
    script.command("set xlabel 'Of wrong nearest prompts, share accepted'")
    script.command("set ylabel 'Of right nearest prompts, share accepted'")
    for place in curves.indices {
      let width = ChartStyle.width(ofLine: place, of: curves.count)
      script.plot("$roc\(place) using 1:2 with lines \(Mark(place).line(width: width))")
      script.plot("$rest\(place) using 1:2 with lines lc rgb '\(Mark(place).color)' lw 1 dt (2,4)")
    }
    script.plot("x with lines lc rgb '\(ChartStyle.neutral)' lw 1.2 dt (4,4)")
    script.endPlot()
    script.command("unset label; unset arrow")
    script.command("set lmargin at screen 0.58; set rmargin at screen 0.97")
    let least = curves.flatMap { curve in curve.points.map(curve.precision) }.filter(\.isFinite).min() ?? 0
    let floor = least > 0.9 ? 0.9 : least > 0.5 ? 0.5 : 0
    script.command(
      "set yrange [\(GnuplotText.number(floor)):1]; set ytics \(GnuplotText.number(floor)), \(floor > 0.8 ? "0.02" : "0.1"), 1"
    )
    script.command("set xlabel 'Recall: of answerable requests, share answered right'")
    script.command("set ylabel 'Precision: of hits, share right'")
    for place in curves.indices {
      let width = ChartStyle.width(ofLine: place, of: curves.count)
      script.plot("$precision\(place) using 1:2 with lines \(Mark(place).line(width: width))")
    }
    script.endPlot()
    script.command("unset multiplot")
    script.table = ChartTable(
      ["embedder", "area", "threshold", "right accepted", "wrong accepted", "precision", "recall"],
      curves.flatMap { curve in
        curve.points.map { point in
          [
            curve.embedder, NumberText.fixed(curve.area, decimals: 3),
            NumberText.fixed(point.threshold, decimals: 3),
            NumberText.percent(curve.truePositiveShare(point)),
            NumberText.percent(curve.falsePositiveShare(point)),
            NumberText.percent(curve.precision(point)), NumberText.percent(curve.recall(point)),
          ]
        }
      })
    return script
  }

  private static func finding(_ best: DiscriminationCurve, of curves: [DiscriminationCurve]) -> String {
    let area = NumberText.fixed(best.area, decimals: 3)
    let others = curves.filter { $0.embedder != best.embedder }.map {
      "\($0.embedder) \(NumberText.fixed($0.area, decimals: 3))"
    }
    guard !others.isEmpty else {
      return
        "\(best.embedder) parts right nearest prompts from wrong ones with an area of \(area) under the ROC curve"
    }
    return
      "\(best.embedder) parts right nearest prompts from wrong ones best: area \(area) under the ROC curve, "
      + others.joined(separator: ", ")
  }
}
