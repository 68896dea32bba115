import Scenarios
import Tables
import Declarations
import Files
import Experiments

/// Writes the files of a run: tables as CSV, charts as scripts and pictures.
package struct ResultsWriter: Sendable {
  /// Where the files go.
  package let folder: OutputFolder
  /// The command whose results are written, as the manifest names it.
  package var command = "run"
  /// Whether the chart of a sweep is drawn.
  package var drawsSweep = false
  /// Where gnuplot is looked for; nil takes the environment's PATH.
  var searchPath: String?

  /// Whether charts can be drawn here.
  package static var canDraw: Bool { Gnuplot() != nil }

  /// What a reader is told where they cannot.
  package static var missingGnuplot: String { Gnuplot.missing }

  /// A writer into a folder.
  package init(folder: OutputFolder) { self.folder = folder }

  /// Writes the wanted tables and charts.
  ///
  /// The size curve, the threshold curve and the attribution are written whenever the result has them;
  /// `requests.csv` when a log is given and cells kept their outcomes.
  /// - Returns: warnings, such as charts that could not be drawn; the tables are complete all the same.
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  package func write(
    _ result: RunResult, tables: [OutputTable], charts: [String], format: ChartFormat = .both,
    requests: RequestLog? = nil
  ) throws(Diagnostic) -> [String] {
    let provenance = result.provenance
    let run = Manifest.Run(
      command: command, name: provenance.scenario, scenarioHash: provenance.scenarioHash,
      traceHash: provenance.traceHash, seed: provenance.seed)
    return try folder.publish(run) { (folder) throws(Diagnostic) in
      try write(result, tables, charts, format, requests, in: folder)
    }
  }

  private func write(
    _ result: RunResult, _ tables: [OutputTable], _ charts: [String], _ format: ChartFormat,
    _ requests: RequestLog?, in folder: OutputFolder
  ) throws(Diagnostic) -> [String] {
    for table in ResultTable.all where table.name.map(tables.contains) ?? true {
      guard table.isPresent(result) else { continue }
      try folder.write(table.file) { (output) throws(BufferedOutput.Failure) in
        try CSVWriter.run(&output) { (csv) throws(BufferedOutput.Failure) in try table.write(result, &csv) }
      }
    }
    if let requests, result.strategies.contains(where: { $0.cells.contains { $0.outcomes != nil } }) {
      try folder.write("requests.csv") { (output) throws(BufferedOutput.Failure) in
        try CSVWriter.run(&output) { (csv) throws(BufferedOutput.Failure) in
          _ = try requests.write(result, to: &csv)
        }
      }
    }
    return try draw(result, charts, format, in: folder)
  }

  private func draw(
    _ result: RunResult, _ charts: [String], _ format: ChartFormat, in folder: OutputFolder
  ) throws(Diagnostic) -> [String] {
    var warnings: [String] = []
    var scripts: [(name: String, text: String)] = []
    for chart in Chart.all where charts.contains(chart.declaration.name) {
      let name = chart.declaration.name
      guard let script = chart.script(result) else {
        warnings.append("the chart \(name) was not drawn: the run has no figures for it")
        continue
      }
      let origin = result.provenance.chartOrigin
      scripts.append((name, script.text(name: name, origin: origin, formats: format.files)))
    }
    if drawsSweep {
      if let chart = SweepChart(result) {
        scripts.append(
          (
            SweepChart.name,
            chart.script.text(
              name: SweepChart.name, origin: result.provenance.chartOrigin, formats: format.files)
          ))
      } else if let sweep = result.sweep {
        warnings.append(
          "the sweep was not drawn: it has \(sweep.axes.count) axes, and a chart has one or two")
      }
    }
    return try warnings + draw(scripts, format, in: folder)
  }

  /// Writes scripts and draws them.
  func draw(
    _ scripts: [(name: String, text: String)], _ format: ChartFormat, in folder: OutputFolder
  ) throws(Diagnostic) -> [String] {
    guard !scripts.isEmpty else { return [] }
    for script in scripts { try folder.write(script.text, to: script.name + ".gp") }
    guard let gnuplot = searchPath.map({ Gnuplot(searchPath: $0) }) ?? Gnuplot() else {
      return [Gnuplot.missing]
    }
    return try gnuplot.draw(scripts, format.files, in: folder)
  }
}
