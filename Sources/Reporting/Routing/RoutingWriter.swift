import Tables
import Declarations
import Files
import Routing

/// Writes the files of a study of routers: `routers.csv`, `curves.csv` and the chart.
package struct RoutingWriter: Sendable {
  /// The chart's name.
  package static let chart = "cost_accuracy"

  /// Where the files go.
  package let folder: OutputFolder

  /// A writer into a folder.
  package init(folder: OutputFolder) { self.folder = folder }

  /// Writes the tables, and the chart unless it is not wanted.
  ///
  /// - Returns: warnings, such as a chart that could not be drawn.
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  package func write(_ result: RoutingResult, drawsChart: Bool) throws(Diagnostic) -> [String] {
    let run = Manifest.Run(
      command: "route", name: FilePath.lastPart(of: result.source), seed: result.study.seed)
    return try folder.publish(run) { (folder) throws(Diagnostic) in
      try write(result, drawsChart: drawsChart, in: folder)
    }
  }

  private func write(
    _ result: RoutingResult, drawsChart: Bool, in folder: OutputFolder
  ) throws(Diagnostic) -> [String] {
    try folder.write("routers.csv") { (output) throws(BufferedOutput.Failure) in
      try CSVWriter.run(&output) { (csv) throws(BufferedOutput.Failure) in
        try RoutingWriter.routers(result, &csv)
      }
    }
    try folder.write("curves.csv") { (output) throws(BufferedOutput.Failure) in
      try CSVWriter.run(&output) { (csv) throws(BufferedOutput.Failure) in
        csv.texts(["router", "usd_per_1000", "accuracy"])
        try csv.endRow()
        for router in result.routers {
          for point in router.curve {
            csv.text(router.label)
            csv.number(point.cost)
            csv.number(point.accuracy)
            try csv.endRow()
          }
        }
      }
    }
    guard drawsChart, let script = RoutingChart(result).script else { return [] }
    let name = RoutingWriter.chart
    let text = script.text(name: name, origin: RoutingChart.origin(result), formats: ChartFormat.both.files)
    try folder.write(text, to: name + ".gp")
    guard let gnuplot = Gnuplot() else { return [Gnuplot.missing] }
    return try gnuplot.draw([(name, text)], ChartFormat.both.files, in: folder)
  }

  private static func routers(_ result: RoutingResult, _ csv: inout CSVWriter) throws(BufferedOutput.Failure)
  {
    csv.texts(["router", "bound", "assumed", "one_sided", "fee_usd_per_1000", "latency_s"])
    for metric in RoutingMetric.allCases {
      csv.texts(["", "_lower", "_upper", "_deviation"].map { metric.rawValue + $0 })
    }
    try csv.endRow()
    for router in result.routers {
      csv.text(router.label)
      csv.integer(router.isBound ? 1 : 0)
      csv.integer(router.isAssumed ? 1 : 0)
      csv.integer(router.isOneSided ? 1 : 0)
      csv.number(router.fee)
      csv.number(router.latency)
      for metric in RoutingMetric.allCases {
        let figure = router[metric]
        for value in [figure.value, figure.lower, figure.upper] { csv.number(value) }
        csv.number(router.deviations[RoutingMetric.allCases.firstIndex(of: metric) ?? 0])
      }
      try csv.endRow()
    }
  }
}
