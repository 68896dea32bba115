import Similarity
import Simulation
import Traffic

/// The layer behind `SemanticCache`.
final class SemanticCacheLayer: Layer {
  private let plan: SemanticCache
  private let store: ResponseStore
  private let matcher: any SimilarityMatcher
  private let partitions: KeyPartitions
  private var keys: [UInt32]
  private let next: [UInt32]
  /// Keys and partitions come once a model when the model is part of the key.
  private let models: UInt32
  /// The first deployment of each model, for all of which one answer stands.
  private let firstDeployments: [UInt32]
  /// The threshold of prompts without a rule of their own, and whether there are such rules.
  private let standard: Float
  private let hasThresholdRules: Bool
  /// The threshold of each prompt under `threshold_rules`; 0 until it is asked for.
  private var thresholds: [Float] = []
  private let coins: RandomStream
  private let verdicts: RandomStream
  private let searchTime: LookupLatency?
  private var verifications: [UInt32: Verification] = [:]
  /// The entries that requests under way will tell something about, by their luck.
  private var trials: [Int: (key: UInt32, similarity: Double)] = [:]
  /// The models that requests under way asked for, by their luck, where the model is part of the key.
  private var asked: [Int: UInt32] = [:]
  private var warming: WarmUpQueue?

  init(
    _ plan: SemanticCache, matcher: any SimilarityMatcher, partitions: KeyPartitions, setting: LayerSetting
  ) {
    self.plan = plan
    self.matcher = matcher
    self.partitions = partitions
    standard = Float(plan.decision.threshold - 1e-6)
    hasThresholdRules = !plan.decision.rules.isEmpty
    let column = setting.stream.column(plan.recipe)
    models = plan.recipe.parts.contains(.model) ? UInt32(setting.catalog.models.count) : 1
    firstDeployments = setting.catalog.firstDeployments.map(UInt32.init)
    keys = column.keys
    next = plan.limits.policy.kind.isBound ? column.next : []
    coins = setting.random(.verification)
    verdicts = setting.random(.hitJudge)
    warming = plan.warmUp.map { WarmUpQueue($0, warmUp: setting.warmUp) }
    searchTime = plan.index.latency(
      dimensions: setting.stream.neighbours[plan.embedder]?.dimensions ?? 0)
    store = ResponseStore(
      plan.limits, keys: column.count * Int(models), stream: setting.stream.stream)
    matcher.reserve(keys: column.count * Int(models), partitions: partitions.count * Int(models))
  }

  override func move(to window: PreparedStream, by requests: Int) {
    keys = window.column(plan.recipe).keys
    store.move(to: window.stream)
  }

  override var entryCount: Int { store.count }

  private func admits(_ passage: Passage) -> Bool {
    store.admits(passage)
      && plan.maximumMessages.map { most in
        passage.read { $0.messageCount(passage.request) <= most }
      } ?? true
  }

  override func admit(_ passage: Passage) -> Admission {
    store.chargeHosting(to: passage)
    guard admits(passage) else {
      passage.count(.bypasses)
      return .pass
    }
    let (request, now) = (passage.request, passage.now)
    passage.count(.lookups)
    passage.markEligible()
    let search = searchTime.map { VirtualTime.seconds($0.latency(entries: store.count)) } ?? .zero
    passage.delay(by: passage.embed() + store.lookup + search)
    purge(passage)
    let model = models > 1 ? firstDeployments[passage.model] : 0
    if models > 1 { asked[passage.luck] = model }
    if warming != nil { warm(passage, model) }
    let partition = partitions.partition(of: request)
    let found = matcher.match(
      passage.luck, prompt: passage.prompt, intent: passage.intent, partition: partition * models + model
    ) { prompt in
      guard let base = partitions.key(of: prompt, in: partition) else { return nil }
      let key = base * models + model
      let entry = store.find(key, at: now) {
        forget(key)
        passage.count(.expirations)
      }
      guard let entry else { return nil }
      if case .oracle = plan.decision.rule {
        return truth(of: passage, entry) == .correct ? key : nil
      }
      return key
    }
    guard let found, let entry = store.find(found.key, at: now, expired: {}) else { return .pass }
    let tier = decide(passage, found)
    guard tier != .pass else { return .pass }
    let hitTruth = truth(of: passage, entry)
    if let judge = plan.judge {
      let coin = verdicts.uniform(passage.luck, Int(position))
      guard judge.accepts(hitTruth, tokens: entry.tokens, for: passage, coin: coin) else { return .pass }
    }
    if models > 1 { asked[passage.luck] = nil }
    if entry.isWarmed { passage.count(.warmedHits) }
    store.hit(found.key, next: next.isEmpty ? .max : next[request], at: now) { victim in
      forget(victim)
      passage.count(.evictions)
    }
    let isDisclaimed = tier == .disclaimed
    return passage.answer(
      as: .semanticHit, truth: hitTruth,
      quality: entry.quality * (isDisclaimed ? plan.decision.disclaimedQuality : 1),
      isDisclaimed: isDisclaimed, from: (entry.prompt, found.similarity),
      stored: plan.decision.knowsChanges ? nil : store.age(of: entry), isWorsened: entry.isWorsened)
  }

