import Declarations
import Experiments
import Tables

/// A slider over a curve that was computed anyway: each place says in words what would be there.
struct PageSlider {
  /// What is moved.
  let label: String
  /// What is said at each place.
  let sentences: [String]
  /// The place at first.
  let start: Int

  /// The sliders of a result.
  static func all(of result: RunResult) -> [HTML] {
    section([threshold(result), size(result)].compactMap { $0 })
  }

  /// The sliders of a page, with what moves them; nothing where there is none.
  static func section(_ sliders: [PageSlider]) -> [HTML] {
    guard !sliders.isEmpty else { return [] }
    return [.tag("h2", "What if")] + sliders.enumerated().flatMap { $1.parts($0) }
      + [.tag("script", [], [.trusted(script)])]
  }

  private static let script = """
    for(const i of document.querySelectorAll('input[data-texts]')){const o=document.getElementById(i.id+'-says'),t=JSON.parse(i.dataset.texts);const f=()=>{o.textContent=t[i.value];i.setAttribute('aria-valuetext',t[i.value])};i.addEventListener('input',f);f()}
    """

  private func parts(_ number: Int) -> [HTML] {
    let id = "slider-\(number)"
    let texts = JSONValue(sentences.map { JSONValue.string($0) }).text(indent: nil)
    return [
      .tag("p", [], [.tag("label", [("for", id)], label)]),
      .tag(
        "input",
        [
          ("type", "range"), ("id", id), ("min", "0"), ("max", String(sentences.count - 1)), ("step", "1"),
          ("value", String(start)), ("data-texts", texts),
        ], []),
      .tag("output", [("id", "\(id)-says"), ("for", id)], sentences[start]),
    ]
  }

  private static func threshold(_ result: RunResult) -> PageSlider? {
    guard let curve = result.thresholdCurve, curve.points.count > 1 else { return nil }
    let sentences = curve.points.map { point in
      let false1k = point.falseHitShare.mean * 1000
      let wrong =
        false1k.isFinite
        ? "\(NumberText.significant(false1k)) of 1,000 requests get the answer to another question"
        : "how many answers are wrong is not known"
      return "At \(NumberText.data(point.threshold)): \(NumberText.percent(point.hitShare.mean)) hits, "
        + "\(NumberText.dollars(point.costPerMonth.mean)) a month; \(wrong)."
    }
    let start = curve.points.firstIndex { $0.threshold == curve.ownThreshold } ?? 0
    return PageSlider(
      label: "Threshold of similarity of \(curve.strategy.singleLine)", sentences: sentences, start: start)
  }

  private static func size(_ result: RunResult) -> PageSlider? {
    guard let curve = result.sizeCurve, curve.capacities.count > 1 else { return nil }
    let lines = curve.lines.filter { !$0.isBound }
    let bound = curve.lines.first { $0.isBound }
    let sentences = curve.capacities.enumerated().map { place, capacity in
      let hits = lines.map {
        "\($0.policy) \(NumberText.percent($0.hitShares[place].mean))"
      }.joined(separator: ", ")
      let best =
        bound.map { "; nothing could do better than \(NumberText.percent($0.hitShares[place].mean))" } ?? ""
      return "\(NumberText.count(capacity, "entry", "entries")): hits of \(hits)\(best)."
    }
    return PageSlider(
      label: "Entries of the exact cache", sentences: sentences, start: curve.capacities.count / 2)
  }
}
