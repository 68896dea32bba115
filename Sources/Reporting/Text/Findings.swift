import Declarations
import Experiments
import Simulation

/// What a result says beyond its table, in sentences.
struct Findings {
  private let result: RunResult

  /// The findings of a result.
  init(_ result: RunResult) { self.result = result }

  private var deployable: [StrategyResult] { result.strategies.filter { !$0.isBound } }

  private func mean(_ metric: Metric, _ strategy: StrategyResult) -> Double {
    result.estimate(metric, of: strategy).mean
  }

  private func violations(_ strategy: StrategyResult) -> [Constraint] {
    result.constraints.filter { !$0.allows(mean($0.metric, strategy)) }
  }

  /// The cheapest strategy that may be deployed.
  var answers: [String] {
    guard result.strategies.count > 1, result.strategies.indices.contains(result.baseline) else { return [] }
    let base = result.strategies[result.baseline].name.singleLine
    let isPriced = result.errorPrices.isStated
    let metric = isPriced ? Metric.totalCostPerMonth : .costPerMonth
    let kept = deployable.filter { violations($0).isEmpty && mean(metric, $0).isFinite }
    guard let best = kept.min(by: { mean(metric, $0) < mean(metric, $1) }) else {
      return result.constraints.isEmpty ? [] : ["No strategy keeps every constraint."]
    }
    let among = result.constraints.isEmpty ? "" : " that keeps every constraint"
    let name = best.name.singleLine
    let cost = NumberText.dollars(mean(metric, best))
    let lost = isPriced ? " with \(result.errorPrices.words)" : ""
    if name == base { return ["Cheapest strategy\(among): the baseline \(base), \(cost) a month\(lost)."] }
    if isPriced {
      let saving = result.estimate(.totalSavingPerMonth, of: best)
      let text = MetricUnit(.totalSavingPerMonth, greatest: mean(metric, best)).text(saving)
      return [
        "Cheapest strategy\(among)\(lost): \(name), \(cost) a month in all, $\(text) less than \(base)."
      ]
    }
    let saving = result.estimate(.savingShare, of: best)
    let change = result.estimate(.qualityChange, of: best)
    var text = "Cheapest strategy\(among): \(name), \(cost) a month, "
    text += "\(MetricUnit(.savingShare, greatest: 1).text(saving)) % less than \(base)"
    if change.mean.isFinite {
      let sign = change.mean > 0 ? "+" : ""
      text += "; quality \(sign)\(MetricUnit(.qualityChange, greatest: 1).text(change))"
    }
    return [text + "."]
  }

  /// Constraints that are broken or cannot be judged.
  var constraints: [String] {
    guard !result.constraints.isEmpty else { return [] }
    var sentences: [String] = []
    for strategy in deployable {
      for constraint in violations(strategy) {
        let value = mean(constraint.metric, strategy)
        let name = strategy.name.singleLine
        let bound = constraint.metric.sentence(constraint.bound)
        let side = constraint.isMaximum ? "at most" : "at least"
        let rule = "\(constraint.metric.words) of \(side) \(bound)"
        sentences.append(
          value.isFinite
            ? "Constraint broken: \(name) has \(constraint.metric.sentence(value)) against a \(rule)."
            : "Constraint not judged: \(name) has no value for the \(rule).")
      }
    }
    return sentences.isEmpty ? ["Every strategy keeps every constraint."] : sentences
  }

  /// What the curves and the attribution show.
  var curves: [String] {
    [threshold, optimum, discrimination, attribution, size].compactMap(\.self) + decisions
  }

  private var threshold: String? {
    guard let curve = result.thresholdCurve, let first = curve.points.first, let last = curve.points.last,
      first.threshold < last.threshold
    else { return nil }
    func text(_ point: ThresholdCurve.Point) -> String {
      "\(NumberText.percent(point.hitShare.mean)) hits with \(NumberText.percent(point.falseHitShare.mean)) false"
    }
    func name(_ point: ThresholdCurve.Point) -> String { NumberText.data(point.threshold) }
    var sentence = "Threshold of \(curve.strategy.singleLine): "
    if let own = curve.points.first(where: { $0.threshold == curve.ownThreshold }) {
      sentence += "\(text(own)) at its \(name(own)); "
    }
    return sentence + "\(text(first)) at \(name(first)), \(text(last)) at \(name(last))."
  }

