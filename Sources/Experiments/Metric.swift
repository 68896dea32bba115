import Providers

/// A figure that every strategy has; the names stand in `summary.csv`, `expect` and `constraints`.
public enum Metric: String, CaseIterable, Sendable {
  case requests
  case costUSD = "cost_usd"
  case costPerMonth = "cost_usd_per_month"
  case costPer1kRequests = "cost_usd_per_1k_requests"
  case savingShare = "cost_saving_share"
  case savingPerMonth = "cost_saving_usd_per_month"
  case errorCostPerMonth = "error_cost_usd_per_month"
  case totalCostPerMonth = "total_cost_usd_per_month"
  case totalSavingPerMonth = "total_saving_usd_per_month"
  case hitShare = "hit_share"
  case hitShareEligible = "hit_share_eligible"
  case exactHitShare = "exact_hit_share"
  case semanticHitShare = "semantic_hit_share"
  case coalescedShare = "coalesced_share"
  case falseHitShare = "false_hit_share"
  case staleHitShare = "stale_hit_share"
  case unknownHitShare = "unknown_hit_share"
  case falseShareOfHits = "false_share_of_hits"
  case disclaimedHitShare = "disclaimed_hit_share"
  case plainHitQuality = "plain_hit_quality"
  case disclaimedHitQuality = "disclaimed_hit_quality"
  case tokenHitShare = "token_hit_share"
  case costHitShare = "cost_hit_share"
  case quality
  case qualityChange = "quality_change"
  case latencyMean = "latency_mean_ms"
  case latencyP50 = "latency_p50_ms"
  case latencyP90 = "latency_p90_ms"
  case latencyP95 = "latency_p95_ms"
  case latencyP99 = "latency_p99_ms"
  case providerCalls = "provider_calls"
  case providerCallsPerMonth = "provider_calls_per_month"
  case providerCallsPerRequest = "provider_calls_per_request"
  case retries
  case servedShare = "served_share"
  case rejectedShare = "rejected_share"
  case failedShare = "failed_share"
  case deferredShare = "deferred_share"
  case batchedShare = "batched_share"
  case throttledShare = "throttled_share"
  case otherModelShare = "other_model_share"
  case cachedTokenShare = "cached_token_share"
  case inputCost = "cost_input_usd"
  case cachedInputCost = "cost_cached_input_usd"
  case cacheWriteCost = "cost_cache_write_usd"
  case outputCost = "cost_output_usd"
  case failedCallCost = "cost_failed_calls_usd"
  case embeddingCost = "cost_embedding_usd"
  case routingCost = "cost_routing_usd"
  case storageCost = "cost_storage_usd"

