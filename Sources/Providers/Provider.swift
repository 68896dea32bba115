import Simulation
import Traffic

/// One call to a model.
public struct ProviderCall: Sendable {
  /// The request that leads the call; its number addresses every draw.
  public var request: Int
  /// The model's index in the catalogue.
  public var model: Int
  /// 0 for the first try.
  public var attempt: Int
  /// 0 for the first call of a request, 1 for the one that follows a judged answer: its luck is its own.
  public var stage = 0
  /// Which system prompt it is: equal numbers are equal texts.
  public var systemSegment: Int
  /// Tokens of the system prompt.
  public var systemTokens: Int
  /// Tokens of the retrieved context.
  public var contextTokens: Int
  /// Which context it is: equal numbers are equal texts; no system prompt has the number of a context.
  public var contextSegment: Int
  /// Tokens of the users' messages.
  public var userTokens: Int
  /// Tokens of the answers.
  public var outputTokens: Int
  /// Whether the prompt cache may be used.
  public var usesPromptCache: Bool
  /// Whether the call goes through the batch API.
  public var isBatch: Bool
  /// What the call costs, where that was recorded; the batch API's discount still applies.
  public var recordedCost: Money?
  /// The tokens of the call as its log counted them; no prompt cache is simulated for it.
  public var recordedUsage: TokenUsage?
  /// Whether the call failed in its log, which bills nothing unless the log has a spend for it.
  public var isRecordedFailure = false
  /// Whether the log has a spend for a call that failed.
  public var isBilledFailure = false
  /// How long the call takes, where that was recorded.
  public var recordedLatency: VirtualTime?
  /// When its first token came, where that was recorded beside the latency.
  public var recordedFirstToken: VirtualTime?

  /// Makes a call.
  public init(
    request: Int, model: Int, attempt: Int = 0, systemSegment: Int = 0, systemTokens: Int, contextTokens: Int,
    contextSegment: Int = 1, userTokens: Int, outputTokens: Int, usesPromptCache: Bool = false,
    isBatch: Bool = false
  ) {
    self.request = request
    self.model = model
    self.attempt = attempt
    self.systemSegment = systemSegment
    self.systemTokens = systemTokens
    self.contextTokens = contextTokens
    self.contextSegment = contextSegment
    self.userTokens = userTokens
    self.outputTokens = outputTokens
    self.usesPromptCache = usesPromptCache
    self.isBatch = isBatch
  }

  /// Addresses the draws of one try: no two tries of a request share any.
  var draw: Int { stage * 1000 + attempt }

  /// All input tokens.
  public var inputTokens: Int { systemTokens + contextTokens + userTokens }
}

/// What a provider answers.
public enum ProviderReply: Sendable {
  /// The answer is complete after `latency`.
  case answered(firstToken: VirtualTime, latency: VirtualTime, cost: CallCost, cachedTokens: Int)
  /// Refused with 429; the quota allows it after `retryAfter`.
  case limited(retryAfter: VirtualTime)
  /// Failed after `latency`; `cost` is billed all the same.
  case failed(latency: VirtualTime, cost: Money)
}

/// The mock providers of one cell: prices, latency, prompt caches, quotas and faults, with an invoice.
///
/// Calls must come in the order of their times.
public struct Provider {
  /// What is sold.
  public let catalog: ProviderCatalog
  /// Everything billed so far.
  public private(set) var invoice: Int128 = 0
  /// Calls that were answered, by model.
  public private(set) var answeredCalls: [Int]
  /// Tries that were refused with 429.
  public private(set) var limitedCalls = 0
  /// Tries that failed.
  public private(set) var failedCalls = 0

  private let schedules: [RateSchedule]
  private let batchSchedules: [RateSchedule]
  private var prefixCaches: [PrefixCache?]
  private var requestQuota: [TokenBucket?]
  private var tokenQuota: [TokenBucket?]
  private let latencyDraws: RandomStream
  private let errorDraws: RandomStream
  private let backoffDraws: RandomStream
  private let embeddingDraws: RandomStream
  private let completionDraws: RandomStream
  private let blocks: PrefixBlocks?

  /// Providers at the start of a replication, with cold caches and full quotas.
  ///
  /// - Parameter blocks: the prefix blocks of a recorded stream, if it has them.
  public init(_ catalog: ProviderCatalog, seed: UInt64, replication: Int, blocks: PrefixBlocks? = nil) {
    self.catalog = catalog
    self.blocks = blocks
    schedules = catalog.models.map { model in
      Provider.schedule(model.prices.standard, catalog.providers[model.provider].promptCache)
    }
    batchSchedules = zip(catalog.models, schedules).map { model, schedule in
      let profile = catalog.providers[model.provider]
      guard let batch = profile.batch else { return schedule }
      if batch.prefersOwnPrices, let own = model.prices.batch {
        return Provider.schedule(own, profile.promptCache)
      }
      return schedule.mapRates { $0.times(batch.priceMultiplier) }
    }
    prefixCaches = catalog.providers.map { provider in
      provider.promptCache.map { PrefixCache(rule: $0, models: catalog.models.count) }
    }
    requestQuota = catalog.providers.map { provider in
      provider.quotas.requestsPerMinute.map { TokenBucket(capacity: max(1, $0), refillPerSecond: $0 / 60) }
    }
    tokenQuota = catalog.providers.map { provider in
      provider.quotas.tokensPerMinute.map { TokenBucket(capacity: max(1, $0), refillPerSecond: $0 / 60) }
    }
    answeredCalls = Array(repeating: 0, count: catalog.models.count)
    func draws(_ purpose: RandomPurpose) -> RandomStream {
      RandomStream(seed: seed, replication: replication, purpose: purpose)
    }
    latencyDraws = draws(.latency)
    errorDraws = draws(.errors)
    backoffDraws = draws(.backoff)
    embeddingDraws = draws(.embedding)
    completionDraws = draws(.batchCompletion)
  }

