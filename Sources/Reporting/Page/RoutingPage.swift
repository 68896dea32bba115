import Routing
import Tables

/// A study of routers as the page that is forwarded.
package struct RoutingPage: Sendable {
  private let result: RoutingResult
  private let sources: PageSources

  /// A page.
  package init(_ result: RoutingResult, _ sources: PageSources) {
    self.result = result
    self.sources = sources
  }

  /// The page as HTML.
  package var text: String {
    let report = RoutingReport(result)
    var outline = PageOutline(
      question: "Which router is worth having between \(result.weak) and \(result.strong)?", answer: answer,
      ground: report.provenance.map(PageOutline.sentence).joined(separator: " "), interval: interval)
    outline.evidence = sources.figures { _ in (report.finding, nil) }
    let captions = [
      "What each router does; money per 1,000 queries", "The same by the measures of the literature",
    ]
    for (caption, metrics) in zip(captions, RoutingReport.metrics) {
      let (names, columns) = report.columns(metrics)
      outline.evidence.append(Page.table(names, columns, caption: caption))
    }
    outline.notes = report.legend.map(PageOutline.sentence) + report.notes.map(PageOutline.sentence)
    if sources.isPrivate { outline = redacted(outline) }
    return outline.page(sources).text
  }

  private var answer: String {
    let tested = result.tested
    guard let best = tested.first(where: \.beatsRandom) else {
      return PageOutline.sentence(RoutingReport(result).finding)
    }
    let count = tested.count { $0.beatsRandom }
    return
      "\(best.label) saves $\(RoutingMetric.dollarsSaved.text(best[.dollarsSaved])) per 1,000 queries over "
      + (result.isBeyondStrong(best)
        ? "the strong model, which is less accurate; \(count) of \(tested.count) routers beat random routing."
        : "random routing of the same accuracy; \(count) of \(tested.count) routers beat it.")
  }

  private var interval: String {
    let study = result.study
    guard study.resamples > 0 else { return "Without resamples there are no intervals." }
    return
      "± is half of an interval of \(NumberText.percent(study.confidence)) from resampled test queries: how other queries of "
      + "the same kind would differ. Other prices, other models and another mix of queries are not in it."
  }

  /// Leaves the names of models out.
  private func redacted(_ outline: PageOutline) -> PageOutline {
    let names = ([result.weak, result.strong] + result.models.map(\.name)).filter { !$0.isEmpty }
    let known = Dictionary(
      zip(names, ["the weak model", "the strong model"] + result.models.indices.map { "model \($0 + 1)" }),
      uniquingKeysWith: { first, _ in first })
    let longest = known.keys.sorted { ($0.count, $0) > ($1.count, $1) }
    func redact(_ text: String) -> String {
      longest.reduce(text) { $0.replacing($1, with: known[$1] ?? "") }
    }
    var outline = outline
    outline.question = redact(outline.question)
    outline.answer = redact(outline.answer)
    outline.ground = redact(outline.ground)
    outline.evidence = outline.evidence.map { $0.replacingTexts(redact) }
    outline.notes = outline.notes.map(redact)
    return outline
  }
}
