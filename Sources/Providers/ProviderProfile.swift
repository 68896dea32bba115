import Simulation

/// A model as a provider sells it.
public struct ModelProfile: Sendable {
  /// Its name.
  public var name: String
  /// Its prices.
  public var prices: ModelPrices
  /// Its speed.
  public var latency: LatencyModel
  /// Its quality.
  public var quality: QualityModel
  /// Whether somebody stated the quality; it is only assumed otherwise, and figures that rest on it are unknown.
  public var statesQuality = true
  /// The provider's index.
  public var provider: Int
  /// The least prefix that its prompt cache keeps, where it has its own.
  public var minimumPrefixTokens: Int?
  /// The index of the first deployment of the same model, or nil where it is the only one.
  public var firstDeployment: Int?
  /// Its name without that of the deployment.
  public var plainName: String?
  /// Its part of the calls by weight.
  public var weight = 1.0
  /// Its times over the provider's, which those of a log are unless it names a deployment.
  package var latencyFactor = 1.0
  /// Its prompt cache, where it is another than the provider's.
  public var promptCache: PromptCacheRule?

  /// Makes a profile.
  public init(
    name: String, prices: ModelPrices, latency: LatencyModel, quality: QualityModel, provider: Int = 0
  ) {
    self.name = name
    self.prices = prices
    self.latency = latency
    self.quality = quality
    self.provider = provider
  }
}

/// Quotas of a provider; nil means none.
public struct QuotaProfile: Sendable, Hashable {
  /// Requests a minute over all models.
  public var requestsPerMinute: Double?
  /// Input and output tokens a minute over all models.
  public var tokensPerMinute: Double?
  /// Input tokens a minute over all models.
  public var inputTokensPerMinute: Double?
  /// Whether tokens read from the prompt cache count toward those.
  public var countsCachedReads = true

  /// Makes quotas.
  public init(requestsPerMinute: Double? = nil, tokensPerMinute: Double? = nil) {
    self.requestsPerMinute = requestsPerMinute
    self.tokensPerMinute = tokensPerMinute
  }
}

/// The batch API of a provider: cheaper, and done later.
public struct BatchProfile: Sendable, Hashable {
  /// Batch price over the normal price.
  public var priceMultiplier: Double
  /// Whether a model's own batch prices come before the multiplier.
  public var prefersOwnPrices = false
  /// The time within which a batch ends.
  public var window: VirtualTime
  /// Time to completion.
  public var completion: Lognormal
  /// Most requests waiting at a time.
  public var maximumRequests: Int
  /// Most input tokens waiting at a time; nil for no such limit.
  public var maximumTokens: Int?
  /// Whether what is not done within the window expires, is billed nothing and is sent at once; otherwise it is done at
  /// its end.
  public var hasExpiry = false

  /// Makes a profile; the default completion has a median of 7 minutes and nine in ten within an hour.
  public init(
    priceMultiplier: Double = 0.5, window: VirtualTime = .hours(24),
    completion: Lognormal = Lognormal(mu: Transcendental.log(420), sigma: 1.676),
    maximumRequests: Int = 50_000
  ) {
    self.priceMultiplier = priceMultiplier
    self.window = window
    self.completion = completion
    self.maximumRequests = maximumRequests
  }
}

/// One provider with everything that is stated about it.
public struct ProviderProfile: Sendable {
  /// Its name.
  public var name: String
  /// Its name without that of the deployment.
  public var plainName: String
  /// Its prompt cache, or nil.
  public var promptCache: PromptCacheRule?
  /// Its batch API, or nil.
  public var batch: BatchProfile?
  /// Its quotas.
  public var quotas: QuotaProfile
  /// Its faults.
  public var faults: FaultProfile
  /// How the client tries again.
  public var retry: RetryPolicy

  /// Makes a profile.
  public init(
    name: String, promptCache: PromptCacheRule? = nil, batch: BatchProfile? = nil,
    quotas: QuotaProfile = QuotaProfile(), faults: FaultProfile = FaultProfile(),
    retry: RetryPolicy = RetryPolicy()
  ) {
    self.name = name
    plainName = name
    self.promptCache = promptCache
    self.batch = batch
    self.quotas = quotas
    self.faults = faults
    self.retry = retry
  }
}

/// The service that turns text into vectors.
public struct EmbedderProfile: Sendable, Hashable {
  /// Price of its input.
  public var price: TokenPrice
  /// Its latency in seconds, or nil when it takes no time.
  public var latency: Lognormal?

  /// Makes a profile; by default embeddings are free and at once.
  public init(price: TokenPrice = TokenPrice(picodollars: 0), latency: Lognormal? = nil) {
    self.price = price
    self.latency = latency
  }
}

/// All providers, models and the embedder of a scenario.
public struct ProviderCatalog: Sendable {
  /// The providers.
  public var providers: [ProviderProfile]
  /// The models of all providers.
  public var models: [ModelProfile]
  /// The embedder.
  public var embedder: EmbedderProfile
  /// What a report says of the prices: names that were resolved, prices that were assumed.
  public var notes: [String] = []

  /// The part of the whole traffic that the calls are; 1 for all of it.
  public var trafficShare = 1.0

  /// Makes a catalogue.
  public init(
    providers: [ProviderProfile], models: [ModelProfile], embedder: EmbedderProfile = EmbedderProfile()
  ) {
    self.providers = providers
    self.models = models
    self.embedder = embedder
  }

  /// How a model's prompts are cached, or nil.
  public func promptCache(of model: Int) -> PromptCacheRule? {
    models[model].promptCache ?? providers[models[model].provider].promptCache
  }

  /// The index of a model by `name` or `provider/name`; the first provider that has it wins, and of several
  /// deployments the first, unless the name says which.
  public func model(named name: String) -> Int? {
    models.firstIndex { model in
      [model.name, model.plainName].contains { own in
        own.map { $0 == name || providers[model.provider].plainName + "/" + $0 == name } ?? false
      }
    }
  }

  /// The deployments of a model, itself among them.
  public func deployments(of model: Int) -> [Int] {
    guard let first = models[model].firstDeployment else { return [model] }
    return models.indices.filter { models[$0].firstDeployment == first }
  }

  /// The first deployment of each model, which stands for all of it; the model itself where it has only one.
  package var firstDeployments: [Int] { models.enumerated().map { $1.firstDeployment ?? $0 } }

  /// Whether a model's provider has a batch API.
  package func hasBatch(_ model: Int) -> Bool { providers[models[model].provider].batch != nil }

  /// Whether two models are deployments of one.
  public func areDeployments(_ one: Int, _ other: Int) -> Bool {
    one == other
      || models[one].firstDeployment != nil && models[one].firstDeployment == models[other].firstDeployment
  }
}
