import Decisions
import Experiments
import Metrics
import Simulation
import Tables

/// A check or a comparison as the page that is forwarded: what changed, and nothing where nothing did.
package struct CheckPage: Sendable {
  private let report: CheckReport
  private let sources: PageSources

  /// Rows of a scenario's table; what is left out is said and is in the data.
  private static let mostRows = 200

  /// A page.
  package init(_ report: CheckReport, _ sources: PageSources) {
    self.report = report
    self.sources = sources
  }

  /// The page as HTML.
  package var text: String {
    var outline = PageOutline(
      question: question, answer: answer, ground: ground, interval: interval)
    for (place, section) in report.sections.enumerated() { outline.evidence += evidence(section, place) }
    outline.notes =
      sources.isPrivate ? [] : Array(Set(checks.flatMap(\.remarks))).sorted().map(PageOutline.sentence)
    var sources = sources
    if checks.contains(where: { !changed($0).isEmpty }) { sources.files = [("changes.csv", csv)] }
    return outline.page(sources).text
  }

  private var checks: [Check] {
    report.sections.compactMap { if case .checked(let check) = $0.outcome { check } else { nil } }
  }

  private func name(_ section: CheckReport.Section, _ place: Int) -> String {
    sources.isPrivate ? "scenario \(place + 1)" : section.name
  }

  private var question: String {
    let names = report.sections.enumerated().map { name($1, $0) }
    let what = names.count == 1 ? names[0] : NumberText.count(names.count, "scenario")
    if report.command == "check" {
      return rules.isEmpty || hasFigures
        ? "Does \(what) still do what was accepted?" : "Does \(what) keep its rules?"
    }
    return "What changed from \(what.replacing(" -> ", with: " to "))?"
  }

  /// The rules of the scenarios.
  private var rules: [Check.Line] { checks.flatMap(\.lines).filter { $0.kind == .rule } }

  /// Whether anything was held against figures of before.
  private var hasFigures: Bool { checks.flatMap(\.lines).contains { $0.kind != .rule } }

  /// What became of the rules: those that are broken, or, where nothing else was judged, that none is.
  private var kept: String? {
    let broken = rules.count { $0.verdict == .fail }
    let all = NumberText.count(rules.count, "rule")
    if broken > 0 { return "\(broken) of \(all) \(broken == 1 ? "is" : "are") broken" }
    if hasFigures || rules.isEmpty { return nil }
    return "\(rules.count == 1 ? "The" : "All") \(all) \(rules.count == 1 ? "is" : "are") kept"
  }

  /// The lines of a check that say that something changed, or failed.
  private func changed(_ check: Check) -> [Check.Line] {
    let all = check.lines.filter { line in
      line.verdict == .fail || line.kind == .strategy || (line.kind == .figure && line.effect != .same)
    }
    return all.filter { $0.verdict == .fail } + all.filter { $0.verdict != .fail }
  }

  private var answer: String {
    let open = report.sections.filter { if case .checked = $0.outcome { false } else { true } }
    let lines = checks.flatMap(changed)
    var left =
      open.isEmpty
      ? ""
      : " \(open.count) of \(NumberText.count(report.sections.count, "scenario")) \(open.count == 1 ? "was" : "were") not judged."
    let unheld = checks.count { $0.unheld != nil }
    if unheld > 0 {
      left +=
        " \(unheld) of \(NumberText.count(report.sections.count, "scenario")) had nothing to be compared with."
    }
    if checks.contains(where: { $0.editedFile != nil }) { left += " A baseline was changed by hand." }
    if checks.contains(where: { !$0.loosened.isEmpty }) { left += " The gate was loosened." }
    guard let first = lines.first else {
      if checks.isEmpty { return "Nothing was judged." }
      if hasFigures { return "Nothing changed." + left }
      return (kept.map(PageOutline.sentence) ?? "Nothing was compared.") + left
    }
    let moved = lines.filter { $0.kind != .rule }
    let failed = moved.count { $0.verdict == .fail }
    // What fails for being better, or for another value of what is no better either way, did not get worse.
    let isWorse = moved.allSatisfy { $0.verdict != .fail || $0.effect != .better && $0.effect != .other }
    let count = NumberText.count(moved.count, "figure")
    var parts = [kept].compactMap(\.self)
    if !moved.isEmpty {
      parts.append(
        failed > 0
          ? "\(failed) of \(count) that changed \(isWorse ? "got worse" : "moved further") than allowed"
          : "\(count) changed")
    }
    let headline = checks.flatMap { Headline.all($0) }.first {
      failed > 0 ? $0.verdict == .regressed : $0.verdict != .same
    }
    let words = headline.map { "\($0.strategy): \($0.text)" } ?? first.words(reference: "before")
    return "\(parts.joined(separator: ", ")); first of all \(words)\(spread(of: headline)).\(left)"
  }

  /// The interval of the difference that a headline leads with.
  private func spread(of headline: Headline?) -> String {
    guard let headline else { return "" }
    let lines = checks.flatMap(\.lines).filter { $0.strategy == headline.strategy && $0.kind == .figure }
    let bill = lines.first { $0.metric == Metric.costPerMonth.rawValue } ?? lines.first { $0.effect != .same }
    guard let bill, bill.effect != .same, let difference = bill.difference, difference.mean.isFinite,
      difference.mean != 0
    else { return "" }
    return " (\(FigureText.name(bill.metric).isEmpty ? "the bill" : FigureText.name(bill.metric)) differs by "
      + "\(differenceText(bill)))"
  }

  private var ground: String {
    let lines = checks.flatMap(\.lines)
    let figures = lines.count { $0.kind == .figure }
    let count = figures == 0 ? "No figure was" : NumberText.count(figures, "figure was", "figures were")
    var parts = ["\(count) compared with what was accepted before"]
    if report.command != "check" { parts = ["\(count) compared"] }
    if !rules.isEmpty {
      parts.append(
        "\(NumberText.count(rules.count, "rule was", "rules were")) held against what came out")
    }
    if report.isList { parts.append(report.total) }
    return PageOutline.sentence(parts.joined(separator: ", "))
  }

  private var isPaired: Bool { checks.flatMap(\.lines).contains { $0.difference != nil } }

  private var interval: String {
    isPaired
      ? "Differences are taken over pairs of replications that share their luck; ± is how far other luck would move them. "
        + "What differs between the stated world and the real one is not in it."
      : "Before and after have the same luck where seed and replications are the same: what differs then was changed, and "
        + "there is no noise."
  }

  private func evidence(_ section: CheckReport.Section, _ place: Int) -> [HTML] {
    var parts: [HTML] = []
    if report.isList { parts.append(.tag("h2", name(section, place))) }
    switch section.outcome {
    case .fault(let fault):
      parts.append(.tag("p", sources.isPrivate ? "Not judged." : "Not judged: \(fault.message)"))
      if !sources.isPrivate { parts += fault.others.map { .tag("p", $0.message) } }
    case .skipped(let reason):
      parts.append(.tag("p", sources.isPrivate ? "Skipped." : "Skipped: \(reason.message)"))
    case .checked(let check):
      if let unheld = check.unheld {
        parts.append(.tag("p", sources.isPrivate ? "Not compared." : "Not compared: \(unheld.message)"))
      }
      if !check.loosened.isEmpty, !sources.isPrivate {
        parts += [
          .tag("h2", "What is held less strictly"),
          .tag("ul", [], check.loosened.map { .tag("li", $0.description) }),
        ]
      }
      let lines = changed(check)
      if lines.isEmpty {
        if report.isList {
          parts.append(
            .tag("p", check.lines.contains { $0.kind != .rule } ? "Nothing changed." : "All rules are kept."))
        }
        return parts
      }
      if !check.changes.isEmpty, !sources.isPrivate {
        parts += [
          .tag("h2", "What was changed"), .tag("ul", [], check.changes.folded.map { .tag("li", $0) }),
        ]
      }
      if let bars = CheckBars(check) { parts += [.tag("h2", bars.title), bars.figure] }
      parts.append(.tag("h2", "What came of it"))
      parts += tables(check, lines)
    }
    return parts
  }

  /// What leads, and folded behind it what follows.
  private func tables(_ check: Check, _ lines: [Check.Line]) -> [HTML] {
    func leads(_ line: Check.Line) -> Bool {
      line.verdict == .fail || line.kind != .figure
        || Gate.headlines.contains { $0.rawValue == line.metric }
    }
    let first = lines.filter(leads)
    let rest = lines.filter { !leads($0) }
    var parts: [HTML] = []
    if !first.isEmpty { parts.append(table(check, first, "What changed, what failed first")) }
    if !rest.isEmpty {
      parts.append(
        Page.folded(
          NumberText.count(rest.count, "more figure"),
          [table(check, rest, "What else changed")]))
    }
    return parts
  }

  private func table(_ check: Check, _ lines: [Check.Line], _ caption: String) -> HTML {
    let left = lines.count - CheckPage.mostRows
    let rows = lines.prefix(CheckPage.mostRows).map { line -> [HTML] in
      let what = [line.strategy, line.metric].filter { !$0.isEmpty }.joined(separator: " ")
      let isRule = line.kind == .rule
      let before =
        isRule
        ? "\(line.rule): \(line.allowedText)" : line.kind == .strategy ? line.rule : line.expectedText
      return [
        .text(what), .text(CheckPage.word(line)), .text(before),
        .text(line.kind == .strategy ? "" : line.valueText), .text(isRule ? "" : differenceText(line)),
      ]
    }
    return Page.table(
      ["figure", "verdict", check.reference, "now", isPaired ? "difference, paired" : "difference"], rows,
      caption: caption + (left > 0 ? "; \(left) more are in the data below" : ""))
  }

  private static func word(_ line: Check.Line) -> String {
    if line.verdict == .fail { return line.effect == .better ? "better, which is to fail" : "regressed" }
    return switch line.effect {
    case .better: "better"
    case .worse: line.verdict == .pass ? "worse, within what is allowed" : "worse"
    case .appeared: "new"
    case .gone: "gone"
    case .same, .other: "changed"
    }
  }

  private func differenceText(_ line: Check.Line) -> String {
    let unit = Metric(rawValue: line.metric)?.unit
    let scale = unit == .share ? 100.0 : 1
    var text: String
    if let difference = line.difference, difference.mean.isFinite {
      text = NumberText.estimate(difference, scale: scale)
    } else if let before = line.expected, let now = line.value {
      text = NumberText.significant((now - before) * scale)
    } else {
      return ""
    }
    switch unit {
    case .share: return text + " points"
    case .milliseconds: return text + " ms"
    case .dollars, .dollarsPerMonth, .dollarsPer1kRequests:
      let sign = text.hasPrefix("-") ? "-" : ""
      text = String(text.dropFirst(sign.count))
      return sign + "$" + text
    default: return text
    }
  }

  private var csv: String {
    var rows = ["scenario,strategy,metric,verdict,before,now,difference,half_width"]
    func cell(_ text: String) -> String {
      text.contains { ",\"\n\r".contains($0) } ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }
    func number(_ value: Double?) -> String {
      value.flatMap { $0.isFinite ? NumberText.data($0) : nil } ?? ""
    }
    for (place, section) in report.sections.enumerated() {
      guard case .checked(let check) = section.outcome else { continue }
      for line in changed(check) {
        let words = [name(section, place), line.strategy, line.metric, CheckPage.word(line)].map(cell)
        let numbers = [line.expected, line.value, line.difference?.mean, line.difference?.halfWidth].map(
          number)
        rows.append((words + numbers).joined(separator: ","))
      }
    }
    return rows.joined(separator: "\n") + "\n"
  }
}
