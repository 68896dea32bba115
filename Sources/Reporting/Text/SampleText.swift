import Declarations
import Experiments
import Metrics
import Simulation
import Tables

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
    let unit = sample.sample.unit
    var text =
      "sampled \(percent(sample.share)) of \(NumberText.count(sample.wholeRequests, "request")) (by "
      + "\(unit.rawValue), \(NumberText.fixed(Double(sample.units))) \(unit.plural)); sums are scaled up, and figures "
      + "corrected for as many requests as the whole lets expect"
    if !sample.scaled.isEmpty { text += "; scaled down: \(sample.scaled.joined(separator: ", "))" }
    return text
  }

  private func percent(_ share: Double) -> String { NumberText.significant(share * 100, digits: 3) + " %" }

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
