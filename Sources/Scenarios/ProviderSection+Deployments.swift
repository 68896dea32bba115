import Declarations
import Providers
import Simulation

/// The `deployments` and `limits` of a provider.
extension ProviderSection {
  static let deployment = ObjectSchema(
    "deployment", "a deployment of a provider's models; what it does not state is the provider's",
    [
      Field("weight", .positive, default: 1, "its part of the calls that are shared out by weight"),
      Field("latency_factor", .positive, default: 1, "its times over the provider's"),
      Field("price_factor", .nonNegative, default: 1, "its prices over the provider's"),
      Field("hit_share", .share, "probability that its prompt cache serves a warm prefix"),
      Field("limits", .object(limits), "its quotas; by default as many as the provider's, for it alone"),
      Field("faults", .object(faults), "its faults"),
    ])

  static func deployments(_ provider: Settings) throws(Diagnostic) -> [DeploymentProfile] {
    let members = provider.members("deployments")
    if members.count == 1 {
      throw Diagnostic(
        "'deployments' has one deployment; two at least were expected",
        position: provider.position("deployments"))
    }
    var deployments: [DeploymentProfile] = []
    for member in members {
      let settings = Settings(member.node)
      var deployment = DeploymentProfile(name: member.key)
      deployment.weight = settings.number("weight")
      deployment.latencyFactor = settings.number("latency_factor")
      deployment.priceFactor = settings.number("price_factor")
      deployment.hitShare = settings.optionalNumber("hit_share")
      deployment.quotas = settings.optionalSettings("limits").map(quotas)
      deployment.faults = settings.optionalSettings("faults").map(faults)
      if deployment.hitShare != nil, provider.optionalSettings("prompt_cache") == nil {
        throw Diagnostic(
          "'hit_share' of '\(member.key)' does nothing: the provider has no prompt_cache",
          position: settings.position("hit_share"))
      }
      deployments.append(deployment)
    }
    return deployments
  }

  static func quotas(_ limits: Settings) -> QuotaProfile {
    var quotas = QuotaProfile(
      requestsPerMinute: limits.optionalNumber("requests_per_min"),
      tokensPerMinute: limits.optionalNumber("tokens_per_min"))
    quotas.inputTokensPerMinute = limits.optionalNumber("input_tokens_per_min")
    quotas.countsCachedReads = limits.node["counts_cached_reads"]?.boolean ?? true
    return quotas
  }
}
