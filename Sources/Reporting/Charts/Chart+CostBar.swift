import Experiments
import Metrics
import Providers
import Simulation
import Tables

extension Chart {
  /// Cost per month by strategy, stacked by what the money goes on.
  static func costBar(_ result: RunResult) -> ChartScript? {
    let strategies = result.strategies
    guard !strategies.isEmpty else { return nil }
    let totals = strategies.map { result.estimate(.costPerMonth, of: $0) }
    let components = CostComponent.allCases.compactMap {
      component -> (name: String, color: String, values: [Double])? in
      guard let metric = Metric(rawValue: "cost_\(component.name)_usd") else { return nil }
      let values = strategies.map { monthly(metric, of: $0, confidence: result.provenance.confidence) }
      guard values.contains(where: { $0 > 0 }) else { return nil }
      return (component.name.split(separator: "_").joined(separator: " "), colors[component.rawValue], values)
    }
    // Where each bar with its interval ends, and its label begins.
    let ends = totals.map { $0.mean + ($0.halfWidth.isFinite ? $0.halfWidth : 0) }
    let top = ends.filter(\.isFinite).max() ?? 0
    guard top > 0 else { return nil }
    let verdict = VerdictText(result)
    var script = ChartScript(verdict.title)
    let names = zip(strategies.map(\.name).clippedApart(to: 30), strategies).map {
      $0 + ($1.isBound ? " *" : "")
    }
    script.margins.left = 40 + (names.map { ChartStyle.width(of: $0, size: 11) }.max() ?? 0)
    let thickness = min(0.32, 16 / script.plotHeight * Double(names.count))
    for (index, component) in components.enumerated() {
      var rows: [[Double]?] = []
      for place in strategies.indices {
        let start = components[..<index].reduce(0) { $0 + $1.values[place] }
        let y = Double(place + 1)
        rows.append([start, y, start, start + component.values[place], y - thickness, y + thickness])
      }
      script.data("part\(index)", rows)
      script.plot(
        "$part\(index) using 1:2:3:4:5:6 with boxxyerror fs solid 1 border rgb 'white' lc rgb '\(component.color)'"
      )
      script.legend(component.name, .box(component.color))
    }
    let labels = barLabels(verdict, totals, script)
    let hatched = strategies.indices.filter { verdict.isRuledOut($0) && totals[$0].mean > 0 }
    if !hatched.isEmpty {
      script.data(
        "hatched",
        hatched.map { place in
          let y = Double(place + 1)
          return [0, y, 0, totals[place].mean, y - thickness, y + thickness]
        })
      script.plot(
        "$hatched using 1:2:3:4:5:6 with boxxyerror fs transparent pattern 4 noborder lc rgb 'white' lw 1.5")
      script.legend("breaks a rule", .hatched)
    }
    let errors = totals.enumerated().filter { $1.halfWidth > 0 }.map {
      [$1.mean, Double($0 + 1), $1.halfWidth]
    }
    if !errors.isEmpty {
      script.data("total", errors)
      script.plot("$total using 1:2:3 with xerrorbars pt 0 lc rgb 'black' lw 1.3")
    }
    for place in strategies.indices where ends[place].isFinite {
      let lines = labels[place]
      for (line, text) in lines.enumerated() {
        let height = 0.45 * Double(lines.count - 1) - 0.9 * Double(line)
        script.label(
          text, at: "\(GnuplotText.number(ends[place])), \(place + 1)",
          offset: "character 1, \(GnuplotText.number(height))")
      }
    }
    // The scale leaves room for the longest label behind its interval.
    let end =
      labels.indices.map { place -> Double in
        let room = script.plotWidth - width(of: labels[place]) - 24
        return ends[place].isFinite ? ends[place] * script.plotWidth / max(room, 80) : 0
      }.reduce(top, max)
    // Tics go as far as the bars, and lie so far apart that their dollars do not meet.
    let step =
      [top, end].map { Tics.linear(upTo: $0) }.first { $0 / end * script.plotWidth >= 80 }
      ?? Tics.linear(upTo: end)
    script.set("xrange [0:\(GnuplotText.number(end))]")
    script.set("yrange [\(GnuplotText.number(Double(names.count) + 0.6)):0.4]")
    script.set("grid noytics xtics")
    script.set("ytics scale 0")
    script.set(Tics.setting("x", steps(step, upTo: top)) { NumberText.dollars($0, beside: top) })
    script.names(names)
    script.set("xlabel 'Cost per 30 days (US dollars)'")
    if strategies.contains(where: \.isBound) { script.note = boundNote }
    script.table = ChartTable(
      ["strategy", "30 days"] + components.map(\.name),
      strategies.indices.map { place in
        [names[place], NumberText.dollars(totals[place].mean, beside: top)]
          + components.map { NumberText.dollars($0.values[place], beside: top) }
      })
    script.endPlot()
    return script
  }

  /// What stands behind each bar, in one line or two: bars keep half the width where they can.
  ///
  /// What is too long goes into a second line where the rows are high enough for two; what is too long for that is said in
  /// brief.
  private static func barLabels(
    _ verdict: VerdictText, _ totals: [Estimate], _ script: ChartScript
  ) -> [[String]] {
    let room = script.plotWidth / 2 - 24
    let rowHeight = script.plotHeight / (Double(totals.count) + 0.2)
    func all(isBrief: Bool) -> [String] {
      totals.indices.map { NumberText.dollars(totals[$0].mean) + verdict.label(of: $0, isBrief: isBrief) }
    }
    func fits(_ labels: [[String]]) -> Bool { labels.allSatisfy { width(of: $0) <= room } }
    var labels: [[String]] = []
    for isBrief in [false, true] {
      labels = all(isBrief: isBrief).map { [$0] }
      if fits(labels) { return labels }
      guard rowHeight >= 28 else { continue }
      labels = labels.map { width(of: $0) <= room ? $0 : inTwo($0[0]) }
      if fits(labels) { return labels }
    }
    return labels
  }

  /// Pixels that the longest of some lines takes.
  private static func width(of lines: [String]) -> Double {
    lines.map { ChartStyle.width(of: $0, size: 10) }.max() ?? 0
  }

  /// A label in two lines that are about as long, broken behind a comma; in one where it has none.
  private static func inTwo(_ label: String) -> [String] {
    let parts = label.split(separator: ", ")
    let breaks = parts.indices.dropFirst().map { count in
      [parts[..<count].joined(separator: ", ") + ",", parts[count...].joined(separator: ", ")]
    }
    return breaks.min { width(of: $0) < width(of: $1) } ?? [label]
  }

  /// What the star behind a name means.
  static let boundNote = "* bound: cannot be deployed"

  /// Places from zero to at most `end` in steps.
  static func steps(_ step: Double, upTo end: Double) -> [Double] {
    (0...max(1, Int(end / step + 1e-9))).map { Double($0) * step }
  }

  /// Dollars of a cost component for 30 days.
  private static func monthly(_ metric: Metric, of strategy: StrategyResult, confidence: Double) -> Double {
    let samples = strategy.cells.map { cell -> Double in
      let whole = cell.metrics[.costUSD]
      return whole > 0 ? cell.value(metric) * cell.metrics[.costPerMonth] / whole : 0
    }
    let mean = Estimate(samples: samples, confidence: confidence).mean
    return mean.isFinite ? mean : 0
  }

  private static let colors = [
    "#0072B2", "#56B4E9", "#009E73", "#E69F00", "#D55E00", "#CC79A7", "#000000", "#999999", "#F0E442",
    "#6A3D9A", "#8C564B",
  ]
}
