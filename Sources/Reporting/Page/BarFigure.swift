import Tables

/// Bars below each other, each under its name, as a drawing that a telephone shows at its own size.
struct BarFigure {
  /// A bar.
  struct Bar {
    /// What it stands for.
    var name: String
    /// Where it begins and ends.
    var from, to: Double
    /// What stands behind it.
    var text: String
    /// Whether it is an amount that others are held against, in grey.
    var isWhole = false
  }

  /// What the figure finds.
  let title: String
  /// What stands under it.
  let caption: String
  /// The bars, from above.
  let bars: [Bar]

  private static let (width, row, text) = (400.0, 44.0, 96.0)

  /// The drawing, with a text that says the same and a table under it.
  var figure: HTML {
    let height = BarFigure.row * Double(bars.count)
    let most = bars.map { max($0.from, $0.to) }.max() ?? 0
    let scale = most > 0 ? (BarFigure.width - BarFigure.text) / most : 0
    let alternative = "\(title). " + bars.map { "\($0.name): \($0.text)" }.joined(separator: "; ")
    var parts: [HTML] = [.tag("title", title)]
    for (place, bar) in bars.enumerated() {
      let top = BarFigure.row * Double(place)
      let (left, right) = (min(bar.from, bar.to) * scale, max(bar.from, bar.to) * scale)
      parts += [
        .tag("text", [("x", "0"), ("y", number(top + 15))], bar.name.clipped(to: 56)),
        .tag(
          "rect",
          [
            ("class", bar.isWhole ? "rest" : "bar"), ("x", number(left)), ("y", number(top + 20)),
            ("width", number(max(1, right - left))), ("height", "17"),
          ], []),
        .tag("text", [("class", "value"), ("x", number(right + 5)), ("y", number(top + 33))], bar.text),
      ]
    }
    let box = "0 0 \(number(BarFigure.width)) \(number(height))"
    return .tag(
      "figure", [("class", "own")],
      [
        .tag("svg", [("viewBox", box), ("role", "img"), ("aria-label", alternative)], parts),
        .tag("figcaption", caption),
        Page.folded(
          "The figures of the chart",
          [
            Page.table(
              ["bar", "value"], bars.map { [.text($0.name), .text($0.text)] }, caption: title)
          ]),
      ])
  }

  private func number(_ value: Double) -> String { NumberText.fixed(value, decimals: 1).filter { $0 != "," } }
}
