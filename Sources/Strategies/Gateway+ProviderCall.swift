import Providers
import Simulation
import Traffic

extension Gateway {
  /// Tokens of a request after compression.
  func tokens(of request: Int) -> (system: Int, context: Int, user: Int) {
    let system = Int(stream.systemTokens[request])
    let context = Int(stream.contextTokens[request])
    let user = stream.userTokens(request, model: Int(outcomes.model[request]))
    if inputShare.isEmpty { return (system, context, user) }
    let share = inputShare[request]
    func part(_ tokens: Int, _ share: Double) -> Int {
      tokens == 0 ? 0 : max(1, Int((Double(tokens) * share).rounded()))
    }
    return (part(system, share.system), part(context, share.context), part(user, share.user))
  }

  /// Tokens of the answer that the request's model gives.
  package func outputTokens(of request: Int) -> Int {
    let tokens = stream.outputTokens(request, model: Int(outcomes.model[request]))
    guard !tokenFactor.isEmpty, tokenFactor[request].isFinite else { return tokens }
    return Int((Double(tokens) * tokenFactor[request]).rounded())
  }

  /// Whether layers made a prompt shorter or longer, beside another tokenizer that counts it.
  private func isChanged(_ request: Int, beyond factor: Double) -> Bool {
    if !prefixChanges.isEmpty, prefixChanges[request] != nil { return true }
    return !inputShare.isEmpty && inputShare[request] != (factor, factor, factor)
  }

  /// The retrieved context follows from the question; behind another system prompt it is another prefix.
  func contextSegment(of request: Int) -> Int {
    let own = contextSegments.isEmpty ? stream.intent[request] : contextSegments[request]
    return stream.systemPromptCount + Int(own)
  }

  /// What a context without a name is told apart by.
  private struct ContextKey: Hashable {
    var system, question: UInt32
    var tokens: UInt32 = 0
  }

  /// Numbers the pairs of system prompt and question; none when there is one system prompt and questions are labelled.
  ///
  /// Without labels the question is the prompt, whatever model or settings it was asked with, and a context of another
  /// length is another one.
  static func contextSegments(of stream: QueryStream) -> [UInt32] {
    let isLabelled = stream.hasIntentLabels
    guard stream.systemPromptCount > 1 || !isLabelled, stream.contextTokens.contains(where: { $0 > 0 }) else {
      return []
    }
    var numbers: [ContextKey: UInt32] = [:]
    return stream.intent.indices.map { request in
      var key = ContextKey(
        system: stream.systemPrompt[request],
        question: isLabelled ? stream.intent[request] : stream.prompt[request])
      if !isLabelled { key.tokens = stream.contextTokens[request] }
      let next = UInt32(numbers.count)
      let number = numbers[key, default: next]
      if number == next { numbers[key] = next }
      return number
    }
  }

  /// The call of a request alone, to its model.
  func providerCall(_ request: Int) -> ProviderCall {
    let tokens = tokens(of: request)
    let flags = outcomes.flags[request]
    let model = Int(outcomes.model[request])
    var call = ProviderCall(
      request: request, luck: origin(of: request), model: model,
      systemSegment: Int(stream.systemPrompt[request]),
      systemTokens: tokens.system, contextTokens: tokens.context, contextSegment: contextSegment(of: request),
      userTokens: tokens.user, outputTokens: outputTokens(of: request),
      usesPromptCache: flags.contains(.usesPromptCache), isBatch: flags.contains(.isDeferred))
    call.service = TokenUsage.Service(stream.marks[request].service)
    call.terms = stream.marks[request].terms
    call.webSearches = stream.recorded.webSearches[request] ?? 0
    if call.usesPromptCache || !prefixChanges.isEmpty { complete(&call) }
    let factor = tokenFactor.isEmpty ? .nan : tokenFactor[request]
    // What failed and was billed all the same is billed so behind a prompt cache too, of which it is no part.
    let isBilledFailure =
      stream.recorded.failed[request] == 1 && (stream.recorded.cost[request] ?? 0) > 0
    if recordedModels != nil, goesAsRecorded(request) || factor.isFinite,
      !call.usesPromptCache || isBilledFailure
    {
      call.recordedUsage = stream.recordedUsage(of: request)
      if factor.isFinite { call.recordedUsage?.scale(by: factor) }
      if isChanged(request, beyond: factor.isFinite ? factor : 1) {
        if prefixChanges[request] != nil {
          let input = call.inputTokens
          call.recordedUsage?.scaleInput(to: input)
        } else {
          call.recordedUsage?.scaleInput(
            from: [
              Int(stream.systemTokens[request]), Int(stream.contextTokens[request]),
              stream.userTokens(request, model: model),
            ], to: [tokens.system, tokens.context, tokens.user])
        }
      }
      call.isRecordedFailure = stream.recorded.failed[request] == 1
      call.isBilledFailure = isBilledFailure
      // The time of a cached answer is none of the model's, nor that of another model.
      if !factor.isFinite, stream.recorded.gatewayHit[request] != 1,
        let latency = stream.recorded.latency[request]
      {
        call.recordedLatency = VirtualTime(nanoseconds: latency)
        call.recordedFirstToken = stream.recorded.firstToken[request].map { VirtualTime(nanoseconds: $0) }
        call.recordedFactor = recordedFactor(of: request)
      }
    }
    if failsAsRecorded(request) { call.isRecordedFailure = true }
    if keepsRecordedTimes { takeRecordedTimes(&call) }
    if stream.recordedAnswers != nil {
      call.recordedCost = stream.recordedCost(request, model: model).map { Money(picodollars: $0) }
      call.recordedLatency = stream.recordedLatency(request, model: model)
    }
    return call
  }

  /// Whether a request goes to the model that its log names, on whichever deployment.
  private func goesAsRecorded(_ request: Int) -> Bool {
    guard let recorded = recordedModels?[request] else { return false }
    let own = outcomes.model[request]
    return recorded == own || provider.catalog.areDeployments(Int(recorded), Int(own))
  }

  /// The times of the deployment that a log names for a request, over its provider's; 1 where it names the model alone.
  private func recordedFactor(of request: Int) -> Double {
    guard let place = recordedModels.map({ Int($0[request]) }),
      provider.catalog.models[place].latencyFactor != 1,
      let plain = provider.catalog.models[place].plainName, let name = stream.recorded.model[request],
      stream.recorded.modelNames[Int(name)].hasSuffix(
        String(provider.catalog.models[place].name.dropFirst(plain.count)))
    else { return 1 }
    return provider.catalog.models[place].latencyFactor
  }

  /// Whether a request fails because it failed in the log, whatever is simulated of its prompt cache and whoever would
  /// share its call: asked of the same model, and without a token by any, which would answer it for nothing.
  func failsAsRecorded(_ request: Int) -> Bool {
    stream.recorded.failed[request] == 1
      && (goesAsRecorded(request)
        || stream.inputTokens(request) == 0 && stream.outputTokens[request] == 0)
  }
}
