import Tables
import Declarations
import Experiments
import Files
import Simulation

extension StudyReport {
  static let lookup = StudyReport(
    table: .lookupCurve,
    chart: Chart("lookup_latency", script: Chart.lookupLatency))

}

extension ResultTable {
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
}
