import Tables
import Declarations
import Files
import Experiments
import Simulation

/// Semantic hits for a person to label: the file, and what its labels say.
package struct LabelFile: Sendable {
  private let sample: LabelSample

  /// Wraps a sample.
  package init(_ sample: LabelSample) { self.sample = sample }

  /// Writes a row a hit, with an empty column for the verdict.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  package func write(to name: String, in folder: OutputFolder) throws(Diagnostic) {
    try folder.write(name) { (output) throws(BufferedOutput.Failure) in
      try CSVWriter.run(&output) { (csv) throws(BufferedOutput.Failure) in
        csv.texts(LabelSample.columns)
        try csv.endRow()
        for row in sample.rows {
          csv.text(sample.strategy)
          csv.integer(sample.requests)
          csv.integer(row.request)
          csv.number(row.similarity)
          csv.integer(row.layer)
          csv.integer(row.layerHits)
          csv.texts([row.asked, row.answered, row.isRight.map { $0 ? "yes" : "no" } ?? ""])
          try csv.endRow()
        }
      }
    }
  }

  /// What the labels say, by threshold, as text for a terminal of 80 columns.
  package func report(confidence: Double) -> String {
    let estimates = thresholds.map { sample.estimate($0, confidence: confidence) }
    let labelled = sample.rows.count { $0.isRight != nil }
    var lines = [
      "\(labelled.grouped) of \(NumberText.count(sample.rows.count, "drawn hit is", "drawn hits are")) labelled; "
        + "'\(sample.strategy.singleLine)' had \(NumberText.count(sample.hits, "semantic hit")) between different "
        + "prompts in \(NumberText.count(sample.requests, "request"))."
    ].flatMap { $0.wrapped(to: Report.width) }
    func column(_ heading: String, _ cell: (LabelSample.Estimate) -> String) -> TextBlock.Column {
      TextBlock.Column(heading: heading, cells: estimates.map(cell))
    }
    let points = { (value: Double) in NumberText.fixed(value * 100, decimals: 1) }
    let columns = [
      column("hits") { NumberText.fixed($0.hits) },
      column("labelled") { $0.labelled.grouped },
      column("wrong") { $0.wrong.grouped },
      column("false % of hits") { "\(points($0.share)) [\(points($0.lower)), \(points($0.upper))]" },
      column("% of requests") { points($0.share * $0.hits / Double(max(1, sample.requests))) },
    ]
    let names = column("similarity from") { NumberText.fixed($0.threshold, decimals: 3) }
    lines +=
      [""]
      + TextBlock(names: names, columns: columns).lines(width: Report.width, style: TextStyle(isANSI: false))
    lines +=
      [""]
      + "The hits are those of one replay: a stricter cache would also have stored more.".wrapped(
        to: Report.width)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The report as JSON.
  package func json(confidence: Double) -> JSONValue {
    JSONValue(members: [
      ("strategy", .string(sample.strategy)), ("requests", JSONValue(sample.requests)),
      ("hits", JSONValue(sample.hits)),
      (
        "thresholds",
        JSONValue(
          thresholds.map { threshold in
            let estimate = sample.estimate(threshold, confidence: confidence)
            return JSONValue(members: [
              ("threshold", JSONValue(estimate.threshold)),
              // A sum of weights.
              ("hits", JSONValue((estimate.hits * 1e6).rounded() / 1e6)),
              ("labelled", JSONValue(estimate.labelled)), ("wrong", JSONValue(estimate.wrong)),
              ("false_share_of_hits", JSONValue(estimate.share)), ("lower", JSONValue(estimate.lower)),
              ("upper", JSONValue(estimate.upper)),
            ])
          })
      ),
    ])
  }

  /// The least similarity of each layer that has a labelled hit.
  private var thresholds: [Double] {
    let labelled = sample.rows.filter { $0.isRight != nil }
    return Dictionary(grouping: labelled, by: \.layer).values.compactMap { $0.map(\.similarity).min() }
      .sorted()
  }
}
