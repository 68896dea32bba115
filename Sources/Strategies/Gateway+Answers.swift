import Providers
import Simulation
import Traffic

/// How requests end at a layer, and whether what they were given is right.
extension Gateway {
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
    endFlights(of: request, before: layer, as: .coalesced, at: ready(request))
    settle(request, at: ready(request))
    guard isMeasured(request) else { return }
    layer.statistics[.hits] += 1
    if kind == .coalesced {
      if truth == .wrongIntent { layer.statistics[.falseShares] += 1 }
      return
    }
    expectStaleness(truth, quality: quality, since: stored, of: request)
    if truth == .wrongIntent { layer.statistics[.falseHits] += 1 }
    if truth == .stale { layer.statistics[.staleHits] += 1 }
  }

  /// Notes how likely it was that the answer of a hit had changed since it was stored.
  ///
  /// - Parameter quality: that of the answer where it has not changed.
  private func expectStaleness(
    _ truth: HitTruth, quality: Double, since stored: VirtualTime?, of request: Int
  ) {
    guard truth == .correct || truth == .stale else { return }
    let probability =
      stored.map {
        stream.answers.changeProbability(of: stream.intent[request], within: arrivals[request] - $0)
      } ?? .nan
    let excess = (truth == .stale ? 1 : 0) - probability
    measured.excessStaleHits += excess
    measured.excessLostQuality += excess * quality
  }

  /// Refuses a request at a layer, which may be long after it arrived.
  func reject(_ request: Int, by layer: Layer, at now: VirtualTime) {
    outcomes.kind[request] = .rejected
    outcomes.latency[request] = -1
    outcomes.firstToken[request] = -1
    outcomes.quality[request] = 0
    outcomes.layer[request] = layer.position
    if isMeasured(request) { layer.statistics[.rejections] += 1 }
    endFlights(of: request, before: layer, as: .rejected, at: now)
    settle(request, at: max(now, ready(request)))
  }

  /// Tells the earlier layers that a request ended at a layer, and ends those that waited for it.
  private func endFlights(
    of request: Int, before layer: Layer, as kind: OutcomeKind, at now: VirtualTime
  ) {
    if layer.position == 0 { return }
    abandon(request, before: Int(layer.position), at: now)
    if nextFollower[request] == Gateway.none { return }
    resolveFollowers(of: request, at: now, kind: kind, quality: outcomes.quality[request], by: layer)
  }

  /// Tells the layers before a place that a request got no answer of its own.
  func abandon(_ request: Int, before place: Int, at now: VirtualTime) {
    for earlier in (0..<place).reversed() {
      atLayer(earlier) { $0.abandon(passage(request, $0, at: now)) }
    }
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

  /// Whether the models are those that a log names.
  package var hasRecordedModels: Bool { recordedModels != nil }

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
