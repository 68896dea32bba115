import Tables
import Declarations
import Experiments
import Files
import Simulation

extension StudyReport {
  static let discrimination = StudyReport(
    table: .discrimination,
    chart: Chart("discrimination", script: Chart.discrimination),
    json: { result in
      result.discrimination.isEmpty ? nil : ("discrimination", json(result))
    },
    sentences: { result in [sentence(result)].compactMap(\.self) })

  private static func sentence(_ result: RunResult) -> String? {
    guard !result.discrimination.isEmpty else { return nil }
    let parts = result.discrimination.map { "\($0.embedder) \(NumberText.fixed($0.area, decimals: 3))" }
    return "Area under the ROC curve, right against wrong nearest prompts: " + parts.joined(separator: ", ")
      + "."
  }

  private static func json(_ result: RunResult) -> JSONValue {
    JSONValue(
      result.discrimination.map { curve in
        JSONValue(members: [
          ("embedder", .string(curve.embedder)), ("requests", JSONValue(curve.requests)),
          ("answerable", JSONValue(curve.answerable)), ("right_nearest", JSONValue(curve.rightNearest)),
          ("area_under_roc", JSONValue(curve.area)),
        ])
      })
  }
}

extension ResultTable {
  /// How well each embedder parts right nearest prompts from wrong ones, a row a threshold.
  static let discrimination = ResultTable(
    file: "discrimination.csv", name: nil, isPresent: { !$0.discrimination.isEmpty }
  ) {
    (result, csv) throws(BufferedOutput.Failure) in
    csv.texts([
      "embedder", "threshold", "right", "wrong", "true_positive_share", "false_positive_share", "precision",
      "recall", "requests", "answerable", "area_under_roc",
    ])
    try csv.endRow()
    for curve in result.discrimination {
      for point in curve.points {
        csv.text(curve.embedder)
        csv.number(point.threshold)
        csv.integer(point.right)
        csv.integer(point.wrong)
        for value in [
          curve.truePositiveShare(point), curve.falsePositiveShare(point), curve.precision(point),
          curve.recall(point),
        ] { csv.number(value) }
        csv.integer(curve.requests)
        csv.integer(curve.answerable)
        csv.number(curve.area)
        try csv.endRow()
      }
    }
  }
}
