import Experiments
import Simulation
import Tables

extension Chart {
  /// Cost against quality: what is not beaten in both is filled and on the frontier.
  static func pareto(_ result: RunResult) -> ChartScript? {
    let points = result.strategies.enumerated().map { place, strategy in
      (
        place: place, strategy: strategy, cost: result.estimate(.costPerMonth, of: strategy),
        quality: result.estimate(.quality, of: strategy)
      )
    }.filter { $0.cost.mean.isFinite && $0.quality.mean.isFinite }
    guard !points.isEmpty else { return nil }
    func isBeaten(_ index: Int) -> Bool {
      points.indices.contains { other in
        let (own, its) = (points[index], points[other])
        guard !its.strategy.isBound, its.cost.mean <= own.cost.mean, its.quality.mean >= own.quality.mean
        else { return false }
        return its.cost.mean < own.cost.mean || its.quality.mean > own.quality.mean
      }
    }
    let frontier = points.indices.filter { !points[$0].strategy.isBound && !isBeaten($0) }
      .sorted { points[$0].cost.mean < points[$1].cost.mean }
    let verdict = VerdictText(result)
    let own = points.filter { !$0.strategy.isBound }.count
    let isTie = Set(frontier.map { [points[$0].cost.mean, points[$0].quality.mean] }).count == 1
    var script = ChartScript(
      paretoFinding(
        result, verdict, frontier.map { points[$0].strategy.name }, isTie: isTie,
        unknown: result.strategies.count { !$0.isBound } - own))
    script.margins.left = 95
    let greatest = points.map(\.cost.mean).max() ?? 0
    let qualities = points.map(\.quality.mean)
    let spread = max((qualities.max() ?? 1) - (qualities.min() ?? 0), 0.002)
    let low = max(0, (qualities.min() ?? 0) - spread * 0.18)
    let high = (qualities.max() ?? 1) + spread * 0.18
    let end = greatest > 0 ? greatest * 1.15 : 1
    // The frontier is a stair: to the right of a strategy nothing is better until the next.
    var stair: [[Double]] = []
    for (place, index) in frontier.enumerated() {
      stair.append([points[index].cost.mean, points[index].quality.mean])
      let next = place + 1 < frontier.count ? points[frontier[place + 1]].cost.mean : end
      stair.append([next, points[index].quality.mean])
    }
    if !stair.isEmpty {
      script.data("frontier", stair)
      script.plot(
        "$frontier using 1:2 with lines lc rgb '#AAAAAA' lw 1.5 dt (6,4)")
      script.legend("frontier: nothing cheaper is as good", .line("lc rgb \'#AAAAAA\' lw 1.5 dt (6,4)"))
    }
    let marks = Mark.all(result)
    for (index, point) in points.enumerated() {
      let mark = marks[point.place]
      let type = point.strategy.isBound ? 3 : isBeaten(index) ? mark.hollowPoint : mark.point
      script.data(
        "point\(index)",
        [[point.cost.mean, point.quality.mean, point.cost.halfWidth, point.quality.halfWidth]])
      if point.cost.halfWidth > 0 {
        script.plot("$point\(index) using 1:2:3 with xerrorbars pt 0 lc rgb '\(mark.color)' lw 0.8")
      }
      if point.quality.halfWidth > 0 {
        script.plot("$point\(index) using 1:2:4 with yerrorbars pt 0 lc rgb '\(mark.color)' lw 0.8")
      }
      script.plot(
        "$point\(index) using 1:2 with points pt \(type) ps 1.6 lw 2 lc rgb '\(mark.color)'")
    }
    let ruledOut = points.filter { verdict.isRuledOut($0.place) }
    if !ruledOut.isEmpty {
      script.data("ruled", ruledOut.map { [$0.cost.mean, $0.quality.mean] })
      script.plot("$ruled using 1:2 with points pt 2 ps 2.4 lw 1.6 lc rgb '#222222'")
      script.legend("crossed out: breaks a rule", .point("pt 2 ps 1.4 lw 1.6 lc rgb '#222222'"))
    }
    if points.indices.contains(where: { isBeaten($0) && !points[$0].strategy.isBound }) {
      script.legend("hollow: beaten in cost and quality", .point("pt 6 ps 1.4 lw 2 lc rgb '#444444'"))
    }
    if points.contains(where: \.strategy.isBound) {
      script.legend("star: bound, cannot be deployed", .point("pt 3 ps 1.4 lw 2 lc rgb '#444444'"))
    }
    let names = points.map(\.strategy.name).clippedApart(to: 30)
    let lines = zip(stair, stair.dropFirst()).map { start, next in
      LabelPlacement.Box(
        left: start[0] / end * script.plotWidth,
        bottom: (min(start[1], next[1]) - low) / (high - low) * script.plotHeight - 2,
        width: max(3, (next[0] - start[0]) / end * script.plotWidth),
        height: max(4, (next[1] - start[1]).magnitude / (high - low) * script.plotHeight))
    }
    let sides = LabelPlacement.sides(
      of: points.map {
        ($0.cost.mean / end * script.plotWidth, ($0.quality.mean - low) / (high - low) * script.plotHeight)
      }, widths: names.map { ChartStyle.width(of: $0, size: 10) }, width: script.plotWidth,
      height: script.plotHeight,
      obstacles: lines)
    for (index, side) in sides.enumerated() {
      let across = GnuplotText.number(side.across / ChartStyle.width)
      let up = GnuplotText.number(side.up / ChartStyle.height)
      let x = GnuplotText.number(points[index].cost.mean)
      let y = GnuplotText.number(points[index].quality.mean)
      script.label(
        names[index], at: "first \(x), first \(y)", alignment: side.alignment,
        color: marks[points[index].place].color, offset: "screen \(across), screen \(up)")
    }
    let step = Tics.linear(upTo: end)
    script.set("xrange [0:\(GnuplotText.number(end))]")
    script.set(Tics.setting("x", steps(step, upTo: end)) { NumberText.dollars($0, beside: end) })
    script.set("yrange [\(GnuplotText.number(low)):\(GnuplotText.number(high))]")
    let rise = Tics.linear(upTo: high - low, count: 7)
    let decimals = max(2, -((DecimalDigits(rise)?.leadingPlace ?? -2) - 1))
    let places = stride(from: (low / rise).rounded(.up), through: (high / rise).rounded(.down), by: 1).map {
      $0 * rise
    }
    script.set(Tics.setting("y", places) { NumberText.fixed($0, decimals: decimals) })
    script.set("xlabel 'Cost per 30 days (US dollars)'")
    script.set("ylabel 'Quality (mean probability of a good answer)'")
    script.table = ChartTable(
      ["strategy", "30 days", "quality", "frontier"],
      points.indices.map { index in
        let (cost, quality) = (points[index].cost, points[index].quality)
        let standing = points[index].strategy.isBound ? "bound" : isBeaten(index) ? "no" : "yes"
        return [names[index], "$" + NumberText.estimate(cost), NumberText.estimate(quality), standing]
      })
    script.endPlot()
    return script
  }

  /// What the frontier says: of strategies whose quality nobody knows it says nothing.
  private static func paretoFinding(
    _ result: RunResult, _ verdict: VerdictText, _ frontier: [String], isTie: Bool, unknown: Int
  ) -> String {
    let kept = verdict.standing.map { "; " + $0 }
    let known = unknown > 0 ? " of those whose quality is known" : ""
    let names =
      frontier.count > 1
      ? frontier.dropLast().joined(separator: ", ") + " and " + frontier[frontier.count - 1]
      : frontier.first ?? ""
    guard result.strategies.count > 1, !frontier.isEmpty else { return "Cost against quality" }
    switch frontier.count {
    case 1: return "\(names) is both the cheapest and the best\(known)" + (kept ?? "; it breaks a rule")
    case 2...4 where isTie:
      return "\(names) cost the same and are as good\(known)" + (kept ?? "; they break a rule")
    case 2...4: return "From cheap to good\(known): \(names)" + (kept ?? "; none keeps the rules")
    default:
      return "\(frontier.count) of \(result.strategies.count) strategies are on the frontier, "
        + "from \(frontier[0]) to " + frontier[frontier.count - 1] + (kept ?? "; none keeps the rules")
    }
  }
}
