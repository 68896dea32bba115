import Providers
import Simulation
import Traffic

/// A layer's place in a gateway at a moment: all that a layer may do there.
///
/// Layers see the gateway through it alone, so that a new layer needs nothing of the gateway's insides.
public struct Desk {
  /// Both outlive every desk, which exists only while the gateway calls one of its layers: counting references at every
  /// look at them took a sixth of a run.
  private let gatewayReference: Unmanaged<Gateway>
  private let layerReference: Unmanaged<Layer>
  /// The present.
  public let now: VirtualTime

  init(_ gateway: Gateway, _ layer: Layer, at now: VirtualTime) {
    gatewayReference = .passUnretained(gateway)
    layerReference = .passUnretained(layer)
    self.now = now
  }

  /// Looks at the gateway, or does something there.
  @inline(__always) func gateway<Result>(_ body: (Gateway) -> Result) -> Result {
    gatewayReference._withUnsafeGuaranteedRef(body)
  }

  /// Looks at the layer whose desk it is, or does something there.
  @inline(__always) func layer<Result>(_ body: (Layer) -> Result) -> Result {
    layerReference._withUnsafeGuaranteedRef(body)
  }

  /// Does something at the gateway for the layer.
  @inline(__always) fileprivate func both<Result>(_ body: (Gateway, Layer) -> Result) -> Result {
    gateway { gateway in layer { layer in body(gateway, layer) } }
  }

  /// The stream. A copy counts the references of all its columns: what every request needs has a column of its own.
  public var stream: QueryStream { gateway { $0.stream } }

  /// Models and providers.
  @inline(__always) public var catalog: ProviderCatalog { gateway { $0.provider.catalog } }

  /// States what the client does for its provider's prompt cache.
  public func use(_ strategy: PromptCacheStrategy) { gateway { $0.cacheStrategy = strategy } }

  /// What was spent on measured requests so far.
  @inline(__always) public var measuredSpent: Int128 { gateway { $0.ledger.measuredSpent } }

  /// The passage of a request that this layer knows.
  @inline(__always) public func passage(of request: Int) -> Passage { Passage(self, request) }

  /// Asks for the layer's `wake` at a time.
  public func wake(token: UInt32, at time: VirtualTime) { both { $0.wake($1, token: token, at: time) } }

  /// Sends requests that the layer held through the layers behind it, then as one call a model.
  ///
  /// - Parameters:
  ///   - instructionTokens: tokens that a shared prompt adds.
  ///   - quality: quality in a shared prompt over quality alone.
  public func release(_ requests: [UInt32], instructionTokens: Int, quality: Double) {
    release(requests, instructionTokens: instructionTokens) { _ in quality }
  }

  /// Sends requests as `release(_:instructionTokens:quality:)`, with a quality that follows from who shares a call.
  func release(_ requests: [UInt32], instructionTokens: Int, quality: ([UInt32]) -> Double) {
    both { gateway, layer in
      gateway.release(
        requests, behind: layer, instructionTokens: instructionTokens, quality: quality, at: now)
    }
  }
}

extension Desk {
  /// Gives a request whose call went out the answer to another one, or none at all.
  public func misdirect(_ request: Int, to other: Int?) {
    gateway { $0.misdirect(request, to: other, at: now) }
  }
}

/// A request on its way past a layer: what the layer may know of it and do with it.
public struct Passage {
  /// The layer's place.
  public let desk: Desk
  /// The request's number in the stream.
  public let request: Int

  @inline(__always) init(_ desk: Desk, _ request: Int) {
    self.desk = desk
    self.request = request
  }

  /// The present.
  @inline(__always) public var now: VirtualTime { desk.now }

  /// The stream, for what has no name here.
  public var stream: QueryStream { desk.stream }

  /// Reads something of the stream where it stands, without the copy.
  @inline(__always) public func read<Result>(_ body: (QueryStream) -> Result) -> Result {
    desk.gateway { body($0.stream) }
  }
  /// What addresses the luck of the request.
  package var luck: Int { desk.gateway { $0.origin(of: request) } }

  /// What addresses what is drawn of its prompt.
  package var promptLuck: Int { desk.gateway { $0.promptOrigin(of: request) } }

  /// Marks of the request.
  @inline(__always) public var marks: RequestMarks { desk.gateway { $0.marks(of: request) } }

  /// The number of its text.
  @inline(__always) public var prompt: UInt32 { desk.gateway { $0.prompt(of: request) } }

  /// What it asks.
  @inline(__always) public var intent: UInt32 { desk.gateway { $0.intent(of: request) } }

