import Declarations
import Providers
import Simulation

/// A response cache by key: the same request gets the stored answer.
struct ExactCache: LayerPlan {
  let limits: StoreLimits
  let recipe: KeyRecipe

  static let declaration = LayerDeclaration(
    "exact_cache", "answers a request whose key was answered before",
    sampling: .byKey(isLimited: true),
    fields: StoreLimits.fields + KeyRecipe.fields, counters: LayerCounter.ofCaches
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

  var isBound: Bool { limits.policy.kind.isBound }

  var keyedStore: KeyedStore? {
    KeyedStore(
      recipe: recipe, lifetime: limits.lifetimes.standard, isSliding: limits.lifetimes.isSliding,
      hasRules: !limits.lifetimes.rules.isEmpty, admits: limits.admits)
  }

  var windowFault: String? {
    if isBound { return "'\(limits.policy.kind.rawValue)' reads the future" }
    return limits.lifetimes.rules.isEmpty
      ? recipe.windowFault : "'ttl_rules' read the texts of the whole stream"
  }

  func makeLayer(in setting: LayerSetting) -> Layer {
    ExactCacheLayer(self, column: setting.stream.column(recipe), stream: setting.stream)
  }
}

private final class ExactCacheLayer: Layer {
  private let store: ResponseStore
  private let recipe: KeyRecipe
  private var keys: KeyColumn
  private let readsFuture: Bool

  init(_ plan: ExactCache, column: KeyColumn, stream: PreparedStream) {
    store = ResponseStore(plan.limits, keys: column.count, texts: stream.stream.texts)
    keys = column
    recipe = plan.recipe
    readsFuture = plan.limits.policy.kind.isBound
  }

  override func move(to window: PreparedStream, by requests: Int) { keys = window.column(recipe) }

  override var entryCount: Int { store.count }

  private func next(_ request: Int) -> UInt32 { readsFuture ? keys.next[request] : .max }

  override func admit(_ passage: Passage) -> Admission {
    guard store.admits(passage.marks) else {
      passage.count(.bypasses)
      return .pass
    }
    passage.count(.lookups)
    passage.markEligible()
    passage.delay(by: store.lookup)
    let key = keys.keys[passage.request]
    guard let entry = store.find(key, at: passage.now, expired: { passage.count(.expirations) }) else {
      return .pass
    }
    store.hit(key, next: next(passage.request), at: passage.now) { _ in passage.count(.evictions) }
    let truth = passage.truth(
      answeredFor: entry.intent, prompt: entry.prompt, version: entry.version)
    return passage.answer(as: .exactHit, truth: truth, quality: entry.quality, stored: entry.stored)
  }

  override func store(_ answer: Answer, of passage: Passage) {
    guard store.admits(passage.marks) else { return }
    let request = passage.request
    let isStored = store.store(
      answer, of: request, key: keys.keys[request], prompt: passage.prompt, intent: passage.intent,
      next: next(request), at: passage.now
    ) { _ in passage.count(.evictions) }
    if isStored { passage.count(.stores) }
  }
}