  private var optimum: String? {
    guard let curve = result.thresholdCurve, let optimum = curve.optimum else { return nil }
    let best = curve.points[optimum.place]
    let total = NumberText.dollars(best.totalCostPerMonth.mean)
    var sentence =
      "With \(curve.prices.words), \(curve.strategy.singleLine) costs least at \(curve.interval(optimum)): "
      + "\(total) a month in all"
    if best.threshold != curve.ownThreshold {
      let saving = MetricUnit(.totalSavingPerMonth, greatest: best.totalCostPerMonth.mean)
      sentence +=
        ", $\(saving.text(optimum.savingOverOwn)) less than at its \(NumberText.data(curve.ownThreshold))"
    }
    if optimum.isAtEnd {
      sentence += "; the threshold is the last that was tried, a further one may cost less"
    }
    return sentence + "."
  }

  private var discrimination: String? {
    guard !result.discrimination.isEmpty else { return nil }
    let parts = result.discrimination.map { "\($0.embedder) \(NumberText.fixed($0.area, decimals: 3))" }
    return "Area under the ROC curve, right against wrong nearest prompts: " + parts.joined(separator: ", ")
      + "."
  }

  /// The most frequent false hits of the strategy that is looked at most closely.
  var falseHits: [String] {
    let wanted = result.thresholdCurve?.strategy
    guard let list = result.falseHits.first(where: { $0.strategy == wanted }) ?? result.falseHits.last else {
      return []
    }
    let most = list.rows.prefix(Findings.falseHitRows).map { row in
      "\(NumberText.significant(row.count, digits: 2)) x \"\(row.asked.singleLine.clipped(to: 120))\" got the answer to "
        + "\"\(row.answered.singleLine.clipped(to: 120))\"."
    }
    return ["Most frequent false hits of \(list.strategy.singleLine) (more are in false_hits.csv):"] + most
  }

  private static let falseHitRows = 3

  private var attribution: String? {
    guard let attribution = result.attribution, !attribution.parts.isEmpty else { return nil }
    let whole = attribution.total.mean
    let parts = attribution.parts.map { part in
      let share = whole > 0 ? " (\(NumberText.percent(part.saving.mean / whole)))" : ""
      return "\(part.layer) \(NumberText.dollars(part.saving.mean))\(share)\(quality(part))"
    }
    let method = attribution.method == "shapley" ? "Shapley shares" : "each layer left out"
    let limits = attribution.limits.map { part in
      "; \(part.layer), which can only refuse or degrade, \(NumberText.dollars(part.saving.mean))\(quality(part))"
    }
    return "Of the \(NumberText.dollars(whole)) a month that \(attribution.strategy.singleLine) saves: "
      + parts.joined(separator: ", ") + (limits ?? "") + " [\(method)]."
  }

  /// What a layer does to the quality, where it shows in four decimals.
  private func quality(_ part: Attribution.Part) -> String {
    guard abs(part.quality.mean) >= 0.00005 else { return "" }
    let sign = part.quality.mean > 0 ? "+" : ""
    return " with quality \(sign)\(NumberText.fixed(part.quality.mean, decimals: 4))"
  }

  private var size: String? {
    guard let curve = result.sizeCurve, let gap = curve.widestHeadRoom else { return nil }
    let entries = NumberText.fixed(Double(curve.capacities[gap.place]))
    return
      "At \(entries) entries \(gap.policy) hits \(NumberText.percent(gap.share)) and the bound \(gap.bound) "
      + "\(NumberText.percent(gap.boundShare)): \(NumberText.significant((gap.boundShare - gap.share) * 100, digits: 2)) "
      + "points of head-room, the most at any size."
  }

