import Providers
import Simulation
import Traffic

/// A strategy in one replication: ordered layers in front of the providers, driven by events in virtual time.
///
/// A request is decided upon at its arrival, layer by layer; look-ups and embeddings add to its delay, and a
/// call goes out when the delay has passed. A response is stored when it is complete, not before: what arrives
/// in between is an in-flight duplicate. Events run in (time, sequence) order; of an event and an arrival at
/// the same time the event comes first.
public final class Gateway {
  enum EventKind: UInt8 {
    case dispatch, complete, failure, wake, judged, begins, arrival, hedge
  }

  struct Event: BitwiseCopyable {
    var kind: EventKind
    var layer: UInt8
    var id: UInt32
  }

  /// A call under way.
  struct CallState {
    var call: ProviderCall
    var costs = CallCost()
    /// First member; further ones are linked through `nextMember`.
    var memberCount = 1
    /// Quality in a shared prompt over quality alone.
    var qualityFactor: Double = 1
    /// When the first try was sent.
    var sent = VirtualTime.zero
    /// When the first token of the last try came.
    var firstToken = VirtualTime.zero
    /// An earlier answer: what is being judged, or what is left when this call fails.
    var earlier: Answer?
    /// From which place of a chain of models the next is taken when this call fails.
    var rescues = 0
    /// When the last try was sent.
    var tried = VirtualTime.zero
    /// How that ends, while a second one may still go out.
    var firstTry: FirstTry?
    /// Whether nobody is left who waits for it.
    var isLost = false
  }

  /// The stream.
  public let stream: QueryStream
  /// The first request that is measured.
  public let firstMeasured: Int
  /// What became of the requests.
  public internal(set) var outcomes: OutcomeTable
  /// Where the money went.
  public internal(set) var ledger = Ledger()
  /// The providers.
  public internal(set) var provider: Provider
  /// The layers in order.
  public let layers: [Layer]
  /// The end of the arrivals.
  public let span: VirtualTime
  /// Calls that went out for measured requests, tries counted once each.
  public internal(set) var measuredCalls = 0
  /// Tries after the first for measured requests.
  public internal(set) var measuredRetries = 0
  /// Prompt tokens of measured requests that the provider served from its cache.
  public internal(set) var measuredCachedTokens = 0
  /// Prompt tokens of measured requests that the provider wrote to its cache.
  public internal(set) var measuredWrittenTokens = 0

  /// How many hits of measured requests would be stale in the mean over all the worlds in which the same answers are
  /// stored at the same times; not a number where a layer knows what has changed.
  public internal(set) var expectedStaleHits = 0.0

  /// Whether calls take as long as the log says, whatever they read from a prompt cache.
  package var keepsRecordedTimes = false

  /// The model that requests ask for.
  let asked: Int
  /// The model of each request as a log names it, of a strategy as recorded.
  let recordedModels: [UInt8]?
  /// The numbers of the requests in the whole, where the stream is a sample.
  let origins: [UInt32]?
  /// The number of the first request in the whole, where the stream is a window of it.
  let firstOrigin: Int
  /// The requests that do not take part; nil where all do.
  let isAbsent: (@Sendable (_ request: Int) -> Bool)?

  /// Whether turns wait for the answers before them.
  let isClosed: Bool
  /// The arrival from which requests are measured.
  let measuredFrom: VirtualTime
  /// The time of the event that is handled, in a closed loop.
  var clock = VirtualTime.zero
  /// Who waits for whose answer; nil where requests arrive when the stream says.
  var loop: ClosedLoop?
  /// When each request arrives; in a closed loop, of one that waits, when the last answer so far was there.
  var arrivals: [VirtualTime]

  /// What says whether two prompts of a stream without labels have one answer.
  let proxy: TruthProxy?

  var queue = EventQueue<Event>()
  var calls: [CallState] = []
  var freeCalls: [UInt32] = []
  /// Whose answer a request gets in place of its own when its call is complete; -1 for none.
  var misdirected: [Int: Int] = [:]
  /// Nanoseconds from a request's arrival before its call goes out, as layers have added them so far.
  var delays: [Int64]
  var nextFollower: [UInt32]
  var nextMember: [UInt32]
  /// The prefix segment of each request's context where there are several system prompts.
  let contextSegments: [UInt32]
  var group: [UInt32]?
  /// Quality factor and token shares that layers set, by request; empty until a layer wants them.
  var qualityFactor: [Double] = []
  /// Tokens by another tokenizer over those of the stream; not a number for a request that was not sent elsewhere.
  var tokenFactor: [Double] = []
  var inputShare: [(system: Double, context: Double, user: Double)] = []
  /// What the client does for its provider's prompt cache.
  var cacheStrategy = PromptCacheStrategy()
  /// How prompts differ from those of the stream; empty until a layer wants it.
  var prefixChanges: [Int: PrefixChange] = [:]
  /// The layers that want to be told of every try.
  let notingLayers: [Layer]
  /// The layer that sends late calls a second time, if there is one.
  let hedging: HedgeLayer?

