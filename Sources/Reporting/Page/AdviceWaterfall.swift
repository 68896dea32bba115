import Decisions
import Tables

/// From today's bill to the proposed one, as bars.
struct AdviceWaterfall {
  private let steps: [(name: String, from: Double, to: Double)]
  private let bill: Double
  /// What measures take from the answers, or rest on.
  private let prices: [String]
  let title: String

  /// Nil where nothing is to be done.
  init?(_ advice: Advice) {
    let measures = advice.recommended.filter { ($0.finding?.saving.mean ?? 0) > 0 }
    guard !measures.isEmpty, advice.bill.mean > 0 else { return nil }
    bill = advice.bill.mean
    var left = bill
    var steps: [(String, Double, Double)] = [("today", 0, bill)]
    // Measures overlap: each takes its share of what is left.
    for (item, next) in zip(measures.prefix(6), advice.left(after: measures.prefix(6))) {
      steps.append((item.title, next, left))
      left = next
    }
    steps.append(("proposed", 0, left))
    self.steps = steps
    let words = AdviceText(advice)
    prices = measures.prefix(6).compactMap { item in words.price(item).map { "\(item.title) (\($0))" } }
    title =
      "From \(NumberText.dollars(bill)) to about \(NumberText.dollars(left)) a month"
      + (prices.isEmpty ? "" : ", at the price below")
  }

  /// The bars with a text that says the same.
  var figure: HTML {
    let bars = steps.enumerated().map { place, step -> BarFigure.Bar in
      let isWhole = place == 0 || place == steps.count - 1
      let text = (isWhole ? "" : "-") + NumberText.dollars(step.to - step.from, beside: bill)
      return .init(name: step.name, from: step.from, to: step.to, text: text, isWhole: isWhole)
    }
    return BarFigure(
      title: title,
      caption: "Dollars a month; where measures overlap, each takes its share of what is left of a call."
        + (prices.isEmpty ? "" : " Not for nothing: \(prices.joined(separator: "; "))."), bars: bars
    ).figure
  }
}
