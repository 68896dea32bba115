import Decisions
import Simulation
import Tables

/// The dearest conversations of a recording as lanes: a bar a turn, as high as its prompt, by what became of its tokens.
struct LaneFigure {
  private let lanes: SessionLanes

  private static let (width, lane, bar, legend) = (400.0, 84.0, 52.0, 66.0)
  /// Bars of a lane beyond which turns are joined.
  private static let mostBars = 96

  init(_ lanes: SessionLanes) { self.lanes = lanes }

  /// What the lanes show, in a sentence.
  var finding: String {
    let tokens = lanes.lanes.map(\.tokens)
    let cached = tokens.map(\.cached).reduce(0, +)
    let again = tokens.map(\.again).reduce(0, +)
    let whole = Double(max(1, cached + tokens.map(\.new).reduce(0, +) + again))
    let shown = lanes.lanes.count
    let which =
      shown == lanes.sessions
      ? "the \(NumberText.count(shown, "conversation"))"
      : "the \(shown) dearest of \(lanes.sessions) conversations"
    let turns = lanes.lanes.flatMap(\.turns)
    let broken = turns.filter { $0.again > $0.cached && $0.gap != nil }
    var text =
      "Of the prompts of \(which) \(NumberText.percent(Double(cached) / whole)) were read from the cache, and "
      + "\(NumberText.percent(Double(again) / whole)) were billed again though the turn before had sent them"
    if !broken.isEmpty {
      let idle = broken.count { $0.isAfterIdling }
      text +=
        "; \(idle) of the \(NumberText.count(broken.count, "turn that mostly was", "turns that mostly were")) came after a pause of over \(pause)"
    }
    return text
  }

  /// The lanes with their heading, a text that says the same and a table under them.
  var section: [HTML] {
    let height = LaneFigure.legend + LaneFigure.lane * Double(lanes.lanes.count)
    let names = lanes.lanes.enumerated().map { name($1, $0) }
    let box = "0 0 \(number(LaneFigure.width)) \(number(height))"
    let parts: [HTML] = [.tag("title", finding), hatching] + legend
    let drawn = lanes.lanes.enumerated().flatMap {
      draw($1, names[$0], at: LaneFigure.legend + LaneFigure.lane * Double($0))
    }
    let figure = HTML.tag(
      "figure", [("class", "own")],
      [
        .tag("svg", [("viewBox", box), ("role", "img"), ("aria-label", finding)], parts + drawn),
        .tag(
          "figcaption",
          "A bar a turn, as high as its prompt; a gap with a dotted line is a pause of over \(pause), after which a prompt "
            + "is forgotten."),
        Page.folded("The figures of the chart", [table(names)]),
      ])
    return [.tag("h2", "The dearest conversations"), .tag("p", finding + "."), figure]
  }

  /// How long a prompt lives that nobody asks for.
  private var pause: String { LaneFigure.span(lanes.lifetime) }

  private func name(_ lane: SessionLanes.Lane, _ place: Int) -> String {
    let cost = lane.dollars.map { ", \(NumberText.dollars($0))" } ?? ""
    return
      "\(place + 1): \(NumberText.count(lane.turns.count, "turn")) in \(LaneFigure.span(lane.span))\(cost)"
  }

  private static func span(_ seconds: Double) -> String {
    switch seconds {
    case ..<120: "\(NumberText.significant(seconds, digits: 2)) s"
    case ..<7200: "\(NumberText.significant(seconds / 60, digits: 2)) min"
    case ..<172_800: "\(NumberText.significant(seconds / 3600, digits: 2)) h"
    default: "\(NumberText.significant(seconds / 86_400, digits: 2)) days"
    }
  }

  private func table(_ names: [String]) -> HTML {
    let rows = lanes.lanes.enumerated().map { place, lane -> [HTML] in
      let tokens = lane.tokens
      let counts = [tokens.cached, tokens.new, tokens.again].map { $0.grouped }
      return [.text(names[place])] + counts.map { .text($0) } + [.text(LaneFigure.span(lane.idle))]
    }
    return Page.table(
      ["conversation", "from cache", "new", "billed again", "idle"], rows,
      caption: "Tokens of prompts by what became of them, and time in pauses of over \(pause)")
  }

  // MARK: Drawing

  /// What was billed again is hatched, so that it is told without colour.
  private var hatching: HTML {
    .tag(
      "defs", [],
      [
        .tag(
          "pattern",
          [
            ("id", "again"), ("width", "5"), ("height", "5"), ("patternUnits", "userSpaceOnUse"),
            ("patternTransform", "rotate(45)"),
          ], [.tag("rect", [("class", "again"), ("width", "3"), ("height", "5")], [])])
      ])
  }

  private var legend: [HTML] {
    let entries = [
      ("bar", "read from the cache"), ("rest", "new, written or in full"),
      ("hatched", "billed again: the turn before had sent it"),
    ]
    return entries.enumerated().flatMap { place, entry -> [HTML] in
      let top = 20 * Double(place)
      return [
        rectangle(entry.0, x: 0, y: top + 3, width: 14, height: 12),
        .tag("text", [("x", "20"), ("y", number(top + 14))], entry.1),
      ]
    }
  }

  private func draw(_ lane: SessionLanes.Lane, _ name: String, at top: Double) -> [HTML] {
    let turns = joined(lane.turns)
    let pauses = turns.count { $0.isAfterIdling }
    // A pause takes as much room as a bar, and both as much as there is.
    let step = min(12, LaneFigure.width / Double(turns.count + pauses))
    let most = Double(turns.map { $0.cached + $0.new + $0.again }.max() ?? 1)
    let scale = most > 0 ? LaneFigure.bar / most : 0
    let ground = top + 20 + LaneFigure.bar
    var parts: [HTML] = [.tag("text", [("x", "0"), ("y", number(top + 14))], name)]
    var x = 0.0
    for turn in turns {
      if turn.isAfterIdling {
        let middle = number(x + step / 2)
        parts.append(
          .tag(
            "line",
            [
              ("class", "idle"), ("x1", middle), ("x2", middle), ("y1", number(top + 20)),
              ("y2", number(ground)),
            ],
            []))
        x += step
      }
      var y = ground
      for (kind, tokens) in [("bar", turn.cached), ("rest", turn.new), ("hatched", turn.again)]
      where tokens > 0 {
        let height = Double(tokens) * scale
        y -= height
        parts.append(rectangle(kind, x: x, y: y, width: max(step - 1, step * 0.7), height: height))
      }
      x += step
    }
    return parts
  }

  /// Turns, several to a bar where there are many; a pause ends a bar.
  private func joined(_ turns: [SessionLanes.Turn]) -> [SessionLanes.Turn] {
    let count = (turns.count + LaneFigure.mostBars - 1) / LaneFigure.mostBars
    guard count > 1 else { return turns }
    return stride(from: 0, to: turns.count, by: count).map { start in
      let part = turns[start..<min(start + count, turns.count)]
      var sum = part[start]
      for turn in part.dropFirst() {
        sum.cached += turn.cached
        sum.new += turn.new
        sum.again += turn.again
        if turn.isAfterIdling { sum.gap = max(sum.gap ?? 0, turn.gap ?? 0) }
      }
      return sum
    }
  }

  private func rectangle(_ kind: String, x: Double, y: Double, width: Double, height: Double) -> HTML {
    .tag(
      "rect",
      [
        ("class", kind), ("x", number(x)), ("y", number(y)), ("width", number(width)),
        ("height", number(height)),
      ], [])
  }

  private func number(_ value: Double) -> String { NumberText.fixed(value, decimals: 2).filter { $0 != "," } }
}
