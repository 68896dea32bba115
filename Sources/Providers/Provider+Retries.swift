import Simulation

extension Provider {
  /// The wait before the next try of a call.
  public func backoff(_ call: ProviderCall, retryAfter: VirtualTime = .zero) -> VirtualTime {
    let profile = catalog.providers[catalog.models[call.model].provider]
    return profile.retry.delay(
      attempt: call.attempt, uniform: backoffDraws.uniform(call.luck, call.draw), retryAfter: retryAfter
    )
  }

  /// Whether the client may try a call again.
  public func mayRetry(_ call: ProviderCall) -> Bool {
    let provider = catalog.models[call.model].provider
    let policy = catalog.providers[provider].retry
    guard call.attempt < policy.retries else { return false }
    guard let share = policy.budgetShare else { return true }
    return Double(grantedRetries[provider] + 1) <= share * Double(firstTries[provider])
  }

  /// Takes a retry out of the provider's budget of retries.
  public mutating func takeRetry(_ call: ProviderCall) {
    grantedRetries[catalog.models[call.model].provider] += 1
  }
}
