import Routing
import Simulation
import Tables

extension RoutingMetric {
  /// The heading of a column.
  var heading: String {
    switch self {
    case .accuracy: "accuracy %"
    case .cost: "$/1,000"
    case .strongShare: "strong %"
    case .pointsOverRandom: "points"
    case .dollarsOverRandom: "$ vs random"
    case .dollarsSaved: "$ saved"
    case .oracleShare: "of oracle's %"
    case .switchCost: "$ lost"
    case .apgr: "APGR"
    case .apgrDollars: "APGR $"
    case .cpt20: "CPT20"
    case .cpt50: "CPT50"
    case .cpt80: "CPT80"
    case .aiq: "AIQ"
    case .cost95: "$ at 95 %"
    case .cost99: "$ at 99 %"
    }
  }

  private var isShare: Bool { [.accuracy, .strongShare, .oracleShare].contains(self) }

  /// A figure with half the width of its interval.
  func text(_ value: IntervalEstimate) -> String {
    let scale = isShare ? 100.0 : 1
    guard value.value.isFinite else { return "-" }
    let width = (value.upper - value.lower) / 2
    // A constant figure has rounding errors for an interval.
    let half = width < 1e-9 ? 0 : width
    return NumberText.estimate(
      Estimate(mean: value.value, halfWidth: half), scale: scale, finestPlace: isShare ? -1 : -3)
  }
}
