import Simulation
import Traffic

/// The mock providers of one cell: prices, latency, prompt caches, quotas and faults, with an invoice.
///
/// Calls must come in the order of their times.
public struct Provider {
  /// What is sold.
  public let catalog: ProviderCatalog
  /// Everything billed so far.
  public internal(set) var invoice: Int128 = 0
  /// Calls that were answered, by model.
  public private(set) var answeredCalls: [Int]
  /// Tries that were refused with 429.
  public private(set) var limitedCalls = 0
  /// Tries that failed.
  public private(set) var failedCalls = 0

  /// First tries by provider.
  var firstTries: [Int]
  /// Retries that were granted, by provider.
  var grantedRetries: [Int]
  private var storms: StormClock
  private let schedules: [RateSchedule]
  /// What calls are billed at whose tokens a log counted, by model.
  private let recordedPrices: [ModelPrices]
  private let batchSchedules: [RateSchedule]
  /// Rates of other services than the standard one, by model.
  private let serviceSchedules: [[TokenUsage.Service: RateSchedule]]
  var promptCaches: [PromptCache?]
  /// Whether the only lifetime of each model's prompt cache is that of an hour's write.
  private let hasHourWrites: [Bool]
  var chain: PromptChain
  let cacheDraws: RandomStream
  private var requestQuota: [TokenBucket?]
  private var tokenQuota: [TokenBucket?]
  private let latencyDraws: RandomStream
  private let errorDraws: RandomStream
  let backoffDraws: RandomStream
  let embeddingDraws: RandomStream
  private let completionDraws: RandomStream
  private var inputQuota: [TokenBucket?]
  let blocks: PrefixBlocks?
  /// Nanoseconds since 1970 when the stream begins; nil where that is not known, or no price goes by the hour.
  private let beginning: Int64?

  /// Providers at the start of a replication, with cold caches and full quotas.
  ///
  /// - Parameters:
  ///   - blocks: the prefix blocks of a recorded stream, if it has them.
  ///   - segmentCount: one more than the greatest number of a system prompt or context of other streams.
  ///   - systemPrompts: how many system prompts those have.
  ///   - beginning: nanoseconds since 1970 when the stream begins, for prices by the hour.
  public init(
    _ catalog: ProviderCatalog, seed: UInt64, replication: Int, blocks: PrefixBlocks? = nil,
    segmentCount: Int = 4096, systemPrompts: Int = 0, beginning: Int64? = nil
  ) {
    self.catalog = catalog
    self.beginning = catalog.models.contains { $0.prices.extras.offPeak != nil } ? beginning : nil
    self.blocks = blocks
    chain = PromptChain(segmentCount: blocks?.blockCount ?? segmentCount)
    let rules = catalog.models.indices.map { catalog.promptCache(of: $0) }
    schedules = zip(catalog.models, rules).map { model, rule in
      Provider.schedule(model.prices.standard, rule)
    }
    recordedPrices = zip(catalog.models, rules).map { model, rule in
      rule.map { model.prices.mapRates($0.writeRates) } ?? model.prices
    }
    serviceSchedules = zip(catalog.models, rules).map { model, rule in
      var schedules: [TokenUsage.Service: RateSchedule] = [:]
      for service in TokenUsage.Service.allCases where service != .standard {
        schedules[service] = Provider.schedule(model.prices.schedule(service), rule)
      }
      return schedules
    }
    batchSchedules = catalog.models.indices.map { [schedules] index in
      let model = catalog.models[index]
      guard let batch = catalog.providers[model.provider].batch else { return schedules[index] }
      if batch.prefersOwnPrices, let own = model.prices.batch { return Provider.schedule(own, rules[index]) }
      return schedules[index].mapRates { $0.times(batch.priceMultiplier) }
    }
    promptCaches = zip(catalog.models, rules).map { model, rule in
      rule.map {
        PromptCache(
          $0, least: model.minimumPrefixTokens ?? $0.minimumPrefixTokens, share: catalog.trafficShare,
          sharedEntries: blocks == nil ? systemPrompts : 0)
      }
    }
    hasHourWrites = rules.map { rule in
      rule.map { $0.longLifetime == nil && $0.lifetime >= .seconds(3600) } ?? false
    }
    requestQuota = catalog.providers.map { provider in
      provider.quotas.requestsPerMinute.map { TokenBucket(capacity: max(1, $0), refillPerSecond: $0 / 60) }
    }
    tokenQuota = catalog.providers.map { provider in
      provider.quotas.tokensPerMinute.map { TokenBucket(capacity: max(1, $0), refillPerSecond: $0 / 60) }
    }
    inputQuota = catalog.providers.map { provider in
      provider.quotas.inputTokensPerMinute.map { TokenBucket(capacity: max(1, $0), refillPerSecond: $0 / 60) }
    }
    answeredCalls = Array(repeating: 0, count: catalog.models.count)
    firstTries = Array(repeating: 0, count: catalog.providers.count)
    grantedRetries = firstTries
    func draws(_ purpose: RandomPurpose) -> RandomStream {
      RandomStream(seed: seed, replication: replication, purpose: purpose)
    }
    latencyDraws = draws(.latency)
    errorDraws = draws(.errors)
    backoffDraws = draws(.backoff)
    embeddingDraws = draws(.embedding)
    completionDraws = draws(.batchCompletion)
    cacheDraws = draws(.promptCache)
    storms = StormClock(
      providers: catalog.providers.count, lengths: draws(.stormSpells), coins: draws(.storms))
  }

