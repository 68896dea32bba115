import Tables
import Experiments
import Files
import Simulation

extension ResultTable {
  /// One row a combination: a column an axis, then every metric.
  static let sweep = ResultTable(file: "sweep.csv", name: .sweep, isPresent: { $0.sweep != nil }) {
    (result, csv) throws(BufferedOutput.Failure) in
    guard let sweep = result.sweep else { return }
    csv.text("strategy")
    csv.texts(sweep.axes)
    csv.metricNames(in: result)
    try csv.endRow()
    for row in sweep.rows {
      csv.text(sweep.strategy)
      for value in row.values { csv.value(value) }
      csv.metrics(of: row.result, in: result)
      try csv.endRow()
    }
  }

}

extension CSVWriter {
  /// Adds the value of a parameter: a number as it is written, anything else as text.
  mutating func value(_ text: String) {
    if let number = Double(text), number.isFinite,
      text.utf8.allSatisfy({ "0123456789.+-eE".utf8.contains($0) })
    {
      cell(Array(text.utf8))
    } else {
      self.text(text)
    }
  }
}
