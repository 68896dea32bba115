import Providers
import Simulation
import Traffic

extension Gateway {
  private func newCall(_ state: CallState) -> UInt32 {
    if let free = freeCalls.popLast() {
      calls[Int(free)] = state
      return free
    }
    calls.append(state)
    return UInt32(calls.count - 1)
  }

  /// Sends a request to its model when its delay has passed.
  func send(_ request: Int, at now: VirtualTime) {
    let model = Int(outcomes.model[request])
    if outcomes.flags[request].contains(.isDeferred), !provider.catalog.hasBatch(model) {
      outcomes.flags[request].remove(.isDeferred)
    }
    var call = providerCall(request)
    let ready = max(now, ready(request))
    // Asking copies the provider, which only a batch is worth.
    let start = call.isBatch ? ready + provider.queueTime(of: call) : ready
    if call.isBatch, provider.expires(call) { call.isBatch = false }
    let id = newCall(CallState(call: call))
    calls[Int(id)].sent = ready
    if start <= now {
      dispatch(id, at: now)
    } else {
      queue.schedule(Event(kind: .dispatch, layer: 0, id: id), at: start)
    }
  }

  /// Sends what a layer held through the later layers, then as one call a model.
  func release(
    _ requests: [UInt32], behind layer: Layer, instructionTokens: Int, quality: ([UInt32]) -> Double,
    at now: VirtualTime
  ) {
    let outer = group
    group = []
    // What comes behind the window takes its time after it.
    for request in requests { hold(Int(request), until: now) }
    for request in requests { advance(Int(request), from: Int(layer.position) + 1, at: now) }
    let ready = group ?? []
    group = outer
    var sent: [UInt8] = []
    for request in ready {
      let model = outcomes.model[Int(request)]
      if sent.contains(model) { continue }
      sent.append(model)
      let members = ready.filter { outcomes.model[Int($0)] == model }
      // What failed in the log shares no prompt.
      let sharing = members.filter { !failsAsRecorded(Int($0)) }
      send(group: members, instructionTokens: instructionTokens, quality: quality(sharing), at: now)
    }
  }

  /// Sends several requests for one model as one call; one alone is asked and billed as if no layer had held it, and so is
  /// one that failed in the log.
  func send(
    group requests: [UInt32], instructionTokens: Int, quality: Double, stage: Int = 0, at now: VirtualTime
  ) {
    if requests.count > 1, requests.contains(where: { failsAsRecorded(Int($0)) }) {
      let others = requests.filter { !failsAsRecorded(Int($0)) }
      for part in requests.filter({ failsAsRecorded(Int($0)) }).map({ [$0] }) + [others] where !part.isEmpty {
        send(
          group: part, instructionTokens: instructionTokens, quality: quality, stage: stage, at: now)
      }
      return
    }
    if nextMember.isEmpty { nextMember = Array(repeating: Gateway.none, count: stream.count) }
    guard let leader = requests.first.map(Int.init) else { return }
    if requests.count == 1 {
      var call = providerCall(leader)
      call.isBatch = false
      call.stage = stage
      let id = newCall(CallState(call: call))
      queue.schedule(Event(kind: .dispatch, layer: 0, id: id), at: max(now, ready(leader)))
      return
    }
    var call = ProviderCall(
      request: leader, luck: origin(of: leader), model: Int(outcomes.model[leader]),
      systemSegment: Int(stream.systemPrompt[leader]),
      systemTokens: 0, contextTokens: 0, contextSegment: contextSegment(of: leader),
      userTokens: instructionTokens,
      outputTokens: 0, usesPromptCache: outcomes.flags[leader].contains(.usesPromptCache))
    call.service = TokenUsage.Service(stream.marks[leader].service)
    call.terms = stream.marks[leader].terms
    var previous = leader
    var latest = now
    for (place, request) in requests.enumerated() {
      let request = Int(request)
      let tokens = tokens(of: request)
      call.systemTokens = max(call.systemTokens, tokens.system)
      call.contextTokens += tokens.context
      call.userTokens += tokens.user
      call.outputTokens += outputTokens(of: request)
      call.webSearches = UInt32(
        clamping: UInt64(call.webSearches) + UInt64(stream.recorded.webSearches[request] ?? 0))
      if place > 0 { nextMember[previous] = UInt32(request) }
      nextMember[request] = Gateway.none
      outcomes.flags[request].insert(.isBatched)
      latest = max(latest, ready(request))
      previous = request
    }
    // Different contexts follow each other in a shared prompt, so that only the system part is a prefix.
    call.userTokens += call.contextTokens
    call.contextTokens = 0
    complete(&call, isAlone: false)
    call.stage = stage
    let id = newCall(CallState(call: call, memberCount: requests.count, qualityFactor: quality))
    queue.schedule(Event(kind: .dispatch, layer: 0, id: id), at: latest)
  }

