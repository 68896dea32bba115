import Experiments
import Scenarios

/// A chart: one file each, and one line in the registry.
package struct Chart: Sendable {
  /// The name in a scenario and of the files.
  package let declaration: ChartDeclaration
  /// The script, or nil when the result has nothing to draw.
  let script: @Sendable (RunResult) -> ChartScript?

  init(_ name: String, script: @escaping @Sendable (RunResult) -> ChartScript?) {
    declaration = ChartDeclaration(name: name)
    self.script = script
  }

  /// Every chart. A new chart is one file and one line here, that of a study a line in its report.
  package static let all: [Chart] =
    [
      Chart("cost_bar", script: costBar), Chart("hits_over_time", script: hitsOverTime),
      Chart("latency_cdf", script: latencyCDF), Chart("pareto", script: pareto),
    ] + StudyReport.all.compactMap(\.chart)
}

/// Tics at round places of an axis.
enum Tics {
  /// Round steps of 1, 2 or 5 times a power of ten from zero to at least `end`.
  static func linear(upTo end: Double, count: Double = 6) -> Double {
    guard end > 0, end.isFinite else { return 1 }
    var step = 1.0
    while step * count < end { step *= 10 }
    while step * count / 10 >= end { step /= 10 }
    for part in [0.1, 0.2, 0.25, 0.5] where step * part * count >= end { return step * part }
    return step
  }

  /// Powers of ten from `low` to `high`, with 2 and 5 where there are few.
  static func logarithmic(_ low: Double, _ high: Double) -> [Double] {
    guard low > 0, high > low, high.isFinite else { return [] }
    var power = 1e-9
    while power * 10 <= low { power *= 10 }
    let isFine = high / low < 3000
    var places: [Double] = []
    while power <= high {
      for part in isFine ? [1.0, 2, 5] : [1.0]
      where power * part >= low * 0.999 && power * part <= high * 1.001 {
        places.append(power * part)
      }
      power *= 10
    }
    return places
  }

  /// A setting with a text for each place.
  static func setting(_ axis: String, _ places: [Double], text: (Double) -> String) -> String {
    let tics = places.map { "\(GnuplotText.tic(text($0))) \(GnuplotText.number($0))" }
    return "\(axis)tics (\(tics.joined(separator: ", ")))"
  }
}
