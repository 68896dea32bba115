import Declarations
import Providers
import Simulation

/// A response cache by key: the same request gets the stored answer.
struct ExactCache: LayerPlan {
  let limits: StoreLimits
  let recipe: KeyRecipe

  static let declaration = LayerDeclaration(
    "exact_cache", "answers a request whose key was answered before",
    fields: StoreLimits.fields + KeyRecipe.fields
  ) { settings, _ throws(Diagnostic) in
    ExactCache(limits: try StoreLimits(settings), recipe: KeyRecipe(settings))
  }

  var needs: [StreamNeed] {
    var needs: [StreamNeed] = [.keys(recipe)]
    if limits.policy.kind.isBound { needs.append(.future(recipe)) }
    if !limits.lifetimes.rules.isEmpty { needs.append(.text("ttl_rules")) }
    if recipe.normalisation != .none { needs.append(.text("normalize")) }
    return needs
  }

  func makeLayer(in setting: LayerSetting) -> Layer {
    ExactCacheLayer(self, column: setting.stream.column(recipe), stream: setting.stream)
  }
}

private final class ExactCacheLayer: Layer {
  private var store: ResponseStore
  private let keys: KeyColumn
  private let readsFuture: Bool

  init(_ plan: ExactCache, column: KeyColumn, stream: PreparedStream) {
    store = ResponseStore(plan.limits, keys: column.count, texts: stream.stream.texts)
    keys = column
    readsFuture = plan.limits.policy.kind.isBound
  }

  override var entryCount: Int { store.count }

  private func next(_ request: Int) -> UInt32 { readsFuture ? keys.next[request] : .max }

  override func admit(_ request: Int, at now: VirtualTime, in gateway: Gateway) -> Admission {
    let isMeasured = gateway.isMeasured(request)
    guard store.limits.admits(gateway.stream.marks[request]) else {
      if isMeasured { statistics.bypasses += 1 }
      return .pass
    }
    if isMeasured { statistics.lookups += 1 }
    gateway.outcomes.flags[request].insert(.isEligible)
    gateway.delay(request, by: store.limits.lookup)
    let key = keys.keys[request]
    guard let entry = store.find(key, at: now, expired: { if isMeasured { statistics.expirations += 1 } })
    else {
      return .pass
    }
    store.hit(key, next: next(request), at: now) { _ in if isMeasured { statistics.evictions += 1 } }
    let truth = gateway.truth(
      of: request, answeredFor: entry.intent, prompt: entry.prompt, version: entry.version, at: now)
    gateway.answer(request, as: .exactHit, truth: truth, quality: entry.quality, by: self)
    return .ended
  }

  override func store(_ answer: Answer, of request: Int, at now: VirtualTime, in gateway: Gateway) {
    guard store.limits.admits(gateway.stream.marks[request]) else { return }
    let isMeasured = gateway.isMeasured(request)
    let isStored = store.store(
      answer, of: request, key: keys.keys[request], prompt: gateway.stream.prompt[request],
      intent: gateway.stream.intent[request], next: next(request), at: now
    ) { _ in if isMeasured { statistics.evictions += 1 } }
    if isStored && isMeasured { statistics.stores += 1 }
  }
}