  /// What the metric says, with its unit.
  public var summary: String {
    switch self {
    case .requests: "measured requests"
    case .costUSD: "dollars spent on the measured requests"
    case .costPerMonth: "the same for 30 days"
    case .costPer1kRequests: "dollars for 1,000 requests"
    case .savingShare: "share of the baseline's cost that is saved, paired"
    case .savingPerMonth: "dollars saved in 30 days, paired"
    case .errorCostPerMonth: "dollars that false and stale hits cost in 30 days, at the scenario's prices"
    case .totalCostPerMonth: "dollars spent and lost through such hits in 30 days"
    case .totalSavingPerMonth: "dollars saved in 30 days less those lost, paired"
    case .hitShare: "requests answered by a response cache over all requests"
    case .hitShareEligible: "the same over requests that a cache looked up"
    case .exactHitShare: "hits by key over all requests"
    case .semanticHitShare: "hits by similarity over all requests"
    case .coalescedShare: "requests that shared another's call over all requests"
    case .falseHitShare: "hits with the answer of another intent over all requests"
    case .staleHitShare: "hits with an answer that has changed over all requests"
    case .unknownHitShare: "hits that nobody labelled over all requests"
    case .falseShareOfHits: "hits with the answer of another intent over hits"
    case .disclaimedHitShare: "hits given with a disclaimer over all requests"
    case .plainHitQuality: "mean quality of the hits given without a disclaimer"
    case .disclaimedHitQuality: "mean quality of the hits given with one"
    case .tokenHitShare: "tokens of hits over tokens of all requests"
    case .costHitShare: "list price of hits over list price of all requests"
    case .quality: "mean probability of a good answer; 0 without an answer, false or stale"
    case .qualityChange: "difference of quality to the baseline, paired"
    case .latencyMean: "mean milliseconds to the complete answer"
    case .latencyP50: "median milliseconds to the complete answer"
    case .latencyP90: "90th percentile of milliseconds to the complete answer"
    case .latencyP95: "95th percentile of milliseconds to the complete answer"
    case .latencyP99: "99th percentile of milliseconds to the complete answer"
    case .providerCalls: "calls that went out, tries included"
    case .providerCallsPerMonth: "the same for 30 days"
    case .providerCallsPerRequest: "the same a request"
    case .retries: "tries after the first"
    case .servedShare: "requests that a provider answered"
    case .rejectedShare: "requests that a layer refused"
    case .failedShare: "requests that failed after all retries"
    case .deferredShare: "requests sent through the batch API; their latency is not counted"
    case .batchedShare: "requests that shared a prompt with others"
    case .throttledShare: "requests that a budget sent to a cheaper model"
    case .otherModelShare: "served requests whose model is not the one asked for"
    case .cachedTokenShare: "input tokens read from the provider's prompt cache over those sent"
    case .inputCost: "dollars for uncached input"
    case .cachedInputCost: "dollars for cached input"
    case .cacheWriteCost: "dollars for writing to the prompt cache"
    case .outputCost: "dollars for output"
    case .failedCallCost: "dollars for calls that failed after billing"
    case .embeddingCost: "dollars for embeddings"
    case .routingCost: "dollars for the router"
    case .storageCost: "dollars for storage"
    }
  }

  /// Whether more is better, or nil when neither is.
  public var isMoreBetter: Bool? {
    switch self {
    case .costUSD, .costPerMonth, .costPer1kRequests, .errorCostPerMonth, .totalCostPerMonth, .falseHitShare,
      .staleHitShare, .falseShareOfHits,
      .latencyMean, .latencyP50, .latencyP90, .latencyP95, .latencyP99, .providerCalls,
      .providerCallsPerMonth, .providerCallsPerRequest, .retries, .rejectedShare, .failedShare:
      false
    case .savingShare, .savingPerMonth, .totalSavingPerMonth, .plainHitQuality, .disclaimedHitQuality,
      .hitShare, .hitShareEligible, .exactHitShare, .semanticHitShare,
      .coalescedShare, .tokenHitShare, .costHitShare, .quality, .qualityChange, .servedShare,
      .cachedTokenShare:
      true
    default: nil
    }
  }

  /// The metric of a cost component.
  static func component(_ component: CostComponent) -> Metric {
    switch component {
    case .input: .inputCost
    case .cachedInput: .cachedInputCost
    case .cacheWrite: .cacheWriteCost
    case .output: .outputCost
    case .failedCalls: .failedCallCost
    case .embedding: .embeddingCost
    case .routing: .routingCost
    case .storage: .storageCost
    }
  }
}

/// Values of all metrics; not a number where a metric has no meaning.
public struct MetricValues: Sendable {
  private var values = Array(repeating: Double.nan, count: Metric.allCases.count)
  private static let places: [Metric: Int] = Dictionary(
    uniqueKeysWithValues: Metric.allCases.enumerated().map { ($1, $0) })

  /// Values that are not known yet.
  public init() {}

  /// The value of a metric.
  public subscript(_ metric: Metric) -> Double {
    get { values[MetricValues.places[metric] ?? 0] }
    set { values[MetricValues.places[metric] ?? 0] = newValue }
  }
}
