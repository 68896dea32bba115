import Decisions
import Simulation
import Tables

/// Advice as text for a terminal of 80 columns.
package struct AdviceReport: Sendable {
  private let advice: Advice
  private let words: AdviceText

  /// A report.
  package init(_ advice: Advice) {
    self.advice = advice
    words = AdviceText(advice)
  }

  /// The whole report.
  package var text: String {
    var lines = words.headline.wrapped(to: 80)
    lines += bill.wrapped(to: 80, indent: "  ")
    if advice.refusal != nil { return lines.joined(separator: "\n") + "\n" }
    for warning in words.warnings { lines += warning.wrapped(to: 80, indent: "  ") }
    lines += [""] + table
    if words.overlaps { lines.append(words.overlap) }
    for item in advice.items where item.finding != nil {
      let risk = words.risk(item)
      lines.append("")
      lines += "\(words.capitalized(item.title)): \(words.seen(item))".wrapped(to: 80, indent: "  ")
      if item.verdict == .doIt || item.finding?.isUnmeasured == true, !risk.isEmpty {
        lines += "  Risk: \(risk)".wrapped(to: 80, indent: "  ").map { $0.hasPrefix("  ") ? $0 : "  " + $0 }
      }
    }
    let lacking = advice.items.compactMap { item in item.lacks.map { "\(item.name) (\($0))" } }
    if !lacking.isEmpty {
      lines.append("")
      lines += "Not looked into for want of what the log lacks: \(lacking.joined(separator: ", ")).".wrapped(
        to: 80, indent: "  ")
    }
    let outlook = forecast
    if !outlook.isEmpty { lines += [""] + outlook.flatMap { $0.wrapped(to: 80, indent: "  ") } }
    return lines.joined(separator: "\n") + "\n"
  }

  private var bill: String {
    "\(words.asked), \(words.money(advice.bill)) a month\(words.scaling.map { " (\($0))" } ?? ""); \(words.reproduced)."
  }

  private var table: [String] {
    let items = advice.items
    func column(_ heading: String, _ value: (Advice.Item) -> String) -> TextBlock.Column {
      TextBlock.Column(heading: heading, cells: items.map(value))
    }
    let scale = items.compactMap { $0.finding?.saving.mean }.max() ?? 0
    let columns = [
      column("verdict") { $0.verdict.rawValue },
      column("$/month less") { item in
        guard let saving = item.finding?.saving else { return NumberText.missing }
        return String(NumberText.dollars(saving.mean, beside: scale).filter { $0 != "$" })
          + (saving.halfWidth.isFinite
            ? " ±" + NumberText.dollars(saving.statedHalfWidth, beside: scale).filter { $0 != "$" } : "")
      },
    ]
    let names = TextBlock.Column(heading: "measure", cells: items.map(\.name))
    return TextBlock(names: names, columns: columns).lines(width: 80, style: TextStyle(isANSI: false))
  }

  /// How the bill goes on, in sentences.
  private var forecast: [String] { AdviceOutlook(advice).sentences }
}

/// How the bill goes on, in sentences.
struct AdviceOutlook {
  let advice: Advice

  init(_ advice: Advice) { self.advice = advice }

  var sentences: [String] {
    let forecast = advice.forecast
    guard let end = forecast.days.last else {
      return ["Forecast: n/a, the log has fewer than five whole days."]
    }
    var text =
      "Forecast: the coming 30 days cost \(NumberText.dollars(end.low)) to \(NumberText.dollars(end.high)) (90 %), "
      + "\(NumberText.dollars(end.middle)) in the middle, if they are as the log's \(forecast.past.count) whole days."
    if let budget = forecast.budget {
      text +=
        forecast.endOfBudget.map { " The budget of \(NumberText.dollars(budget)) ends on day \($0)." }
        ?? " The budget of \(NumberText.dollars(budget)) lasts, but for \(NumberText.percent(forecast.endingShare ?? 0)) of the draws."
    }
    return [text]
  }
}
