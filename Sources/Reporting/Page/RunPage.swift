import Declarations
import Experiments
import Tables

/// A run as the page that is forwarded.
package struct RunPage: Sendable {
  private let result: RunResult
  private let command: String
  private let charts: [(name: String, svg: String)]
  private let files: [(name: String, text: String)]

  /// A page.
  ///
  /// - Parameters:
  ///   - command: the line that makes the page again.
  ///   - charts: the charts that were drawn, by name.
  ///   - files: the tables that were written, by file name.
  package init(
    _ result: RunResult, command: String, charts: [(name: String, svg: String)],
    files: [(name: String, text: String)]
  ) {
    self.result = result
    self.command = command
    self.charts = charts
    self.files = files
  }

  /// The page as HTML.
  package var text: String {
    let words = VerdictText(result)
    let report = Report(result)
    var page = Page(title: "simbench: \(result.provenance.title)", body: [])
    page.body = [
      .tag("h1", result.provenance.title), .tag("p", [("class", "answer")], words.headline + "."),
    ]
    page.body += words.answers.map { .tag("p", [], [.tag("strong", $0)]) }
    page.body.append(.tag("p", [("class", "soft")], report.provenance + "."))
    page.body += words.sentences.map { .tag("p", $0) }
    let (names, money, rest) = report.strategyColumns
    page.body += [
      .tag("h2", "The strategies"), RunPage.table(names, money, "Money and hits"),
      RunPage.table(names, rest, "Quality, latency and calls"),
    ]
    if result.strategies.contains(where: \.isBound) {
      page.body.append(.tag("p", [("class", "soft")], Report.boundNote))
    }
    page.body += PageSlider.all(of: result)
    page.body += figures
    page.body += notes
    page.body += [.tag("h2", "To make this page again"), .tag("pre", [("tabindex", "0")], command)]
    page.data = files
    return page.text
  }

  private static func table(_ names: TextBlock.Column, _ columns: [TextBlock.Column], _ caption: String)
    -> HTML
  {
    Page.table(
      [names.heading] + columns.map(\.heading),
      names.cells.indices.map { row in
        [.text(names.cells[row])] + columns.map { .text($0.cells[row]) }
      }, caption: caption)
  }

  private var figures: [HTML] {
    var parts: [HTML] = []
    for (name, svg) in charts {
      guard let start = svg.range(of: "<svg") else { continue }
      let title = Chart.all.first { $0.declaration.name == name }?.script(result)?.finding ?? name
      // Every chart has marks of the same names; each keeps its own.
      let own = svg[start.lowerBound...].replacing("gpPt", with: "\(name)-gpPt").replacing(
        "gpDot", with: "\(name)-gpDot"
      )
      .replacing("id=\"gnuplot_", with: "id=\"\(name)-gnuplot_")
      .replacing("<title>Gnuplot</title>", with: "<title>\(HTML.escaped(title))</title>")
      parts.append(
        .tag(
          "figure", [("class", "drawn"), ("role", "img"), ("aria-label", title)],
          [.trusted(String(own)), .tag("figcaption", title)]))
    }
    return parts.isEmpty ? [] : [.tag("h2", "The charts")] + parts
  }

  private var notes: [HTML] {
    let findings = Findings(result)
    let read = ReadingText(result)?.sentences ?? []
    let sentences = findings.curves + read + findings.notes
    let examples = findings.falseHits
    return (sentences.isEmpty ? [] : [.tag("h2", "What to know")] + sentences.map { .tag("p", $0) })
      + (examples.isEmpty
        ? []
        : [.tag("details", [], [.tag("summary", "Examples of false hits")] + examples.map { .tag("p", $0) })])
  }
}