  private var decisions: [String] {
    guard let curve = result.decisionCurve else { return [] }
    return curve.lines.compactMap { line in
      guard let first = line.points.first, let last = line.points.last else { return nil }
      func share(_ count: Int) -> String {
        let share = first.share(count, confidence: curve.confidence)
        return "\(NumberText.percent(share.share)) [\(NumberText.percent(share.lower)), "
          + "\(NumberText.percent(share.upper))]"
      }
      let size = "With \(NumberText.fixed(Double(line.capacity))) entries"
      let length = "\(NumberText.fixed(Double(first.requests))) requests"
      let trials = "of \(NumberText.fixed(Double(first.trials))) trials"
      guard let better = curve.better(line) else {
        return
          "\(size) \(curve.policies.first) and \(curve.policies.second) cannot be told apart even by "
          + "\(NumberText.fixed(Double(last.requests))) requests; \(length) tie in \(share(first.tied)) \(trials)."
      }
      let outcome =
        "\(length) name the wrong winner in \(share(first.wrong)) and none in \(share(first.tied))"
      let points = MetricUnit(.hitShare, greatest: 1).text(
        Estimate(mean: abs(line.difference.mean), halfWidth: line.difference.halfWidth))
      let sure = "\(NumberText.percent(curve.confidence)) sure"
      guard let needed = line.needed else {
        return "\(size) \(better) wins by \(points) points; \(outcome) \(trials), and "
          + "\(NumberText.fixed(Double(last.requests))) are too few to be \(sure)."
      }
      let high = needed.high.map { NumberText.significant($0, digits: 2) } ?? "more"
      return "\(size) \(better) wins by \(points) points; \(outcome) \(trials), and to be \(sure) takes "
        + "\(NumberText.significant(needed.requests, digits: 2)) "
        + "[\(NumberText.significant(needed.low, digits: 2)), \(high)]."
    }
  }

  /// What routers were taught with, those of the same labels together.
  private var training: [String] {
    var groups: [(names: [String], of: RouterTraining)] = []
    for training in result.training {
      let name = training.strategy.singleLine
      if let place = groups.firstIndex(where: {
        $0.of.labels == training.labels && $0.of.cost == training.cost
      }) {
        groups[place].names.append(name)
      } else {
        groups.append(([name], training))
      }
    }
    return groups.map { group in
      "Labels: \(NumberText.fixed(Double(group.of.labels))) queries for \(group.names.joined(separator: ", ")); their "
        + "answers by every model cost \(NumberText.dollars(group.of.cost.mean)) once, which is in no figure above."
    }
  }

  /// What was left out, and what the reader should know.
  var notes: [String] {
    var sentences = result.dropped.filter { $0.count > 0 }.map {
      "Left out: \(NumberText.fixed(Double($0.count))) rows (\($0.reason.singleLine))."
    }
    sentences += training
    sentences += result.warnings.map { "Warning: \($0.singleLine)" }
    return sentences
  }
}

extension ErrorPrices {
  /// The prices in a sentence.
  var words: String {
    [(falseHit, "a false hit"), (staleHit, "a stale one")].filter { $0.0 > 0 }.map { price, what in
      "\(what) at \(NumberText.dollars(price))"
    }.joined(separator: " and ")
  }
}

extension SizeCurve {
  /// The best policy and the bound at one size.
  struct HeadRoom {
    var place: Int
    var policy: String
    var share: Double
    var bound: String
    var boundShare: Double
  }

  /// The best policy that is no bound at a capacity.
  func best(at place: Int, isBound: Bool = false) -> (policy: String, share: Double)? {
    lines.filter { $0.isBound == isBound && place < $0.hitShares.count && $0.hitShares[place].mean.isFinite }
      .map { ($0.policy, $0.hitShares[place].mean) }
      .max { $0.1 < $1.1 }
  }

  /// The size at which the best policy stays furthest behind the bound; nil without both.
  var widestHeadRoom: HeadRoom? {
    capacities.indices.compactMap { place -> HeadRoom? in
      guard let policy = best(at: place), let bound = best(at: place, isBound: true) else { return nil }
      return HeadRoom(
        place: place, policy: policy.policy, share: policy.share, bound: bound.policy, boundShare: bound.share
      )
    }.max { $0.boundShare - $0.share < $1.boundShare - $1.share }
  }
}