  /// Carries out a call.
  public mutating func answer(_ call: ProviderCall, at now: VirtualTime) -> ProviderReply {
    // Profiles are read where they stand: a copy would retain every list in them.
    let latency = catalog.models[call.model].latency
    let factor = catalog.models[call.model].latencyFactor / call.recordedFactor
    let recordedLatency = call.recordedLatency?.times(factor)
    let provider = catalog.models[call.model].provider
    if call.attempt == 0 && !call.isHedge { firstTries[provider] += 1 }
    // The lists of a profile are looked at where they stand: most are empty, and a copy would count references.
    if !call.isBatch, catalog.providers[provider].faults.hasStorms,
      let wait = storms.retryAfter(call, catalog.providers[provider].faults, provider: provider, at: now)
    {
      limitedCalls += 1
      return .limited(retryAfter: wait)
    }
    let isEven = call.isBatch || catalog.providers[provider].faults.slowDowns.isEmpty
    let slowness = isEven ? 1 : catalog.providers[provider].faults.slowness(at: now)
    let timeout = call.isBatch ? nil : catalog.providers[provider].retry.timeout
    // A quota that leaves cached reads out wants to know them first.
    let isReadCounted = inputQuota[provider] == nil || catalog.providers[provider].quotas.countsCachedReads
    let early = isReadCounted ? nil : look(call, at: now)
    if let retryAfter = takeQuota(call, provider: provider, cached: early?.cached ?? 0, at: now) {
      limitedCalls += 1
      return .limited(retryAfter: retryAfter)
    }
    if call.isRecordedFailure {
      failedCalls += 1
      // It took as long as the log says until it failed, and who shares the call learns of it then.
      let wait =
        recordedLatency
        ?? latency.latency(uncached: call.inputTokens, cached: 0, output: 0, draws: draws(call)).firstToken
      var cost = Money.zero
      if call.isBilledFailure, let usage = call.recordedUsage {
        cost = recordedPrices[call.model].cost(of: usage).total
      }
      invoice += Int128(cost.picodollars)
      return .failed(latency: min(wait, timeout ?? wait), cost: cost)
    }
    if hasFailed(call, provider: provider, at: now) {
      failedCalls += 1
      let isBilled =
        errorDraws.uniform(call.luck, call.draw * 2 + 1) < catalog.providers[provider].faults.billedShare
      let cost =
        isBilled ? rates(of: call, at: now).input * call.inputTokens : .zero
      invoice += Int128(cost.picodollars)
      let wait = latency.latency(
        uncached: call.inputTokens, cached: 0, output: 0, draws: draws(call)
      ).firstToken.times(slowness)
      return .failed(latency: min(wait, timeout ?? wait), cost: cost)
    }
    let use = early ?? look(call, at: now)
    var cached = use.cached
    let list = rates(of: call, at: now)
    // What is written at the price of input is input.
    let written = list.cacheWrite == list.input ? 0 : use.written
    let writtenLong = (list.hourWrite ?? list.cacheWrite) == list.input ? 0 : use.writtenLong
    var cost = list.cost(
      input: call.inputTokens, output: call.outputTokens, cached: cached, written: written,
      writtenLong: writtenLong)
    if let usage = call.recordedUsage, !call.isBatch {
      cached = usage.cached
      cost = recordedPrices[call.model].cost(of: usage)
    } else if call.webSearches > 0, let price = catalog.models[call.model].prices.extras.webSearch {
      cost.output += price.cost(call.webSearches)
    }
    if let recorded = call.recordedCost {
      let factor = call.isBatch ? catalog.providers[provider].batch?.priceMultiplier ?? 1 : 1
      cost = CallCost(recorded: recorded, factor: factor, input: list.input * call.inputTokens)
    }
    var (first, total) = latency.latency(
      uncached: call.inputTokens - cached, cached: cached, output: call.outputTokens, draws: draws(call))
    if let recorded = recordedLatency {
      (first, total) = (min(call.recordedFirstToken?.times(factor) ?? first, recorded), recorded)
    }
    if slowness != 1 { (first, total) = (first.times(slowness), total.times(slowness)) }
    if call.usesPromptCache {
      cost.storage = keep(call, use, at: now, ready: now + first, done: now + total)
    }
    if let timeout, total > timeout {
      failedCalls += 1
      let billed = catalog.providers[provider].retry.timeoutBilling
        .part(of: cost, written: timeout - first, whole: total - first).total
      invoice += Int128(billed.picodollars)
      return .failed(latency: timeout, cost: billed)
    }
    invoice += Int128(cost.total.picodollars)
    answeredCalls[call.model] += 1
    return .answered(
      firstToken: first, latency: total, cost: cost, cachedTokens: cached,
      writtenTokens: hasHourWrites[call.model]
        ? WrittenTokens(long: written + writtenLong) : WrittenTokens(short: written, long: writtenLong))
  }