  func dispatch(_ id: UInt32, at now: VirtualTime) {
    if buries(id) { return }
    let call = calls[Int(id)].call
    if call.attempt == 0, !call.isBatch { calls[Int(id)].sent = now }
    if isMeasured(call.request) {
      measured.count += 1
      if call.attempt > 0 { measured.retries += 1 }
    }
    outcomes.details?.tries[call.request] += 1
    if calls[Int(id)].memberCount == 1 { noteSent(call) }
    switch provider.answer(call, at: now) {
    case .answered(let first, let latency, let cost, let cached, let written):
      calls[Int(id)].costs = cost
      calls[Int(id)].firstToken = now + first
      noteAnswer(to: call, cached: cached, written: written, at: now)
      noteUnread(id)
      conclude(id, .complete, at: now + latency, sent: now)
    case .limited(let retryAfter):
      note(.limited, of: call, at: now)
      retry(id, at: now, retryAfter: retryAfter)
    case .failed(let latency, let cost):
      charge(cost, to: call.request, for: .failedCalls)
      conclude(id, .failure, at: now + latency, sent: now)
    }
  }

  /// Notes what an answered call read from the provider's prompt cache and wrote to it.
  func noteAnswer(to call: ProviderCall, cached: Int, written: WrittenTokens, at now: VirtualTime) {
    if isMeasured(call.request) {
      measured.cachedTokens += cached
      measured.writtenTokens += written.total
    }
    note(.answered, of: call, cached: cached, written: written.total, at: now)
    outcomes.details?.add(cached: cached, written: written, to: call.request)
    noteUntold(call)
  }

  /// Notes a call that is billed by a log's own counts where the log does not tell what was read from a cache, or whether it
  /// failed.
  private func noteUntold(_ call: ProviderCall) {
    guard call.recordedUsage != nil, !call.isBatch else { return }
    if stream.recorded.failed[call.request] == nil, isMeasured(call.request) { measured.untoldEnds += 1 }
    guard stream.recorded.cachedTokens[call.request] == nil else { return }
    if isMeasured(call.request) { measured.untoldCalls += 1 }
    outcomes.details?.markUntold(call.request)
  }

  /// Notes requests whose cached tokens, as their log has them, are left out of the bill: another model is asked, or the
  /// call has another form, and no prompt cache is simulated for it.
  private func noteUnread(_ id: UInt32) {
    let call = calls[Int(id)].call
    guard !stream.recorded.cachedTokens.isEmpty, call.recordedUsage == nil || call.isBatch,
      !call.usesPromptCache
    else { return }
    forEachMember(of: id) { member in
      if isMeasured(member), stream.recorded.cachedTokens[member] ?? 0 > 0 { measured.unread += 1 }
    }
  }

  /// Notes the tokens of a request's own call where they are not those of the stream.
  private func noteSent(_ call: ProviderCall) {
    guard outcomes.details != nil else { return }
    let input = call.recordedUsage?.input ?? call.inputTokens
    // Parts are rounded each by itself, and so is the whole of a log's own counts.
    let system = min(call.systemTokens, input)
    let sent = RequestDetails.SentTokens(
      system: system, context: min(call.contextTokens, input - system), input: input,
      output: call.recordedUsage?.answer ?? call.outputTokens)
    let isChanged =
      sent.input != stream.inputTokens(call.request) || sent.output != Int(stream.outputTokens[call.request])
    outcomes.details?.sent[call.request] = isChanged ? sent : nil
  }

  /// Notes the tokens of the call whose answer a request gets, where the one after it failed.
  private func noteSentFirst(_ request: Int) {
    if outcomes.flags[request].contains(.isBatched) {
      outcomes.details?.sent[request] = nil
    } else {
      noteSent(providerCall(request))
    }
  }

  func fail(_ id: UInt32, at now: VirtualTime) {
    if buries(id) { return }
    note(.failed, of: calls[Int(id)].call, at: now)
    retry(id, at: now, retryAfter: .zero)
  }

