import Decisions
import Tables

/// What became of claims as the page that is forwarded.
package struct ClaimPage: Sendable {
  private let results: [ClaimStudy.FileResult]
  private let sources: PageSources

  /// A page.
  package init(_ results: [ClaimStudy.FileResult], _ sources: PageSources) {
    self.results = results
    self.sources = sources
  }

  /// The page as HTML.
  package var text: String {
    let titles = results.map(\.file.title).joined(separator: "; ")
    let all = results.flatMap(\.claims)
    let simulated = all.count { $0.figures.simulated != nil }
    var outline = PageOutline(
      question: sources.isPrivate ? "Do the stated figures hold?" : "Do the figures hold? \(titles)",
      answer: PageOutline.sentence(ClaimReport(results).finding),
      ground:
        "Each figure is recomputed from the inputs that are stated with it; \(simulated) of \(all.count) are also simulated.",
      interval:
        "± is over replications that draw the stated world anew, lengths, luck and texts; whether the world is as stated "
        + "is not in it.")
    let finding = ClaimChart(results).finding
    let stacked = StackChart(results)?.finding
    outline.evidence = sources.figures { ($0 == ClaimWriter.stackChart ? stacked ?? finding : finding, nil) }
    for (place, result) in results.enumerated() {
      let name = sources.isPrivate ? "File \(place + 1)" : result.file.title
      outline.evidence.append(.tag("h2", name))
      outline.evidence.append(table(result, name))
    }
    return outline.page(sources).text
  }

  private func table(_ result: ClaimStudy.FileResult, _ name: String) -> HTML {
    let headings = ["claim", "verdict", "claimed", "recomputed", "simulated"]
    let rows = result.claims.map { judged -> [HTML] in
      let claim = judged.claim
      let says = sources.isPrivate ? claim.id : "\(claim.id): \(claim.says)"
      let reason = sources.isPrivate ? "" : ClaimText.reason(judged)
      let words: HTML = .tag(
        "span", [], [.text(says)] + (reason.isEmpty ? [] : [.tag("small", [("class", "soft")], " \(reason)")])
      )
      return [
        words, .text(judged.verdict.rawValue), .text(ClaimText.range(claim.claimed, claim.unit)),
        .text(ClaimText.range(judged.figures.recomputed, claim.unit)),
        .text(ClaimText.estimate(judged.figures.simulated, claim.unit)),
      ]
    }
    return Page.table(headings, rows, caption: "\(name): what was claimed, and what comes out")
  }
}
