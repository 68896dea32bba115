import Decisions
import Tables

/// From today's bill to the proposed one, as bars.
struct AdviceWaterfall {
  private let steps: [(name: String, from: Double, to: Double)]
  private let bill: Double
  let title: String

  /// Nil where nothing is to be done.
  init?(_ advice: Advice) {
    let measures = advice.recommended.filter { ($0.finding?.saving.mean ?? 0) > 0 }
    guard !measures.isEmpty, advice.bill.mean > 0 else { return nil }
    bill = advice.bill.mean
    var left = bill
    var steps: [(String, Double, Double)] = [("today", 0, bill)]
    for item in measures.prefix(6) {
      // Measures overlap: each takes its share of what is left.
      let share = min(1, (item.finding?.saving.mean ?? 0) / bill)
      let next = left * (1 - share)
      steps.append((item.title, next, left))
      left = next
    }
    steps.append(("proposed", 0, left))
    self.steps = steps
    title = "From \(NumberText.dollars(bill)) to about \(NumberText.dollars(left)) a month"
  }

  /// The bars with a text that says the same.
  var figure: HTML {
    let (width, row, label) = (720.0, 34.0, 300.0)
    let height = row * Double(steps.count)
    let scale = (width - label - 90) / bill
    let alternative = steps.map { "\($0.name): \(NumberText.dollars($0.to - $0.from))" }.joined(
      separator: "; ")
    var parts: [HTML] = [.tag("title", title), .tag("desc", alternative)]
    for (place, step) in steps.enumerated() {
      let top = row * Double(place)
      let isWhole = place == 0 || place == steps.count - 1
      let words = step.name.clipped(to: 42)
      parts.append(
        .tag("text", [("x", "0"), ("y", number(top + 21))], words))
      parts.append(
        .tag(
          "rect",
          [
            ("class", isWhole ? "rest" : "bar"), ("x", number(label + step.from * scale)),
            ("y", number(top + 6)),
            ("width", number(max(1, (step.to - step.from) * scale))), ("height", "22"),
          ], []))
      let text = (isWhole ? "" : "-") + NumberText.dollars(step.to - step.from, beside: bill)
      parts.append(
        .tag("text", [("x", number(label + step.to * scale + 6)), ("y", number(top + 21))], text))
    }
    let box = "0 0 \(number(width)) \(number(height))"
    return .tag(
      "figure", [("class", "own")],
      [
        .tag("svg", [("viewBox", box), ("role", "img"), ("aria-label", title + ". " + alternative)], parts),
        .tag("figcaption", "Dollars a month; where measures overlap, each takes its share of what is left."),
      ])
  }

  private func number(_ value: Double) -> String { NumberText.fixed(value, decimals: 1).filter { $0 != "," } }
}
