import Providers

extension Metric {
  package static let costUSD = Metric(
    "cost_usd", .dollars, isMoreBetter: false, "dollars spent on the measured requests"
  ) { $0.cost }

  /// Dollars for 30 days.
  public static let costPerMonth = Metric(
    "cost_usd_per_month", .dollarsPerMonth, isMoreBetter: false, "the same for 30 days"
  ) { $0.cost * $0.spansPerMonth }

  package static let costPer1kRequests = Metric(
    "cost_usd_per_1k_requests", .dollarsPer1kRequests, isMoreBetter: false, "dollars for 1,000 requests"
  ) { $0.share($0.cost * 1000, of: $0.requests) }

  /// Share of the baseline's cost that is saved.
  public static let savingShare = Metric(
    "cost_saving_share", .share, heading: "saving", isMoreBetter: true,
    "share of the baseline's cost that is saved, paired",
    paired: { own, base in
      base[.costUSD] > 0 ? 1 - own[.costUSD] / base[.costUSD] : .nan
    })

  /// Dollars saved in 30 days.
  public static let savingPerMonth = Metric(
    "cost_saving_usd_per_month", .dollarsPerMonth, heading: "saved", isMoreBetter: true,
    "dollars saved in 30 days, paired", paired: { own, base in base[.costPerMonth] - own[.costPerMonth] })

  package static let errorCostPerMonth = Metric(
    "error_cost_usd_per_month", .dollarsPerMonth, heading: "errors", isMoreBetter: false,
    "dollars that false and stale hits cost in 30 days, at the scenario's prices"
  ) { $0.knownErrors * $0.spansPerMonth }

  /// Dollars spent and lost through wrong answers in 30 days.
  public static let totalCostPerMonth = Metric(
    "total_cost_usd_per_month", .dollarsPerMonth, heading: "in all", isMoreBetter: false,
    "dollars spent and lost through such hits in 30 days"
  ) { ($0.cost + $0.knownErrors) * $0.spansPerMonth }

  /// Dollars saved in 30 days less those lost.
  public static let totalSavingPerMonth = Metric(
    "total_saving_usd_per_month", .dollarsPerMonth, heading: "saved in all", isMoreBetter: true,
    "dollars saved in 30 days less those lost, paired",
    paired: { own, base in
      base[.totalCostPerMonth] - own[.totalCostPerMonth]
    })
}

extension Metric {
  package static let inputCost = component(.input, "dollars for uncached input")
  package static let cachedInputCost = component(.cachedInput, "dollars for cached input")
  package static let cacheWriteCost = component(.cacheWrite, "dollars for writing to the prompt cache")
  package static let outputCost = component(.output, "dollars for output")
  package static let failedCallCost = component(.failedCalls, "dollars for calls that failed after billing")
  package static let embeddingCost = component(.embedding, "dollars for embeddings")
  package static let routingCost = component(.routing, "dollars for the router")
  package static let storageCost = component(.storage, "dollars for storage")
  package static let cancelledCallCost = component(
    .cancelledCalls, "dollars for calls that were cancelled because another answered first")
  package static let judgingCost = component(.judging, "dollars for the judges of what a cache has found")
  package static let warmingCost = component(.warming, "dollars for calls that fill a cache ahead")

  /// Metrics that have a column only where some strategy spent something on them.
  package static let spentOnly: Set<Metric> = [.cancelledCallCost, .judgingCost, .warmingCost]

  private static func component(_ component: CostComponent, _ summary: String) -> Metric {
    Metric("cost_\(component.name)_usd", .dollars, summary) { $0.cost(component) }
  }
}
