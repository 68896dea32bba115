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
  /// What the calls for measured requests add up to.
  public internal(set) var measured = MeasuredCalls()

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
  /// The places of the layers that want to be told of every try.
  let notingLayers: [Int]
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
      segmentCount: Gateway.segmentCount(of: stream, contextSegments),
      systemPrompts: stream.systemPromptCount,
      beginning: stream.reading?.beginning)
    outcomes = OutcomeTable(count: stream.count, model: UInt8(model))
    asked = model
    self.recordedModels = recordedModels
    if let recordedModels { outcomes.model = recordedModels }
    if keepsDetails { outcomes.details = RequestDetails(count: stream.count) }
    layers = plans.map { $0.makeLayer(in: setting) }
    notingLayers = layers.indices.filter { [layers] in layers[$0].notesCalls }
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
    // Drawn streams, which alone come in windows before a prompt cache, have one system prompt.
    contextSegments = []
    provider = other.provider
    let known = other.stream.count - first
    outcomes = other.outcomes.continued(from: first, count: stream.count, model: UInt8(other.asked))
    recordedModels = other.recordedModels == nil ? nil : window.recordedModels
    if let recordedModels { outcomes.model.replaceSubrange(known..., with: recordedModels[known...]) }
    asked = other.asked
    layers = other.layers
    notingLayers = other.notingLayers
    hedging = other.hedging
    delays =
      Array(other.delays[first...]) + Array(repeating: 0, count: stream.count - other.stream.count + first)
    nextFollower = other.nextFollower[first...].map { $0 == Gateway.none ? $0 : $0 - UInt32(first) }
    nextFollower += Array(repeating: Gateway.none, count: stream.count - nextFollower.count)
    nextMember = []
    qualityFactor = Gateway.continued(other.qualityFactor, from: first, count: stream.count, with: 1)
    tokenFactor = Gateway.continued(other.tokenFactor, from: first, count: stream.count, with: .nan)
    inputShare = Gateway.continued(other.inputShare, from: first, count: stream.count, with: (1, 1, 1))
    firstMeasured = Gateway.firstMeasured(of: stream, warmUp: other.measuredFrom)
    cacheStrategy = other.cacheStrategy
    ledger = other.ledger
    measured = other.measured
    calls = other.calls
    freeCalls = other.freeCalls
    for place in calls.indices { calls[place].call.request -= first }
    swap(&queue, &other.queue)
    for layer in layers { layer.move(to: window, by: first) }
  }

  /// A column from a request on, with room for so many in all; empty where it is.
  private static func continued<Element>(
    _ column: [Element], from first: Int, count: Int, with value: Element
  ) -> [Element] {
    if column.isEmpty { return [] }
    return Array(column[first...]) + repeatElement(value, count: count - column.count + first)
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
      let admission = atLayer(position) { layer in
        let passage = passage(request, layer, at: now)
        passage.count(.arrivals)
        return layer.admit(passage)
      }
      switch admission {
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

  /// Does something with a layer, whose references need no count: layers stay as long as their gateway.
  @inline(__always) func atLayer<Result>(_ position: Int, _ body: (Layer) -> Result) -> Result {
    Unmanaged.passUnretained(layers[position])._withUnsafeGuaranteedRef(body)
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

  /// Counts a request and its answer by another tokenizer, or by one more.
  func scaleTokens(of request: Int, by factor: Double) {
    if tokenFactor.isEmpty { tokenFactor = Array(repeating: .nan, count: stream.count) }
    let former = tokenFactor[request]
    tokenFactor[request] = former.isFinite ? former * factor : factor
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
}
