import Tables
import Experiments
import Simulation

extension Chart {
  /// How often trials of a length name the right policy and the wrong one, for each size of the cache.
  static func decisionVersusRequests(_ result: RunResult) -> ChartScript? {
    guard let curve = result.decisionCurve else { return nil }
    let lengths = curve.lines.flatMap(\.points).map(\.requests)
    guard let least = lengths.min(), let most = lengths.max(), least < most else { return nil }
    var script = ChartScript(decisionFinding(curve))
    script.margins.right = 150
    let target = GnuplotText.number(curve.confidence)
    var ends: [(text: String, color: String, y: Double)] = []
    for (place, line) in curve.lines.enumerated() {
      let mark = Mark(place)
      let rows = line.points.map { point -> [Double] in
        let right = point.share(point.right, confidence: curve.confidence)
        let wrong = point.share(point.wrong, confidence: curve.confidence).share
        return [Double(point.requests), right.share, right.lower, right.upper, wrong]
      }
      guard let last = rows.last else { continue }
      script.data("size\(place)", rows)
      script.plot(
        "$size\(place) using 1:3:4 with filledcurves fc rgb '\(mark.color)' fs transparent solid 0.15")
      script.plot(
        "$size\(place) using 1:2 with linespoints \(mark.line()) pt \(mark.point) ps 0.8")
      script.plot("$size\(place) using 1:5 with lines lc rgb '\(mark.color)' lw 1.4 dt (3,4)")
      ends.append(
        (
          NumberText.count(line.capacity, "entry", "entries"), mark.color, last[1] / 1.04 * script.plotHeight
        ))
    }
    let spread = LabelPlacement.spread(ends.map(\.y), gap: 15, within: 0...script.plotHeight)
    for (label, y) in zip(ends, spread) {
      script.label(
        label.text, at: "graph 1.012, graph \(GnuplotText.number(y / script.plotHeight))", color: label.color)
    }
    script.legend("right winner, with its interval", .line("lc rgb '#444444' lw 2"))
    script.legend("wrong winner", .line("lc rgb '#444444' lw 1.4 dt (3,4)"))
    script.set(
      "arrow from graph 0, first \(target) to graph 1, first \(target) nohead dt (4,4) lc rgb '#444444'")
    script.label(
      "\(NumberText.percent(curve.confidence)) sure", at: "graph 0.99, first \(target)",
      alignment: "right", size: 9, color: "#444444", offset: "0,-0.7")
    script.set("logscale x 10")
    script.set("xrange [\(GnuplotText.number(Double(least) * 0.93)):\(most)]")
    script.set(
      Tics.setting("x", Tics.logarithmic(Double(least) * 0.93, Double(most))) { NumberText.fixed($0) })
    script.set("yrange [0:1.04]")
    script.set(Tics.setting("y", [0, 0.2, 0.4, 0.6, 0.8, 1]) { NumberText.tic($0 * 100) + " %" })
    script.set("xlabel 'Queries in a trial, from an empty cache (logarithmic)'")
    script.set("ylabel 'Trials of that length'")
    script.table = ChartTable(
      ["entries", "queries", "right winner", "wrong winner", "no winner"],
      curve.lines.flatMap { line in
        line.points.map { point in
          [line.capacity.grouped, point.requests.grouped]
            + [point.right, point.wrong, point.tied].map {
              NumberText.percent(point.share($0, confidence: curve.confidence).share)
            }
        }
      })
    script.endPlot()
    return script
  }

  private static func decisionFinding(_ curve: DecisionCurve) -> String {
    let pair = "\(curve.policies.first) and \(curve.policies.second)"
    let known = curve.lines.filter { $0.needed != nil }
    guard let line = known.max(by: { ($0.needed?.requests ?? 0) < ($1.needed?.requests ?? 0) }),
      let needed = line.needed, let first = line.points.first, let better = curve.better(line)
    else { return "How often a trial tells \(pair) apart" }
    let tied = first.share(first.tied, confidence: curve.confidence).share
    let failed = NumberText.percent(tied + first.share(first.wrong, confidence: curve.confidence).share)
    return
      "\(NumberText.count(first.requests, "query misses", "queries miss")) that \(better) wins in \(failed) of trials at "
      + "\(NumberText.count(line.capacity, "entry", "entries")); it takes \(NumberText.significant(needed.requests, digits: 2))"
  }
}
