import Decisions
import Simulation
import Tables

/// Figures of claims as people read them.
enum ClaimText {
  /// A figure in its unit.
  static func figure(_ value: Double, _ unit: Claim.Unit) -> String {
    guard value.isFinite else { return NumberText.missing }
    switch unit {
    case .share:
      // The fewest decimals that show the figure to a thousandth of itself.
      let percent = value * 100
      let decimals = [0, 1, 2].first { place in
        let scale = [1.0, 10, 100][place]
        return abs((percent * scale).rounded() / scale - percent) <= abs(percent) * 0.001
      }
      return NumberText.percent(value, decimals: decimals ?? (percent.magnitude < 0.1 ? nil : 1))
    case .usd:
      let isWhole = value.rounded() == value && abs(value) < 1e12
      return isWhole ? "$" + NumberText.fixed(value) : "$" + NumberText.significant(value, digits: 4)
    case .ms: return NumberText.latency(value)
    case .s: return NumberText.significant(value) + " s"
    case .count:
      let isWhole = value.rounded() == value && abs(value) < 1e15
      if isWhole { return NumberText.fixed(value) }
      return abs(value) < 1e-4
        ? NumberText.data((value * 1e13).rounded() / 1e13) : NumberText.significant(value)
    }
  }

  /// A figure, or the least and the greatest; a dash where there is none.
  static func range(_ range: ClosedRange<Double>?, _ unit: Claim.Unit) -> String {
    guard let range else { return "-" }
    let low = figure(range.lowerBound, unit)
    let high = figure(range.upperBound, unit)
    guard low != high else { return low }
    return (unit == .share ? low.replacing(" %", with: "") : low) + "–" + high
  }

  /// An estimate with its half-width; a dash where there is none.
  static func estimate(_ estimate: Estimate?, _ unit: Claim.Unit) -> String {
    guard let estimate, estimate.mean.isFinite else { return "-" }
    switch unit {
    case .share: return NumberText.estimate(estimate, scale: 100, finestPlace: -2) + " %"
    case .usd: return "$" + NumberText.estimate(estimate)
    case .ms: return NumberText.estimate(estimate) + " ms"
    case .s: return NumberText.estimate(estimate) + " s"
    case .count: return NumberText.estimate(estimate)
    }
  }

  /// What the simulated saving costs beside money; nil where it is nothing, or none was simulated.
  static func price(_ judged: JudgedClaim) -> String? {
    let losses = judged.figures.losses
    return losses.isEmpty ? nil : losses.map(\.brief).joined(separator: ", ")
  }

  /// The verdict with its condition, and why.
  static func reason(_ judged: JudgedClaim) -> String {
    var parts: [String] = []
    if judged.verdict == .holdsIf, let condition = judged.claim.condition {
      parts.append("holds if \(condition.says)")
    }
    if judged.verdict == .impossible {
      if let most = judged.figures.greatest, let claimed = judged.claim.claimed, claimed.lowerBound > most {
        parts.append("at most \(figure(most, judged.claim.unit))")
      }
      if let least = judged.figures.least, let claimed = judged.claim.claimed, claimed.upperBound < least {
        parts.append("at least \(figure(least, judged.claim.unit))")
      }
    }
    if let because = judged.claim.because { parts.append(because) }
    if let price = price(judged) { parts.append("simulated with " + price) }
    return parts.joined(separator: "; ")
  }
}
