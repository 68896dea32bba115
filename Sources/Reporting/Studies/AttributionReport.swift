import Tables
import Declarations
import Experiments
import Files
import Simulation

extension StudyReport {
  static let attribution = StudyReport(
    table: .attribution,
    chart: Chart("savings_waterfall", script: Chart.savingsWaterfall),
    json: { result in
      result.attribution.map { ("attribution", json($0)) }
    },
    sentences: { result in [sentence(result)].compactMap(\.self) })

  private static func sentence(_ result: RunResult) -> String? {
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
  private static func quality(_ part: Attribution.Part) -> String {
    guard abs(part.quality.mean) >= 0.00005 else { return "" }
    let sign = part.quality.mean > 0 ? "+" : ""
    return " with quality \(sign)\(NumberText.fixed(part.quality.mean, decimals: 4))"
  }

  private static func json(_ attribution: Attribution) -> JSONValue {
    JSONValue(members: [
      ("strategy", .string(attribution.strategy)), ("method", .string(attribution.method)),
      (
        "saving_usd_per_month",
        JSONValue(
          attribution.parts.map { part in
            JSONValue(members: [
              ("layer", .string(part.layer)), ("saving", .estimate(part.saving)),
              ("quality_change", .estimate(part.quality)),
            ])
          })
      ),
      (
        "refusing_or_degrading",
        attribution.limits.map { part in
          JSONValue(members: [
            ("layers", .string(part.layer)), ("saving", .estimate(part.saving)),
            ("quality_change", .estimate(part.quality)),
          ])
        } ?? .null
      ),
      ("total_usd_per_month", .estimate(attribution.total)),
    ])
  }
}

extension ResultTable {
  /// Each layer's part of the saving.
  static let attribution = ResultTable(
    file: "attribution.csv", name: nil, isPresent: { $0.attribution != nil }
  ) {
    (result, csv) throws(BufferedOutput.Failure) in
    guard let attribution = result.attribution else { return }
    csv.texts([
      "strategy", "method", "layer", "saving_usd_per_month", "saving_usd_per_month_half_width",
      "share_of_saving", "quality_change", "quality_change_half_width", "refuses_or_degrades",
    ])
    try csv.endRow()
    let whole = attribution.total.mean
    let none = Estimate(mean: .nan, halfWidth: .nan)
    let total = Attribution.Part(layer: "total", saving: attribution.total, quality: none)
    let players = attribution.parts.map { ($0, "0") }
    for (part, isLimit) in players + (attribution.limits.map { [($0, "1")] } ?? []) + [(total, "")] {
      csv.texts([attribution.strategy, attribution.method, part.layer])
      csv.estimate(part.saving)
      csv.number(whole == 0 ? .nan : part.saving.mean / whole)
      csv.estimate(part.quality)
      csv.text(isLimit)
      try csv.endRow()
    }
  }
}
