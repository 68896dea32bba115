import Decisions
import Declarations
import Simulation

/// Advice as JSON.
package struct AdviceJSON: Sendable {
  private let advice: Advice

  /// The JSON of some advice.
  package init(_ advice: Advice) { self.advice = advice }

  /// An object; what is not known is null.
  package var value: JSONValue {
    let words = AdviceText(advice)
    func estimate(_ value: Estimate) -> JSONValue {
      [
        "mean": value.mean.isFinite ? JSONValue(value.mean) : .null,
        "half_width": value.halfWidth.isFinite ? JSONValue(value.halfWidth) : .null,
      ]
    }
    let items = advice.items.map { item -> JSONValue in
      let saving: JSONValue = item.finding.map { estimate($0.saving) } ?? .null
      let lacks: JSONValue = item.lacks.map { .string($0) } ?? .null
      return JSONValue(members: [
        ("measure", .string(item.name)), ("title", .string(item.title)),
        ("verdict", .string(item.verdict.rawValue)),
        ("saving_usd_per_month", saving),
        ("saving_share", item.finding?.share.map { estimate($0) } ?? .null),
        ("seen", .string(words.seen(item))), ("risk", .string(words.risk(item))),
        ("is_answer_quality_measured", item.finding.map { .boolean(!$0.isUnmeasured) } ?? .null),
        ("lacks", lacks),
      ])
    }
    let days = advice.forecast.days.map { day in
      JSONValue(members: [
        ("day", JSONValue(day.number)), ("low_usd", JSONValue(day.low)),
        ("middle_usd", JSONValue(day.middle)),
        ("high_usd", JSONValue(day.high)),
      ])
    }
    return JSONValue(members: [
      ("answer", .string(words.headline)), ("calls", JSONValue(advice.facts.count)),
      ("days", advice.facts.hasTimes ? JSONValue(advice.facts.days) : .null),
      ("reproduced_share", advice.facts.calibration.reproducedShare.map { JSONValue($0) } ?? .null),
      ("bill_usd_per_month", estimate(advice.bill)),
      ("unpriced_calls", JSONValue(advice.facts.unpriced)),
      ("assumed_model", advice.facts.assumedModel.map { .string($0) } ?? .null),
      ("notes", JSONValue(words.notes.map(JSONValue.string))), ("measures", JSONValue(items)),
      ("forecast", JSONValue(days)),
    ])
  }
}
