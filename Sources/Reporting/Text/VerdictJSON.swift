import Decisions
import Declarations
import Experiments

/// A verdict as one JSON value.
package struct VerdictJSON {
  private let verdict: Verdict
  private let words: VerdictText

  /// The JSON of a result's verdict.
  package init(_ result: RunResult) {
    verdict = Verdict(result)
    words = VerdictText(result)
  }

  /// The value; what is not known is null.
  package var value: JSONValue {
    JSONValue(members: [
      ("headline", .string(words.headline)),
      ("recommended", verdict.recommended.map { .string($0.name) } ?? .null),
      ("equals", .strings(verdict.equals)), ("errors_priced", .boolean(verdict.isPriced)),
      ("rules", JSONValue(verdict.rules.map { VerdictJSON.rule($0) })),
      ("strategies", JSONValue(verdict.judgements.map(judgement))),
      ("answers", JSONValue(verdict.answers.map(answer))),
    ])
  }

  private static func rule(_ rule: Rule) -> JSONValue {
    JSONValue(members: [
      ("metric", .string(rule.constraint.metric.rawValue)),
      (rule.constraint.isMaximum ? "max" : "min", JSONValue(rule.constraint.bound)),
      ("assumed", .boolean(rule.isAssumed)),
    ])
  }

  private func judgement(_ judgement: Verdict.Judgement) -> JSONValue {
    let rulings = judgement.rulings.map { ruling in
      JSONValue(members: [
        ("metric", .string(ruling.rule.constraint.metric.rawValue)),
        ("standing", .string(ruling.standing.rawValue)), ("value", .estimate(ruling.value)),
      ])
    }
    let losses = judgement.losses.map { loss -> JSONValue in
      var members: [(String, JSONValue)] = [
        ("kind", .string(loss.kind.rawValue)), ("value", .estimate(loss.value)),
      ]
      if loss.isAtLeast { members.append(("at_least", .boolean(true))) }
      return JSONValue(members: members)
    }
    return JSONValue(members: [
      ("name", .string(judgement.name)), ("allowed", .boolean(judgement.isAllowed)),
      ("cost_usd_per_month", .estimate(judgement.cost)),
      ("saving_usd_per_month", .estimate(judgement.saving)),
      ("rulings", JSONValue(rulings)), ("losses", JSONValue(losses)),
    ])
  }

  private func answer(_ answer: Answer) -> JSONValue {
    let metrics = answer.comparisons.map { comparison in
      JSONValue(members: [
        ("metric", .string(comparison.metric.rawValue)), ("value", .estimate(comparison.own)),
        ("versus", .estimate(comparison.other)), ("difference", .estimate(comparison.difference)),
      ])
    }
    return JSONValue(members: [
      ("strategy", .string(answer.strategy)), ("versus", .string(answer.versus)),
      ("outcome", .string(answer.outcome.rawValue)), ("metrics", JSONValue(metrics)),
      ("claimed", answer.claim.map { JSONValue($0.value) } ?? .null),
      ("claim_reached", answer.claim.map { .boolean($0.isReached) } ?? .null),
    ])
  }
}
