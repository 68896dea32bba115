import Declarations
import Experiments
import Metrics
import Simulation
import Tables
import Traffic

/// What a run of a sample says of itself.
package struct SampleText {
  private let result: RunResult
  private let sample: SampleSummary

  /// The text of a result; nil where all requests were run.
  package init?(_ result: RunResult) {
    guard let sample = result.provenance.sample else { return nil }
    self.result = result
    self.sample = sample
  }

  /// The metrics whose error stands in the report; all have it in summary.csv.
  private static let metrics: [Metric] = [.costPerMonth, .savingShare, .hitShare, .latencyP50, .latencyP95]

  /// What was sampled, in a sentence.
  package var sentence: String {
    let part = SampleText.part(
      sample.share, of: sample.wholeRequests, by: sample.sample.unit, units: sample.units)
    var text =
      part + "; sums are scaled up, and figures corrected for as many requests as the whole lets expect"
    if !sample.scaled.isEmpty { text += "; scaled down: \(sample.scaled.joined(separator: ", "))" }
    return text
  }

  /// What part of how many requests was taken, in words.
  ///
  /// - Parameters:
  ///   - share: the part of the requests.
  ///   - units: how many units it has.
  package static func part(_ share: Double, of requests: Int, by unit: SampleUnit, units: Int) -> String {
    "sampled \(NumberText.significant(share * 100)) % of \(NumberText.count(requests, "request")) (by "
      + "\(unit.rawValue), \(NumberText.count(units, unit.rawValue)))"
  }

  /// How far the whole run's figures may lie from those of the sample.
  func errorTable(style: TextStyle) -> [String] {
    let strategies = result.strategies
    guard strategies.contains(where: { !$0.leftOut.isEmpty }) else { return [] }
    let columns = Self.metrics.filter { $0 != .savingShare || strategies.count > 1 }.map { metric in
      let errors = strategies.map { result.samplingError(metric, of: $0) }
      let unit = MetricUnit(
        metric, greatest: strategies.map { result.estimate(metric, of: $0).mean }.max() ?? 0)
      return TextBlock.Column(
        heading: unit.heading,
        cells: zip(strategies, errors).map { strategy, error in
          let mean = result.estimate(metric, of: strategy).mean
          return mean.isFinite ? unit.text(Estimate(mean: mean, halfWidth: error)) : NumberText.missing
        })
    }
    let heading = TextBlock.Column(heading: "strategy", cells: strategies.map { $0.name.singleLine })
    return
      [
        "Sampling error: the whole run's figure lies within ± with "
          + "\(NumberText.percent(result.provenance.confidence)) confidence."
      ].flatMap { $0.wrapped(to: Report.width) }
      + TextBlock(names: heading, columns: columns).lines(width: Report.width, style: style)
  }

  /// The sample as JSON.
  package var json: JSONValue {
    JSONValue(members: [
      ("rate", JSONValue(sample.sample.rate)), ("by", .string(sample.sample.unit.rawValue)),
      ("requests", JSONValue(sample.requests)), ("whole_requests", JSONValue(sample.wholeRequests)),
      ("units", JSONValue(sample.units)), ("effective_units", JSONValue(sample.effectiveUnits)),
      ("largest_unit_share", JSONValue(sample.largestShare)),
      ("groups", JSONValue(result.strategies.first?.leftOut.count ?? 0)), ("scaled", .strings(sample.scaled)),
    ])
  }
}