  /// Marks the end of a chain.
  static let none = UInt32.max

  /// A gateway at the start of a replication.
  ///
  /// - Parameters:
  ///   - model: the model that requests ask for.
  ///   - recordedModels: the model that each request asks for where a log says so, which is then billed by its counts.
  ///   - keepsDetails: whether each request's tries, cached tokens and costs by component are kept.
  ///   - isAbsent: says of a request that it does not take part, as if it stood not in the stream.
  public init(
    setting: LayerSetting, plans: [any LayerPlan], model: Int, recordedModels: [UInt8]? = nil,
    keepsDetails: Bool = false,
    isAbsent: (@Sendable (_ request: Int) -> Bool)? = nil
  ) {
    self.isAbsent = isAbsent
    stream = setting.stream.stream
    origins = stream.sampled?.origins
    firstOrigin = stream.firstOrigin
    arrivals = stream.arrival
    isClosed = setting.stream.turnOrder != nil
    measuredFrom = setting.warmUp
    loop = setting.stream.turnOrder.map { ClosedLoop($0) }
    span = setting.span
    proxy = setting.stream.proxy
    contextSegments = Gateway.contextSegments(of: stream)
    provider = Provider(
      setting.catalog, seed: setting.seed, replication: setting.replication, blocks: stream.prefixBlocks,
      segmentCount: Gateway.segmentCount(of: stream, contextSegments))
    outcomes = OutcomeTable(count: stream.count, model: UInt8(model))
    asked = model
    self.recordedModels = recordedModels
    if let recordedModels { outcomes.model = recordedModels }
    if keepsDetails { outcomes.details = RequestDetails(count: stream.count) }
    layers = plans.map { $0.makeLayer(in: setting) }
    notingLayers = layers.filter(\.notesCalls)
    hedging = layers.lazy.compactMap { $0 as? HedgeLayer }.first
    delays = Array(repeating: 0, count: stream.count)
    nextFollower = Array(repeating: Gateway.none, count: stream.count)
    nextMember = []
    firstMeasured =
      setting.stream.turnOrder != nil ? 0 : Gateway.firstMeasured(of: stream, warmUp: setting.warmUp)
    for (position, layer) in layers.enumerated() { layer.position = UInt8(position) }
  }

  /// A gateway that goes on where another stopped, on the next window of its stream.
  ///
  /// The layers go over to it, with all that they hold; the other is of no use any more.
  ///
  /// - Parameter first: the request of the other's window that this one begins with; those before it have ended.
  init(after other: Gateway, on window: PreparedStream, from first: Int, isAbsent: (@Sendable (Int) -> Bool)?)
  {
    self.isAbsent = isAbsent
    stream = window.stream
    origins = stream.sampled?.origins
    firstOrigin = stream.firstOrigin
    arrivals = stream.arrival
    isClosed = false
    measuredFrom = other.measuredFrom
    loop = nil
    span = other.span
    proxy = other.proxy
    contextSegments = other.contextSegments
    provider = other.provider
    outcomes = other.outcomes.continued(from: first, count: stream.count, model: UInt8(other.asked))
    recordedModels = nil
    asked = other.asked
    layers = other.layers
    notingLayers = other.notingLayers
    hedging = other.hedging
    delays =
      Array(other.delays[first...]) + Array(repeating: 0, count: stream.count - other.stream.count + first)
    nextFollower = other.nextFollower[first...].map { $0 == Gateway.none ? $0 : $0 - UInt32(first) }
    nextFollower += Array(repeating: Gateway.none, count: stream.count - nextFollower.count)
    nextMember = []
    firstMeasured = Gateway.firstMeasured(of: stream, warmUp: other.measuredFrom)
    ledger = other.ledger
    measuredCalls = other.measuredCalls
    measuredRetries = other.measuredRetries
    measuredCachedTokens = other.measuredCachedTokens
    measuredWrittenTokens = other.measuredWrittenTokens
    expectedStaleHits = other.expectedStaleHits
    calls = other.calls
    freeCalls = other.freeCalls
    for place in calls.indices { calls[place].call.request -= first }
    swap(&queue, &other.queue)
    for layer in layers { layer.move(to: window, by: first) }
  }