  /// Carries out a call.
  public mutating func answer(_ call: ProviderCall, at now: VirtualTime) -> ProviderReply {
    let model = catalog.models[call.model]
    let provider = model.provider
    let profile = catalog.providers[provider]
    if let retryAfter = takeQuota(call, provider: provider, at: now) {
      limitedCalls += 1
      return .limited(retryAfter: retryAfter)
    }
    if call.isRecordedFailure {
      failedCalls += 1
      let wait = model.latency.latency(
        uncached: call.inputTokens, cached: 0, output: 0, draws: draws(call))
      var cost = Money.zero
      if call.isBilledFailure, let usage = call.recordedUsage { cost = model.prices.cost(of: usage).total }
      invoice += Int128(cost.picodollars)
      return .failed(latency: wait.firstToken, cost: cost)
    }
    if hasFailed(call, profile.faults, at: now) {
      failedCalls += 1
      let isBilled = errorDraws.uniform(call.request, call.draw * 2 + 1) < profile.faults.billedShare
      let cost =
        isBilled
        ? schedules[call.model].rates(input: call.inputTokens).input * call.inputTokens : .zero
      invoice += Int128(cost.picodollars)
      let wait = model.latency.latency(
        uncached: call.inputTokens, cached: 0, output: 0, draws: draws(call))
      return .failed(latency: wait.firstToken, cost: cost)
    }
    let warm = call.usesPromptCache ? cachedTokens(call, provider: provider, at: now) : (0, 0)
    var cached = warm.0
    let list = rates(of: call)
    let written = list.cacheWrite == list.input ? 0 : max(0, warm.1 - cached)
    var cost = list.cost(
      input: call.inputTokens, output: call.outputTokens, cached: cached, written: written)
    if let usage = call.recordedUsage, !call.isBatch {
      cached = usage.cached
      cost = model.prices.cost(of: usage)
    }
    if let recorded = call.recordedCost {
      let factor = call.isBatch ? profile.batch?.priceMultiplier ?? 1 : 1
      cost = CallCost(recorded: recorded, factor: factor, input: list.input * call.inputTokens)
    }
    var (first, total) = model.latency.latency(
      uncached: call.inputTokens - cached, cached: cached, output: call.outputTokens, draws: draws(call))
    if let recorded = call.recordedLatency {
      (first, total) = (min(call.recordedFirstToken ?? first, recorded), recorded)
    }
    if call.usesPromptCache { touchPrefix(call, provider: provider, at: now, ready: now + first) }
    invoice += Int128(cost.total.picodollars)
    answeredCalls[call.model] += 1
    return .answered(firstToken: first, latency: total, cost: cost, cachedTokens: cached)
  }

  /// How long a call of the batch API lies in the provider's queue before it is processed: the batch's time to
  /// completion less the call's own.
  ///
  /// Prompt caches are read and written when a call is processed, neither when it is handed in nor when its answer
  /// is fetched.
  public func queueTime(of call: ProviderCall) -> VirtualTime {
    let model = catalog.models[call.model]
    guard call.isBatch, let batch = catalog.providers[model.provider].batch else { return .zero }
    let completion = min(
      VirtualTime.seconds(batch.completion.value(z: completionDraws.normal(call.request))), batch.window)
    let own = model.latency.latency(
      uncached: call.inputTokens, cached: 0, output: call.outputTokens, draws: draws(call))
    return max(.zero, completion - own.total)
  }

  /// The wait before the next try of a call.
  public func backoff(_ call: ProviderCall, retryAfter: VirtualTime = .zero) -> VirtualTime {
    let profile = catalog.providers[catalog.models[call.model].provider]
    return profile.retry.delay(
      attempt: call.attempt, uniform: backoffDraws.uniform(call.request, call.draw), retryAfter: retryAfter
    )
  }

  /// Whether the client may try a call again.
  public func mayRetry(_ call: ProviderCall) -> Bool {
    call.attempt < catalog.providers[catalog.models[call.model].provider].retry.retries
  }