  override func store(_ answer: Answer, of passage: Passage) {
    let request = passage.request
    let model = models > 1 ? asked.removeValue(forKey: passage.luck) : 0
    guard admits(passage), let model else { return }
    if !trials.isEmpty, let trial = trials.removeValue(forKey: passage.luck), settle(trial, passage) {
      return
    }
    purge(passage)
    let isStored = keep(
      answer, of: request, prompt: passage.prompt, intent: passage.intent, model: model,
      next: next.isEmpty ? .max : next[request], for: passage)
    if isStored { passage.count(.stores) }
  }

  /// Stores the answer to a request, which is found by its meaning from then on; another request may stand for it.
  private func keep(
    _ answer: Answer, of request: Int, prompt: UInt32, intent: UInt32, model: UInt32, next: UInt32,
    for passage: Passage, isWarmed: Bool = false
  ) -> Bool {
    let key = keys[request] * models + model
    forget(key)
    let isStored = store.store(
      answer, of: request, key: key, prompt: prompt, intent: intent, next: next, at: passage.now,
      isWarmed: isWarmed
    ) { victim in
      forget(victim)
      passage.count(.evictions)
    }
    if isStored {
      matcher.inserted(
        key, prompt: prompt, intent: intent, partition: partitions.partition(of: request) * models + model)
    }
    return isStored
  }

  /// Fills the cache if it is time; the request pays, for the embeddings as well.
  private func warm(_ passage: Passage, _ model: UInt32) {
    let stream = passage.stream
    warming?.fill(
      for: passage, keys: keys, readsFuture: !next.isEmpty, embeds: true, admits: store.admits(_:prompt:),
      holds: { store.holds($0.key * models + model, at: passage.now) },
      store: { answer, request, next in
        keep(
          answer, of: request, prompt: stream.prompt[request], intent: stream.intent[request], model: model,
          next: next, for: passage, isWarmed: true)
      })
  }

  override func abandon(_ passage: Passage) {
    if !trials.isEmpty { trials[passage.luck] = nil }
    if !asked.isEmpty { asked[passage.luck] = nil }
  }

  /// An entry left the cache, or is about to be replaced.
  private func forget(_ key: UInt32) {
    matcher.removed(key)
    if case .verified = plan.decision.rule { verifications[key] = nil }
  }

  private func truth(of passage: Passage, _ entry: ResponseStore.Entry) -> HitTruth {
    store.truth(of: entry, for: passage)
  }

  private func purge(_ passage: Passage) {
    store.purge(at: passage.now) { key in
      forget(key)
      passage.count(.purged)
    }
  }

  private enum Tier {
    case answered, disclaimed, pass
  }

  private func decide(_ passage: Passage, _ found: SimilarEntry) -> Tier {
    switch plan.decision.rule {
    case .oracle: return .answered
    case .verified(let errorShare):
      let verification = verifications[found.key] ?? Verification()
      let similarity = Double(found.similarity)
      let share = verification.explorationShare(similarity, errorShare: errorShare)
      if coins.uniform(passage.luck, Int(position)) > share { return .answered }
      trials[passage.luck] = (found.key, similarity)
      return .pass
    case .threshold:
      if found.similarity >= threshold(of: passage) { return .answered }
      guard let looser = plan.decision.disclaimed else { return .pass }
      return found.similarity >= Float(looser - 1e-6) ? .disclaimed : .pass
    }
  }

  /// Adds what a request has shown of the entry that it did not get.
  ///
  /// - Returns: whether the entry would have been right, so that the new answer is not stored.
  private func settle(
    _ trial: (key: UInt32, similarity: Double), _ passage: Passage
  ) -> Bool {
    guard let entry = store.find(trial.key, at: passage.now, expired: { forget(trial.key) }) else {
      return false
    }
    let isRight = truth(of: passage, entry) == .correct
    verifications[trial.key, default: Verification()].observe(trial.similarity, isRight: isRight)
    return isRight
  }

  private func threshold(of passage: Passage) -> Float {
    if !hasThresholdRules { return standard }
    let stream = passage.stream
    if thresholds.isEmpty { thresholds = Array(repeating: 0, count: stream.promptCount) }
    let prompt = Int(passage.prompt)
    if thresholds[prompt] == 0 {
      var text: [UInt8] = []
      stream.texts.append(prompt, to: &text)
      thresholds[prompt] = plan.decision.rules.value(for: text).map { Float($0 - 1e-6) } ?? standard
    }
    return thresholds[prompt]
  }
}
