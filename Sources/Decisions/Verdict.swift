import Experiments
import Metrics
import Simulation

/// What a result says to somebody who has to decide: which strategy, at what price beside money, judged by what.
///
/// It is made in one place, and table, charts, JSON and check say the same.
public struct Verdict: Sendable {
  /// A rule held to one strategy.
  public struct Ruling: Sendable {
    /// The rule.
    public var rule: Rule
    /// The value that it is held to.
    public var value: Estimate
    /// How far the value keeps it.
    public var standing: Rule.Standing

    /// Whether it stands against the strategy: it is broken, or stated and cannot be held.
    var isObjection: Bool { standing == .broken || standing == .unknown && !rule.isAssumed }
  }

  /// One strategy under the rules.
  public struct Judgement: Sendable {
    /// Its place in the result.
    public var place: Int
    /// Its name.
    public var name: String
    /// What it costs a month, errors included where they are priced.
    public var cost: Estimate
    /// What it saves a month in the same dollars, paired with the baseline.
    public var saving: Estimate
    /// What says whether it saves at all: the share of the baseline's cost, which does not vary with how much a log's users
    /// ask as dollars do; the dollars where errors are priced, or the baseline costs nothing.
    var sign: Estimate
    /// Each rule.
    public var rulings: [Ruling]
    /// What it is worse in than the baseline.
    public var losses: [Loss]

    /// The rules that it breaks, and the stated ones that it cannot be held to.
    public var objections: [Ruling] { rulings.filter(\.isObjection) }
    /// Whether nothing stands against it.
    public var isAllowed: Bool { objections.isEmpty && cost.mean.isFinite }
    /// Whether it saves money beyond chance; what saves a share of most and costs more in all saves none.
    public var savesSurely: Bool { sign.isSurelyPositive && saving.mean > 0 }
    /// Whether it saves money as far as can be told: beyond chance, or where there is no interval at all.
    var savesAsFarAsKnown: Bool { savesSurely || sign.halfWidth.isNaN && saving.mean > 0 }
  }

  /// What the strategies are judged by.
  public let rules: [Rule]
  /// The strategies that can be deployed, in their order.
  public let judgements: [Judgement]
  /// The baseline's name, or nil without strategies.
  public let baseline: String?
  /// The strategy to take; nil where even the baseline breaks a rule and nothing else keeps them, and where no request
  /// was measured.
  public let recommended: Judgement?
  /// Strategies that cost the same as the recommended one within the interval, and keep the rules too.
  public let equals: [String]
  /// Strategies that cost less than the recommended one, but break a rule.
  public let excluded: [Judgement]
  /// Whether wrong answers have a price, so that costs hold them.
  public let isPriced: Bool
  /// How the strategies that the title asks about compare.
  public let answers: [Answer]

  /// Judges a result.
  public init(_ result: RunResult) {
    let rules = Rule.all(of: result)
    self.rules = rules
    isPriced = result.errorPrices.isStated
    let metric = isPriced ? Metric.totalCostPerMonth : .costPerMonth
    let saved = isPriced ? Metric.totalSavingPerMonth : .savingPerMonth
    let hasBaseline = result.strategies.indices.contains(result.baseline)
    let hasShares =
      !isPriced && hasBaseline
      && result.estimate(.savingShare, of: result.strategies[result.baseline]).mean.isFinite
    let told = hasShares ? Metric.savingShare : saved
    baseline = hasBaseline ? result.strategies[result.baseline].name : nil
    judgements =
      !hasBaseline
      ? []
      : result.strategies.enumerated().filter { !$0.element.isBound }.map {
        place, strategy in
        Judgement(
          place: place, name: strategy.name, cost: result.estimate(metric, of: strategy),
          saving: result.estimate(saved, of: strategy), sign: result.estimate(told, of: strategy),
          rulings: rules.map { Verdict.ruling($0, strategy, result) },
          losses: Loss.all(of: strategy, in: result))
      }
    let allowed = judgements.filter(\.isAllowed)
    let own = allowed.first { $0.place == result.baseline }
    // What is not cheaper beyond chance is no reason to leave the baseline.
    let candidates = own == nil ? allowed : allowed.filter(\.savesAsFarAsKnown)
    let recommended = candidates.min { $0.cost.mean < $1.cost.mean } ?? own
    self.recommended = result.hasMeasured ? recommended : nil
    if let recommended = self.recommended {
      equals = allowed.filter { other in
        guard other.place != recommended.place else { return false }
        let difference = result.difference(
          hasShares ? .savingShare : metric, of: result.strategies[other.place],
          versus: result.strategies[recommended.place])
        return difference.mean == 0
          || difference.halfWidth > 0 && difference.mean.magnitude <= difference.halfWidth
      }.map(\.name)
      excluded = judgements.filter { !$0.objections.isEmpty && $0.cost.mean < recommended.cost.mean }
    } else {
      equals = []
      excluded = judgements.filter { !$0.objections.isEmpty }
    }
    answers = result.question.map { Answer.all(to: $0, in: result) } ?? []
  }

  /// The judgement of a strategy, or nil for a bound.
  public func judgement(of place: Int) -> Judgement? { judgements.first { $0.place == place } }

  /// What stands against a strategy under the rules of a result, such as a cell of its sweep.
  package static func objections(to strategy: StrategyResult, in result: RunResult) -> [Ruling] {
    rulings(of: strategy, in: result).filter(\.isObjection)
  }

  /// A strategy, such as a cell of a result's sweep, held to each rule of the result.
  package static func rulings(of strategy: StrategyResult, in result: RunResult) -> [Ruling] {
    Rule.all(of: result).map { ruling($0, strategy, result) }
  }

  private static func ruling(_ rule: Rule, _ strategy: StrategyResult, _ result: RunResult) -> Ruling {
    let constraint = rule.constraint
    var value = result.estimate(constraint.metric, of: strategy)
    if rule.isBesideErrors {
      // A wrong hit has no quality: without it the request would have had the baseline's.
      let quality = result.estimate(.quality, of: result.strategies[result.baseline]).mean
      let wrong =
        (result.errorPrices.falseHit > 0 ? result.estimate(.falseHitShare, of: strategy).mean : 0)
        + (result.errorPrices.staleHit > 0 ? result.estimate(.staleHitShare, of: strategy).mean : 0)
      value = Estimate(mean: value.mean + wrong * quality, halfWidth: value.halfWidth)
    }
    let standing: Rule.Standing
    if !value.mean.isFinite {
      standing = .unknown
    } else if !constraint.allows(value.mean) {
      standing = .broken
    } else {
      let half = value.halfWidth.isFinite ? value.halfWidth : 0
      standing = constraint.allows(value.mean + (constraint.isMaximum ? half : -half)) ? .kept : .unsure
    }
    return Ruling(rule: rule, value: value, standing: standing)
  }
}

extension Estimate {
  /// Whether the whole interval lies above zero.
  package var isSurelyPositive: Bool { mean - halfWidth > 0 }
  /// Whether the whole interval lies below zero.
  package var isSurelyNegative: Bool { mean + halfWidth < 0 }
}
