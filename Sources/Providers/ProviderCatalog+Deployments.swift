import Simulation

/// What a deployment has of its own; all else is that of its provider.
public struct DeploymentProfile: Sendable {
  /// Its name.
  public var name: String
  /// Its part of the calls by weight.
  public var weight = 1.0
  /// Its times over the provider's.
  public var latencyFactor = 1.0
  /// Its prices over the provider's.
  public var priceFactor = 1.0
  /// Probability that its prompt cache serves a warm prefix, or nil.
  public var hitShare: Double?
  /// Its quotas, or nil.
  public var quotas: QuotaProfile?
  /// Its faults, or nil.
  public var faults: FaultProfile?

  /// A deployment like its provider.
  public init(name: String) { self.name = name }
}

extension ProviderCatalog {
  /// Splits the last provider into deployments, each with the models, a quota and prompt caches of its own.
  ///
  /// The first takes the place of the provider; a model is named after its deployment, as in `gpt-4o@east`.
  public mutating func deployLast(as deployments: [DeploymentProfile]) {
    guard let last = providers.last, !deployments.isEmpty else { return }
    let own = models.filter { $0.provider == providers.count - 1 }
    let first = models.count - own.count
    models.removeLast(own.count)
    providers.removeLast()
    for deployment in deployments {
      var provider = last
      provider.name = last.name + "@" + deployment.name
      if let quotas = deployment.quotas { provider.quotas = quotas }
      if let faults = deployment.faults { provider.faults = faults }
      if let share = deployment.hitShare { provider.promptCache?.hitShare = share }
      for (place, model) in own.enumerated() {
        var model = model
        model.plainName = model.name
        model.name += "@" + deployment.name
        model.provider = providers.count
        model.firstDeployment = first + place
        model.weight = deployment.weight
        model.latencyFactor = deployment.latencyFactor
        model.latency.slow(by: deployment.latencyFactor)
        if let share = deployment.hitShare { model.promptCache?.hitShare = share }
        if deployment.priceFactor != 1 { model.prices = model.prices.times(deployment.priceFactor) }
        models.append(model)
      }
      providers.append(provider)
    }
  }
}

extension LatencyModel {
  /// Makes everything slower by a factor.
  fileprivate mutating func slow(by factor: Double) {
    base *= factor
    perUncachedToken *= factor
    perCachedToken *= factor
    perOutputToken *= factor
  }
}

extension ModelPrices {
  /// All prices of tokens times a factor; searches of the web cost the same.
  public func times(_ factor: Double) -> ModelPrices {
    var prices = mapRates { $0.times(factor) }
    prices.extras.offPeak = extras.offPeak?.times(factor)
    return prices
  }

  /// The same change made to the rates of all services.
  func mapRates(_ change: (TokenRates) -> TokenRates) -> ModelPrices {
    var prices = self
    prices.standard = standard.mapRates(change)
    prices.batch = batch?.mapRates(change)
    prices.flex = flex?.mapRates(change)
    prices.priority = priority?.mapRates(change)
    return prices
  }
}
