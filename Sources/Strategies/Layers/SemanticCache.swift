import Declarations
import Providers
import Simulation
import Traffic

/// A response cache by meaning: a request whose prompt is similar enough to a cached one gets its answer.
///
/// With text, similarity is the cosine of an embedder's vectors, and every pair above the least threshold of
/// the scenario is found once, exactly. Without text, it is drawn from stated distributions within and
/// between intents.
struct SemanticCache: LayerPlan {
  let limits: StoreLimits
  let threshold: Double
  let embedder: EmbedderChoice
  let statistics: SimilarityStatistics?

  static let declaration = LayerDeclaration(
    "semantic_cache", "answers a request whose prompt is similar to one answered before",
    fields: [
      Field(
        "threshold", .number(Bounds(minimum: 0, excludesMinimum: true, maximum: 1)), default: 0.92,
        "least cosine similarity of a hit"),
      Field(
        "embedder", .choice(EmbedderChoice.allCases.map(\.rawValue)), default: "hashed_ngrams",
        "what turns prompts into vectors"),
      Field(
        "similarity", .object(SimilarityStatistics.schema),
        "similarity by statistics instead of text; the workload's paraphrases.similarity otherwise"),
    ] + StoreLimits.fields
  ) { settings, _ throws(Diagnostic) in
    SemanticCache(
      limits: try StoreLimits(settings), threshold: settings.number("threshold"),
      embedder: EmbedderChoice(rawValue: settings.string("embedder")) ?? .hashedNGrams,
      statistics: settings.optionalSettings("similarity").map(SimilarityStatistics.init))
  }

  var needs: [StreamNeed] {
    let recipe = KeyRecipe(parts: [.prompt])
    var needs: [StreamNeed] = [.keys(recipe)]
    if limits.policy.kind.isBound { needs.append(.future(recipe)) }
    if statistics == nil { needs.append(.neighbours(embedder, threshold: threshold)) }
    if !limits.lifetimes.rules.isEmpty { needs.append(.text("ttl_rules")) }
    return needs
  }

  func makeLayer(in setting: LayerSetting) -> Layer {
    let matcher: any SimilarityMatcher
    let stated = statistics ?? setting.stream.stream.similarity.map(SimilarityStatistics.init)
    if let stated, statistics != nil || !setting.stream.stream.texts.isPresent {
      matcher = StatisticalMatcher(
        stated, threshold: threshold, stream: setting.stream.stream,
        random: setting.random(.similarity), world: setting.random(.similarity, isWorld: true))
    } else {
      matcher = NeighbourMatcher(
        neighbours: setting.stream.neighbours[embedder] ?? .none,
        threshold: threshold)
    }
    return SemanticCacheLayer(self, matcher: matcher, stream: setting.stream)
  }
}

extension RandomPurpose {
  static let similarity = RandomPurpose(300)
  static let classifier = RandomPurpose(301)
  static let cascade = RandomPurpose(302)
}

/// Finds the cached prompt that is most similar to a request's.
protocol SimilarityMatcher: AnyObject {
  /// The best cached prompt at or above the threshold; `isAlive` says whether a candidate can be used.
  func match(_ request: Int, stream: QueryStream, isAlive: (UInt32) -> Bool) -> UInt32?
  /// A prompt entered the cache.
  func inserted(_ prompt: UInt32, intent: UInt32)
  /// A prompt left the cache.
  func removed(_ prompt: UInt32)
}

/// Matches by neighbours found beforehand.
private final class NeighbourMatcher: SimilarityMatcher {
  private let neighbours: PromptNeighbours
  private let threshold: Float

  init(neighbours: PromptNeighbours, threshold: Double) {
    self.neighbours = neighbours
    self.threshold = Float(threshold - 1e-6)
  }

  func match(_ request: Int, stream: QueryStream, isAlive: (UInt32) -> Bool) -> UInt32? {
    let own = stream.prompt[request]
    if isAlive(own) { return own }
    var best: UInt32?
    // Neighbours are shared by all replications, some of which have more one-off prompts than this one.
    let count = UInt32(stream.promptCount)
    neighbours.forEach(of: own) { prompt, similarity in
      if similarity < threshold { return false }
      if prompt < count, isAlive(prompt) {
        best = prompt
        return false
      }
      return true
    }
    return best
  }

  func inserted(_ prompt: UInt32, intent: UInt32) {}

  func removed(_ prompt: UInt32) {}
}

private final class SemanticCacheLayer: Layer {
  private var store: ResponseStore
  private let matcher: any SimilarityMatcher
  private let next: [UInt32]

  init(_ plan: SemanticCache, matcher: any SimilarityMatcher, stream: PreparedStream) {
    let column = stream.column(KeyRecipe(parts: [.prompt]))
    store = ResponseStore(plan.limits, keys: column.count, texts: stream.stream.texts)
    self.matcher = matcher
    next = plan.limits.policy.kind.isBound ? column.next : []
  }

  override var entryCount: Int { store.count }

  override func admit(_ request: Int, at now: VirtualTime, in gateway: Gateway) -> Admission {
    let isMeasured = gateway.isMeasured(request)
    guard store.limits.admits(gateway.stream.marks[request]) else {
      if isMeasured { statistics.bypasses += 1 }
      return .pass
    }
    if isMeasured { statistics.lookups += 1 }
    gateway.outcomes.flags[request].insert(.isEligible)
    let (cost, latency) = gateway.provider.embed(
      request: request, tokens: Int(gateway.stream.userTokens[request]))
    gateway.charge(cost, to: request, for: .embedding)
    gateway.delay(request, by: latency + store.limits.lookup)
    let found = matcher.match(request, stream: gateway.stream) { prompt in
      store.find(
        prompt, at: now,
        expired: {
          matcher.removed(prompt)
          if isMeasured { statistics.expirations += 1 }
        }) != nil
    }
    guard let key = found, let entry = store.find(key, at: now, expired: {}) else { return .pass }
    store.hit(key, next: next.isEmpty ? .max : next[request], at: now) { victim in
      matcher.removed(victim)
      if isMeasured { statistics.evictions += 1 }
    }
    let truth = gateway.truth(of: request, answeredFor: entry.intent, version: entry.version, at: now)
    gateway.answer(request, as: .semanticHit, truth: truth, quality: entry.quality, by: self)
    return .ended
  }

  override func store(_ answer: Answer, of request: Int, at now: VirtualTime, in gateway: Gateway) {
    guard store.limits.admits(gateway.stream.marks[request]) else { return }
    let isMeasured = gateway.isMeasured(request)
    let prompt = gateway.stream.prompt[request]
    let intent = gateway.stream.intent[request]
    matcher.removed(prompt)
    let isStored = store.store(
      answer, of: request, key: prompt, prompt: prompt, intent: intent,
      next: next.isEmpty ? .max : next[request], at: now
    ) { victim in
      matcher.removed(victim)
      if isMeasured { statistics.evictions += 1 }
    }
    guard isStored else { return }
    matcher.inserted(prompt, intent: intent)
    if isMeasured { statistics.stores += 1 }
  }
}