  private func retry(_ id: UInt32, at now: VirtualTime, retryAfter: VirtualTime) {
    let call = calls[Int(id)].call
    // What failed in the log stays failed.
    if !call.isRecordedFailure, provider.mayRetry(call) {
      provider.takeRetry(call)
      // Who goes elsewhere does not wait for the place that refused.
      let wait = provider.backoff(call, retryAfter: retarget(id, at: now) ? .zero : retryAfter)
      calls[Int(id)].call.attempt += 1
      outcomes.flags[call.request].insert(.wasRetried)
      queue.schedule(Event(kind: .dispatch, layer: 0, id: id), at: now + wait)
      return
    }
    if let answer = calls[Int(id)].earlier {
      freeCalls.append(id)
      outcomes.model[call.request] = UInt8(answer.model)
      if outcomes.details != nil { noteSentFirst(call.request) }
      finish(call.request, answer, at: now)
      return
    }
    if rescue(id, at: now) { return }
    forEachMember(of: id) { member in failRequest(member, at: now) }
    freeCalls.append(id)
  }

  /// Ends a request without an answer, and those that waited for its.
  func failRequest(_ request: Int, at now: VirtualTime) {
    end(request, as: .failed, at: now, quality: 0)
    abandon(request, before: layers.count, at: now)
    resolveFollowers(of: request, at: now, kind: .failed, quality: 0)
  }

  /// Asks another model in place of one that has failed, where a layer names one.
  private func rescue(_ id: UInt32, at now: VirtualTime) -> Bool {
    let state = calls[Int(id)]
    let request = state.call.request
    guard state.memberCount == 1, !state.call.isRecordedFailure else { return false }
    for layer in layers.reversed() {
      guard let rescue = layer.rescue(passage(request, layer, at: now), from: state.rescues) else { continue }
      outcomes.model[request] = UInt8(rescue.model)
      var call = providerCall(request)
      // Draws of their own: two stages are those of judged answers.
      call.stage = state.call.stage + 2
      // It has waited for one batch.
      call.isBatch = false
      calls[Int(id)].call = call
      calls[Int(id)].rescues = rescue.next
      queue.schedule(Event(kind: .dispatch, layer: 0, id: id), at: now)
      return true
    }
    return false
  }

  func complete(_ id: UInt32, at now: VirtualTime) {
    if buries(id) { return }
    let state = calls[Int(id)]
    note(.completed, of: state.call, latency: now - state.tried, at: now)
    split(state.costs, of: id)
    hedging?.observe(now - state.tried, of: state.call.model)
    forEachMember(of: id) { member in
      let alone = self.quality(of: state.call.model, for: member)
      var quality = alone
      if !qualityFactor.isEmpty { quality *= qualityFactor[member] }
      if state.memberCount > 1 { quality *= state.qualityFactor }
      // The answer that counts is the last: one before it may have been worse.
      if quality < alone {
        outcomes.flags[member].insert(.isWorsened)
      } else {
        outcomes.flags[member].remove(.isWorsened)
      }
      var answer = Answer(
        model: state.call.model, quality: quality,
        version: stream.answers.version(of: stream.intent[member], at: now), completed: now,
        tokens: UInt32(stream.outputTokens(member, model: state.call.model)),
        cost: Money(picodollars: state.costs.total.picodollars / Int64(state.memberCount)),
        latency: now - state.sent, isWorsened: quality < alone)
      var delay = VirtualTime.zero
      // The members of a shared prompt get their parts when the whole is there, and a judge reads all of it.
      var isWhole = state.memberCount > 1
      for place in layers.indices.reversed() where state.earlier == nil {
        switch atLayer(place, { $0.review(answer, of: passage(member, $0, at: now)) }) {
        case .pass: continue
        case .keep(let quality, let wait):
          isWhole = true
          answer.quality = quality
          delay += wait
        case .escalate(let model, let wait):
          outcomes.model[member] = UInt8(model)
          follow(member, answer, .dispatch, at: now + delay + wait)
          return
        }
      }
      if delay > .zero {
        follow(member, answer, .judged, at: now + delay)
      } else {
        finish(member, answer, at: now, firstToken: isWhole ? now : state.firstToken)
      }
    }
    freeCalls.append(id)
  }

  /// Gives a complete answer to the user and to the layers; what was judged comes as a whole.
  private func finish(
    _ request: Int, _ answer: Answer, at now: VirtualTime, firstToken: VirtualTime? = nil
  ) {
    end(request, as: .served, at: now, quality: answer.quality)
    if let firstToken { outcomes.firstToken[request] = (firstToken - arrivals[request]).nanoseconds }
    for place in layers.indices.reversed() {
      atLayer(place) { $0.store(answer, of: passage(request, $0, at: now)) }
    }
    resolveFollowers(of: request, at: now, kind: .coalesced, quality: answer.quality)
  }

