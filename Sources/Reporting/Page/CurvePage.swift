import Experiments
import Tables

/// Miss-ratio curves as the page that is forwarded.
package struct CurvePage: Sendable {
  private let result: CurveResult
  private let sources: PageSources

  /// A page.
  package init(_ result: CurveResult, _ sources: PageSources) {
    self.result = result
    self.sources = sources
  }

  /// The page as HTML.
  package var text: String {
    let report = CurveReport(result)
    let name = sources.isPrivate ? "a trace" : result.trace
    var outline = PageOutline(
      question: "How large a cache does \(name) want, and of which policy?", answer: answer,
      ground: PageOutline.sentence(report.provenance), interval: interval)
    let finding = MissRatioChart(result)?.finding ?? ""
    outline.evidence = sources.figures { _ in (finding, nil) } + tables(report)
    if let slider = slider { outline.evidence += PageSlider.section([slider]) }
    outline.evidence += report.overall.map { .tag("p", $0) }
    outline.evidence += shapes(report)
    outline.notes = report.legend + report.notes
    return outline.page(sources).text
  }

  private var answer: String {
    guard let best = result.smallestNearBest else { return "No cache would hit anything." }
    let text = CapacityText(unit: result.plan.unit)
    let share = NumberText.percent(result.share(best.capacity))
    var hits = NumberText.percent(1 - best.missRatio, decimals: 1)
    let errors = result.points.filter { $0.policy == best.policy }.compactMap(\.expectedError)
    if result.sample != nil, let error = errors.max() {
      hits += " ±\(NumberText.fixed(error * 100, decimals: 2)) points"
    }
    let size = text.phrase(best.capacity)
    return
      "\(best.policy) with \(size), \(share) of all, hits \(hits): within 1 % of the most that any policy does."
  }

  private var interval: String {
    result.sample == nil
      ? "Every request was replayed: on this trace the figures have no error. Another day's requests will differ."
      : "A sample of the keys was replayed: ± is how far the miss ratio of all keys lies from it, as a root mean square. "
        + "Another day's requests will differ beyond that."
  }

  private func tables(_ report: CurveReport) -> [HTML] {
    report.columns.map { what, names, columns in
      Page.table(names, columns, caption: "Misses in % of \(what), by size in % of the working set")
    }
  }

  private func shapes(_ report: CurveReport) -> [HTML] {
    let shapes = report.shapes
    return shapes.isEmpty
      ? [] : [.tag("h2", "Each curve, among the sizes simulated")] + shapes.map { .tag("p", $0) }
  }

  /// The sizes, each with what the policies hit there.
  private var slider: PageSlider? {
    guard result.capacities.count > 1 else { return nil }
    let text = CapacityText(unit: result.plan.unit)
    let sentences = result.capacities.enumerated().map { place, capacity in
      let hits = result.lines.map { line in
        let mark = line.policy.kind.isBound ? " at most" : ""
        return
          "\(line.policy)\(mark) \(NumberText.percent(1 - line.points[place].counts.missRatio, decimals: 1))"
      }
      return "\(text.phrase(capacity)): hits of \(hits.joined(separator: ", "))."
    }
    return PageSlider(label: "Size of the cache", sentences: sentences, start: result.capacities.count / 2)
  }
}
