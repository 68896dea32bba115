import Decisions
import Declarations
import Tables

extension CheckReport {
  /// The greatest length of a comment on a pull request, in bytes, with room for a title of one's own.
  static let longest = 64_000
  /// Lines of a kind that stand above the folded table.
  private static let shown = 30

  /// The report as Markdown, for a job's summary or a comment on a pull request.
  ///
  /// It stays below 65,536 characters; what was left out is said.
  public var markdown: String {
    var result = "### simbench \(command): \(verdict)\n"
    if isList { result += "\n\(total)\n" }
    var tables: [(place: String.Index, name: String, rows: [String])] = []
    var heads = ""
    var left = 0
    for section in sections {
      let head = head(section)
      // Room is kept for the sentence that says what was cut.
      guard result.utf8.count + heads.utf8.count + head.utf8.count < CheckReport.longest - 4000 else {
        left += 1
        continue
      }
      heads += head
      if case .checked(let check) = section.outcome {
        let rows = rows(check)
        if !rows.isEmpty { tables.append((heads.endIndex, section.name, rows)) }
      }
    }
    result += heads
    if left > 0 {
      result +=
        "\n\(NumberText.count(left, "scenario was", "scenarios were")) left out here; the text report has them.\n"
    }
    for table in tables {
      result += folded(table.rows, of: table.name, room: CheckReport.longest - result.utf8.count)
    }
    return result
  }

  private func head(_ section: Section) -> String {
    var result =
      "\n\(isList ? "**\(MarkdownText.escaped(section.name))**" : MarkdownText.escaped(section.name))"
    switch section.outcome {
    case .fault(let fault):
      guard !fault.others.isEmpty else {
        return result + ": not judged: \(MarkdownText.escaped(fault.description))\n"
      }
      var lines = fault.all.map { "- \(MarkdownText.escaped($0.description))" }
      cut(&lines)
      return result + ": not judged:\n\n" + lines.joined(separator: "\n") + "\n"
    case .skipped(let fault): return result + ": skipped: \(MarkdownText.escaped(fault.description))\n"
    case .checked(let check):
      result += ": \(check.summary)\(MarkdownText.escaped(check.gap))\n"
      var causes = check.causes.map { "- \(MarkdownText.escaped($0))" }
      // What failed stands first: of many lines the last are cut.
      var failed: [String] = []
      var moved: [String] = []
      for headline in Headline.all(check) where headline.verdict != .same {
        let words = MarkdownText.escaped("\(headline.strategy): \(headline.text)")
        if headline.verdict == .regressed {
          failed.append("- **regressed** \(words)")
        } else {
          moved.append("- \(headline.verdict.rawValue) \(words)")
        }
      }
      for line in check.lines where line.kind == .rule && line.verdict == .fail {
        failed.append("- **regressed** \(MarkdownText.escaped(line.words(reference: check.reference)))")
      }
      var lines = failed + moved
      cut(&causes)
      cut(&lines)
      if !causes.isEmpty { result += "\n" + causes.joined(separator: "\n") + "\n" }
      if !lines.isEmpty { result += "\n" + lines.joined(separator: "\n") + "\n" }
      return result
    }
  }

  private func cut(_ lines: inout [String]) {
    let left = lines.count - CheckReport.shown
    if left > 0 { lines = lines.prefix(CheckReport.shown) + ["- and \(left) more"] }
  }

  private func rows(_ check: Check) -> [String] {
    // Rules are listed all: they are what the scenario promises.
    let shown = check.lines.filter { $0.verdict != .pass || $0.kind == .rule }
    return [Check.Verdict.fail, .note, .pass].flatMap { verdict in
      shown.filter { $0.verdict == verdict }.map { line in
        let expected =
          line.kind == .rule
          ? "\(line.rule): \(line.expectedText)"
          : line.expected == nil || line.rule != "baseline"
            ? line.rule : "\(check.reference): \(line.expectedText)"
        let cells = [
          verdict == .note && (line.effect == .better || line.effect == .worse)
            ? line.effect.rawValue : verdict.rawValue,
          line.strategy, line.metric,
          expected, line.kind == .strategy ? "" : line.valueText, line.allowedText,
        ]
        return "| " + cells.map(MarkdownText.escaped).joined(separator: " | ") + " |\n"
      }
    }
  }

  /// A table that opens on a click, with as many rows as there is room for.
  private func folded(_ rows: [String], of name: String, room: Int) -> String {
    let title = isList ? MarkdownText.escaped(name) + ": " : ""
    let head =
      "\n<details><summary>\(title)\(NumberText.count(rows.count, "figure"))</summary>\n\n"
      + "| verdict | strategy | metric | expected | now | allowed |\n|---|---|---|---|---|---|\n"
    let foot = "\n</details>\n"
    var left = room - head.utf8.count - foot.utf8.count - 100
    var kept: [String] = []
    for row in rows {
      left -= row.utf8.count
      if left < 0 { break }
      kept.append(row)
    }
    guard !kept.isEmpty else {
      return room > 200
        ? "\n\(NumberText.count(rows.count, "figure was", "figures were")) left out here.\n" : ""
    }
    let missing = rows.count - kept.count
    return head + kept.joined()
      + (missing > 0
        ? "\n\(NumberText.count(missing, "more figure was", "more figures were")) left out here.\n" : "")
      + foot
  }
}

/// Text of users in Markdown.
enum MarkdownText {
  /// A text that stays text, on one line: no markup, no HTML, no formula between dollars, no picture between colons,
  /// nobody is called by an `@` and no issue by a `#`.
  static func escaped(_ text: String) -> String {
    var result = ""
    let characters = Array(text.singleLine)
    func isWord(_ place: Int) -> Bool {
      characters.indices.contains(place) && (characters[place].isLetter || characters[place].isNumber)
    }
    /// Whether a colon begins a name such as `:tada:`, or stands in an address.
    func isShort(_ place: Int) -> Bool {
      let rest = characters[(place + 1)...]
      if rest.prefix(2) == ["/", "/"] { return true }
      let name = rest.prefix { $0.isLetter || $0.isNumber || "_+-".contains($0) }
      return name.contains { !$0.isNumber } && rest.dropFirst(name.count).first == ":"
    }
    for (place, character) in characters.enumerated() {
      switch character {
      // An amount behind a blank can begin a formula and never ends one.
      case "$"
      where !(place == 0 || " (".contains(characters[place - 1]))
        || !(characters.indices.contains(place + 1) && characters[place + 1].isNumber):
        result += "<span>$</span>"
      case ":" where isShort(place): result += ":<!-- -->"
      case "#": result += isWord(place + 1) ? "#<!-- -->" : "\\#"
      // Inside a word, as in the name of a metric, it marks nothing.
      case "_" where !(isWord(place - 1) && isWord(place + 1)): result += "\\_"
      case "<": result += "&lt;"
      case "&": result += "&amp;"
      case "@": result += "@<!-- -->"
      case "\\", "|", "`", "*", "[", "]", "~": result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }
}
