import Experiments
import Tables

/// The cells of a sweep: a line for one axis, a heat map for two. Cells that break a constraint are marked.
struct SweepChart {
  /// The name of its files.
  static let name = "sweep"

  private let finding: SweepFinding
  private let sweep: SweepResult
  private let constrained: Bool

  /// A chart of a sweep; nil for more than two axes, or without figures.
  init?(_ result: RunResult) {
    guard let finding = SweepFinding(result), let sweep = result.sweep, (1...2).contains(sweep.axes.count),
      finding.costs.contains(where: \.isFinite)
    else { return nil }
    self.finding = finding
    self.sweep = sweep
    constrained = finding.keeps.contains(false)
  }

  /// The script.
  var script: ChartScript { sweep.axes.count == 1 ? line : map }

  private var unit: String {
    finding.metric == .totalCostPerMonth ? "Dollars a month, wrong answers included" : "Dollars a month"
  }

  /// The values of an axis in the order of the scenario.
  private func values(_ axis: Int) -> [String] {
    var values: [String] = []
    for row in sweep.rows where !values.contains(row.values[axis]) { values.append(row.values[axis]) }
    return values
  }

  /// Tics at the places of values, some left out where there are many.
  private func tics(_ axis: String, _ values: [String], most: Int) -> String {
    let step = max(1, (values.count + most - 1) / most)
    let tics = values.indices.filter { $0 % step == 0 }.map {
      "\(GnuplotText.tic(values[$0].clipped(to: 14))) \($0)"
    }
    return "\(axis)tics (\(tics.joined(separator: ", ")))"
  }

  private var line: ChartScript {
    var script = ChartScript(finding.sentence)
    let rows = finding.costs.enumerated().map { [Double($0), $1] }
    script.data("cells", rows)
    script.plot("$cells using 1:2 with lines lc rgb '\(ChartStyle.palette[0])' lw 2")
    let kept = rows.filter { finding.keeps[Int($0[0])] }
    let broken = rows.filter { !finding.keeps[Int($0[0])] }
    if !kept.isEmpty {
      script.data("kept", kept)
      script.plot("$kept using 1:2 with points pt 7 ps 1.1 lc rgb '\(ChartStyle.palette[0])'")
    }
    if !broken.isEmpty {
      script.data("broken", broken)
      script.plot("$broken using 1:2 with points pt 2 ps 1.2 lw 2 lc rgb '\(ChartStyle.palette[1])'")
      script.legend("breaks a rule", .point("pt 2 ps 1.2 lc rgb '\(ChartStyle.palette[1])'"))
    }
    if let best = finding.best {
      script.data("best", [rows[best]])
      script.plot("$best using 1:2 with points pt 6 ps 2.2 lw 2 lc rgb '#000000'")
      script.legend("best cell", .point("pt 6 ps 1.6 lc rgb '#000000'"))
    }
    let greatest = finding.costs.filter(\.isFinite).max() ?? 1
    let end = greatest > 0 ? greatest * 1.08 : 1
    script.set("xrange [-0.4:\(GnuplotText.number(Double(rows.count) - 0.6))]")
    script.set(tics("x", values(0), most: 9))
    script.set("yrange [0:\(GnuplotText.number(end))]")
    script.set(Tics.setting("y", steps(Tics.linear(upTo: end), end)) { NumberText.dollars($0, beside: end) })
    script.set("xlabel \(GnuplotText.quoted(sweep.axes[0].clipped(to: 60)))")
    script.set("ylabel '\(unit)'")
    script.endPlot()
    return script
  }

  private func steps(_ step: Double, _ end: Double) -> [Double] {
    stride(from: 0, through: end, by: step).map { $0 }
  }

  private var map: ChartScript {
    var script = ChartScript(finding.sentence)
    let (columns, rows) = (values(0), values(1))
    let known = finding.costs.filter(\.isFinite)
    let (low, high) = (known.min() ?? 0, known.max() ?? 0)
    script.margins.left = max(
      85, 34 + (rows.map { ChartStyle.width(of: $0.clipped(to: 14), size: 11) }.max() ?? 0))
    var cells: [[Double]] = []
    var broken: [[Double]] = []
    let hasTexts = columns.count <= 9 && rows.count <= 14
    for (place, row) in sweep.rows.enumerated() {
      guard let x = columns.firstIndex(of: row.values[0]), let y = rows.firstIndex(of: row.values[1]) else {
        continue
      }
      let cost = finding.costs[place]
      let share = high > low ? (cost - low) / (high - low) : 0
      cells.append([Double(x), Double(y), cost.isFinite ? SweepChart.color(share) : 0xFFFFFF])
      if !finding.keeps[place] { broken.append([Double(x) - 0.4, Double(y) + 0.34]) }
      guard hasTexts else { continue }
      let text = cost.isFinite ? NumberText.dollars(cost, beside: high) : "n/a"
      script.label(text, at: "first \(x), first \(y)", alignment: "center", size: 9)
    }
    script.data("cells", cells)
    script.plot(
      "$cells using 1:2:(0.5):(0.5):3 with boxxyerror fs solid 1 border rgb '#FFFFFF' lc rgb variable")
    if !broken.isEmpty {
      script.data("broken", broken)
      script.plot("$broken using 1:2 with points pt 2 ps 0.9 lw 2 lc rgb '\(ChartStyle.palette[1])'")
      script.legend("breaks a rule", .point("pt 2 ps 1.2 lc rgb '\(ChartStyle.palette[1])'"))
    }
    if let best = finding.best, let x = columns.firstIndex(of: sweep.rows[best].values[0]),
      let y = rows.firstIndex(of: sweep.rows[best].values[1])
    {
      let corners = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1), (-1, -1)]
      script.data("best", corners.map { [Double(x) + 0.485 * $0.0, Double(y) + 0.475 * $0.1] })
      script.plot("$best using 1:2 with lines lc rgb '#000000' lw 3")
      script.legend("best cell", .line("lc rgb '#000000' lw 3"))
    }
    script.legend("\(NumberText.dollars(low, beside: high)) a month", .box(SweepChart.hexadecimal(0)))
    script.legend("\(NumberText.dollars(high, beside: high)) a month", .box(SweepChart.hexadecimal(1)))
    script.set("xrange [-0.5:\(GnuplotText.number(Double(columns.count) - 0.5))]")
    script.set("yrange [-0.5:\(GnuplotText.number(Double(rows.count) - 0.5))]")
    script.set(tics("x", columns, most: 9))
    script.set(tics("y", rows, most: 16))
    script.set("xlabel \(GnuplotText.quoted(sweep.axes[0].clipped(to: 60)))")
    script.set("ylabel \(GnuplotText.quoted(sweep.axes[1].clipped(to: 40)))")
    script.set("grid noxtics noytics")
    script.endPlot()
    return script
  }

  /// The colour of a cell as a number: from a blue for the least to nearly white for the most, light enough for
  /// black text.
  private static func color(_ share: Double) -> Double {
    func part(_ least: Double, _ most: Double) -> Double { (least + (most - least) * share).rounded() }
    return part(0x6B, 0xF4) * 65536 + part(0xAE, 0xF7) * 256 + part(0xD6, 0xFA)
  }

  private static func hexadecimal(_ share: Double) -> String {
    let digits = String(Int(color(share)), radix: 16, uppercase: true)
    return "#" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }
}
