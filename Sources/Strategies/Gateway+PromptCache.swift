import Providers
import Simulation
import Traffic

/// What calls have to do with prompt caches, and what layers are told of them.
extension Gateway {
  /// One more than the greatest number of a system prompt or a context.
  static func segmentCount(of stream: QueryStream, _ contexts: [UInt32]) -> Int {
    stream.systemPromptCount + (contexts.max().map { Int($0) + 1 } ?? stream.intentCount)
  }

  /// Says of a call what the client does for the prompt cache, and how its prompt differs from that of the stream.
  ///
  /// - Parameter isAlone: whether it holds one request's message.
  func complete(_ call: inout ProviderCall, isAlone: Bool = true) {
    let request = call.request
    call.cacheStrategy = cacheStrategy
    switch cacheStrategy.key {
    case .none: break
    case .user: call.cacheKey = UInt64(stream.user[request]) + 1
    case .session: call.cacheKey = UInt64(stream.conversation(of: request)) + 1
    }
    guard isAlone else { return }
    call.userText = Int(stream.prompt[request])
    if stream.prefixBlocks != nil { nameTurns(of: &call) }
    guard !prefixChanges.isEmpty, let change = prefixChanges[request] else { return }
    call.change = change
    // What is left out is the system prompt as far as it does not stay, the message with its history, and then the context.
    let fromSystem = min(change.removed, max(0, call.systemTokens - change.cutFrom))
    let others = change.removed - fromSystem
    let fromContext = min(call.contextTokens, max(0, others - call.userTokens))
    call.systemTokens -= fromSystem
    call.contextTokens -= fromContext
    call.userTokens = max(0, call.userTokens - others) + change.inserted
  }

  /// Says which turn of a conversation a call is and whose answer it repeats; an answer with reasoning, which clients
  /// leave out of what they send, is repeated by none.
  private func nameTurns(of call: inout ProviderCall) {
    let request = call.request
    func isRepeated(_ turn: Int) -> Bool { (stream.recorded.reasoningTokens[turn] ?? 0) == 0 }
    if stream.hasTurns, isRepeated(request) { call.conversationTurn = origin(of: request) }
    if let before = stream.predecessor(of: request), isRepeated(before) {
      call.followedTurn = origin(of: before)
    }
  }

  /// Tokens that layers added to the prompt that the stream has, less those that they left out, and what another tokenizer
  /// makes more or fewer of it; none in a shared prompt.
  public func addedTokens(to request: Int) -> Int {
    guard !outcomes.flags[request].contains(.isBatched) else { return 0 }
    var added = 0
    if !inputShare.isEmpty, inputShare[request] != (1, 1, 1) {
      let sent = tokens(of: request)
      added = sent.system + sent.context + sent.user
      added -= Int(stream.systemTokens[request]) + Int(stream.contextTokens[request])
      added -= stream.userTokens(request, model: Int(outcomes.model[request]))
    }
    if let change = prefixChanges[request] { added += change.inserted - change.removed }
    return added
  }

  /// Keeps the prefix of a request warm.
  ///
  /// - Returns: the tokens read; 0 where it was cold and nothing was sent.
  func ping(_ request: Int, number: Int, outputTokens: Int, at now: VirtualTime) -> Int {
    var call = providerCall(request)
    call.isBatch = false
    call.stage = 2
    call.attempt = number
    call.outputTokens = outputTokens
    let (cost, cached) = provider.ping(call, at: now)
    charge(cost, to: request)
    return cached
  }

  /// Reads a request's prompt to summarise it.
  func summarise(_ request: Int, outputTokens: Int, at now: VirtualTime) {
    var call = providerCall(request)
    call.isBatch = false
    call.stage = 3
    call.outputTokens = outputTokens
    charge(provider.read(call, at: now), to: request)
  }

  /// Spends what one call cost on its only request.
  func charge(_ cost: CallCost, to request: Int) {
    charge(cost.input, to: request, for: .input)
    charge(cost.cachedInput, to: request, for: .cachedInput)
    charge(cost.cacheWrite, to: request, for: .cacheWrite)
    charge(cost.output, to: request, for: .output)
    charge(cost.storage, to: request, for: .storage)
  }

  /// What a request's call to a model would cost now, and how much of it would be read from the prompt cache.
  func estimate(_ request: Int, model: Int, isCold: Bool, at now: VirtualTime) -> (
    cost: Money, cachedTokens: Int
  ) {
    var call = providerCall(request)
    call.model = model
    return provider.estimate(call, at: now, isCold: isCold)
  }

  /// The number of the beginning of a request's prompt.
  func beginning(of request: Int, tokens: Int) -> Int {
    provider.beginning(of: providerCall(request), tokens: tokens)
  }

  /// Tells the layers that want it of a try, with nothing that is known only later.
  func note(
    _ result: CallNote.Result, of call: ProviderCall, cached: Int = 0, written: Int = 0,
    latency: VirtualTime = .zero, at now: VirtualTime
  ) {
    for place in notingLayers {
      atLayer(place) { layer in
        layer.note(
          CallNote(
            result: result, model: call.model, cachedTokens: cached, writtenTokens: written, latency: latency),
          of: passage(call.request, layer, at: now))
      }
    }
  }

  /// Asks the layers where the next try of a call goes to.
  ///
  /// - Returns: whether it goes elsewhere.
  func retarget(_ id: UInt32, at now: VirtualTime) -> Bool {
    let before = calls[Int(id)].call.model
    for place in notingLayers {
      let layer = layers[place]
      let call = calls[Int(id)].call
      guard let model = layer.retarget(passage(call.request, layer, at: now)) else { continue }
      calls[Int(id)].call.model = model
      // Who shares the prompt is answered there too.
      forEachMember(of: id) {
        outcomes.model[$0] = UInt8(model)
        layer.move(passage($0, layer, at: now), to: model)
      }
    }
    return calls[Int(id)].call.model != before
  }
}