  /// How long a call of the batch API lies in the provider's queue before it is processed: the batch's time to
  /// completion less the call's own.
  ///
  /// Prompt caches are read and written when a call is processed, neither when it is handed in nor when its answer
  /// is fetched.
  public func queueTime(of call: ProviderCall) -> VirtualTime {
    guard call.isBatch, let batch = catalog.providers[catalog.models[call.model].provider].batch else {
      return .zero
    }
    if expires(call) { return batch.window }
    let completion = min(completion(of: call, batch), batch.window)
    let own = catalog.models[call.model].latency.latency(
      uncached: call.inputTokens, cached: 0, output: call.outputTokens, draws: draws(call))
    return max(.zero, completion - own.total)
  }

  /// Whether a call of the batch API is not done within its window, so that it is billed nothing and sent by itself then.
  public func expires(_ call: ProviderCall) -> Bool {
    guard call.isBatch, let batch = catalog.providers[catalog.models[call.model].provider].batch,
      batch.hasExpiry
    else { return false }
    return completion(of: call, batch) > batch.window
  }

  private func completion(of call: ProviderCall, _ batch: BatchProfile) -> VirtualTime {
    .seconds(batch.completion.value(z: completionDraws.normal(call.luck)))
  }

  /// What a call is billed at: its input decides the tier of the whole call, the time that of the hour where prices go by it.
  func rates(of call: ProviderCall, at now: VirtualTime? = nil) -> TokenRates {
    let usual = usualRates(of: call)
    if call.terms.isEmpty, beginning == nil { return usual }
    var minute: WeekMinute?
    if let now, let beginning, !call.isBatch, call.service == .standard {
      minute = WeekMinute(nanoseconds: beginning &+ now.nanoseconds)
    }
    return catalog.models[call.model].prices.extras.rates(usual, call.terms, at: minute)
  }

  private func usualRates(of call: ProviderCall) -> TokenRates {
    if call.isBatch { return batchSchedules[call.model].rates(input: call.inputTokens) }
    if call.service != .standard, let own = serviceSchedules[call.model][call.service] {
      return own.rates(input: call.inputTokens)
    }
    return schedules[call.model].rates(input: call.inputTokens)
  }

  /// A model's rates with the prices of writes as its prompt cache has them.
  private static func schedule(_ schedule: RateSchedule, _ rule: PromptCacheRule?) -> RateSchedule {
    guard let rule else { return schedule }
    return schedule.mapRates(rule.rates)
  }

  private func draws(_ call: ProviderCall) -> LatencyDraws {
    let sub = call.draw * 4
    let model = catalog.models[call.model].latency
    return LatencyDraws(
      firstToken: latencyDraws.normal(call.luck, sub),
      output: model.outputSigma == 0 ? 0 : latencyDraws.normal(call.luck, sub + 1),
      tailCoin: model.tailShare == 0 ? 1 : latencyDraws.uniform(call.luck, sub + 2),
      tail: model.tailShare == 0 ? 0 : latencyDraws.normal(call.luck, sub + 3))
  }

  private mutating func takeQuota(
    _ call: ProviderCall, provider: Int, cached: Int, at now: VirtualTime
  ) -> VirtualTime? {
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
    let input = Double(call.inputTokens - cached)
    if inputQuota[provider] != nil {
      inputQuota[provider]?.refill(to: now)
      wait = max(wait, inputQuota[provider]?.wait(for: input) ?? .zero)
    }
    // A refused request counts against the request quota where the provider says so; here it does not.
    if wait > .zero { return wait }
    requestQuota[provider]?.take(1)
    tokenQuota[provider]?.take(tokens)
    inputQuota[provider]?.take(input)
    return nil
  }

  private func hasFailed(_ call: ProviderCall, provider: Int, at now: VirtualTime) -> Bool {
    if !catalog.providers[provider].faults.outages.isEmpty {
      for outage in catalog.providers[provider].faults.outages where now >= outage.start && now < outage.end {
        return true
      }
    }
    let share = catalog.providers[provider].faults.errorShare
    return share > 0 && errorDraws.uniform(call.luck, call.draw * 2) < share
  }
}
