import Scenarios
import Tables
import Experiments
import Files
import Simulation

/// A table of results as a CSV file; `all` is the registry.
struct ResultTable: Sendable {
  /// The file's name.
  let file: String
  /// The name in a scenario, or nil for a table that is written whenever the run has its figures.
  let name: OutputTable?
  /// Whether a result has something for it.
  let isPresent: @Sendable (RunResult) -> Bool
  /// Writes the rows.
  let write: @Sendable (RunResult, inout CSVWriter) throws(BufferedOutput.Failure) -> Void

  /// Every table but the log of requests.
  static let all: [ResultTable] = [summary, layers, timeline, sweep] + StudyReport.all.compactMap(\.table)

  /// The whole table in memory.
  func bytes(of result: RunResult) throws(BufferedOutput.Failure) -> [UInt8] {
    var csv = CSVWriter(BufferedOutput(descriptor: nil))
    try write(result, &csv)
    return csv.output.pending
  }
}

extension CSVWriter {
  /// Adds a mean and its half-width.
  mutating func estimate(_ value: Estimate) {
    number(value.mean)
    number(value.halfWidth)
  }

  /// Adds the names of the metrics, each with its half-width, and of a sample with its sampling error.
  mutating func metricNames(in result: RunResult) {
    for metric in result.metrics {
      texts([metric.rawValue, metric.rawValue + "_half_width"])
      if result.provenance.sample != nil { text(metric.rawValue + "_sampling_error") }
    }
  }

  /// Adds all metrics of a strategy.
  mutating func metrics(of strategy: StrategyResult, in result: RunResult) {
    for metric in result.metrics {
      estimate(result.estimate(metric, of: strategy))
      if result.provenance.sample != nil { number(result.samplingError(metric, of: strategy)) }
    }
  }
}