  /// Embeds a text: what it costs, and how long it takes.
  public mutating func embed(request: Int, tokens: Int) -> (cost: Money, latency: VirtualTime) {
    let cost = catalog.embedder.price * tokens
    invoice += Int128(cost.picodollars)
    guard let latency = catalog.embedder.latency else { return (cost, .zero) }
    return (cost, .seconds(latency.value(z: embeddingDraws.normal(request))))
  }

  /// Bills something that is no call to a model, such as a routing classifier.
  public mutating func bill(_ amount: Money) { invoice += Int128(amount.picodollars) }

  /// What a call is billed at: its input decides the tier of the whole call.
  private func rates(of call: ProviderCall) -> TokenRates {
    call.isBatch
      ? batchSchedules[call.model].rates(input: call.inputTokens)
      : schedules[call.model].rates(input: call.inputTokens)
  }

  /// A model's rates with the price of a write as the provider's cache has it: a stated factor on input, or the
  /// price of an hour's write where entries live for an hour.
  private static func schedule(_ schedule: RateSchedule, _ rule: PromptCacheRule?) -> RateSchedule {
    guard let rule else { return schedule }
    return schedule.mapRates { rates in
      var rates = rates
      if let factor = rule.writeMultiplier {
        rates.cacheWrite = rates.input.times(factor)
      } else if rule.lifetime >= .seconds(3600) {
        rates.cacheWrite = rates.hourWrite ?? rates.cacheWrite
      }
      return rates
    }
  }

  private func draws(_ call: ProviderCall) -> LatencyDraws {
    let sub = call.draw * 4
    let model = catalog.models[call.model].latency
    return LatencyDraws(
      firstToken: latencyDraws.normal(call.request, sub),
      output: model.outputSigma == 0 ? 0 : latencyDraws.normal(call.request, sub + 1),
      tailCoin: model.tailShare == 0 ? 1 : latencyDraws.uniform(call.request, sub + 2),
      tail: model.tailShare == 0 ? 0 : latencyDraws.normal(call.request, sub + 3))
  }

  private mutating func takeQuota(_ call: ProviderCall, provider: Int, at now: VirtualTime) -> VirtualTime? {
    if call.isBatch { return nil }
    let tokens = Double(call.inputTokens + call.outputTokens)
    var wait = VirtualTime.zero
    if requestQuota[provider] != nil {
      requestQuota[provider]?.refill(to: now)
      wait = max(wait, requestQuota[provider]?.wait(for: 1) ?? .zero)
    }
    if tokenQuota[provider] != nil {
      tokenQuota[provider]?.refill(to: now)
      wait = max(wait, tokenQuota[provider]?.wait(for: tokens) ?? .zero)
    }
    // A refused request counts against the request quota where the provider says so; here it does not.
    if wait > .zero { return wait }
    requestQuota[provider]?.take(1)
    tokenQuota[provider]?.take(tokens)
    return nil
  }

  private func hasFailed(_ call: ProviderCall, _ faults: FaultProfile, at now: VirtualTime) -> Bool {
    for outage in faults.outages where now >= outage.start && now < outage.end { return true }
    return faults.errorShare > 0 && errorDraws.uniform(call.request, call.draw * 2) < faults.errorShare
  }

  /// Cached tokens of a call, and the tokens of its prefix that could be cached.
  private func cachedTokens(_ call: ProviderCall, provider: Int, at now: VirtualTime) -> (Int, Int) {
    guard let rule = catalog.providers[provider].promptCache, let cache = prefixCaches[provider] else {
      return (0, 0)
    }
    var warm = 0
    var isUnbroken = true
    var whole = 0
    Provider.forEachSegment(call, blocks) { segment, tokens in
      isUnbroken = isUnbroken && cache.isWarm(segment, model: call.model, at: now)
      if isUnbroken { warm += tokens }
      whole += tokens
    }
    let least = catalog.models[call.model].minimumPrefixTokens ?? rule.minimumPrefixTokens
    return (
      min(rule.served(warm, least: least), call.inputTokens),
      min(rule.served(whole, least: least), call.inputTokens)
    )
  }

  private mutating func touchPrefix(
    _ call: ProviderCall, provider: Int, at now: VirtualTime, ready: VirtualTime
  ) {
    guard prefixCaches[provider] != nil else { return }
    // Static, so that nothing holds a second reference to the caches while they change.
    Provider.forEachSegment(call, blocks) { segment, _ in
      prefixCaches[provider]?.touch(segment, model: call.model, at: now, ready: ready)
    }
  }

  /// The segments of a call's prefix: recorded blocks, or the system prompt and the intent's context.
  private static func forEachSegment(
    _ call: ProviderCall, _ blocks: PrefixBlocks?, _ body: (_ segment: Int, _ tokens: Int) -> Void
  ) {
    if let blocks {
      var left = call.inputTokens
      for place in blocks.places(of: call.request) where left > 0 {
        let tokens = min(left, blocks.tokens(at: place))
        body(Int(blocks.ids[place]), tokens)
        left -= tokens
      }
      return
    }
    if call.systemTokens > 0 { body(call.systemSegment, call.systemTokens) }
    if call.contextTokens > 0 { body(call.contextSegment, call.contextTokens) }
  }
}
