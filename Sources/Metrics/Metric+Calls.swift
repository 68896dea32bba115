extension Metric {
  /// Measured requests.
  public static let requests = Metric("requests", .count, "measured requests") { $0.requests }

  package static let providerCalls = Metric(
    "provider_calls", .calls, heading: "", "calls that went out, tries included"
  ) { Double($0.calls) }

  /// Calls for 30 days.
  public static let providerCallsPerMonth = Metric(
    "provider_calls_per_month", .callsPerMonth, heading: "", "the same for 30 days"
  ) { Double($0.calls) * $0.spansPerMonth }

  package static let providerCallsPerRequest = Metric(
    "provider_calls_per_request", .count, "the same a request"
  ) { $0.share(Double($0.calls), of: $0.requests) }

  package static let retries = Metric("retries", .count, "tries after the first") {
    Double($0.retries)
  }

  /// Requests that a provider answered.
  public static let servedShare = Metric(
    "served_share", .share, "requests that a provider answered"
  ) { $0.share($0.count(.served), of: $0.requests) }

  /// Requests that a layer refused.
  public static let rejectedShare = Metric(
    "rejected_share", .share, heading: "rejected", isMoreBetter: false, "requests that a layer refused"
  ) { $0.share($0.count(.rejected), of: $0.requests) }

  /// Requests that failed.
  public static let failedShare = Metric(
    "failed_share", .share, heading: "failed", isMoreBetter: false,
    "requests that failed after all retries; n/a where a log tells it of no call"
  ) { $0.isFailureKnown ? $0.share($0.count(.failed), of: $0.requests) : .nan }

  /// Requests that got no answer.
  public static let unansweredShare = Metric(
    "no_answer_share", .share, heading: "without answer", isMoreBetter: false,
    "requests that got no answer: refused by a layer, or failed after all retries"
  ) { $0.isFailureKnown ? $0.share($0.unanswered, of: $0.requests) : .nan }

  /// Difference of the requests without an answer to the baseline.
  public static let unansweredChange = Metric(
    "no_answer_change", .share, heading: "without answer vs baseline", isMoreBetter: false,
    "difference of that share to the baseline, paired; failures that a log does not tell count as none in both",
    paired: { own, base in knownUnanswered(own) - knownUnanswered(base) })

  /// Refusals stay to be compared where a log does not tell which calls failed.
  private static func knownUnanswered(_ values: MetricValues) -> Double {
    let all = values[.unansweredShare]
    return all.isFinite ? all : values[.rejectedShare]
  }

  /// Requests sent through the batch API.
  public static let deferredShare = Metric(
    "deferred_share", .share, heading: "deferred",
    "requests sent through the batch API; their latency is not counted"
  ) { $0.share(Double($0.deferred), of: $0.requests) }

  package static let batchedShare = Metric(
    "batched_share", .share, "requests that shared a prompt with others"
  ) { $0.share(Double($0.batched), of: $0.requests) }

  package static let throttledShare = Metric(
    "throttled_share", .share, heading: "throttled",
    "requests that a budget or a limit sent to another model; what a cache answered or a layer refused was not sent"
  ) { $0.share(Double($0.throttled), of: $0.requests) }

  package static let otherModelShare = Metric(
    "other_model_share", .share, "served requests whose model is not the one asked for"
  ) { $0.share(Double($0.otherModel), of: $0.count(.served)) }

  package static let cachedTokenShare = Metric(
    "cached_token_share", .share,
    "input tokens read from the provider's prompt cache over those sent"
  ) { $0.isCachedKnown ? $0.share(Double($0.cachedTokens), of: Double($0.sentTokens)) : .nan }
}

extension Metric {
  package static let largestUserCostShare = Metric(
    "largest_user_cost_share", .share, "the dearest user's part of the cost"
  ) { $0.userSummary.largestShare }

  package static let userCostFairness = Metric(
    "user_cost_jain_index", .count,
    "Jain's fairness index of the users' costs: 1 when all cost the same, 1 / users when one costs all (Jain, Chiu, Hawe, 1984)"
  ) { $0.userSummary.costFairness }

  package static let userAnswerFairness = Metric(
    "user_answer_jain_index", .count, isMoreBetter: true,
    "the same of the share of each user's requests that got an answer"
  ) { $0.userSummary.answerFairness }
}
