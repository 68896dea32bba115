import Simulation
import Tables
import Experiments

extension Chart {
  /// How long a look-up takes by the entries of a cache, for a scan and a graph.
  static func lookupLatency(_ result: RunResult) -> ChartScript? {
    guard let curve = result.lookupCurve, let first = curve.sizes.first, let last = curve.sizes.last else {
      return nil
    }
    var script = ChartScript(lookupFinding(curve))
    script.margins.right = 50
    script.set("logscale xy")
    script.set("xrange [\(first):\(last)]")
    let lengths = Set(curve.lines.map(\.dimensions)).sorted()
    for (place, line) in curve.lines.enumerated() {
      var mark = Mark(lengths.firstIndex(of: line.dimensions) ?? 0)
      mark.dash = line.index == "flat" ? "1" : line.index.hasSuffix("16") ? "'-'" : "'.'"
      script.data("line\(place)", zip(curve.sizes, line.seconds).map { [Double($0), $1 * 1000] })
      let style = mark.line(width: 2.2)
      script.plot("$line\(place) using 1:2 with lines \(style)")
      script.legend("\(line.index), \(line.dimensions) dimensions", .line(style))
    }
    let milliseconds = curve.lines.flatMap(\.seconds).map { $0 * 1000 }
    let (least, most) = (milliseconds.min() ?? 0.001, milliseconds.max() ?? 1)
    script.set("yrange [\(GnuplotText.number(least / 1.5)):\(GnuplotText.number(most * 1.5))]")
    script.set(
      Tics.setting("x", Tics.logarithmic(Double(first), Double(last))) { NumberText.fixed($0) })
    script.set(Tics.setting("y", Tics.logarithmic(least / 1.5, most * 1.5)) { NumberText.tic($0) })
    script.set("xlabel 'Entries of the cache'")
    script.set("ylabel 'Milliseconds a look-up'")
    script.table = ChartTable(
      "entries",
      curve.lines.map { line in
        (
          "\(line.index), \(line.dimensions) dimensions",
          zip(curve.sizes, line.seconds).map { [Double($0), $1 * 1000] }
        )
      }, place: { NumberText.fixed($0) }, value: { NumberText.latency($0) })
    if curve.entries >= first && curve.entries <= last {
      script.set(
        "arrow from \(curve.entries), graph 0 to \(curve.entries), graph 1 nohead dt (4,4) lc rgb '#444444'")
      script.label(
        "this run: \(curve.entries.grouped)", at: "\(curve.entries), graph 0.97",
        alignment: "right",
        size: 9, color: "#444444", offset: "character -0.7, 0")
    }
    script.endPlot()
    return script
  }

  private static func lookupFinding(_ curve: LookupCurve) -> String {
    guard let crossing = curve.crossing else {
      return "A scan is faster than a graph at every size that is drawn"
    }
    var unit = 1
    while crossing / unit >= 100 { unit *= 10 }
    let rounded = ((crossing + unit / 2) / unit * unit).grouped
    return "From about \(rounded) entries on, a graph is looked up faster than a scan"
  }
}
