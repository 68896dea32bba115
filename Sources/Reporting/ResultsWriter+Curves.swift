import Tables
import Declarations
import Files
import Experiments

extension ResultsWriter {
  /// Writes `mrc.csv`, and the chart `miss_ratio` when it is wanted.
  ///
  /// - Returns: warnings, such as a chart that could not be drawn; the table is complete all the same.
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  package func write(
    _ result: CurveResult, traceHash: String? = nil, drawsChart: Bool, format: ChartFormat = .both
  ) throws(Diagnostic) -> [String] {
    let run = Manifest.Run(command: "mrc", name: result.trace, traceHash: traceHash, seed: result.plan.seed)
    return try folder.publish(run) { (folder) throws(Diagnostic) in
      try folder.write(CurveTable.file) { (output) throws(BufferedOutput.Failure) in
        try CSVWriter.run(&output) { (csv) throws(BufferedOutput.Failure) in
          try CurveTable.write(result, to: &csv)
        }
      }
      guard drawsChart, let chart = MissRatioChart(result) else { return [] }
      return try draw([(MissRatioChart.name, chart.text(formats: format.files))], format, in: folder)
    }
  }
}

extension ResultsWriter {
  /// Writes `prefix.csv`, and the chart `prefix_hits` when it is wanted.
  ///
  /// - Returns: warnings, such as a chart that could not be drawn; the table is complete all the same.
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  package func write(
    _ result: PrefixResult, traceHash: String? = nil, drawsChart: Bool, format: ChartFormat = .both
  ) throws(Diagnostic) -> [String] {
    let run = Manifest.Run(command: "mrc", name: result.trace, traceHash: traceHash, seed: 0)
    return try folder.publish(run) { (folder) throws(Diagnostic) in
      try folder.write(PrefixTable.file) { (output) throws(BufferedOutput.Failure) in
        try CSVWriter.run(&output) { (csv) throws(BufferedOutput.Failure) in
          try PrefixTable.write(result, to: &csv)
        }
      }
      guard drawsChart, let chart = PrefixHitChart(result) else { return [] }
      return try draw([(PrefixHitChart.name, chart.text(formats: format.files))], format, in: folder)
    }
  }
}
