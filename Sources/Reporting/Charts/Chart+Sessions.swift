import Experiments
import Simulation
import Tables

extension Chart {
  /// The share of the input that each strategy reads from the provider's cache, by the place of a turn.
  static func cachedByTurn(_ result: RunResult) -> ChartScript? {
    guard let curve = result.sessionCurve else { return nil }
    let marks = Mark.all(result)
    let names = curve.lines.map(\.strategy).clippedApart(to: 28)
    let shares = curve.lines.map { line in
      line.turns.enumerated().compactMap { place, turn -> [Double]? in
        // A few turns tell nothing of those that far into a conversation.
        turn.turns >= 20 && turn.input > 0
          ? [Double(place + 1), Double(turn.cached) / Double(turn.input)] : nil
      }
    }
    guard let best = shares.indices.max(by: { mean(shares[$0]) < mean(shares[$1]) }), mean(shares[best]) > 0
    else { return nil }
    let later = curve.lines[best].turns.dropFirst().reduce(into: TurnTokens()) {
      $0.input += $1.input
      $0.cached += $1.cached
    }
    let whole = NumberText.percent(Double(later.cached) / Double(max(1, later.input)))
    var script = ChartScript(
      "\(names[best]) reads \(whole) of the input behind first turns from the provider's cache")
    var last = 1.0
    let lines = LedLines(
      result, drawn: shares.indices.filter { shares[$0].contains { $0[1] > 0 } }, named: best)
    for place in lines.order {
      let rows = shares[place]
      last = max(last, rows.last?[0] ?? 1)
      script.data("turns\(place)", rows)
      guard lines.isLed(place) else {
        script.plot("$turns\(place) using 1:2 with lines \(LedLines.background)")
        continue
      }
      let line = marks[place].line(width: ChartStyle.width(ofLine: place, of: shares.count))
      script.plot("$turns\(place) using 1:2 with lines \(line)")
      script.legend(names[place], .line(line))
    }
    lines.addOthers(to: &script)
    script.set("xrange [1:\(GnuplotText.number(max(2, last)))]")
    share("y", upTo: 1, &script, room: 1)
    script.set("xlabel 'Turn of the conversation'")
    script.set("ylabel 'Share of the input tokens read from the cache'")
    script.table = ChartTable(
      "turn", zip(names, shares).map { ($0, $1) }, place: NumberText.tic, value: { NumberText.percent($0) })
    script.endPlot()
    return script
  }

  private static func mean(_ rows: [[Double]]) -> Double {
    rows.isEmpty ? 0 : rows.reduce(0) { $0 + $1[1] } / Double(rows.count)
  }

  /// The gaps between turns, and what a prefix costs over each under three ways to keep it.
  static func gapMap(_ result: RunResult) -> ChartScript? {
    guard let curve = result.sessionCurve, let last = curve.gaps.last else { return nil }
    let all = curve.gaps.reduce(0) { $0 + $1.turns }
    guard all > 0 else { return nil }
    let beyond = curve.gaps.filter { $0.from >= 300 }.reduce(0) { $0 + $1.turns }
    var script = ChartScript(
      "\(NumberText.percent(Double(beyond) / Double(all))) of the gaps between turns outlast a cache of 5 minutes"
    )
    let end = max(last.to, 5000)
    script.set("logscale x")
    script.set("xrange [0.5:\(GnuplotText.number(end))]")
    script.set(Tics.setting("x", Tics.logarithmic(1, end)) { NumberText.fixed($0) + " s" })
    let shares = curve.gaps.map { gap in
      [max(gap.from, 0.5), Double(gap.turns) / Double(all), gap.to]
    }
    let top = shares.map { $0[1] }.max() ?? 1
    script.set("style fill solid 0.35 noborder")
    script.data("gaps", shares)
    script.plot(
      "$gaps using (sqrt($1*$3)):($2/\(GnuplotText.number(top))*2):1:3:(0):($2/\(GnuplotText.number(top))*2) with boxxyerror lc rgb '#888888'"
    )
    script.legend("share of the gaps, greatest \(NumberText.percent(top))", .line("lc rgb '#888888' lw 6"))
    let grid = (0...160).map { 0.5 * Transcendental.power(end / 0.5, Double($0) / 160) }
    let ways: [(String, (Double) -> Double)] = [
      ("lifetime of 5 min", GapPrices.short), ("lifetime of 1 h", GapPrices.long),
      ("5 min with pings", GapPrices.pings),
    ]
    for (place, way) in ways.enumerated() {
      script.data("way\(place)", grid.map { [$0, min(way.1($0), 2.4)] })
      let line = Mark(place).line(width: 2.2)
      script.plot("$way\(place) using 1:2 with lines \(line)")
      script.legend(way.0, .line(line))
    }
    script.set("yrange [0:2.4]")
    script.set(Tics.setting("y", [0, 0.5, 1, 1.5, 2]) { NumberText.tic($0) })
    script.set("xlabel 'Gap between a turn and the next of its session'")
    script.set("ylabel 'Price of the prefix over input, at Anthropic’s multiples'")
    script.table = ChartTable(
      ["gap from (s)", "to (s)", "share of the gaps"] + ways.map(\.0),
      curve.gaps.map { gap in
        let middle = (max(gap.from, 0.5) * gap.to).squareRoot()
        return [NumberText.significant(gap.from), NumberText.significant(gap.to)]
          + [NumberText.percent(Double(gap.turns) / Double(all))]
          + ways.map { NumberText.fixed($0.1(middle), decimals: 2) }
      })
    script.endPlot()
    return script
  }
}