  /// Goes on with a judged answer later: to the user, or with another call.
  private func follow(_ request: Int, _ answer: Answer, _ kind: EventKind, at time: VirtualTime) {
    var call = providerCall(request)
    call.stage = 1
    let id = newCall(CallState(call: call, earlier: answer))
    queue.schedule(Event(kind: kind, layer: 0, id: id), at: time)
  }

  /// Gives a judged answer to the user.
  func release(_ id: UInt32, at now: VirtualTime) {
    let state = calls[Int(id)]
    freeCalls.append(id)
    if var answer = state.earlier {
      answer.completed = now
      finish(state.call.request, answer, at: now)
    }
  }

  func forEachMember(of id: UInt32, _ body: (Int) -> Void) {
    var left = calls[Int(id)].memberCount
    var member = calls[Int(id)].call.request
    while left > 0 {
      let next = left > 1 ? Int(nextMember[member]) : 0
      body(member)
      member = next
      left -= 1
    }
  }

  private func end(_ request: Int, as kind: OutcomeKind, at now: VirtualTime, quality: Double) {
    outcomes.kind[request] = kind
    let isAnswered = kind != .failed && kind != .rejected
    outcomes.latency[request] = isAnswered ? (now - arrivals[request]).nanoseconds : -1
    outcomes.firstToken[request] = outcomes.latency[request]
    outcomes.quality[request] = quality
    if !misdirected.isEmpty { endMisdirected(request, at: now) }
    settle(request, at: now)
  }

  /// Ends the requests that waited for a leader; `refuser` is the layer that refused it, if one did.
  func resolveFollowers(
    of leader: Int, at now: VirtualTime, kind: OutcomeKind, quality: Double, by refuser: Layer? = nil
  ) {
    var follower = nextFollower[leader]
    nextFollower[leader] = Gateway.none
    while follower != Gateway.none {
      let request = Int(follower)
      follower = nextFollower[request]
      nextFollower[request] = Gateway.none
      let isFalse = kind == .coalesced && sharedTruth(of: request, with: leader) == .wrongIntent
      if isFalse { outcomes.truth[request] = .wrongIntent }
      if kind == .coalesced, outcomes.flags[leader].contains(.isWorsened) {
        outcomes.flags[request].insert(.isWorsened)
      }
      end(request, as: kind, at: max(now, ready(request)), quality: isFalse ? 0 : quality)
      let layer = Int(outcomes.layer[request])
      abandon(request, before: min(layer, layers.count), at: now)
      if kind == .rejected, let refuser {
        outcomes.layer[request] = refuser.position
        if isMeasured(request) { refuser.statistics[.rejections] += 1 }
      }
      guard kind == .coalesced, isMeasured(request), layer < layers.count else { continue }
      layers[layer].statistics[.hits] += 1
      if isFalse { layers[layer].statistics[.falseShares] += 1 }
    }
  }

  /// Puts the cost of a call on its members: in proportion to their own tokens, the rest on the first.
  ///
  /// The parts add up to the whole exactly.
  private func split(_ costs: CallCost, of id: UInt32) {
    if calls[Int(id)].memberCount == 1 {
      charge(costs, to: calls[Int(id)].call.request)
      return
    }
    let state = calls[Int(id)]
    let parts: [(Money, CostComponent)] = [
      (costs.input, .input), (costs.cachedInput, .cachedInput), (costs.cacheWrite, .cacheWrite),
      (costs.output, .output), (costs.storage, .storage),
    ]
    let inputTotal = Int128(max(1, state.call.contextTokens + state.call.userTokens))
    let outputTotal = Int128(max(1, state.call.outputTokens))
    for (amount, component) in parts where amount != .zero {
      var left = amount
      forEachMember(of: id) { member in
        if member == state.call.request { return }
        let tokens = tokens(of: member)
        let own =
          component == .output ? Int128(outputTokens(of: member)) : Int128(tokens.context + tokens.user)
        let whole = component == .output ? outputTotal : inputTotal
        let part = Money(picodollars: Int64(clamping: Int128(amount.picodollars) * own / whole))
        charge(part, to: member, for: component)
        left = left - part
      }
      charge(left, to: state.call.request, for: component)
    }
  }
}
