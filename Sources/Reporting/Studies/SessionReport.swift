import Declarations
import Experiments
import Files
import Tables

extension StudyReport {
  static let turns = StudyReport(
    table: .turns, chart: Chart("cached_by_turn", script: Chart.cachedByTurn),
    sentences: { result in result.sessionCurve.map(SessionFindings.init)?.sentences ?? [] })

  static let gaps = StudyReport(table: .gaps, chart: Chart("gap_map", script: Chart.gapMap))
}

/// What conversations pay for a prefix that waits for the next turn, over the price of input.
///
/// Anthropic's multiples: a read costs a tenth, a write for 5 minutes 1.25, for an hour 2; a ping every 270 s is a read.
struct GapPrices {
  static let (read, write, hourWrite) = (0.1, 1.25, 2.0)
  static let (lifetime, hour, pingInterval) = (300.0, 3600.0, 270.0)

  /// A lifetime of 5 minutes.
  static func short(_ gap: Double) -> Double { gap <= lifetime ? read : write }
  /// One of an hour.
  static func long(_ gap: Double) -> Double { gap <= hour ? read : hourWrite }
  /// One of 5 minutes, kept alive to the next turn.
  static func pings(_ gap: Double) -> Double { read * (1 + (gap / pingInterval).rounded(.down)) }

  /// The gap from which pings cost more than a write.
  static var breakEven: Double { ((write / read - 1).rounded(.up)) * pingInterval }
}

/// What conversations tell, in sentences.
struct SessionFindings {
  let curve: SessionCurve

  /// The gaps against the lifetimes, and the cached share of early and of late turns.
  var sentences: [String] {
    var sentences: [String] = []
    let whole = curve.gaps.reduce(0.0) { $0 + Double($1.tokens) }
    if whole > 0 {
      func share(_ price: (Double) -> Double) -> String {
        let cost = curve.gaps.reduce(0.0) { $0 + Double($1.tokens) * price(($1.from * $1.to).squareRoot()) }
        return NumberText.percent(cost / whole)
      }
      let early = curve.gaps.filter { $0.to <= 320 }.reduce(0) { $0 + $1.turns }
      let all = curve.gaps.reduce(0) { $0 + $1.turns }
      sentences.append(
        "\(NumberText.percent(Double(early) / Double(max(1, all)))) of the turns come within 5 minutes of the turn before. "
          + "At Anthropic's multiples a prefix that waits for its next turn costs \(share(GapPrices.short)) of its input "
          + "price with a lifetime of 5 minutes, \(share(GapPrices.long)) with an hour, and \(share(GapPrices.pings)) with a "
          + "ping every 270 s to the next turn (what is written anew apart); pings pay up to gaps of "
          + "\(NumberText.fixed(GapPrices.breakEven / 60)) minutes.")
    }
    for line in curve.lines {
      guard let first = line.turns.first, first.input > 0, line.turns.contains(where: { $0.cached > 0 })
      else {
        continue
      }
      let later = line.turns.dropFirst().reduce(into: TurnTokens()) {
        $0.input += $1.input
        $0.cached += $1.cached
      }
      let early = Double(first.cached) / Double(first.input)
      sentences.append(
        "\(line.strategy) reads \(NumberText.percent(early)) of the input of first turns from the cache"
          + (later.input > 0
            ? " and \(NumberText.percent(Double(later.cached) / Double(later.input))) of that of later ones."
            : "."))
    }
    return sentences
  }
}

extension ResultTable {
  /// Cached tokens by the place of a turn in its conversation.
  static let turns = ResultTable(file: "turns.csv", name: nil, isPresent: { $0.sessionCurve != nil }) {
    (result, csv) throws(BufferedOutput.Failure) in
    csv.texts(["strategy", "turn", "turns", "input_tokens", "cached_tokens", "cached_share"])
    try csv.endRow()
    for line in result.sessionCurve?.lines ?? [] {
      for (place, turn) in line.turns.enumerated() where turn.turns > 0 {
        csv.text(line.strategy)
        csv.integer(place)
        csv.integer(turn.turns)
        csv.integer(turn.input)
        csv.integer(turn.cached)
        csv.number(turn.input > 0 ? Double(turn.cached) / Double(turn.input) : .nan)
        try csv.endRow()
      }
    }
  }

  /// Gaps between turns, with what a prefix costs over them.
  static let gaps = ResultTable(file: "gaps.csv", name: nil, isPresent: { $0.sessionCurve != nil }) {
    (result, csv) throws(BufferedOutput.Failure) in
    csv.texts([
      "from_s", "to_s", "turns", "prefix_tokens", "price_5m_over_input", "price_1h_over_input",
      "price_pings_over_input",
    ])
    try csv.endRow()
    for gap in result.sessionCurve?.gaps ?? [] {
      let middle = (gap.from * gap.to).squareRoot()
      csv.number(gap.from)
      csv.number(gap.to)
      csv.integer(gap.turns)
      csv.integer(gap.tokens)
      for price in [GapPrices.short, GapPrices.long, GapPrices.pings] { csv.number(price(middle)) }
      try csv.endRow()
    }
  }
}
