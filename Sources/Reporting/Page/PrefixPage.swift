import Experiments
import Tables

/// Hits of prompt caches as the page that is forwarded.
package struct PrefixPage: Sendable {
  private let result: PrefixResult
  private let sources: PageSources

  /// A page.
  package init(_ result: PrefixResult, _ sources: PageSources) {
    self.result = result
    self.sources = sources
  }

  /// The page as HTML.
  package var text: String {
    let report = PrefixReport(result)
    let name = sources.isPrivate ? "a trace" : result.trace
    var outline = PageOutline(
      question: "How many prompt tokens of \(name) would a prefix cache hold, and of which size?",
      answer: answer(report), ground: PageOutline.sentence(report.provenance),
      interval:
        "Every prompt was replayed: on this trace the figures have no error. Another day's prompts will differ."
    )
    let finding = PrefixHitChart(result)?.finding ?? ""
    outline.evidence = sources.figures { _ in (finding, nil) }
    if let (names, columns) = report.columns {
      outline.evidence.append(
        Page.table(names, columns, caption: "Hits in % of the prompt tokens, by size in blocks"))
    }
    if let slider = slider(report) { outline.evidence += PageSlider.section([slider]) }
    if result.lines.contains(where: \.choice.policy.isBound) {
      outline.notes.append("* bound: knows the future, so that it cannot be deployed.")
    }
    outline.notes += report.sentences
    return outline.page(sources).text
  }

  private func answer(_ report: PrefixReport) -> String {
    guard !result.points.isEmpty else { return "The stream has no prompts: there is no curve." }
    let most = NumberText.percent(result.unlimited.tokenHitRatio, decimals: 1)
    guard let best = result.smallestNearBest else {
      return "A cache without limit hits \(most) of the tokens."
    }
    return
      "\(best.choice) with \(report.size(best.capacity)) comes within 1 % of all that can be hit, \(most) of the tokens."
  }

  private func slider(_ report: PrefixReport) -> PageSlider? {
    guard let first = result.lines.first, first.points.count > 1 else { return nil }
    let sentences = first.points.indices.map { place in
      let hits = result.lines.map { line in
        let mark = line.choice.policy.isBound ? " at most" : ""
        return
          "\(line.choice)\(mark) \(NumberText.percent(line.points[place].counts.tokenHitRatio, decimals: 1))"
      }
      return "\(report.size(first.points[place].capacity)): hits of \(hits.joined(separator: ", "))."
    }
    return PageSlider(label: "Size of the cache", sentences: sentences, start: first.points.count / 2)
  }
}
