import Experiments
import Files

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

  /// How long a look-up takes by the entries of a semantic cache.
  static let lookupCurve = ResultTable(file: "lookup.csv", name: nil, isPresent: { $0.lookupCurve != nil }) {
    (result, csv) throws(BufferedOutput.Failure) in
    guard let curve = result.lookupCurve else { return }
    csv.texts(["index", "dimensions", "entries", "lookup_ms"])
    try csv.endRow()
    for line in curve.lines {
      for (size, seconds) in zip(curve.sizes, line.seconds) {
        csv.text(line.index)
        csv.integer(line.dimensions)
        csv.integer(size)
        csv.number(seconds * 1000)
        try csv.endRow()
      }
    }
  }

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
