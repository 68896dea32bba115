import Experiments
import Simulation

/// How a metric stands in a text: its heading, and the unit that its values are turned into.
struct MetricUnit {
  /// The heading of a column, with the unit.
  let heading: String
  private let scale: Double
  private let finestPlace: Int

  /// The unit that suits a metric whose values reach up to `greatest`.
  init(_ metric: Metric, greatest: Double) {
    let isPerMonth = metric.rawValue.hasSuffix("_per_month")
    switch metric {
    case .costPerMonth, .savingPerMonth, .errorCostPerMonth, .totalCostPerMonth, .totalSavingPerMonth,
      .costUSD, .costPer1kRequests:
      let tail = isPerMonth ? "/month" : metric == .costUSD ? "" : "/1k requests"
      let heads: [Metric: String] = [
        .savingPerMonth: "saved ", .errorCostPerMonth: "errors ", .totalCostPerMonth: "in all ",
        .totalSavingPerMonth: "saved in all ",
      ]
      let head = heads[metric] ?? ""
      (heading, scale) = greatest >= 1e7 ? ("\(head)k$\(tail)", 1e-3) : ("\(head)$\(tail)", 1)
      finestPlace = greatest >= 1000 ? 0 : greatest >= 1 ? -2 : -6
    case .latencyMean, .latencyP50, .latencyP90, .latencyP95, .latencyP99:
      let name =
        switch metric {
        case .latencyMean: "mean"
        case .latencyP50: "p50"
        case .latencyP90: "p90"
        case .latencyP95: "p95"
        default: "p99"
        }
      (heading, scale, finestPlace) = greatest >= 10_000 ? ("\(name) s", 1e-3, -3) : ("\(name) ms", 1, -1)
    case .quality, .qualityChange, .plainHitQuality, .disclaimedHitQuality:
      let names: [Metric: String] = [
        .qualityChange: "quality change", .plainHitQuality: "plain hits' quality",
        .disclaimedHitQuality: "disclaimed hits' quality",
      ]
      (heading, scale, finestPlace) = (names[metric] ?? "quality", 1, -4)
    case .providerCallsPerMonth, .providerCalls:
      let tail = metric == .providerCalls ? "" : "/month"
      (heading, scale, finestPlace) =
        greatest >= 1e8
        ? ("M calls\(tail)", 1e-6, -1)
        : greatest >= 1e5 ? ("k calls\(tail)", 1e-3, -1) : ("calls\(tail)", 1, 0)
    default:
      if metric.isShare {
        let short: [Metric: String] = [
          .savingShare: "saving", .hitShare: "hits", .falseHitShare: "false", .staleHitShare: "stale",
          .unknownHitShare: "unlabelled", .rejectedShare: "rejected", .failedShare: "failed",
          .deferredShare: "deferred", .disclaimedHitShare: "disclaimed",
        ]
        (heading, scale, finestPlace) = ((short[metric] ?? metric.words) + " %", 100, -2)
      } else {
        (heading, scale, finestPlace) = (metric.words, 1, -6)
      }
    }
  }

  /// A value with its half-width, without the unit.
  func text(_ value: Estimate) -> String {
    NumberText.estimate(value, scale: scale, finestPlace: finestPlace)
  }
}

extension Metric {
  /// Whether the metric is a part of a whole.
  var isShare: Bool { rawValue.hasSuffix("_share") || self == .falseShareOfHits || self == .hitShareEligible }

  /// The name in words.
  var words: String { rawValue.split(separator: "_").joined(separator: " ") }

  /// A value in a sentence, with its unit.
  func sentence(_ value: Double) -> String {
    guard value.isFinite else { return NumberText.missing }
    if isShare { return NumberText.percent(value) }
    if rawValue.contains("usd") { return NumberText.dollars(value) }
    if rawValue.hasSuffix("_ms") { return NumberText.latency(value) }
    return NumberText.significant(value)
  }
}
