import Tables
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

  /// What the studies show.
  var curves: [String] { sentences(.findings) }

  /// Examples, such as the most frequent false hits.
  var falseHits: [String] { sentences(.examples) }

  private func sentences(_ place: StudyReport.Place) -> [String] {
    StudyReport.all.filter { $0.place == place }.flatMap { $0.sentences(result) }
  }

  /// What was left out, and what the reader should know.
  var notes: [String] {
    var sentences = result.dropped.filter { $0.count > 0 }.map {
      "Left out: \(NumberText.fixed(Double($0.count))) rows (\($0.reason.singleLine))."
    }
    sentences += self.sentences(.notes)
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
