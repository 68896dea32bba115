import Declarations
import Providers
import Simulation

/// The `retry` of a provider.
extension ProviderSection {
  static let retry = ObjectSchema(
    "retry", "how the client tries again",
    [
      Field("retries", .integer(minimum: 0, maximum: 100), default: 2, "most retries"),
      Field("base_s", .nonNegative, default: 0.5, "first wait; it doubles each time"),
      Field("max_s", .nonNegative, default: 8, "longest wait"),
      Field("jitter_s", .nonNegative, default: 0.75, "most that is added at random"),
      Field(
        "timeout_s", .positive,
        "how long the client waits for an answer before it counts as failed; for ever by default"),
      Field(
        "timeout_billed", .choice(CancellationBilling.allCases.map(\.rawValue)),
        "what is billed of a call that the client gave up: whole (the default), its input and what was written by then "
          + "(started), or nothing"
      ).only(with: "timeout_s"),
      Field("budget_share", .share, "most retries over first tries so far; no such limit by default"),
    ])

  static func retryPolicy(_ retry: Settings) -> RetryPolicy {
    var policy = RetryPolicy(
      retries: retry.integer("retries"), baseDelay: retry.number("base_s"),
      maximumDelay: retry.number("max_s"), jitter: retry.number("jitter_s"))
    policy.timeout = retry.optionalNumber("timeout_s").map { .seconds($0) }
    if let billing = retry.optionalString("timeout_billed").flatMap(CancellationBilling.init) {
      policy.timeoutBilling = billing
    }
    policy.budgetShare = retry.optionalNumber("budget_share")
    return policy
  }
}
