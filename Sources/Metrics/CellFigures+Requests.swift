import Providers
import Simulation
import Strategies
import Traffic

extension CellFigures {
  /// What a gateway counted by itself; its requests are added one by one.
  ///
  /// - Parameter isWindow: whether the gateway has the first of several windows of the stream.
  package init(_ gateway: Gateway, warmUp: VirtualTime, share: Double, isWindow: Bool = false) {
    let stream = gateway.stream
    let count = stream.count - gateway.firstMeasured
    hours = max((stream.end - warmUp).hours, 1e-9) * share
    served = Array(repeating: 0, count: gateway.provider.catalog.models.count)
    isChangeKnown = stream.isChangeKnown
    if isWindow {
      latencies.countClasses()
      firstTokens.countClasses()
      outputTokenTimes.countClasses()
      users.reserve(bound: stream.userCount, requests: .max / 8)
    } else {
      latencies.reserve(count)
      firstTokens.reserve(count)
      users.reserve(bound: Int(stream.user.max() ?? 0) + 1, requests: count)
    }
    note(gateway)
  }

  /// Takes over what a gateway has counted by itself so far.
  package mutating func note(_ gateway: Gateway) {
    ledger = gateway.ledger.measured
    calls = gateway.measured.count
    retries = gateway.measured.retries
    cachedTokens = gateway.measured.cachedTokens
    untoldCalls = gateway.measured.untoldCalls
    untoldEnds = gateway.measured.untoldEnds
    unread = gateway.measured.unread
    isQualityStated = isQualityStated && gateway.isQualityStated
  }

  /// Adds how a request ended, and when.
  ///
  /// - Parameters:
  ///   - model: the model that it asked for.
  ///   - output: tokens of its answer, as the tokenizer of the model counts them that it went to.
  package mutating func addOutcome(
    of request: Int, _ outcomes: OutcomeTable, _ stream: QueryStream, _ catalog: ProviderCatalog, model: Int,
    output: Int, goodput: Goodput?
  ) {
    let kind = outcomes.kind[request]
    let flags = outcomes.flags[request]
    kinds[Int(kind.rawValue)] += 1
    truths[Int(outcomes.truth[request].rawValue)] += 1
    quality.add(outcomes.quality[request])
    if flags.contains(.isEligible) { eligible += 1 }
    if flags.contains(.isBatched) { batched += 1 }
    if flags.contains(.isThrottled) && kind.isSent { throttled += 1 }
    if kind == .served { served[Int(outcomes.model[request])] += 1 }
    // A hit repeats an answer that was made worse when it was stored; a wrong one is a loss of its own.
    let truth = outcomes.truth[request]
    let isRepeated = (kind.isHit || kind == .coalesced) && truth != .wrongIntent && truth != .stale
    if kind == .served || isRepeated, flags.contains(.isWorsened) { worsened += 1 }
    if kind == .served && outcomes.model[request] != UInt8(model),
      !catalog.areDeployments(Int(outcomes.model[request]), model)
    {
      otherModel += 1
    }
    if kind.isHit {
      if flags.contains(.isDisclaimed) {
        disclaimed.count += 1
        disclaimed.quality += outcomes.quality[request]
      } else {
        plain.count += 1
        plain.quality += outcomes.quality[request]
      }
    }
    let latency = outcomes.latency[request]
    users.add(stream.user[request], cost: outcomes.cost[request], isAnswered: latency >= 0)
    if latency >= 0 { answeredTokens += output }
    let isDeferred = flags.contains(.isDeferred) && kind == .served
    if isDeferred { deferred += 1 }
    guard latency >= 0, !isDeferred else { return }
    latencies.append(latency)
    let firstToken = outcomes.firstToken[request]
    firstTokens.append(firstToken)
    if let goodput, goodput.allows(firstToken: firstToken, latency: latency) {
      self.goodput = (self.goodput ?? 0) + 1
    }
    if kind == .served, output > 1, firstToken < latency {
      outputTokenTimes.append((latency - firstToken) / Int64(output - 1))
    }
  }

  /// Adds the tokens of a request and what they would cost at a price list.
  ///
  /// - Parameters:
  ///   - model: the model that it asked for.
  ///   - added: the tokens that layers added to its prompt before it was sent, less those that they left out.
  package mutating func addTokens(
    of request: Int, _ outcomes: OutcomeTable, _ stream: QueryStream, model: Int, list: ModelPrices,
    added: Int
  ) {
    let kind = outcomes.kind[request]
    let input =
      Int(stream.systemTokens[request]) + Int(stream.contextTokens[request])
      + stream.userTokens(request, model: model)
    let output = stream.outputTokens(request, model: model)
    let price = Int128(
      stream.recordedCost(request, model: model) ?? list.cost(input: input, output: output).total.picodollars)
    tokens += input + output
    listPrice += price
    if kind == .served { sentTokens += max(0, input + added) }
    if kind.isHit {
      hitTokens += input + output
      hitPrice += price
    }
  }

  /// Puts times in order and adds users up, when the last request was added.
  package mutating func finish() {
    summedUsers = userSummary
    latencies.sort()
    firstTokens.sort()
    outputTokenTimes.sort()
  }
}

extension Gateway {
  /// Whether the quality of every model that answered, in the warm-up too, was stated or recorded.
  fileprivate var isQualityStated: Bool {
    if stream.recordedAnswers != nil { return true }
    let unstated = provider.catalog.models.map { !$0.statesQuality }
    guard unstated.contains(true) else { return true }
    return !outcomes.kind.indices.contains { request in
      outcomes.kind[request] == .served && unstated[Int(outcomes.model[request])]
    }
  }
}