  /// Who asks.
  @inline(__always) public var user: UInt32 { desk.gateway { $0.user(of: request) } }

  /// On whose account it goes: the team that a recording names, else a block of so many users by their numbers.
  ///
  /// - Parameter block: users of a team; nil where they are not stated, which leaves it to the recording, or to 10.
  func team(block: Int?) -> UInt64 { account(\.team, block) }

  /// By which API key it comes, as `team(block:)`.
  func apiKey(block: Int?) -> UInt64 { account(\.apiKey, block) }

  private func account(_ column: KeyPath<RecordedCalls, SparseColumn<UInt32>>, _ block: Int?) -> UInt64 {
    if block == nil, let own = desk.gateway({ $0.account(column, of: request) }) { return own }
    return UInt64(user) / UInt64(block ?? Accounts.Rule.usualBlock)
  }

  /// Picodollars spent on it so far.
  @inline(__always) public var cost: Int64 { desk.gateway { $0.outcomes.cost[request] } }

  /// Tokens of its prompt, as the layers before have left it.
  var promptTokens: (system: Int, context: Int, user: Int) { desk.gateway { $0.tokens(of: request) } }

  /// Tokens of its message with the history.
  @inline(__always) public var userTokens: Int { desk.gateway { $0.userTokens(of: request) } }
}

extension Passage {
  /// The model that the request is meant for.
  @inline(__always) public var model: Int { desk.gateway { Int($0.outcomes.model[request]) } }

  /// Whether the request counts.
  @inline(__always) public var isMeasured: Bool { desk.gateway { $0.isMeasured(request) } }

  /// Whether the request goes through the batch API.
  @inline(__always) public var isDeferred: Bool { has(.isDeferred) }

  /// Whether a limit sent the request to a cheaper model.
  @inline(__always) public var isThrottled: Bool { has(.isThrottled) }

  private func has(_ flag: RequestFlags) -> Bool {
    desk.gateway { $0.outcomes.flags[request].contains(flag) }
  }

  /// The probability that a model answers the request well.
  public func quality(of model: Int) -> Double { desk.gateway { $0.quality(of: model, for: request) } }

  /// Whether a cached answer is right for the request.
  public func truth(answeredFor intent: UInt32, prompt: UInt32, version: UInt32) -> HitTruth {
    desk.gateway {
      $0.truth(of: request, answeredFor: intent, prompt: prompt, version: version, at: now)
    }
  }

  /// The version of the answer to an intent now.
  public func version(of intent: UInt32) -> UInt32 { desk.gateway { $0.version(of: intent, at: now) } }

  /// Counts something, if the request is measured.
  @inline(__always) public func count(_ counter: LayerCounter) {
    if isMeasured { desk.layer { $0.statistics[counter] += 1 } }
  }

  /// Counts several of something, if the request is measured.
  @inline(__always) public func count(_ counter: LayerCounter, by number: Int) {
    if isMeasured { desk.layer { $0.statistics[counter] += number } }
  }

  /// Whether the request's call uses the prompt cache.
  @inline(__always) public var usesPromptCache: Bool { has(.usesPromptCache) }

  /// Adds to the time before the request's call goes out.
  public func delay(by time: VirtualTime) { desk.gateway { $0.delay(request, by: time) } }

  /// Notes that a response cache looks the request up.
  public func markEligible() { desk.gateway { _ = $0.outcomes.flags[request].insert(.isEligible) } }

  /// Lets the provider use its prompt cache.
  public func usePromptCache() { desk.gateway { _ = $0.outcomes.flags[request].insert(.usesPromptCache) } }

  /// The conversation that the request is a turn of.
  @inline(__always) public var conversation: Int { desk.gateway { $0.conversation(of: request) } }

  /// How the request's prompt differs from that of the stream.
  public var prefixChange: PrefixChange {
    get { desk.gateway { $0.prefixChanges[request] ?? PrefixChange() } }
    nonmutating set { desk.gateway { $0.prefixChanges[request] = newValue } }
  }

  /// What the request's call to a model would cost now, and how much of it would be read from the prompt cache.
  public func estimate(model: Int, isCold: Bool = false) -> (cost: Money, cachedTokens: Int) {
    desk.gateway { $0.estimate(request, model: model, isCold: isCold, at: now) }
  }

  /// The number of the beginning of the prompt: equal beginnings have equal numbers.
  public func beginning(tokens: Int) -> Int { desk.gateway { $0.beginning(of: request, tokens: tokens) } }

