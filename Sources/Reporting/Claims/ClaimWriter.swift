import Decisions
import Declarations
import Files
import Tables

/// Writes the files of a test of claims: `claims.csv` and the chart, and those of stacked layers where a file has some.
package struct ClaimWriter: Sendable {
  /// The chart's name.
  package static let chart = "claimed_simulated"
  /// That of stacked layers.
  package static let stackChart = "layer_savings"

  /// The names of the charts that results have.
  package static func charts(of results: [ClaimStudy.FileResult]) -> [String] {
    [chart] + (StackChart(results) == nil ? [] : [stackChart])
  }

  /// Where the files go.
  package let folder: OutputFolder

  /// A writer into a folder.
  package init(folder: OutputFolder) { self.folder = folder }

  /// Writes the table, and the chart unless it is not wanted.
  ///
  /// - Returns: warnings, such as a chart that could not be drawn.
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  package func write(_ results: [ClaimStudy.FileResult], seed: UInt64?, drawsChart: Bool) throws(Diagnostic)
    -> [String]
  {
    let run = Manifest.Run(command: "claims", name: "claims", seed: seed ?? 0)
    return try folder.publish(run) { (folder) throws(Diagnostic) in
      try folder.write("claims.csv") { (output) throws(BufferedOutput.Failure) in
        try CSVWriter.run(&output) { (csv) throws(BufferedOutput.Failure) in
          try ClaimWriter.table(results, &csv)
        }
      }
      if results.contains(where: { !$0.stack.isEmpty }) {
        try folder.write(ClaimWriter.stackChart + ".csv") { (output) throws(BufferedOutput.Failure) in
          try CSVWriter.run(&output) { (csv) throws(BufferedOutput.Failure) in
            try ClaimWriter.stacks(results, &csv)
          }
        }
      }
      guard drawsChart else { return [] }
      var charts: [(name: String, text: String)] = []
      func add(_ name: String, _ script: ChartScript, origin: String) throws(Diagnostic) {
        let text = script.text(name: name, origin: origin, formats: ChartFormat.both.files)
        try folder.write(text, to: name + ".gp")
        charts.append((name, text))
      }
      if let script = ClaimChart(results).script {
        try add(ClaimWriter.chart, script, origin: ClaimChart.origin(results))
      }
      if let stack = StackChart(results) {
        try add(ClaimWriter.stackChart, stack.script, origin: stack.origin)
      }
      if charts.isEmpty { return [] }
      guard let gnuplot = Gnuplot() else { return [Gnuplot.missing] }
      return try gnuplot.draw(charts, ChartFormat.both.files, in: folder)
    }
  }

  private static func stacks(_ results: [ClaimStudy.FileResult], _ csv: inout CSVWriter)
    throws(BufferedOutput.Failure)
  {
    csv.texts([
      "file", "id", "says", "strategy", "claimed", "claimed_most", "alone", "alone_half_width", "stacked",
      "stacked_half_width",
    ])
    try csv.endRow()
    for result in results {
      for layer in result.stack {
        let claim = layer.claim
        csv.texts([result.file.name, claim.id, claim.says, claim.simulated?.strategy ?? ""])
        csv.number(claim.claimed?.lowerBound ?? .nan)
        csv.number(claim.claimed?.upperBound ?? .nan)
        for estimate in [layer.alone, layer.stacked] {
          csv.number(estimate.mean)
          csv.number(estimate.halfWidth)
        }
        try csv.endRow()
      }
    }
  }

  private static func table(_ results: [ClaimStudy.FileResult], _ csv: inout CSVWriter)
    throws(BufferedOutput.Failure)
  {
    csv.texts([
      "file", "id", "says", "unit", "claimed", "claimed_most", "recomputed", "recomputed_most", "simulated",
      "simulated_half_width", "verdict", "reason",
    ])
    try csv.endRow()
    for result in results {
      for judged in result.claims {
        let claim = judged.claim
        csv.texts([result.file.name, claim.id, claim.says, claim.unit.rawValue])
        for range in [claim.claimed, judged.figures.recomputed] {
          csv.number(range?.lowerBound ?? .nan)
          csv.number(range?.upperBound ?? .nan)
        }
        csv.number(judged.figures.simulated?.mean ?? .nan)
        csv.number(judged.figures.simulated?.halfWidth ?? .nan)
        csv.text(judged.verdict.rawValue)
        csv.text(ClaimText.reason(judged))
        try csv.endRow()
      }
    }
  }
}
