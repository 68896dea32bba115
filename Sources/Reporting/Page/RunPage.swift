import Decisions
import Declarations
import Experiments
import Tables

/// A run as the page that is forwarded.
package struct RunPage: Sendable {
  private let result: RunResult
  private let sources: PageSources

  private let lanes: SessionLanes?

  /// A page.
  ///
  /// - Parameter lanes: the dearest conversations of the recording that was run, where it has some.
  package init(_ result: RunResult, _ sources: PageSources, lanes: SessionLanes? = nil) {
    self.result = result
    self.lanes = lanes
    self.sources = sources
  }

  /// The page as HTML.
  package var text: String {
    let words = VerdictText(result)
    let report = Report(result)
    let title = sources.isPrivate ? "Which strategy is worth having?" : result.provenance.title
    var page = Page(title: "simbench: \(title)", body: [])
    page.body = [
      .tag("h1", title), .tag("p", [("class", "answer")], words.headline + "."),
    ]
    page.body += words.answers.map { .tag("p", [], [.tag("strong", $0)]) }
    page.body += words.sentences.prefix(1).map { .tag("p", $0) }
    page.body.append(.tag("p", [("class", "soft")], report.provenance + "."))
    page.body += words.sentences.dropFirst().map { .tag("p", $0) }
    let (names, money, rest) = report.strategyColumns
    page.body += [
      .tag("h2", "The strategies"), Page.table(names, money, caption: "Money and hits"),
      Page.table(names, rest, caption: "Quality, latency and calls"),
    ]
    if result.strategies.contains(where: \.isBound) {
      page.body.append(.tag("p", [("class", "soft")], Report.boundNote))
    }
    page.body += PageSlider.all(of: result)
    page.body += figures
    if let lanes { page.body += LaneFigure(lanes).section }
    page.body += notes
    page.body += [.tag("h2", "To make this page again"), .tag("pre", [("tabindex", "0")], sources.command)]
    page.data = sources.files
    return page.text
  }

  private var figures: [HTML] {
    let figures = sources.figures { name in
      let script = Chart.all.first { $0.declaration.name == name }?.script(result)
      return (script?.finding ?? name, script?.table)
    }
    return figures.isEmpty ? [] : [.tag("h2", "The charts")] + figures
  }

  /// What intervals say, in a sentence.
  private var interval: String {
    if let sampling = result.provenance.sampling {
      let unit = sampling.unit.replacing("groups of ", with: "").prefix { $0 != "," }
      return sampling.groups == 0
        ? "A log of so few users, requests or moments gives no interval."
        : "± says how a log of other \(unit), like these, would differ; not what changes next month."
    }
    return result.provenance.replications > 1
      ? "± is over replications that draw the stated world anew, luck, lengths and texts; whether the world is as stated is "
        + "not in it."
      : "One replication gives no interval."
  }

  private var notes: [HTML] {
    let findings = Findings(result)
    let read = ReadingText.sentences(of: result)
    let sampled =
      SampleText(result).map { [$0.sentence.prefix(1).uppercased() + $0.sentence.dropFirst() + "."] } ?? []
    // What was read names files, and warnings quote it.
    let sentences =
      [interval] + sampled + findings.curves + (sources.isPrivate ? [] : read + findings.notes)
    let examples = sources.isPrivate ? [] : findings.falseHits
    return [.tag("h2", "What to know")] + sentences.map { .tag("p", $0) }
      + (examples.isEmpty
        ? []
        : [.tag("details", [], [.tag("summary", "Examples of false hits")] + examples.map { .tag("p", $0) })])
  }
}