  /// The first request that does not arrive in the warm-up.
  package static func firstMeasured(of stream: QueryStream, warmUp: VirtualTime) -> Int {
    var low = 0
    var high = stream.count
    while low < high {
      let middle = (low + high) / 2
      if stream.arrival[middle] < warmUp { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Runs the stream to its end and checks the conservation laws.
  ///
  /// - Throws: a `Conservation.Violation`.
  public func run() throws(Conservation.Violation) {
    var arrived = isClosed ? runClosed() : 0
    for request in 0..<(isClosed ? 0 : stream.count) {
      if let isAbsent, isAbsent(request) { continue }
      arrived += 1
      let arrival = stream.arrival[request]
      while queue.nextTime <= arrival { handleNext() }
      advance(request, from: 0, at: arrival)
    }
    while !queue.isEmpty { handleNext() }
    for layer in layers { layer.statistics.entries = layer.entryCount }
    try Conservation.check(outcomes, arrivals: arrived, ledger: ledger, invoice: provider.invoice)
  }

  func handleNext() {
    guard let (time, event) = queue.next() else { return }
    clock = time
    switch event.kind {
    case .dispatch: dispatch(event.id, at: time)
    case .complete: complete(event.id, at: time)
    case .failure: fail(event.id, at: time)
    case .judged: release(event.id, at: time)
    case .hedge: hedge(event.id, at: time)
    case .begins: begin(Int(event.id), at: time)
    case .arrival: arrive(Int(event.id), at: time)
    case .wake:
      let layer = layers[Int(event.layer)]
      layer.wake(event.id, at: Desk(self, layer, at: time))
    }
  }

  /// Sends a request through the layers from a position on.
  func advance(_ request: Int, from position: Int, at now: VirtualTime) {
    var position = position
    while position < layers.count {
      let layer = layers[position]
      let passage = passage(request, layer, at: now)
      passage.count(.arrivals)
      switch layer.admit(passage) {
      case .pass: position += 1
      case .ended, .waits: return
      }
    }
    if group != nil && !outcomes.flags[request].contains(.isDeferred) {
      group?.append(UInt32(request))
    } else {
      send(request, at: now)
    }
  }

  /// Whether a request counts.
  @inline(__always) public func isMeasured(_ request: Int) -> Bool {
    isClosed ? arrivals[request] >= measuredFrom : request >= firstMeasured
  }

  /// A request before a layer.
  @inline(__always) func passage(_ request: Int, _ layer: Layer, at now: VirtualTime) -> Passage {
    Desk(self, layer, at: now).passage(of: request)
  }

  /// Adds to the time before a request's call goes out.
  @inline(__always) func delay(_ request: Int, by time: VirtualTime) {
    delays[request] = (VirtualTime(nanoseconds: delays[request]) + time).nanoseconds
  }

  /// Makes the time before a request's call last at least until a time.
  func hold(_ request: Int, until time: VirtualTime) {
    delays[request] = max(delays[request], (time - arrivals[request]).nanoseconds)
  }

  /// When a request's call may go out, as far as its layers have delayed it.
  func ready(_ request: Int) -> VirtualTime {
    arrivals[request] + VirtualTime(nanoseconds: delays[request])
  }

  /// Keeps shares of a prompt, at a price in quality.
  func shrink(_ request: Int, system: Double, context: Double, user: Double, quality: Double) {
    if qualityFactor.isEmpty { qualityFactor = Array(repeating: 1, count: stream.count) }
    if inputShare.isEmpty { inputShare = Array(repeating: (1, 1, 1), count: stream.count) }
    let share = inputShare[request]
    inputShare[request] = (share.system * system, share.context * context, share.user * user)
    qualityFactor[request] *= quality
  }

  /// Counts a request and its answer by another tokenizer.
  func scaleTokens(of request: Int, by factor: Double) {
    if tokenFactor.isEmpty { tokenFactor = Array(repeating: .nan, count: stream.count) }
    tokenFactor[request] = factor
    if factor != 1 { shrink(request, system: factor, context: factor, user: factor, quality: 1) }
  }

  /// Lets a request wait at a layer for the call of another.
  func follow(_ request: Int, _ leader: Int, at layer: Layer) {
    outcomes.layer[request] = layer.position
    // Who waits for this request already, through an earlier layer like this, comes along.
    var last = request
    while nextFollower[last] != Gateway.none { last = Int(nextFollower[last]) }
    nextFollower[last] = nextFollower[leader]
    nextFollower[leader] = UInt32(request)
  }

  /// Spends money on a request that a provider has billed.
  func charge(_ amount: Money, to request: Int, for component: CostComponent) {
    if amount == .zero { return }
    let sum = Money(picodollars: outcomes.cost[request]) + amount
    if sum == .beyondExact { ledger.isExact = false }
    outcomes.cost[request] = sum.picodollars
    if var own = outcomes.details?.costs[component.rawValue][request] {
      own = (Money(picodollars: own) + amount).picodollars
      outcomes.details?.costs[component.rawValue][request] = own
    }
    ledger.book(amount, on: component, isMeasured: isMeasured(request))
  }

  /// Asks for `wake` of a layer.
  func wake(_ layer: Layer, token: UInt32, at time: VirtualTime) {
    queue.schedule(Event(kind: .wake, layer: layer.position, id: token), at: time)
  }

  /// Ends a request at a layer with a cached answer.
  func answer(
    _ request: Int, as kind: OutcomeKind, truth: HitTruth, quality: Double, stored: VirtualTime?,
    by layer: Layer
  ) {
    outcomes.kind[request] = kind
    outcomes.latency[request] = delays[request]
    outcomes.truth[request] = truth
    outcomes.quality[request] = truth == .wrongIntent || truth == .stale ? 0 : quality
    outcomes.layer[request] = layer.position
    outcomes.firstToken[request] = outcomes.latency[request]
    endFlights(of: request, before: layer, as: .coalesced)
    settle(request, at: ready(request))
    guard isMeasured(request) else { return }
    layer.statistics[.hits] += 1
    if kind == .coalesced {
      if truth == .wrongIntent { layer.statistics[.falseShares] += 1 }
      return
    }
    expectStaleness(truth, since: stored, of: request)
    if truth == .wrongIntent { layer.statistics[.falseHits] += 1 }
    if truth == .stale { layer.statistics[.staleHits] += 1 }
  }

  private func expectStaleness(_ truth: HitTruth, since stored: VirtualTime?, of request: Int) {
    guard truth == .correct || truth == .stale else { return }
    if let stored {
      expectedStaleHits += stream.answers.changeProbability(
        of: stream.intent[request], within: arrivals[request] - stored)
    } else {
      expectedStaleHits = .nan
    }
  }

  /// Refuses a request at a layer.
  func reject(_ request: Int, by layer: Layer) {
    outcomes.kind[request] = .rejected
    outcomes.latency[request] = -1
    outcomes.firstToken[request] = -1
    outcomes.quality[request] = 0
    outcomes.layer[request] = layer.position
    if isMeasured(request) { layer.statistics[.rejections] += 1 }
    endFlights(of: request, before: layer, as: .rejected)
    settle(request, at: ready(request))
  }

  /// Tells the earlier layers that a request ended at a layer, and ends those that waited for it.
  private func endFlights(of request: Int, before layer: Layer, as kind: OutcomeKind) {
    if layer.position == 0 { return }
    let now = arrivals[request] + VirtualTime(nanoseconds: max(0, outcomes.latency[request]))
    for earlier in layers[..<Int(layer.position)].reversed() {
      earlier.abandon(passage(request, earlier, at: now))
    }
    if nextFollower[request] == Gateway.none { return }
    resolveFollowers(of: request, at: now, kind: kind, quality: outcomes.quality[request], by: layer)
  }

  /// Whether a cached answer is right for a request.
  ///
  /// Without labels, the answer to an equal prompt is right, and that to another is what the stream's proxy says.
  /// An answer to a request that asked for another format, other tools or another model is wrong.
  func truth(
    of request: Int, answeredFor intent: UInt32, prompt: UInt32, version: UInt32, at now: VirtualTime
  ) -> HitTruth {
    let own = stream.intent[request]
    if own != intent {
      if stream.hasIntentLabels || !stream.variants.haveEqualShapes(own, intent) { return .wrongIntent }
      guard let proxy else { return .unknown }
      if !proxy.areAlike(stream.prompt[request], prompt) { return .wrongIntent }
    }
    return stream.answers.version(of: intent, at: now) == version ? .correct : .stale
  }

  /// Whether an answer that a request shares is that of another intent: a key may hold two.
  func sharedTruth(of request: Int, with other: Int) -> HitTruth {
    stream.hasIntentLabels && stream.intent[request] != stream.intent[other] ? .wrongIntent : .none
  }

  /// The prices of the model that a log names for a request, of a strategy as recorded.
  package func recordedList(_ request: Int) -> ModelPrices? {
    recordedModels.map { provider.catalog.models[Int($0[request])].prices }
  }

  /// The model that a request asked for.
  package func askedModel(_ request: Int, of strategy: Int) -> Int {
    recordedModels.map { Int($0[request]) } ?? strategy
  }

  /// The probability that a model answers a request well.
  public func quality(of model: Int, for request: Int) -> Double {
    stream.quality(of: model, in: provider.catalog, for: request)
  }
}
