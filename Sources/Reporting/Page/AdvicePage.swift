import Decisions
import Simulation
import Tables

/// Advice as the page that is forwarded.
package struct AdvicePage: Sendable {
  private let advice: Advice
  private let words: AdviceText
  private let title: String
  private let command: String

  /// A page.
  ///
  /// - Parameters:
  ///   - title: what the log is called.
  ///   - command: the line that makes the page again.
  package init(_ advice: Advice, title: String, command: String) {
    self.advice = advice
    words = AdviceText(advice)
    self.title = title
    self.command = command
  }

  /// The page as HTML.
  ///
  /// - Parameter isPrivate: whether the names of models stay out of it.
  package func text(isPrivate: Bool = false) -> String {
    var page = Page(title: "simbench: advice on \(title)", body: [])
    page.body = [
      .tag("h1", "What would make \(title) cheaper, and at which risk?"),
      .tag("p", [("class", "answer")], redact(words.headline, isPrivate)),
      .tag("p", [("class", "soft")], ground),
    ]
    if advice.refusal == nil {
      let cards = cards(isPrivate)
      if !cards.isEmpty { page.body.append(.tag("ul", [("class", "cards")], cards)) }
      if let chart = AdviceWaterfall(advice) { page.body += [.tag("h2", chart.title), chart.figure] }
      page.body += [.tag("h2", "All that was looked into"), table]
      if let lanes = advice.lanes { page.body += LaneFigure(lanes).section }
      page.body += forecast
      page.body += notes(isPrivate)
      page.data = [("measures.csv", csv)]
    }
    page.body += [
      .tag("h2", "To make this page again"), .tag("pre", [("tabindex", "0")], command),
    ]
    return page.text
  }

  /// Leaves the names of the log's models out.
  private func redact(_ text: String, _ isPrivate: Bool) -> String {
    guard isPrivate else { return text }
    var text = text
    for (place, name) in advice.facts.stream.recorded.modelNames.enumerated().sorted(by: {
      $0.element.count > $1.element.count
    }) where !name.isEmpty { text = text.replacing(name.singleLine, with: "model \(place + 1)") }
    return text
  }

  private var ground: String {
    "\(words.asked); \(words.money(advice.bill)) a month\(words.scaling.map { " (\($0))" } ?? ""); "
      + "\(words.reproduced). Savings are \(words.basis)."
  }

  private func cards(_ isPrivate: Bool) -> [HTML] {
    let shown = advice.items.filter { $0.finding != nil && $0.verdict != .rightlyOff }.prefix(6)
    return shown.map { item in
      var parts: [HTML] = [.tag("h3", words.capitalized(item.title))]
      parts.append(
        .tag("span", [("class", item.isOpen ? "tag warn" : "tag")], item.verdict.rawValue))
      if let saving = item.finding?.saving {
        parts.append(.tag("p", [("class", "money")], "\(words.money(saving)) a month less"))
      }
      parts.append(.tag("p", redact(words.seen(item), isPrivate)))
      parts.append(
        .tag(
          "p", [("class", "soft")],
          "Risk: \(redact(words.risk(item), isPrivate)) Effort: \(words.effort(item))."))
      if let fragment = AdviceFragment(item).text {
        parts.append(
          .tag(
            "details", [],
            [
              .tag("summary", "To copy: \(fragment.of)"),
              .tag("pre", [("tabindex", "0")], redact(fragment.code, isPrivate)),
            ]))
      }
      return .tag("li", [("class", "card")], parts)
    }
  }

  private var table: HTML {
    let rows = advice.items.map { item -> [HTML] in
      [
        .text(words.capitalized(item.title)), .text(item.verdict.rawValue),
        .text(item.finding.map { words.money($0.saving) } ?? NumberText.missing), .text(words.effort(item)),
      ]
    }
    return Page.table(
      ["measure", "verdict", "a month less", "effort"], rows,
      caption: "Every measure with what is to be done about it; savings do not add up where measures overlap")
  }

  private var forecast: [HTML] {
    let sentences = AdviceOutlook(advice).sentences
    var parts: [HTML] = [.tag("h2", "How the bill goes on")] + sentences.map { .tag("p", $0) }
    let days = advice.forecast.days
    if !days.isEmpty {
      parts.append(
        Page.table(
          ["up to day", "5 of 100 below", "middle", "95 of 100 below"],
          days.filter { $0.number % 5 == 0 }.map { day in
            [.text(String(day.number))] + [day.low, day.middle, day.high].map { .text(words.dollars($0)) }
          }, caption: "Dollars spent in all, days drawn again from the log's own, weekends apart"))
    }
    return parts
  }

  private func notes(_ isPrivate: Bool) -> [HTML] {
    let interval =
      advice.bill.halfWidth.isFinite
      ? "Intervals say how a log of other users or hours, like these, would differ; not what changes next month."
      : "A log of so few users, requests or moments gives no interval."
    let own = advice.facts.stream.reading
    let warnings = words.warnings.map { HTML.tag("p", $0) }
    return [
      .tag("h2", "What to know"), .tag("p", interval),
      .tag("p", "Dollars are \(words.basis); shares of calls and tokens are measured."),
    ] + warnings + (own?.notes ?? []).map { .tag("p", "Of the log: \(redact($0, isPrivate)).") }
  }

  private var csv: String {
    var lines = ["measure,verdict,saving_usd_per_month,half_width"]
    for item in advice.items {
      let saving = item.finding?.saving
      func number(_ value: Double?) -> String {
        value.flatMap { $0.isFinite ? NumberText.data($0) : nil } ?? ""
      }
      lines.append(
        "\(item.name),\(item.verdict.rawValue),\(number(saving?.mean)),\(number(saving?.halfWidth))")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
