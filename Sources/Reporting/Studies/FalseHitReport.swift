import Tables
import Declarations
import Experiments
import Files
import Simulation

extension StudyReport {
  static let falseHits = StudyReport(
    place: .examples,
    table: .falseHits,
    json: { result in
      result.falseHits.isEmpty ? nil : ("false_hits", json(result))
    },
    sentences: { result in sentences(result) })

  /// Kinds that are told.
  private static let rows = 3

  /// The most frequent false hits of the strategy that is looked at most closely.
  private static func sentences(_ result: RunResult) -> [String] {
    let wanted = result.thresholdCurve?.strategy
    guard let list = result.falseHits.first(where: { $0.strategy == wanted }) ?? result.falseHits.last else {
      return []
    }
    let most = list.rows.prefix(rows).map { row in
      "\(NumberText.significant(row.count, digits: 2)) x \"\(row.asked.singleLine.clipped(to: 120))\" got the answer to "
        + (row.asked == row.answered
          ? "the same message, asked of another model, behind another prompt or with other settings."
          : "\"\(row.answered.singleLine.clipped(to: 120))\".")
    }
    return ["Most frequent false hits of \(list.strategy.singleLine) (more are in false_hits.csv):"] + most
  }

  private static func json(_ result: RunResult) -> JSONValue {
    JSONValue(
      result.falseHits.map { list in
        JSONValue(members: [
          ("strategy", .string(list.strategy)), ("total", JSONValue(list.total)),
          (
            "most_frequent",
            JSONValue(
              list.rows.map { row in
                JSONValue(members: [
                  ("count", JSONValue(row.count)), ("share_of_requests", JSONValue(row.share)),
                  ("similarity", JSONValue(row.similarity)), ("asked", .string(row.asked)),
                  ("answered", .string(row.answered)),
                ])
              })
          ),
        ])
      })
  }
}

extension ResultTable {
  /// The most frequent false hits of each strategy, in words.
  static let falseHits = ResultTable(
    file: "false_hits.csv", name: nil, isPresent: { !$0.falseHits.isEmpty }
  ) {
    (result, csv) throws(BufferedOutput.Failure) in
    csv.texts(["strategy", "count", "share_of_requests", "similarity", "asked", "answered"])
    try csv.endRow()
    for list in result.falseHits {
      for row in list.rows {
        csv.text(list.strategy)
        csv.number(row.count)
        csv.number(row.share)
        csv.number(row.similarity)
        csv.texts([row.asked, row.answered])
        try csv.endRow()
      }
    }
  }
}
