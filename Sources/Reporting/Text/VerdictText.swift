import Decisions
import Experiments
import Metrics
import Simulation
import Tables

/// A verdict in words, the same in the table, the titles of charts and the check.
package struct VerdictText {
  private let verdict: Verdict
  private let result: RunResult

  /// The words of a result's verdict.
  package init(_ result: RunResult) {
    self.result = result
    verdict = Verdict(result)
  }

  private var base: String {
    let name = verdict.baseline?.singleLine ?? ""
    return verdict.judgement(of: result.baseline) == nil ? "the bound \(name)" : name
  }
  /// What the baseline costs, be it a bound.
  private var baseCost: Estimate {
    guard result.strategies.indices.contains(result.baseline) else {
      return Estimate(mean: .nan, halfWidth: .nan)
    }
    return result.estimate(
      verdict.isPriced ? .totalCostPerMonth : .costPerMonth, of: result.strategies[result.baseline])
  }

  /// The verdict in a line: what to take, and what it costs beside money.
  package var headline: String { headline(naming: result.strategies.map(\.name.singleLine)) }

  /// The headline over a chart, which has room for two lines: names are cut where what is lost would not be told otherwise.
  var title: String {
    let whole = headline
    return whole.wrapped(to: ChartScript.titleWidth).count <= 2
      ? whole : headline(naming: result.strategies.map(\.name.singleLine).clippedApart(to: 24))
  }

  private func headline(naming names: [String]) -> String {
    guard result.hasMeasured else { return "No request was measured" }
    guard result.strategies.count > 1, names.indices.contains(result.baseline) else {
      let objection = verdict.judgements.first?.objections.first.map { ", but " + short($0) } ?? ""
      return "Cost of a month: \(NumberText.dollars(baseCost.mean))\(objection)"
    }
    guard !verdict.judgements.isEmpty else { return "Each strategy is a bound, which cannot be deployed" }
    guard let best = verdict.recommended else { return "No strategy keeps every rule" }
    let (name, baseline) = (names[best.place], names[result.baseline])
    if best.place == result.baseline {
      // What costs less within chance may well cost less.
      let isSure = !verdict.judgements.contains { $0.isAllowed && $0.saving.mean > 0 }
      return "Nothing that keeps the rules \(isSure ? "costs" : "surely costs") less than \(baseline)\(inAll)"
    }
    var losses = best.losses.prefix(2).map(\.brief)
    // What there is no room for is counted: a title must not hide it.
    let left = best.losses.count - losses.count
    if left > 0 { losses.append("and \(NumberText.count(left, "more loss", "more losses"))") }
    losses += best.rulings.filter { $0.standing == .unsure }.map {
      "\($0.rule.constraint.metric.words) not certain"
    }
    let tail = losses.isEmpty ? "" : "; " + losses.joined(separator: ", ")
    let own = verdict.judgement(of: result.baseline)
    let base = (own == nil ? "the bound " : "") + baseline
    guard best.saving.mean >= 0 else {
      let why = own == nil ? "" : ", which breaks a rule"
      return "\(name) costs \(more(best)) than \(base)'s \(NumberText.dollars(baseCost.mean)) a month"
        + "\(inAll)\(why)\(tail)"
    }
    let why = own?.isAllowed == false ? ", which breaks a rule" : ""
    guard best.saving.mean > 0 else {
      return "\(name) costs as much as \(base), \(NumberText.dollars(baseCost.mean)) a month"
        + "\(inAll)\(why)\(tail)"
    }
    return "\(name) saves \(NumberText.percent(share(best))) of \(base)'s "
      + "\(NumberText.dollars(baseCost.mean)) a month\(inAll)\(tail)"
  }

  private var inAll: String { verdict.isPriced ? " in all" : "" }

  /// The share of the baseline's cost that a strategy saves, as the table has it; with errors where they are priced.
  private func share(_ judgement: Verdict.Judgement) -> Double {
    guard baseCost.mean > 0 else { return .nan }
    return verdict.isPriced
      ? judgement.saving.mean / baseCost.mean
      : result.estimate(.savingShare, of: result.strategies[judgement.place]).mean
  }

  /// How much more a strategy costs than the baseline: in per cent, or in dollars where that costs nothing.
  private func more(_ judgement: Verdict.Judgement) -> String {
    let share = share(judgement)
    return (share.isFinite ? NumberText.percent(-share) : NumberText.dollars(-judgement.saving.mean))
      + " more"
  }

  /// The strategy to take, by name.
  var recommendedName: String? { verdict.recommended?.name }

  /// How the strategy to take stands among those that keep the rules, in a clause; nil without one.
  var standing: String? {
    guard let best = verdict.recommended else { return nil }
    // What costs less by the mean and not beyond chance is not taken.
    let isLeast = !verdict.judgements.contains { $0.isAllowed && $0.cost.mean < best.cost.mean }
    return isLeast
      ? "\(best.name) costs least\(inAll) of those that keep the rules"
      : "nothing that keeps the rules surely costs less\(inAll) than \(best.name)"
  }

  /// What is said behind a saving, or behind what costs more, whose interval holds that there is no difference.
  private func chance(_ saving: Estimate) -> String {
    saving.mean != 0 && saving.halfWidth >= saving.mean.magnitude ? " within chance" : ""
  }

  /// What stands beside a bar: what is saved, with what stands against it or is lost; in brief most losses are counted.
  func label(of place: Int, isBrief: Bool = false) -> String {
    guard let judgement = verdict.judgement(of: place) else { return "" }
    if place == result.baseline {
      return ", baseline" + (judgement.objections.first.map { ", but " + short($0) } ?? "")
    }
    let saving = result.estimate(.savingShare, of: result.strategies[place])
    let saved = saving.mean
    var text = ""
    if saved.isFinite {
      text = saved >= 0 ? ", saves \(NumberText.percent(saved))" : ", \(NumberText.percent(-saved)) more"
      text += chance(saving)
    }
    if let objection = judgement.objections.first { return text + ", but " + short(objection) }
    // Where wrong answers are priced, what they cost is on no bar.
    let what = isBrief ? "in all" : "with wrong answers"
    if verdict.isPriced { text += ", \(NumberText.dollars(judgement.cost.mean)) \(what)" }
    let losses = judgement.losses.filter { !isPriced($0) }
    guard let loss = losses.first else { return text }
    let isCounted = isBrief && losses.count > 1 && judgement.name != recommendedName
    if isCounted { return text + ", \(losses.count) losses" }
    return text + ", " + loss.brief + (losses.count > 1 ? " and \(losses.count - 1) more" : "")
  }

  /// What stands against a strategy, or else what it loses, behind a saving in a title; empty where nothing does.
  func price(of place: Int) -> String {
    guard let judgement = verdict.judgement(of: place) else { return "" }
    if let objection = judgement.objections.first { return ", but " + short(objection) }
    let left = judgement.losses.count - 2
    let more = left > 0 ? ", and \(NumberText.count(left, "more loss", "more losses"))" : ""
    return judgement.losses.isEmpty ? "" : "; " + brief(Array(judgement.losses.prefix(2))) + more
  }

  /// Whether a loss is in the dollars already.
  private func isPriced(_ loss: Loss) -> Bool {
    switch loss.kind {
    case .falseHits: result.errorPrices.falseHit > 0
    case .staleHits: result.errorPrices.staleHit > 0
    default: false
    }
  }

  /// Whether a strategy breaks a rule.
  func isRuledOut(_ place: Int) -> Bool {
    verdict.judgement(of: place).map { !$0.objections.isEmpty } ?? false
  }

  /// Whether any strategy does.
  var hasRuledOut: Bool { verdict.judgements.contains { !$0.objections.isEmpty } }

  /// The verdict in sentences: what to take, what it costs, what was ruled out and by what rules.
  package var sentences: [String] {
    guard result.strategies.count > 1, verdict.baseline != nil else { return alone }
    guard result.hasMeasured else { return ["Verdict: none. No request was measured."] }
    guard !verdict.judgements.isEmpty else {
      return ["Verdict: none. Each strategy is a bound, which cannot be deployed."]
    }
    return [decision] + unsure + ruledOut + uncounted + equals + result.unequalRequests + [rules]
  }

  /// What is said of a strategy that stands alone: nothing, unless a rule is stated or broken.
  private var alone: [String] {
    // A sweep has the baseline beside its cells: the best of them is its finding, and not the baseline.
    if let sweep = result.sweep {
      return [rules(over: sweep.rows.flatMap { Verdict.rulings(of: $0.result, in: result) })]
    }
    guard let only = verdict.judgements.first, result.hasMeasured else { return [] }
    guard only.objections.isEmpty else {
      return [
        "Verdict: none. \(only.name.singleLine) has \(list(only.objections.map(words))).", rules,
      ]
    }
    guard verdict.rules.contains(where: { !$0.isAssumed }) else { return [] }
    return [
      "Verdict: \(only.name.singleLine), \(NumberText.dollars(only.cost.mean)) a month, keeps the rules."
    ]
      + unsure + [rules]
  }

  private var decision: String {
    guard let best = verdict.recommended else {
      return "Verdict: none. No strategy keeps every rule."
    }
    let lost = verdict.isPriced ? " with \(result.errorPrices.words)" : ""
    let cost = NumberText.dollars(best.cost.mean)
    guard best.place != result.baseline else {
      var text = "Verdict: stay with \(base), \(cost) a month\(lost)"
      let unsure = verdict.judgements.filter { $0.isAllowed && $0.saving.mean > 0 && !$0.savesSurely }
      text +=
        unsure.isEmpty
        ? ": nothing that keeps the rules costs less"
        : ": what costs less (\(list(unsure.map(\.name.singleLine)))) does so within chance"
      return text + "."
    }
    let saved = result.estimate(.savingShare, of: result.strategies[best.place])
    let saving =
      best.saving.mean < 0
      ? "costs \(more(best))"
      : best.saving.mean == 0
        ? "costs as much"
        : verdict.isPriced
          ? "saves $\(MetricUnit(.totalSavingPerMonth, greatest: best.cost.mean).text(best.saving))"
          : "saves \(small(saved) ?? MetricUnit(.savingShare, greatest: 1).text(saved) + " %")"
    let (own, former) = apart(best.cost.mean, baseCost.mean)
    var text = "Verdict: \(best.name.singleLine), \(own) a month\(lost) instead of \(base)'s "
    text += "\(former); \(saving)"
    if best.saving.halfWidth.isNaN { text += " (no interval)" }
    let certain = best.losses.filter { !$0.isOfTheUnknown }.map(\.long)
    text += certain.isEmpty ? "." : ", at the price of \(list(certain))."
    let unknown = best.losses.filter(\.isOfTheUnknown).map(\.long)
    if !unknown.isEmpty { text += " This holds only if \(unknown.joined(separator: ", and if "))." }
    return text
  }

  /// A share that two decimals of a per cent would show as nothing, as the title has it; nil for any other.
  private func small(_ share: Estimate) -> String? {
    share.mean != 0 && share.mean.magnitude < 0.00005 ? NumberText.percent(share.mean) : nil
  }

  /// The dollars of two strategies, with the digits in which they differ where they would look alike.
  private func apart(_ own: Double, _ former: Double) -> (String, String) {
    let texts = (NumberText.dollars(own), NumberText.dollars(former))
    guard own != former, texts.0 == texts.1 else { return texts }
    let digits = FigureText(Metric.costPerMonth.rawValue, [own, former])
    return (digits.text(own), digits.text(former))
  }

  /// What the recommended strategy keeps by its mean and not by its interval.
  private var unsure: [String] {
    (verdict.recommended?.rulings ?? []).filter { $0.standing == .unsure }.map { ruling in
      let constraint = ruling.rule.constraint
      let unit = MetricUnit(constraint.metric, greatest: ruling.value.mean.magnitude)
      let beside = ruling.rule.isBesideErrors ? " beside wrong hits" : ""
      return "Not certain: \(constraint.metric.words)\(beside) \(unit.text(ruling.value))"
        + (unit.unit.isEmpty ? "" : " \(unit.unit)")
        + " may lie beyond \(unit.unit == "ms" ? NumberText.significant(constraint.bound) + " ms" : limit(constraint))."
    }
  }

  private var ruledOut: [String] {
    // What an answer is about is told too where it breaks a rule, be it dearer than what is recommended.
    let told = Set(verdict.excluded.map(\.place))
    let asked = Set(verdict.answers.map(\.strategy))
    return verdict.judgements.filter { judgement in
      told.contains(judgement.place) || !judgement.objections.isEmpty && asked.contains(judgement.name)
    }.map { judgement in
      let name = judgement.name.singleLine
      let share = self.share(judgement)
      let saving =
        verdict.isPriced
        ? judgement.saving : result.estimate(.savingShare, of: result.strategies[judgement.place])
      let saves =
        judgement.place == result.baseline
        ? "The baseline \(name)"
        : share > 0 ? "\(name) would save \(NumberText.percent(share))\(chance(saving)), but" : "\(name)"
      return "Ruled out: \(saves) has \(list(judgement.objections.map(words)))."
    }
  }

  /// What has no cost in all, and is neither taken nor ruled out.
  private var uncounted: [String] {
    let names = verdict.judgements.filter { $0.objections.isEmpty && !$0.cost.mean.isFinite }.map(
      \.name.singleLine)
    guard verdict.isPriced, !names.isEmpty else { return [] }
    return [
      "Not judged: \(list(names)), of whose hits nobody knows how many are wrong, and so what they cost in all."
    ]
  }

  private var equals: [String] {
    guard let best = verdict.recommended, !verdict.equals.isEmpty else { return [] }
    let own = result.strategies[best.place]
    let others = verdict.equals.compactMap(result.strategy)
    let names = others.map { other in
      let gains = result.contrasts(of: other, over: own, isGain: true)
      let losses = result.contrasts(of: own, over: other, isGain: false).joined(separator: ", ")
      let words = gains + (losses.isEmpty ? [] : [(gains.isEmpty ? "" : "but ") + losses])
      return other.name.singleLine + (words.isEmpty ? "" : " (\(words.joined(separator: ", ")))")
    }
    // Without an interval nothing is known of chance, and what costs the same does so to the dollar.
    let isOne = others.allSatisfy { result.difference(.costPerMonth, of: $0, versus: own).halfWidth.isNaN }
    return ["\(isOne ? "As" : "Within chance as") cheap as \(best.name.singleLine): \(list(names))."]
  }

  private var rules: String { rules(over: verdict.judgements.flatMap(\.rulings)) }

  /// By what is judged, where so much was held to the rules.
  private func rules(over rulings: [Verdict.Ruling]) -> String {
    let stated = verdict.rules.filter { !$0.isAssumed }.map(words)
    // A default that nothing could break needs no words.
    let assumed = verdict.rules.filter { rule in
      rule.isAssumed && rulings.contains { $0.rule == rule && $0.value.mean.magnitude > 0 }
    }.map(words)
    var parts: [String] = []
    if !stated.isEmpty { parts.append("the scenario's constraints (\(list(stated)))") }
    if verdict.isPriced { parts.append("money, with \(result.errorPrices.words)") }
    if parts.isEmpty && assumed.isEmpty { parts.append("money") }
    let own = parts.isEmpty ? "" : list(parts)
    guard !assumed.isEmpty else { return "Judged by \(own)." }
    let defaults = "simbench's defaults, where none is stated: \(list(assumed))"
    return "Judged by \(own.isEmpty ? "" : own + ", and by ")\(defaults)."
  }

  // MARK: Answers

  /// What the title's question gets for an answer.
  package var answers: [String] {
    verdict.answers.map { answer in
      let name = answer.strategy.singleLine
      let versus = answer.versus.singleLine
      let outcome =
        switch answer.outcome {
        case .better: "\(name) beats \(versus)"
        case .worse: "\(name) is worse than \(versus)"
        case .trade: "\(name) trades against \(versus)"
        case .noDifference: "no difference between \(name) and \(versus)"
        case .differs: "\(name) differs from \(versus)"
        case .unknown: "unknown for \(name)"
        }
      let figures = answer.comparisons.map { comparison -> String in
        guard comparison.difference.mean.isFinite else { return "\(comparison.metric.words) n/a" }
        let unit = MetricUnit(comparison.metric, greatest: comparison.own.mean.magnitude)
        let sign = comparison.difference.mean > 0 ? "+" : ""
        // What is paired with the baseline needs no second figure beside it.
        if comparison.metric.isPaired, answer.versus == verdict.baseline {
          return "\(unit.heading) \(unit.text(comparison.own))"
        }
        // A difference has digits of its own: what lies beyond its interval is not rounded into it.
        let step = MetricUnit(comparison.metric, greatest: comparison.difference.mean.magnitude)
        return "\(unit.heading) \(unit.text(comparison.own)) against \(unit.text(comparison.other)) "
          + "(\(sign)\(step.text(comparison.difference))\(step.unit == unit.unit ? "" : " " + step.unit))"
      }
      let claim = answer.claim.map {
        ", \(stated($0.value, of: answer.comparisons[0].metric)) is claimed and \($0.isReached ? "reached" : "not reached")"
      }
      let place = result.strategies.firstIndex { $0.name == answer.strategy } ?? 0
      let isOut = isRuledOut(place) ? " (ruled out below)" : ""
      return
        "Answer: \(outcome)\(isOut): \(figures.joined(separator: ", "))\(claim ?? "")\(losses(beside: answer))."
    }
  }

  /// What the strategy of an answer loses beside what is asked for; the verdict has it of the one that is recommended.
  private func losses(beside answer: Answer) -> String {
    guard answer.versus == verdict.baseline, answer.strategy != verdict.recommended?.name,
      let judgement = verdict.judgements.first(where: { $0.name == answer.strategy })
    else { return "" }
    let asked = Set(answer.comparisons.map(\.metric))
    let losses = judgement.losses.filter { asked.isDisjoint(with: $0.metrics) }
    // A dearer strategy loses money, which the verdict tells of the recommended one alone.
    let isDearer = asked.isDisjoint(with: VerdictText.costs) && costsMore(judgement)
    return losses.words(behind: isDearer ? "it costs \(more(judgement))\(inAll)" : nil)
  }

  /// The metrics that say what a strategy costs or saves as a whole.
  private static let costs: Set<Metric> = [
    .costUSD, .costPerMonth, .costPer1kRequests, .totalCostPerMonth, .savingShare, .savingPerMonth,
    .totalSavingPerMonth,
  ]

  /// Whether a strategy costs more than the baseline, beyond chance where that is known.
  private func costsMore(_ judgement: Verdict.Judgement) -> Bool {
    let share = result.estimate(.savingShare, of: result.strategies[judgement.place])
    let saving = verdict.isPriced || !share.mean.isFinite ? judgement.saving : share
    return saving.mean < 0 && (saving.halfWidth.isNaN || saving.isSurelyNegative)
  }

  // MARK: Words

  private func words(_ rule: Rule) -> String {
    let constraint = rule.constraint
    let beside = rule.isBesideErrors ? " beside wrong hits" : ""
    return "\(constraint.metric.words)\(beside) of at \(constraint.isMaximum ? "most" : "least") "
      + limit(constraint)
  }

  private func limit(_ constraint: Constraint) -> String { stated(constraint.bound, of: constraint.metric) }

  /// A value as a scenario states it, with its own digits.
  private func stated(_ value: Double, of metric: Metric) -> String {
    switch metric.unit {
    case .quality, .count: NumberText.tic(value)
    case .share: NumberText.tic(value * 100) + " %"
    case .milliseconds:
      value.magnitude >= 1000 ? NumberText.tic(value / 1000) + " s" : NumberText.tic(value) + " ms"
    default: metric.sentence(value)
    }
  }

  /// A value beside the bound that it is held to, with as many digits as tell them apart where they are close.
  private func shown(_ ruling: Verdict.Ruling) -> (value: String, limit: String) {
    let constraint = ruling.rule.constraint
    let (value, bound) = (ruling.value.mean, constraint.bound)
    // As far as rounding to three digits, or to a whole per cent, may move a value.
    let near = (constraint.metric.isShare ? 0.05 : 0.005) * max(value.magnitude, bound.magnitude)
    guard value.isFinite, abs(value - bound) <= near else {
      return (constraint.metric.sentence(value), limit(constraint))
    }
    let digits = FigureText(constraint.metric.rawValue, [value, bound])
    return (digits.text(value), digits.text(bound))
  }

  private func words(_ ruling: Verdict.Ruling) -> String {
    let metric = ruling.rule.constraint.metric
    let bound = ruling.rule.constraint
    let side = bound.isMaximum ? "at most" : "at least"
    let (value, bounded) = shown(ruling)
    let limit = "(\(side) \(bounded)\(ruling.rule.isBesideErrors ? ", beside wrong hits" : ""))"
    return ruling.standing == .unknown
      ? "no value for \(metric.words) \(limit)"
      : "\(metric.words) \(metric == .unansweredChange ? "of " : "")\(value) \(limit)"
  }

  /// What stands against a strategy, beside its bar.
  private func short(_ ruling: Verdict.Ruling) -> String {
    let metric = ruling.rule.constraint.metric
    if ruling.standing == .unknown { return "\(metric.words) unknown" }
    let value = ruling.value.mean
    return switch metric {
    case .qualityChange: "quality \(NumberText.significant(value, digits: 2))"
    case .unansweredChange: "\(NumberText.percent(value)) more unanswered"
    default: "\(metric.words) \(metric.sentence(value))"
    }
  }

  /// Losses in a title or behind a figure, all of them.
  func brief(_ losses: [Loss]) -> String { losses.map(\.brief).joined(separator: ", ") }

  private func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }
}
