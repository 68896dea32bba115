import Decisions
import Declarations
import Metrics
import Simulation
import Tables

/// At which value of each parameter a claim would be true, as text and as JSON.
package struct InversionReport: Sendable {
  private let result: ClaimInversion.Result
  private let figure: String
  private let target: Double
  private let isShare: Bool

  /// A report of what was found.
  package init(_ result: ClaimInversion.Result, of inversion: ClaimInversion) {
    self.result = result
    figure = inversion.figure.text
    target = inversion.target
    isShare = figure.hasSuffix("_share")
  }

  /// A value of the figure, with as many digits as tell it from the one beside it, or from nothing.
  private func shown(_ value: Double, beside other: Double? = nil) -> String {
    guard isShare else { return NumberText.significant(value, digits: 4) }
    return FigureText(Metric.hitShare.rawValue, [value, other]).text(value)
  }

  /// A value of a parameter; a whole one has no decimals.
  private func shown(_ value: Double, of parameter: InversionParameter) -> String {
    parameter.isWhole || value >= 1000 ? NumberText.fixed(value.rounded()) : NumberText.significant(value)
  }

  /// A line a parameter.
  package var text: String {
    let asIs =
      isShare
      ? NumberText.estimate(result.asIs, scale: 100, finestPlace: -2) + " %"
      : NumberText.estimate(result.asIs)
    var lines =
      "\(figure) is \(asIs) in \(result.scenario), strategy \(result.strategy); \(shown(target)) wants"
      .wrapped(to: 80)
    lines.append("")
    let width = result.found.map(\.parameter.name.count).max() ?? 0
    for found in result.found {
      lines.append("  " + found.parameter.name.padded(to: width) + "  " + outcome(found))
    }
    if result.found.isEmpty { lines.append("  nothing: the strategy has no parameter to turn") }
    if result.found.allSatisfy({ $0.value == nil }) {
      lines.append("")
      lines.append("No parameter alone makes the claim true.")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func outcome(_ found: ClaimInversion.Found) -> String {
    if let value = found.value {
      return found.parameter.isWhole || value.mean >= 1000
        ? shown(value.mean, of: found.parameter) + interval(value)
        : NumberText.estimate(value, finestPlace: -3)
    }
    guard let first = found.tried.first, let last = found.tried.last else { return "none" }
    let figures = found.tried.map(\.figure).filter(\.isFinite)
    guard let least = figures.min(), let greatest = figures.max() else { return "none: the figure is n/a" }
    let place =
      "from \(shown(first.value, of: found.parameter)) to \(shown(last.value, of: found.parameter))"
    return target > greatest
      ? "none: at most \(shown(greatest, beside: target)) \(place)"
      : "none: at least \(shown(least, beside: target)) \(place)"
  }

  private func interval(_ value: Estimate) -> String {
    value.halfWidth.isFinite ? " ±" + NumberText.significant(value.halfWidth, digits: 2) : ""
  }

  /// The same as JSON.
  package var json: JSONValue {
    JSONValue(members: [
      ("scenario", .string(result.scenario)), ("strategy", .string(result.strategy)),
      ("figure", .string(figure)), ("target", JSONValue(target)), ("as_is", JSONValue(result.asIs.mean)),
      ("as_is_half_width", JSONValue(result.asIs.halfWidth)),
      (
        "parameters",
        JSONValue(
          result.found.map { found in
            JSONValue(members: [
              ("name", .string(found.parameter.name)), ("path", .string(found.parameter.path)),
              ("value", found.value.map { JSONValue($0.mean) } ?? .null),
              ("half_width", found.value.map { JSONValue($0.halfWidth) } ?? .null),
              (
                "tried",
                JSONValue(
                  found.tried.map { JSONValue([JSONValue($0.value), JSONValue($0.figure)]) })
              ),
            ])
          })
      ),
    ])
  }
}