  /// Reads the prompt with the request's model to summarise it, and charges the request for it.
  public func summarise(outputTokens: Int) {
    desk.gateway { $0.summarise(request, outputTokens: outputTokens, at: now) }
  }

  /// Keeps the prompt's prefix warm and charges the request for it.
  ///
  /// - Returns: the tokens read; 0 where the prefix was cold and nothing was sent.
  public func ping(number: Int, outputTokens: Int) -> Int {
    desk.gateway { $0.ping(request, number: number, outputTokens: outputTokens, at: now) }
  }

  /// Sends the request through the batch API.
  public func deferCall() { desk.gateway { _ = $0.outcomes.flags[request].insert(.isDeferred) } }

  /// Sends the request to another model, unless a limit keeps it with the cheap one.
  public func route(to model: Int) {
    if !isThrottled { desk.gateway { $0.outcomes.model[request] = UInt8(model) } }
  }

  /// Sends the request to a deployment of its model, whatever limits say of models.
  func deploy(to model: Int) { desk.gateway { $0.outcomes.model[request] = UInt8(model) } }

  /// Sends the request to a cheaper model, whatever routers behind say.
  public func throttle(to model: Int) {
    desk.gateway {
      $0.outcomes.model[request] = UInt8(model)
      $0.outcomes.flags[request].insert(.isThrottled)
    }
    count(.throttles)
  }

  /// Lets another model's tokenizer count the request and its answer.
  public func scaleTokens(by factor: Double) { desk.gateway { $0.scaleTokens(of: request, by: factor) } }

  /// Keeps shares of the prompt, at a price in quality.
  public func shrink(system: Double, context: Double, user: Double, quality: Double) {
    desk.gateway { $0.shrink(request, system: system, context: context, user: user, quality: quality) }
  }

  /// Makes the answer better or worse by a factor.
  public func scaleQuality(by factor: Double) {
    if factor != 1 { desk.gateway { $0.shrink(request, system: 1, context: 1, user: 1, quality: factor) } }
  }

  /// Embeds the request's message and charges for it.
  ///
  /// - Returns: how long it takes.
  public func embed() -> VirtualTime {
    desk.gateway { gateway in
      let (cost, latency) = gateway.provider.embed(request: luck, tokens: userTokens)
      gateway.charge(cost, to: request, for: .embedding)
      return latency
    }
  }

  /// Bills something that is no call to a model, and charges the request for it.
  public func bill(_ amount: Money, for component: CostComponent) {
    desk.gateway {
      $0.provider.bill(amount)
      $0.charge(amount, to: request, for: component)
    }
  }

  /// Ends the request with a cached answer.
  ///
  /// - Parameters:
  ///   - source: the prompt that the answer was given to and its similarity, where it is another.
  ///   - stored: when it was complete, of a layer that knows nothing of changes: how probably it is stale follows from it.
  ///   - isWorsened: whether a layer had made it worse when it was stored.
  public func answer(
    as kind: OutcomeKind, truth: HitTruth, quality: Double, isDisclaimed: Bool = false,
    from source: (prompt: UInt32, similarity: Float)? = nil, stored: VirtualTime? = nil,
    isWorsened: Bool = false
  ) -> Admission {
    if isWorsened { desk.gateway { _ = $0.outcomes.flags[request].insert(.isWorsened) } }
    if isDisclaimed {
      desk.gateway { _ = $0.outcomes.flags[request].insert(.isDisclaimed) }
      count(.disclaimedHits)
    }
    if let source {
      desk.gateway { $0.outcomes.answer(request, from: source.prompt, similarity: source.similarity) }
    }
    desk.both { $0.answer(request, as: kind, truth: truth, quality: quality, stored: stored, by: $1) }
    return .ended
  }

  /// Refuses the request.
  public func reject() -> Admission {
    desk.both { $0.reject(request, by: $1, at: desk.now) }
    return .ended
  }

  /// Ends the request with the answer that another has got, as one that shared its call.
  func share(_ answer: Answer, of other: Int) -> Admission {
    let truth = desk.gateway { $0.sharedTruth(of: request, with: other) }
    return self.answer(as: .coalesced, truth: truth, quality: answer.quality)
  }

  /// Makes the time before the request's call or answer last at least until a time.
  func wait(until time: VirtualTime) { desk.gateway { $0.hold(request, until: time) } }

  /// Lets the request wait for the call of another, which it then shares.
  public func follow(_ leader: Int) -> Admission {
    desk.both { $0.follow(request, leader, at: $1) }
    return .waits
  }
}
