import Tables
import Experiments
import Metrics
import Simulation

extension Chart {
  /// How many requests are answered within a time, by strategy.
  static func latencyCDF(_ result: RunResult) -> ChartScript? {
    let curves = result.strategies.map { latencies($0, confidence: result.provenance.confidence) }
    let positive = curves.flatMap { $0 }.filter { $0.isFinite && $0 > 0 }
    guard let least = positive.min(), let greatest = positive.max() else { return nil }
    let low = max(least, 1e-6) / 1.3
    let high = greatest * 1.3
    let marks = Mark.all(result)
    let names = result.strategies.map(\.name).clippedApart(to: 28)
    var script = ChartScript(latencyFinding(result))
    let lines = LedLines(
      result, drawn: curves.indices.filter { curves[$0].contains(where: \.isFinite) }, named: fastest(result))
    for place in lines.order {
      let strategy = result.strategies[place]
      let rows = zip(curves[place], CellResult.latencyLevels).filter { $0.0.isFinite }.map {
        [max($0.0, low), $0.1]
      }
      script.data("latency\(place)", rows)
      guard lines.isLed(place) else {
        script.plot("$latency\(place) using 1:2 with lines \(LedLines.background)")
        continue
      }
      let p95 = NumberText.latency(result.estimate(.latencyP95, of: strategy).mean)
      let name = names[place] + (strategy.isBound ? " *" : "") + ", p95 \(p95)"
      let line = marks[place].line(width: ChartStyle.width(ofLine: place, of: result.strategies.count))
      script.plot("$latency\(place) using 1:2 with lines \(line)")
      script.legend(name, .line(line))
      if let reached = rows.first(where: { $0[1] >= 0.95 }) {
        script.data("mark\(place)", [reached])
        script.plot(
          "$mark\(place) using 1:2 with points pt \(marks[place].point) ps 1.1 lc rgb '\(marks[place].color)'"
        )
      }
    }
    lines.addOthers(to: &script)
    script.set("logscale x 10")
    script.set("xrange [\(GnuplotText.number(low)):\(GnuplotText.number(high))]")
    script.set("yrange [0:1.02]")
    script.set(
      Tics.setting("x", Tics.logarithmic(low, high)) { NumberText.tic($0) })
    script.set(Tics.setting("y", [0, 0.25, 0.5, 0.75, 0.95]) { NumberText.tic($0 * 100) + " %" })
    script.set("arrow from graph 0, first 0.95 to graph 1, first 0.95 nohead dt (2,4) lc rgb '#444444'")
    script.label(
      "p95: 95 % of requests are answered", at: "graph 0.01, first 0.95", size: 9, color: "#444444",
      offset: "0, character -0.8")
    script.set("xlabel 'Latency to the complete answer (seconds, logarithmic)'")
    script.set("ylabel 'Requests answered within'")
    if result.strategies.contains(where: \.isBound) { script.note = boundNote }
    script.table = ChartTable(
      "answered",
      zip(names, curves).map { name, seconds in
        (name, zip(CellResult.latencyLevels, seconds).filter { tabled.contains($0.0) }.map { [$0.0, $0.1] })
      }, place: { NumberText.percent($0) }, value: { NumberText.latency($0 * 1000) })
    script.endPlot()
    return script
  }

  /// The levels that stand in the table.
  private static let tabled: Set<Double> = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999]

  /// Seconds at each level, mean over replications.
  private static func latencies(_ strategy: StrategyResult, confidence: Double) -> [Double] {
    CellResult.latencyLevels.indices.map { level in
      let samples = strategy.cells.compactMap {
        level < $0.latencies.count ? $0.latencies[level] / 1000 : nil
      }
      return Estimate(samples: samples, confidence: confidence).mean
    }
  }

  /// The strategy that keeps the rules and has the lowest p95, which the title names; nil where there is none.
  private static func fastest(_ result: RunResult) -> Int? {
    let verdict = VerdictText(result)
    let times = result.strategies.indices.map { place -> Double in
      let strategy = result.strategies[place]
      guard !strategy.isBound, place != result.baseline, !verdict.isRuledOut(place) else { return .nan }
      return result.estimate(.latencyP95, of: strategy).mean
    }
    return times.indices.filter { times[$0].isFinite }.min { times[$0] < times[$1] }
  }

  private static func latencyFinding(_ result: RunResult) -> String {
    guard result.strategies.indices.contains(result.baseline) else { return "Latency by strategy" }
    let base = result.strategies[result.baseline]
    let own = result.estimate(.latencyP95, of: base).mean
    // What breaks a rule is no finding.
    let verdict = VerdictText(result)
    let others = result.strategies.enumerated().filter {
      !$0.element.isBound && $0.element.name != base.name
    }
    guard !others.isEmpty else { return "Latency by strategy" }
    let kept = others.filter { !verdict.isRuledOut($0.offset) }.map(\.element)
    guard !kept.isEmpty else {
      let none = verdict.isRuledOut(result.baseline) ? "no strategy" : "nothing but \(base.name)"
      return "Latency by strategy: \(none) keeps the rules"
    }
    let timed = kept.map { (strategy: $0, p95: result.estimate(.latencyP95, of: $0).mean) }
    guard own.isFinite, let best = timed.filter({ $0.p95.isFinite }).min(by: { $0.p95 < $1.p95 }) else {
      let untimed = own.isFinite ? kept[0] : base
      return "Latency by strategy: \(untimed.name) has no times" + latencyGap(untimed, base, result)
    }
    let difference = result.difference(.latencyP95, of: best.strategy, versus: base)
    let isWithinChance = difference.mean + difference.halfWidth >= 0
    let comparison =
      best.p95 >= own
      ? "does not lower the p95 latency"
      : isWithinChance ? "lowers the p95 latency within chance alone" : "lowers the p95 latency"
    let (mine, its) = (NumberText.latency(best.p95), NumberText.latency(own))
    // Two times that look alike are told apart by what lies between them.
    let times =
      mine == its && best.p95 < own
      ? " by \(NumberText.latency(-difference.mean)) of \(base.name)'s \(its)"
      : ": \(mine) against \(base.name)'s \(its)"
    return "\(best.strategy.name) \(comparison)\(times)" + latencyGap(best.strategy, base, result)
  }

  /// What a strategy's times lack that the baseline's have: requests that wait for hours, or get no answer.
  private static func latencyGap(_ own: StrategyResult, _ base: StrategyResult, _ result: RunResult)
    -> String
  {
    let gaps = [(Metric.deferredShare, "deferred"), (.unansweredChange, "unanswered")].compactMap {
      metric, word -> String? in
      let share = result.difference(metric, of: own, versus: base)
      return share.mean > 0 && !(share.mean - share.halfWidth <= 0)
        ? "\(NumberText.percent(share.mean)) \(word)" : nil
    }
    return gaps.isEmpty ? "" : ", not counting " + gaps.joined(separator: " and ")
  }
}
