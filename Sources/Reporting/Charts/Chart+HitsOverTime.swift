import Tables
import Experiments
import Metrics
import Simulation
import Strategies

extension Chart {
  /// Hit share by hour, with the part of exact hits where there are others.
  static func hitsOverTime(_ result: RunResult) -> ChartScript? {
    let hours = result.strategies.flatMap(\.cells).map(\.timeline.count).max() ?? 0
    guard hours > 1 else { return nil }
    let bin = [1, 2, 3, 4, 6, 12, 24, 48, 168].first { hours / $0 <= 180 } ?? hours / 180
    let warmUp = result.provenance.warmUpHours
    let marks = Mark.all(result)
    let names = result.strategies.map(\.name).clippedApart(to: 28)
    let shares = result.strategies.map { hitShares($0, hours: hours, bin: bin) }
    let best = mostHits(result)
    var script = ChartScript(hitFinding(result, best))
    var greatest = 0.0
    var isAnySemantic = false
    let tops = shares.map { $0.map { $0[1] }.filter(\.isFinite).max() ?? 0 }
    let lines = LedLines(result, drawn: tops.indices.filter { tops[$0] > 0 }, named: best)
    for place in lines.order {
      let (strategy, rows) = (result.strategies[place], shares[place])
      greatest = max(greatest, tops[place])
      script.data("hits\(place)", rows)
      guard lines.isLed(place) else {
        script.plot("$hits\(place) using 1:2 with lines \(LedLines.background)")
        continue
      }
      let line = marks[place].line(width: ChartStyle.width(ofLine: place, of: result.strategies.count))
      script.plot("$hits\(place) using 1:2 with lines \(line)")
      let cover = shares[(place + 1)...].firstIndex { covers(rows, $0) }.map { ", under \(names[$0])" } ?? ""
      script.legend(names[place] + (strategy.isBound ? " *" : "") + cover, .line(line))
      if rows.contains(where: { $0[1] - $0[2] > 0 }) && rows.contains(where: { $0[2] > 0 })
        && !strategy.isBound
      {
        isAnySemantic = true
        script.plot(
          "$hits\(place) using 1:3 with lines lc rgb '\(marks[place].color)' lw 1.2 dt (3,3)")
      }
    }
    guard greatest > 0 else { return nil }
    lines.addOthers(to: &script)
    if isAnySemantic {
      script.legend("exact hits only", .line("lc rgb '#222222' lw 1.2 dt (3,3)"))
    }
    if warmUp > 0 {
      let end = GnuplotText.number(min(warmUp, Double(hours)))
      script.set(
        "object rectangle from first 0, graph 0 to first \(end), graph 1 behind fc rgb '#EEEEEE' fs solid 1 noborder"
      )
      script.label(
        "warm-up, not measured", at: "first \(end), graph 0.03", alignment: "right", size: 9,
        color: ChartStyle.faint,
        offset: "character -0.7, 0")
    }
    let step =
      [1.0, 2, 3, 6, 12, 24, 48, 72, 168, 336, 720, 2160].first { Double(hours) / $0 <= 15 } ?? Double(hours)
      / 10
    script.set("xrange [0:\(hours)]")
    script.set(Tics.setting("x", steps(step, upTo: Double(hours))) { NumberText.tic($0) })
    share("y", upTo: greatest, &script)
    let mean = bin == 1 ? "by hour" : "mean of \(bin) hours"
    script.set("xlabel 'Hours since the start'")
    script.set("ylabel 'Share of cache hits, \(mean)'")
    if result.strategies.contains(where: \.isBound) { script.note = boundNote }
    script.table = ChartTable(
      "hours", zip(names, shares).map { ($0, $1) }, place: NumberText.tic, value: { NumberText.percent($0) })
    script.endPlot()
    return script
  }

  /// An axis of shares from zero.
  static func share(_ axis: String, upTo greatest: Double, _ script: inout ChartScript, room: Double = 1.08) {
    let end = min(max(greatest * room, 1e-6), max(1, greatest))
    let step = Tics.linear(upTo: end)
    script.set("\(axis)range [0:\(GnuplotText.number(end))]")
    script.set(
      Tics.setting(axis, steps(step, upTo: end)) { NumberText.tic($0 * 100) + " %" })
  }

  /// Whether a line that is drawn later hides another.
  private static func covers(_ rows: [[Double]], _ later: [[Double]]) -> Bool {
    rows.count == later.count && zip(rows, later).allSatisfy { !(($0[1] - $1[1]).magnitude > 0.004) }
  }

  /// Time, share of hits, share of exact hits.
  private static func hitShares(_ strategy: StrategyResult, hours: Int, bin: Int) -> [[Double]] {
    stride(from: 0, to: hours, by: bin).map { first in
      var requests = 0
      var exact = 0
      var semantic = 0
      for cell in strategy.cells {
        for bucket in cell.timeline.dropFirst(first).prefix(bin) {
          requests += bucket.requests
          exact += bucket.kinds[Int(OutcomeKind.exactHit.rawValue)]
          semantic += bucket.kinds[Int(OutcomeKind.semanticHit.rawValue)]
        }
      }
      let time = min(Double(first) + Double(bin) / 2, Double(hours))
      guard requests > 0 else { return [time, .nan, .nan] }
      return [time, Double(exact + semantic) / Double(requests), Double(exact) / Double(requests)]
    }
  }

  /// The strategy with the most hits, which the title names; nil where only bounds have any.
  private static func mostHits(_ result: RunResult) -> Int? {
    let shares = result.strategies.map { $0.isBound ? 0 : result.estimate(.hitShare, of: $0).mean }
    return shares.indices.filter { shares[$0] > 0 }.max { shares[$0] < shares[$1] }
  }

  private static func hitFinding(_ result: RunResult, _ place: Int?) -> String {
    guard let place else { return "Only bounds have cache hits" }
    let best = result.strategies[place]
    let share = NumberText.percent(result.estimate(.hitShare, of: best).mean)
    let after = result.provenance.warmUpHours > 0 ? " after warm-up" : ""
    let isOut = VerdictText(result).isRuledOut(place) ? ", but breaks a rule" : ""
    return
      "\(best.name) answers \(share) of the requests from its caches\(after)\(wrongHits(best, result))\(isOut)"
  }

  /// How many of the requests get a hit that is wrong, or of which nobody knows whether it is, in brackets.
  private static func wrongHits(_ strategy: StrategyResult, _ result: RunResult) -> String {
    let kinds = [
      (Metric.falseHitShare, "false"), (.staleHitShare, "stale"), (.unknownHitShare, "unlabelled"),
    ]
    let wrong = kinds.compactMap { metric, word -> String? in
      let share = result.estimate(metric, of: strategy).mean
      return share > 0 ? "\(NumberText.percent(share)) \(word)" : nil
    }
    return wrong.isEmpty ? "" : " (\(wrong.joined(separator: ", ")))"
  }
}
