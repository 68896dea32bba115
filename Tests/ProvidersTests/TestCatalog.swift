import Simulation
import Testing

@testable import Providers

/// Two models of one provider with constant latency: 1 s to the first token, 10 ms a token.
enum TestCatalog {
  static func make(
    promptCache: PromptCacheRule? = nil, batch: BatchProfile? = nil, quotas: QuotaProfile = QuotaProfile(),
    faults: FaultProfile = FaultProfile(), retry: RetryPolicy = RetryPolicy(), perUncachedToken: Double = 0
  ) -> ProviderCatalog {
    let latency = LatencyModel(
      base: 1, perUncachedToken: perUncachedToken, firstTokenSigma: 0, perOutputToken: 0.01, outputSigma: 0)
    func model(_ name: String, _ input: Double, _ output: Double, _ cached: Double) -> ModelProfile {
      ModelProfile(
        name: name,
        prices: ModelPrices(
          input: TokenPrice(dollarsPerMillion: input), output: TokenPrice(dollarsPerMillion: output),
          cachedInput: TokenPrice(dollarsPerMillion: cached)),
        latency: latency, quality: .byClass([0.97, 0.92, 0.85]))
    }
    return ProviderCatalog(
      providers: [
        ProviderProfile(
          name: "openai", promptCache: promptCache, batch: batch, quotas: quotas, faults: faults, retry: retry
        )
      ],
      models: [model("gpt-4o", 2.5, 10, 1.25), model("gpt-4o-mini", 0.15, 0.6, 0.075)])
  }
}

/// The answer of a provider at a second, or a recorded issue.
func answered(_ provider: inout Provider, _ call: ProviderCall, at seconds: Double) throws -> (
  latency: VirtualTime, cost: CallCost, cached: Int
) {
  guard case .answered(_, let latency, let cost, let cached, _) = provider.answer(call, at: .seconds(seconds))
  else {
    throw Unanswered()
  }
  return (latency, cost, cached)
}

struct Unanswered: Error {}
