import Decisions
import Declarations
import Files
import Tables

/// Writes the files of a test of claims: `claims.csv` and the chart.
package struct ClaimWriter: Sendable {
  /// The chart's name.
  package static let chart = "claimed_simulated"

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
      guard drawsChart, let script = ClaimChart(results).script else { return [] }
      let name = ClaimWriter.chart
      let text = script.text(
        name: name, origin: ClaimChart.origin(results), formats: ChartFormat.both.files)
      try folder.write(text, to: name + ".gp")
      guard let gnuplot = Gnuplot() else { return [Gnuplot.missing] }
      return try gnuplot.draw([(name, text)], ChartFormat.both.files, in: folder)
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
