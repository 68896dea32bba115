import Metrics
import Tables
import Experiments
import Simulation

/// How a metric stands in a text: its heading, and the unit that its values are turned into.
struct MetricUnit {
  /// The heading of a column, with the unit.
  let heading: String
  /// The unit that values are turned into; empty where they have none.
  let unit: String
  private let scale: Double
  private let finestPlace: Int

  /// The unit that suits a metric whose values reach up to `greatest`.
  init(_ metric: Metric, greatest: Double) {
    switch metric.unit {
    case .dollars, .dollarsPerMonth, .dollarsPer1kRequests:
      let tail =
        switch metric.unit {
        case .dollarsPerMonth: "/month"
        case .dollarsPer1kRequests: "/1k requests"
        default: ""
        }
      (unit, scale) = greatest >= 1e7 ? ("k$\(tail)", 1e-3) : ("$\(tail)", 1)
      finestPlace = greatest >= 1000 ? 0 : greatest >= 1 ? -2 : -6
    case .milliseconds: (unit, scale, finestPlace) = greatest >= 10_000 ? ("s", 1e-3, -3) : ("ms", 1, -1)
    case .quality: (unit, scale, finestPlace) = ("", 1, -4)
    case .calls, .callsPerMonth:
      let tail = metric.unit == .calls ? "" : "/month"
      (unit, scale, finestPlace) =
        greatest >= 1e8
        ? ("M calls\(tail)", 1e-6, -1)
        : greatest >= 1e5 ? ("k calls\(tail)", 1e-3, -1) : ("calls\(tail)", 1, 0)
    case .share: (unit, scale, finestPlace) = ("%", 100, -2)
    case .count: (unit, scale, finestPlace) = ("", 1, -6)
    }
    let name = metric.heading ?? (metric.isCostAlone ? "" : metric.words)
    heading = [name, unit].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// A value with its half-width, without the unit.
  func text(_ value: Estimate) -> String {
    NumberText.estimate(value, scale: scale, finestPlace: finestPlace)
  }
}

extension Metric {
  /// Whether the metric is a part of a whole.
  var isShare: Bool { unit == .share }

  /// The whole cost, which its unit names.
  fileprivate var isCostAlone: Bool { [.costPerMonth, .costUSD, .costPer1kRequests].contains(self) }

  /// Names that are no words, as people say them.
  private static let names: [Metric: String] = [
    .costPerMonth: "monthly cost", .costPer1kRequests: "cost of 1,000 requests",
    .unansweredShare: "requests without an answer",
    .unansweredChange: "a rise in requests without an answer",
  ]

  /// The name in words, without the unit at its end.
  var words: String {
    if let name = Metric.names[self] { return name }
    var parts = rawValue.split(separator: "_")
    if parts.last == "ms" || parts.last == "usd" { parts.removeLast() }
    return parts.joined(separator: " ")
  }

  /// A value in a sentence, with its unit.
  func sentence(_ value: Double) -> String {
    guard value.isFinite else { return NumberText.missing }
    switch unit {
    case .share: return NumberText.percent(value)
    case .dollars, .dollarsPerMonth, .dollarsPer1kRequests: return NumberText.dollars(value)
    case .milliseconds: return NumberText.latency(value)
    case .quality, .calls, .callsPerMonth, .count: return NumberText.significant(value)
    }
  }
}
