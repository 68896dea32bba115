import Tables
import Experiments
import Simulation

extension Chart {
  /// From the cost without layers to the cost with all, layer by layer.
  static func savingsWaterfall(_ result: RunResult) -> ChartScript? {
    guard let attribution = result.attribution, !attribution.parts.isEmpty,
      let strategy = result.strategy(attribution.strategy)
    else { return nil }
    let end = result.estimate(.costPerMonth, of: strategy).mean
    let start = end + attribution.total.mean
    guard start.isFinite, start > 0 else { return nil }
    var steps: [(name: String, saving: Double, half: Double)] = attribution.parts.map {
      ($0.layer, $0.saving.mean, $0.saving.halfWidth)
    }
    if let limits = attribution.limits, limits.saving.mean.magnitude > start * 0.0005 {
      steps.append((limits.layer + " (refused or degraded)", limits.saving.mean, limits.saving.halfWidth))
    }
    let rest = attribution.total.mean - steps.reduce(0) { $0 + $1.saving }
    if rest.magnitude > start * 0.001 { steps.append(("together", rest, .nan)) }
    var names = ["no layers"]
    var bars: [[Double]] = [[0, start]]
    var colors = [ChartStyle.neutral]
    var texts = [NumberText.dollars(start)]
    var level = start
    let whole = max(attribution.total.mean.magnitude, 1e-12)
    for step in steps {
      names.append(step.name)
      bars.append([min(level, level - step.saving), max(level, level - step.saving)])
      colors.append(step.saving >= 0 ? "#009E73" : "#D55E00")
      let half =
        step.half.isFinite && step.half > 0 ? " ±\(NumberText.significant(step.half, digits: 2))" : ""
      texts.append(
        (step.saving >= 0 ? "-" : "+") + NumberText.dollars(step.saving.magnitude, beside: start) + half
          + " (\(NumberText.percent(step.saving.magnitude / whole)) of the saving)")
      level -= step.saving
    }
    names.append(attribution.strategy)
    bars.append([0, end])
    colors.append("#0072B2")
    texts.append(NumberText.dollars(end, beside: start))
    let best = attribution.parts.max { $0.saving.mean < $1.saving.mean }
    let share = NumberText.percent((best?.saving.mean ?? 0) / max(attribution.total.mean, 1e-12))
    let place = result.strategies.firstIndex { $0.name == attribution.strategy }
    let price = place.map { VerdictText(result).price(of: $0) } ?? ""
    var script = ChartScript(
      attribution.total.mean > 0
        ? "\(best?.layer ?? "") brings \(share) of the \(NumberText.dollars(attribution.total.mean)) that "
          + "\(attribution.strategy.clipped(to: 30)) saves a month\(price)"
        : "The layers of \(attribution.strategy) save nothing")
    names = names.clippedApart(to: 30)
    script.margins.left = 40 + (names.map { ChartStyle.width(of: $0, size: 11) }.max() ?? 0)
    let top = bars.map { $0[1] }.max() ?? start
    let thickness = min(0.34, 18 / script.plotHeight * Double(names.count))
    for (color, label) in [
      (ChartStyle.neutral, "cost without the layers"), ("#009E73", "a layer saves"),
      ("#D55E00", "a layer costs more"),
      ("#0072B2", "cost with all layers"),
    ] {
      let rows = bars.indices.filter { colors[$0] == color }.map { place -> [Double] in
        let y = Double(place + 1)
        return [bars[place][0], y, bars[place][0], bars[place][1], y - thickness, y + thickness]
      }
      guard !rows.isEmpty else { continue }
      let name = "bars" + color.dropFirst()
      script.data(name, rows)
      script.plot(
        "$\(name) using 1:2:3:4:5:6 with boxxyerror fs solid 1 noborder lc rgb '\(color)'")
      script.legend(label, .box(color))
    }
    var level2 = start
    for (place, step) in steps.enumerated() {
      for (row, x) in [(place, level2), (place + 1, level2 - step.saving)]
      where row == place || place == steps.count - 1 {
        let from = Double(row + 1) + thickness
        let to = Double(row + 2) - thickness
        let at = GnuplotText.number(x)
        script.set(
          "arrow from \(at), \(GnuplotText.number(from)) to \(at), \(GnuplotText.number(to)) nohead lc rgb '#888888' lw 1"
        )
      }
      level2 -= step.saving
    }
    for (place, text) in texts.enumerated() {
      script.label(
        text, at: "\(GnuplotText.number(bars[place][1])), \(place + 1)", offset: "character 0.8, 0")
    }
    let step = Tics.linear(upTo: top)
    script.set("xrange [0:\(GnuplotText.number(top * script.plotWidth / (script.plotWidth - 270)))]")
    script.set("yrange [\(GnuplotText.number(Double(names.count) + 0.6)):0.4]")
    script.set("grid noytics xtics")
    script.set("ytics scale 0")
    script.set(Tics.setting("x", Chart.steps(step, upTo: top)) { NumberText.dollars($0, beside: top) })
    script.names(names)
    script.set("xlabel 'Cost per 30 days (US dollars)'")
    script.table = ChartTable(["step", "30 days"], zip(names, texts).map { [$0, $1] })
    script.note =
      attribution.method == "shapley"
      ? "Shapley: mean over all orders" : "each layer left out of the whole"
    script.endPlot()
    return script
  }
}
